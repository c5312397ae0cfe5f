/** What is left when all else is wrong: a defect by which the run waits for what never comes. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/runner.ts";

// Node ends an ES module whose work is not done with 13. The same as CommonJS would end with 0: green, and wrong.
test("a run in which nothing happens any more is red", () => {
  const folder = mkdtempSync(join(tmpdir(), "unsettled-"));
  try {
    cpSync(join(ROOT, "dist"), folder, { recursive: true });
    const index = join(folder, "index.js");
    const [before, after, ...more] = readFileSync(index, "utf8").split("await main({");
    expect(more).toEqual([]);
    writeFileSync(index, `${before}await new Promise(() => {}); await main({${after}`);
    const env = { PATH: dirname(process.execPath), SystemRoot: process.env["SystemRoot"] ?? "" };
    const { status, stdout } = spawnSync(process.execPath, [index], { env, encoding: "utf8" });
    expect(stdout).toBe("");
    expect(status).toBe(13);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
