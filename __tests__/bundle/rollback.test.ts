/** The post step: it attaches again what the main step detached when the job fails, and only then. */
import { describe, expect, test } from "vitest";
import { everywhere, NO_KEYS, post, ROLLBACK } from "./post.ts";
import {
  type ActionResult,
  BASIC,
  emulated,
  errorOf,
  FREE,
  GOLD,
  readLog,
  STAGE,
  TARGET,
  until,
  VIEWER,
  WINDOWS,
} from "./runner.ts";

/** What was sent a moment ago may land for half a minute. */
const SLOW = 90_000;

describe.concurrent("the post step", () => {
  test("the plan is back, and the summary says so", () =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const main = await all.run(ROLLBACK);
      expect(main.outputs["result"]).toBe("detached");
      expect(everywhere(all)).not.toEqual(before);

      const { exitCode, stdout, summary } = await post(all, main);
      expect(exitCode).toBe(0);
      expect(everywhere(all)).toEqual(before);
      expect(stdout).toMatch(/^✅ Rollback: .* is back on/m);
      expect(summary).toMatch(/Rollback: .* is back on/);
      expect(summary).toContain("무료 체험 플랜");
    }));

  test("with the API keys that were on the plan", () =>
    emulated({ world: { keysInUse: "default" } }, async (all) => {
      const keys = () => ["k3x9t6m1qa", "k1r7j4s9hc"].map((id) => all.server.emulator.keyPlan(id, STAGE));
      const main = await all.run(ROLLBACK);
      expect(keys()).toEqual([undefined, undefined]);
      expect((await post(all, main)).exitCode).toBe(0);
      expect(keys()).toEqual([FREE, FREE]);
    }));

  test("without rollback-on-failure: silent, whatever became of the job", () =>
    emulated({}, async (all) => {
      const main = await all.run(TARGET);
      all.requests();
      const { exitCode, stdout, summary } = await post(all, main, TARGET);
      expect(exitCode).toBe(0);
      expect(all.requests()).toEqual([]);
      expect(stdout.replace(/^::(add-mask|debug)::.*\r?\n/gm, "")).toBe("");
      expect(summary).toBe("");
    }));

  test("when the main step changed nothing: nothing, and it says so", () =>
    emulated({}, async (all) => {
      all.server.emulator.detach(STAGE, FREE, Date.now());
      const main = await all.run(ROLLBACK);
      expect(main.outputs["result"]).toBe("already-detached");
      all.requests();
      const { exitCode, stdout } = await post(all, main);
      expect(exitCode).toBe(0);
      expect(all.requests()).toEqual([]);
      expect(stdout).toMatch(/nothing to roll back/);
      expect(all.plans()).not.toContain(FREE);
    }));

  test("after a dry run: nothing", () =>
    emulated({}, async (all) => {
      const dry = { ...ROLLBACK, "dry-run": "true" };
      const main = await all.run(dry);
      const { exitCode } = await post(all, main, dry);
      expect(exitCode).toBe(0);
      expect(all.requests().filter((request) => /associate/.test(request))).toEqual([]);
    }));

  test("after bad inputs: silent, for the main step said it", () =>
    emulated({}, async (all) => {
      const bad = { ...ROLLBACK, timeout: "soon" };
      const main = await all.run(bad);
      const { exitCode, stdout } = await post(all, main, bad);
      expect(exitCode).toBe(0);
      expect(stdout).not.toContain("::error");
    }));

  test("of a run that failed half-way: what was detached comes back, and nothing else is touched", () =>
    emulated({ world: { faults: [{ on: "detach", nth: 2, do: { kind: "reply", status: 403 } }] } }, async (all) => {
      const before = everywhere(all);
      const inputs = { ...ROLLBACK, "usage-plan-id": `${FREE},${GOLD},${BASIC}` };
      const main = await all.run(inputs);
      expect(main.outputs).toMatchObject({ result: "failed", "detached-count": "2", "failed-count": "1" });
      expect(all.plans()).toEqual([GOLD]);
      expect((await post(all, main, inputs)).exitCode).toBe(0);
      expect(everywhere(all)).toEqual(before);
    }));

  test("of a run that does not know: what may have landed is looked at, and put back if it did", () =>
    emulated(
      {
        world: {
          faults: [
            { on: "detach", do: { kind: "reset", apply: "at-once" } },
            { on: "reads", nth: 2, do: { kind: "reply", status: 403 } },
          ],
        },
      },
      async (all) => {
        const main = await all.run({ ...ROLLBACK, "max-affected-api-keys": "" });
        expect(["unknown", "failed"]).toContain(main.outputs["result"]);
        expect((await post(all, main)).exitCode).toBe(0);
        expect(all.plans()).toContain(FREE);
      },
    ));

  test("a plan that somebody put back meanwhile is left as it is", { timeout: SLOW }, () =>
    emulated({}, async (all) => {
      const main = await all.run(NO_KEYS);
      all.server.emulator.attach(STAGE, BASIC, Date.now());
      all.requests();
      const { exitCode, stdout } = await post(all, main, NO_KEYS);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/was on .* already/);
      expect(all.requests().filter((request) => request.startsWith("POST"))).toEqual([]);
    }),
  );

  test.skipIf(WINDOWS)("a rollback that is cancelled itself says what is true", () =>
    emulated({}, async (all) => {
      const main = await all.run(NO_KEYS);
      all.server.setWorld({ faults: [{ on: "attach", do: { kind: "latency", ms: 1_000 } }] });
      const told = all.server.requests().length;
      const { child, ended } = all.start(NO_KEYS, { stage: "post", state: main.state });
      await until(() => all.server.requests().length >= told + 3);
      child.kill("SIGINT");
      const { stdout } = await ended;
      expect(stdout).toMatch(/is back on/);
      expect(all.plans()).toContain(BASIC);
    }),
  );

  test.skipIf(WINDOWS)("a rollback that is cancelled before the API keys are back is red, and names them", () =>
    emulated({}, async (all) => {
      const main = await all.run(ROLLBACK);
      all.server.setWorld({ faults: [{ on: "attach", do: { kind: "latency", ms: 1_000 } }] });
      const told = all.server.requests().length;
      const { child, ended } = all.start(ROLLBACK, { stage: "post", state: main.state });
      await until(() => all.server.requests().length >= told + 3);
      child.kill("SIGINT");
      const { exitCode, stdout } = await ended;
      expect(exitCode).toBe(1);
      expect(all.plans()).toContain(FREE);
      for (const name of ["모바일 앱 (iOS)", "partner-b"]) expect(stdout).toContain(`${name} (`);
    }),
  );
});

