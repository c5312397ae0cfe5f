/**
 * What a dry run or a check found to be done, for a later run to do exactly that: where a stage, a plan or its API keys
 * are not what they were, nothing is written. Plain data without a secret; `action/paper.ts` makes a line of it.
 */
import { NcloudError } from "../ncloud/errors.ts";
import { createFields, type Paper } from "./fields.ts";
import { orError, problem, type RunError, runError } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Outcome, Problem, Ref, Selection, StagePath, Target } from "./types.ts";
import { type Agreed, labelOf, nameOf, placeFacts, placeOf, type StageWork } from "./work.ts";

const APPROVAL_VERSION = 1;

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
  /** With `*` stages: of what every stage was asked for. */
  readonly every?: Every;
}

const EVERY = ["api", "product", "everywhere"] as const;
type Every = (typeof EVERY)[number];

export function everyOf({ product, api, stage }: Selection): Every | undefined {
  if (!stage.all) return undefined;
  return product.all ? "everywhere" : api.all ? "product" : "api";
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
    const place = placeOf(target);
    const at = stages.get(place) ?? { product, api, stage, plans: [] };
    stages.set(place, at);
    at.plans.push({ ...plan, ...(keys === undefined ? {} : { keys: keys.map(({ id, name }) => ({ id, name })) }) });
  }
  return [...stages.values()];
}

/** Where a dry run would have moved API keys. */
export const successorOf = (outcomes: readonly Outcome[]): Ref | undefined =>
  outcomes.flatMap(({ keys = [] }) => keys.flatMap(({ movedTo }) => movedTo ?? []))[0];

export const approvalJson = (approval: Approval): object => ({ version: APPROVAL_VERSION, ...approval });

/** Several approvals (the entries of a matrix) are one: as old as the oldest of them. */
export function readApprovals(papers: readonly Paper[], here: Pick<Approval, "site" | "origin">): Approval {
  const [first, ...others] = papers
    .map(({ json, source }) => readApproval(json, here, source))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const damaged = (name: string, expected: string) => runError("approval-invalid", { name, expected });
  if (first === undefined) throw damaged("approval", "ncp-approval-1.…");
  if (others.some(({ successor }) => successor?.id !== first.successor?.id)) throw damaged("successor", "1");
  return { ...first, stages: merged([first, ...others].flatMap(({ stages }) => stages)) };
}

/**
 * @param json undefined: the input was no paper of ours
 * @throws {RunError} for an approval that is damaged, or of another site
 */
export function readApproval(
  json: string | undefined,
  here: Pick<Approval, "site" | "origin">,
  source = "approval",
): Approval {
  const approval = parse(json, source);
  if (approval.site !== here.site || approval.origin !== here.origin) {
    const facts = { expected: `${approval.site} ${approval.origin}`, got: `${here.site} ${here.origin}` };
    throw runError("approval-other-site", facts);
  }
  return approval;
}

/** Its targets, and nothing else. */
export function approvedWork({ stages, successor }: Approval): StageWork[] {
  return stages.map(({ plans, ...at }) => ({
    at,
    plans: plans.map(({ keys, ...plan }) => ({
      plan,
      exists: false,
      approved: { name: plan.name, keys, successor },
    })),
  }));
}

/** Why a target must not be written: it is not what the approval says, and how. */
export function changedSince(
  agreed: Agreed,
  target: Target,
  keys: readonly Ref[] | undefined,
  successor: Ref | undefined,
): Problem | undefined {
  const { plan, stage } = target;
  const renamed = isRenamed(agreed, plan);
  const other = agreed.successor !== undefined && successor !== undefined && isRenamed(agreed.successor, successor);
  const joined = agreed.keys === undefined ? [] : without(keys ?? [], agreed.keys);
  const left = agreed.keys === undefined || keys === undefined ? [] : without(agreed.keys, keys);
  if (!renamed && !other && joined.length === 0 && left.length === 0) return undefined;
  return problem("changed-since-approval", {
    plan: agreed.name ?? nameOf(plan),
    stage: nameOf(stage),
    ...(renamed ? { got: nameOf(plan) } : {}),
    ...(other ? { successor: nameOf(successor) } : {}),
    added: joined,
    removed: left,
  });
}

