/** What a run says of the approval that it goes by. */
import type { Facts } from "../../../usage-plan/types.ts";
import type { Catalog } from "../catalog.ts";
import { ageOf, quoted, some } from "../words.ts";
import { Plan, stage } from "./phrases.ts";

type Codes = "approval-invalid" | "approval-other-site" | "changed-since-approval";

const NOT_SENT = "No request was sent.";
const ANEW = "Make a new dry run, and have it approved.";
const and = (count: number): string => ` and ${count} more`;

function differences(facts: Facts): string {
  const [joined, left] = [some(facts.added, and), some(facts.removed, and)];
  return [
    ...(facts.got === undefined ? [] : [`it is named ${quoted(facts.got, "otherwise")} now`]),
    ...(joined === "" ? [] : [`API keys that joined: ${joined}`]),
    ...(left === "" ? [] : [`API keys that left: ${left}`]),
  ].join("; ");
}

export const approvalProblems: Pick<Catalog["problems"], Codes> = {
  "approval-invalid": (facts) => ({
    what: `The approval cannot be read${facts.name === undefined ? "" : `: \`${facts.name}\` is wrong`}${facts.expected === undefined ? "" : ` (expected: ${facts.expected})`}. ${NOT_SENT}`,
    why: [
      "It was cut or changed on the way, or is another output than `approval`.",
      "It was masked: an output that holds a secret of the job arrives empty, or with `***` in it.",
    ],
    fix: ["Give the `approval` output of a dry run or check as it is. Keep ids in `vars`, not in `secrets`."],
  }),
  "approval-other-site": (facts) => ({
    what: `The approval is for ${quoted(facts.expected, "another site")}, but this step works on ${quoted(facts.got, "a different one")}. ${NOT_SENT}`,
    why: ["`site` or `api-url` are not those of the dry run, or the approval is another dry run's."],
    fix: ["Give `site` and `api-url` as in the dry run."],
  }),
  "changed-since-approval": (facts) => ({
    what: `${Plan(facts)} on ${stage(facts)} is not what was approved: ${differences(facts) || "something differs"}. Nothing was written for it.`,
    why: ["Somebody changed it between the dry run and now."],
    fix: [ANEW],
  }),
};

export const approvalNotes: Pick<Catalog["notes"], "approved" | "approval-others"> = {
  approved: (facts) => {
    const from = facts.name === undefined ? "" : `, from ${facts.name}`;
    const by = facts.got === undefined ? "" : ` by ${facts.got}`;
    const age =
      facts.ms === undefined ? "" : `, ${ageOf(facts.ms, { day: " days", hour: " hours", minute: " minutes" })} ago`;
    return `Approved: ${facts.count ?? 0} targets of the run${by} at ${facts.sentAt ?? "an earlier time"}${age}${from}. Nothing else is touched.`;
  },
  "approval-others": (facts) =>
    `${Plan(facts)} is on ${facts.count ?? "some"} stages that are not in the approval: they got it since, and were not touched.`,
};
