/** The inputs, read and judged: a record that the run can trust, or all that is wrong with it. */
import type { Env } from "../ncloud/ports.ts";
import { createReader, type InputFault } from "./inputs/read.ts";
import { checkNames, checkTogether } from "./inputs/rules.ts";
import { type Config, type Language, readInputs } from "./inputs.ts";

/**
 * Secrets are masked before this: `createToolkit` does it, so that no fault found here can show one.
 * @throws {InputError} with all faults of all inputs
 */
export function readConfig(env: Env): Config {
  const faults: InputFault[] = [];
  const reader = createReader(env, faults);
  const config = readInputs(reader);
  checkTogether(reader, config);
  checkNames(reader);
  if (faults.length > 0) throw new InputError(faults, config);
  return deepFreeze(config);
}

/** Bad input: all faults of all inputs together, as data. `messages` says them in the reader's language. */
export class InputError extends Error {
  override readonly name = "InputError";
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

function deepFreeze<T extends object>(record: T): T {
  for (const value of Object.values(record)) if (typeof value === "object" && value !== null) deepFreeze(value);
  return Object.freeze(record);
}
