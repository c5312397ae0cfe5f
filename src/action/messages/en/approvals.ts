/** What a run says of the approval that it goes by. */
import type { ProblemFacts } from "../../../usage-plan/facts.ts";
import type { Catalog } from "../catalog.ts";
import { clockTime, duration, number, quoted } from "../words.ts";
import { listed, Plan, stage, written } from "./phrases.ts";
import { UNITS, ZONE } from "./units.ts";

const NOT_SENT = "No request was sent.";

const differences = ({ got, successor, added, removed }: ProblemFacts["changed-since-approval"]): string =>
  [
    ...(got === undefined ? [] : [`it is named ${quoted(got)} now`]),
    ...(successor === undefined ? [] : [`the successor is named ${quoted(successor)} now`]),
    ...(added.length === 0 ? [] : [`API keys added: ${listed(added)}`]),
    ...(removed.length === 0 ? [] : [`API keys gone: ${listed(removed)}`]),
  ].join("; ");

export const approvalProblems = {
  "approval-invalid": ({ name, expected }) => ({
    what: `The approval cannot be read: \`${name}\` is wrong (expected: ${expected}). ${NOT_SENT}`,
    why: [
      "It was cut or changed on the way, or it is another output than `approval`.",
      "It was masked: an output that contains a secret of the job arrives empty, or with `***` in it.",
    ],
    fix: ["Pass on the `approval` output of a dry run or check as it is. Store ids in `vars`, not in `secrets`."],
  }),
  "approval-other-site": ({ expected, got }) => ({
    what: `The approval was made for ${expected}, but this step works on ${got}. ${NOT_SENT}`,
    why: ["`site` or `api-url` differ from those of the dry run, or the approval belongs to another dry run."],
    fix: ["Use the `site` and `api-url` of the dry run."],
  }),
  "changed-since-approval": (facts) => ({
    what: `${Plan(facts)} on ${stage(facts)} is not what was approved: ${differences(facts)}. ${written(facts.moved)}`,
    why: ["Somebody changed it after the dry run."],
    fix: ["Make a new dry run, and have it approved."],
  }),
} satisfies Partial<Catalog["problems"]>;

export const approvalNotes = {
  approved: ({ count, sentAt, ms, name, got }) => {
    const by = got === undefined ? "" : ` by ${got}`;
    const from = name === undefined ? "" : `, from ${name}`;
    return `Approved: ${number(count)} targets of the run${by} at ${clockTime(sentAt, ZONE)}, ${duration(ms, UNITS)} ago${from}. Nothing else is touched.`;
  },
  "approval-others": (facts) =>
    `${Plan(facts)} has been attached to ${facts.count === 1 ? "1 more stage" : `${number(facts.count)} more stages`} since the approval. That is not part of it and was not touched.`,
} satisfies Partial<Catalog["notes"]>;
