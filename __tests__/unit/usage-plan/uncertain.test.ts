/** "One write" of docs/architecture.md: an uncertain write is looked at until it is known. */
import { describe, expect, it } from "vitest";
import { STAGE } from "./scenario.ts";
import {
  DETACH_OPERATION,
  detached,
  detachGold,
  inDoubt,
  only,
  READ,
  reads,
  reply,
  STAGE_URL,
  verdictOf,
  WRITE,
  writes,
  writesOf,
} from "./steps.ts";
import { GOLD, MONTHLY, type Play, Scene, sentAt, TRIAL } from "./virtual.ts";

/** Later looks are by both views. */
const again = (ms: number) => [`${ms} stage-plans`, `${ms} plan-stages ${GOLD.id}`];

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
  it.each(APPLIED)("%s, carried out: gone by two looks, a second apart, and no second write", async (_, play) => {
    const scene = new Scene();
    const played = await detachGold(scene, play);
    expect(played.requests).toEqual([READ, WRITE, READ, ...again(1_000)]);
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
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(verdictOf(played)).toBe("unknown write-uncertain");
  });

  it("no write comes sooner after the last one than that did, whatever the dice say", async () => {
    const play = { faults: [writes(reply(503), 1, "all")], timeout: 20_000, random: [0.999, 0.999, 0.999, 0] };
    const times = writesOf(await detachGold(new Scene(), play)).map((request) => Number.parseInt(request, 10));
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses.length).toBeGreaterThan(2);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
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
      "2500 stage-plans", // as long as before
      `2500 detach ${GOLD.id}`,
      "2500 stage-plans",
      "3125 stage-plans", // no room for that any more
      "3593.75 stage-plans",
      "3945.3125 stage-plans",
      "4208.984375 stage-plans",
    ]);
    expect(verdictOf(played)).toBe("unknown write-uncertain");
    expect(only(played.outcomes).sentAt).toBe(sentAt(2_500));
  });

  it("replicas that disagree to the end: looked at now and then, not ever faster", async () => {
    const scene = new Scene({ reads: { lagsMs: [0, 90_000] } });
    const played = await detachGold(scene, { faults: [writes(reply(500, { apply: "at-once" }))], timeout: 2_500 });
    expect(played.requests.slice(2).map((request) => Number.parseFloat(request))).toEqual([
      0, 1_000, 1_000, 2_000, 2_000,
    ]);
    expect(played.took).toBe(2_500);
    expect(verdictOf(played)).toBe("unknown attached-again");
  });

  it("gone, then there again on a stale replica: never written again, and detached when all agree", async () => {
    const scene = new Scene({ reads: { lagsMs: [0, 4_000] } });
    const played = await detachGold(scene, { faults: [writes(reply(500, { apply: "at-once" }))] });
    expect(played.requests).toEqual([
      READ,
      WRITE,
      READ, // gone
      ...again(1_000), // there, gone
      ...again(2_000),
      ...again(3_000),
      ...again(4_000), // gone, gone
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
      ...again(1_000), // there, and from here on
      ...again(2_000),
    ]);
    expect(played.outcomes).toEqual([
      inDoubt("attached-again", {
        stage: STAGE.name,
        plan: GOLD.name,
        reason: "server-error",
        status: 500,
      }),
    ]);
    expect(scene.on()).toEqual([TRIAL.id, MONTHLY.id, GOLD.id]);
  });

  it("gone once, attached again, and no time left to look twice: the same", async () => {
    const played = await detachGold(new Scene(), {
      faults: [writes(reply(500, { apply: "at-once" }))],
      acts: [{ after: "reply", nth: 3, do: (emulator, now) => emulator.attach(STAGE.id, GOLD.id, now) }],
      timeout: 2_000,
    });
    expect(writesOf(played)).toEqual([WRITE]);
    expect(verdictOf(played)).toBe("unknown attached-again");
    expect(played.took).toBeLessThanOrEqual(2_000);
  });

  it("lands after the second look: the second write comes too late to matter, and both are told as one", async () => {
    const scene = new Scene({ detachOfAbsent: 400 });
    const played = await detachGold(scene, { faults: [writes(reply(504, { apply: { afterMs: 1_400 } }))] });
    expect(played.requests).toEqual([READ, WRITE, READ, "1500 stage-plans", ...again(2_500)]);
    expect(played.outcomes).toEqual([detached(0)]);
  });

  it("and no read is allowed: unknown, with what is known of the request", async () => {
    const played = await detachGold(new Scene(), {
      wire: [{ on: "writes", kind: "lost-before" }],
      faults: [reads(reply(403), 2, "all")],
    });
    // A failed look says nothing about the write: it is repeated until the time is up, less and less often.
    expect(played.requests.slice(0, 5)).toEqual([READ, WRITE, READ, "750 stage-plans", "2250 stage-plans"]);
    expect(played.took).toBe(120_000);
    expect(played.outcomes).toEqual([
      inDoubt("write-uncertain", { looked: true, reason: "connection-lost" }, [
        "simulated: lost",
        `forbidden: GET ${STAGE_URL}/usage-plans`,
      ]),
    ]);
  });
});
