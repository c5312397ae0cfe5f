/** The runner's files: not there, read-only, or on a disk that is full by the time. What was done is said all the same. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFileCommands, startAction } from "../../scripts/runner.ts";
import { describeOnSmallDisk, onSmallDisk, PAGE, type SmallDisk } from "./disk.ts";
import { everywhere, MANY, NO_KEYS, post } from "./post.ts";
import { type Emulated, emulated, MANAGER, readLog, WINDOWS } from "./runner.ts";

/** Not looked over: what `lookOver` reads is what cannot be written here. */
const start = ({ server }: Emulated, inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>) =>
  startAction({ inputs: { ...MANAGER, "api-url": server.url, ...inputs }, env });

const linesOf = (stdout: string, kind: string) =>
  readLog(stdout).flatMap(({ command, text }) => (command === kind ? text : []));
const receiptLine = /^.*ncp-receipt-2\.\S+$/m;

const NOWHERE: [string, string][] = WINDOWS
  ? [["is nowhere", "Z:\\nowhere\\file"]]
  : [
      ["is nowhere", "/nonexistent/file"],
      ["is a folder", tmpdir()],
      ["is full", "/dev/full"],
    ];

describe.concurrent("GITHUB_OUTPUT", { timeout: 60_000 }, () => {
  test.each(NOWHERE)("that %s: red after the write, which the log tells with its receipt", (_, GITHUB_OUTPUT) =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const result = await start(all, { ...NO_KEYS, "rollback-on-failure": "false" }, { GITHUB_OUTPUT }).ended;
      expect(result.exitCode).toBe(1);
      const [error, ...more] = linesOf(result.stdout, "error");
      expect(error).toMatch(/^Outputs could not be written.*(ENOENT|Missing file|EISDIR|ENOSPC)/);
      expect(more).toEqual([]);
      const receipt = /ncp-receipt-2\.\S+/.exec(result.stdout)?.[0] ?? "";
      expect((await all.run({ mode: "restore", receipt })).outputs["result"]).toBe("restored");
      expect(everywhere(all)).toEqual(before);
    }),
  );

  test.each(NOWHERE)("that %s, and the job that fails of it is rolled back where that was asked for", (_, file) =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const main = await start(all, NO_KEYS, { GITHUB_OUTPUT: file }).ended;
      expect(main.exitCode).toBe(1);
      expect(everywhere(all)).not.toEqual(before);
      expect((await post(all, main, NO_KEYS)).exitCode).toBe(0);
      expect(everywhere(all)).toEqual(before);
    }),
  );
});

describe.concurrent("what only people read", { timeout: 60_000 }, () => {
  test.each(NOWHERE)("GITHUB_STEP_SUMMARY that %s: a warning", (_, GITHUB_STEP_SUMMARY) =>
    emulated({}, async (all) => {
      const result = await start(all, NO_KEYS, { GITHUB_STEP_SUMMARY }).ended;
      expect([result.exitCode, result.outputs["result"]]).toEqual([0, "detached"]);
      expect(linesOf(result.stdout, "warning").join()).toContain("The job summary could not be written");
    }),
  );

  test.each(NOWHERE)("RUNNER_TEMP that %s: a warning, and every output but the file", (why, path) =>
    emulated({}, async (all) => {
      const RUNNER_TEMP = why === "is a folder" ? "/dev/null" : path;
      const before = everywhere(all);
      const main = await all.run(NO_KEYS, { env: { RUNNER_TEMP } });
      expect([main.exitCode, main.outputs["result"], main.outputs["receipt-file"]]).toEqual([0, "detached", ""]);
      expect(linesOf(main.stdout, "warning").join()).toContain("could not be written to a file");
      expect((await all.run(NO_KEYS, { stage: "post", state: main.state, env: { RUNNER_TEMP } })).exitCode).toBe(0);
      expect(everywhere(all)).toEqual(before);
    }),
  );

  test("no RUNNER_TEMP at all: no file, and not a word", () =>
    emulated({}, async (all) => {
      const env = { RUNNER_TEMP: undefined };
      const main = await all.run(NO_KEYS, { env });
      expect([main.exitCode, main.outputs["receipt-file"], main.outputs["receipt"]?.slice(0, 14)]).toEqual([
        0,
        "",
        "ncp-receipt-2.",
      ]);
      expect(linesOf(main.stdout, "warning").join()).not.toContain("file");
    }));
});

