/** `mode: detach`: first a look at every stage of the work, then the writes, a few stages side by side. */
import { change } from "./change.ts";
import { DETACH } from "./direction.ts";
import { createKeysOf } from "./guard.ts";
import { type Prepared, prepare, settle } from "./prepare.ts";
import { problem } from "./problem.ts";
import { eachStage } from "./progress.ts";
import type { Run } from "./run.ts";
import { sideBySide } from "./side-by-side.ts";
import type { Outcome, ProblemCode } from "./types.ts";
import { inOrder, type StageWork } from "./work.ts";

/** What is not as the user thinks: then nobody knows what else is not, and nothing is written at all. */
const WRONG: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "product-not-found",
  "api-not-found",
  "stage-not-found",
  "plan-not-found",
  "id-name-mismatch",
]);

export async function detach(run: Run, work: readonly StageWork[]): Promise<Outcome[]> {
  const approved = work.flatMap(({ plans }) => plans.flatMap((plan) => plan.approved ?? []));
  const lookAtKeys = run.lookAtKeys || approved.some(({ keys }) => keys !== undefined);
  const keysOf = lookAtKeys && run.verify ? createKeysOf(run, work) : undefined;
  const prepared = await sideBySide(work, run.concurrency, (stage) => prepare(run, DETACH, stage, keysOf));
  // The ids of an approval were read: what is gone since stands for nothing but itself.
  const wrong = prepared
    .flatMap(({ decided }) => (approved.length > 0 ? [] : decided))
    .filter(({ problem: why }) => why !== undefined && WRONG.has(why.code)).length;
  if (!run.dryRun && wrong === 0) run.beforeFirstWrite?.(prepared.map(toWrite));
  const outcomes =
    wrong > 0
      ? (await sideBySide(prepared, run.concurrency, (stage) => refused(run, stage, wrong))).flat()
      : await eachStage(run, prepared, targetCount, (stage) => change(run, DETACH, stage));
  return inOrder(work, outcomes);
}

const targetCount = ({ decided, ready, seenOnce }: Prepared): number => decided.length + ready.length + seenOnce.length;

/** Seen off the stage by one look: it may have to be written yet. */
const toWrite = ({ at, ready, seenOnce }: Prepared) => ({
  at,
  plans: [...ready, ...seenOnce.map(({ target }) => ({ plan: target.plan, keys: [] }))],
});

async function refused(run: Run, prepared: Prepared, count: number): Promise<Outcome[]> {
  const settled = await settle(run, DETACH, prepared);
  const why = problem("another-target-is-wrong", { count });
  return [
    ...prepared.decided,
    ...settled.decided,
    ...[...prepared.ready, ...settled.ready].map(
      ({ target }): Outcome => ({ target, verdict: "refused", changed: false, problem: why }),
    ),
  ];
}
