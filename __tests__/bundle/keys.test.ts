/** The API keys behind a plan, as the server sees them asked for and people are shown them. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { StateInput } from "../../emulator/core/state.ts";
import { generated, generateState } from "../../emulator/generate.ts";
import { seed } from "../../emulator/seed.ts";
import { post, ROLLBACK } from "./post.ts";
import {
  BASIC,
  DETACH,
  type Emulated,
  emulated,
  FREE,
  OBSERVE,
  PRODUCT,
  STAGE,
  TARGET,
  UNUSED,
  until,
} from "./runner.ts";
import { isWrite, scenario } from "./scenario.ts";

const IOS = "k3x9t6m1qa"; // on FREE, as is PARTNER_B
const PARTNER_A = "k8d2f5v0wb"; // on GOLD
const PARTNER_B = "k1r7j4s9hc";

describe.concurrent("keys without a plan", () => {
  const LIMITS = "10 per second, 5,000 per day";

  scenario("may fall to the stage's default plan: its limits are said, and that nobody knows", {
    log: [
      /^NCP does not document what becomes of API keys without their plan\. They may fall to the default plan/m,
      LIMITS,
    ],
    summary: ["NCP does not document what becomes of API keys", LIMITS],
  });

  scenario("in Korean", {
    inputs: { language: "ko" },
    log: /기본 Usage Plan이 적용될 수 있.* 10건\/초, 5,000건\/일입니다\./,
    summary: "10건/초, 5,000건/일",
  });

  scenario("in a dry run", { inputs: { "dry-run": "true" }, log: LIMITS, summary: LIMITS });

  scenario("by names, where the stage is read only after the write", {
    instead: {
      "product-name": "결제 서비스",
      "api-name": "결제 API",
      "stage-name": "운영",
      "usage-plan-name": "무료 체험 플랜",
    },
    outputs: { result: "detached" },
    log: LIMITS,
    summary: LIMITS,
  });

  test.each([
    ["with a successor", { "successor-plan-id": BASIC }],
    ["of a plan that has none", { "usage-plan-id": BASIC }],
    ["that nobody looked at", { "look-at-api-keys": "false" }],
    ["of a plan that stays", { "max-affected-api-keys": "0" }],
  ])("are no matter %s", (_, inputs) =>
    emulated({}, async ({ run }) => {
      const { stdout, summary } = await run({ ...TARGET, ...inputs });
      expect(stdout + summary).not.toContain("does not document what becomes");
    }),
  );
});

describe.concurrent("keys and a successor, in a dry run", () => {
  const dry = { "dry-run": "true", "successor-plan-id": UNUSED };

  scenario("would move, and are where they were", {
    inputs: dry,
    outputs: { result: "would-detach", changed: "false" },
    writes: [],
    log: /^API keys that would move .* to "미사용 플랜" .*: 2\. "미사용 플랜" would be attached to it first\.$/m,
    summary: '<th align="left">Would move to</th>',
  });

  scenario("in Korean", {
    inputs: { ...dry, "successor-plan-id": BASIC, language: "ko" },
    log: /API Key 2개를 "월 정액 기본" Usage Plan으로 옮기게 됩니다\.$/m,
    summary: '<th align="left">옮길 Usage Plan</th>',
  });
});

describe.concurrent("the values of API keys", () => {
  /** `emulated` looks for them in every sink of every run: here all of them are in use, and the server has sent the values. */
  test.each(["nested", "content", "apiKeys"] as const)("reach no sink: list under %s", (apiKeyList) =>
    emulated({ world: { apiKeyList } }, async (all) => {
      const everything = { "rollback-on-failure": "true", "successor-plan-id": UNUSED };
      const dry = await all.run(
        { ...TARGET, "dry-run": "true", "successor-plan-id": UNUSED },
        { env: { RUNNER_DEBUG: "1" } },
      );
      const main = await all.run({ ...TARGET, ...everything }, { env: { RUNNER_DEBUG: "1" } });
      expect(main.outputs["result"]).toBe("detached");
      for (const sink of [
        main.stdout,
        main.summary,
        main.outputs["receipt"],
        main.outputs["results"],
        dry.outputs["approval"],
      ])
        expect(sink).not.toBe("");
      expect(main.temp[main.outputs["receipt-file"] ?? ""]).toContain(IOS);
      expect(dry.temp[dry.outputs["approval-file"] ?? ""]).toContain(IOS);
      expect(main.files.state).toContain(IOS);
      await post(all, main, { ...TARGET, ...everything });
    }),
  );
});

