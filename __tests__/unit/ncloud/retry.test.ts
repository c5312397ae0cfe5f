import { describe, expect, it } from "vitest";
import { Deadline } from "../../../src/ncloud/deadline.ts";
import { type FailureClass, type NcloudCode, NcloudError } from "../../../src/ncloud/errors.ts";
import type { NcloudNote } from "../../../src/ncloud/model.ts";
import {
  ATTEMPT_MS,
  backoff,
  MAX_WAIT_MS,
  readAttemptMs,
  retrying,
  THROTTLE_BASE_MS,
  TRANSIENT_BASE_MS,
  writeAttemptMs,
} from "../../../src/ncloud/retry.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

const most = (): number => 1;
const least = (): number => 0;

function failure(
  code: NcloudCode,
  failureClass: FailureClass,
  more: { status?: number; retryAfterMs?: number } = {},
): NcloudError {
  const { status, ...options } = more;
  return new NcloudError(
    code,
    failureClass,
    { operation: "GET /x", host: "h", ...(status === undefined ? {} : { status }) },
    options,
  );
}

describe("waits", () => {
  it.each([
    ["unsent", TRANSIENT_BASE_MS],
    ["uncertain", TRANSIENT_BASE_MS],
    ["throttled", THROTTLE_BASE_MS],
  ] as const)("%s begins at %s ms, doubles, and ends at the cap", (failureClass, base) => {
    const waits = Array.from({ length: 14 }, (_, index) => backoff(failureClass, index + 1, undefined, most));
    expect(waits.slice(0, 4)).toEqual([base, base * 2, base * 4, base * 8]);
    expect(waits.at(-1)).toBe(MAX_WAIT_MS);
  });

  it("has full jitter", () => {
    expect(backoff("throttled", 3, undefined, least)).toBe(0);
    expect(backoff("throttled", 3, undefined, () => 0.25)).toBe(THROTTLE_BASE_MS);
  });

  it("is drawn from no more than what is left", () => {
    expect(backoff("throttled", 5, undefined, most, 1_500)).toBe(1_500);
    expect(backoff("throttled", 5, undefined, () => 0.5, 1_500)).toBe(750);
  });

  it("is at least what Retry-After asks for, up to the cap", () => {
    expect(backoff("throttled", 1, 7_000, least)).toBe(7_000);
    expect(backoff("throttled", 4, 3_000, most)).toBe(8_000);
    expect(backoff("uncertain", 1, 3_600_000, least)).toBe(MAX_WAIT_MS);
    expect(backoff("throttled", 1, 7_000, least, 2_000)).toBe(7_000);
  });

  it("is none after the clock was put right", () => {
    expect(backoff("clock-corrected", 5, 9_000, most)).toBe(0);
  });
});

describe("time for one attempt", () => {
  it.each([
    [120_000, ATTEMPT_MS, ATTEMPT_MS],
    [15_000, 15_000, 10_000],
    [3_000, 3_000, 2_000],
  ])("with %s ms left: reads %s, writes %s", (left, read, write) => {
    const deadline = new Deadline(new VirtualClock(), left);
    expect([readAttemptMs(deadline), writeAttemptMs(deadline)]).toEqual([read, write]);
    deadline.release();
  });
});

