/** Stages side by side, with a counter line now and then. */
import type { Run } from "./run.ts";
import { sideBySide } from "./side-by-side.ts";
import type { Outcome } from "./types.ts";
import type { StageWork } from "./work.ts";

const EVERY_MS = 2_000;

export async function eachStage<Work extends StageWork>(
  run: Run,
  work: readonly Work[],
  change: (stage: Work) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  const total = work.reduce((sum, stage) => sum + stage.plans.length, 0);
  let count = 0;
  let told = run.clock.monotonic();
  const outcomes = await sideBySide(work, run.concurrency, async (stage) => {
    const found = await change(stage);
    count += found.length;
    if (run.clock.monotonic() - told >= EVERY_MS && count < total) {
      told = run.clock.monotonic();
      run.tell({ code: "progress", level: "info", facts: { count, total } });
    }
    return found;
  });
  return outcomes.flat();
}
