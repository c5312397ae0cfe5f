import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

const UNIT = "__tests__/unit/**/*.test.ts";

export default defineConfig({
  test: {
    projects: [
      // A worker of its own for every file would cost as much as the tests: they leave nothing behind.
      { extends: true, test: { name: "unit", include: [UNIT], isolate: false } },
      { extends: true, test: { name: "whole", include: ["__tests__/**/*.test.ts"], exclude: [UNIT] } },
    ],
    exclude: [...configDefaults.exclude, "**/.stryker-tmp/**", "**/.build/**"],
    // Real sockets and child processes: a test may wait, but none may hang.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Concurrent tests wait for child processes and sockets most of their time.
    maxConcurrency: 12,
    // So does a file of them: two more than there are cores keep those busy (on two cores 302 s with one more, 242 s with two).
    maxWorkers: availableParallelism() + 2,
    // Nothing of the machine's own set-up reaches a test.
    env: { TZ: "UTC" },
  },
});
