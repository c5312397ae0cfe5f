/**
 * Receipts as they come back through a workflow: nothing in them is believed before it is checked. Several of them are
 * one undo: the attempts of a job, the jobs of a matrix.
 */
import { createFields, type Paper } from "./fields.ts";
import { runError } from "./problem.ts";
import type { ReceiptKey, ReceiptPlan, ReceiptScope, ReceiptStage } from "./receipt.ts";
import type { PlacedSuccessor } from "./types.ts";
import { placeOf } from "./work.ts";

export interface PlanToRestore extends ReceiptPlan {
  /** Until when a request of the run that wrote the receipt was sent: milliseconds since the Unix epoch. */
  readonly sentBy: number;
}

export type StageToRestore = ReceiptStage<PlanToRestore>;

interface Receipt {
  readonly stages: readonly StageToRestore[];
  readonly site: string;
  readonly origin: string;
  readonly account: string | undefined;
  readonly sentBy: number;
}

/** @throws {RunError} for a receipt that is damaged, or of another site or account */
export function readReceipts(
  texts: readonly Paper[],
  scope: ReceiptScope,
  options: { readonly anyAccount: boolean },
): StageToRestore[] {
  const receipts = texts.map((text) => readReceipt(text, scope, options.anyAccount));
  return merge(receipts.sort((a, b) => a.sentBy - b.sentBy).flatMap(({ stages }) => stages));
}

function readReceipt(text: Paper, scope: ReceiptScope, anyAccount: boolean): Receipt {
  const receipt = parse(text);
  if (receipt.site !== scope.site || receipt.origin !== scope.origin) {
    const expected = `${receipt.site} ${receipt.origin}`;
    throw runError("receipt-other-site", { expected, got: `${scope.site} ${scope.origin}` });
  }
  if (!anyAccount && receipt.account !== undefined && receipt.account !== scope.account) {
    throw runError("receipt-other-account", {});
  }
  return receipt;
}

function parse({ source, json, masked }: Paper): Receipt {
  const code = masked ? "receipt-masked" : "receipt-invalid";
  const damaged = (place: string, expected: string, error?: unknown) =>
    runError(code, { name: place === "" ? source : `${source}: ${place}`, expected }, error);
  const { object, list, optional, text, ref, stagePath, time, document } = createFields(damaged);
  const flag = (value: unknown, place: string, otherwise: boolean): boolean => {
    if (value !== undefined && typeof value !== "boolean") throw damaged(place, "true | false");
    return value ?? otherwise;
  };
  const top = document(json, "ncp-receipt-2.…");
  const { version } = top;
  if (version !== 1 && version !== 2) throw damaged("version", "1 | 2");
  const at = time(top["at"], "at");
  const sentBy = optional(top["lastWrite"], (given) => time(given, "lastWrite")) ?? at;

  const keyOf = (each: unknown, place: string): ReceiptKey => {
    const { id, name = id } = ref(each, place);
    const movedTo = optional(object(each, place)["movedTo"], (given) => ref({ id: given }, `${place}.movedTo`).id);
    return { id, name, ...(movedTo === undefined ? {} : { movedTo }) };
  };
  const planOf = (each: unknown, place: string): PlanToRestore => {
    const { keys = [], ...plan } = object(each, place);
    const sent = flag(plan["sent"], `${place}.sent`, true);
    return {
      ...ref(each, place),
      sure: flag(plan["sure"], `${place}.sure`, true),
      sent,
      keys: keys === "unknown" ? [] : list(keys, `${place}.keys`, keyOf),
      keysKnown: keys !== "unknown",
      sentBy,
    };
  };
  const successorOf = (each: unknown, place: string): PlacedSuccessor => ({
    ...ref(each, place),
    attached: flag(object(each, place)["attached"], `${place}.attached`, false),
  });
  const stageOf = (each: unknown, place: string): StageToRestore => {
    const { plans, successor } = object(each, place);
    const found = list(plans, `${place}.plans`, planOf);
    if (found.length === 0) throw damaged(`${place}.plans`, "≥ 1");
    return {
      ...stagePath(each, place),
      plans: found,
      successors: optional(successor, (given) => [successorOf(given, `${place}.successor`)]) ?? [],
    };
  };
  const stages = list(top["stages"], "stages", stageOf);
  if (stages.length === 0) throw damaged("stages", "≥ 1");
  return {
    stages,
    site: text(top["site"], "site"),
    origin: text(top["origin"], "origin"),
    account: optional(top["account"], (given) => text(given, "account")),
    sentBy,
  };
}

/** One entry per stage and plan, the later word over the earlier; API keys of either come back. */
function merge(stages: readonly StageToRestore[]): StageToRestore[] {
  const byPlace = new Map<string, StageToRestore>();
  for (const stage of stages) {
    const before = byPlace.get(placeOf(stage));
    const plans = new Map((before?.plans ?? []).map((plan) => [plan.id, plan]));
    for (const plan of stage.plans) plans.set(plan.id, mergePlan(plans.get(plan.id), plan));
    const successors = new Map((before?.successors ?? []).map((each) => [each.id, each]));
    for (const each of stage.successors) {
      successors.set(each.id, { ...each, attached: each.attached || successors.get(each.id)?.attached === true });
    }
    byPlace.set(placeOf(stage), { ...stage, plans: [...plans.values()], successors: [...successors.values()] });
  }
  return [...byPlace.values()];
}

function mergePlan(before: PlanToRestore | undefined, plan: PlanToRestore): PlanToRestore {
  if (before === undefined) return plan;
  const keys = new Map([...before.keys, ...plan.keys].map((key) => [key.id, key]));
  // A run that wrote only API keys says nothing about the plan.
  const word = plan.sent ? plan : before;
  return { ...word, keys: [...keys.values()], keysKnown: before.keysKnown && plan.keysKnown };
}
