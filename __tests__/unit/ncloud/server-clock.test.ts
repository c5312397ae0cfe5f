/** What a reply's `Date` says about our clock, by hand: the wall clock can be set at any moment, the other one cannot. */
import { describe, expect, it } from "vitest";
import type { NcloudNote } from "../../../src/ncloud/model.ts";
import { ServerClock } from "../../../src/ncloud/server-clock.ts";

const TRUE = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;

/** Our wall clock is `ahead`; the machine has been up for a while. */
function clocks(ahead: number) {
  const time = { passed: 50_000, ahead };
  const notes: NcloudNote[] = [];
  const clock = {
    now: () => TRUE + time.passed + time.ahead,
    monotonic: () => time.passed,
    sleep: () => Promise.resolve(),
  };
  return {
    time,
    notes,
    clock: new ServerClock(clock, (note) => void notes.push(note)),
    server: () => TRUE + time.passed,
  };
}

describe("a clock that is off", () => {
  it.each([HOUR, -HOUR, 120_001])("by %i ms is corrected once, and told as a warning", (ahead) => {
    const { time, notes, clock, server } = clocks(ahead);
    const signed = clock.stamp();
    expect(signed).toEqual({ timestamp: server() + ahead, corrections: 0, at: 50_000 });
    time.passed += 700;
    expect(clock.aheadOf(server(), signed)).toBe(ahead);
    expect(clock.judge(server(), signed)).toBe("corrected");
    expect(notes).toEqual([{ code: "clock-corrected", level: "warning", facts: { ms: ahead } }]);
    time.passed += 5_000;
    expect(clock.stamp()).toEqual({ timestamp: server(), corrections: 1, at: 55_700 });
    // Another request that was signed beside it.
    expect(clock.judge(server(), signed)).toBe("corrected");
    expect(notes).toHaveLength(1);
  });

  it("by up to two minutes is right, and so is one of which nobody knows", () => {
    const { notes, clock, server } = clocks(120_000);
    expect(clock.judge(server(), clock.stamp())).toBe("right");
    expect(clock.judge(undefined, clock.stamp())).toBe("right");
    expect(notes).toEqual([]);
  });

  it("by more than a day is wrong, and stays as it is", () => {
    const { clock, server } = clocks(24 * HOUR + 1);
    expect(clock.judge(server(), clock.stamp())).toBe("wrong");
    expect(clock.stamp().corrections).toBe(0);
    const day = clocks(24 * HOUR);
    expect(day.clock.judge(day.server(), day.clock.stamp())).toBe("corrected");
  });

  it("and set right meanwhile is told by how much it was off, else by how much it is", () => {
    const right = clocks(HOUR);
    const signed = right.clock.stamp();
    right.time.ahead = 120_000;
    right.clock.judge(right.server(), signed);
    expect(right.notes).toMatchObject([{ facts: { ms: HOUR } }]);

    const other = clocks(HOUR);
    const before = other.clock.stamp();
    other.time.ahead = 2 * HOUR;
    other.clock.judge(other.server(), before);
    expect(other.notes).toMatchObject([{ facts: { ms: 2 * HOUR } }]);
  });
});

it("a server whose time is another one each time is followed three times", () => {
  const { clock, server } = clocks(0);
  const judged = [1, 2, 3, 4].map((n) => clock.judge(server() + n * HOUR, clock.stamp()));
  expect(judged).toEqual(["corrected", "corrected", "corrected", "right"]);
});
