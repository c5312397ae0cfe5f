/** "One write" of docs/architecture.md: an uncertain write is looked at, and hardly ever written again. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { STAGE } from "./scenario.ts";
import {
  BEFORE,
  DETACH_OPERATION,
  detached,
  detachGold,
  only,
  READ,
  reads,
  reply,
  STAGE_URL,
  TARGET,
  verdictOf,
  WRITE,
  writes,
  writesOf,
} from "./steps.ts";
import { AT, GOLD, MONTHLY, type Play, Scene, sentAt, TRIAL } from "./virtual.ts";

describe("uncertain", () => {
  const APPLIED: [string, Play][] = [
    ["500", { faults: [writes(reply(500, { apply: "at-once" }))] }],
    ["503", { faults: [writes(reply(503, { apply: "at-once" }))] }],
    ["504", { faults: [writes(reply(504, { apply: "at-once" }))] }],
    ["302", { faults: [writes({ kind: "redirect", apply: "at-once" })] }],
    ["reset", { faults: [writes({ kind: "reset", apply: "at-once" })] }],
    ["half a reply", { faults: [writes({ kind: "half" })] }],
    ["not HTTP", { faults: [writes({ kind: "garbage", apply: "at-once" })] }],
  ];
  it.each(APPLIED)("%s, carried out: gone on two reads, 300 ms apart, and no second write", async (_, play) => {
    const scene = new Scene();
    const played = await detachGold(scene, play);
    expect(played.requests).toEqual([READ, WRITE, READ, "300 stage-plans"]);
    expect(played.outcomes).toEqual([detached(0)]);
    expect(played.notes.map(({ code }) => code)).toEqual(["observed", "writing", "reconciling"]);
  });

  it("says why it reads, with the status where there was one", async () => {
    const status = await detachGold(new Scene(), { faults: [writes(reply(504, { apply: "at-once" }))] });
    expect(status.notes.filter(({ code }) => code === "reconciling")).toEqual([
      {
        code: "reconciling",
        level: "info",
        facts: { operation: DETACH_OPERATION, reason: "endpoint-timeout", status: 504 },
      },
    ]);
    const lost = await detachGold(new Scene(), { wire: [{ on: "writes", kind: "lost-before" }] });
    expect(lost.notesOf("reconciling")).toEqual([{ operation: DETACH_OPERATION, reason: "connection-lost" }]);
  });

  it.each([
    [0, 1_000],
    [0.5, 1_500],
    [0.999, 1_999],
  ])(
    "not carried out: still there on two reads with a pause (random %f) between, then written again",
    async (random, ms) => {
      const played = await detachGold(new Scene(), { faults: [writes(reply(500))], random });
      expect(played.requests).toEqual([
        READ,
        WRITE,
        READ,
        `${ms} stage-plans`,
        `${ms} detach ${GOLD.id}`,
        `${ms} stage-plans`,
      ]);
      expect(played.outcomes).toEqual([{ ...detached(ms), after: [TRIAL, MONTHLY] }]);
    },
  );

  it("waits longer before every further write: a back end that is down for minutes is not hammered", async () => {
    const play = { faults: [writes(reply(503), 1, "all")], timeout: 120_000, random: 0.999 };
    const played = await detachGold(new Scene(), play);
    const times = writesOf(played).map((request) => Number.parseInt(request, 10));
    const pauses = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1_000));
    expect(pauses.slice(0, 5)).toEqual([2, 4, 8, 10, 10]);
    expect(verdictOf(played)).toBe("unknown write-uncertain");
  });

  it("again and again not carried out: the same care every time, and none so near the end that a pause has no room", async () => {
    const played = await detachGold(new Scene(), { faults: [writes(reply(500), 1, "all")], timeout: 5_000 });
    expect(played.requests).toEqual([
      READ,
      WRITE,
      READ,
      "1250 stage-plans", // a quarter of what is left
      `1250 detach ${GOLD.id}`,
      "1250 stage-plans",
      "2187.5 stage-plans", // less than a second later
      "2890.625 stage-plans",
      "3417.96875 stage-plans",
      "3813.4765625 stage-plans",
    ]);
    expect(verdictOf(played)).toBe("unknown write-uncertain");
    expect(only(played.outcomes).sentAt).toBe(sentAt(1_250));
  });

  it("replicas that disagree to the end: looked at now and then, not ever faster", async () => {
    const scene = new Scene({ reads: { lagsMs: [0, 90_000] } });
    const played = await detachGold(scene, { faults: [writes(reply(500, { apply: "at-once" }))], timeout: 1_000 });
    expect(played.requests.slice(2).map((request) => Number.parseFloat(request))).toEqual([
      0, 250, 437.5, 578.125, 683.59375, 762.6953125, 822.021484375, 872.021484375, 922.021484375, 972.021484375,
    ]);
    expect(played.took).toBe(1_000);
    expect(verdictOf(played)).toBe("unknown attached-again");
  });

  it("gone, then there again on a stale replica: never written again, and detached when all agree", async () => {
    const scene = new Scene({ reads: { lagsMs: [0, 4_000] } });
    const played = await detachGold(scene, { faults: [writes(reply(500, { apply: "at-once" }))] });
    expect(played.requests).toEqual([
      READ,
      WRITE,
      READ, // gone
      "300 stage-plans", // there
      "1800 stage-plans", // gone
      "2100 stage-plans", // there
      "3600 stage-plans", // gone
      "3900 stage-plans", // there
      "5400 stage-plans", // gone
      "5700 stage-plans", // gone
    ]);
    expect(played.outcomes).toEqual([detached(0)]);
  });

  it("gone once, then attached again by somebody: theirs stays, and nobody is told that it is off", async () => {
    const scene = new Scene();
    const played = await detachGold(scene, {
      faults: [writes(reply(500, { apply: "at-once" }))],
      acts: [{ after: "reply", nth: 3, do: (emulator, now) => emulator.attach(STAGE.id, GOLD.id, now) }],
    });
    expect(played.requests).toEqual([
      READ,
      WRITE,
      READ, // gone
      "300 stage-plans", // there, and from here on
      "1800 stage-plans",
      "4800 stage-plans",
      "10800 stage-plans",
      "18300 stage-plans",
    ]);
    expect(played.outcomes).toEqual([
      {
        target: TARGET,
        verdict: "unknown",
        changed: true,
        before: BEFORE,
        sentAt: sentAt(0),
        problem: {
          code: "attached-again",
          facts: {
            stage: STAGE.name,
            plan: GOLD.name,
            operation: DETACH_OPERATION,
            sentAt: sentAt(0),
            reason: "server-error",
            status: 500,
          },
          causes: [],
        },
      },
    ]);
    expect(scene.on()).toEqual([TRIAL.id, MONTHLY.id, GOLD.id]);
  });

  it("gone once, attached again, and no time left to look five times: the same", async () => {
    const played = await detachGold(new Scene(), {
      faults: [writes(reply(500, { apply: "at-once" }))],
      acts: [{ after: "reply", nth: 3, do: (emulator, now) => emulator.attach(STAGE.id, GOLD.id, now) }],
      timeout: 1_000,
    });
    expect(writesOf(played)).toEqual([WRITE]);
    expect(verdictOf(played)).toBe("unknown attached-again");
    expect(played.took).toBeLessThanOrEqual(1_000);
  });

  it.each([
    ["gone at the only look", "at-once", 40, [0]],
    ["there at every look", "no", 100, [0, 50]],
  ] as const)("no time to be sure, %s: unknown", async (_, apply, timeout, looks) => {
    const played = await detachGold(new Scene(), { faults: [writes(reply(500, { apply }))], timeout });
    expect(played.requests).toEqual([READ, WRITE, ...looks.map((at) => `${at} stage-plans`)]);
    expect(verdictOf(played)).toBe("unknown write-uncertain");
    expect(played.took).toBe(timeout);
  });

  it("lands after the second look: the second write comes too late to matter, and both are told as one", async () => {
    const scene = new Scene({ detachOfAbsent: 400 });
    const played = await detachGold(scene, { faults: [writes(reply(504, { apply: { afterMs: 1_400 } }))] });
    expect(played.requests).toEqual([READ, WRITE, READ, "1500 stage-plans", "1800 stage-plans"]);
    expect(played.outcomes).toEqual([detached(0)]);
  });

  describe("before a second write, the stage must be as it was first observed", () => {
    const meanwhile = (act: NonNullable<Play["acts"]>[number]["do"]): Play => ({
      faults: [writes(reply(500), 1, "all")],
      acts: [{ after: "write", do: act }],
      timeout: 20_000,
    });
    const CHANGED: [string, Play][] = [
      ["renamed", meanwhile((emulator, now) => emulator.rename(GOLD.id, "Partner Platinum", now))],
      ["another rate", meanwhile(({ store }) => setRow(store, { rateRps: 201 }))],
      ["another day quota", meanwhile(({ store }) => setRow(store, { dayQuotaRequest: 1 }))],
      ["another month quota", meanwhile(({ store }) => setRow(store, { monthQuotaRequest: 1 }))],
      [
        "taken off and put back",
        meanwhile((emulator, now) => {
          emulator.detach(STAGE.id, GOLD.id, now);
          emulator.attach(STAGE.id, GOLD.id, now);
        }),
      ],
    ];
    it.each(CHANGED)("%s: stage-changed, and no second write", async (_, play) => {
      const played = await detachGold(new Scene(), play);
      expect(played.requests).toEqual([READ, WRITE, READ, "1500 stage-plans"]);
      expect(played.outcomes).toEqual([
        {
          target: TARGET,
          verdict: "unknown",
          changed: true,
          before: BEFORE,
          sentAt: sentAt(0),
          problem: {
            code: "stage-changed",
            facts: {
              stage: STAGE.name,
              plan: GOLD.name,
              operation: DETACH_OPERATION,
              sentAt: sentAt(0),
              reason: "server-error",
              status: 500,
            },
            causes: [],
          },
        },
      ]);
    });

    it("what others do to its neighbours is no reason to stop", async () => {
      const scene = new Scene();
      const played = await detachGold(scene, {
        faults: [writes(reply(500))],
        acts: [
          {
            after: "write",
            do: (emulator, now) => {
              emulator.detach(STAGE.id, TRIAL.id, now);
              emulator.attach(STAGE.id, "u8x3w0e6mf", now);
              emulator.rename(MONTHLY.id, "other", now);
            },
          },
        ],
      });
      expect(writesOf(played)).toEqual([WRITE, `1500 detach ${GOLD.id}`]);
      expect(verdictOf(played)).toBe("detached");
    });

    it("by names the stage was not observed: the plan's being there is all there is to compare", async () => {
      const scene = new Scene();
      const work = [{ at: AT, plans: [{ plan: GOLD, exists: true }], attached: new Set([GOLD.id]) }];
      const played = await scene.play((run) => detach(run, work), {
        faults: [writes(reply(500))],
        acts: [{ after: "write", do: (emulator, now) => emulator.rename(GOLD.id, "Partner Platinum", now) }],
      });
      expect(played.requests).toEqual([WRITE, READ, "1500 stage-plans", `1500 detach ${GOLD.id}`, "1500 stage-plans"]);
      expect(verdictOf(played)).toBe("detached");
    });
  });

  describe("a repeat that is refused says nothing about the first request", () => {
    it("which landed late: detached, by the first one's time", async () => {
      const played = await detachGold(new Scene(), {
        faults: [writes(reply(504, { apply: { afterMs: 4_000 } })), writes(reply(400), 2, "all")],
      });
      expect(played.requests).toEqual([
        READ,
        WRITE,
        READ,
        "1500 stage-plans",
        `1500 detach ${GOLD.id}`,
        "1500 stage-plans",
        "3000 stage-plans",
        "6000 stage-plans", // gone
        "6300 stage-plans", // gone
      ]);
      expect(played.outcomes).toEqual([detached(0)]);
    });

    it("which landed late and was undone by somebody: theirs stays", async () => {
      const played = await detachGold(new Scene(), {
        faults: [writes(reply(504, { apply: { afterMs: 4_000 } })), writes(reply(400), 2, "all")],
        acts: [{ ms: 6_100, do: (emulator, now) => emulator.attach(STAGE.id, GOLD.id, now) }],
      });
      expect(writesOf(played)).toEqual([WRITE, `1500 detach ${GOLD.id}`]);
      expect(verdictOf(played)).toBe("unknown attached-again");
      expect(only(played.outcomes).sentAt).toBe(sentAt(0));
    });

    it.each([
      ["refused", { faults: [writes(reply(500)), writes(reply(403), 2, "all")] }],
      ["unsent for good", { faults: [writes(reply(500))], wire: [{ on: "writes", kind: "tls", nth: 2, times: 9 }] }],
    ] satisfies [string, Play][])(
      "which never shows: unknown after five looks, and no third write (%s)",
      async (_, play) => {
        const played = await detachGold(new Scene(), play);
        expect(played.requests).toEqual([
          READ,
          WRITE,
          READ,
          "1500 stage-plans",
          `1500 detach ${GOLD.id}`,
          "1500 stage-plans",
          "3000 stage-plans",
          "6000 stage-plans",
          "12000 stage-plans",
          "19500 stage-plans",
        ]);
        expect(played.outcomes).toEqual([
          {
            target: TARGET,
            verdict: "unknown",
            changed: true,
            before: BEFORE,
            sentAt: sentAt(0),
            problem: {
              code: "write-uncertain",
              facts: { operation: DETACH_OPERATION, sentAt: sentAt(0), reason: "server-error", status: 500 },
              causes: [],
            },
          },
        ]);
      },
    );
  });

  it("and no read is allowed: unknown, with what is known of the request", async () => {
    const played = await detachGold(new Scene(), {
      wire: [{ on: "writes", kind: "lost-before" }],
      faults: [reads(reply(403), 2, "all")],
    });
    expect(played.requests).toEqual([READ, WRITE, READ]);
    expect(played.outcomes).toEqual([
      {
        target: TARGET,
        verdict: "unknown",
        changed: true,
        before: BEFORE,
        sentAt: sentAt(0),
        problem: {
          code: "write-uncertain",
          facts: { operation: DETACH_OPERATION, sentAt: sentAt(0), reason: "connection-lost" },
          causes: ["simulated: lost", `forbidden: GET ${STAGE_URL}/usage-plans`],
        },
      },
    ]);
  });
});

function setRow(store: Scene["emulator"]["store"], more: object): void {
  const row = store.plans.get(GOLD.id);
  if (row === undefined) throw new Error("no such plan");
  store.plans.set(GOLD.id, { ...row, ...more });
}
