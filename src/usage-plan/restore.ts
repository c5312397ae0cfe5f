/** `mode: restore`: what a receipt names is put back, plans first, then the API keys that were on them. */
import { NcloudError } from "../ncloud/errors.ts";
import { change } from "./change.ts";
import { ATTACH } from "./direction.ts";
import { sameName } from "./match.ts";
import { prepare } from "./prepare.ts";
import { orError, problem } from "./problem.ts";
import { eachStage } from "./progress.ts";
import type { PlanToRestore, StageToRestore } from "./receipt-read.ts";
import { restoreKeys } from "./restore-keys.ts";
import { restoreSuccessors } from "./restore-successor.ts";
import type { Run } from "./run.ts";
import type { Outcome } from "./types.ts";
import { inOrder, labelOf, placeFacts, type StageWork } from "./work.ts";

/** A stage's work, and what the receipt says of it. */
interface RestoreWork extends StageWork {
  readonly then: StageToRestore;
}

export function workOf(stages: readonly StageToRestore[]): RestoreWork[] {
  return stages.map((then) => ({
    at: { product: then.product, api: then.api, stage: then.stage },
    plans: then.plans.map(({ id, name, sent, sure, sentBy }) => ({
      plan: { id, ...(name && { name }) },
      exists: false,
      ...(sent && { detach: { sure, sentBy } }),
    })),
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
      const back = ends.flatMap(({ keys = [] }) => keys.flatMap(({ id, movedTo }) => (movedTo ? [] : id)));
      await restoreSuccessors(run, stage.then, new Set(back));
      return ends;
    },
  );
  return inOrder(stages, outcomes);
}

/** The keys of a plan that is in place again. The verdict stays what is true of the plan. */
async function afterPlan(run: Run, stage: StageToRestore, outcome: Outcome): Promise<Outcome> {
  const then = stage.plans.find((plan) => plan.id === outcome.target.plan.id);
  if (then === undefined) return outcome;
  tellRenamed(run, then, outcome);
  if (outcome.problem?.code === "plan-not-found") await tellNamesakes(run, then, outcome);
  const { done, already, would } = ATTACH;
  const inPlace = outcome.verdict === done || outcome.verdict === already || outcome.verdict === would;
  if (!inPlace || !run.verify) return outcome;
  if (!then.keysKnown) run.tell({ code: "keys-not-known", level: "warning", facts: placeFacts(outcome.target) });
  const { written, failed, keys } = await restoreKeys(run, outcome.target, then.keys);
  // A key that somebody has moved or deleted since is theirs, and told; one that we could not put back is a problem.
  const problems =
    failed.length === 0 ? {} : { problem: problem("keys-differ", { ...placeFacts(outcome.target), list: failed }) };
  const looked = { ...outcome, ...problems, ...(keys.length > 0 && { keys }) };
  if (written === 0) return looked;
  return run.dryRun ? { ...looked, verdict: would } : { ...looked, changed: true, verdict: done };
}

/** A plan keeps its id under another name: it is put back, but not without a word. */
function tellRenamed(run: Run, then: PlanToRestore, outcome: Outcome): void {
  if (then.name === undefined) return;
  const got = outcome.target.plan.name ?? then.name;
  if (got === then.name) return;
  run.tell({ code: "plan-renamed", level: "warning", facts: { id: then.id, expected: then.name, got } });
}

/** A plan that was deleted and made anew has another id: nothing is put back in its place, but it is named. */
async function tellNamesakes(run: Run, { name }: PlanToRestore, outcome: Outcome): Promise<void> {
  if (name === undefined) return;
  const found = await orError(run.gateway.searchPlans(name));
  if (found instanceof NcloudError) return;
  const list = found.filter((plan) => sameName(plan.name, name)).map(labelOf);
  if (list.length === 0) return;
  run.tell({ code: "plan-made-anew", level: "warning", facts: { ...placeFacts(outcome.target), plan: name, list } });
}
