/** Plain data of the API Gateway, as the reads give it. */
import type { NcloudCode } from "./errors.ts";

/** A thing of NCP: its id, and its name where a read gave one. */
export interface Ref {
  readonly id: string;
  readonly name?: string;
}

/** Where the reply leaves the stages out: undefined. */
export interface ApiWithStages extends Ref {
  readonly stages: readonly Ref[] | undefined;
}

export interface StagePath {
  readonly product: Ref;
  readonly api: Ref;
  readonly stage: Ref;
}

/** A stage that a plan is attached to, with ids and names of all three levels. */
export interface StageOfPlan {
  readonly product: Ref;
  readonly api: Ref;
  readonly stage: Ref;
  /** The plan's own name, where the reply has it. */
  readonly planName?: string;
}

export interface Limits {
  /** Limits are compared, and as text: whatever NCP shows there is no reason to stop. */
  readonly rateRps?: string;
  readonly dayQuotaRequest?: string;
  readonly monthQuotaRequest?: string;
}

/** One row of a stage's usage plans. `name` is empty where a reply leaves it out. */
export interface UsagePlan extends Limits {
  readonly id: string;
  readonly name: string;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** `REQUEST`, `ACCEPTED`, `DENY`, `REJECTED`, `BLOCKED_REQUEST`, or whatever else NCP says. */
  readonly status?: string;
}

/** A key's plan on one stage. `planId` is undefined when it is on the stage's default plan. */
export interface Subscription {
  readonly apiId: string;
  readonly stageId: string;
  readonly planId: string | undefined;
  readonly planName: string | undefined;
  readonly monthCalls: number | undefined;
}

/** What NCP's side tells while it works: each code, and what is known with it. */
export interface NcloudNoteFacts {
  readonly retrying: {
    readonly operation: string;
    /** Attempts so far. */
    readonly attempt: number;
    readonly reason: NcloudCode;
    readonly status?: number;
    /** The pause before the next. */
    readonly ms: number;
  };
  /** `ms`: positive when our clock was ahead. */
  readonly "clock-corrected": { readonly ms: number };
}

/** The domain's notes are a superset. */
export type NcloudNote = {
  readonly [C in keyof NcloudNoteFacts]: {
    readonly code: C;
    readonly level: "info" | "warning";
    readonly facts: NcloudNoteFacts[C];
  };
}[keyof NcloudNoteFacts];

export type NcloudTell = (note: NcloudNote) => void;