/** A file that the rest of its page has room for so many bytes, on a disk without another page. */
function almostFull({ folder, fill }: SmallDisk, name: string, room: number): string {
  const path = join(folder, name);
  writeFileSync(path, `filler=${"x".repeat(PAGE - room - "filler=\n".length)}\n`);
  fill();
  return path;
}

describeOnSmallDisk("a disk that fills up in the middle of the run", () => {
  const ROOMS = Array.from({ length: 24 }, (_, n) => n * 170);

  test("of the state: what is written to NCP is undone, and nothing is that could not be", {
    timeout: 300_000,
  }, async () => {
    const seen = new Set<string>();
    const once = (room: number) =>
      onSmallDisk((disk) =>
        emulated({}, async (all) => {
          const before = everywhere(all);
          const GITHUB_STATE = almostFull(disk, "state", room);
          const main = await start(all, { ...MANY, "look-at-api-keys": "false", concurrency: "1" }, { GITHUB_STATE })
            .ended;
          const written = everywhere(all).flat().length < before.flat().length;
          seen.add(`${main.outputs["code"]} ${written}`);
          // As a runner reads it: whole lines, or the step fails of them.
          const text = readFileSync(GITHUB_STATE, "utf8");
          expect(text.endsWith("\n")).toBe(true);
          const { filler: _, ...state } = readFileCommands(text);
          if (main.exitCode !== 0) expect(main.outputs["code"], main.stdout).toBe("state-unwritable");
          const result = await post(all, { state }, MANY);
          expect(result.exitCode, `${room}: ${main.stdout}\n${result.stdout}`).toBe(0);
          expect(everywhere(all), `room for ${room} bytes`).toEqual(before);
        }),
      );
    for (let at = 0; at < ROOMS.length; at += 4) await Promise.all(ROOMS.slice(at, at + 4).map(once));
    // Before the first write, between two of them, behind the last one.
    expect([...seen].sort()).toEqual([" true", "state-unwritable false", "state-unwritable true"]);
  });

  test("of the outputs: each is whole or not there, and short ones are", { timeout: 120_000 }, async () => {
    const once = (room: number) =>
      onSmallDisk((disk) =>
        emulated({}, async (all) => {
          const GITHUB_OUTPUT = almostFull(disk, "outputs", room);
          const main = await start(all, NO_KEYS, { GITHUB_OUTPUT }).ended;
          const { filler: _, ...outputs } = readFileCommands(readFileSync(GITHUB_OUTPUT, "utf8"));
          expect(main.stdout).toMatch(receiptLine);
          if ("detached-count" in outputs && "results" in outputs) return;
          expect(main.exitCode).toBe(1);
          if (room >= 1_000) expect(outputs).toMatchObject({ result: "detached", changed: "true", code: "" });
        }),
      );
    for (let at = 0; at < ROOMS.length; at += 4) await Promise.all(ROOMS.slice(at, at + 4).map(once));
  });

  test("of summary and files: all or nothing of each, with a warning, and green", { timeout: 60_000 }, () =>
    onSmallDisk((disk) =>
      emulated({}, async (all) => {
        const GITHUB_STEP_SUMMARY = almostFull(disk, "summary", 500);
        const before = readFileSync(GITHUB_STEP_SUMMARY, "utf8");
        const main = await start(all, NO_KEYS, { GITHUB_STEP_SUMMARY, RUNNER_TEMP: disk.folder }).ended;
        expect([main.exitCode, main.outputs["result"], main.outputs["receipt-file"]]).toEqual([0, "detached", ""]);
        expect(linesOf(main.stdout, "warning").join()).toMatch(
          /could not be written to a file.*ENOSPC.*summary.*ENOSPC/,
        );
        expect(readFileSync(GITHUB_STEP_SUMMARY, "utf8")).toBe(before);
        expect(readdirSync(disk.folder, { recursive: true }).filter((name) => String(name).endsWith(".json"))).toEqual(
          [],
        );
      }),
    ),
  );

  test("and a read-only one: red before the first request, where a rollback was asked for", () =>
    onSmallDisk((disk) =>
      emulated({}, async (all) => {
        const GITHUB_STATE = join(disk.folder, "state");
        writeFileSync(GITHUB_STATE, "");
        disk.readOnly();
        const main = await all.run(NO_KEYS, { env: { GITHUB_STATE } });
        expect(main.outputs).toMatchObject({ result: "failed", code: "state-unwritable", changed: "false" });
        expect(all.requests()).toEqual([]);
      }),
    ));
});
