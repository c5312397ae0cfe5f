/** Reads single values and collects faults, so that all of them are reported together. */
import type { Env } from "../../ncloud/ports.ts";
import type { InputFault } from "../input-error.ts";
import type { Toolkit } from "../toolkit.ts";

/** As `@actions/core`'s `getBooleanInput` takes them (YAML 1.2 core schema), without its error for an empty value. */
const TRUE = ["true", "True", "TRUE"];
const FALSE = ["false", "False", "FALSE"];

export interface Reader {
  readonly env: Env;
  /** The input without white space around it; `""` when it is not given. */
  text(input: string): string;
  /** The input to the letter: whether it has line breaks shows only here. */
  raw(input: string): string;
  fault(fault: InputFault): void;
  /** Empty or wrong: the default; wrong is a fault as well. So for all that follow. */
  boolean(input: string, otherwise: boolean): boolean;
  integer<T>(input: string, range: { readonly min: number; readonly max: number }, otherwise: T): number | T;
  word<W extends string>(input: string, words: readonly W[], otherwise: W): W;
}

export function createReader(toolkit: Toolkit, env: Env, faults: InputFault[]): Reader {
  const text = (input: string): string => toolkit.getInput(input);
  const fault = (found: InputFault): void => {
    faults.push(found);
  };
  return {
    env,
    text,
    raw: (input) => env[`INPUT_${input.toUpperCase()}`] ?? "",
    fault,
    boolean(input, otherwise) {
      const value = text(input);
      if (value === "") return otherwise;
      if (!TRUE.includes(value) && !FALSE.includes(value)) fault({ input, rule: "not-a-boolean", shown: value });
      return TRUE.includes(value) || (otherwise && !FALSE.includes(value));
    },
    integer(input, { min, max }, otherwise) {
      const value = text(input);
      if (value === "") return otherwise;
      // `Number` alone would take "1e3", "0x10" and " "; `parseInt` would take "10 minutes".
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (number >= min && number <= max) return number;
      fault({ input, rule: "not-an-integer", shown: value, min, max });
      return otherwise;
    },
    word<W extends string>(input: string, words: readonly W[], otherwise: W) {
      const value = text(input);
      if (value === "") return otherwise;
      const found = words.find((word) => word === value);
      if (found === undefined) fault({ input, rule: "not-a-word", shown: value, allowed: words });
      return found ?? otherwise;
    },
  };
}
