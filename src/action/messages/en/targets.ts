/** Problems with what was asked for, with what it was asked of, and with the API keys on it. */
import type { ProblemFacts } from "../../../usage-plan/facts.ts";
import type { Level } from "../../../usage-plan/types.ts";
import type { Catalog, ProblemText } from "../catalog.ts";
import { number, quoted } from "../words.ts";
import {
  AGAIN,
  keyLine,
  lineOf,
  listed,
  NOT_SENT,
  NOTHING_WRITTEN,
  NOUN,
  Plan,
  permissions,
  said,
  stage,
  written,
} from "./phrases.ts";
import { reasons } from "./reasons.ts";

function idNotFound(facts: ProblemFacts["plan-not-found"], of: Level, within: string): ProblemText {
  const { id, list = [], total, named } = facts;
  return {
    what: `There is no ${NOUN[of]} with the id ${quoted(id)} ${within}${said(facts)}. ${NOTHING_WRITTEN}`,
    why: [
      ...(named === undefined ? [] : [`${quoted(id)} is the name of a ${NOUN[of]}, not an id: its id is ${named}.`]),
      "The id has a typo, or was copied from another product, account or site.",
      "A name was given where an id is expected. Ids look like `a1b2c3d4e5`.",
      `The ${NOUN[of]} was deleted.`,
      "The account is not allowed to see it.",
    ],
    fix: [...lineOf("Existing ones", list, total), `Correct \`${of}-id\`, or give \`${of}-name\` instead.`],
  };
}

const OWNERS = "Their owners would lose the plan's rate and quota on this stage.";
const MOVE =
  "To move the keys to another plan first, name a successor (`successor-plan-id` or `successor-plan-name`) as well: keys that move count, too.";

export const targetProblems = {
  "invalid-input": ({ list }) => ({
    what: `${list.length === 1 ? "An input is" : `${list.length} inputs are`} not valid. ${NOT_SENT}`,
    why: [],
    fix: list,
  }),
  "product-not-found": (facts) => idNotFound(facts, "product", "in this account"),
  "api-not-found": (facts) => idNotFound(facts, "api", "in this product"),
  "stage-not-found": (facts) => idNotFound(facts, "stage", "in this API"),
  "plan-not-found": (facts) => idNotFound(facts, "usage-plan", "in this account"),
  "name-not-found": ({ level, name, list }) => ({
    what: `There is no ${NOUN[level]} named ${quoted(name)}. ${NOTHING_WRITTEN}`,
    why: [
      "The name has a typo: upper and lower case and spaces count.",
      "A character only looks like the right one, or is invisible. Such characters are shown as \\u{…}.",
      "It was renamed, or is in another product or account.",
    ],
    fix: [
      ...lineOf("Nearest names", list),
      `Correct \`${level}-name\`${list.length === 0 ? " by the console" : ""}, or give \`${level}-id\` instead.`,
    ],
  }),
  "name-ambiguous": ({ level, name, list }) => ({
    what: `${list.length} ${NOUN[level]}s are named ${quoted(name)}. ${NOTHING_WRITTEN}`,
    why: ["NCP allows several with one name."],
    fix: [`Give the id instead: ${listed(list)}.`],
  }),
  "id-name-mismatch": ({ level, id, got, expected }) => ({
    what: `The ${NOUN[level]} with the id ${quoted(id)} ${got === "" ? "has no name" : `is named ${quoted(got)}`}, not ${quoted(expected)}. ${NOTHING_WRITTEN}`,
    why: ["The id belongs to something else.", "It was renamed."],
    fix: ["Correct the one that is wrong, or give only one of the two."],
  }),
  "another-target-is-wrong": ({ count }) => ({
    what: `Nothing was written for this target, because ${count === 1 ? "another target is" : `${number(count)} other targets are`} wrong.`,
    why: [
      "With an id or a name that does not exist or does not fit, the other targets may not be what was meant, either.",
    ],
    fix: ["Correct or leave out what is wrong, and run the step again."],
  }),
  "not-attached": (facts) => ({
    what: `${Plan(facts)} is not attached to ${stage(facts)}, and \`if-not-attached: fail\` makes that a failure. ${NOTHING_WRITTEN}`,
    why: ["It was detached before, by an earlier run or by hand.", "It is the wrong stage or the wrong plan."],
    fix: ["If that is fine, use `if-not-attached: succeed` (the default)."],
  }),
  "plan-attached": (facts) => ({
    what: `${Plan(facts)} is attached to ${stage(facts)}, where it should not be.`,
    why: ["Somebody attached it, or it was never detached."],
    fix: ["To detach it, run this action with `mode: detach`.", "Find out in the console who attached it and why."],
  }),
  "api-keys-unreadable": (facts) => ({
    what: `The API keys of the plan could not be read: ${reasons[facts.reason]}${said(facts)}. ${NOTHING_WRITTEN}`,
    why: [
      "The account is not allowed to read API keys and their subscriptions. It needs both.",
      "The network or NCP failed during the reads.",
    ],
    fix: [permissions(facts), "Or set `look-at-api-keys: false`, and leave out the inputs that need to know the keys."],
  }),
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
    what: `${Plan(facts)} stays on ${stage(facts)}: not every API key on it could be moved to ${quoted(facts.successor)}${facts.reason === undefined ? "" : ` (${reasons[facts.reason]})`}.${facts.changed ? "" : ` ${NOTHING_WRITTEN}`}`,
    why: ["The account is not allowed to change API keys.", "The time was too short, or NCP or the network failed."],
    fix: [
      ...keyLine("Not moved", facts.list),
      "Where NCP denied access, give the sub account the managed policy NCP_API_GATEWAY_MANAGER.",
      AGAIN,
      ...(facts.changed ? ["To undo what was changed, run `mode: restore` with the receipt."] : []),
    ],
  }),
} satisfies Partial<Catalog["problems"]>;
