import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["__tests__/**/*.test.ts"],
    // Real sockets and child processes: a test may wait, but none may hang.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Nothing of the machine's own set-up reaches a test.
    env: { TZ: "UTC" },
    passWithNoTests: true,
  },
});
