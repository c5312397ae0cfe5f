/** The way back never fails in silence: what may happen between a main step and its post step, by what the server got. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startAction } from "../../scripts/runner.ts";
import { unpacked } from "../papers.ts";
import { everywhere, MANY, NO_KEYS, post, ROLLBACK } from "./post.ts";
import {
  type Emulated,
  emulated,
  errorOf,
  FREE,
  MANAGER,
  readLog,
  STAGE,
  STAGING,
  TARGET,
  until,
  VIEWER,
  WINDOWS,
} from "./runner.ts";

/** What was sent a moment ago may land for half a minute. */
const SLOW = { timeout: 120_000 };

const writesOf = (all: Emulated) => all.requests().filter((request) => /POST.*associate/.test(request));
const warningsOf = ({ stdout }: { stdout: string }) =>
  readLog(stdout).flatMap(({ command, text }) => (command === "warning" ? text : []));

describe.concurrent("which step this is", () => {
  test("a post step without any record writes nothing, and says so", () =>
    emulated({}, async (all) => {
      const result = await post(all, { state: {} });
      expect(result.exitCode).toBe(0);
      expect(warningsOf(result)).toEqual([expect.stringContaining("no record")]);
      expect(all.requests()).toEqual([]);
    }));

  test("a main step is one, whatever stands in the job's environment", () =>
    emulated({}, async (all) => {
      const { state } = await all.run(ROLLBACK);
      all.server.emulator.attach(STAGE, FREE, Date.now());
      const again = await all.run(ROLLBACK, { state: { ...state, saved: "{}" } });
      expect(again.outputs["result"]).toBe("detached");
      expect(all.plans()).not.toContain(FREE);
    }));
});

/** Every millisecond by hand: `KILL_EVERY_MS=1`. */
const EVERY_MS = Number(process.env["KILL_EVERY_MS"] ?? 20);

test.skipIf(WINDOWS)(
  "a main step that is killed at any moment of its first 200 ms is undone, or has done nothing",
  { timeout: 600_000 },
  async () => {
    const moments = Array.from({ length: Math.ceil(200 / EVERY_MS) }, (_, n) => n * EVERY_MS);
    const kill = (ms: number) =>
      emulated({}, async (all) => {
        const before = everywhere(all);
        const { child, ended } = all.start(NO_KEYS);
        setTimeout(() => child.kill("SIGKILL"), ms);
        const main = await ended;
        const sent = writesOf(all).length;
        const result = await post(all, main, NO_KEYS);
        expect(result.exitCode, `killed after ${ms} ms: ${result.stdout}`).toBe(0);
        expect(everywhere(all), `killed after ${ms} ms`).toEqual(before);
        if (sent === 0) expect(writesOf(all)).toEqual([]);
      });
    for (const ms of moments)
      if (ms % (4 * EVERY_MS) === 0) await Promise.all([0, 1, 2, 3].map((n) => kill(ms + n * EVERY_MS)));
  },
);

describe.concurrent("what the job's other steps do meanwhile", () => {
  test.each<[string, Record<string, string>]>([
    ["the secret key is empty", { "secret-key": "" }],
    ["both keys are", { "access-key": "", "secret-key": "" }],
    ["the keys are another account's", VIEWER],
  ])("%s: red, with the receipt and the manual way", (_, keys) =>
    emulated({}, async (all) => {
      const main = await all.run(ROLLBACK);
      all.requests();
      const result = await post(all, main, { ...ROLLBACK, ...keys });
      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toContain("mode: restore");
      expect(result.stdout).toContain(main.outputs["receipt"]);
      expect(all.requests()).toEqual([]);
    }),
  );

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ["inputs are garbage by then", { "stage-id": "", "product-id": "?", timeout: "soon", mode: "" }, {}],
    ["another site is exported", {}, { NCLOUD_SITE: "gov", NCLOUD_API_GW: "https://ncloud.apigw.gov-ntruss.com" }],
    [
      "other keys are exported",
      {},
      { NCLOUD_ACCESS_KEY_ID: "SOMEBODYELSE00000001", NCLOUD_SECRET_KEY: "x".repeat(40) },
    ],
    ["no rollback is asked for any more", { "rollback-on-failure": "false", "dry-run": "true" }, {}],
    ["the URL is another one", { "api-url": "https://localhost:1" }, {}],
  ])("%s: rolled back all the same", (_, inputs, env) =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const main = await all.run(ROLLBACK);
      const result = await all.run({ ...ROLLBACK, ...inputs }, { stage: "post", state: main.state, env });
      expect(result.exitCode).toBe(0);
      expect(everywhere(all)).toEqual(before);
    }),
  );
});

