/** Problems of a write whose effect is not what was wanted, or not known. */
import type { Facts } from "../../../usage-plan/types.ts";
import type { Catalog } from "../catalog.ts";
import { AGAIN, CONSOLE, listed, look, Plan, plan, said, stage } from "./phrases.ts";

type Codes =
  | "reads-disagree"
  | "write-uncertain"
  | "still-attached"
  | "not-verified"
  | "still-detached"
  | "attached-again"
  | "stage-changed"
  | "detached-again"
  | "keys-differ"
  | "rollback-failed";

const request = (facts: Facts): string =>
  facts.sentAt === undefined ? "the request" : `the request sent at ${facts.sentAt}`;
const because = (facts: Facts): string => (facts.reason === undefined ? "" : ` (${facts.reason})`);

export const writeProblems: Pick<Catalog["problems"], Codes> = {
  "reads-disagree": (facts) => ({
    what: `It is not known whether ${plan(facts)} is on ${stage(facts)}: NCP's reads contradicted each other until the time was up. Nothing was written.`,
    why: ["Somebody changes the stage at the same time.", "NCP shows a change later than usual."],
    fix: [look(facts), AGAIN],
  }),
  "write-uncertain": (facts) => ({
    what: `It is not known whether ${request(facts)} was carried out${because(facts)}${said(facts)}: ${facts.operation ?? "the write"}. It may still take effect.`,
    why: ["The reply did not come or does not say, and no read could tell before the time was up."],
    fix: [look(facts), AGAIN],
  }),
  "still-attached": (facts) => ({
    what: `NCP accepted ${request(facts)}, but reads still show ${plan(facts)} on ${stage(facts)}.`,
    why: [
      "NCP takes longer than usual to carry it out or to show it.",
      "Somebody attached the plan again in the same moment.",
    ],
    fix: [look(facts), "Raise `timeout` if NCP is slow today.", AGAIN],
  }),
  "not-verified": (facts) => ({
    what: `NCP accepted ${request(facts)}, but ${stage(facts)} could not be read afterwards${because(facts)}${said(facts)}.`,
    why: ["The network or NCP failed between the write and the read.", "The account may write but not read."],
    fix: [look(facts), AGAIN],
  }),
  "still-detached": (facts) => ({
    what: `NCP accepted ${request(facts)}, but reads do not show ${plan(facts)} on ${stage(facts)}.`,
    why: [
      "NCP takes longer than usual to carry it out or to show it.",
      "Somebody detached the plan in the same moment.",
    ],
    fix: [look(facts), "Raise `timeout` if NCP is slow today.", AGAIN],
  }),
  "attached-again": (facts) => ({
    what: `${Plan(facts)} was off ${stage(facts)} after our request${facts.sentAt === undefined ? "" : ` at ${facts.sentAt}`}, and is on it again. It was not taken off a second time.`,
    why: ["Somebody attached it on purpose in the meantime.", "NCP's replicas disagree for longer than usual."],
    fix: [look(facts), "If it should go, find out who attached it, then run the step again."],
  }),
  "stage-changed": (facts) => ({
    what: `It is not known whether ${request(facts)} was carried out, and ${stage(facts)} has changed since it was first read. So the request was not sent again.`,
    why: ["Somebody works on the stage at the same time: a second write could undo what they did on purpose."],
    fix: [look(facts), "Agree with whoever works on the stage, then run the step again."],
  }),
  "detached-again": (facts) => ({
    what: `${Plan(facts)} was on ${stage(facts)} after our request${facts.sentAt === undefined ? "" : ` at ${facts.sentAt}`}, and is off it again. It was not put back a second time.`,
    why: ["Somebody detached it on purpose in the meantime.", "NCP's replicas disagree for longer than usual."],
    fix: [look(facts), "If it should be there, find out who detached it, then run the step again."],
  }),
  "keys-differ": (facts) => ({
    what: `${Plan(facts)} is back on ${stage(facts)}, but not all API keys that the receipt names are on it${listed(facts) === "" ? "" : `: ${listed(facts)}`}${said(facts)}.`,
    why: ["A key was deleted, or moved to another plan since.", "The account may not change API keys."],
    fix: [`Put these keys on the plan by hand in the console (${CONSOLE}), or run the restore again.`],
  }),
  "rollback-failed": (facts) => ({
    what: `What this step took off could not be put back${because(facts)}${said(facts)}.`,
    why: ["See the problem of each target below."],
    fix: [
      "Run this action with `mode: restore` and the receipt (in the log and the summary of this step) as soon as the cause is gone.",
      `Or attach the plans by hand in the console: ${CONSOLE}.`,
    ],
  }),
};
