import { configDefaults, defineConfig } from "vitest/config";

/** The folder of src/ that is mutated, as `scripts/mutation.ts` says it. */
const area = process.env["MUTATION_AREA"] ?? "{ncloud,usage-plan}";

/** The tests that mutants of a folder have to get past: `npm run mutation`. */
export default defineConfig({
  test: {
    // Its own tests, and not the simulation: it loads src/ by a path of its own, and thousands of mutants times two
    // thousand seeds take days.
    include: [`__tests__/unit/${area}/**/*.test.ts`],
    exclude: [...configDefaults.exclude, "**/.stryker-tmp/**", "**/*-cost.test.ts"],
    testTimeout: 30_000,
    // A worker of its own for every file costs most of the time, thousands of times.
    isolate: false,
    env: { TZ: "UTC" },
  },
});
