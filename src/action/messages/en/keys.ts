/** The people behind a usage plan: API keys that are affected, moved, or not known. */
import type { Catalog } from "../catalog.ts";
import { limitsOf, number, quoted } from "../words.ts";
import { AGAIN, keyLine, listed, Plan, plan, stage, written } from "./phrases.ts";
import { reasons } from "./reasons.ts";

const OWNERS = "Their owners would lose the plan's rate and quota on this stage.";
const MOVE =
  "To move the keys to another plan first, name a successor (`successor-plan-id` or `successor-plan-name`) as well: keys that move count, too.";
const NO_WAY_BACK = "the receipt cannot put keys back";

export const keyProblems = {
  "too-many-api-keys": ({ count, limit, moved }) => ({
    what: `${count === 1 ? "1 API key uses" : `${number(count)} API keys use`} this plan on this stage; \`max-affected-api-keys\` allows ${number(limit)}. ${OWNERS} ${written(moved)}`,
    why: [],
    fix: ["Raise `max-affected-api-keys` when their owners know.", MOVE],
  }),
  "too-many-calls": ({ count, limit, moved }) => ({
    what: `The API keys on this plan made ${number(count)} calls this month on this stage; \`max-affected-calls\` allows ${number(limit)}. ${OWNERS} ${written(moved)}`,
    why: [],
    fix: ["Raise `max-affected-calls` when their owners know.", MOVE],
  }),
  "successor-is-target": (facts) => ({
    what: `${Plan(facts)} is both a plan to detach and its own successor. Nothing was written.`,
    why: ["API keys cannot move from a plan to the same plan."],
    fix: ["Name another plan in `successor-plan-id` or `successor-plan-name`."],
  }),
  "api-keys-not-moved": (facts) => ({
    what: `${Plan(facts)} stays on ${stage(facts)}: not every API key on it could be moved to ${quoted(facts.successor)}${facts.reason === undefined ? "" : ` (${reasons[facts.reason]})`}.${facts.changed ? "" : " Nothing was changed for this target."}`,
    why: ["The account may not change API keys.", "The time was too short, or NCP or the network failed."],
    fix: [
      ...keyLine("Not moved", facts.list),
      AGAIN,
      ...(facts.changed ? ["To undo what was changed, run `mode: restore` with the receipt."] : []),
    ],
  }),
} satisfies Partial<Catalog["problems"]>;

export const keyNotes = {
  "successor-gone": (facts) =>
    `${Plan(facts)} is off ${stage(facts)} again: the run that is undone put it there, and no API key is on it.`,
  "successor-would-go": (facts) =>
    `${Plan(facts)} would come off ${stage(facts)} again: the run that is undone put it there, and no other API key is on it.`,
  "successor-kept": (facts) =>
    `${Plan(facts)} stays on ${stage(facts)}, though the run that is undone put it there: ${
      facts.list.length > 0
        ? `API keys use it: ${listed(facts.list)}`
        : facts.reason === undefined
          ? "its detach could not be verified"
          : reasons[facts.reason]
    }.`,
  "affected-keys": (facts) =>
    facts.count === 0
      ? `No API key uses ${plan(facts)} on ${stage(facts)}.`
      : `API keys that use ${plan(facts)} on ${stage(facts)} (id, calls this month): ${number(facts.count)}. ${listed(facts.list, facts.count)}`,
  "keys-unknown": (facts) =>
    `The API keys that use ${plan(facts)} on ${stage(facts)} could not be read (${reasons[facts.reason]}): whoever uses it may be affected, and ${NO_WAY_BACK}.`,
  "keys-not-looked-at": () =>
    `Nobody looked which API keys are affected (\`look-at-api-keys: false\`), and ${NO_WAY_BACK}.`,
  "default-plan": (facts) => {
    const limits = limitsOf(facts, {
      rateRps: (count) => `${count} per second`,
      dayQuotaRequest: (count) => `${count} per day`,
      monthQuotaRequest: (count) => `${count} per month`,
    });
    return `NCP does not document what becomes of API keys without their plan. Should they fall to the default plan of ${stage(facts)}, its rate and quota are: ${limits || "none in NCP's reply"}.`;
  },
  "keys-would-move": (facts) =>
    `API keys that would move from ${plan(facts)} to ${quoted(facts.successor)} on ${stage(facts)}: ${number(facts.count)}.${facts.attaches ? ` ${quoted(facts.successor)} would be attached to it first.` : ""}`,
  "keys-moved": (facts) =>
    `API keys moved from ${plan(facts)} to ${quoted(facts.successor)} on ${stage(facts)}: ${number(facts.count)}.`,
  "key-left": (facts) =>
    `API key ${quoted(facts.name)} is neither on ${plan(facts)} nor on its successor on ${stage(facts)}: somebody moved or deleted it meanwhile.`,
  "successor-quota": (facts) =>
    `Some API keys made more calls this month than ${plan(facts)} allows in a month on ${stage(facts)} (${number(facts.limit)}): ${listed(facts.list)}.`,
} satisfies Partial<Catalog["notes"]>;
