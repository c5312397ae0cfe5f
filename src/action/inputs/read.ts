/** Reads single values and collects what is wrong with them as data, so that all of it is reported together. */
import type { EndpointFault } from "../../ncloud/endpoint.ts";
import type { Env } from "../../ncloud/ports.ts";
import { plain } from "../escape.ts";

/** One broken rule. Every catalog has words for each. */
export type InputRule =
  | "given-empty" // allowed: what it may be instead
  | "not-a-word" // allowed
  | "not-a-boolean"
  | "not-an-integer" // min, max
  | "misspelt" // others: the input that is meant
  // Which targets
  | "level-missing" // others: the input that takes a name instead
  | "not-an-id" // others: the input that takes a name
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
  | "keys-swapped" // others
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

export interface InputFault extends Value {
  /** The input or environment variable, such as `stage-id`. */
  readonly input: string;
  readonly rule: InputRule;
  /** Which entry of a list, from 1 on, where the value is the whole list. */
  readonly entry?: number;
  /** Other inputs or variables that have a part in it. */
  readonly others?: readonly string[];
  /** The allowed words. */
  readonly allowed?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

interface Value {
  /** The value that broke the rule. */
  readonly shown?: string;
  /** Its length, where it is not shown. */
  readonly hidden?: number;
}

const MAX_SHOWN = 80;

/**
 * A value to the letter or not at all: a secret may have got into any input, and the runner's masks find whole values and
 * whole lines, not what was cut, split or escaped.
 */
export function showing(raw: string): Value {
  const length = Array.from(raw).length;
  return length <= MAX_SHOWN && plain(raw) === raw ? { shown: raw } : { hidden: length };
}

/** As `@actions/core`'s `getBooleanInput` takes them (YAML 1.2 core schema). */
const TRUE = ["true", "True", "TRUE"];
const FALSE = ["false", "False", "FALSE"];

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Left out: the default. Wrong: the default and a fault. */
export interface Values {
  boolean(input: string, otherwise: boolean): boolean;
  integer<T>(input: string, range: Range, otherwise: T): number | T;
  word<W extends string>(input: string, words: readonly W[], otherwise: W): W;
  /** The word is the input's default and stands for nothing. */
  text(input: string, nothing: string): string | undefined;
  /** A number, or the word. */
  limit(input: string, unlimited: string): number | undefined;
}

export interface Reader {
  readonly env: Env;
  /** All inputs that were asked for. */
  readonly asked: ReadonlySet<string>;
  /** The input without white space around it; `""` when it is not given. */
  text(input: string): string;
  /** The input to the letter: whether it has line breaks shows only here. */
  raw(input: string): string;
  fault(fault: InputFault): void;
  /** Inputs that decide what is written. One that is given and empty (an expression without a value) is a fault. */
  readonly strict: Values;
  /** An empty one has its default, as if it were left out. */
  readonly lenient: Values;
}

export function createReader(env: Env, faults: InputFault[]): Reader {
  const asked = new Set<string>();
  const given = (input: string): string | undefined => {
    asked.add(input);
    return env[variableOf(input)];
  };
  const text = (input: string): string => (given(input) ?? "").trim();
  const fault = (found: InputFault): void => {
    faults.push(found);
  };

  /** A runner fills in a default where an input is left out, and only there: then a value is empty because it was made so. */
  const values = (strict: boolean): Values => {
    const read = <T>(input: string, otherwise: T, instead: readonly string[], parse: (value: string) => T): T => {
      const raw = given(input);
      if (raw === undefined) return otherwise;
      const value = raw.trim();
      if (value !== "") return parse(value);
      if (strict) fault({ input, rule: "given-empty", allowed: instead });
      return otherwise;
    };
    const wrong = <T>(found: InputFault, otherwise: T): T => {
      fault({ ...found, ...showing(text(found.input)) });
      return otherwise;
    };
    return {
      boolean: (input, otherwise) =>
        read(input, otherwise, ["true", "false"], (value) =>
          TRUE.includes(value) || FALSE.includes(value)
            ? TRUE.includes(value)
            : wrong({ input, rule: "not-a-boolean" }, otherwise),
        ),
      integer: <T>(input: string, range: Range, otherwise: T) =>
        read<number | T>(input, otherwise, [], (value) => {
          const number = numberOf(value);
          const fits = number >= range.min && number <= range.max;
          return fits ? number : wrong({ input, rule: "not-an-integer", ...range }, otherwise);
        }),
      word: <W extends string>(input: string, words: readonly W[], otherwise: W) =>
        read(
          input,
          otherwise,
          words,
          (value) =>
            words.find((word) => word === value) ?? wrong({ input, rule: "not-a-word", allowed: words }, otherwise),
        ),
      text: (input, nothing) =>
        read<string | undefined>(input, undefined, [nothing], (value) => (value === nothing ? undefined : value)),
      limit: (input, unlimited) =>
        read<number | undefined>(input, undefined, [unlimited], (value) => {
          if (value === unlimited) return undefined;
          const number = numberOf(value);
          // What cannot be read as a limit must not be none.
          return number >= 0 ? number : wrong({ input, rule: "not-an-integer", allowed: [unlimited] }, 0);
        }),
    };
  };

  return {
    env,
    asked,
    text,
    raw: (input) => given(input) ?? "",
    fault,
    strict: values(true),
    lenient: values(false),
  };
}

/** `Number` alone would take "1e3", "0x10" and " "; `parseInt` would take "10 minutes". */
const numberOf = (value: string): number => (/^\d{1,15}$/.test(value) ? Number(value) : Number.NaN);

/** Where a runner puts an input. */
export const variableOf = (input: string): string => `INPUT_${input.toUpperCase()}`;
