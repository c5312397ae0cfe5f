/** `mode: detach`: every stage of the work, a few side by side. */
import { DETACH } from "./direction.ts";
import { createKeysOf } from "./guard.ts";
import { eachStage } from "./progress.ts";
import type { Run } from "./run.ts";
import { changeStage } from "./stage.ts";
import type { Outcome } from "./types.ts";
import type { StageWork } from "./work.ts";

export async function detach(run: Run, work: readonly StageWork[]): Promise<Outcome[]> {
  const keysOf = run.lookAtKeys && run.verify ? createKeysOf(run, work) : undefined;
  return eachStage(run, work, (stage) => changeStage(run, DETACH, stage, keysOf));
}
