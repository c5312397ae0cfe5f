/**
 * `npm run mutation`: changes src/usage-plan and src/ncloud in small ways, one at a time, runs the unit tests of that
 * folder against each change, and writes the figures into docs/mutation.md. Files may be named; what was measured
 * before and has not changed since is taken over from reports/, so that it can be done in several goes.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./bundle.ts";
import { type MutationReport, mutationTable, withMutation } from "./pages/mutation.ts";

const AREAS = ["usage-plan", "ncloud"] as const;
const PAGE = join(ROOT, "docs/mutation.md");

const named = process.argv.slice(2);
const reports: MutationReport[] = [];
for (const area of AREAS) {
  const file = `reports/mutation-${area}.json`;
  const mutate = named.length === 0 ? [`src/${area}/**/*.ts`] : named.filter((path) => path.startsWith(`src/${area}/`));
  if (mutate.length > 0) {
    const stryker = join(ROOT, "node_modules/@stryker-mutator/core/bin/stryker.js");
    const args = [stryker, "run", "--incrementalFile", file, "--mutate", [...mutate, "!src/**/*.d.ts"].join(",")];
    const env = { ...process.env, MUTATION_AREA: area };
    const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: "inherit" });
    if (status !== 0) process.exitCode = 1;
  }
  if (existsSync(join(ROOT, file))) reports.push(JSON.parse(readFileSync(join(ROOT, file), "utf8")) as MutationReport);
}
const table = mutationTable(reports, new Date().toISOString().slice(0, 10));
writeFileSync(PAGE, withMutation(readFileSync(PAGE, "utf8"), table));
