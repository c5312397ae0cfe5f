/** Reading until an uncertain write is known. */
import { WRITE_ROOM_MS } from "../ncloud/deadline.ts";
import { NcloudError } from "../ncloud/errors.ts";
import { type Direction, reached } from "./direction.ts";
import { askedFor, look, lookUntilKnown, tellFailedLook } from "./looks.ts";
import { failureOf } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Problem, Target, UsagePlan } from "./types.ts";

/** It cannot be known, or it is somebody else's doing now. */
export interface Stop {
  readonly code?: "stage-changed" | Direction["undone"];
  /** Why the last look told nothing. */
  readonly failedLook?: Problem;
}

/** Two looks that agree show the wanted state: the stage as the second one showed it. */
export interface Done {
  readonly plans: readonly UsagePlan[] | undefined;
}

/** `repeat`: two reads, a pause between them, show that nothing happened, on a stage as first observed. */
export type ReconcileResult = Done | "repeat" | Stop;

/** Reads in a row against us, after which a run that may not write again stops waiting. */
const READS_TO_GIVE_UP = 5;
/** A request that timed out at the gateway can still land seconds later. */
const SETTLE_MS = 2_000;
const MAX_SETTLE_MS = 10_000;
/** Too close to the end for a pause of this length, no write is repeated: what is on its way needs time to land. */
const MIN_SETTLE_MS = 1_000;
/** Shares of what is left never come to an end of their own. */
const MIN_PAUSE_MS = 50;

/** What is known of the writes before: how many are in doubt, when the last one ended, how long it had waited. */
export interface Before {
  readonly mayRepeat: boolean;
  readonly doubts: number;
  readonly endedAt: number;
  readonly waited: number;
}

export async function reconcile(
  run: Run,
  direction: Direction,
  target: Target,
  first: readonly UsagePlan[] | undefined,
  { mayRepeat, doubts, endedAt, waited }: Before,
): Promise<ReconcileResult> {
  // No write comes sooner after the last one than that did: the end of the run must not become a hail.
  const due = endedAt + Math.min(waited, MAX_SETTLE_MS);
  let misses = 0;
  let paused = 0;
  let failures = 0;
  let failedLook: NcloudError | undefined;
  for (;;) {
    const plans = await look(run, target);
    failedLook = plans instanceof NcloudError ? plans : undefined;
    if (plans instanceof NcloudError) {
      // It says nothing about the write, so two looks in a row have to begin anew; repeated until the time is up.
      misses = 0;
    } else if (reached(direction, plans, target.plan.id)) {
      return confirm(run, direction, target);
    } else {
      misses += 1;
      const settled = misses > 1 && paused >= MIN_SETTLE_MS && run.clock.monotonic() >= due;
      if (settled && mayRepeat && run.deadline.mayWrite) {
        return moved(first, plans, target.plan.id) ? { code: "stage-changed" } : "repeat";
      }
      if (misses >= READS_TO_GIVE_UP) return {};
    }
    const ms = due - run.clock.monotonic();
    const fits = mayRepeat && ms + WRITE_ROOM_MS <= run.deadline.remainingMs;
    paused = Math.max(settle(run, misses + doubts + failures), fits ? ms : 0);
    if (failedLook !== undefined) {
      paused = askedFor(failedLook, paused);
      tellFailedLook(run, failedLook, ++failures, paused);
    }
    await run.deadline.sleep(paused);
    if (run.deadline.over) return failedLook === undefined ? {} : { failedLook: failureOf(failedLook) };
  }
}

/** From the first look that shows the wanted state on, no write is repeated, whatever later ones show. */
async function confirm(run: Run, direction: Direction, target: Target): Promise<Done | Stop> {
  const first = { at: run.clock.monotonic(), attached: direction.attached };
  const agreed = await lookUntilKnown(run, target, first);
  if ("code" in agreed) return agreed.code === "reads-disagree" ? { code: direction.undone } : { failedLook: agreed };
  return agreed.attached === direction.attached ? { plans: agreed.plans } : { code: direction.undone };
}

/** @param count reads against us and writes in doubt, at least 1 each: both make for longer pauses */
function settle(run: Run, count: number): number {
  const ms = Math.min(MAX_SETTLE_MS, SETTLE_MS * 2 ** (count - 2));
  return share(run, ms * (0.5 + run.random() / 2));
}

/** A pause must leave time for the reads behind it. */
const share = (run: Run, ms: number): number => Math.min(ms, Math.max(MIN_PAUSE_MS, run.deadline.remainingMs / 4));

/**
 * Whether a plan that is still on the stage looks attached anew: another row, or another place among its
 * neighbours. Then somebody works on this stage, and a second write could undo what they did on purpose.
 */
function moved(first: readonly UsagePlan[] | undefined, now: readonly UsagePlan[], planId: string): boolean {
  if (first === undefined) return false;
  const row = (plans: readonly UsagePlan[]) =>
    plans
      .filter((plan) => plan.id === planId)
      .map(({ name, rateRps, dayQuotaRequest, monthQuotaRequest }) => [
        name,
        rateRps,
        dayQuotaRequest,
        monthQuotaRequest,
      ]);
  const place = (plans: readonly UsagePlan[], others: readonly UsagePlan[]) =>
    plans.filter(({ id }) => others.some((other) => other.id === id)).findIndex(({ id }) => id === planId);
  return JSON.stringify(row(first)) !== JSON.stringify(row(now)) || place(first, now) !== place(now, first);
}
