/**
 * Everything that can go wrong and everything worth a line: each code, and what is known with it. `action/messages` has
 * words for each code in every language, and they get these facts. A text may come from a server: a sink must escape it.
 */
import type { Level, NcloudCode, NcloudFacts, ReplyFacts } from "../ncloud/errors.ts";
import type { Limits, NcloudNoteFacts } from "../ncloud/model.ts";

type Nothing = Readonly<Record<string, never>>;

/** Names where they are known, else ids. */
interface Place {
  readonly stage: string;
  readonly plan: string;
}

/** An id that does not exist. `list`: what there is instead, of `total`, where that could be read. */
interface WrongId extends Partial<ReplyFacts> {
  readonly id: string;
  /** The name of what it was looked for in. */
  readonly within?: string;
  /** The id of what has this text as its name. */
  readonly named?: string;
  readonly list?: readonly string[];
  readonly total?: number;
}

/** A write that was sent, whatever became of it. */
interface Sent extends Place {
  readonly operation: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

/** A write without a clear answer. */
interface Doubt extends Sent {
  readonly reason: NcloudCode;
  readonly status?: number;
}

/** Two things that should be the same. */
interface Mismatch {
  readonly expected: string;
  readonly got: string;
}

interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

interface TooLarge {
  /** Characters. */
  readonly count: number;
  readonly limit: number;
}

interface TooMany {
  readonly count: number;
  readonly limit: number;
  /** Some were moved to the successor by then. */
  readonly moved?: boolean;
}

/** A refusal. `seen`: of a write for a plan that was on the stage a moment before, so the ids are right. `keys`: who is on it. */
type Refusal = ReplyFacts & { readonly seen?: boolean; readonly keys?: readonly string[] };

/** Each has a section in docs/troubleshooting.md. */
export interface ProblemFacts extends NcloudFacts {
  "bad-request": Refusal;
  forbidden: Refusal;
  "refused-by-server": Refusal;
  /** One line for each fault. */
  "invalid-input": { readonly list: readonly string[] };
  "product-not-found": WrongId;
  "api-not-found": WrongId;
  "stage-not-found": WrongId;
  "plan-not-found": WrongId;
  /** `list`: the nearest names. */
  "name-not-found": { readonly level: Level; readonly name: string; readonly list: readonly string[] };
  "name-ambiguous": { readonly level: Level; readonly name: string; readonly list: readonly string[] };
  /** `expected`: the name that was given. */
  "id-name-mismatch": Mismatch & { readonly level: Level; readonly id: string };
  /** So nothing was written for this one either. */
  "another-target-is-wrong": { readonly count: number };
  /** No two looks in a row agree, and nothing was written. */
  "reads-disagree": Place & { readonly operation: string };
  /** `if-not-attached: fail` */
  "not-attached": Place;
  /** `mode: check`, or `if-attached: fail`, found it. */
  "plan-attached": Place;
  /** Refused by the guard. */
  "too-many-api-keys": TooMany;
  /** The same for all their calls of this month. */
  "too-many-calls": TooMany;
  "successor-is-target": { readonly plan: string };
  /** The reads that the guard or the receipt needs failed, or are not allowed. */
  "api-keys-unreadable": Partial<ReplyFacts> & { readonly reason: NcloudCode };
  /** The plan stays on. `list`: the keys that are not on the successor, each with the reason where it is its own. */
  "api-keys-not-moved": Place & {
    readonly successor: string;
    readonly list: readonly string[];
    /** Something was written for this target, or may have been: there is something to undo. */
    readonly changed: boolean;
    readonly reason?: NcloudCode;
  };

  /** It may have landed, and no read could tell. `looked`: not with `verify: false`. */
  "write-uncertain": Doubt & { readonly looked: boolean };
  /** Accepted, but reads still show the plan. */
  "still-attached": Sent;
  /** Restore: accepted, but reads do not show the plan. */
  "still-detached": Sent;
  /** Accepted, but the stage could not be read afterwards. */
  "not-verified": Doubt & Partial<ReplyFacts>;
  /** Seen gone after our write, then seen again: somebody attached it. */
  "attached-again": Doubt;
  /** Restore: seen attached after our write, then gone: somebody detached it. */
  "detached-again": Doubt;
  /** Before a second write the stage was not what was first observed. */
  "stage-changed": Doubt;
  /** Restore: these API keys could not be put on the plan; the verdict is the plan's. */
  "keys-differ": Place & { readonly list: readonly string[] };

  "receipt-invalid": { readonly name: string; readonly expected: string };
  "receipt-other-site": Mismatch;
  "receipt-other-account": Nothing;
  /** Before the first write: what would undo it could not be passed on. */
  "receipt-too-large-to-pass-on": TooLarge;
  /** Stars stand where a part of it was; `name` says where. */
  "receipt-masked": { readonly name: string };
  "approval-invalid": { readonly name: string; readonly expected: string };
  "approval-other-site": Mismatch;
  /** `got`: its new name, `successor`: the successor's. `added`, `removed`: API keys. */
  "changed-since-approval": Place &
    Difference & {
      readonly got?: string;
      readonly successor?: string;
      /** Other keys were moved by then. */
      readonly moved?: boolean;
    };
  /** `reason`: the system's word, such as EACCES. */
  "state-unwritable": { readonly path: string; readonly reason: string };
  /** What the post step got does not tell what was changed. */
  "state-damaged": Nothing;
  /** Or nobody can know whether it is. */
  "main-still-running": Nothing;
  "rollback-failed": Nothing;

