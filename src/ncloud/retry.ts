/** When to try again, and for how long. Nothing here knows HTTP. */
import { type Deadline, WRITE_SHARE } from "./deadline.ts";
import { type FailureClass, NcloudError } from "./errors.ts";
import type { NcloudTell } from "./model.ts";
import type { AttemptLimits, Random } from "./ports.ts";

/** First wait after a failure of the network or the back end. */
export const TRANSIENT_BASE_MS = 50;
/** First wait after "slow down". */
export const THROTTLE_BASE_MS = 1_000;
/** No wait is longer, whatever `Retry-After` says. */
export const MAX_WAIT_MS = 20_000;
/** The most that one attempt may take. */
export const ATTEMPT_MS = 15_000;

/**
 * Milliseconds to wait before the next attempt: the base doubled with every attempt, full jitter, capped; at least what
 * the server asked for.
 *
 * @param attempt how many attempts have failed so far, from 1
 * @param leftMs what is left of the run: the jitter is drawn from no more, so that there is time for another attempt
 */
export function backoff(
  failureClass: FailureClass,
  attempt: number,
  retryAfterMs: number | undefined,
  random: Random,
  leftMs = Number.POSITIVE_INFINITY,
): number {
  if (failureClass === "clock-corrected") return 0;
  const base = failureClass === "throttled" ? THROTTLE_BASE_MS : TRANSIENT_BASE_MS;
  const jitter = random() * Math.min(MAX_WAIT_MS, base * 2 ** (attempt - 1), leftMs);
  return Math.round(Math.max(jitter, Math.min(MAX_WAIT_MS, retryAfterMs ?? 0)));
}

/** Time for one read. */
export function readAttemptMs(deadline: Deadline): number {
  return Math.min(ATTEMPT_MS, deadline.remainingMs);
}

/** Time for one write. */
export function writeAttemptMs(deadline: Deadline): number {
  return Math.min(ATTEMPT_MS, deadline.remainingMs * WRITE_SHARE);
}

const REPEATED: ReadonlySet<FailureClass> = new Set<FailureClass>([
  "throttled",
  "unsent",
  "uncertain",
  "clock-corrected",
]);

export interface RetryOptions {
  readonly deadline: Deadline;
  readonly random: Random;
  readonly tell: NcloudTell;
}

/**
 * Repeats a read until it succeeds, is refused for good, or the time is over.
 *
 * @throws {NcloudError} the last failure that says something; `deadline` or `cancelled` when only time ran out
 */
export async function retrying<T>(
  operation: string,
  read: (limits: AttemptLimits) => Promise<T>,
  { deadline, random, tell }: RetryOptions,
): Promise<T> {
  let last: NcloudError | undefined;
  let ms = 0; // no pause is shorter than one before it, for failures of one class: the end must not become a hail
  for (let attempt = 1; ; attempt++) {
    if (deadline.over) throw last ?? outOfTime(deadline, operation);
    const timeoutMs = readAttemptMs(deadline);
    try {
      return await read({ timeoutMs, signal: deadline.signal });
    } catch (caught) {
      if (!(caught instanceof NcloudError)) throw caught;
      // Cut off by the end of the run: that says less than what failed before. An attempt that got only the rest of
      // the run has a timer that ends with it, and either may be first.
      const itsTimer = caught.code === "attempt-timed-out" && timeoutMs < ATTEMPT_MS;
      if (caught.code === "deadline" || itsTimer) throw last ?? outOfTime(deadline, operation, caught);
      if (caught.failureClass !== last?.failureClass) ms = 0;
      last = caught;
    }
    // A redirect leaves a write in doubt, but a read will only be sent away again.
    if (!REPEATED.has(last.failureClass) || last.code === "redirect-refused") throw last;
    ms = Math.max(ms, backoff(last.failureClass, attempt, last.retryAfterMs, random, deadline.remainingMs));
    if (ms >= deadline.remainingMs) throw last;
    tell({ code: "retrying", level: "info", facts: { operation, attempt, reason: last.code, ms, ...statusOf(last) } });
    await deadline.sleep(ms);
  }
}

/** The error of something that the end of the run, or a cancellation, cut off or forbade. */
export function outOfTime(deadline: Deadline, operation: string, cutOff?: NcloudError): NcloudError {
  const code = deadline.cancelled ? "cancelled" : "deadline";
  return new NcloudError(code, cutOff?.failureClass ?? "unsent", { operation }, { cause: cutOff?.cause });
}

/** The status of the reply behind an error, where there was one. */
export const statusOf = ({ facts }: NcloudError): { status?: number } =>
  "status" in facts ? { status: facts.status } : {};
