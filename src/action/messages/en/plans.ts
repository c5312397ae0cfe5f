/** Problems with what was asked for: inputs, ids, names, the guard, receipts. */
import type { Facts, Level } from "../../../usage-plan/types.ts";
import type { Catalog, ProblemText } from "../catalog.ts";
import { quoted } from "../words.ts";
import { AGAIN, listed, NOUN, PERMISSIONS, Plan, said, stage } from "./phrases.ts";

type Codes =
  | "invalid-input"
  | "product-not-found"
  | "api-not-found"
  | "stage-not-found"
  | "plan-not-found"
  | "name-not-found"
  | "name-ambiguous"
  | "id-name-mismatch"
  | "another-target-is-wrong"
  | "not-attached"
  | "plan-attached"
  | "too-many-api-keys"
  | "api-keys-unreadable"
  | "receipt-invalid"
  | "receipt-other-site"
  | "receipt-other-account"
  | "internal-error";

const NOTHING_WRITTEN = "Nothing was written.";
const NOT_SENT = "No request was sent.";

const level = (facts: Facts): string => (facts.level === undefined ? "thing" : NOUN[facts.level]);

function idNotFound(facts: Facts, of: Level, within: string): ProblemText {
  const choices = listed(facts);
  return {
    what: `There is no ${NOUN[of]} with the id ${quoted(facts.id, "that was given")}${within}${said(facts)}. ${NOTHING_WRITTEN}`,
    why: [
      "The id has a typo, or was copied from another product, account or site.",
      `The ${NOUN[of]} was deleted.`,
      "The account may not see it.",
    ],
    fix: [
      ...(choices === "" ? [] : [`Existing ones: ${choices}.`]),
      `Set \`${of}-id\` to the right one, or give \`${of}-name\` instead.`,
    ],
  };
}

export const planProblems: Pick<Catalog["problems"], Codes> = {
  "invalid-input": (facts) => ({
    what: `${facts.count === 1 ? "An input is" : facts.count === undefined ? "Inputs are" : `${facts.count} inputs are`} not right. No request was sent.`,
    why: [],
    fix: facts.list ?? ["See the inputs in the README."],
  }),
  "product-not-found": (facts) => idNotFound(facts, "product", " in this account"),
  "api-not-found": (facts) => idNotFound(facts, "api", " in this product"),
  "stage-not-found": (facts) => idNotFound(facts, "stage", " in this API"),
  "plan-not-found": (facts) => idNotFound(facts, "usage-plan", " in this account"),
  "name-not-found": (facts) => {
    const nearest = listed(facts);
    return {
      what: `There is no ${level(facts)} named ${quoted(facts.name, "as given")}. ${NOTHING_WRITTEN}`,
      why: [
        "The name has a typo: upper and lower case and spaces count.",
        "It was renamed, or is in another product or account.",
      ],
      fix: [nearest === "" ? "See the names in the console, or give the id instead." : `Nearest names: ${nearest}.`],
    };
  },
  "name-ambiguous": (facts) => ({
    what: `${facts.count === undefined ? "More than one" : facts.count} ${level(facts)}${facts.count === undefined ? " has" : "s have"} the name ${quoted(facts.name, "that was given")}. ${NOTHING_WRITTEN}`,
    why: ["NCP does not ask for names to be unique."],
    fix: [`Give the id instead${listed(facts) === "" ? "." : `: ${listed(facts)}.`}`],
  }),
  "id-name-mismatch": (facts) => ({
    what: `The ${level(facts)} with the id ${quoted(facts.id, "that was given")} is named ${quoted(facts.got, "otherwise")}, not ${quoted(facts.expected, "as given")}. ${NOTHING_WRITTEN}`,
    why: ["The id belongs to something else than meant.", "It was renamed."],
    fix: ["Correct the one that is wrong, or give only one of the two."],
  }),
  "another-target-is-wrong": (facts) => ({
    what: `Nothing was written for this target, since ${facts.count === 1 ? "another target is" : `${facts.count ?? "other"} other targets are`} wrong.`,
    why: [
      "An id or a name that does not exist, or that belongs to something else, leaves open what else is not as meant.",
    ],
    fix: ["Correct what is wrong, or leave it out, and run the step again."],
  }),
  "not-attached": (facts) => ({
    what: `${Plan(facts)} is not on ${stage(facts)}, and \`if-not-attached: fail\` asks for a failure then. ${NOTHING_WRITTEN}`,
    why: [
      "It was detached before, by an earlier run or by hand.",
      "The stage or the plan is not the one that was meant.",
    ],
    fix: ["If that is fine, use `if-not-attached: succeed` (the default)."],
  }),
  "plan-attached": (facts) => ({
    what: `${Plan(facts)} is on ${stage(facts)}, where it should not be.`,
    why: ["Somebody attached it, or it was never detached."],
    fix: ["To take it off, run this action with `mode: detach`.", "In the console, see who attached it and why."],
  }),
  "too-many-api-keys": (facts) => ({
    what: `${facts.count === 1 ? "1 API key uses" : `${facts.count ?? "More"} API keys use`} this plan on this stage; \`max-affected-api-keys\` allows ${facts.limit ?? "fewer"}. ${NOTHING_WRITTEN}`,
    why: ["Their owners would lose the plan's rate and quota on this stage."],
    fix: [
      ...(listed(facts) === "" ? [] : [`The keys: ${listed(facts)}.`]),
      "Move the keys to another plan first, or raise `max-affected-api-keys` if their owners know.",
    ],
  }),
  "api-keys-unreadable": (facts) => ({
    what: `The API keys on the plan could not be read${facts.reason === undefined ? "" : `: ${facts.reason}`}${said(facts)}. ${NOTHING_WRITTEN}`,
    why: [
      "The account may not read the product's API keys: it needs to read both the keys and their subscriptions.",
      "The network or NCP failed while they were read.",
    ],
    fix: [PERMISSIONS, "Or leave out `max-affected-api-keys` and `rollback-on-failure`, which need to know the keys."],
  }),
  "receipt-invalid": (facts) => ({
    what: `The receipt cannot be read${facts.name === undefined ? "" : `: \`${facts.name}\` is wrong`}${facts.expected === undefined ? "" : ` (expected: ${facts.expected})`}. ${NOT_SENT}`,
    why: ["It was cut or changed on the way: quotes lost in a shell, a part copied from the log."],
    fix: [
      "Take the `receipt` output of the run to undo as it is, or its `receipt-file`, or the YAML step in its summary.",
    ],
  }),
  "receipt-other-site": (facts) => ({
    what: `The receipt is from ${quoted(facts.expected, "another site")}, but this step works on ${quoted(facts.got, "a different one")}. ${NOT_SENT}`,
    why: ["The receipt is of another run, or `site` or `api-url` differ from that run's."],
    fix: ["Give `site` and `api-url` as in the run to undo."],
  }),
  "receipt-other-account": () => ({
    what: `The receipt was made with another access key than the one given here. ${NOT_SENT}`,
    why: ["The credentials are not those of the run to undo, or that key was replaced since."],
    fix: [
      "Use the access key of the run to undo.",
      "If the key was replaced and the account is the same, take `account` out of the readable receipt (`receipt-file`): then it is not compared.",
    ],
  }),
  "internal-error": () => ({
    what: "The action itself failed. This is a fault of the action, not of your workflow.",
    why: [],
    fix: ["Open an issue with the details below. Secrets are taken out of them.", AGAIN],
  }),
};
