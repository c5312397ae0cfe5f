import { describe, expect, test } from "vitest";
import { Emulator } from "../../emulator/core/emulator.ts";
import { seededRandom } from "../../emulator/core/random.ts";
import type { WorldInput } from "../../emulator/core/world.ts";
import { seed } from "../../emulator/seed.ts";
import { FREE, GOLD, MANAGER, PROD, STAGE, signed, UNUSED } from "./client.ts";

/** The core alone, on a clock of the test's own. */
const T = 1_700_000_000_000;
const start = (world: WorldInput = {}, randomSeed = 1) =>
  new Emulator({ state: seed(), world, random: seededRandom(randomSeed) });

function ask(emulator: Emulator, method: string, path: string, at: number, body?: unknown) {
  const target = `/api/v1${PROD}${path}`;
  const headers = { ...signed(method, target, MANAGER, at), "content-type": "application/json" };
  return emulator.handle(
    { method, target, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
    at,
  );
}
const detach = (emulator: Emulator, at: number, plan = FREE) =>
  ask(emulator, "POST", "/disassociate-usage-plan", at, { usagePlanId: plan });

function shows(emulator: Emulator, at: number, plan = FREE): boolean {
  const { act } = ask(emulator, "GET", "/usage-plans", at);
  if (act.kind !== "reply") throw new Error(`no reply but ${act.kind}`);
  return act.reply.body.includes(plan);
}

describe("late writes", () => {
  test("202 applied later: on when it was said, off when it was due, whoever asks when", () => {
    const emulator = start({ accepted: { status: 202, applied: { afterMs: 2000 } } });
    const { n, act } = detach(emulator, T);
    expect(act).toMatchObject({ kind: "reply", reply: { status: 202 } });
    expect(emulator.journal[0]).toMatchObject({ accepted: true, dueAt: T + 2000, applied: false, changed: false });
    expect(shows(emulator, T + 1999)).toBe(true);
    expect(emulator.changedBy(n)).toBe(false);
    expect(shows(emulator, T + 2000)).toBe(false);
    expect(emulator.changedBy(n)).toBe(true);
    expect(emulator.journal[0]).toMatchObject({ applied: true, appliedAt: T + 2000, changed: true });
  });

  test("a held request lands after its client gave up", () => {
    const emulator = start({ faults: [{ on: "detach", do: { kind: "hold", apply: { afterMs: 5000 } } }] });
    expect(detach(emulator, T).act).toEqual({ kind: "hold" });
    emulator.advance(T + 60_000);
    expect(emulator.history(STAGE, FREE)).toEqual([{ at: T + 5000, plan: FREE, on: false, by: 1 }]);
  });

  test("one that lands after somebody attached again detaches the plan a second time", () => {
    const emulator = start({ faults: [{ on: "detach", nth: 1, do: { kind: "reset", apply: { afterMs: 3000 } } }] });
    detach(emulator, T);
    detach(emulator, T + 1000);
    emulator.attach(STAGE, FREE, T + 2000);
    emulator.advance(T + 3000);
    expect(emulator.history(STAGE, FREE).map(({ at, on, by }) => [at - T, on, by])).toEqual([
      [1000, false, 2],
      [2000, true, "actor"],
      [3000, false, 1],
    ]);
  });

  test("one that finds nothing to do is applied and changes nothing", () => {
    const emulator = start({ accepted: { applied: { afterMs: 1000 } } });
    detach(emulator, T);
    emulator.detach(STAGE, FREE, T + 500);
    emulator.advance(T + 1000);
    expect(emulator.journal[0]).toMatchObject({ applied: true, changed: false });
  });

  test("never means never", () => {
    const emulator = start({ accepted: { status: 202, applied: "never" } });
    detach(emulator, T);
    emulator.advance(T + 86_400_000);
    expect(emulator.journal[0]).toMatchObject({ status: 202, accepted: true, applied: false, changed: false });
    expect(emulator.isOn(STAGE, FREE)).toBe(true);
  });

  test("late writes land in the order in which they are due", () => {
    const emulator = start({
      faults: [
        { on: "detach", do: { kind: "hold", apply: { afterMs: 3000 } } },
        { on: "attach", do: { kind: "hold", apply: { afterMs: 1000 } } },
      ],
    });
    detach(emulator, T, GOLD);
    ask(emulator, "POST", "/associate-usage-plan", T + 1, { usagePlanId: UNUSED });
    expect(emulator.nextDue).toBe(T + 1001);
    emulator.advance(T + 9000);
    expect(emulator.history(STAGE).map((change) => [change.plan, change.at - T])).toEqual([
      [UNUSED, 1001],
      [GOLD, 3000],
    ]);
  });
});

describe("reads", () => {
  test("a replica that lags shows what was", () => {
    const emulator = start({ reads: { lagsMs: [3000] } });
    detach(emulator, T);
    expect(shows(emulator, T + 2999)).toBe(true);
    expect(shows(emulator, T + 3000)).toBe(false);
  });

  test("two replicas disagree for a while, then agree", () => {
    const emulator = start({ reads: { lagsMs: [0, 2000] } });
    detach(emulator, T);
    const seen = [10, 20, 30, 40].map((ms) => shows(emulator, T + ms));
    expect(new Set(seen)).toEqual(new Set([true, false]));
    expect(seen[0]).not.toBe(seen[1]);
    expect([2000, 2010, 2020].map((ms) => shows(emulator, T + ms))).toEqual([false, false, false]);
  });

  test("lags reach the plan's stages and the keys' plans too", () => {
    const emulator = start({ reads: { lagsMs: [1000] } });
    detach(emulator, T);
    const read = (target: string, at: number) => {
      const headers = signed("GET", target, MANAGER, at);
      const { act } = emulator.handle({ method: "GET", target, headers }, at);
      return act.kind === "reply" ? act.reply.body : "";
    };
    const stages = `/api/v1/usage-plans/${FREE}/stages`;
    const keys = `/api/v1/products/p4y2m8q0zt/subscription-detail?apiKeyId=k3x9t6m1qa&stageId=${STAGE}`;
    expect(read(stages, T + 999)).toContain(STAGE);
    expect(read(keys, T + 999)).toContain(FREE);
    expect(read(stages, T + 1000)).not.toContain(STAGE);
    expect(read(keys, T + 1000)).not.toContain(FREE);
  });
});

describe("history", () => {
  test("answers when a plan was off and on", () => {
    const emulator = start();
    emulator.detach(STAGE, FREE, T + 100);
    emulator.attach(STAGE, FREE, T + 200);
    expect(emulator.wasOff(STAGE, FREE, T, T + 99)).toBe(false);
    expect(emulator.wasOff(STAGE, FREE, T, T + 100)).toBe(true);
    expect(emulator.wasOff(STAGE, FREE, T + 150, T + 160)).toBe(true);
    expect(emulator.wasOff(STAGE, FREE, T + 200, T + 300)).toBe(false);
    expect(emulator.wasOn(STAGE, FREE, T + 100, T + 199)).toBe(false);
    expect(emulator.wasOn(STAGE, FREE, T + 100, T + 200)).toBe(true);
    expect([50, 150, 250].map((ms) => emulator.isOn(STAGE, FREE, T + ms))).toEqual([true, false, true]);
  });

  test("a blink within one millisecond is seen", () => {
    const emulator = start();
    emulator.detach(STAGE, FREE, T);
    emulator.attach(STAGE, FREE, T);
    expect(emulator.wasOff(STAGE, FREE, T - 1, T + 1)).toBe(true);
    expect(emulator.isOn(STAGE, FREE, T)).toBe(true);
  });
});

describe("actors", () => {
  test("say whether they changed something", () => {
    const emulator = start();
    expect(emulator.attach(STAGE, FREE, T)).toBe(false);
    expect(emulator.detach(STAGE, FREE, T)).toBe(true);
    expect(emulator.moveKey("k8d2f5v0wb", STAGE, undefined, T)).toBe(true);
    expect(emulator.keyPlan("k8d2f5v0wb", STAGE)).toBeUndefined();
    expect(emulator.keyPlan("k8d2f5v0wb", STAGE, T - 1)).toBe(GOLD);
  });

  test("rename and delete", () => {
    const emulator = start();
    for (const id of ["p4y2m8q0zt", "a9f3k1c7wd", STAGE, FREE, "k3x9t6m1qa"]) emulator.rename(id, `new ${id}`, T);
    const text = JSON.stringify(emulator.getState());
    for (const id of ["p4y2m8q0zt", "a9f3k1c7wd", STAGE, FREE, "k3x9t6m1qa"]) expect(text).toContain(`"new ${id}"`);
    emulator.deletePlan(GOLD, T);
    expect(JSON.stringify(emulator.getState())).not.toContain(`"${GOLD}"`);
    emulator.deleteStage(STAGE, T);
    expect(JSON.stringify(emulator.getState())).not.toContain(`"${STAGE}"`);
  });

  test("an id that is not there is the caller's mistake", () => {
    expect(() => start().attach("sxxxxxxxxx", FREE, T)).toThrow("There is no stage sxxxxxxxxx.");
  });
});

describe("determinism", () => {
  test("one seed, one story", () => {
    const story = (randomSeed: number) => {
      const emulator = start(
        {
          jitterMs: 50,
          reads: { lagsMs: [0, 500], pick: "random" },
          faults: [{ probability: 0.3, do: { kind: "reset", apply: "at-once" } }],
        },
        randomSeed,
      );
      return Array.from({ length: 40 }, (_, i) => ask(emulator, "GET", "/usage-plans", T + i * 10));
    };
    expect(story(7)).toEqual(story(7));
    expect(story(7)).not.toEqual(story(8));
  });

  test("the state that was given is left alone", () => {
    const state = seed();
    const before = JSON.stringify(state);
    const emulator = new Emulator({ state });
    detach(emulator, T);
    emulator.rename(GOLD, "other", T);
    expect(JSON.stringify(state)).toBe(before);
  });
});
