import { describe, expect, test } from "vitest";
import { generated, generateState } from "../../emulator/generate.ts";
import { emulated, readLog, WINDOWS } from "./runner.ts";

// Some thousand requests to a server of this process: seconds, and more on a busy machine.
describe("a thousand targets", { timeout: 120_000 }, () => {
  const state = generateState({ stages: 50, plans: 20, apiKeys: 30 });
  const inputs = {
    "product-id": generated.product,
    "api-id": generated.api,
    "stage-id": Array.from({ length: 50 }, (_, i) => generated.stage(i)).join("\n"),
    "usage-plan-id": "*",
    "access-key": generated.accessKey,
    "secret-key": generated.secretKey,
    concurrency: "16",
    // Their reads would be counted with the others.
    "look-at-api-keys": "false",
  };
  /** Of all outputs of a job together, in UTF-16. */
  const MAX_OUTPUTS = 524_288;
  const MAX_SUMMARY = 1024 * 1024;

  test("detached, within GitHub's limits, and back by the receipt", () =>
    emulated({ state }, async ({ run, requests, server }) => {
      const { outputs, summary, stdout } = await run(inputs);
      expect(outputs).toMatchObject({ result: "detached", "detached-count": "1000", "total-count": "1000" });
      // Of each stage: two looks at "all of them", the writes, and a look after them.
      expect(requests()).toHaveLength(50 * (2 + 20 + 1));
      expect(JSON.parse(outputs["results"] ?? "")).toHaveLength(1000);
      expect(Object.values(outputs).join("").length).toBeLessThan(MAX_OUTPUTS);
      expect(Buffer.byteLength(summary)).toBeLessThan(MAX_SUMMARY);
      expect(Buffer.byteLength(outputs["receipt"] ?? "")).toBeLessThanOrEqual(120 * 1024);
      // No flood: what happens to each is for the debug log.
      const lines = readLog(stdout);
      expect(lines.filter(({ command, text }) => command === "" && text.startsWith("Sending"))).toEqual([]);
      expect(server.connections()).toBeLessThanOrEqual(16);

      if (WINDOWS) return;
      const receipt = outputs["receipt"] ?? "";
      const keys = { "access-key": generated.accessKey, "secret-key": generated.secretKey };
      const restored = await run({ mode: "restore", receipt, ...keys, concurrency: "16" });
      expect(restored.outputs).toMatchObject({ result: "restored", "restored-count": "1000" });
      expect(server.emulator.plansOn(generated.stage(49))).toHaveLength(20);
    }));

  test.skipIf(WINDOWS)("whoever reads the log late misses nothing of it", () =>
    emulated({ state }, async ({ run }) => {
      const env = { RUNNER_DEBUG: "1" };
      const dry = { ...inputs, "dry-run": "true" };
      const { stdout: whole } = await run(dry, { env });
      // More than a pipe holds: the rest waits in the process.
      expect(Buffer.byteLength(whole)).toBeGreaterThan(2 * 65_536);
      const under = ["/bin/bash", "-c", 'set -o pipefail; "$@" | { /bin/sleep 3; /bin/cat; }', "bash"];
      const { stdout } = await run(dry, { env, under });
      expect(stdout.split("\n").length).toBe(whole.split("\n").length);
      expect(stdout.split("\n").slice(-3)).toEqual(whole.split("\n").slice(-3));
    }),
  );

  test("a dry run gives a matrix in chunks of at most 256 jobs", () =>
    emulated({ state: generateState({ stages: 300, plans: 2 }) }, async ({ run }) => {
      const all = Array.from({ length: 300 }, (_, i) => generated.stage(i)).join(",");
      const { outputs } = await run({ ...inputs, "stage-id": all, "dry-run": "true" });
      expect(outputs).toMatchObject({ result: "would-detach", "would-detach-count": "600", receipt: "" });
      const chunks = JSON.parse(outputs["matrix"] ?? "") as unknown[][];
      expect(chunks.map((chunk) => chunk.length)).toEqual([256, 44]);
      expect(Object.values(outputs).join("").length).toBeLessThan(MAX_OUTPUTS);
    }));
});
