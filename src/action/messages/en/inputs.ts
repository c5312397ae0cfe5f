/** Faults of inputs: the rule and the fix. */
import type { InputFault } from "../../inputs/read.ts";
import type { Catalog, InputRuleText } from "../catalog.ts";
import { codes } from "../words.ts";
import { COPY_IDS } from "./phrases.ts";

const url = (rule: string, fix: string) => (): InputRuleText => ({ rule, fix });

export const inputRules: Catalog["inputRules"] = {
  "given-empty": ({ allowed }) => ({
    rule: "is set to an empty value, and its default could change what nobody meant to change",
    fix: `Remove it, or set it${allowed.length > 0 ? ` to ${codes(allowed)}` : ""}. An expression is often empty: \`inputs\` on \`push\` and \`schedule\`, an output of a job that was skipped, a misspelt name.`,
  }),
  misspelt: ({ others }) => ({
    rule: `is not an input of this action; ${codes(others)} is`,
    fix: "Correct the name, or remove it: a runner only warns, and the action would run without it.",
  }),
  "not-a-word": ({ allowed }) => ({ rule: `must be one of ${codes(allowed)}`, fix: "Upper and lower case count." }),
  "not-a-boolean": () => ({
    rule: "must be `true` or `false`",
    fix: "`yes`, `1` and the like are not accepted: a typo would mean the opposite.",
  }),
  "not-an-integer": (fault) => ({
    rule: `must be a whole number ${"min" in fault ? `from ${fault.min} to ${fault.max}` : `or ${codes(fault.allowed)}`}`,
    fix: "Write digits only, without a unit.",
  }),
  "level-missing": ({ input, others }) => ({
    rule: "is needed, or its name",
    fix: `Set \`${input}\` or ${codes(others)}.`,
  }),
  "not-an-id": ({ others }) => ({
    rule: "an id has letters and digits, nothing else",
    fix: `${COPY_IDS} Names go into ${codes(others)}.`,
  }),
  "only-one": () => ({ rule: "accepts one value only", fix: "Only stages and usage plans can be several." }),
  "name-too-long": ({ max }) => ({
    rule: `a name here has at most ${max} characters`,
    fix: "Copy the name from the console.",
  }),
  "name-characters": () => ({
    rule: "a name has no control characters",
    fix: "Type the name anew: an invisible character was copied with it.",
  }),
  "star-not-alone": () => ({
    rule: "`*` means all, so nothing else can stand beside it",
    fix: "Remove either `*` or the rest (also names of the same level).",
  }),
  "star-as-name": ({ others }) => ({
    rule: "a name is never `*`",
    fix: `For all of them, set ${codes(others)} to \`*\`.`,
  }),
  "star-on-both": ({ others }) => ({
    rule: `\`*\` here and in ${codes(others)} would detach every plan from every stage`,
    fix: "Name the stages or the usage plans. `mode: check` and dry runs accept it: they write nothing.",
  }),
  "star-needs-below": ({ others }) => ({
    rule: `\`*\` is accepted here only when ${codes(others)} is \`*\` as well`,
    fix: "Set `*` from the stage upwards: stage, then API, then product.",
  }),
  "id-and-names": ({ others }) => ({
    rule: `id and name together (${codes(others)}) check each other, so there must be one of each`,
    fix: "Give the ids or the names, not both.",
  }),
  "key-missing": ({ input, others }) => ({
    rule: "is empty",
    fix: `Set it from a secret, or set one of ${codes(others)}. If it is set: runs from forks and of Dependabot get no secrets, a secret of an environment needs \`environment:\` in the job, and a misspelt secret name is silently empty (\`${input}\`).`,
  }),
  "key-half": ({ others }) => ({
    rule: `is empty, so the pair would be made of two sources (${codes(others)})`,
    fix: "Give both keys as inputs or both in the environment. An empty input is often a secret with a misspelt name.",
  }),
  "key-variables-differ": ({ others }) => ({
    rule: `${codes(others)} have different values`,
    fix: "Unset one of them, or set this input.",
  }),
  "key-white-space": () => ({
    rule: "has white space or a line break in it",
    fix: "Store the secret again, without quotes, line breaks or a second value behind it.",
  }),
  "key-characters": () => ({
    rule: "has a character that no key has (a quote, a letter outside of ASCII, or an invisible one)",
    fix: "Copy the key from the console again and store it without quotes.",
  }),
  "key-too-short": ({ min }) => ({
    rule: `is shorter than ${min} characters: that is no key, and could not be kept out of the log`,
    fix: "Store the whole key.",
  }),
  "keys-equal": ({ others }) => ({
    rule: `is the same as ${codes(others)}`,
    fix: "One of the two secrets holds the other's value.",
  }),
  "keys-swapped": ({ others }) => ({
    rule: `looks like a secret key, and ${codes(others)} like an access key`,
    fix: "Swap the two. If the secret key has been sent anywhere in its place, replace it.",
  }),
  "site-contradiction": ({ others, allowed }) => ({
    rule: `contradicts ${codes(others)}, which belongs to the site ${codes(allowed)}`,
    fix: `Set \`site\` to the site of the account${others[0] === "api-url" ? ", or remove one of the two" : ""}.`,
  }),
  "url-not-a-url": url("is not a URL", "Write it as https://host, with a port if needed."),
  "url-scheme": url("must begin with https://", "Only https is used (http for this machine only)."),
  "url-plain-http": url(
    "plain http is accepted for this machine only (localhost, 127.0.0.1, [::1])",
    "Use https: only TLS protects the request.",
  ),
  "url-user-info": url("must not contain a user name or password", "Remove the @ and what is before it."),
  "url-query": url("must not have a query", "Remove the ? and what follows."),
  "url-fragment": url("must not have a fragment", "Remove the # and what follows."),
  "url-path": url("must have no path other than /api/v1", "The path is signed: a mirror cannot change it."),
  "text-too-long": ({ max }) => ({
    rule: `is longer than ${max} characters`,
    fix: "Make it shorter: the receipt contains it.",
  }),
  "receipt-missing": () => ({
    rule: "is empty, and `mode: restore` needs it",
    fix: "Give the `receipt` output of the run to undo, or a file of it as `receipt-file`. The output is empty when that run changed nothing, and GitHub empties it between jobs when it takes a part of it for a secret: store ids as `vars`, not as secrets, or use the file.",
  }),
  "receipt-too-long": ({ max }) => ({
    rule: `is longer than ${max} bytes`,
    fix: "A Linux process accepts no longer value. Split the list of its targets over several runs.",
  }),
  "not-in-mode": ({ shown, allowed }) => ({
    rule: `has no effect in \`mode: ${shown}\``,
    fix: `Remove it, or use it with mode ${codes(allowed)}.`,
  }),
  "not-beside-approval": () => ({
    rule: "cannot be combined with `approval`, which already says what is done",
    fix: "Remove one of the two.",
  }),
  "needs-api-keys": () => ({
    rule: "needs to read API keys, and `look-at-api-keys: false` does not",
    fix: "Remove it, or leave `look-at-api-keys` at `true`.",
  }),
  "needs-reads": () => ({
    rule: "needs to read, and `verify: false` sends one write and nothing else",
    fix: "Remove it, or leave `verify` at `true`.",
  }),
  "token-missing": ({ others }) => ({
    rule: `is empty, and ${codes(others)} needs it`,
    fix: "Set it to ${{ github.token }} and give the job `permissions: issues: write`.",
  }),
};

/** The value that broke the rule. */
export function inputValue({ shown, hidden, odd, entry }: InputFault): string {
  const inside = odd === undefined ? "" : `, with ${odd} in it`;
  const value = shown === undefined ? `a value of ${hidden} characters, not shown${inside}` : `"${shown}"`;
  return ` (got ${entry === undefined ? "" : `entry ${entry} of `}${value})`;
}
