/** What is to be done, fixed before the first write: the plans of each stage, with what resolving already read. */
import type { LookedAt, Outcome, Ref, StagePath, Target, UsagePlan } from "./types.ts";

export interface PlanWork {
  readonly plan: Ref;
  /** The name that the user gave beside the id: it must be the plan's. */
  readonly expectedName?: string;
  /** It was found by `*`, not named. */
  readonly byStar?: boolean;
  /** The plan was read somewhere, so its id is right. */
  readonly exists: boolean;
  /** How many stages its own list has shown, where that was read. */
  readonly onStages?: number;
  /** To be restored: the request that detached it. Left out: nothing that could still land. */
  readonly detach?: EarlierDetach;
  /** With an approval: what it must still be. */
  readonly approved?: Agreed;
}

/** The detach of an earlier run. */
export interface EarlierDetach {
  /** Whether it was carried out for sure. */
  readonly sure: boolean;
  /** No later than this it was sent: milliseconds since the Unix epoch, by the clock of whoever sent it. */
  readonly sentBy: number;
}

/** What was agreed to of one plan. */
export interface Agreed {
  readonly name: string | undefined;
  /** API keys on the plan; undefined when nobody looked. */
  readonly keys: readonly Ref[] | undefined;
  /** Where they move to. */
  readonly successor: Ref | undefined;
}

export interface StageWork {
  readonly at: StagePath;
  readonly plans: readonly PlanWork[];
  /** The stage's plans, when resolving read them. */
  readonly before?: readonly UsagePlan[];
  /** When that was, on the clock that is not set. */
  readonly seenAt?: number;
  /** When resolving read, from the plans' side, which of them are on this stage: their ids. */
  readonly attached?: ReadonlySet<string>;
  /** With `*` stages: two looks found these plans on none of so many, and `at` is what was asked for. */
  readonly nowhere?: LookedAt;
}

export function targetsOf(work: readonly StageWork[]): Target[] {
  return work.flatMap((stage) => stage.plans.map(({ plan }) => ({ ...stage.at, plan })));
}

/** What tells stages apart. */
export const placeOf = ({ product, api, stage }: StagePath): string => [product.id, api.id, stage.id].join("/");

export const nameOf = (ref: Ref): string => ref.name ?? ref.id;
/** With the id, as lists have it. */
export const labelOf = ({ id, name }: Ref): string => (name === undefined ? id : `${name} (${id})`);
/** A target as facts tell it. */
export const placeFacts = ({ plan, stage }: Pick<Target, "plan" | "stage">) => ({
  plan: nameOf(plan),
  stage: nameOf(stage),
});
export const refOf = ({ id, name }: Ref): Ref => ({ id, ...(name && { name }) });
export const refs = (plans: readonly UsagePlan[] | undefined): Ref[] | undefined =>
  plans?.map(({ id, name }) => ({ id, name }));

/** As the user listed them, whatever was decided first. */
export function inOrder(work: readonly StageWork[], outcomes: readonly Outcome[]): Outcome[] {
  const place = (stageId: string, planId: string): string => `${stageId}/${planId}`;
  const byPlace = new Map(outcomes.map((each) => [place(each.target.stage.id, each.target.plan.id), each]));
  return work.flatMap(({ at, plans }) => plans.flatMap(({ plan }) => byPlace.get(place(at.stage.id, plan.id)) ?? []));
}
