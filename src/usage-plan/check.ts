/** `mode: check`: is a plan on a stage where it should not be? Never writes. */
import { DETACH } from "./direction.ts";
import { untilTwoAgree } from "./looks.ts";
import { notKnown, prepare, settle } from "./prepare.ts";
import { problem } from "./problem.ts";
import { eachStage } from "./progress.ts";
import type { Run } from "./run.ts";
import { sideBySide } from "./side-by-side.ts";
import type { Outcome } from "./types.ts";
import { inOrder, nameOf, type StageWork } from "./work.ts";

/** A dry detach, read the other way round: what would have to be detached should not be there. */
export async function check(run: Run, work: readonly StageWork[]): Promise<Outcome[]> {
  const dry: Run = { ...run, dryRun: true, ifNotAttached: "succeed" };
  const first = await eachStage(dry, work, sizeOf, async (stage) => {
    const prepared = await prepare(dry, DETACH, stage);
    return [{ prepared, lookedAt: run.clock.monotonic() }];
  });
  // All second looks after all first ones: a thousand stages wait for one second together.
  const outcomes = await sideBySide(first, run.concurrency, async ({ prepared, lookedAt }) => {
    const settled = await settle(dry, DETACH, prepared);
    const decided = [...prepared.decided, ...settled.decided];
    return await Promise.all(
      decided.map((outcome) => (outcome.verdict === DETACH.would ? seen(run, outcome, lookedAt) : outcome)),
    );
  });
  return inOrder(work, outcomes.flat());
}

const sizeOf = ({ plans }: StageWork): number => plans.length;

/** Red is as little said on a single look as green. */
async function seen(run: Run, outcome: Outcome, at: number): Promise<Outcome> {
  const { target } = outcome;
  const view = outcome.before === undefined ? "plan" : "stage";
  const attached = await untilTwoAgree(run, target, { attached: true, view, at });
  if (typeof attached === "object") return { ...outcome, ...notKnown(target, attached) };
  if (!attached) return { ...outcome, verdict: DETACH.already };
  if (run.ifAttached === "succeed") return { ...outcome, verdict: "attached" };
  const facts = { plan: nameOf(target.plan), stage: nameOf(target.stage) };
  return { ...outcome, verdict: "attached", problem: problem("plan-attached", facts) };
}
