import { configDefaults, defineConfig } from "vitest/config";

/** The tests that mutants of `src/ncloud` and `src/usage-plan` have to get past: `npm run mutation`. */
export default defineConfig({
  test: {
    // Not the simulation: it loads src/ by a path of its own, and a thousand mutants times two thousand seeds take days.
    include: ["__tests__/unit/{ncloud,usage-plan}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/.stryker-tmp/**"],
    testTimeout: 30_000,
    env: { TZ: "UTC" },
  },
});
