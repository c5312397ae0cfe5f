import { InvalidDocument } from "./check.ts";
import type { Entry } from "./journal.ts";
import { type Change, keyPlanAt, plansAt, type Stage, type Store } from "./store.ts";
import type { World } from "./world.ts";
import { detach } from "./writes.ts";

/**
 * People and programs beside the client (the console, another pipeline), who change the state without a request; and
 * questions to the history. Ids that do not exist throw: they are mistakes of the caller.
 */
export abstract class Actors {
  abstract readonly journal: readonly Entry[];
  abstract get store(): Store;
  abstract get world(): World;
  abstract advance(now: number): void;

  /** `false`: it was attached already. */
  attach(stageId: string, planId: string, now: number): boolean {
    this.advance(now);
    return this.store.setPlan(this.#stage(stageId), this.#plan(planId), true, now, "actor");
  }

  /** `false`: it was not attached. Keys on the plan fare as in a detach by a client; nothing is refused. */
  detach(stageId: string, planId: string, now: number): boolean {
    this.advance(now);
    return detach(this.store, this.world, this.#stage(stageId), this.#plan(planId), now, "actor");
  }

  /** Puts a key on a plan, or on the stage's default plan. */
  moveKey(keyId: string, stageId: string, planId: string | undefined, now: number): boolean {
    this.advance(now);
    const key = some(this.store.keys.get(keyId), "API key", keyId);
    return this.store.moveKey(
      key,
      this.#stage(stageId),
      planId === undefined ? undefined : this.#plan(planId),
      now,
      "actor",
    );
  }

  /** Renames a product, an API, a stage, a plan or an API key, whichever has the id. */
  rename(id: string, name: string, now: number): void {
    this.advance(now);
    const { products, apis, stages, plans, keys } = this.store;
    const [product, api, stage, plan, key] = [
      products.get(id),
      apis.get(id),
      stages.get(id),
      plans.get(id),
      keys.get(id),
    ];
    if (product !== undefined) product.productName = name;
    else if (api !== undefined) api.apiName = name;
    else if (stage !== undefined) stage.stageName = name;
    else if (plan !== undefined) plans.set(id, { ...plan, usagePlanName: name });
    else some(key, "thing", id).apiKeyName = name;
  }

  /** Deletes a plan, and detaches it from every stage first. */
  deletePlan(planId: string, now: number): void {
    this.advance(now);
    const plan = this.#plan(planId);
    for (const stage of this.store.stagesWith(plan)) detach(this.store, this.world, stage, plan, now, "actor");
    this.store.plans.delete(plan);
  }

  deleteStage(stageId: string, now: number): void {
    this.advance(now);
    const stage = this.#stage(stageId);
    for (const plan of [...stage.plans]) this.store.setPlan(stage, plan, false, now, "actor");
    for (const { key } of stage.subscriptions.values()) key.subscriptions.delete(stageId);
    stage.api.stages.splice(stage.api.stages.indexOf(stage), 1);
    this.store.stages.delete(stageId);
  }

  /** Ids of the plans on a stage, at a time or now. */
  plansOn(stageId: string, at = Infinity): readonly string[] {
    return [...plansAt(this.#stage(stageId), at)];
  }

  /** The plan that a key is on at a stage, at a time or now. `undefined`: the default plan, or no subscription. */
  keyPlan(keyId: string, stageId: string, at = Infinity): string | undefined {
    const subscription = some(this.store.keys.get(keyId), "API key", keyId).subscriptions.get(stageId);
    return subscription === undefined ? undefined : keyPlanAt(subscription, at);
  }

  /** Every change to the plans of a stage, or of one plan on it. */
  history(stageId: string, planId?: string): readonly Change[] {
    const { changes } = this.#stage(stageId);
    return planId === undefined ? changes : changes.filter((change) => change.plan === planId);
  }

  /** Whether the plan was on the stage at that time, the changes of that very moment included. */
  isOn(stageId: string, planId: string, at = Infinity): boolean {
    return plansAt(this.#stage(stageId), at).has(planId);
  }

  /** Whether it was off at some moment of [from, to], both included. */
  wasOff(stageId: string, planId: string, from: number, to: number): boolean {
    return this.#was(false, stageId, planId, from, to);
  }

  /** Whether it was on at some moment of [from, to], both included. */
  wasOn(stageId: string, planId: string, from: number, to: number): boolean {
    return this.#was(true, stageId, planId, from, to);
  }

  /** Whether that request of a client changed the state, up to now. */
  changedBy(n: number): boolean {
    return this.journal.some((entry) => entry.n === n && entry.changed);
  }

  #was(on: boolean, stageId: string, planId: string, from: number, to: number): boolean {
    if (this.isOn(stageId, planId, from) === on) return true;
    return this.history(stageId, planId).some((change) => change.on === on && change.at >= from && change.at <= to);
  }

  #stage(id: string): Stage {
    return some(this.store.stages.get(id), "stage", id);
  }

  #plan(id: string): string {
    return some(this.store.plans.get(id), "usage plan", id).usagePlanId;
  }
}

function some<T>(found: T | undefined, what: string, id: string): T {
  if (found === undefined) throw new InvalidDocument(`There is no ${what} ${id}.`);
  return found;
}
