/** Reading a stage after its accepted writes, until it shows them or the time is up. */
import { NcloudError } from "../ncloud/errors.ts";
import { type Direction, reached } from "./direction.ts";
import { askedFor, look, tellFailedLook } from "./looks.ts";
import { problem } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Problem, Ref, StagePath, UsagePlan } from "./types.ts";
import { nameOf, placeFacts } from "./work.ts";

/** Stale reads are waited out: fast at first, since most are milliseconds late. */
const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 5_000;

export interface Pending {
  readonly plan: Ref;
  readonly sentAt: string;
}

export interface Verified {
  /** The last read of the stage; undefined when there was none. */
  readonly plans: readonly UsagePlan[] | undefined;
  /** Why a plan's write could not be seen, by plan id. */
  readonly unseen: ReadonlyMap<string, Problem>;
}

export async function verify(
  run: Run,
  direction: Direction,
  at: StagePath,
  accepted: readonly Pending[],
): Promise<Verified> {
  let pending = accepted;
  let plans: readonly UsagePlan[] | undefined;
  let failures = 0;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
    // A look that fails, for whatever reason, says nothing about the write: it is repeated until the time is up.
    const found = await look(run, at);
    const error = found instanceof NcloudError ? found : undefined;
    if (!(found instanceof NcloudError)) {
      plans = found;
      pending = pending.filter((each) => !reached(direction, found, each.plan.id));
    }
    const [next] = pending;
    if (next === undefined) return { plans, unseen: new Map() };
    if (run.deadline.over) return { plans, unseen: unseen(pending, direction, at, plans, error) };
    // Near the end half of what is left: the last look is not to be seconds old.
    const left = run.deadline.remainingMs;
    const short = Math.min(pause, Math.max(FIRST_PAUSE_MS, left / 2), left);
    const ms = error === undefined ? short : askedFor(error, short);
    const plan = nameOf(next.plan);
    if (error === undefined)
      run.tell({ code: "still-there", level: "info", facts: { plan, count: pending.length, ms } });
    else tellFailedLook(run, error, ++failures, ms);
    await run.deadline.sleep(ms);
    if (run.deadline.over) return { plans, unseen: unseen(pending, direction, at, plans, error) };
  }
}

/** Reads that show the old state say so; when there was none, the reason why is what is known. */
function unseen(
  pending: readonly Pending[],
  direction: Direction,
  at: StagePath,
  plans: readonly UsagePlan[] | undefined,
  error?: NcloudError,
): Map<string, Problem> {
  const outOfTime = error === undefined || error.code === "deadline" || error.code === "cancelled";
  return new Map(
    pending.map(({ plan, sentAt }) => {
      // The write, not the read that failed: it is what may have been done, and its path says where to look.
      const sent = {
        operation: direction.operation(at),
        ...placeFacts({ plan, stage: at.stage }),
        sentAt,
      };
      const seenOld = error === undefined || (plans !== undefined && outOfTime);
      return [
        plan.id,
        seenOld
          ? problem(direction.unseen, sent, error?.cause)
          : problem("not-verified", { ...error.facts, ...sent, reason: error.code }, error.cause),
      ];
    }),
  );
}
