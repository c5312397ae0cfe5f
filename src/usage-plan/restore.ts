/** `mode: restore`: what a receipt names is put back, plans first, then the API keys that were on them. */
import { change } from "./change.ts";
import { ATTACH } from "./direction.ts";
import { prepare } from "./prepare.ts";
import { problem } from "./problem.ts";
import { eachStage } from "./progress.ts";
import type { PlanToRestore, StageToRestore } from "./receipt-read.ts";
import { restoreKeys } from "./restore-keys.ts";
import { restoreSuccessors } from "./restore-successor.ts";
import type { Run } from "./run.ts";
import type { Outcome } from "./types.ts";
import { inOrder, type StageWork } from "./work.ts";

/** A stage's work, and what the receipt says of it. */
interface RestoreWork extends StageWork {
  readonly then: StageToRestore;
}

export function workOf(stages: readonly StageToRestore[]): RestoreWork[] {
  return stages.map((then) => ({
    at: { product: then.product, api: then.api, stage: then.stage },
    plans: then.plans.map(({ id, name }) => ({ plan: { id, ...(name && { name }) }, exists: false })),
    then,
  }));
}

export async function restore(run: Run, receipt: readonly StageToRestore[]): Promise<Outcome[]> {
  const stages = workOf(receipt);
  const outcomes = await eachStage(
    run,
    stages,
    ({ plans }) => plans.length,
    async (stage) => {
      // One wrong or vanished stage does not keep the others from coming back.
      const changed = await change(run, ATTACH, await prepare(run, ATTACH, stage));
      const ends = await Promise.all(changed.map((outcome) => afterPlan(run, stage.then, outcome)));
      await restoreSuccessors(run, stage.then);
      return ends;
    },
  );
  return inOrder(stages, outcomes);
}

/** The keys of a plan that is in place again. */
async function afterPlan(run: Run, stage: StageToRestore, outcome: Outcome): Promise<Outcome> {
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
  });
}

/** A plan keeps its id under another name: it is put back, but not without a word. */
function tellRenamed(run: Run, then: PlanToRestore, outcome: Outcome): void {
  if (then.name === undefined) return;
  const got = outcome.target.plan.name ?? then.name;
  if (got === then.name) return;
  run.tell({ code: "plan-renamed", level: "warning", facts: { id: then.id, expected: then.name, got } });
}
