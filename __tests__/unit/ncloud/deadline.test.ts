import { describe, expect, it } from "vitest";
import { Deadline } from "../../../src/ncloud/deadline.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

describe("the deadline", () => {
  it("is over when its time has passed, and says so to everything on the network", async () => {
    const clock = new VirtualClock();
    const deadline = new Deadline(clock, 10_000);
    await clock.sleep(4_000);
    expect([deadline.remainingMs, deadline.over, deadline.mayWrite]).toEqual([6_000, false, true]);
    await clock.sleep(6_001);
    expect([deadline.remainingMs, deadline.over, deadline.mayWrite]).toEqual([0, true, false]);
    expect([deadline.signal.aborted, deadline.writesSignal.aborted]).toEqual([true, true]);
  });

  it("cuts sleeps at its end", async () => {
    const clock = new VirtualClock();
    const deadline = new Deadline(clock, 1_000);
    await deadline.sleep(5_000);
    expect(clock.passed).toBe(1_000);
    const sleeping = deadline.sleep(5_000);
    expect(clock.sleeping).toBe(0);
    await sleeping;
    expect(clock.passed).toBe(1_000);
  });

  it("forbids writes and comes nearer when the run is cancelled", async () => {
    const clock = new VirtualClock();
    const deadline = new Deadline(clock, 60_000);
    const sleeping = deadline.sleep(30_000);
    await clock.sleep(2_000);
    deadline.cancel(5_000);
    await sleeping;
    expect(clock.passed).toBe(2_000);
    expect([deadline.cancelled, deadline.mayWrite, deadline.over, deadline.remainingMs]).toEqual([
      true,
      false,
      false,
      5_000,
    ]);
    await deadline.sleep(1_000); // reads may still wait for each other
    expect(clock.passed).toBe(3_000);
    expect(deadline.writesSignal.aborted).toBe(false);
    await deadline.sleep(60_000);
    expect([clock.passed, deadline.over, deadline.writesSignal.aborted]).toEqual([7_000, true, true]);
    expect(deadline.signal.aborted).toBe(true);
  });

  it("lets a sleeper be woken", async () => {
    const clock = new VirtualClock();
    const deadline = new Deadline(clock, 60_000);
    const waker = new AbortController();
    const sleeping = deadline.sleep(30_000, waker.signal);
    await clock.sleep(2_000);
    waker.abort();
    await sleeping;
    expect(clock.passed).toBe(2_000);
    deadline.release();
  });

  it("is not put off by a second cancellation, nor by a late one", async () => {
    const clock = new VirtualClock();
    const deadline = new Deadline(clock, 3_000);
    deadline.cancel(5_000);
    expect(deadline.remainingMs).toBe(3_000);
    await clock.sleep(1_000);
    deadline.cancel(5_000);
    expect(deadline.remainingMs).toBe(2_000);
    deadline.release();
  });

  it.each([true, false])("never fires and holds nobody up once it is released (cancelled %s)", async (cancelled) => {
    const clock = new VirtualClock();
    const deadline = new Deadline(clock, 1_000);
    if (cancelled) deadline.cancel(500);
    deadline.release();
    expect(clock.sleeping).toBe(0);
    await clock.sleep(5_000);
    expect([deadline.signal.aborted, deadline.writesSignal.aborted]).toEqual([false, false]);
  });
});