test(
  "a key that joins while the others move is announced before it is written: killed right then, it comes back",
  () =>
    emulated(
      { world: { faults: [{ on: "subscribe", do: { kind: "latency", ms: 400, apply: "at-once" } }] } },
      async (all) => {
        const { emulator } = all.server;
        const inputs = { ...ROLLBACK, "successor-plan-id": UNUSED };
        const keys = [IOS, PARTNER_B, PARTNER_A];
        const moves = () => all.server.requests().filter(({ operation }) => operation === "subscribe").length;
        const { child, ended } = all.start(inputs);
        await until(() => moves() === 2);
        emulator.moveKey(PARTNER_A, STAGE, FREE, Date.now());
        await until(() => moves() === 3);
        child.kill("SIGKILL");
        const main = await ended;
        expect(keys.map((key) => emulator.keyPlan(key, STAGE))).toEqual([UNUSED, UNUSED, UNUSED]);

        expect((await post(all, main, inputs)).exitCode).toBe(0);
        expect(keys.map((key) => emulator.keyPlan(key, STAGE))).toEqual([FREE, FREE, FREE]);
        expect(all.plans()).not.toContain(UNUSED);
      },
    ),
  90_000,
);

/** A state with so many keys of the product, all on one plan of the stage. */
const withKeys = (count: number, planId: string = FREE): StateInput => ({
  ...seed(),
  apiKeys: Array.from({ length: count }, (_, n) => ({
    apiKeyId: `key${n}`,
    apiKeyName: `name ${n}`,
    subscriptions: [{ stageId: STAGE, usagePlanId: planId, monthCallCount: n }],
  })),
});

/** How many of them go out one after the other, `move.test.ts` counts in a time that no load can stretch. */
describe("requests for API keys", () => {
  test("of a product without any: one more", () =>
    emulated({ state: withKeys(0) }, async (all) => {
      await all.run(TARGET);
      expect(all.requests()).toEqual([OBSERVE, `POST /api/v1/products/${PRODUCT}/api-keys/search`, DETACH, OBSERVE]);
    }));

  test.each([1, 16])("of a product with %i: one more for each", (count) =>
    emulated({ state: withKeys(count) }, async (all) => {
      await all.run(TARGET);
      expect(all.requests()).toHaveLength(4 + count);
    }),
  );

  test("of sixteen that move to a successor, which is attached", () =>
    emulated({ state: withKeys(16) }, async (all) => {
      const { outputs } = await all.run({ ...TARGET, "successor-plan-id": UNUSED });
      expect(outputs["result"]).toBe("detached");
      expect(all.requests().filter(isWrite)).toHaveLength(1 + 16 + 1);
    }));
});

describe("five thousand keys", () => {
  const inputs = {
    "product-id": generated.product,
    "api-id": generated.api,
    "stage-id": generated.stage(0),
    "usage-plan-id": generated.plan(0),
    "access-key": generated.accessKey,
    "secret-key": generated.secretKey,
  };

  /** What a run takes of memory at its most, in KiB. */
  async function peak(all: Emulated): Promise<number> {
    const { child, ended } = all.start(inputs);
    let most = 0;
    const watch = setInterval(() => {
      try {
        most = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? most);
      } catch {
        // It has ended.
      }
    }, 5);
    const { outputs } = await ended;
    clearInterval(watch);
    expect(outputs["result"]).toBe("detached");
    return most;
  }

  test.skipIf(process.platform !== "linux")(
    "are read sixteen at a time, in a memory that stays flat",
    { timeout: 120_000 },
    async () => {
      const peaks: number[] = [];
      for (const apiKeys of [0, 5_000]) {
        await emulated({ state: generateState({ stages: 1, plans: 10, apiKeys }) }, async (all) => {
          peaks.push(await peak(all));
          expect(all.server.connections()).toBeLessThanOrEqual(16);
        });
      }
      const [without = 0, withMany = 0] = peaks;
      expect(withMany / without).toBeLessThan(1.6);
    },
  );
});