  "node-too-old": Mismatch;
  "ca-file-unusable": { readonly path: string; readonly reason: string };
  "no-webassembly": Nothing;
  "internal-error": Nothing;
}

export type ProblemCode = keyof ProblemFacts;

/** A code with its facts: what a catalogue has words for. */
export type ProblemData = {
  readonly [C in ProblemCode]: { readonly code: C; readonly facts: ProblemFacts[C] };
}[ProblemCode];

export type Problem = ProblemData & {
  /** Messages of the `cause` chain, outermost first. May hold server text. */
  readonly causes: readonly string[];
};

/** Things worth a line that are not failures. Those of level `warning` also become annotations. */
export interface NoteFacts extends NcloudNoteFacts {
  /** Plans of a stage, as read. */
  observed: { readonly stage: string; readonly list: readonly string[] };
  /** `list`: one line per target. */
  targets: { readonly count: number; readonly list: readonly string[] };
  writing: Place & { readonly operation: string };
  accepted: { readonly operation: string };
  reconciling: { readonly operation: string; readonly reason: NcloudCode; readonly status?: number };
  /** Reads do not show the writes of `count` plans yet; the next read is in `ms`. */
  "still-there": { readonly plan: string; readonly count: number; readonly ms: number };
  /** Refused, and done all the same: ours or somebody's. */
  "done-after-refusal": Place & { readonly reason: NcloudCode; readonly status?: number };
  /** Writes of `count` plans. */
  verified: { readonly stage: string; readonly count: number };
  "neighbours-changed": Difference & { readonly stage: string };
  "affected-keys": Place & { readonly count: number; readonly list: readonly string[] };
  /** They could not be read: who is affected is not known, and no receipt puts them back. */
  "keys-unknown": Place & { readonly reason: NcloudCode };
  /** `look-at-api-keys: false` */
  "keys-not-looked-at": Nothing;
  /** What keys may fall to: its limits, those that are set. */
  "default-plan": Limits & { readonly stage: string };
  "keys-moved": Place & { readonly successor: string; readonly count: number };
  /** The same in a dry run. `attaches`: the successor would be put on the stage first. */
  "keys-would-move": Place & { readonly successor: string; readonly count: number; readonly attaches: boolean };
  /** Moved or deleted by somebody else while its plan was being emptied. */
  "key-left": Place & { readonly id: string; readonly name: string };
  /** Keys with more calls this month than the successor lets through in a month. */
  "successor-quota": Place & { readonly limit: number; readonly list: readonly string[] };
  /** Restore: the successor is off the stage again, or would be. */
  "successor-gone": Place;
  "successor-would-go": Place;
  /** Restore: it stays on. `list`: keys that are on it; none: `reason`, or nobody knows whether it is off. */
  "successor-kept": Place & { readonly list: readonly string[]; readonly reason?: NcloudCode };
  /** `verify: false` */
  unverified: Place;
  progress: { readonly count: number; readonly total: number };
  /** `*` matched no stage or no plan. */
  "nothing-to-do": Nothing;
  /** What is under way has `ms` left. */
  cancelling: { readonly ms: number };
  /** Restore: `expected` then, `got` now. */
  "plan-renamed": Mismatch & { readonly id: string };
  "key-restored": Place & { readonly id: string; readonly name: string };
  /** The same in a dry run. */
  "key-would-restore": Place & { readonly id: string; readonly name: string };
  /** Restore: the key is on another named plan now, `got`, and is left there. */
  "key-kept": Place & { readonly id: string; readonly name: string; readonly got: string };
  /** Restore: the key was deleted since. */
  "key-gone": Place & { readonly id: string; readonly name: string };
  /** Restore: nobody looked at the API keys when the plan was detached. */
  "keys-not-known": Place;
  /** Restore: a detach in doubt is not seen yet. */
  "may-still-land": Place & { readonly sentAt: string };
  /** Restore: the plan of the receipt is gone; these have its name. */
  "plan-made-anew": Place & { readonly list: readonly string[] };
  /** The main step changed nothing. */
  "rollback-nothing": Nothing;
  /** The main step left no record, so nothing is written. */
  "rollback-no-record": Nothing;
  /** For the main step, which still runs. */
  "rollback-waits": Nothing;
  /** `name`: the variable. */
  "secret-is-short": { readonly name: string };
  /** `sentAt`: when, `ms` ago. `name`: link of the dry run. `got`: who ran it. */
  approved: {
    readonly count: number;
    readonly sentAt: string;
    readonly ms: number;
    readonly name?: string;
    readonly got?: string;
  };
  /** With `*` stages: how many stages of `total` APIs. `plan`: it is on none of them. */
  "looked-at": { readonly count: number; readonly total: number; readonly plan?: string };
  /** Stages that have the plan and are not in the approval. */
  "approval-others": { readonly plan: string; readonly count: number };
  /** Names were left out to keep the receipt small. */
  "receipt-shortened": Nothing;
}

export type NoteCode = keyof NoteFacts;

export type NoteData = { readonly [C in NoteCode]: { readonly code: C; readonly facts: NoteFacts[C] } }[NoteCode];

export type Note = NoteData & { readonly level: "debug" | "info" | "warning" };
