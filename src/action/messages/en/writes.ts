/** Problems of a write whose effect is not what was wanted, or not known. */
import type { ProblemFacts } from "../../../usage-plan/facts.ts";
import type { Catalog, ProblemText } from "../catalog.ts";
import { at } from "../words.ts";
import { AGAIN, CONSOLE, clock, keyLine, look, NOTHING_WRITTEN, plan, said, stage } from "./phrases.ts";
import { reasons } from "./reasons.ts";

const request = ({ sentAt }: { readonly sentAt: string }): string => `the request sent at ${clock(sentAt)}`;

/** Accepted, and reads do not show it. */
const unseen = (facts: ProblemFacts["still-attached"], reads: string, somebody: string): ProblemText => ({
  what: `NCP accepted ${request(facts)}, but reads ${reads} ${plan(facts)} on ${stage(facts)}.`,
  why: [
    "NCP takes longer than usual to carry it out or to show it.",
    `Somebody ${somebody} the plan at the same moment.`,
  ],
  fix: [look(facts), "Raise `timeout` if NCP is slow today.", AGAIN],
});

/** Seen, and then its opposite. */
const undone = (facts: ProblemFacts["attached-again"], was: string, by: string, ours: string): ProblemText => ({
  what: `After ${request(facts)}, ${plan(facts)} was ${was} ${stage(facts)}, and now it is ${by} again. It was not ${ours} a second time.`,
  why: [`Somebody ${by} it on purpose in the meantime.`, "NCP's servers disagree for longer than usual."],
  fix: [look(facts), `Find out who ${by} it. Change it again only if they agree: another run undoes what they did.`],
});

export const writeProblems = {
  "reads-disagree": (facts) => ({
    what: `It is not known whether ${plan(facts)} is on ${stage(facts)}: NCP's reads contradicted each other until the time was up. ${NOTHING_WRITTEN}`,
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
  "still-attached": (facts) => unseen(facts, "still show", "attached"),
  "still-detached": (facts) => unseen(facts, "do not show", "detached"),
  "not-verified": (facts) => ({
    what: `NCP accepted ${request(facts)}, but ${stage(facts)} could not be read afterwards (${reasons[facts.reason]})${said(facts)}.`,
    why: ["The network or NCP failed between the write and the read.", "The account may change but not read."],
    fix: [look(facts), AGAIN],
  }),
  "attached-again": (facts) => undone(facts, "gone from", "attached", "detached"),
  "detached-again": (facts) => undone(facts, "on", "detached", "attached"),
  "stage-changed": (facts) => ({
    what: `It is not known whether ${request(facts)} was carried out, and ${stage(facts)} has changed since it was first read. The request was not sent again.`,
    why: ["Somebody works on the stage at the same time: a second write could undo what they did on purpose."],
    fix: [look(facts), "Talk to whoever works on the stage, then run the step again if the plan should still go."],
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
