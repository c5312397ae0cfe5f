/** What is left when all else is wrong: a defect by which the run waits for what never comes. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/runner.ts";

// Node ends an ES module whose work is not done with 13. The same as CommonJS would end with 0: green, and wrong.
test.each(["index.js", "post.js"])("a run in which nothing happens any more is red: %s", (entry) => {
  const folder = mkdtempSync(join(tmpdir(), "unsettled-"));
  try {
    cpSync(join(ROOT, "dist"), folder, { recursive: true });
    const program = join(folder, "program.js");
    const [before, after, ...more] = readFileSync(program, "utf8").split("await steps[step]({");
    expect(more).toEqual([]);
    writeFileSync(program, `${before}await new Promise(() => {}); await steps[step]({${after}`);
    const env = { PATH: dirname(process.execPath), SystemRoot: process.env["SystemRoot"] ?? "" };
    const { status, stdout } = spawnSync(process.execPath, [join(folder, entry)], { env, encoding: "utf8" });
    expect(stdout).toBe("");
    expect(status).toBe(13);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
