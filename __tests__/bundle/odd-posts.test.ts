/** Post steps that runners, jobs and other people make odd: what is true is said, and nothing is written twice or wrongly. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { everywhere, MANY, NO_KEYS, post } from "./post.ts";
import { BASIC, emulated, errorOf, readLog, STAGE, until, WINDOWS } from "./runner.ts";

const SLOW = { timeout: 90_000 };

describe.concurrent("a post step", SLOW, () => {
  test("started twice: the second finds all in place, and writes nothing", () =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const main = await all.run(NO_KEYS);
      expect((await post(all, main, NO_KEYS)).exitCode).toBe(0);
      all.requests();
      const again = await post(all, main, NO_KEYS);
      expect(again.exitCode).toBe(0);
      expect(all.requests().filter((request) => /^(POST|PUT)/.test(request))).toEqual([]);
      expect(everywhere(all)).toEqual(before);
    }));

  test("started twice at once: the plans are back, whoever was first", () =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const main = await all.run(MANY);
      const ends = await Promise.all([post(all, main, MANY), post(all, main, MANY)]);
      expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      expect(everywhere(all)).toEqual(before);
    }));

  test("while another run attaches the same plan: it is on, and green", () =>
    emulated({}, async (all) => {
      const main = await all.run(NO_KEYS);
      all.server.setWorld({ faults: [{ on: "attach", do: { kind: "reply", status: 409 } }] });
      const asked = all.server.requests().length;
      const rollback = post(all, main, NO_KEYS);
      await until(() => all.server.requests().length > asked);
      all.server.emulator.attach(STAGE, BASIC, Date.now());
      expect((await rollback).exitCode).toBe(0);
      expect(all.plans()).toContain(BASIC);
    }));

  test("with another HOME, TMPDIR, RUNNER_TEMP and language of the machine: the same", () =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const main = await all.run(NO_KEYS);
      const folder = mkdtempSync(join(tmpdir(), "elsewhere-"));
      const env = { HOME: folder, TMPDIR: "/nonexistent", RUNNER_TEMP: folder, LANG: "ko_KR.EUC-KR", TZ: "Asia/Seoul" };
      try {
        expect((await all.run(NO_KEYS, { stage: "post", state: main.state, env })).exitCode).toBe(0);
      } finally {
        rmSync(folder, { recursive: true });
      }
      expect(everywhere(all)).toEqual(before);
    }));

  test("beside state of other names: only its own counts", () =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const main = await all.run(NO_KEYS);
      const others = {
        saved: "true",
        isPost: "true",
        "record-": "=x",
        "record-x": "=x",
        "record-1.5": "=",
        xrecord: "+",
      };
      const result = await post(all, { state: { ...main.state, ...others } }, NO_KEYS);
      expect(result.exitCode).toBe(0);
      expect(everywhere(all)).toEqual(before);
    }));

  test.each<[string, (state: Record<string, string>) => Record<string, string>]>([
    ["with a record too many", (state) => ({ ...state, "record-3": '={"end":""}' })],
    ["with a gap", (state) => ({ ...state, "record-9": "=" })],
    ["with a record of another shape", (state) => ({ ...state, "record-1": '={"stage":[]}' })],
    ["with a letter that no end has", (state) => ({ ...state, "record-2": '={"end":"!"}' })],
    ["with more ends than plans", (state) => ({ ...state, "record-2": '={"end":"++"}' })],
    [
      "with an id that is a path",
      (state) => ({ ...state, "record-1": state["record-1"]?.replace(BASIC, "../x") ?? "" }),
    ],
    ["with all of it masked", (state) => Object.fromEntries(Object.keys(state).map((name) => [name, "***"]))],
  ])("%s: red, and nothing is written", (_, damage) =>
    emulated({}, async (all) => {
      const main = await all.run(NO_KEYS);
      expect(Object.keys(main.state)).toEqual(["record-0", "record-1", "record-2"]);
      all.requests();
      const result = await post(all, { state: damage({ ...main.state }) }, NO_KEYS);
      expect(result.exitCode, result.stdout).toBe(1);
      expect(errorOf(result)).toContain("mode: restore");
      expect(all.requests()).toEqual([]);
    }),
  );

  test.skipIf(WINDOWS)("with a log that nobody reads: undone all the same", () =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const main = await all.run(NO_KEYS);
      const { child, ended } = all.start(NO_KEYS, { stage: "post", state: main.state });
      child.stdout?.destroy();
      child.stderr?.destroy();
      expect((await ended).exitCode).toBe(0);
      expect(everywhere(all)).toEqual(before);
    }),
  );

  test.skipIf(WINDOWS).each([
    ["SIGTERM twice", ["SIGTERM", "SIGTERM"]],
    ["SIGHUP", ["SIGHUP"]],
  ] as const)("that gets %s in the middle of its write: lets it finish, and tells the truth", (_, signals) =>
    emulated({}, async (all) => {
      const main = await all.run(NO_KEYS);
      all.server.setWorld({ faults: [{ on: "attach", do: { kind: "latency", ms: 1_500 } }] });
      const { child, ended } = all.start(NO_KEYS, { stage: "post", state: main.state });
      await until(() => all.server.requests().some(({ operation }) => operation === "attach"));
      for (const signal of signals) child.kill(signal);
      const { stdout, exitCode } = await ended;
      expect(exitCode).toBe(0);
      expect(readLog(stdout).filter(({ text }) => text.startsWith("Cancelled"))).toHaveLength(1);
      expect(stdout).toMatch(/is back on/);
      expect(all.plans()).toContain(BASIC);
    }),
  );
});
