/** What a language has to say: the type system sees to it that no code is without words. */
import type { NcloudCode } from "../../ncloud/errors.ts";
import type { NoteData, NoteFacts, ProblemData, ProblemFacts } from "../../usage-plan/facts.ts";
import type { Level, LookedAt, Mode } from "../../usage-plan/types.ts";
import type { GreenVerdict, Verdict } from "../../usage-plan/verdicts.ts";
import type { CommentFacts, CommentFault } from "../audit-github.ts";
import type { FaultOf, InputFault, InputRule } from "../inputs/read.ts";
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

/** Of what a headline speaks: names as they are shown, or counts. */
export interface Subject {
  readonly plan: string;
  readonly stage: string;
  /** `plan` and `stage` are counts of several. */
  readonly several: boolean;
  readonly stages: boolean;
  readonly mode: Mode;
  readonly red: boolean;
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

/** How a run ended: one sentence without its full stop. */
export interface Headlines {
  /** On no stage, among so many. */
  nowhere(of: Subject, looked: LookedAt): string;
  tooManyKeys(of: Subject, count: number, limit: number): string;
  tooManyCalls(of: Subject, count: number, limit: number): string;
  /** `parent`: where it was looked for, by its name. */
  notFound(level: Level, id: string, parent: string | undefined): string;
  plans(count: number): string;
  stages(count: number): string;
  /** Of `count` targets that ended differently, the worst first. */
  mixed(tallies: readonly string[], count: number): string;
  /** Behind a tally: where the way back is. */
  readonly undo: { readonly below: string; readonly summary: string };
  readonly nothing: string;
  /** Several problems, and no target. */
  stopped(count: number): string;
  rollback(sentence: string): string;
  /** Another server than NCP's own was asked. */
  elsewhere(sentence: string, origin: string): string;
}

/** Headings, row labels and the like. All are plain text: the place that shows them escapes. */
export interface Labels {
  readonly level: { readonly [L in Level]: string };
  /** A later step that fails takes back what this run did. */
  readonly rollbackMayFollow: string;
  /** A run again: what earlier attempts did stands in their own receipts. */
  earlierAttempts(attempt: number): string;
  /** A warning: it is not NCP's. */
  otherServer(origin: string): string;
  /** A warning about something of ours that failed on the side, such as the summary. */
  sideFailure(what: "summary" | "outputs" | "state" | "file", words: string): string;
  /** The warning about a comment that is not there, with a sentence of `commentFault`. */
  commentFailed(issue: number, why: string): string;
  readonly commentFault: { readonly [F in CommentFault]: (facts: Required<CommentFacts>) => string };
  /** Title of warnings. */
  readonly title: string;
  readonly beforeAfter: string;
  readonly before: string;
  readonly now: string;
  readonly nothing: string;
  readonly result: string;
  readonly target: string;
  readonly by: string;
  readonly run: string;
  readonly reason: string;
  readonly server: string;
  readonly why: string;
  readonly fix: string;
  readonly more: string;
  readonly details: string;
  readonly warnings: string;
  /** The table of API keys and its columns. */
  readonly keys: string;
  readonly key: string;
  readonly keyStatus: string;
  readonly keyCalls: string;
  readonly keyMovedTo: string;
  /** The same in a dry run. */
  readonly keyWouldMoveTo: string;
  readonly undo: string;
  readonly undoHow: string;
  readonly undoTooLarge: string;
  /** Before the receipt in the log. */
  readonly receipt: string;
  /** A moment, in the reader's part of the world. */
  time(iso: string): string;
  seconds(ms: number): string;
  moreRows(count: number): string;
  moreWarnings(count: number): string;
  /** An annotation that is not all: the log has the rest. */
  readonly moreInLog: string;
  /** Heading of a folded list of targets. */
  targets(count: number): string;
  /** The page of all problems, from the top of the repository. */
  readonly troubleshooting: string;
  /** Title of the comment on an issue. */
  readonly audit: string;
}

/** One language. Its functions get facts whose texts are one-line, visible and cut already. */
export interface Catalog {
  readonly language: Language;
  readonly problems: { readonly [C in keyof ProblemFacts]: (facts: ProblemFacts[C]) => ProblemText };
  readonly notes: { readonly [C in keyof NoteFacts]: (facts: NoteFacts[C]) => string };
  /** Why something is tried again or read again, in a few words. */
  readonly reasons: { readonly [C in NcloudCode | "not-verified"]: string };
  readonly inputRules: { readonly [R in InputRule]: (fault: FaultOf<R>) => InputRuleText };
  /** One line for one fault of the inputs. */
  inputFault(fault: InputFault, text: InputRuleText): string;
  readonly verdicts: { readonly [V in Verdict]: VerdictText<V> };
  readonly headlines: Headlines;
  readonly labels: Labels;
}

/** A language as the rest of the action uses it. Takes facts as they come, with whatever a server wrote. */
export interface Messages {
  readonly language: Language;
  readonly verdicts: { readonly [V in Verdict]: VerdictText<V> };
  readonly headlines: Headlines;
  readonly labels: Labels;
  problem(problem: ProblemData): ProblemText;
  note(note: NoteData): string;
  inputFault(fault: InputFault): string;
}
