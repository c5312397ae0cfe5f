/** One write of one plan, repeated and reconciled until it is known what it did. See docs/architecture.md, "One write". */
import { NcloudError } from "../ncloud/errors.ts";
import { backoff } from "../ncloud/retry.ts";
import { type Direction, reached } from "./direction.ts";
import { problem, problemOf } from "./problem.ts";
import { reconcile, type Stop } from "./reconcile.ts";
import type { Run } from "./run.ts";
import type { Problem, Target, UsagePlan } from "./types.ts";

export type Written =
  /** 2xx: reads have to show it. */
  | { readonly kind: "accepted"; readonly sentAt: string }
  /** No clear reply, and reads showed that it is done. */
  | { readonly kind: "confirmed"; readonly sentAt: string; readonly plans: readonly UsagePlan[] }
  /** Nothing of ours was done, and reads showed that there was nothing left to do. */
  | { readonly kind: "needless" }
  /** Nothing of ours was done. */
  | { readonly kind: "failed"; readonly problem: Problem }
  /** Something of ours may have been done. */
  | { readonly kind: "unknown"; readonly problem: Problem; readonly sentAt: string };

/** Refusals that a read of the stage can explain: the plan may have been moved by somebody else meanwhile. */
const EXPLAINED_BY_A_READ: ReadonlySet<string> = new Set(["bad-request", "not-found", "refused-by-server"]);

export async function writeUntilKnown(
  run: Run,
  direction: Direction,
  target: Target,
  first: readonly UsagePlan[] | undefined,
): Promise<Written> {
  const operation = direction.operation(target);
  let last: NcloudError | undefined; // why there is another attempt
  let doubt: Doubt | undefined; // a write that may have landed
  let doubts = 0;
  let mayRepeat = true;

  for (let attempt = 1; ; attempt++) {
    if (doubt !== undefined) {
      // Between two writes lies a look: never a second request on top of one that may already have done it.
      const seen = await reconcile(run, direction, target, first, { mayRepeat, doubts });
      if (seen !== "repeat") {
        if ("plans" in seen) return { kind: "confirmed", sentAt: doubt.sentAt, plans: seen.plans };
        return unknown(operation, doubt, seen);
      }
    } else if (!run.deadline.mayWrite) {
      const code = run.deadline.cancelled ? "cancelled" : "deadline";
      return { kind: "failed", problem: problem(code, { operation }, last) };
    }

    const sentAt = new Date(run.clock.now()).toISOString();
    run.tell({
      code: "writing",
      level: "info",
      facts: { operation, plan: label(target.plan), stage: label(target.stage) },
    });
    try {
      await direction.write(run.gateway, target, target.plan.id);
      run.tell({ code: "accepted", level: "info", facts: { operation } });
      return { kind: "accepted", sentAt };
    } catch (caught) {
      if (!(caught instanceof NcloudError)) throw caught;
      last = caught;
    }

    switch (last.failureClass) {
      case "uncertain":
        doubt = { error: last, sentAt };
        doubts += 1;
        if (!run.verify) return unknown(operation, doubt);
        run.tell({ code: "reconciling", level: "info", facts: { operation, reason: last.code, ...statusOf(last) } });
        break;
      case "refused":
      case "unsent-for-good":
        if (doubt === undefined) return await refusal(run, direction, target, last);
        mayRepeat = false; // a no to a repeat says nothing about the first request: only reads can
        break;
      case "throttled":
      case "unsent":
        await pause(run, operation, last, attempt);
        break;
      // "clock-corrected": signed again at once
    }
  }
}

async function pause(run: Run, operation: string, error: NcloudError, attempt: number): Promise<void> {
  const left = run.deadline.remainingMs;
  const ms = Math.min(backoff(error.failureClass, attempt, error.retryAfterMs, run.random, left), left);
  const facts = { operation, attempt, ms, reason: error.code, ...statusOf(error) };
  run.tell({ code: "retrying", level: "info", facts });
  await run.deadline.sleep(ms);
}

/** A clear no to a first write. When a read shows that the wanted state is there anyway, it is not a failure. */
async function refusal(run: Run, direction: Direction, target: Target, error: NcloudError): Promise<Written> {
  const why = problemOf(error);
  if (!run.verify || !EXPLAINED_BY_A_READ.has(error.code)) return { kind: "failed", problem: why };
  try {
    const plans = await run.gateway.stagePlans(target);
    return reached(direction, plans, target.plan.id) ? { kind: "needless" } : { kind: "failed", problem: why };
  } catch {
    return { kind: "failed", problem: why };
  }
}

interface Doubt {
  readonly error: NcloudError;
  readonly sentAt: string;
}

function unknown(operation: string, { error, sentAt }: Doubt, stop: Stop = {}): Written {
  const why = stop.problem ?? problem("write-uncertain", {}, stop.readError);
  const facts = { ...why.facts, operation, sentAt, reason: error.code, ...statusOf(error) };
  const causes = [...problemOf(error).causes, ...why.causes];
  return { kind: "unknown", sentAt, problem: { code: why.code, facts, causes } };
}

const statusOf = (error: NcloudError) => (error.facts.status === undefined ? {} : { status: error.facts.status });

const label = (ref: { readonly id: string; readonly name?: string }): string => ref.name ?? ref.id;