describe.concurrent("a record that does not tell", () => {
  test.each<[string, (state: Record<string, string>) => Record<string, string>]>([
    ["the last part cut", (state) => ({ ...state, "record-1": (state["record-1"] ?? "").slice(0, -20) })],
    ["a part lost", ({ "record-1": _, ...state }) => state],
    ["the beginning lost", ({ "record-0": _, ...state }) => state],
    ["masked", (state) => ({ ...state, "record-1": "***" })],
  ])("%s: red, and nothing is written", (_, damage) =>
    emulated({}, async (all) => {
      const main = await all.run(ROLLBACK);
      all.requests();
      const result = await post(all, { state: damage({ ...main.state }) });
      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toContain("damaged");
      expect(all.requests()).toEqual([]);
    }),
  );
});

describe.concurrent("a state file that cannot be written", () => {
  const FILES = WINDOWS ? ["Z:\\nowhere\\state"] : ["/nonexistent/state", "/dev/full", ""];
  test.each(FILES)("%j: red before the first request when a rollback was asked for", (GITHUB_STATE) =>
    emulated({}, async (all) => {
      const result = await all.run(ROLLBACK, { env: { GITHUB_STATE } });
      expect(result.outputs).toMatchObject({ result: "failed", code: "state-unwritable", changed: "false" });
      expect(result.exitCode).toBe(1);
      expect(all.requests()).toEqual([]);
    }),
  );

  test.each(FILES)("%j: nothing to speak of when it was not", (GITHUB_STATE) =>
    emulated({}, async (all) => {
      const result = await all.run(TARGET, { env: { GITHUB_STATE } });
      expect(result.outputs).toMatchObject({ result: "detached" });
      expect(result.exitCode).toBe(0);
    }),
  );
});

describe.concurrent("secrets that are words", () => {
  test.each(["stage", "true", "sure", "plans", "name", "public", "receipt", "changed", "0000"])(
    "%s: outputs, receipt and record are whole, and the variable is named",
    (word) =>
      emulated({}, async ({ server }) => {
        const before = [...server.emulator.plansOn(STAGE)].sort();
        const inputs = { ...ROLLBACK, ...MANAGER, "api-url": server.url };
        const env = { GH_TOKEN: word };
        const main = await startAction({ inputs, env }).ended;
        expect(main.outputs).toMatchObject({ result: "detached", changed: "true" });
        expect(JSON.parse(main.outputs["results"] ?? "")).toMatchObject([{ stageId: STAGE, usagePlanId: FREE }]);
        expect(unpacked(main.outputs["receipt"] ?? "").stages).toMatchObject([{ stage: { id: STAGE } }]);
        expect(warningsOf(main).join()).toContain("GH_TOKEN");
        const back = { mode: "restore", receipt: main.outputs["receipt"] ?? "", ...MANAGER, "api-url": server.url };
        const restored = await startAction({ inputs: back, env }).ended;
        expect(restored.outputs["result"]).toBe("restored");
        expect([...server.emulator.plansOn(STAGE)].sort()).toEqual(before);
      }),
  );
});

describe.concurrent("a log that nobody reads any more", () => {
  test.skipIf(WINDOWS)("neither ends nor colours the work: outputs, summary and state are there", () =>
    emulated({}, async ({ server }) => {
      const running = startAction({ inputs: { ...ROLLBACK, ...MANAGER, "api-url": server.url } });
      running.child.stdout?.destroy();
      running.child.stderr?.destroy();
      const { exitCode, outputs, summary, state } = await running.ended;
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ result: "detached", changed: "true" });
      expect(summary).toContain("무료 체험 플랜");
      expect(Object.keys(state)).toHaveLength(3);
      expect(server.emulator.plansOn(STAGE)).not.toContain(FREE);
    }),
  );
});

