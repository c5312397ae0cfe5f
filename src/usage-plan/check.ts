/** `mode: check`: is a plan on a stage where it should not be? Never writes. */
import { DETACH } from "./direction.ts";
import { prepare } from "./prepare.ts";
import { problem } from "./problem.ts";
import { eachStage } from "./progress.ts";
import type { Run } from "./run.ts";
import type { Outcome } from "./types.ts";
import { inOrder, type StageWork } from "./work.ts";

/** A dry detach, read the other way round: what would have to be detached should not be there. */
export async function check(run: Run, work: readonly StageWork[]): Promise<Outcome[]> {
  const dry: Run = { ...run, dryRun: true, ifNotAttached: "succeed" };
  const outcomes = await eachStage(
    dry,
    work,
    ({ plans }) => plans.length,
    async (stage) => (await prepare(dry, DETACH, stage)).decided,
  );
  return inOrder(work, outcomes).map((outcome) => {
    if (outcome.verdict !== DETACH.would) return outcome;
    const { plan, stage } = outcome.target;
    const facts = { plan: plan.name ?? plan.id, stage: stage.name ?? stage.id };
    return { ...outcome, verdict: "attached", problem: problem("plan-attached", facts) };
  });
}
