/** What a language has to say: the type system sees to it that no code is without words. */
import type { Facts, Level, NoteCode, Problem, ProblemCode, Report } from "../../usage-plan/types.ts";
import type { GreenVerdict, Verdict } from "../../usage-plan/verdicts.ts";
import type { InputFault, InputRule } from "../inputs/read.ts";
import type { Language } from "../inputs.ts";

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

/** How many of the targets of a report ended how. */
export type Counts = { readonly [V in Verdict]: number } & { readonly total: number };

/** Headings, row labels and the like. All are plain text: the place that shows them escapes. */
export interface Labels {
  readonly level: { readonly [L in Level]: string };
  /** The verdict in a word or two, for tables and log lines. */
  readonly verdict: { readonly [V in Verdict]: string };
  /** The verdict in a sentence, for one target. */
  readonly sentence: { readonly [V in Verdict]: string };
  /** What to do after a green run. Red ones have their problems' fixes. */
  readonly next: { readonly [V in GreenVerdict]: string };
  readonly whatNext: string;
  /** How often an API key was used this month. */
  calls(count: number): string;
  /** One line for the whole run when it has not exactly one target. */
  headline(report: Pick<Report, "result" | "mode" | "dryRun">, counts: Counts): string;
  /** A run that came to no target, with its number of problems. */
  stopped(count: number): string;
  /** The error annotation of a run with several targets: how many are red, and the first of them. */
  redTargets(red: number, total: number): string;
  /** A warning about something of ours that failed on the side, such as the summary. */
  sideFailure(what: "summary" | "comment" | "outputs", words: string): string;
  readonly dryRun: string;
  readonly target: string;
  readonly result: string;
  readonly before: string;
  readonly after: string;
  readonly nothing: string;
  readonly by: string;
  readonly run: string;
  readonly reason: string;
  readonly time: string;
  readonly site: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly more: string;
  readonly details: string;
  readonly warnings: string;
  readonly keys: string;
  readonly undo: string;
  readonly undoHow: string;
  readonly undoTooLarge: string;
  moreRows(count: number): string;
  moreWarnings(count: number): string;
  /** Heading of the folded list of targets in the log. */
  targets(count: number): string;
  /** Title of the comment on an issue. */
  readonly audit: string;
  /** Heading of what the post step did. */
  readonly rollback: string;
}

/** One language. Its functions get facts that are one-line, visible and cut already; any of them may be missing. */
export interface Catalog {
  readonly language: Language;
  readonly problems: { readonly [C in ProblemCode]: (facts: Facts) => ProblemText };
  readonly notes: { readonly [C in NoteCode]: (facts: Facts) => string };
  /** Why something is tried again or read again, in a few words. */
  readonly reasons: Partial<{ readonly [C in ProblemCode]: string }>;
  readonly inputRules: { readonly [R in InputRule]: (fault: InputFault) => InputRuleText };
  /** One line for one fault of the inputs. */
  inputFault(fault: InputFault, text: InputRuleText): string;
  readonly labels: Labels;
}

/** A language as the rest of the action uses it. Takes facts as they come, with whatever a server wrote. */
export interface Messages {
  readonly language: Language;
  readonly labels: Labels;
  problem(problem: Pick<Problem, "code" | "facts">): ProblemText;
  note(code: NoteCode, facts: Facts): string;
  inputFault(fault: InputFault): string;
}
