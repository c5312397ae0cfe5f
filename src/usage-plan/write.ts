/** One write of one plan, repeated and reconciled until it is known what it did. See docs/architecture.md, "One write". */
import { WRITE_ROOM_MS } from "../ncloud/deadline.ts";
import { NcloudError } from "../ncloud/errors.ts";
import { backoff, MAX_WAIT_MS, statusOf } from "../ncloud/retry.ts";
import type { Direction } from "./direction.ts";
import { lookUntilKnown } from "./looks.ts";
import { problem, problemOf } from "./problem.ts";
import { reconcile, type Stop } from "./reconcile.ts";
import type { Run } from "./run.ts";
import type { Problem, Target, UsagePlan } from "./types.ts";
import { placeFacts } from "./work.ts";

export type WriteResult =
  /** 2xx: reads have to show it. */
  | { readonly kind: "accepted"; readonly sentAt: string }
  /** No clear reply, and reads showed that it is done. */
  | { readonly kind: "confirmed"; readonly sentAt: string; readonly plans: readonly UsagePlan[] | undefined }
  /** Nothing of ours was done. */
  | { readonly kind: "failed"; readonly problem: Problem }
  /** Something of ours may have been done. */
  | { readonly kind: "unknown"; readonly problem: Problem; readonly sentAt: string };

/** @param objection asked before each repeat, which can be minutes later: what speaks against it by now */
export async function writeUntilKnown(
  run: Run,
  direction: Direction,
  target: Target,
  first: readonly UsagePlan[] | undefined,
  objection?: () => Promise<Problem | undefined>,
): Promise<WriteResult> {
  const operation = direction.operation(target);
  let last: NcloudError | undefined; // why there is another attempt
  let doubt: Doubt | undefined; // a write that may have landed
  let doubts = 0;
  let mayRepeat = true;
  let waited = 0; // the longest pause so far
  let endedAt = 0; // of the last attempt

  for (let attempt = 1; ; attempt++) {
    if (doubt !== undefined) {
      // Between two writes lies a look: never a second request on top of one that may already have done it.
      const end = await reconcile(run, direction, target, first, { mayRepeat, doubts, endedAt, waited });
      if (end !== "repeat") {
        if ("plans" in end) return { kind: "confirmed", sentAt: doubt.sentAt, plans: end.plans };
        return unknown(run, direction, target, doubt, end);
      }
      // What is asked takes time as well.
      if ((await objection?.()) !== undefined || !run.deadline.mayWrite) {
        mayRepeat = false;
        continue;
      }
    } else {
      const why = attempt > 1 && run.deadline.mayWrite ? await objection?.() : undefined;
      if (why !== undefined) return { kind: "failed", problem: why };
      if (!run.deadline.mayWrite) {
        const code = run.deadline.cancelled ? "cancelled" : "deadline";
        return { kind: "failed", problem: problem(code, { operation }, last) };
      }
    }
    if (attempt > 1) waited = Math.min(MAX_WAIT_MS, Math.max(waited, run.clock.monotonic() - endedAt));

    const sentAt = new Date(run.clock.now()).toISOString();
    run.tell({
      code: "writing",
      level: "info",
      facts: { operation, ...placeFacts(target) },
    });
    try {
      await direction.write(run.gateway, target, target.plan.id);
      run.tell({ code: "accepted", level: "info", facts: { operation } });
      return { kind: "accepted", sentAt };
    } catch (caught) {
      if (!(caught instanceof NcloudError)) throw caught;
      last = caught;
    }
    endedAt = run.clock.monotonic();

    switch (last.failureClass) {
      case "uncertain":
        doubt = { error: last, sentAt };
        doubts += 1;
        if (!run.verify) return unknown(run, direction, target, doubt);
        run.tell({ code: "reconciling", level: "info", facts: { operation, reason: last.code, ...statusOf(last) } });
        break;
      case "refused":
      case "unsent-for-good":
        if (doubt === undefined) return await refusal(run, direction, target, last, sentAt);
        mayRepeat = false; // a no to a repeat says nothing about the first request: only reads can
        break;
      case "throttled":
      case "unsent": {
        const paused = await pause(run, operation, last, attempt, waited);
        if (!paused && doubt === undefined) return { kind: "failed", problem: problemOf(last) };
        mayRepeat &&= paused;
        break;
      }
      // "clock-corrected": signed again at once
    }
  }
}

/**
 * Waits before a further attempt of a write that was not carried out. No pause is shorter than the one before it.
 * @returns false when no attempt would fit behind it
 */
async function pause(
  run: Run,
  operation: string,
  error: NcloudError,
  attempt: number,
  before: number,
): Promise<boolean> {
  const ms = Math.max(before, backoff(error.failureClass, attempt, error.retryAfterMs, run.random));
  if (ms + WRITE_ROOM_MS > run.deadline.remainingMs) return false;
  run.tell({
    code: "retrying",
    level: "info",
    facts: { operation, attempt, ms, reason: error.code, ...statusOf(error) },
  });
  await run.deadline.sleep(ms);
  return true;
}

/**
 * A clear no to a first write. A gateway may say it of a request that was carried out all the same (it tried its back
 * end twice, an error page stood before a done write), so reads decide: a stage that is as wanted now, and was not a
 * moment ago, is our doing or somebody's, and has to be in the receipt.
 */
async function refusal(
  run: Run,
  direction: Direction,
  target: Target,
  error: NcloudError,
  sentAt: string,
): Promise<WriteResult> {
  const why = problemOf(error);
  if (!run.verify || error.failureClass !== "refused") return { kind: "failed", problem: why };
  const agreed = await lookUntilKnown(run, target, undefined);
  if ("code" in agreed) return unknown(run, direction, target, { error, sentAt }, { failedLook: agreed });
  if (agreed.attached !== direction.attached)
    return { kind: "failed", problem: agreed.attached ? seenThere(why) : why };
  const facts = { ...placeFacts(target), reason: error.code, ...statusOf(error) };
  run.tell({ code: "done-after-refusal", level: "warning", facts });
  return { kind: "confirmed", sentAt, plans: agreed.plans };
}

/** A refusal for a plan that reads show on the stage: its ids are right, so something else speaks against the write. */
function seenThere(why: Problem): Problem {
  const codes: readonly string[] = ["bad-request", "forbidden", "refused-by-server"];
  return codes.includes(why.code) ? ({ ...why, facts: { ...why.facts, seen: true } } as Problem) : why;
}

interface Doubt {
  readonly error: NcloudError;
  readonly sentAt: string;
}

function unknown(
  run: Run,
  direction: Direction,
  target: Target,
  { error, sentAt }: Doubt,
  { code, failedLook }: Stop = {},
): WriteResult {
  const operation = direction.operation(target);
  const facts = { ...placeFacts(target), operation, sentAt, reason: error.code, ...statusOf(error) };
  const why = code === undefined ? problem("write-uncertain", { ...facts, looked: run.verify }) : problem(code, facts);
  const causes = [...problemOf(error).causes, ...(failedLook?.causes ?? [])];
  return { kind: "unknown", sentAt, problem: { ...why, causes } };
}
