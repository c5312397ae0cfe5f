/** The toolkit on the real `@actions/core`: a child process, its standard output and the runner's files. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createToolkit } from "../../../src/action/toolkit.ts";
import { keep, RUNNER } from "./support.ts";

const PROGRAM = fileURLToPath(new URL("programs/every-sink.ts", import.meta.url));
const SECRET = "SECRETsecret0123456789";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "toolkit-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(env: Record<string, string>) {
  const files = { output: join(folder, "output"), state: join(folder, "state"), summary: join(folder, "summary") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  const child = spawnSync(process.execPath, [PROGRAM], {
    encoding: "utf8",
    env: {
      // Windows starts few programs without it.
      SystemRoot: process.env["SystemRoot"] ?? "",
      GITHUB_OUTPUT: files.output,
      GITHUB_STATE: files.state,
      GITHUB_STEP_SUMMARY: files.summary,
      ...env,
    },
  });
  // `@actions/core` ends its lines as the system does.
  const read = (file: string) => readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  return {
    exitCode: child.status,
    stdout: child.stdout.replaceAll("\r\n", "\n"),
    stderr: child.stderr,
    output: read(files.output),
    state: read(files.state),
    summary: read(files.summary),
  };
}

test("every line of the log is without the secret, and the step is red", () => {
  const run = start({ "INPUT_SECRET-KEY": SECRET, TEXT: `a ${SECRET} b`, GITHUB_ACTIONS: "true" });
  const clean = "a *** b";
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe("");
  const [mask, ...lines] = run.stdout.trimEnd().split("\n");
  expect(mask).toBe(`::add-mask::${SECRET}`);
  expect(lines).toEqual([
    `info ${clean}`,
    `::debug::debug ${clean}`,
    `::warning title=${clean}::warning ${clean}`,
    `::group::group ${clean}`,
    "::endgroup::",
    `::error::failed ${clean}`,
    "::error::failed again",
  ]);
});

test("where no runner takes the masks, the secret is not printed for them", () => {
  const run = start({ "INPUT_SECRET-KEY": SECRET, TEXT: SECRET });
  expect(run.stdout).not.toContain(SECRET);
  expect(run.stdout).toContain("info ***");
});

test("a line of the log is never a command", () => {
  const run = start({ TEXT: "x\n::set-env name=A::b\n ##[add-path]c" });
  const lines = run.stdout.split("\n").slice(0, 3);
  expect(lines).toEqual(["info x", ": :set-env name=A::b", " ## [add-path]c"]);
});

test("without a summary file nothing is written and nothing thrown", () => {
  const run = start({ TEXT: "a", GITHUB_STEP_SUMMARY: "" });
  expect(run.stderr).toBe("");
  expect(run.stdout).toContain("::error::failed a");
});

test("a step fails once: what comes later is an annotation only", () => {
  const { sinks, failures, errors } = keep();
  const toolkit = createToolkit(RUNNER, sinks);
  toolkit.setFailed("first");
  toolkit.setFailed("second");
  expect([failures, errors]).toEqual([["first"], ["second"]]);
});
