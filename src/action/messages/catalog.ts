/** What a language has to say: the type system sees to it that no code is without words. */
import type { NoteData, NoteFacts, ProblemData, ProblemFacts } from "../../usage-plan/facts.ts";
import type { GreenVerdict, Verdict } from "../../usage-plan/verdicts.ts";
import type { FaultOf, InputFault, InputRule } from "../inputs/read.ts";
import type { Language } from "../inputs.ts";
import type { headlines } from "./en/headlines.ts";
import type { labels } from "./en/labels.ts";
import type { Subject } from "./words.ts";

export interface ProblemText {
  /** What is the case: a fact, in a sentence or two. */
  readonly what: string;
  /** The usual causes, most likely first. */
  readonly why: readonly string[];
  /** What to do, in order. */
  readonly fix: readonly string[];
}

export interface InputRuleText {
  readonly rule: string;
  readonly fix: string;
}

/** How a target ended. */
export type VerdictText<V extends Verdict> = {
  /** In a word or two, for tables and log lines. */
  readonly label: string;
  /** How many of several targets ended so. */
  tally(count: number): string;
  /** One sentence without its full stop. */
  headline(of: Subject): string;
} & (V extends GreenVerdict
  ? { /** What to do after a green run. Red ones have their problems' fixes. */ readonly next: string }
  : unknown);

/** One language. Its functions get facts whose texts are one-line, visible and cut already. */
export interface Catalog {
  readonly language: Language;
  readonly problems: { readonly [C in keyof ProblemFacts]: (facts: ProblemFacts[C]) => ProblemText };
  readonly notes: { readonly [C in keyof NoteFacts]: (facts: NoteFacts[C]) => string };
  /** What stands behind a problem: words of our own in this language, all else as it is. */
  cause(text: string): string;
  readonly inputRules: { readonly [R in InputRule]: (fault: FaultOf<R>) => InputRuleText };
  /** The value that broke a rule, in brackets. */
  inputValue(fault: InputFault): string;
  readonly verdicts: { readonly [V in Verdict]: VerdictText<V> };
  readonly headlines: typeof headlines;
  readonly labels: typeof labels;
}

/** A language as the rest of the action uses it. Takes facts as they come, with whatever a server wrote. */
export interface Messages extends Pick<Catalog, "language" | "cause" | "verdicts" | "headlines" | "labels"> {
  problem(problem: ProblemData): ProblemText;
  note(note: NoteData): string;
  inputFault(fault: InputFault): string;
}
