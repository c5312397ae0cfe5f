/** What is to be done, fixed before the first write: the plans of each stage, with what resolving already read. */
import type { Ref, StagePath, Target, UsagePlan } from "./types.ts";

export interface PlanWork {
  readonly plan: Ref;
  /** The name that the user gave beside the id: it must be the plan's. */
  readonly expectedName?: string;
  /** The plan was read somewhere, so its id is right. */
  readonly exists: boolean;
}

export interface StageWork {
  readonly at: StagePath;
  readonly plans: readonly PlanWork[];
  /** The stage's plans, when resolving read them. */
  readonly before?: readonly UsagePlan[];
  /** When resolving read, from the plans' side, which of them are on this stage: their ids. */
  readonly attached?: ReadonlySet<string>;
}

export function targetsOf(work: readonly StageWork[]): Target[] {
  return work.flatMap((stage) => stage.plans.map(({ plan }) => ({ ...stage.at, plan })));
}
