/** One simulated story as plain data: what fast-check draws and shrinks, and what a replay starts from. */
import type { FaultRuleInput } from "../../emulator/core/faults.ts";
import type { WorldInput } from "../../emulator/core/world.ts";

export type Permission = "manage" | "view" | "write" | "none" | "disabled" | "wrong-secret";

/** Indexes are those of `universe.ts`. */
export interface Case {
  /** Plans on stages, as [stage, plan]. */
  readonly attached: readonly (readonly [number, number])[];
  /** Everything that is selected is attached as well. */
  readonly targetsOn: boolean;
  readonly keys: readonly KeyDraw[];
  /** Another of the name of the first that is selected, at this level. */
  readonly twin: Twin | null;
  readonly permission: Permission;
  readonly world: Omit<WorldInput, "faults" | "description">;
  readonly network: { readonly connectMs: number; readonly upMs: number; readonly downMs: number };
  readonly clock: OurClock;
  /** Seed of jitter, replicas and probabilities. */
  readonly random: number;
  readonly selection: SelectionDraw;
  readonly inputs: Inputs;
  /** The first is the main run, whatever its kind says. */
  readonly phases: readonly Phase[];
}

export interface Twin {
  readonly level: "product" | "api" | "stage" | "plan";
  /** As its sibling, and first in every list: what picks the first, or the one with the plans, picks it. */
  readonly tempting: boolean;
}

export interface KeyDraw {
  readonly key: number;
  readonly stage: number;
  readonly plan: number;
  /** Stage and plan count among those that are selected. */
  readonly near: boolean;
}

/** The wall clock of the machine we run on. */
export interface OurClock {
  /** Positive: it is ahead of the true time. */
  readonly aheadMs: number;
  /** Set by somebody this long after a run's start, by that much. */
  readonly jump: { readonly afterMs: number; readonly byMs: number } | null;
}

export type How = "id" | "name" | "both" | "mismatch";
export type Star = "none" | "plan" | "stage" | "api" | "product";

export interface SelectionDraw {
  /** The first one decides on API and product; those of other APIs are left out. */
  readonly stages: readonly number[];
  readonly plans: readonly number[];
  readonly product: How;
  readonly api: How;
  readonly stage: How;
  readonly plan: How;
  readonly star: Star;
  readonly typo: "none" | "product" | "api" | "stage" | "plan";
}

export interface Inputs {
  readonly mode: "detach" | "check";
  readonly dryRun: boolean;
  readonly verify: boolean;
  readonly ifNotAttached: "succeed" | "fail";
  readonly guard: number | null;
  /** Where the API keys of the plans move before the detach. */
  readonly successor: number | null;
  readonly lookAtKeys: boolean;
  readonly rollback: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly concurrency: number;
  readonly language: "en" | "ko";
}

/** `approved`: by the approval of the run before, which was a dry run. */
export type PhaseKind = "again" | "approved" | "restore" | "post";

export interface Phase {
  readonly kind: PhaseKind;
  /** `true`: the phase begins when all that is under way has landed and no replica lags any more. */
  readonly settled: boolean;
  readonly dryRun: boolean;
  readonly faults: readonly FaultRuleInput[];
  readonly wire: readonly WireFault[];
  readonly others: readonly OtherAct[];
  readonly stop: Stop | null;
}

/** What goes wrong on our side of the network, where the server sees nothing or sees it late. */
export interface WireFault {
  readonly on: "any" | "reads" | "writes";
  /** The first request to be hit, from 1, among those that match; and how many. */
  readonly nth: number;
  readonly times: number;
  readonly kind:
    | "dns"
    | "dns-temporary"
    | "connect"
    | "tls"
    | "proxy"
    | "proxy-temporary"
    | "lost-before" // sent, and the server never gets it
    | "slow-up" // the request travels `ms` longer: it lands even if nobody waits any more
    | "slow-down"
    | "echo"; // a 500 that holds all that the request had of secrets, and the secret key itself
  readonly ms: number;
}

/**
 * When somebody does something: at the run's start, or after the nth request that arrived, the nth write that arrived, the
 * nth reply that the run got, the nth listing that showed the run that its write was done.
 */
export type Moment = "start" | "arrival" | "write" | "reply" | "seen";

/** Somebody else, at a console or in another pipeline. */
export interface OtherAct {
  readonly after: Moment;
  readonly nth: number;
  /** Below 0 for `start` only: before it. */
  readonly ms: number;
  /** `undo`: the opposite of what the run wrote last. `toggle`: a plan that is on the stage comes off, another one on. */
  readonly do:
    | "undo"
    | "toggle"
    | "attach"
    | "detach"
    | "reattach"
    | "move-key"
    | "rename"
    | "delete-plan"
    | "delete-stage";
  readonly stage: number;
  readonly plan: number;
  readonly key: number;
}

/** The end that comes from outside. */
export interface Stop {
  /** `signal`: SIGINT, and SIGTERM 7.5 s later. `kill`: nothing more reaches the process, nothing more leaves it. */
  readonly kind: "signal" | "kill";
  readonly after: Moment;
  readonly nth: number;
  readonly ms: number;
}
