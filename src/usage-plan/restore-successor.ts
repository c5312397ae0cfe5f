/**
 * The plan that API keys were moved to comes off the stage again, if the run that is undone put it there and nobody is
 * left on it. It never makes the undo fail: what stays, and why, is said.
 */
import { type NcloudCode, NcloudError } from "../ncloud/errors.ts";
import { DETACH } from "./direction.ts";
import { createLookAtKeys, keyNames } from "./keys.ts";
import { look } from "./looks.ts";
import type { StageToRestore } from "./receipt-read.ts";
import type { Run } from "./run.ts";
import type { Ref, Target } from "./types.ts";
import { verify } from "./verify.ts";
import { placeFacts } from "./work.ts";
import { writeUntilKnown } from "./write.ts";

/** Pauses between looks that show a key on it which has been seen back on its plan; doubled each time. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 4_000;

/**
 * After the keys of the stage are back. Without reads nobody knows who is on it: then it stays.
 * @param back keys that have been seen on their plan again; in a dry run those that would be
 */
export async function restoreSuccessors(run: Run, stage: StageToRestore, back: ReadonlySet<string>): Promise<void> {
  if (!run.verify) return;
  for (const { attached, ...plan } of stage.successors) if (attached) await takeOff(run, stage, plan, back);
}

async function takeOff(run: Run, stage: StageToRestore, plan: Ref, back: ReadonlySet<string>): Promise<void> {
  const { product, api } = stage;
  const at = { product, api, stage: stage.stage };
  const target: Target = { ...at, plan };
  const facts = placeFacts(target);
  const stays = (reason: NcloudCode | undefined, list: readonly string[] = []): void =>
    run.tell({ code: "successor-kept", level: "warning", facts: { ...facts, list, ...(reason && { reason }) } });

  const before = await look(run, at);
  if (before instanceof NcloudError) return stays(before.code);
  if (!before.some(({ id }) => id === plan.id)) return;
  const lookAtKeys = createLookAtKeys(run, [at]);
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    // A new look: who has been put on it since counts.
    const left = (await lookAtKeys(at, 0))(plan.id);
    if ("code" in left) return stays(left.facts.reason);
    if (left.length === 0 || (run.dryRun && left.every(({ id }) => back.has(id)))) break;
    // Of a key that has been seen back the look may be a late one. What others have put there is theirs.
    const isLate = left.every(({ id }) => back.has(id)) && pause <= MAX_PAUSE_MS;
    if (!isLate || !run.deadline.mayWrite) return stays(undefined, keyNames(left));
    await run.deadline.sleep(pause);
  }
  if (run.dryRun) return run.tell({ code: "successor-would-go", level: "info", facts });

  const written = await writeUntilKnown(run, DETACH, target, before);
  // What was not written was refused, by NCP or by the clock.
  if (written.kind === "failed") return stays(written.problem.code as NcloudCode);
  if (written.kind === "unknown") return stays(undefined);
  if (written.kind === "accepted") {
    const { unseen } = await verify(run, DETACH, at, [{ plan, sentAt: written.sentAt }]);
    if (unseen.size > 0) return stays(undefined);
  }
  run.tell({ code: "successor-gone", level: "info", facts });
}
