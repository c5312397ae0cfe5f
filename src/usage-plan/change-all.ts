/**
 * The writes of many stages, a few side by side, in the fewest reads: a stage that loses many plans is verified by its own
 * list, and many stages that lose one plan by the plan's, once, when all are written.
 */
import { NcloudError } from "../ncloud/errors.ts";
import { change } from "./change.ts";
import type { Direction } from "./direction.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { type Prepared, targetCount } from "./prepare.ts";
import { orError } from "./problem.ts";
import { eachStage } from "./progress.ts";
import type { Run } from "./run.ts";
import type { Outcome, StagePath } from "./types.ts";
import { type Pending, type Verified, verify } from "./verify.ts";

const READS_SIDE_BY_SIDE = 8;
/** Rows of a plan's list that come in one read, or nearly. */
const ROWS_A_READ = 100;
/** How many reads of stages one read of a plan's list has to save. */
const WORTH = 3;

/** A stage with accepted writes that nobody has seen yet. */
interface Waiting {
  readonly at: StagePath;
  readonly accepted: readonly Pending[];
  readonly end: (verified: Promise<Verified>) => void;
}

export async function changeAll(run: Run, direction: Direction, prepared: readonly Prepared[]): Promise<Outcome[]> {
  const able = prepared.filter(needsNoList);
  // Keys that move take looks at the stage anyway.
  const isWorth = run.successor === undefined && readsOfLists(able) * WORTH <= able.length;
  const together = new Set(isWorth ? able : []);
  const waiting: Waiting[] = [];
  /** Over when the stage is written; its outcomes may have to wait for the plan's list. */
  const write = async (stage: Prepared): Promise<[Outcome[] | Promise<Outcome[]>]> => {
    if (!together.has(stage)) return [await change(run, direction, stage)];
    const { promise: written, resolve } = Promise.withResolvers<void>();
    const end = change(run, direction, stage, (_run, _direction, at, accepted) => {
      resolve();
      return new Promise((end) => void waiting.push({ at, accepted, end }));
    });
    await Promise.race([written, end]);
    return [end];
  };
  const ends = await eachStage(run, prepared, targetCount, write);
  const stagesOf = await lists(run, waiting);
  await mapConcurrent(waiting, run.concurrency, async ({ at, accepted, end }) => {
    const isSeen = ({ plan }: Pending): boolean => stagesOf.get(plan.id)?.has(at.stage.id) === direction.attached;
    // What the list does not show done may be stale, and what could not be read says nothing.
    const pending = accepted.filter((each) => !isSeen(each));
    const verified =
      pending.length === 0
        ? Promise.resolve({ plans: undefined, unseen: new Map() })
        : verify(run, direction, at, pending);
    end(verified);
    await verified.catch(() => {}); // the stage's own change gets it
  });
  return (await Promise.all(ends)).flat();
}

/**
 * What is written on it was found by the plans' own lists, so nobody has read the stage and it has no neighbours to
 * compare. With API keys on the plans its list is worth a read: it has the default plan that they fall to.
 */
function needsNoList({ ready, seenOnce }: Prepared): boolean {
  return ready.length > 0 && seenOnce.length === 0 && ready.every(({ keys = [] }) => keys.length === 0);
}

/** How many reads show all stages of the plans, once these are changed. Of a plan whose list nobody read: endlessly many. */
function readsOfLists(stages: readonly Prepared[]): number {
  const rows = new Map<string, number>();
  for (const { plan, onStages = Number.POSITIVE_INFINITY } of stages.flatMap(({ ready }) => ready)) {
    rows.set(plan.id, (rows.get(plan.id) ?? onStages) - 1);
  }
  return [...rows.values()].reduce((sum, left) => sum + 1 + Math.floor(left / ROWS_A_READ), 0);
}

/** The ids of the stages that each plan is on, as its own list shows it after all the writes. */
async function lists(run: Run, waiting: readonly Waiting[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const ids = [...new Set(waiting.flatMap(({ accepted }) => accepted.map(({ plan }) => plan.id)))];
  const found = await mapConcurrent(ids, READS_SIDE_BY_SIDE, async (id) => {
    const rows = await orError(run.gateway.planStages(id));
    return rows instanceof NcloudError ? [] : [[id, new Set(rows.map(({ stage }) => stage.id))] as const];
  });
  return new Map(found.flat());
}
