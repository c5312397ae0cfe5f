/** `mode: restore`: what a receipt names is put back, plans first, then the API keys that were on them. */
import { ATTACH } from "./direction.ts";
import { problem } from "./problem.ts";
import { eachStage } from "./progress.ts";
import type { Receipt, ReceiptPlan, ReceiptStage } from "./receipt.ts";
import { restoreKeys } from "./restore-keys.ts";
import type { Run } from "./run.ts";
import { changeStage } from "./stage.ts";
import type { Outcome } from "./types.ts";
import type { StageWork } from "./work.ts";

export function workOf(receipt: Receipt): StageWork[] {
  return receipt.stages.map(({ product, api, stage, plans }) => ({
    at: { product, api, stage },
    plans: plans.map(({ id, name }) => ({ plan: name === undefined ? { id } : { id, name }, exists: false })),
  }));
}

export async function restore(run: Run, receipt: Receipt): Promise<Outcome[]> {
  const work = workOf(receipt);
  const stages = new Map(work.map((each, index) => [each, receipt.stages[index]]));
  return eachStage(run, work, async (each) => {
    const outcomes = await changeStage(run, ATTACH, each, undefined);
    const stage = stages.get(each);
    return stage === undefined ? outcomes : Promise.all(outcomes.map((outcome) => afterPlan(run, stage, outcome)));
  });
}

/** The keys of a plan that is in place again. */
async function afterPlan(run: Run, stage: ReceiptStage, outcome: Outcome): Promise<Outcome> {
  const then = stage.plans.find((plan) => plan.id === outcome.target.plan.id);
  if (then === undefined) return outcome;
  tellRenamed(run, then, outcome);
  const inPlace =
    outcome.verdict === ATTACH.done || outcome.verdict === ATTACH.already || outcome.verdict === ATTACH.would;
  if (!inPlace || then.keys.length === 0 || !run.verify) return outcome;
  const { put, differ } = await restoreKeys(run, outcome.target, then.keys);
  const changed = !run.dryRun && (outcome.changed || put > 0);
  if (differ.length > 0) return { ...outcome, changed, verdict: "failed", problem: keysDiffer(outcome, differ) };
  if (put === 0) return outcome;
  return run.dryRun ? { ...outcome, verdict: ATTACH.would } : { ...outcome, changed, verdict: ATTACH.done };
}

function keysDiffer(outcome: Outcome, differ: readonly string[]) {
  const { plan, stage } = outcome.target;
  return problem("keys-differ", {
    plan: plan.name ?? plan.id,
    stage: stage.name ?? stage.id,
    list: differ,
    count: differ.length,
  });
}

/** A plan keeps its id under another name: it is put back, but not without a word. */
function tellRenamed(run: Run, then: ReceiptPlan, outcome: Outcome): void {
  const now = outcome.target.plan.name;
  if (then.name === undefined || now === undefined || then.name === now) return;
  run.tell({ code: "plan-renamed", level: "warning", facts: { id: then.id, expected: then.name, got: now } });
}