/** Keys that join while the others are moved: nobody agreed to move them, nor to take the plan from them. */
export function notApproved(
  agreed: Agreed | undefined,
  { plan, stage }: Target,
  joined: readonly Ref[],
  moved: boolean,
): Problem | undefined {
  const added = agreed?.keys === undefined ? [] : without(joined, agreed.keys);
  if (added.length === 0) return undefined;
  const facts = { ...placeFacts({ plan, stage }), added, removed: [], ...(moved && { moved }) };
  return problem("changed-since-approval", facts);
}

const isRenamed = (then: { readonly name?: string | undefined }, now: Ref): boolean =>
  then.name !== undefined && now.name !== undefined && then.name !== now.name;

const without = (keys: readonly Ref[], others: readonly Ref[]): string[] => {
  const ids = new Set(others.map(({ id }) => id));
  return keys.filter(({ id }) => !ids.has(id)).map(labelOf);
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

/** Stages that got the plan since are not touched, and not passed over in silence where one read tells. */
export async function tellOthers(run: Run, { every, stages }: Approval): Promise<void> {
  const plans = new Map(stages.flatMap((at) => at.plans.map((plan) => [plan.id, plan])));
  const [plan, another] = plans.values();
  if (every === undefined || plan === undefined || another !== undefined) return;
  const ids = new Set(stages.map(({ stage }) => stage.id));
  const within = { everywhere: () => true, product: sameAs("product"), api: sameAs("api") }[every];
  const rows = await orError(run.gateway.planStages(plan.id));
  if (rows instanceof NcloudError) return; // nothing rests on it
  const count = rows.filter((row) => within(row) && !ids.has(row.stage.id)).length;
  if (count > 0) run.tell({ code: "approval-others", level: "warning", facts: { plan: nameOf(plan), count } });

  function sameAs(level: "product" | "api"): (row: StagePath) => boolean {
    return (row) => stages.some((at) => at[level].id === row[level].id);
  }
}

function parse(json: string | undefined, source: string): Approval {
  const damaged = (place: string, expected: string, error?: unknown): RunError =>
    runError("approval-invalid", { name: place === "" ? source : place, expected }, error);
  const { object, list, optional, text, ref, stagePath, time, origins, document } = createFields(damaged);
  const top = document(json, "ncp-approval-1.…");
  if (top["version"] !== APPROVAL_VERSION) throw damaged("version", String(APPROVAL_VERSION));
  time(top["at"], "at");

  const planOf = (each: unknown, place: string): ApprovedPlan => {
    const keys = optional(object(each, place)["keys"], (given) => list(given, `${place}.keys`, ref));
    return { ...ref(each, place), ...(keys === undefined ? {} : { keys }) };
  };
  const stageOf = (each: unknown, place: string): ApprovedStage => ({
    ...stagePath(each, place),
    plans: list(object(each, place)["plans"], `${place}.plans`, planOf),
  });
  const stages = merged(list(top["stages"], "stages", stageOf));
  if (stages.length === 0 || stages.some(({ plans }) => plans.length === 0)) throw damaged("stages", "≥ 1");
  const successor = optional(top["successor"], (given) => ref(given, "successor"));
  const every = EVERY.find((word) => word === top["every"]);
  return {
    site: text(top["site"], "site"),
    origin: text(top["origin"], "origin"),
    at: text(top["at"], "at"),
    ...origins(top),
    ...(successor === undefined ? {} : { successor }),
    ...(every === undefined ? {} : { every }),
    stages,
  };
}

/** A stage or a plan that stands there twice is meant once. */
function merged(stages: readonly ApprovedStage[]): ApprovedStage[] {
  const byPlace = new Map<string, ApprovedStage>();
  for (const each of stages) {
    const place = placeOf(each);
    const plans = [...(byPlace.get(place)?.plans ?? []), ...each.plans];
    byPlace.set(place, { ...each, plans: [...new Map(plans.map((plan) => [plan.id, plan])).values()] });
  }
  return [...byPlace.values()];
}
