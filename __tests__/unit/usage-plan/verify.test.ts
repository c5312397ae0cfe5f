/** Accepted writes are read until they show, or until the time is over. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { factsOf } from "../facts.ts";
import { STAGE } from "./scenario.ts";
import {
  BEFORE,
  DETACH_OPERATION,
  detached,
  detachGold,
  only,
  problemOf,
  READ,
  reads,
  TARGET,
  verdictOf,
  verdicts,
  WRITE,
  writes,
} from "./steps.ts";
import { byIds, GOLD, INTERNAL, MONTHLY, Scene, sentAt, TRIAL } from "./virtual.ts";

const times = (requests: readonly string[]) => requests.slice(2).map((request) => Number.parseFloat(request));
const AFTER = [TRIAL, MONTHLY];

describe("reads that come late", () => {
  it("are waited for, twice as long each time", async () => {
    const scene = new Scene({ accepted: { status: 202, applied: { afterMs: 3_000 } } });
    const played = await detachGold(scene);
    expect(played.requests).toEqual([
      READ,
      WRITE,
      READ,
      "200 stage-plans",
      "600 stage-plans",
      "1400 stage-plans",
      "3000 stage-plans",
    ]);
    expect(played.outcomes).toEqual([{ ...detached(0), after: AFTER }]);
    expect(played.notes.filter(({ code }) => code === "still-there")).toEqual(
      [200, 400, 800, 1_600].map((ms) => ({
        code: "still-there",
        level: "info",
        facts: { plan: GOLD.name, count: 1, ms },
      })),
    );
    expect(played.notesOf("verified")).toEqual([{ stage: STAGE.name, count: 1 }]);
  });

  it("but never longer than five seconds at a time", async () => {
    const scene = new Scene({ accepted: { applied: { afterMs: 25_000 } } });
    const played = await detachGold(scene);
    expect(times(played.requests)).toEqual([0, 200, 600, 1_400, 3_000, 6_200, 11_200, 16_200, 21_200, 26_200]);
    expect(verdictOf(played)).toBe("detached");
  });

  it("from one replica of two are waited for as well; one read that shows it is enough, since it was accepted", async () => {
    const played = await detachGold(new Scene({ reads: { lagsMs: [2_000, 0] } }));
    expect(times(played.requests)).toEqual([0, 200]);
    expect(verdictOf(played)).toBe("detached");
  });
});

/** The request that may have been carried out: its path says where to look. */
const SENT = { operation: DETACH_OPERATION, stage: TARGET.stage.name };

describe("an accepted write that never shows", () => {
  it("is unknown when the time is over", async () => {
    const played = await detachGold(new Scene({ accepted: { applied: "never" } }), { timeout: 10_000 });
    expect(times(played.requests)).toEqual([0, 200, 600, 1_400, 3_000, 6_200, 8_100, 9_050, 9_525, 9_762.5, 9_962.5]);
    expect(played.notesOf("still-there").at(-1)).toEqual({ plan: GOLD.name, count: 1, ms: 37.5 });
    expect(played.took).toBe(10_000);
    expect(played.outcomes).toEqual([
      {
        target: TARGET,
        changed: true,
        sentAt: sentAt(0),
        before: BEFORE,
        after: BEFORE,
        verdict: "unknown",
        problem: { code: "still-attached", facts: { ...SENT, plan: GOLD.name, sentAt: sentAt(0) }, causes: [] },
      },
    ]);
    expect(played.notesOf("verified")).toEqual([]);
  });

  it("is looked for to the end of a cancelled run's grace", async () => {
    const scene = new Scene({ accepted: { applied: { afterMs: 14_000 } } });
    const played = await detachGold(scene, { acts: [{ ms: 10_000, do: "cancel" }] });
    expect(times(played.requests).slice(-5)).toEqual([6_200, 10_000, 12_500, 13_750, 14_375]);
    expect(verdictOf(played)).toBe("detached");
  });

  it("is unknown when a cancelled run has no time left, and the last read is cut off", async () => {
    const played = await detachGold(new Scene({ accepted: { applied: "never" } }), {
      faults: [reads({ kind: "hold" }, 4, "all")],
      acts: [{ ms: 300, do: "cancel" }],
    });
    // Woken by the cancellation, it reads at once, and waits for that reply.
    expect(times(played.requests)).toEqual([0, 200, 300]);
    expect(played.took).toBe(5_300);
    expect(problemOf(played)).toEqual({
      code: "still-attached",
      facts: {
        ...SENT,
        plan: GOLD.name,
        stage: STAGE.name,
        sentAt: sentAt(0),
      },
      causes: ["simulated: aborted"],
    });
  });

  it("is unknown when the last read is cut off by the time limit", async () => {
    const played = await detachGold(new Scene({ accepted: { applied: "never" } }), {
      faults: [reads({ kind: "hold" }, 3, "all")],
      timeout: 10_000,
    });
    expect(times(played.requests)).toEqual([0, 200]);
    expect(verdictOf(played)).toBe("unknown still-attached");
    expect(only(played.outcomes).after).toEqual(BEFORE);
  });
});

