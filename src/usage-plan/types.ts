/** The domain's words. See docs/architecture.md, "Words". */
import type { Level } from "../ncloud/errors.ts";
import type { ApiKey, Limits, Ref, StageOfPlan, StagePath, Subscription, UsagePlan } from "../ncloud/model.ts";
import type { Note, Problem } from "./facts.ts";
import type { GreenVerdict, RedVerdict, Verdict } from "./verdicts.ts";

export interface Target extends StagePath {
  readonly plan: Ref;
}

/** Which things of one level the user means. `ids` and `names` both given: they must agree (a check). */
export interface Selector {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** `*` was given. Then `ids` and `names` are empty. */
  readonly all: boolean;
}

export interface Selection {
  readonly product: Selector;
  readonly api: Selector;
  readonly stage: Selector;
  readonly plan: Selector;
}

/** An API key that uses the target's plan on the target's stage. */
export interface AffectedKey extends ApiKey {
  /** Calls in this month, where the reply says so. */
  readonly monthCalls?: number;
  /** The plan that this run put it on, or that somebody else did. */
  readonly movedTo?: Ref;
}

/** The plan that API keys were moved to, or are about to be. */
export interface PlacedSuccessor extends Ref {
  /** Whether this run has put it on the stage, or may have. */
  readonly attached: boolean;
}

/** Where the domain tells what happens, as it happens. */
export type Tell = (note: Note) => void;

/** Red if and only if it has a problem. */
export type Outcome = Ended &
  (
    | { readonly verdict: GreenVerdict; readonly problem?: Problem }
    | { readonly verdict: RedVerdict; readonly problem: Problem }
  );

interface Ended {
  readonly target: Target;
  /** Whether a write of this run changed the server, as far as known (`unknown`: it may have). */
  readonly changed: boolean;
  /** Names of the stage's plans before and after, where read. */
  readonly before?: readonly Ref[] | undefined;
  readonly after?: readonly Ref[] | undefined;
  /** Time at which the last write was sent, ISO 8601. */
  readonly sentAt?: string;
  /** API keys on the plan; undefined: nobody looked, or nobody may. */
  readonly keys?: readonly AffectedKey[] | undefined;
  /** The stage's default plan, which API keys without their plan may fall to. Left out: none do, or nobody read it. */
  readonly defaultPlan?: Limits;
  /** Where this run has moved API keys of the plan. */
  readonly successor?: PlacedSuccessor | undefined;
  /** With `*` stages: the plan is on none of so many. */
  readonly lookedAt?: LookedAt;
}

/** How much was looked at without finding anything. */
export interface LookedAt {
  readonly stages: number;
  readonly apis: number;
}

/** Whether the plans shall be on or off their stages in the end; `look`: nothing is written. */
export type Aim = "off" | "on" | "look";

interface ModeRow {
  readonly aim: Aim;
  /** The verdict where there is nothing to do: `*` matched no stage, or the stage has no plan. */
  readonly idle: Verdict;
}

/** What a run is for. */
export const MODES = {
  detach: { aim: "off", idle: "already-detached" },
  check: { aim: "look", idle: "already-detached" },
  restore: { aim: "on", idle: "already-attached" },
} as const satisfies Readonly<Record<string, ModeRow>>;
export type Mode = keyof typeof MODES;
export const MODE_NAMES = Object.keys(MODES) as readonly Mode[];

export const writesNothing = ({ mode, dryRun }: { readonly mode: Mode; readonly dryRun: boolean }): boolean =>
  dryRun || MODES[mode].aim === "look";

/** What the whole run came to: the one input of log, outputs, summary and audit comment. */
export interface Report {
  readonly mode: Mode;
  readonly dryRun: boolean;
  /** The one-word verdict of the step: the worst outcome, or `failed` for a run-level problem. */
  readonly result: Verdict;
  /** Whether the step fails: some problem of the run or of a target. */
  readonly red: boolean;
  readonly changed: boolean;
  readonly outcomes: readonly Outcome[];
  /** Why there are no outcomes (bad input, names that do not exist, …). Empty when there are outcomes. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Note[];
  /** `false`: `look-at-api-keys: false`, and no approval that needs to know the keys. */
  readonly keysLookedAt: boolean;
  /** JSON text, present when something changed or may have changed. */
  readonly receipt?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
}

export type { Note, NoteCode, NoteFacts, Problem, ProblemCode, ProblemFacts } from "./facts.ts";
export type { ApiKey, Level, Limits, Ref, StageOfPlan, StagePath, Subscription, UsagePlan, Verdict };
