import { describe, expect, test } from "vitest";
import { Emulator } from "../../emulator/core/emulator.ts";
import { parseFaults } from "../../emulator/core/faults.ts";
import type { StateInput } from "../../emulator/core/state.ts";
import { parseState } from "../../emulator/core/state.ts";
import { parseWorld } from "../../emulator/core/world.ts";
import { generated, generateState } from "../../emulator/generate.ts";
import { seed } from "../../emulator/seed.ts";

/** The message of what a bad document throws. */
function complaint(use: () => unknown): string {
  try {
    use();
  } catch (error) {
    expect((error as Error).name).toBe("InvalidDocument");
    return (error as Error).message;
  }
  return "none";
}

describe("a bad world says where and what", () => {
  test.each<[object, RegExp]>([
    [{ keysInUse: "perhaps" }, /world\.keysInUse: .*"refuse".*"perhaps"/],
    [{ detachOfAbsent: 418 }, /world\.detachOfAbsent: .*404.*418/],
    [{ readsLag: 5 }, /world\.readsLag: /],
    [{ reads: { lagsMs: [] } }, /world\.reads\.lagsMs: /],
    [{ reads: { lagsMs: [-1] } }, /world\.reads\.lagsMs\.0: /],
    [{ accepted: { applied: "soon" } }, /world\.accepted\.applied: expected "at-once", "never" or \{"afterMs": N\}/],
    [{ faults: [{ do: { kind: "explode" } }] }, /world\.faults\.0\.do\.kind: .*"reset".*"explode"/],
    [{ faults: [{ on: "delete", do: { kind: "hold" } }] }, /world\.faults\.0\.on: expected one or several of .*detach/],
    [{ faults: [{ nth: 0, do: { kind: "hold" } }] }, /world\.faults\.0\.nth: /],
    [{ faults: [{ do: { kind: "reset", when: "later" } }] }, /world\.faults\.0\.do\.when: .*"before-body"/],
    [{ faults: [{ do: { kind: "reply", status: 99 } }] }, /world\.faults\.0\.do\.status: /],
    [{ faults: [{ probability: 2, do: { kind: "hold" } }] }, /world\.faults\.0\.probability: /],
  ])("%j", (world, expected) => {
    expect(complaint(() => parseWorld(world))).toMatch(expected);
  });

  test("all of it at once", () => {
    const text = complaint(() => parseWorld({ keysInUse: 1, names: 2 }));
    expect(text.split("\n")).toHaveLength(3);
  });

  test("no world at all", () => {
    expect(complaint(() => parseWorld("reads-late"))).toContain("This world cannot be used");
  });

  test("faults alone", () => {
    expect(complaint(() => parseFaults([{ do: { kind: "hold", apply: "maybe" } }]))).toMatch(
      /faults\.0\.do\.apply: expected "no"/,
    );
  });
});

describe("a bad state says where and what", () => {
  const broken = (change: (state: StateInput) => object) => complaint(() => new Emulator({ state: change(seed()) }));

  test.each<[string, (state: StateInput) => object, RegExp]>([
    [
      "an id with capitals",
      (s) => ({ ...s, usagePlans: [{ usagePlanId: "U1", usagePlanName: "x" }] }),
      /usagePlans\.0\.usagePlanId: an id is/,
    ],
    [
      "a stage name too long",
      () => ({
        products: [
          {
            productId: "p",
            productName: "p",
            apis: [{ apiId: "a", apiName: "a", stages: [{ stageId: "s", stageName: "x".repeat(21) }] }],
          },
        ],
      }),
      /stages\.0\.stageName: .*20/,
    ],
    ["an unknown field", (s) => ({ ...s, plans: [] }), /state\.plans: /],
    [
      "two of one id",
      (s) => ({ ...s, products: [...(s.products ?? []), ...(s.products ?? [])] }),
      /two products have the id p4y2m8q0zt/,
    ],
    [
      "a plan that is not there",
      (s) => ({ ...s, usagePlans: [] }),
      /stage s1v6b0n3ke names the usage plan u2g7d4l9xa, which does not exist/,
    ],
    [
      "a permission that is none",
      () => ({ credentials: [{ accessKey: "a", secretKey: "b", permission: "root" }] }),
      /credentials\.0\.permission: /,
    ],
  ])("%s", (_what, change, expected) => {
    expect(broken(change)).toMatch(expected);
  });

  test("an empty one is fine", () => {
    expect(() => new Emulator({ state: {} })).not.toThrow();
  });
});

describe("the seed", () => {
  test("has ids of ten lower-case letters or digits, like real ones, each once", () => {
    const ids = JSON.stringify(seed()).match(
      /(?<="(?:productId|apiId|stageName|usagePlanName|apiKeyName)":"|"stageId":")[a-z0-9]+(?=","(?:stageName|productName|apiName|usagePlanName|apiKeyName))/g,
    );
    expect(ids?.length).toBeGreaterThan(8);
    for (const id of ids ?? []) expect(id).toMatch(/^[a-z0-9]{10}$/);
    expect(new Set(ids).size).toBe(ids?.length);
  });

  test("has Korean names with spaces, two plans of one name, and every kind of key", () => {
    const state = parseState(seed());
    const names = state.usagePlans.map((plan) => plan.usagePlanName);
    expect(names).toContain("무료 체험 플랜");
    expect(names.length - new Set(names).size).toBe(1);
    expect(new Set(state.credentials.map((row) => row.permission))).toEqual(
      new Set(["manage", "view", "write", "none"]),
    );
    expect(state.credentials.filter((row) => row.disabled)).toHaveLength(1);
  });

  test("comes out as it went in", () => {
    const emulator = new Emulator({ state: seed() });
    expect(new Emulator({ state: emulator.getState(true) }).getState(true)).toEqual(parseState(seed()));
    expect(JSON.stringify(emulator.getState())).not.toContain("not-a-real-secret");
  });
});

describe("generated states", () => {
  test("have stages times plans associations and so many keys", () => {
    const emulator = new Emulator({ state: generateState({ stages: 50, plans: 20, apiKeys: 500 }) });
    const { products, apiKeys } = emulator.getState();
    const stages = products.flatMap((product) => product.apis.flatMap((api) => api.stages));
    expect(stages).toHaveLength(50);
    expect(stages.reduce((sum, stage) => sum + stage.usagePlanIds.length, 0)).toBe(1000);
    expect(apiKeys).toHaveLength(500);
    expect(new Set(apiKeys.map((key) => key.subscriptions[0]?.usagePlanId)).size).toBe(10);
    expect(generated.stage(0)).toMatch(/^[a-z0-9]{10}$/);
    expect(emulator.isOn(generated.stage(49), generated.plan(19))).toBe(true);
  });
});