describe("one write", () => {
  /** A write that takes `ms` and ends with its signal; what it was given, and when it ended. */
  async function write(ms: number, cancelAt?: number) {
    const clock = new VirtualClock();
    const deadline = new Deadline(clock, 60_000);
    let given = 0;
    const attempt = async (): Promise<string> => {
      given = writeAttemptMs(deadline);
      await clock.sleep(Math.min(ms, given), deadline.writesSignal);
      return deadline.writesSignal.aborted ? "aborted" : "ended";
    };
    const writing = attempt();
    if (cancelAt !== undefined) {
      await clock.sleep(cancelAt);
      deadline.cancel(5_000);
    }
    const result = await writing;
    const { passed } = clock;
    const over = deadline.over;
    deadline.release();
    return { given, result, passed, over };
  }

  it("has its time", async () => {
    expect(await write(2_000)).toEqual({ given: ATTEMPT_MS, result: "ended", passed: 2_000, over: false });
    expect(await write(90_000)).toEqual({ given: ATTEMPT_MS, result: "ended", passed: ATTEMPT_MS, over: false });
  });

  it("may end when the run is cancelled, but leaves half of the grace for two looks", async () => {
    expect(await write(3_000, 1_000)).toMatchObject({ result: "ended", passed: 3_000 });
    const held = await write(90_000, 1_000);
    expect(held).toMatchObject({ result: "aborted", over: false });
    expect(held.passed).toBe(1_000 + 5_000 / 2);
  });

  it("leaves no timer behind", async () => {
    const clock = new VirtualClock();
    const deadline = new Deadline(clock, 60_000);
    await clock.sleep(1_000);
    deadline.cancel(5_000);
    deadline.cancel(5_000);
    await clock.sleep(1_000);
    deadline.release();
    expect([clock.sleeping, clock.passed, deadline.writesSignal.aborted]).toEqual([0, 2_000, false]);
  });
});

