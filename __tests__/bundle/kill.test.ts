/** A process that is killed, and what comes after it: the post step, or a second run. */
import { describe, expect, test } from "vitest";
import { seed } from "../../emulator/seed.ts";
import { everywhere, MANY, post, ROLLBACK } from "./post.ts";
import { API, BASIC, emulated, FREE, GOLD, PRODUCT, STAGE, TARGET, until } from "./runner.ts";

/** What was about to be sent may land for half a minute. */
const SLOW = 90_000;

describe.concurrent("a main step that is killed", () => {
  test("before any write: nothing to undo", () =>
    emulated({ world: { faults: [{ on: "reads", do: { kind: "hold" } }] } }, async (all) => {
      const { child, ended } = all.start(ROLLBACK);
      await until(() => all.server.requests().length > 0);
      child.kill("SIGKILL");
      const main = await ended;
      all.requests();
      const { exitCode } = await post(all, main);
      expect(exitCode).toBe(0);
      expect(all.requests()).toEqual([]);
    }));

  test.each([1, 2, 3, 4, 5])(
    "with write %i of five under way: all that was detached comes back",
    (n) =>
      emulated({ world: { faults: [{ on: "detach", do: { kind: "latency", ms: 150 } }] } }, async (all) => {
        const before = everywhere(all);
        const one = { ...MANY, concurrency: "1" };
        const { child, ended } = all.start(one);
        await until(() => all.server.requests().filter(({ operation }) => operation === "detach").length >= n);
        child.kill("SIGKILL");
        const main = await ended;
        expect(main.signal).toBe("SIGKILL");
        expect(main.outputs).toEqual({});
        expect(everywhere(all)).not.toEqual(before);

        const { exitCode, summary } = await post(all, main, one);
        expect(exitCode).toBe(0);
        expect(everywhere(all)).toEqual(before);
        expect(summary).not.toBe("");
      }),
    SLOW,
  );

  test(
    "with a large state: the receipt is saved in parts and comes back whole",
    () => {
      const ids = (letter: string, n: number) =>
        Array.from({ length: n }, (_, i) => `${letter}${String(i).padStart(9, "0")}`);
      const plans = ids("u", 600);
      const state = {
        ...seed(),
        usagePlans: plans.map((usagePlanId, i) => ({
          usagePlanId,
          usagePlanName: `아주 긴 이름의 사용량 플랜 번호 ${i} 입니다`,
        })),
        products: [
          {
            productId: PRODUCT,
            productName: "결제 서비스",
            apis: [
              { apiId: API, apiName: "결제 API", stages: [{ stageId: STAGE, stageName: "운영", usagePlanIds: plans }] },
            ],
          },
        ],
        apiKeys: [],
      };
      return emulated({ state }, async (all) => {
        const inputs = { ...ROLLBACK, "usage-plan-id": "*" };
        const { child, ended } = all.start(inputs);
        await until(() => all.server.requests().filter(({ operation }) => operation === "detach").length >= 100);
        child.kill("SIGKILL");
        const main = await ended;
        expect(Object.keys(main.state).length).toBeGreaterThan(1);
        expect(all.plans().length).toBeLessThan(600);
        expect((await post(all, main, inputs)).exitCode).toBe(0);
        expect([...all.plans()].sort()).toEqual(plans);
      });
    },
    SLOW,
  );
});

test("a kill at a random moment, and a second run: the same end as one clean run", { timeout: SLOW }, () =>
  emulated({ world: { latencyMs: 25 } }, async ({ server, start, run, plans }) => {
    let killed = 0;
    for (let n = 0; n < 10; n++) {
      server.emulator.attach(STAGE, FREE, Date.now());
      const { child, stdout, ended } = start(TARGET);
      await until(() => stdout() !== "");
      await new Promise((resolve) => setTimeout(resolve, n * 12));
      child.kill("SIGKILL");
      const first = await ended;
      if (first.signal === "SIGKILL") killed += 1;
      const { outputs } = await run(TARGET);
      expect(["detached", "already-detached"]).toContain(outputs["result"]);
      expect([...plans()].sort()).toEqual([GOLD, BASIC].sort());
      server.emulator.journal.length = 0;
    }
    expect(killed).toBeGreaterThan(3);
  }),
);
