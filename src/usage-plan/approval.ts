/**
 * What a dry run or a check found to be done, for a later run to do exactly that: where a stage, a plan or its API keys
 * are not what they were, nothing is written. Plain data without a secret; `action/paper.ts` makes a line of it.
 */
import { createFields } from "./fields.ts";
import { problem, RunError } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Outcome, Problem, ProblemCode, ProblemFacts, Ref, StagePath, Target } from "./types.ts";
import { type Agreed, nameOf, type StageWork } from "./work.ts";

export const APPROVAL_VERSION = 1;

export interface ApprovedPlan extends Ref {
  /** API keys on the plan; undefined when nobody looked. Never their calls: those change all the time. */
  readonly keys?: readonly Ref[];
}

export interface ApprovedStage extends StagePath {
  readonly plans: readonly ApprovedPlan[];
}

export interface ApprovalRecord {
  /** Another site or origin has other things under the same ids. The account may differ: dry runs are made by viewers. */
  readonly site: string;
  readonly origin: string;
  /** ISO 8601. */
  readonly at: string;
  readonly run?: string;
  readonly by?: string;
  readonly reason?: string;
  /** Where the API keys would move to. */
  readonly successor?: Ref;
}

export interface Approval extends ApprovalRecord {
  readonly stages: readonly ApprovedStage[];
}

const TO_DO: ReadonlySet<Outcome["verdict"]> = new Set<Outcome["verdict"]>(["would-detach", "attached"]);

/** The targets that a run without writes would have written. */
export function toApprove(outcomes: readonly Outcome[]): ApprovedStage[] {
  const stages = new Map<string, StagePath & { plans: ApprovedPlan[] }>();
  for (const { target, verdict, keys } of outcomes) {
    if (!TO_DO.has(verdict)) continue;
    const { product, api, stage, plan } = target;
    const place = [product.id, api.id, stage.id].join("/");
    const at = stages.get(place) ?? { product, api, stage, plans: [] };
    stages.set(place, at);
    at.plans.push({ ...plan, ...(keys === undefined ? {} : { keys: keys.map(({ id, name }) => ({ id, name })) }) });
  }
  return [...stages.values()];
}

export const approvalJson = (approval: Approval): object => ({ version: APPROVAL_VERSION, ...approval });

/**
 * @param json undefined: the input was no paper of ours
 * @throws {RunError} for an approval that is damaged, or of another site
 */
export function readApproval(json: string | undefined, here: Pick<Approval, "site" | "origin">): Approval {
  const approval = parse(json);
  if (approval.site !== here.site || approval.origin !== here.origin) {
    const facts = { expected: `${approval.site} ${approval.origin}`, got: `${here.site} ${here.origin}` };
    throw refuse("approval-other-site", facts);
  }
  return approval;
}

/** Its targets, and nothing else. */
export function approvedWork({ stages }: Approval): StageWork[] {
  return stages.map(({ plans, ...at }) => ({
    at,
    plans: plans.map(({ keys, ...plan }) => ({
      plan,
      exists: false,
      approved: { name: plan.name, keys: keys?.map(({ id, name }) => ({ id, name: name ?? id })) },
    })),
  }));
}

/** Why a target must not be written: it is not what the approval says, and how. */
export function changedSince(agreed: Agreed, target: Target, keys: readonly Ref[] | undefined): Problem | undefined {
  const { plan, stage } = target;
  const renamed = agreed.name !== undefined && plan.name !== undefined && agreed.name !== plan.name;
  const joined = agreed.keys === undefined ? [] : without(keys ?? [], agreed.keys);
  const left = agreed.keys === undefined || keys === undefined ? [] : without(agreed.keys, keys);
  if (!renamed && joined.length === 0 && left.length === 0) return undefined;
  return problem("changed-since-approval", {
    plan: agreed.name ?? nameOf(plan),
    stage: nameOf(stage),
    ...(renamed ? { got: nameOf(plan) } : {}),
    added: joined,
    removed: left,
  });
}

const without = (keys: readonly Ref[], others: readonly Ref[]): string[] => {
  const ids = new Set(others.map(({ id }) => id));
  return keys.filter(({ id }) => !ids.has(id)).map(({ id, name }) => (name === undefined ? id : `${name} (${id})`));
};

/** Says what the run goes by, and how old that is. */
export function tellApproval(run: Run, { at, run: from, by, stages }: Approval): void {
  const count = stages.reduce((sum, { plans }) => sum + plans.length, 0);
  const ms = Math.max(0, run.clock.now() - Date.parse(at));
  run.tell({
    code: "approved",
    level: "info",
    facts: { count, sentAt: at, ms, ...(from === undefined ? {} : { name: from }), ...(by && { got: by }) },
  });
}

function refuse<C extends ProblemCode>(code: C, facts: ProblemFacts[C], error?: unknown): RunError {
  return new RunError([problem(code, facts, error)]);
}

const damaged = (name: string, expected: string): RunError => refuse("approval-invalid", { name, expected });

function parse(json: string | undefined): Approval {
  const { object, list, optional, text, ref } = createFields(damaged);
  if (json === undefined) throw damaged("approval", "ncp-approval-1.…");
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw refuse("approval-invalid", { name: "approval", expected: "JSON" }, error);
  }
  const top = object(value, "approval");
  if (top["version"] !== APPROVAL_VERSION) throw damaged("version", String(APPROVAL_VERSION));
  const at = text(top["at"], "at");
  if (Number.isNaN(Date.parse(at))) throw damaged("at", "ISO 8601");

  const planOf = (each: unknown, place: string): ApprovedPlan => {
    const keys = optional(object(each, place)["keys"], (given) => list(given, `${place}.keys`, ref));
    return { ...ref(each, place), ...(keys === undefined ? {} : { keys }) };
  };
  const stageOf = (each: unknown, place: string): ApprovedStage => {
    const { product, api, stage, plans } = object(each, place);
    return {
      product: ref(product, `${place}.product`),
      api: ref(api, `${place}.api`),
      stage: ref(stage, `${place}.stage`),
      plans: list(plans, `${place}.plans`, planOf),
    };
  };
  const stages = merged(list(top["stages"], "stages", stageOf));
  if (stages.length === 0 || stages.some(({ plans }) => plans.length === 0)) throw damaged("stages", "≥ 1");
  const successor = optional(top["successor"], (given) => ref(given, "successor"));
  const texts = (["run", "by", "reason"] as const).flatMap((name) => {
    const given = optional(top[name], (each) => text(each, name));
    return given === undefined ? [] : [[name, given] as const];
  });
  return {
    site: text(top["site"], "site"),
    origin: text(top["origin"], "origin"),
    at,
    ...Object.fromEntries(texts),
    ...(successor === undefined ? {} : { successor }),
    stages,
  };
}

/** A stage or a plan that stands there twice is meant once. */
function merged(stages: readonly ApprovedStage[]): ApprovedStage[] {
  const byPlace = new Map<string, ApprovedStage>();
  for (const each of stages) {
    const place = [each.product.id, each.api.id, each.stage.id].join("/");
    const plans = [...(byPlace.get(place)?.plans ?? []), ...each.plans];
    byPlace.set(place, { ...each, plans: [...new Map(plans.map((plan) => [plan.id, plan])).values()] });
  }
  return [...byPlace.values()];
}