describe.concurrent("a rollback that fails is loud: an annotation with the receipt and the manual way", () => {
  const loud = (result: ActionResult, main: ActionResult): void => {
    expect(result.exitCode).toBe(1);
    for (const text of [errorOf(result), result.summary.replaceAll("&gt;", ">").replaceAll("&quot;", '"')]) {
      expect(text).toContain("API Gateway > Usage Plans");
      expect(text).toContain("mode: restore");
    }
    // The receipt to the letter, to be copied: a line of the log, and never a part of what GitHub cuts.
    const lines = readLog(result.stdout).filter(({ text }) => text.includes(main.outputs["receipt"] ?? ""));
    expect(lines.map(({ command }) => command)).toEqual([""]);
    expect(result.summary).toContain(main.outputs["receipt"]);
  };

  test("when the key may not write any more", () =>
    emulated({}, async (all) => {
      const main = await all.run(ROLLBACK);
      loud(await post(all, main, { ...ROLLBACK, ...VIEWER }), main);
      expect(all.plans()).not.toContain(FREE);
    }));

  test("when NCP forbids it", () =>
    emulated({}, async (all) => {
      const main = await all.run(ROLLBACK);
      all.server.setWorld({ forbidden: ["writes"], denial: "403/10011" });
      loud(await post(all, main), main);
    }));

  test("when the plan was deleted meanwhile", () =>
    emulated({}, async (all) => {
      const main = await all.run(ROLLBACK);
      all.server.emulator.deletePlan(FREE, Date.now());
      loud(await post(all, main), main);
    }));

  test(
    "when NCP cannot be reached",
    () =>
      emulated({}, async (all) => {
        const quick = { ...ROLLBACK, timeout: "5" };
        const main = await all.run(quick);
        await all.server.down(60_000);
        loud(await post(all, main, quick), main);
      }),
    SLOW,
  );
});
