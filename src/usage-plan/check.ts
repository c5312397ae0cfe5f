/** `mode: check`: is a plan on a stage where it should not be? Never writes. */
import { DETACH } from "./direction.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { prepare, settle, targetCount } from "./prepare.ts";
import { problem } from "./problem.ts";
import { eachStage } from "./progress.ts";
import type { Run } from "./run.ts";
import type { Outcome } from "./types.ts";
import { inOrder, placeFacts, type StageWork } from "./work.ts";

/** A dry detach, read the other way round: what would have to be detached should not be there. */
export async function check(run: Run, work: readonly StageWork[]): Promise<Outcome[]> {
  const dry: Run = { ...run, dryRun: true, ifNotAttached: "succeed" };
  const prepared = await mapConcurrent(work, run.concurrency, (stage) => prepare(dry, DETACH, stage));
  const outcomes = await eachStage(dry, prepared, targetCount, async (stage) => [
    ...stage.decided,
    ...(await settle(dry, stage)).decided,
  ]);
  return inOrder(work, outcomes).map((outcome) => {
    if (outcome.verdict !== DETACH.would) return outcome;
    if (run.ifAttached === "succeed") return { ...outcome, verdict: "attached" };
    return { ...outcome, verdict: "attached", problem: problem("plan-attached", placeFacts(outcome.target)) };
  });
}