describe.concurrent("doubt", () => {
  test.skipIf(WINDOWS)("a write that lands seconds after the job was cancelled is waited for", SLOW, () =>
    emulated(
      { world: { faults: [{ on: "detach", do: { kind: "hold", apply: { afterMs: 15_000 } } }] } },
      async (all) => {
        const before = everywhere(all);
        const { child, ended } = all.start(NO_KEYS);
        await until(() => all.server.requests().some(({ operation }) => operation === "detach"));
        child.kill("SIGKILL");
        const result = await post(all, await ended, NO_KEYS);
        expect(result.exitCode).toBe(0);
        expect(everywhere(all)).toEqual(before);
        expect(writesOf(all)).toHaveLength(2);
      },
    ),
  );

  test("one stale read does not make a rollback green", SLOW, () =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const main = await all.run(NO_KEYS);
      all.server.setWorld({ reads: { lagsMs: [0, 5_000], pick: "alternate" } });
      const result = await post(all, main, NO_KEYS);
      expect(result.exitCode).toBe(0);
      expect(everywhere(all)).toEqual(before);
    }),
  );
});

describe.skipIf(WINDOWS)("a main step that a cancel did not reach", () => {
  test("is told to stop, waited for, and undone", SLOW, () =>
    emulated({ world: { faults: [{ on: "detach", do: { kind: "latency", ms: 2_000 } }] } }, async (all) => {
      const folder = mkdtempSync(join(tmpdir(), "runner-temp-"));
      try {
        const env = { RUNNER_TEMP: folder };
        const before = everywhere(all);
        const inputs = { ...MANY, concurrency: "1" };
        const main = all.start(inputs, { env });
        await until(() => all.server.requests().filter(({ operation }) => operation === "detach").length >= 2);
        const rollback = all.run(inputs, { stage: "post", state: main.state(), env });
        const { exitCode, stdout } = await main.ended;
        const endedAt = Date.now();
        expect(exitCode).toBe(1);
        expect(stdout).toContain("Cancelled");
        const result = await rollback;
        expect(result.stdout).toContain("still running");
        expect(result.exitCode).toBe(0);
        expect(everywhere(all)).toEqual(before);
        const attached = all.server.requests().filter(({ operation }) => operation === "attach");
        expect(attached.length).toBeGreaterThanOrEqual(2);
        for (const { at } of attached) expect(at).toBeGreaterThanOrEqual(endedAt - 1_000);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
  );

  test("and that does not stop is not worked against: red", SLOW, () =>
    emulated({}, async (all) => {
      const { state } = await all.run(ROLLBACK);
      all.requests();
      // As of a process that runs on, in a container whose processes are not seen from here.
      const begun = (state["record-0"] ?? "").replace(/"space":"[^"]*"/, '"space":"pid:[1]"');
      const result = await post(all, { state: { "record-0": begun, "record-1": state["record-1"] ?? "" } });
      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toContain("may still be running");
      expect(result.stdout).toContain("ncp-receipt-2.");
      expect(all.requests()).toEqual([]);
    }),
  );
});

describe.concurrent("several receipts", () => {
  test("of attempts and of a matrix are one undo, as lines and as files", () =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const first = await all.run({ ...TARGET, "usage-plan-id": "*" });
      const second = await all.run({ ...TARGET, "stage-id": STAGING, "usage-plan-id": "*" });
      const receipts = [second, first].map(({ outputs }) => outputs["receipt"]);
      const lines = await all.run({ mode: "restore", receipt: receipts.join("\n") });
      expect(lines.outputs["result"]).toBe("restored");
      expect(everywhere(all)).toEqual(before);
    }));

  test("the file is readable JSON, and restores alike", () =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const folder = mkdtempSync(join(tmpdir(), "receipts-"));
      try {
        const env = { RUNNER_TEMP: folder };
        const runs = [
          await all.run({ ...TARGET, "usage-plan-id": "*" }, { env }),
          await all.run({ ...TARGET, "stage-id": STAGING, "usage-plan-id": "*" }, { env }),
        ];
        for (const { outputs } of runs) {
          const file = JSON.parse(readFileSync(outputs["receipt-file"] ?? "", "utf8"));
          expect(file).toEqual(unpacked(outputs["receipt"] ?? ""));
        }
        const result = await all.run({ mode: "restore", "receipt-file": folder });
        expect(result.outputs["result"]).toBe("restored");
        expect(everywhere(all)).toEqual(before);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }));
});
