/** Problems of a write whose effect is not what was wanted, or not known. */
import type { Catalog } from "../catalog.ts";
import { at, clockTime } from "../words.ts";
import { AGAIN, CONSOLE, keyLine, look, plan, said, stage } from "./phrases.ts";
import { reasons } from "./reasons.ts";
import { ZONE } from "./units.ts";

const request = ({ sentAt }: { readonly sentAt: string }): string => `the request sent at ${clockTime(sentAt, ZONE)}`;
const SLOW = ["NCP takes longer than usual to carry it out or to show it."];
const REPLICAS = "NCP's servers disagree for longer than usual.";
const RAISE = "Raise `timeout` if NCP is slow today.";

export const writeProblems = {
  "reads-disagree": (facts) => ({
    what: `It is not known whether ${plan(facts)} is on ${stage(facts)}: NCP's reads contradicted each other until the time was up. Nothing was written for this target.`,
    why: ["Somebody changes the stage at the same time.", "NCP shows a change later than usual."],
    fix: [look(facts), AGAIN],
  }),
  "write-uncertain": (facts) => ({
    what: `It is not known whether ${request(facts)} was carried out (${reasons[facts.reason]})${said(facts)}. It may still take effect.${at(facts)}`,
    why: [
      facts.looked
        ? "No clear reply came, and no read could tell before the time was up."
        : "No clear reply came, and with `verify: false` nothing is read.",
    ],
    fix: [look(facts), ...(facts.looked ? [AGAIN] : ["Run the step again only when the plan is still attached."])],
  }),
  "still-attached": (facts) => ({
    what: `NCP accepted ${request(facts)}, but reads still show ${plan(facts)} on ${stage(facts)}.`,
    why: [...SLOW, "Somebody attached the plan again at the same moment."],
    fix: [look(facts), RAISE, AGAIN],
  }),
  "not-verified": (facts) => ({
    what: `NCP accepted ${request(facts)}, but ${stage(facts)} could not be read afterwards (${reasons[facts.reason]})${said(facts)}.`,
    why: ["The network or NCP failed between the write and the read.", "The account may change but not read."],
    fix: [look(facts), AGAIN],
  }),
  "still-detached": (facts) => ({
    what: `NCP accepted ${request(facts)}, but reads do not show ${plan(facts)} on ${stage(facts)}.`,
    why: [...SLOW, "Somebody detached the plan at the same moment."],
    fix: [look(facts), RAISE, AGAIN],
  }),
  "attached-again": (facts) => ({
    what: `After ${request(facts)}, ${plan(facts)} was gone from ${stage(facts)}, and now it is attached again. It was not detached a second time.`,
    why: ["Somebody attached it on purpose in the meantime.", REPLICAS],
    fix: [
      look(facts),
      "Find out who attached it. Detach it again only if they agree: another run undoes their change.",
    ],
  }),
  "stage-changed": (facts) => ({
    what: `It is not known whether ${request(facts)} was carried out, and ${stage(facts)} has changed since it was first read. The request was not sent again.`,
    why: ["Somebody works on the stage at the same time: a second write could undo what they did on purpose."],
    fix: [look(facts), "Talk to whoever works on the stage, then run the step again if the plan should still go."],
  }),
  "detached-again": (facts) => ({
    what: `After ${request(facts)}, ${plan(facts)} was on ${stage(facts)}, and now it is detached again. It was not attached a second time.`,
    why: ["Somebody detached it on purpose in the meantime.", REPLICAS],
    fix: [
      look(facts),
      "Find out who detached it. Attach it again only if they agree: another run undoes their change.",
    ],
  }),
  "keys-differ": (facts) => ({
    what: `Not all API keys of the receipt could be put on ${plan(facts)} on ${stage(facts)}.`,
    why: [
      "The account is not allowed to change API keys.",
      "The run was cancelled, or the time was up, before they were.",
    ],
    fix: [
      ...keyLine("These are not", facts.list),
      `Put them on the plan by hand in the console (${CONSOLE}), or run the restore again.`,
    ],
  }),
} satisfies Partial<Catalog["problems"]>;
