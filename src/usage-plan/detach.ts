/** `mode: detach`: first a look at every stage of the work, then the writes, a few stages side by side. */
import { changeAll } from "./change-all.ts";
import { DETACH } from "./direction.ts";
import { createLookAtKeys } from "./keys.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { type Prepared, prepare, settle } from "./prepare.ts";
import { problem, runError } from "./problem.ts";
import { findSuccessor } from "./resolve.ts";
import type { Run } from "./run.ts";
import type { Outcome, ProblemCode, Selector } from "./types.ts";
import { inOrder, nameOf, type StageWork } from "./work.ts";

/** What is not as the user thinks: then nobody knows what else is not, and nothing is written at all. */
const WRONG: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "product-not-found",
  "api-not-found",
  "stage-not-found",
  "plan-not-found",
  "id-name-mismatch",
  "not-found", // an id of the path, or a permission that hides itself: no list could tell
]);

export async function detach(given: Run, all: readonly StageWork[], to?: Selector): Promise<Outcome[]> {
  const successor = to && findSuccessor(given, to);
  successor?.catch(() => {}); // it is waited for below
  const run: Run = successor === undefined ? given : { ...given, lookAtKeys: true, successor };
  // Its id is enough to begin: its row is read beside the first look at the stages.
  const [id = (await successor)?.id] = to?.ids ?? [];
  const work = id === undefined ? all : withoutSuccessor(all, id);
  const approved = work.flatMap(({ plans }) => plans.flatMap((plan) => plan.approved ?? []));
  const wanted = run.lookAtKeys || approved.some(({ keys }) => keys !== undefined);
  const lookAtKeys =
    wanted && run.verify
      ? createLookAtKeys(
          run,
          work.map(({ at }) => at),
        )
      : undefined;
  const prepared = await mapConcurrent(work, run.concurrency, (stage) => prepare(run, DETACH, stage, lookAtKeys));
  await successor; // what is wrong with it stops the run
  // The ids of an approval were read: what is gone since stands for nothing but itself.
  const wrong = prepared
    .flatMap(({ decided }) => (approved.length > 0 ? [] : decided))
    .filter(({ problem: why }) => why !== undefined && WRONG.has(why.code)).length;
  if (!run.dryRun && wrong === 0) run.beforeFirstWrite?.(prepared.map(toWrite));
  const outcomes =
    wrong > 0
      ? (await mapConcurrent(prepared, run.concurrency, (stage) => refused(run, stage, wrong))).flat()
      : await changeAll(run, DETACH, prepared);
  return inOrder(work, withDefaultPlan(run, outcomes));
}

const WITHOUT_PLAN: ReadonlySet<Outcome["verdict"]> = new Set<Outcome["verdict"]>([
  "detached",
  "would-detach",
  "unknown",
]);

/** API keys that nobody moved may fall to the default plan of their stage: its limits are in a reply that was read anyway. */
function withDefaultPlan(run: Run, outcomes: readonly Outcome[]): Outcome[] {
  const told = new Set<string>();
  return outcomes.map((outcome) => {
    const { target, verdict, keys = [] } = outcome;
    if (run.successor !== undefined || keys.length === 0 || !WITHOUT_PLAN.has(verdict)) return outcome;
    const defaultPlan = run.gateway.defaultPlan(target);
    if (defaultPlan === undefined) return outcome;
    if (!told.has(target.stage.id))
      run.tell({ code: "default-plan", level: "info", facts: { ...defaultPlan, stage: nameOf(target.stage) } });
    told.add(target.stage.id);
    return { ...outcome, defaultPlan };
  });
}

/** The plan that keys move to is never detached itself: a star leaves it out, and to name it is a fault. */
function withoutSuccessor(work: readonly StageWork[], id: string): StageWork[] {
  return work.flatMap((stage) => {
    const others = stage.plans.filter(({ plan }) => plan.id !== id);
    const named = stage.plans.find(({ plan, byStar }) => plan.id === id && !byStar);
    if (named !== undefined) throw runError("successor-is-target", { plan: nameOf(named.plan) });
    return others.length === 0 ? [] : [{ ...stage, plans: others }];
  });
}

/** Seen off the stage by one look: it may have to be written yet. */
const toWrite = ({ at, ready, seenOnce }: Prepared) => ({
  at,
  plans: [...ready, ...seenOnce.map(({ target }) => ({ plan: target.plan, keys: [] }))],
});

async function refused(run: Run, prepared: Prepared, count: number): Promise<Outcome[]> {
  const settled = await settle(run, prepared);
  const why = problem("another-target-is-wrong", { count });
  return [
    ...prepared.decided,
    ...settled.decided,
    ...[...prepared.ready, ...settled.ready].map(
      ({ target }): Outcome => ({ target, verdict: "refused", changed: false, problem: why }),
    ),
  ];
}
