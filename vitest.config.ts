import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["__tests__/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/.stryker-tmp/**", "**/.build/**"],
    // Real sockets and child processes: a test may wait, but none may hang.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Concurrent tests wait for child processes and sockets most of their time.
    maxConcurrency: 12,
    // On two cores vitest would take one worker, and leave the other core to wait as well.
    maxWorkers: "100%",
    // Nothing of the machine's own set-up reaches a test.
    env: { TZ: "UTC" },
  },
});