describe("a stage that cannot be read after the write", () => {
  it("leaves it unknown, and says why", async () => {
    const played = await detachGold(new Scene(), {
      faults: [reads({ kind: "reply", status: 403, message: "no" }, 2, "all")],
    });
    // Repeated until the time is up: a failed look says nothing about the write.
    expect(times(played.requests).slice(0, 5)).toEqual([0, 200, 600, 1_400, 3_000]);
    expect(played.took).toBe(120_000);
    expect(played.outcomes).toEqual([
      {
        target: TARGET,
        changed: true,
        sentAt: sentAt(0),
        before: BEFORE,
        verdict: "unknown",
        problem: {
          code: "not-verified",
          facts: {
            ...SENT,
            host: "127.0.0.1",
            status: 403,
            ncpCode: "230",
            ncpMessage: "no",
            plan: GOLD.name,
            stage: STAGE.name,
            sentAt: sentAt(0),
            reason: "forbidden",
          },
          causes: [],
        },
      },
    ]);
    expect(played.notes.map(({ code }) => code)).toEqual([
      "observed",
      "writing",
      "accepted",
      ...played.notesOf("retrying").map(() => "retrying"),
    ]);
  });

  it("is told as such even when an earlier read showed the old state", async () => {
    const played = await detachGold(new Scene({ accepted: { applied: "never" } }), {
      faults: [reads({ kind: "reply", status: 403 }, 3, "all")],
    });
    expect(times(played.requests).slice(0, 4)).toEqual([0, 200, 600, 1_400]);
    expect(verdictOf(played)).toBe("unknown not-verified");
    expect(only(played.outcomes).after).toEqual(BEFORE);
  });

  it("in time is not verified: nothing showed that the plan is still there", async () => {
    const played = await detachGold(new Scene(), { faults: [reads({ kind: "hold" }, 2, "all")], timeout: 5_000 });
    expect(played.took).toBe(5_000);
    expect(verdictOf(played)).toBe("unknown not-verified");
    expect(factsOf(problemOf(played)).reason).toBe("deadline");
    expect(problemOf(played)?.causes).toEqual(["simulated: aborted"]);
    expect(only(played.outcomes).after).toBeUndefined();
  });

  it("by a defect of ours claims nothing", async () => {
    let looks = 0;
    const played = await new Scene().play((run) => {
      const stagePlans: typeof run.gateway.stagePlans = async (at) => {
        if (++looks === 2) throw new TypeError("z is no iterable");
        return run.gateway.stagePlans(at);
      };
      return detach({ ...run, gateway: { ...run.gateway, stagePlans } }, byIds(GOLD));
    });
    expect(verdictOf(played)).toBe("unknown internal-error");
    expect(only(played.outcomes).changed).toBe(true);
    expect(problemOf(played)?.causes).toEqual(["z is no iterable"]);
  });
});

describe("several plans of a stage", () => {
  it("are waited for together, and only for those that do not show yet", async () => {
    const played = await new Scene({ reads: { lagsMs: [500] } }).play((run) => detach(run, byIds(GOLD, TRIAL)), {
      acts: [
        { after: "write", nth: 1, ms: 100, do: (emulator, now) => emulator.attach(STAGE.id, GOLD.id, now) },
        { ms: 1_000, do: (emulator, now) => emulator.detach(STAGE.id, GOLD.id, now) },
      ],
    });
    expect(played.notesOf("still-there")).toEqual([
      { plan: GOLD.name, count: 2, ms: 200 },
      { plan: GOLD.name, count: 2, ms: 400 },
      { plan: GOLD.name, count: 1, ms: 800 },
      { plan: GOLD.name, count: 1, ms: 1_600 },
    ]);
    expect(verdicts(played)).toEqual(["detached", "detached"]);
    expect(played.notesOf("verified")).toEqual([{ stage: STAGE.name, count: 2 }]);
  });

  it("end one by one: what showed is verified, what did not is unknown", async () => {
    const played = await new Scene().play((run) => detach(run, byIds(GOLD, TRIAL)), {
      timeout: 3_000,
      acts: [{ after: "write", nth: 2, do: (emulator, now) => emulator.attach(STAGE.id, GOLD.id, now) }],
    });
    expect(verdicts(played)).toEqual(["unknown still-attached", "detached"]);
    expect(played.notesOf("verified")).toEqual([{ stage: STAGE.name, count: 1 }]);
  });

  it("count among the verified those that reads had confirmed before", async () => {
    const played = await new Scene().play((run) => detach(run, byIds(TRIAL, GOLD, MONTHLY, INTERNAL)), {
      acts: [{ do: (emulator, now) => emulator.attach(STAGE.id, INTERNAL.id, now) }],
      delays: { connectMs: 1, upMs: 0, downMs: 0 },
      faults: [writes({ kind: "reset", apply: "at-once" }, 2), writes({ kind: "reply", status: 403 }, 3, "all")],
    });
    expect(verdicts(played)).toEqual(["detached", "detached", "failed forbidden", "failed forbidden"]);
    expect(played.notesOf("verified")).toEqual([{ stage: STAGE.name, count: 2 }]);
  });
});