describe("repeating reads", () => {
  interface Run {
    readonly clock: VirtualClock;
    readonly deadline: Deadline;
    readonly notes: NcloudNote[];
    /** Each attempt takes a second and then fails with the next error; after the last it succeeds. */
    read(...errors: readonly unknown[]): Promise<string>;
    attempts: number;
  }

  function run(totalMs: number, random = most): Run {
    const clock = new VirtualClock();
    const deadline = new Deadline(clock, totalMs);
    const notes: NcloudNote[] = [];
    const self: Run = {
      clock,
      deadline,
      notes,
      attempts: 0,
      async read(...errors) {
        const read = async ({ timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal }): Promise<string> => {
          const error = errors[self.attempts++];
          await clock.sleep(Math.min(1_000, timeoutMs), signal);
          if (signal.aborted) throw failure("deadline", "uncertain");
          if (error !== undefined) throw error;
          return "read";
        };
        const tell = (note: NcloudNote): void => void notes.push(note);
        try {
          return await retrying("GET /x", read, { deadline, random, tell });
        } finally {
          deadline.release();
        }
      },
    };
    return self;
  }

  it("tells nothing when the first attempt succeeds", async () => {
    const it = run(60_000);
    expect(await it.read()).toBe("read");
    expect([it.attempts, it.notes, it.clock.passed]).toEqual([1, [], 1_000]);
  });

  it.each(["throttled", "unsent", "uncertain", "clock-corrected"] as const)(
    "repeats what is %s",
    async (failureClass) => {
      const it = run(60_000);
      expect(await it.read(failure("server-error", failureClass), failure("server-error", failureClass))).toBe("read");
      expect(it.attempts).toBe(3);
    },
  );

  it.each(["refused", "unsent-for-good"] as const)("does not repeat what is %s", async (failureClass) => {
    const it = run(60_000);
    const error = failure("not-found", failureClass);
    await expect(it.read(error)).rejects.toBe(error);
    expect([it.attempts, it.notes]).toEqual([1, []]);
  });

  it("does not repeat what was sent elsewhere", async () => {
    const it = run(60_000);
    const error = failure("redirect-refused", "uncertain", { status: 302 });
    await expect(it.read(error)).rejects.toBe(error);
    expect(it.attempts).toBe(1);
  });

  it("does not repeat an error that is not NCP's", async () => {
    const it = run(60_000);
    const error = new TypeError("a mistake of ours");
    await expect(it.read(error)).rejects.toBe(error);
    expect(it.attempts).toBe(1);
  });

  it("tells each repeat once, and waits as long as it tells", async () => {
    const it = run(60_000);
    await it.read(
      failure("throttled", "throttled", { status: 429, retryAfterMs: 5_000 }),
      failure("connection-failed", "unsent"),
    );
    const told = { operation: "GET /x" };
    expect(it.notes).toStrictEqual([
      { code: "retrying", level: "info", facts: { ...told, attempt: 1, reason: "throttled", ms: 5_000, status: 429 } },
      { code: "retrying", level: "info", facts: { ...told, attempt: 2, reason: "connection-failed", ms: 100 } },
    ]);
    expect(it.clock.passed).toBe(3 * 1_000 + 5_000 + 100);
  });

  it("ends within the time, with the last error", async () => {
    const it = run(30_000, () => 0.5);
    const errors = Array.from({ length: 500 }, () => failure("server-error", "uncertain", { status: 500 }));
    await expect(it.read(...errors)).rejects.toMatchObject({ code: "server-error", facts: { status: 500 } });
    expect(it.clock.passed).toBeGreaterThan(20_000);
    expect(it.clock.passed).toBeLessThanOrEqual(30_000);
  });

  it("makes no pause shorter than one before it, however little time is left", async () => {
    const draws = [0.9, 0.1, 0.8, 0.01, 0.7, 0.3, 0.6, 0.02, 0.5];
    const it = run(30_000, () => draws.shift() ?? 0.01);
    const errors = Array.from({ length: 500 }, () => failure("throttled", "throttled", { status: 429 }));
    await expect(it.read(...errors)).rejects.toMatchObject({ code: "throttled" });
    const pauses = it.notes.map(({ facts }) => ("ms" in facts ? facts.ms : 0));
    expect(pauses.length).toBeGreaterThan(3);
    expect(pauses).toEqual(pauses.toSorted((a = 0, b = 0) => a - b));
  });

  it("does not wait for a Retry-After that ends after the run", async () => {
    const it = run(10_000);
    const error = failure("throttled", "throttled", { retryAfterMs: 9_500 });
    await expect(it.read(error)).rejects.toBe(error);
    expect(it.clock.passed).toBe(1_000);
  });

  it("keeps the error that says something when the end cuts the next attempt off", async () => {
    const it = run(1_500, least);
    const error = failure("endpoint-error", "uncertain");
    await expect(it.read(error)).rejects.toBe(error);
    expect([it.attempts, it.clock.passed]).toEqual([2, 1_500]);
  });

  it("keeps it as well when the attempt's own timer is first, which ends with the run", async () => {
    const deadline = new Deadline(new VirtualClock(), 10_000);
    const error = failure("server-error", "uncertain");
    const errors = [error, failure("attempt-timed-out", "uncertain")];
    const read = () => Promise.reject(errors.shift());
    await expect(retrying("GET /x", read, { deadline, random: least, tell: () => {} })).rejects.toBe(error);
    expect(errors).toEqual([]);
    deadline.release();
  });

  it.each([
    [false, "deadline"],
    [true, "cancelled"],
  ])("cancelled: %s, and nothing but the time failed: %s", async (cancelled, code) => {
    const it = run(500);
    if (cancelled) it.deadline.cancel(400);
    await expect(it.read()).rejects.toMatchObject({ code, failureClass: "uncertain", facts: { operation: "GET /x" } });
  });

  it("does not begin when the time is over", async () => {
    const it = run(0);
    await expect(it.read()).rejects.toMatchObject({ code: "deadline", failureClass: "unsent" });
    expect(it.attempts).toBe(0);
  });

  it("wakes from a wait when the run is cancelled, and reads on within the grace", async () => {
    const it = run(60_000);
    const reading = it.read(failure("throttled", "throttled", { retryAfterMs: 15_000 }));
    await it.clock.sleep(3_000);
    it.deadline.cancel(5_000);
    expect(await reading).toBe("read");
    expect(it.clock.passed).toBe(4_000);
  });
});
