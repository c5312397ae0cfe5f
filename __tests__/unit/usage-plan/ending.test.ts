/** The end that comes from outside: a cancelled run, and the time limit, at each point of a write. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { resolve } from "../../../src/usage-plan/resolve.ts";
import type { Selection } from "../../../src/usage-plan/types.ts";
import { factsOf } from "../facts.ts";
import { ids, names, STAGE } from "./scenario.ts";
import {
  BEFORE,
  DETACH_OPERATION,
  detachGold,
  only,
  problemOf,
  READ,
  reads,
  reply,
  STAGE_URL,
  TARGET,
  verdictOf,
  verdicts,
  WRITE,
  writes,
  writesOf,
} from "./steps.ts";
import { AT, byIds, GOLD, MONTHLY, type Play, Scene, sentAt, TRIAL, UNUSED } from "./virtual.ts";

describe("cancelled", () => {
  it("before anything: nothing is sent", async () => {
    const played = await detachGold(new Scene(), {
      acts: [{ do: "cancel" }],
      delays: { connectMs: 9, upMs: 9, downMs: 9 },
    });
    // The read was on its way already; no write follows it.
    expect(played.requests).toEqual([READ]);
    expect(played.outcomes).toEqual([
      {
        target: TARGET,
        verdict: "failed",
        changed: false,
        before: BEFORE,
        problem: { code: "cancelled", facts: { operation: DETACH_OPERATION }, causes: [] },
      },
    ]);
  });

  it("while it waits to write again: woken at once, nothing written, and why it waited is told", async () => {
    const played = await detachGold(new Scene(), {
      faults: [writes(reply(429, { retryAfter: 19 }), 1, "all")],
      acts: [{ ms: 2_000, do: "cancel" }],
    });
    expect(played.requests).toEqual([READ, WRITE]);
    expect(played.took).toBe(2_000);
    expect(problemOf(played)).toEqual({
      code: "cancelled",
      facts: { operation: DETACH_OPERATION },
      causes: [`throttled: ${DETACH_OPERATION}`],
    });
  });

  it("with a write in flight: it may finish, and is verified", async () => {
    const played = await detachGold(new Scene({ latencyMs: 1_000 }), { acts: [{ ms: 1_500, do: "cancel" }] });
    expect(played.requests).toEqual([READ, `1000 detach ${GOLD.id}`, "2000 stage-plans"]);
    expect(verdictOf(played)).toBe("detached");
    expect(played.took).toBe(3_000);
  });

  it("with an uncertain write: reconciled by reading for the five seconds that are left, never written again", async () => {
    const scene = new Scene();
    const played = await detachGold(scene, {
      faults: [writes(reply(500), 1, "all")],
      acts: [{ ms: 100, do: "cancel" }],
    });
    expect(writesOf(played)).toEqual([WRITE]);
    expect(verdictOf(played)).toBe("unknown write-uncertain");
    expect(only(played.outcomes).changed).toBe(true);
    expect(played.took).toBeLessThanOrEqual(5_100);
  });

  it("with an uncertain write that was carried out: detached, as two reads say", async () => {
    const played = await detachGold(new Scene(), {
      faults: [writes({ kind: "latency", ms: 60_000 })],
      acts: [{ ms: 100, do: "cancel" }],
    });
    // Of the five seconds the write gets one half, and the looks the other.
    expect(played.took).toBeCloseTo(100 + 5_000 / 2 + 1_000, 0);
    expect(verdictOf(played)).toBe("detached");
    const sooner = await detachGold(new Scene(), {
      faults: [writes({ kind: "reset", apply: "at-once" })],
      acts: [{ ms: 100, do: "cancel" }],
    });
    expect(sooner.requests).toEqual([READ, WRITE, READ, "1000 stage-plans", `1000 plan-stages ${GOLD.id}`]);
    expect(verdictOf(sooner)).toBe("detached");
  });

  it("between two plans of a stage: what was written is verified, the rest is not begun", async () => {
    const scene = new Scene({ latencyMs: 100 });
    const played = await scene.play((run) => detach(run, byIds(TRIAL, GOLD, MONTHLY)), {
      acts: [{ after: "write", ms: 50, do: "cancel" }],
    });
    expect(played.requests).toEqual([READ, `100 detach ${TRIAL.id}`, "200 stage-plans"]);
    expect(verdicts(played)).toEqual(["detached", "failed cancelled", "failed cancelled"]);
    expect(scene.on()).toEqual([GOLD.id, MONTHLY.id]);
  });
});

describe("cancelled before the first write", () => {
  const slow = () => new Scene({ latencyMs: 1_000 });
  const writeGold = (play: Play) => detachGold(slow(), play);

  it.each([
    ["while the stages of the plans are read", 500],
    ["on the way down the tree", 1_500],
  ])("%s: nothing is written, and every target says so", async (_, ms) => {
    const named: Selection = {
      product: ids(AT.product.id),
      api: ids(AT.api.id),
      stage: names(AT.stage.name),
      plan: ids(GOLD.id, UNUSED.id),
    };
    const played = await slow().play(async (run) => detach(run, await resolve(run, named)), {
      acts: [{ ms, do: "cancel" }],
    });
    expect(writesOf(played)).toEqual([]);
    expect(verdicts(played).filter((verdict) => verdict !== "failed cancelled")).toEqual([]);
    expect(played.outcomes.every(({ changed }) => !changed)).toBe(true);
  });

  it("while the keys are read: they are read to the end of the five seconds, and nothing is written", async () => {
    const played = await writeGold({
      acts: [{ ms: 1_500, do: "cancel" }],
      run: { lookAtKeys: true, maxAffectedApiKeys: 9 },
    });
    expect(writesOf(played)).toEqual([]);
    expect(verdictOf(played)).toBe("failed cancelled");
    expect(played.took).toBe(2_000);
    const held = await writeGold({
      faults: [{ on: "subscriptions", do: { kind: "hold" } }],
      acts: [{ ms: 1_500, do: "cancel" }],
      run: { lookAtKeys: true, maxAffectedApiKeys: 9 },
    });
    expect(held.took).toBe(6_500);
    expect(verdictOf(held)).toBe("failed api-keys-unreadable");
    expect(factsOf(problemOf(held)).reason).toBe("cancelled");
  });

  it("while a wrong id is looked for: what is known by then is told", async () => {
    const wrong = await slow().play(
      (run) =>
        detach(run, [
          { at: { ...AT, stage: { id: "sxxxxxxxxx" } }, plans: [{ plan: { id: GOLD.id }, exists: false }] },
        ]),
      { acts: [{ ms: 1_500, do: "cancel" }] },
    );
    expect(verdictOf(wrong)).toBe("failed stage-not-found");
  });

  it("while a plan that is not on the stage is looked up: one look proves nothing", async () => {
    const played = await slow().play((run) => detach(run, byIds(UNUSED)), { acts: [{ ms: 1_500, do: "cancel" }] });
    expect(verdictOf(played)).toBe("failed cancelled");
  });
});

describe("the time is over", () => {
  it("while the keys are read: failed, nothing written", async () => {
    const played = await detachGold(new Scene(), {
      faults: [{ on: "subscriptions", do: { kind: "hold" } }],
      timeout: 10_000,
      run: { lookAtKeys: true },
    });
    expect(played.took).toBe(10_000);
    expect(writesOf(played)).toEqual([]);
    expect(verdictOf(played)).toBe("failed deadline");
  });

  it("while the stage is observed: failed, nothing written", async () => {
    const played = await detachGold(new Scene(), { faults: [reads({ kind: "hold" }, 1, "all")], timeout: 20_000 });
    expect(played.took).toBe(20_000);
    expect(played.requests[0]).toBe(READ);
    expect(played.requests.every((request) => request.endsWith("stage-plans"))).toBe(true);
    expect(verdictOf(played)).toBe("failed attempt-timed-out");
  });

  it("with a write in flight: two thirds of the time for it, the rest to find out what became of it", async () => {
    const played = await detachGold(new Scene(), {
      faults: [writes({ kind: "hold", apply: "at-once" })],
      timeout: 6_000,
    });
    expect(played.requests).toEqual([
      READ,
      WRITE,
      "4000 stage-plans",
      "5000 stage-plans",
      `5000 plan-stages ${GOLD.id}`,
    ]);
    expect(verdictOf(played)).toBe("detached");
    expect(problemOf(played)).toBeUndefined();
  });

  it("with nothing but silence after the write: unknown, in time", async () => {
    const played = await detachGold(new Scene(), {
      faults: [writes({ kind: "hold" }, 1, "all"), reads({ kind: "hold" }, 2, "all")],
      timeout: 6_000,
    });
    expect(played.requests).toEqual([READ, WRITE, "4000 stage-plans"]);
    expect(played.took).toBe(6_000);
    expect(problemOf(played)).toEqual({
      code: "write-uncertain",
      facts: {
        operation: DETACH_OPERATION,
        plan: GOLD.name,
        stage: STAGE.name,
        sentAt: sentAt(0),
        reason: "attempt-timed-out",
        looked: true,
      },
      causes: ["simulated: timeout", `deadline: GET ${STAGE_URL}/usage-plans`, "simulated: aborted"],
    });
  });
});
