import { type Context, Refused, stageOf } from "./context.ts";
import { FAILURES, type Failure, failureOf } from "./failures.ts";
import type { Write } from "./operations.ts";
import type { By, Stage, Store } from "./store.ts";
import type { World } from "./world.ts";

/**
 * What a write comes to at the moment it arrives: something to do, or nothing. `commit` does it, then or later, and
 * tells whether the state changed; it looks again, for much may have happened since.
 */
export type Decision =
  | { readonly todo: true; commit(at: number, by: By): boolean }
  | { readonly todo: false; readonly status: number };

/** @throws {Refused} when it is not taken on. */
export const writes: Readonly<Record<Write, (context: Context) => Decision>> = {
  detach: (context) => {
    const { store, world } = context;
    const stage = stageOf(context);
    const plan = planInBody(context);
    if (!stage.plans.has(plan)) return { todo: false, status: world.detachOfAbsent };
    if (refused(world, stage, plan)) throw new Refused(inUse(world));
    return {
      todo: true,
      commit: (at, by) => !refused(world, stage, plan) && detach(store, world, stage, plan, at, by),
    };
  },

  attach: (context) => {
    const { store, world } = context;
    const stage = stageOf(context);
    const plan = planInBody(context);
    if (stage.plans.has(plan)) return { todo: false, status: world.attachOfPresent };
    return { todo: true, commit: (at, by) => store.plans.has(plan) && store.setPlan(stage, plan, true, at, by) };
  },

  subscribe: (context) => {
    const { store, ids } = context;
    const stage = stageOf(context);
    const key = store.keys.get(ids["key"] ?? "");
    if (key === undefined) throw new Refused(FAILURES.notFound);
    const plan = planInBody(context);
    const isOn = () => stage.plans.has(plan);
    if (!isOn()) throw new Refused(FAILURES.badRequest("The usage plan is not associated with the stage."));
    return { todo: true, commit: (at, by) => isOn() && store.moveKey(key, stage, plan, at, by) };
  },
};

/** Detaches a plan; what becomes of the API keys on it depends on the world. */
export function detach(store: Store, world: World, stage: Stage, plan: string, at: number, by: By): boolean {
  if (!store.setPlan(stage, plan, false, at, by)) return false;
  if (world.keysInUse !== "keep") {
    for (const { key, plan: current } of stage.subscriptions.values()) {
      if (current === plan) store.moveKey(key, stage, undefined, at, by);
    }
  }
  return true;
}

/** The error for a write to which there is nothing to do, in a world where that is one. */
export function nothingToDo(write: Write, status: number): Failure | undefined {
  if (status < 400) return undefined;
  const state = write === "detach" ? "not associated" : "already associated";
  return { ...failureOf(status), details: `The usage plan is ${state}.` };
}

function planInBody({ store, body }: Context): string {
  const plan = body["usagePlanId"];
  if (typeof plan !== "string" || plan === "") throw new Refused(FAILURES.badRequest("usagePlanId: required"));
  if (!store.plans.has(plan)) throw new Refused(FAILURES.notFound);
  return plan;
}

function refused(world: World, stage: Stage, plan: string): boolean {
  if (world.keysInUse !== "refuse") return false;
  for (const subscription of stage.subscriptions.values()) if (subscription.plan === plan) return true;
  return false;
}

function inUse(world: World): Failure {
  return { ...failureOf(world.keysInUseStatus), details: "API keys are using the usage plan." };
}
