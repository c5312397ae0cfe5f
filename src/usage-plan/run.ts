/** What every part of one run shares. All of it is passed in: nothing here touches the process. */
import type { Deadline } from "../ncloud/deadline.ts";
import type { Clock, Random } from "../ncloud/ports.ts";
import type { Gateway } from "./ports.ts";
import type { AffectedKey, PlacedSuccessor, Ref, StagePath, Tell, UsagePlan } from "./types.ts";

/** A plan that is about to be written, with the API keys on it where they were looked at. */
export interface IntendedPlan {
  readonly plan: Ref;
  /** Undefined: nobody looked, or nobody may. */
  readonly keys: readonly AffectedKey[] | undefined;
}

/** The plan that API keys move to, as its own row shows it. */
export interface Successor extends Ref {
  readonly monthQuotaRequest?: UsagePlan["monthQuotaRequest"];
}

export interface Run {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly random: Random;
  readonly deadline: Deadline;
  readonly tell: Tell;
  readonly dryRun: boolean;
  /** `false`: one signed write per target and no read at all. */
  readonly verify: boolean;
  readonly ifNotAttached: "succeed" | "fail";
  readonly ifAttached: "succeed" | "fail";
  readonly maxAffectedApiKeys: number | undefined;
  /** Calls of this month, of all API keys on the plan. */
  readonly maxAffectedCalls: number | undefined;
  /** Read which API keys are on each plan before it is written. */
  readonly lookAtKeys: boolean;
  /** Where the API keys of a plan move before it is detached. `lookAtKeys` is set then. */
  readonly successor?: Promise<Successor>;
  /** Called with what each look at a stage shows. */
  readonly looked?: (plans: readonly UsagePlan[]) => void;
  /** Stages side by side. */
  readonly concurrency: number;
  /** Called once with all that is ready before the first write of all. What it throws ends the run. */
  readonly beforeFirstWrite?: (stages: readonly { at: StagePath; plans: readonly IntendedPlan[] }[]) => void;
  /** Called before each plan's first write, so that even a killed run leaves a trace to undo. */
  readonly beforeWrites?: (at: StagePath, plans: readonly IntendedPlan[], successor?: PlacedSuccessor) => void;
}
