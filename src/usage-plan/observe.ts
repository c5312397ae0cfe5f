/** Looking at a stage before anything is done to it, and saying which id is wrong when it is not there. */
import { NcloudError } from "../ncloud/errors.ts";
import { looksLikeId } from "../ncloud/ids.ts";
import { namedLike, notFound } from "./match.ts";
import { orError, problem, problemOf } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Level, Note, Problem, Ref, StagePath, UsagePlan } from "./types.ts";
import { labelOf, nameOf } from "./work.ts";

export async function observe(run: Run, at: StagePath): Promise<readonly UsagePlan[]> {
  const plans = await run.gateway.stagePlans(at);
  const facts = { stage: nameOf(at.stage), list: plans.map(labelOf) };
  run.tell({ code: "observed", level: "info", facts });
  return plans;
}

/**
 * Why a stage could not be read. NCP answers 404/300 alike for a wrong id at any level and for a wrong URL
 * (docs/ncp-api.md, "Errors"), so each level is looked for in the list of the level above.
 */
export async function diagnose(run: Run, at: StagePath, error: unknown): Promise<Problem> {
  if (!(error instanceof NcloudError) || error.code !== "not-found") return problemOf(error);
  const [products, apis, stages] = await Promise.all([
    lookIn(run.gateway.products()),
    lookIn(run.gateway.apis(at.product.id)),
    lookIn(run.gateway.stages(at.product.id, at.api.id)),
  ]);
  return (
    missing("product", at.product, products) ??
    missing("api", at.api, apis, nameIn(products, at.product)) ??
    missing("stage", at.stage, stages, nameIn(apis, at.api)) ??
    problemOf(error)
  );
}

/** The list, or undefined when it cannot be read: then it proves nothing about the id. */
async function lookIn(reply: Promise<readonly Ref[]>): Promise<readonly Ref[] | undefined> {
  const list = await orError(reply);
  return list instanceof NcloudError ? undefined : list;
}

function missing(
  level: Exclude<Level, "usage-plan">,
  wanted: Ref,
  list: readonly Ref[] | undefined,
  within?: string,
): Problem | undefined {
  if (list === undefined || list.some((each) => each.id === wanted.id)) return undefined;
  return notFound(level, wanted.id, list, within);
}

const nameIn = (list: readonly Ref[] | undefined, { id }: Ref): string | undefined =>
  list?.find((each) => each.id === id)?.name;

/** Whether the plan exists at all: its row, or the problem that it does not. */
export async function findPlan(run: Run, planId: string): Promise<UsagePlan | Problem> {
  const plan = await orError(run.gateway.plan(planId));
  if (!(plan instanceof NcloudError)) return plan;
  if (plan.code !== "not-found") return problemOf(plan);
  const named = looksLikeId(planId) ? {} : namedLike(planId, (await lookIn(run.gateway.searchPlans(planId))) ?? []);
  return problem("plan-not-found", { ...plan.facts, id: planId, ...named }, plan.cause);
}

/** A warning that names what somebody else changed on the stage while we worked on it. */
export function neighboursNote(
  at: StagePath,
  ours: ReadonlySet<string>,
  before: readonly UsagePlan[],
  after: readonly UsagePlan[],
): Note | undefined {
  const others = (plans: readonly UsagePlan[]) => plans.filter((plan) => !ours.has(plan.id));
  const without = (plans: readonly UsagePlan[], rest: readonly UsagePlan[]) =>
    others(plans).filter((plan) => !rest.some((each) => each.id === plan.id));
  const added = without(after, before).map(labelOf);
  const removed = without(before, after).map(labelOf);
  if (added.length === 0 && removed.length === 0) return undefined;
  const facts = { stage: nameOf(at.stage), added, removed };
  return { code: "neighbours-changed", level: "warning", facts };
}
