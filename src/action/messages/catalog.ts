/** What a language has to say: the type system sees to it that no code is without words. */
import type { Facts, NoteCode, ProblemCode, Verdict } from "../../usage-plan/types.ts";
import type { Language } from "../config.ts";
import type { InputFault } from "../input-error.ts";

export interface ProblemText {
  /** What is the case: a fact, in a sentence or two. */
  readonly what: string;
  /** The usual causes, most likely first. */
  readonly why: readonly string[];
  /** What to do, in order. */
  readonly fix: readonly string[];
}

export interface Messages {
  readonly language: Language;
  readonly problems: { readonly [C in ProblemCode]: (facts: Facts) => ProblemText };
  readonly notes: { readonly [C in NoteCode]: (facts: Facts) => string };
  readonly verdicts: { readonly [V in Verdict]: string };
  inputFault(fault: InputFault): string;
}
