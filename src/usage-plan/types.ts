/** The domain's words. See docs/architecture.md, "Words". */
import type { Facts, Level, NcloudCode } from "../ncloud/errors.ts";
import type { ApiKey, Ref, StageOfPlan, StagePath, Subscription, UsagePlan } from "../ncloud/model.ts";
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
  /** In NCP's own word, where the reply says so. */
  readonly status?: string;
  /** Calls in this month, where the reply says so. */
  readonly monthCalls?: number;
  /** The plan that this run put it on, or that somebody else did. */
  readonly movedTo?: Ref;
}

/** Everything that can go wrong. Each has a message in every language and a section in docs/troubleshooting.md. */
export type ProblemCode =
  | NcloudCode
  | "invalid-input"
  | "product-not-found"
  | "api-not-found"
  | "stage-not-found"
  | "plan-not-found"
  | "name-not-found" // facts: level, name, list (nearest names)
  | "name-ambiguous" // facts: level, name, list ("id (where)")
  | "id-name-mismatch" // facts: level, expected (name given), got (name read), id
  | "another-target-is-wrong" // so nothing was written for this one either; facts: count
  | "reads-disagree" // no two looks in a row agree, and nothing was written; facts: plan, stage
  | "not-attached" // if-not-attached: fail
  | "plan-attached" // mode: check found it
  | "too-many-api-keys" // refused by the guard; facts: count, limit, list
  | "api-keys-unreadable" // the guard's reads are not allowed or failed; facts of the NCP error
  | "write-uncertain" // a write may have landed and no read could tell; facts: operation, sentAt
  | "still-attached" // accepted, but reads still show the plan; facts: sentAt, seconds
  | "not-verified" // accepted, but the stage could not be read afterwards; facts: sentAt, reason
  | "still-detached" // restore: accepted, but reads do not show the plan
  | "attached-again" // seen gone after our write, then seen again: somebody attached it
  | "stage-changed" // before a second write the stage was not what was first observed
  | "detached-again" // restore: seen attached after our write, then gone: somebody detached it
  | "keys-differ" // restore: the plan is back, but these API keys are not on it; facts: list
  | "receipt-invalid"
  | "receipt-masked" // stars stand where a part of it was
  | "receipt-too-large-to-pass-on" // of what is about to be written; facts: count, limit
  | "receipt-other-site"
  | "receipt-other-account"
  | "rollback-failed"
  | "approval-invalid" // facts: name (the field), expected
  | "approval-other-site" // facts: expected, got
  | "changed-since-approval" // facts: plan, stage, got (its new name), added and removed (API keys)
  | "internal-error";

export interface Problem {
  readonly code: ProblemCode;
  readonly facts: Facts;
  /** Messages of the `cause` chain, outermost first. May hold server text. */
  readonly causes: readonly string[];
}

/** Things worth a line that are not failures. `warning`s also become annotations. */
export type NoteCode =
  | "retrying" // facts: operation, attempt, reason, ms, status?
  | "clock-corrected" // warning; facts: ms (positive: our clock was ahead)
  | "observed" // facts: stage, list (plan names)
  | "targets" // facts: count, list (one line per target)
  | "writing" // facts: operation, stage, plan
  | "accepted" // facts: operation, status
  | "reconciling" // facts: operation, reason
  | "still-there" // verify: the read does not show the write yet; facts: plan, count (how many plans), ms (next read)
  | "done-after-refusal" // warning; ours or somebody's; facts: plan, stage, reason, status?
  | "verified" // facts: stage, count (plans)
  | "neighbours-changed" // warning; facts: stage, added, removed
  | "affected-keys" // facts: plan, stage, count, list
  | "unverified" // verify: false: accepted, not checked
  | "progress" // facts: count, total
  | "nothing-to-do" // `*` matched no stage or no plan
  | "cancelling" // warning
  | "plan-renamed" // warning; restore: facts: id, expected (then), got (now)
  | "key-restored" // facts: name, plan, stage
  | "key-would-restore" // dry run of a restore; facts: name, plan, stage
  | "key-kept" // warning; restore: the key is on another named plan now and is left there; facts: name, got
  | "rollback-nothing" // this step changed nothing
  | "approved" // facts: count, sentAt (when), ms (how old), name (link of the dry run), got (who)
  | "looked-at" // with `*` stages; facts: count (stages), total (APIs), plan (which is on none of them)
  | "approval-others" // facts: plan, count: stages that have the plan and are not in the approval
  | "receipt-shortened"; // names left out to keep the receipt small

export interface Note {
  readonly code: NoteCode;
  readonly level: "debug" | "info" | "warning";
  readonly facts: Facts;
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
  readonly before?: readonly Ref[];
  readonly after?: readonly Ref[];
  /** Time at which the last write was sent, ISO 8601. */
  readonly sentAt?: string;
  /** API keys on the plan, when they were looked at. */
  readonly keys?: readonly AffectedKey[];
  /** With `*` stages: the plan is on none of so many. */
  readonly lookedAt?: LookedAt;
}

/** How much was looked at without finding anything. */
export interface LookedAt {
  readonly stages: number;
  readonly apis: number;
}

export type Mode = "detach" | "check" | "restore";

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
  /** JSON text, present when something changed or may have changed. */
  readonly receipt?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
}

export type { ApiKey, Facts, Level, Ref, StageOfPlan, StagePath, Subscription, UsagePlan, Verdict };
