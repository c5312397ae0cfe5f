import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/runner.ts";

function demo(env: Readonly<Record<string, string>> = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = { cwd: ROOT, env: { ...process.env, NO_COLOR: "1", ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, ["scripts/demo.ts"], options, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

test("the demo shows log, outputs and summary of every step, and ends green", async () => {
  const { code, stdout, stderr } = await demo();
  expect(stderr).toBe("");
  expect(stdout).toContain("✔ All as expected.");
  expect(code).toBe(0);
  for (const title of ["The log", "The outputs", "The job summary", "What the server saw"]) {
    expect(stdout.split(`\n  ${title}\n`)).toHaveLength(5);
  }
  for (const text of [
    "result = detached",
    "result = already-detached",
    "code = stage-not-found",
    "result = restored",
  ]) {
    expect(stdout).toContain(text);
  }
  expect(stdout).not.toMatch(/::|not-a-real-secret/);
});

test("the demo of an action that does nothing ends red", async () => {
  const folder = mkdtempSync(join(tmpdir(), "idle-"));
  try {
    writeFileSync(join(folder, "index.js"), "");
    const { code, stdout } = await demo({ ACTION_ENTRY: join(folder, "index.js") });
    expect(code).toBe(1);
    expect(stdout).toContain("did not end as expected");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
