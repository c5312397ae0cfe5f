/** Where the action runs: what is wrong with that is said as such, and nothing leaves the machine. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { caFile } from "./certificates.ts";
import { causes, emulated, errorOf, TARGET } from "./runner.ts";

/** A Node that is older than the action's, where the machine has one. */
const OLD = ["/usr/bin/node", "/usr/local/bin/node"].find((path) => {
  const major = Number(/^v(\d+)/.exec(spawnSync(path, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1]);
  return major >= 20 && major < 24;
});

describe.concurrent("the place", () => {
  test.skipIf(OLD === undefined)("an older Node, as runners on ARM32 have: which one it needs", () =>
    emulated({}, async ({ run, requests }) => {
      const result = await run(TARGET, { node: OLD ?? "" });
      expect(result.outputs).toMatchObject({ result: "failed", code: "node-too-old", changed: "false" });
      expect(errorOf(result)).toMatch(/runs on Node 2[0-3]\.\d+\.\d+; it needs Node 24/);
      expect([result.exitCode, requests()]).toEqual([1, []]);
    }),
  );

  test("no WebAssembly: --jitless", () =>
    emulated({}, async ({ run, requests }) => {
      const result = await run(TARGET, { env: { NODE_OPTIONS: "--jitless" } });
      expect(result.outputs).toMatchObject({ result: "failed", code: "no-webassembly", changed: "false" });
      expect([result.exitCode, requests()]).toEqual([1, []]);
    }));

  test.each([
    ["is not there", () => "/nonexistent/ca.pem", /ENOENT.*\/nonexistent\/ca\.pem/],
    ["holds no certificate", () => caFile("this is none\n"), /no PEM certificate in it/],
  ])("a CA file that %s, where it is needed", async (_, file, words) => {
    await emulated({ tls: "unknown-ca" }, async ({ run, requests }) => {
      const result = await run(TARGET, { env: { NODE_EXTRA_CA_CERTS: file() } });
      expect(result.outputs).toMatchObject({ result: "failed", code: "ca-file-unusable", changed: "false" });
      expect(errorOf(result)).toMatch(words);
      expect(causes(result)).toContain("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
      expect(requests()).toEqual([]);
    });
  });

  test("a CA file that is good, and another CA's: the certificate is what is wrong", () =>
    emulated({ tls: "unknown-ca" }, async ({ server, run }) => {
      const { outputs } = await run(TARGET, { env: { NODE_EXTRA_CA_CERTS: caFile(server.ca) } });
      expect(outputs["code"]).toBe("tls-failed");
    }));

  test("certificates are checked, whatever the environment says", () =>
    emulated({ tls: "unknown-ca" }, async ({ run, requests }) => {
      const { outputs } = await run(TARGET, { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } });
      expect(outputs).toMatchObject({ result: "failed", code: "tls-failed" });
      expect(requests()).toEqual([]);
    }));

  test("a limit for the headers of other programs of the job is none of ours", () =>
    emulated({}, async ({ run }) => {
      const { outputs } = await run(TARGET, { env: { NODE_OPTIONS: "--max-http-header-size=16" } });
      expect(outputs["result"]).toBe("detached");
    }));

  test("a CA file that is no good, where it is not needed", () =>
    emulated({}, async ({ run }) => {
      const { outputs } = await run(TARGET, { env: { NODE_EXTRA_CA_CERTS: "/nonexistent/ca.pem" } });
      expect(outputs["result"]).toBe("detached");
    }));
});
