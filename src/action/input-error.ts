/** Bad input: all faults of all inputs together, as data. `messages` says them in the reader's language. */
import type { Problem } from "../usage-plan/types.ts";
import type { Language } from "./config.ts";
import type { Messages } from "./messages/catalog.ts";

/** One broken rule. The catalog has a text for each. */
export type InputRule = "missing";

export interface InputFault {
  /** The input or environment variable, such as `stage-id`. */
  readonly input: string;
  readonly rule: InputRule;
  /** The value that broke the rule. Never a secret. */
  readonly shown?: string;
  /** Other inputs or variables that have a part in it. */
  readonly others?: readonly string[];
  /** The allowed words, or other values to choose from. */
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

  constructor(faults: readonly InputFault[], language: Language) {
    super(`invalid-input: ${faults.map((fault) => `${fault.input} (${fault.rule})`).join(", ")}`);
    this.faults = faults;
    this.language = language;
  }
}

/** The run-level problem for a report: `facts.list` has one line per fault, in the reader's language. */
export function inputProblem(error: InputError, messages: Messages): Problem {
  return {
    code: "invalid-input",
    facts: { count: error.faults.length, list: error.faults.map((fault) => messages.inputFault(fault)) },
    causes: [],
  };
}
