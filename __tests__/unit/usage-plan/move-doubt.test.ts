/** API keys on their way to a successor when something goes wrong: what is written again, what is waited for, what is said. */
import { describe, expect, it } from "vitest";
import type { StateInput } from "../../../emulator/core/state.ts";
import { seed } from "../../../emulator/seed.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import type { Run } from "../../../src/usage-plan/run.ts";
import { factsOf } from "../facts.ts";
import { ids, STAGE } from "./scenario.ts";
import { keyMoves, on, only, problemOf, reply, verdicts, writesOf } from "./steps.ts";
import { byIds, GOLD, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

const IOS = "k3x9t6m1qa"; // on TRIAL, with PARTNER_B
const PARTNER_A = "k8d2f5v0wb"; // on GOLD
const NAME = `파트너사 A (${PARTNER_A})`;
const FACTS = { plan: GOLD.name, stage: STAGE.name };

const moving = (plans: { id: string }[], to: { id: string }, play: Play = {}, scene = new Scene()) =>
  scene.play((run) => detach(run, byIds(...plans), ids(to.id)), play);
const of = (played: { requests: readonly string[] }, what: string) =>
  played.requests.filter((each) => each.includes(` ${what}`));
const times = (lines: readonly string[]): number[] => lines.map((line) => Number.parseFloat(line));

/** Keys on GOLD, in the order in which they are written, and nobody else. */
const many = (count: number): StateInput => ({
  ...seed(),
  apiKeys: Array.from({ length: count }, (_, n) => ({
    apiKeyId: `key${n + 100}`,
    apiKeyName: `name ${n}`,
    subscriptions: [{ stageId: STAGE.id, usagePlanId: GOLD.id, monthCallCount: 1_000 - n }],
  })),
});

describe("a key that does not show on the successor until the time is up", () => {
  it("was accepted: it is written once, waited for with growing pauses, and may have moved", async () => {
    const scene = new Scene({ reads: { lagsMs: [600_000] } });
    const played = await moving([GOLD], MONTHLY, { timeout: 30_000 }, scene);
    expect(writesOf(played)).toEqual([`0 subscribe ${MONTHLY.id} ${PARTNER_A}`]);
    expect(times(of(played, "search-keys")).slice(1)).toEqual([
      0, 500, 1_500, 3_500, 7_500, 12_500, 17_500, 22_500, 27_500,
    ]);
    expect(only(played.outcomes)).toMatchObject({
      verdict: "failed",
      changed: true,
      keys: [{ id: PARTNER_A, movedTo: { id: MONTHLY.id, name: MONTHLY.name } }],
      successor: { ...MONTHLY, attached: false },
    });
    expect(problemOf(played)).toEqual({
      code: "api-keys-not-moved",
      facts: {
        ...FACTS,
        successor: MONTHLY.name,
        list: [`파트너사 A (${PARTNER_A}, 3,301,874)`],
        changed: true,
        reason: "deadline",
      },
      causes: [],
    });
    expect(scene.on()).toContain(GOLD.id);
  });

  it.each([
    ["in doubt", reply(504), true],
    ["throttled", reply(429), false],
  ])("was %s each time", async (_, how, changed) => {
    const played = await moving([GOLD], MONTHLY, { timeout: 30_000, faults: [on("subscribe", how)] });
    expect(only(played.outcomes)).toMatchObject({ verdict: "failed", changed });
    expect(only(played.outcomes).keys?.[0]?.movedTo?.id).toBe(changed ? MONTHLY.id : undefined);
    expect(problemOf(played)?.facts).toMatchObject({ reason: "deadline" });
  });
});

describe("a write of a key", () => {
  it("that is throttled is sent again when the server says", async () => {
    const played = await moving([GOLD], MONTHLY, { faults: [on("subscribe", reply(429, { retryAfter: 7 }), 1, 1)] });
    expect(times(of(played, "subscribe"))).toEqual([0, 7_000]);
    expect(verdicts(played)).toEqual(["detached"]);
  });

  it("that will never leave this machine is told with the reason, and is not repeated", async () => {
    const wire = [{ on: "writes", kind: "tls", times: 9 }] satisfies Play["wire"];
    const played = await moving([GOLD], MONTHLY, { wire });
    expect(of(played, "subscribe")).toHaveLength(1);
    expect(only(played.outcomes).changed).toBe(false);
    expect(only(played.outcomes).keys?.[0]).not.toHaveProperty("movedTo");
    expect(problemOf(played)?.facts).toMatchObject({ list: [`${NAME}: tls-failed`] });
  });

  it("that is refused is told of no other key", async () => {
    const played = await moving([TRIAL], MONTHLY, { faults: [on("subscribe", reply(403), 1, 1)] });
    expect(problemOf(played)?.facts).toMatchObject({ list: [expect.stringMatching(/: forbidden$/)] });
    const moved = only(played.outcomes).keys?.map(({ movedTo }) => movedTo?.id);
    expect(moved?.toSorted()).toEqual([MONTHLY.id, undefined]);
    expect(only(played.outcomes).changed).toBe(true);
  });
});

describe("keys that cannot be looked at any more", () => {
  it("from the first look on keep the plan on", async () => {
    const played = await moving([GOLD], MONTHLY, { faults: [on("search-keys", reply(403))] });
    expect(verdicts(played)).toEqual(["failed api-keys-unreadable"]);
    expect(writesOf(played)).toEqual([]);
  });

  it("are looked at until it works again", async () => {
    const played = await moving([GOLD], MONTHLY, { faults: [on("search-keys", reply(403), 2, 2)] });
    expect(verdicts(played)).toEqual(["detached"]);
    expect(of(played, "subscribe")).toHaveLength(1);
  });

  it("move as they were seen last, where the look beside the successor's attachment fails", async () => {
    const played = await moving([GOLD], UNUSED, { faults: [on("search-keys", reply(403), 2, 1)] });
    expect(verdicts(played)).toEqual(["detached"]);
    expect(of(played, "subscribe")).toHaveLength(1);
  });

  it("or where the look at those of the next plan fails", async () => {
    const faults = [on("stage-plans", reply(403), 2, 4), on("search-keys", reply(403), 3, 1)];
    const played = await moving([GOLD, TRIAL], MONTHLY, { faults });
    expect(verdicts(played)).toEqual(["detached", "detached"]);
    expect(of(played, "subscribe")).toHaveLength(3);
  });

  it("or until the time is up: with the reason, and as moved perhaps", async () => {
    const played = await moving([GOLD], MONTHLY, { timeout: 30_000, faults: [on("search-keys", reply(403), 2)] });
    expect(verdicts(played)).toEqual(["failed api-keys-not-moved"]);
    expect(times(of(played, "search-keys")).slice(1)).toEqual([
      0, 500, 1_500, 3_500, 7_500, 12_500, 17_500, 22_500, 27_500,
    ]);
    expect(only(played.outcomes)).toMatchObject({ changed: true, keys: [{ movedTo: { id: MONTHLY.id } }] });
    expect(problemOf(played)?.facts).toMatchObject({ reason: "deadline" });
  });
});

describe("keys that are more than one round of writes", () => {
  const slow = () => new Scene({ latencyMs: 1_500 }, many(18));

  it("are looked at one by one before they are written a second after the look at all", async () => {
    const played = await moving([GOLD], MONTHLY, {}, slow());
    expect(verdicts(played)).toEqual(["detached"]);
    const [first = "", ...more] = of(played, "subscribe");
    expect(more).toHaveLength(17);
    const [at = 0] = times([first]);
    // Sixteen go at once; the others are looked at first.
    expect(times(more).filter((each) => each === at)).toHaveLength(15);
    expect(times(of(played, "subscriptions")).filter((each) => each === at + 1_500)).toHaveLength(2);
    expect(times(more).filter((each) => each === at + 3_000)).toHaveLength(2);
  });

  it("stay where somebody has put them meanwhile", async () => {
    const scene = slow();
    const played = await moving([GOLD], MONTHLY, { acts: [keyMoves("key117", TRIAL)] }, scene);
    expect(of(played, "subscribe").join()).not.toContain("key117");
    expect(scene.emulator.keyPlan("key117", STAGE.id)).toBe(TRIAL.id);
    expect(played.notes.filter(({ code }) => code === "key-left")).toMatchObject([
      { level: "warning", facts: { id: "key117", name: "name 17", ...FACTS } },
    ]);
    expect(played.notes.find(({ code }) => code === "keys-moved")).toMatchObject({
      level: "info",
      facts: { count: 17 },
    });
    const keys = only(played.outcomes).keys ?? [];
    expect(keys.filter(({ movedTo }) => movedTo === undefined).map(({ id }) => id)).toEqual(["key117"]);
  });

  it("are not written where that look fails, and written after the next one", async () => {
    const scene = slow();
    const lost = { on: "subscriptions", nth: 19, times: 1, do: reply(403) } as const;
    const played = await moving([GOLD], MONTHLY, { faults: [lost] }, scene);
    expect(verdicts(played)).toEqual(["detached"]);
    expect(of(played, "subscribe")).toHaveLength(18);
    const [last = 0, before = 0] = times(of(played, "subscribe")).toSorted((x, y) => y - x);
    expect(last).toBeGreaterThan(before);
  });
});

describe("keys that are one round of writes", () => {
  it("are not looked at one by one, whatever the machine's clock has come to", async () => {
    const scene = new Scene({ latencyMs: 100 }, many(16));
    scene.wait(3_600_000);
    expect((await moving([GOLD], UNUSED, {}, scene)).took).toBe(800);
  });
});

describe("a run that must write no more", () => {
  it("is cancelled once the successor is attached: no key moves, and both are said", async () => {
    const scene = new Scene();
    const played = await moving([GOLD], UNUSED, { acts: [{ after: "write", do: "cancel" }] }, scene);
    expect(writesOf(played)).toEqual([`0 attach ${UNUSED.id}`]);
    expect(verdicts(played)).toEqual(["failed api-keys-not-moved"]);
    expect(problemOf(played)?.facts).toMatchObject({ reason: "cancelled" });
    expect(only(played.outcomes)).toMatchObject({ changed: true, successor: { ...UNUSED, attached: true } });
    expect(only(played.outcomes).keys?.[0]).not.toHaveProperty("movedTo");
  });

  it("has too little time left by then", async () => {
    const played = await moving([GOLD], UNUSED, { timeout: 3_500 }, new Scene({ latencyMs: 450 }));
    expect(writesOf(played).map((line) => line.replace(/^\d+ /, ""))).toEqual([`attach ${UNUSED.id}`]);
    expect(problemOf(played)?.facts).toMatchObject({ reason: "deadline" });
    expect(played.took).toBeLessThan(3_000); // no use in waiting
  });

  it("waits for keys that were written before", async () => {
    const acts: Play["acts"] = [{ after: "write", ms: 10, do: "cancel" }];
    const scene = new Scene({ reads: { lagsMs: [1_000] } });
    const played = await moving([GOLD], MONTHLY, { acts }, scene);
    expect(writesOf(played)).toEqual([`0 subscribe ${MONTHLY.id} ${PARTNER_A}`]);
    expect(verdicts(played)).toEqual(["failed cancelled"]);
    expect(only(played.outcomes)).toMatchObject({ changed: true, keys: [{ movedTo: { id: MONTHLY.id } }] });
  });
});

describe("a successor whose attachment", () => {
  it("is in doubt and shows: the keys are looked at anew, and go over", async () => {
    const faults = [on("attach", reply(504, { apply: "at-once" }), 1, 1)];
    const played = await moving([GOLD], UNUSED, { faults, acts: [keyMoves(PARTNER_A, TRIAL, 1, 500)] });
    expect(verdicts(played)).toEqual(["detached"]);
    expect(of(played, "subscribe")).toEqual([]);
    const calm = await moving([GOLD], UNUSED, { faults });
    expect(verdicts(calm)).toEqual(["detached"]);
    expect(of(calm, "subscribe")).toHaveLength(1);
  });

  it.each([
    ["is in doubt", [on("attach", reply(504))], {}, "endpoint-timeout"],
    ["is accepted and does not show", [], { reads: { lagsMs: [600_000] } }, undefined],
  ])("%s to the end: no key moves, and it may be there", async (_, faults, world, reason) => {
    const played = await moving([GOLD], UNUSED, { faults, timeout: 20_000 }, new Scene(world));
    expect(verdicts(played)).toEqual(["failed api-keys-not-moved"]);
    expect(of(played, "subscribe")).toEqual([]);
    expect(of(played, "detach")).toEqual([]);
    expect(only(played.outcomes)).toMatchObject({ changed: true, successor: { ...UNUSED, attached: true } });
    expect(problemOf(played)?.facts).toMatchObject({
      successor: UNUSED.name,
      list: [expect.stringContaining(PARTNER_A)],
    });
    expect(factsOf(problemOf(played)).reason).toBe(reason);
  });

  it("is refused: nothing was changed, and why is said", async () => {
    const played = await moving([GOLD], UNUSED, { faults: [on("attach", reply(403))] });
    expect(only(played.outcomes)).toMatchObject({ changed: false, successor: { ...UNUSED, attached: false } });
    expect(problemOf(played)?.facts).toMatchObject({ reason: "forbidden" });
  });

  it("breaks by a defect of ours: no key moves, and it may be there", async () => {
    const played = await new Scene().play((run) => {
      const gateway: Run["gateway"] = { ...run.gateway, associate: () => Promise.reject(new TypeError("x")) };
      return detach({ ...run, gateway }, byIds(GOLD), ids(UNUSED.id));
    });
    expect(verdicts(played)).toEqual(["failed api-keys-not-moved"]);
    expect(only(played.outcomes)).toMatchObject({ changed: true, successor: { ...UNUSED, attached: true } });
  });
});

describe("keys of the next plan, looked at seconds ago", () => {
  it("are looked at again: whom somebody has moved meanwhile is left", async () => {
    const scene = new Scene();
    // GOLD takes three seconds to be seen off the stage.
    const faults = [on("stage-plans", reply(403), 2, 4)];
    const played = await moving([GOLD, TRIAL], MONTHLY, { faults, acts: [keyMoves(IOS, UNUSED, 2, 100)] }, scene);
    expect(verdicts(played)).toEqual(["detached", "detached"]);
    expect(writesOf(played)).toEqual([
      `0 subscribe ${MONTHLY.id} ${PARTNER_A}`,
      `0 detach ${GOLD.id}`,
      `3000 subscribe ${MONTHLY.id} k1r7j4s9hc`,
      `3000 detach ${TRIAL.id}`,
    ]);
    expect(scene.emulator.keyPlan(IOS, STAGE.id)).toBe(UNUSED.id);
  });
});

describe("who joins", () => {
  it("is written at once", async () => {
    const played = await moving([GOLD], MONTHLY, { acts: [keyMoves(IOS, GOLD)] });
    expect(writesOf(played)).toEqual([
      `0 subscribe ${MONTHLY.id} ${PARTNER_A}`,
      `0 subscribe ${MONTHLY.id} ${IOS}`,
      `0 detach ${GOLD.id}`,
    ]);
  });

  it("is not written where it cannot be announced", async () => {
    let count = 0;
    const beforeWrites = (): void => {
      if (++count > 1) throw new Error("no space left");
    };
    const scene = new Scene();
    const played = await moving([GOLD], MONTHLY, { acts: [keyMoves(IOS, GOLD)], run: { beforeWrites } }, scene);
    expect(writesOf(played)).toEqual([`0 subscribe ${MONTHLY.id} ${PARTNER_A}`]);
    expect(verdicts(played)).toEqual(["failed internal-error"]);
    expect(only(played.outcomes).changed).toBe(true);
    expect(scene.emulator.keyPlan(IOS, STAGE.id)).toBe(GOLD.id);
  });
});
