/** Stages side by side, with a counter line now and then. */
import type { Run } from "./run.ts";
import { sideBySide } from "./side-by-side.ts";
import type { Outcome } from "./types.ts";

const EVERY_MS = 2_000;

/** @param sizeOf how many targets a stage has */
export async function eachStage<Stage>(
  run: Run,
  stages: readonly Stage[],
  sizeOf: (stage: Stage) => number,
  change: (stage: Stage) => Promise<readonly Outcome[]>,
): Promise<Outcome[]> {
  const total = stages.reduce((sum, stage) => sum + sizeOf(stage), 0);
  let count = 0;
  let told = run.clock.monotonic();
  const outcomes = await sideBySide(stages, run.concurrency, async (stage) => {
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
