/** Reads single values and collects what is wrong with them as data, so that all of it is reported together. */
import type { EndpointFault } from "../../ncloud/endpoint.ts";
import type { Env } from "../../ncloud/ports.ts";
import { plain } from "../escape.ts";

/** Other inputs or variables that have a part in it. */
interface Others {
  readonly others: readonly string[];
}

/** What it may be instead. */
interface Allowed {
  readonly allowed: readonly string[];
}

interface Most {
  readonly max: number;
}

/** Nothing but the input and its value. */
type Plain = unknown;

/** The rules that an input can break, and what is known with each. Every catalog has words for each. */
export interface InputRules extends Record<`url-${EndpointFault}`, Plain> {
  "given-empty": Allowed;
  "not-a-word": Allowed;
  "not-a-boolean": Plain;
  /** A range, or a word that would do. */
  "not-an-integer": Range | Allowed;
  misspelt: Others;
  // Which targets
  "level-missing": Others;
  "not-an-id": Others;
  /** Several values where one is taken. */
  "only-one": Plain;
  "name-too-long": Most;
  "name-characters": Plain;
  "star-not-alone": Plain;
  "star-as-name": Others;
  "star-on-both": Others;
  /** `others`: the level below, which must be `*` as well. */
  "star-needs-below": Others;
  /** Several ids and names of one level. */
  "id-and-names": Others;
  // Credentials
  /** `others`: environment variables that would do. */
  "key-missing": Others;
  /** One of the pair is an input, the other from the environment. */
  "key-half": Others;
  "key-variables-differ": Others;
  "key-white-space": Plain;
  "key-characters": Plain;
  "key-too-short": { readonly min: number };
  "keys-equal": Others;
  "keys-swapped": Others;
  /** `others`: what says otherwise; `allowed`: the site that it says. */
  "site-contradiction": Others & Allowed;
  // Inputs that do not go together
  /** Characters. */
  "text-too-long": Most;
  "receipt-missing": Others;
  /** Bytes. */
  "receipt-too-long": Most;
  /** `allowed`: the modes that take it; `shown`: the mode. */
  "not-in-mode": Allowed & { readonly shown: string };
  "not-beside-approval": Others;
  /** With `verify: false`. */
  "needs-reads": Plain;
  /** With `look-at-api-keys: false`. */
  "needs-api-keys": Plain;
  "token-missing": Others;
}

export type InputRule = keyof InputRules;

export type FaultOf<R extends InputRule> = Value & {
  /** The input or environment variable, such as `stage-id`. */
  readonly input: string;
  readonly rule: R;
  /** Which entry of a list, from 1 on, where the value is the whole list. */
  readonly entry?: number;
} & InputRules[R];

export type InputFault = { [R in InputRule]: FaultOf<R> }[InputRule];

interface Value {
  /** The value that broke the rule. */
  readonly shown?: string;
  /** Its length, where it is not shown. */
  readonly hidden?: number;
  /** What is invisible in that, or only looks like another character, spelt out. */
  readonly odd?: string;
}

const MAX_SHOWN = 80;
const MAX_ODD = 3;

/**
 * A value to the letter or not at all: a secret may have got into any input, and the runner's masks find whole values and
 * whole lines, not what was cut, split or escaped.
 */
export function showing(raw: string): Value {
  const length = Array.from(raw).length;
  const visible = plain(raw);
  if (length <= MAX_SHOWN && visible === raw) return { shown: raw };
  const odd = [...new Set(visible.match(/\\u\{[0-9a-f]+\}/g))].filter((each) => !raw.includes(each));
  return { hidden: length, ...(odd.length > 0 && { odd: odd.slice(0, MAX_ODD).join(" ") }) };
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
