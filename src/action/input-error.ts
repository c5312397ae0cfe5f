/** Bad input: all faults of all inputs together, as data. `messages` says them in the reader's language. */
import type { EndpointFault } from "../ncloud/endpoint.ts";
import type { Problem } from "../usage-plan/types.ts";
import type { Config, Language } from "./config.ts";

/** One broken rule. The catalog has words for each. */
export type InputRule =
  | "not-a-word" // allowed
  | "not-a-boolean"
  | "not-an-integer" // min, max
  // Which targets
  | "level-missing" // others: the input that takes a name instead
  | "not-an-id"
  | "only-one" // several values where one is taken
  | "name-too-long" // max
  | "name-characters"
  | "star-not-alone"
  | "star-as-name" // others: the input that takes `*`
  | "star-on-both" // others
  | "star-needs-below" // others: the level below, which must be `*` as well
  | "id-and-names" // several ids and names of one level; others
  // Credentials
  | "key-missing" // others: environment variables that would do
  | "key-half" // one of the pair is an input, the other from the environment; others: the input to set
  | "key-variables-differ" // others
  | "key-white-space"
  | "key-characters"
  | "key-too-short" // min
  | "keys-equal" // others
  // Where to
  | "site-contradiction" // shown: the site of `input`; others: what says otherwise; allowed: that site
  | `url-${EndpointFault}`
  // Inputs that do not go together
  | "text-too-long" // max: characters
  | "receipt-missing" // others
  | "receipt-too-long" // max: bytes
  | "not-in-mode" // allowed: the modes that take it; shown: the mode
  | "not-beside-approval" // others: approval
  | "needs-reads" // with `verify: false`
  | "needs-api-keys" // with `look-at-api-keys: false`
  | "token-missing"; // others

export interface InputFault {
  /** The input or environment variable, such as `stage-id`. */
  readonly input: string;
  readonly rule: InputRule;
  /** The value that broke the rule. Never a secret. */
  readonly shown?: string;
  /** Other inputs or variables that have a part in it. */
  readonly others?: readonly string[];
  /** The allowed words. */
  readonly allowed?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

export class InputError extends Error {
  override readonly name = "InputError";
  readonly code = "invalid-input";
  readonly faults: readonly InputFault[];
  /** The language to report in: as asked for, or English when that input is wrong too. */
  readonly language: Language;
  /** Whether to write a job summary: as asked for, or yes when that input is wrong too. */
  readonly summary: boolean;

  constructor(faults: readonly InputFault[], { language, summary }: Pick<Config, "language" | "summary">) {
    super(`invalid-input: ${faults.map((fault) => `${fault.input} (${fault.rule})`).join(", ")}`);
    this.faults = faults;
    this.language = language;
    this.summary = summary;
  }
}

/** The run-level problem for a report: `facts.list` has one line per fault, in the reader's language. */
export function inputProblem(error: InputError, say: (fault: InputFault) => string): Problem {
  return {
    code: "invalid-input",
    facts: { count: error.faults.length, list: error.faults.map(say) },
    causes: [],
  };
}
