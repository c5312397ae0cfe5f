/**
 * Whether a plan is on a stage, known by reads alone. A single read can be stale, so it takes two that agree: at least
 * a second apart, and by two views where there are two (the stage's list of plans, the plan's list of stages). Two that
 * disagree start anew. What lags longer than that, everywhere, is beyond any reader (docs/architecture.md, "Looks").
 */
import { NcloudError } from "../ncloud/errors.ts";
import { statusOf } from "../ncloud/retry.ts";
import type { Gateway } from "./ports.ts";
import { problem, problemOf } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Problem, Ref, StagePath, Target, UsagePlan } from "./types.ts";

/** As long as a read may lag behind everywhere. */
export const SPACING_MS = 1_000;

/** The list that was read: the stage's plans, or the plan's stages. */
export type View = "stage" | "plan";

export interface Look {
  readonly attached: boolean;
  readonly view: View;
  /** Of the monotonic clock. */
  readonly at: number;
}

const OTHER: { readonly [V in View]: View } = { stage: "plan", plan: "stage" };

/** One look at the stage's plans, or why it failed. */
export async function look(run: Run, at: StagePath): Promise<readonly UsagePlan[] | NcloudError> {
  try {
    return await run.gateway.stagePlans(at);
  } catch (error) {
    if (error instanceof NcloudError) return error;
    throw error;
  }
}

/** Says that a look failed and when the next one comes. */
export function tellFailedLook(run: Run, error: NcloudError, attempt: number, ms: number): void {
  const known = { operation: error.facts.operation, attempt, ms, reason: error.code, ...statusOf(error) };
  run.tell({ code: "retrying", level: "info", facts: known });
}

/** @throws {NcloudError} */
async function lookBy(run: Run, at: StagePath, plan: Ref, view: View, notBefore: number): Promise<Look> {
  const ids =
    view === "stage"
      ? (await run.gateway.stagePlans(at)).map(({ id }) => id)
      : (await stagesOfPlan(run, plan.id, notBefore)).map(({ stage }) => stage.id);
  return { attached: ids.includes(view === "stage" ? plan.id : at.stage.id), view, at: run.clock.monotonic() };
}

interface SharedRead {
  readonly began: number;
  readonly rows: ReturnType<Gateway["planStages"]>;
}

const SHARED = new WeakMap<Gateway, Map<string, SharedRead>>();

/** One read of a plan's stages answers for all of them, where it began late enough to be a look of its own. */
function stagesOfPlan({ gateway, clock }: Run, planId: string, notBefore: number): SharedRead["rows"] {
  const reads = SHARED.get(gateway) ?? new Map<string, SharedRead>();
  SHARED.set(gateway, reads);
  const last = reads.get(planId);
  if (last !== undefined && last.began >= notBefore) return last.rows;
  const read = { began: clock.monotonic(), rows: gateway.planStages(planId) };
  reads.set(planId, read);
  return read.rows;
}

/**
 * Reads until two looks in a row agree.
 *
 * @param first what a read has shown already
 * @returns what they agree on, or why it is not known
 */
export async function untilTwoAgree(run: Run, target: Target, first: Look): Promise<boolean | Problem> {
  let last = first;
  for (;;) {
    await run.deadline.sleep(Math.max(0, last.at + SPACING_MS - run.clock.monotonic()));
    if (run.deadline.cancelled) return problem("cancelled", { operation: readOf(target) });
    if (run.deadline.over)
      return last === first ? problem("deadline", { operation: readOf(target) }) : disagree(target);
    const next = await otherLook(run, target, last);
    if (next instanceof NcloudError) return problemOf(next);
    if (next.attached === last.attached) return next.attached;
    last = next;
  }
}

/** By the other view; by the same one where the other may not be read. */
async function otherLook(run: Run, target: Target, { view, at }: Look): Promise<Look | NcloudError> {
  const notBefore = at + SPACING_MS;
  try {
    return await lookBy(run, target, target.plan, OTHER[view], notBefore);
  } catch (error) {
    if (!(error instanceof NcloudError)) throw error;
  }
  try {
    return await lookBy(run, target, target.plan, view, notBefore);
  } catch (error) {
    if (error instanceof NcloudError) return error;
    throw error;
  }
}

const readOf = ({ product, api, stage }: StagePath): string =>
  `GET /api/v1/products/${product.id}/apis/${api.id}/stages/${stage.id}/usage-plans`;

function disagree(target: Target): Problem {
  const { stage, plan } = target;
  const facts = { operation: readOf(target), plan: plan.name ?? plan.id, stage: stage.name ?? stage.id };
  return problem("reads-disagree", facts);
}
