/** `npm run fuzz -- [--cases N] [--seed N]`: the cases of __tests__/fuzz, thousands of them. */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./runner.ts";

const { values } = parseArgs({
  options: { cases: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const env = {
  ...process.env,
  FUZZ_CASES: values.cases,
  FUZZ_SEED: values.seed,
  // Half of a run is waiting.
  FUZZ_HOSTS: String(2 * availableParallelism()),
};
const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
process.exitCode =
  spawnSync(process.execPath, [vitest, "run", "__tests__/fuzz"], { env, stdio: "inherit" }).status ?? 1;
