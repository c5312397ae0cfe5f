/** Stages side by side, with a counter line now and then. */

import { mapConcurrent } from "./map-concurrent.ts";
import type { Run } from "./run.ts";

const EVERY_MS = 2_000;

/** @param sizeOf how many targets a stage has */
export async function eachStage<Stage, Item>(
  run: Run,
  stages: readonly Stage[],
  sizeOf: (stage: Stage) => number,
  work: (stage: Stage) => Promise<readonly Item[]>,
): Promise<Item[]> {
  const total = stages.reduce((sum, stage) => sum + sizeOf(stage), 0);
  let count = 0;
  let told = run.clock.monotonic();
  const found = await mapConcurrent(stages, run.concurrency, async (stage) => {
    const result = await work(stage);
    count += sizeOf(stage);
    if (run.clock.monotonic() - told >= EVERY_MS && count < total) {
      told = run.clock.monotonic();
      run.tell({ code: "progress", level: "info", facts: { count, total } });
    }
    return result;
  });
  return found.flat();
}
