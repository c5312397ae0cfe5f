/** `mode: check`: is a plan on a stage where it should not be? Never writes. */
import { DETACH } from "./direction.ts";
import { untilTwoAgree } from "./looks.ts";
import { notKnown, prepare, settle } from "./prepare.ts";
import { problem } from "./problem.ts";
import { eachStage } from "./progress.ts";
import type { Run } from "./run.ts";
import type { Outcome } from "./types.ts";
import { inOrder, nameOf, type StageWork } from "./work.ts";

/** A dry detach, read the other way round: what would have to be detached should not be there. */
export async function check(run: Run, work: readonly StageWork[]): Promise<Outcome[]> {
  const dry: Run = { ...run, dryRun: true, ifNotAttached: "succeed" };
  const outcomes = await eachStage(
    dry,
    work,
    ({ plans }) => plans.length,
    async (stage) => {
      const prepared = await prepare(dry, DETACH, stage);
      const settled = await settle(dry, DETACH, prepared);
      const decided = [...prepared.decided, ...settled.decided];
      return await Promise.all(
        decided.map((outcome) => (outcome.verdict === DETACH.would ? seen(run, outcome) : outcome)),
      );
    },
  );
  return inOrder(work, outcomes);
}

/** Red is as little said on a single look as green. */
async function seen(run: Run, outcome: Outcome): Promise<Outcome> {
  const { target } = outcome;
  const view = outcome.before === undefined ? "plan" : "stage";
  const attached = await untilTwoAgree(run, target, { attached: true, view });
  if (typeof attached === "object") return { ...outcome, ...notKnown(target, attached) };
  if (!attached) return { ...outcome, verdict: DETACH.already };
  if (run.ifAttached === "succeed") return { ...outcome, verdict: "attached" };
  const facts = { plan: nameOf(target.plan), stage: nameOf(target.stage) };
  return { ...outcome, verdict: "attached", problem: problem("plan-attached", facts) };
}
