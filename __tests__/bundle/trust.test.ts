/** What a job's environment may do to the trust of the built action, by what a server got and what any sink shows. */
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { certificate } from "../../emulator/tls.ts";
import { startAction } from "../../scripts/runner.ts";
import { caFile } from "./certificates.ts";
import { withGitHub } from "./github.ts";
import { emulated, MANAGER, readLog, runAlone, TARGET } from "./runner.ts";
import { signaturesSeenBy } from "./signatures.ts";

describe.concurrent("certificates", { timeout: 60_000 }, () => {
  test.each<[string, (ca: string) => Record<string, string>]>([
    ["SSL_CERT_FILE alone", (ca) => ({ SSL_CERT_FILE: ca })],
    ["NODE_TLS_REJECT_UNAUTHORIZED=0", () => ({ NODE_TLS_REJECT_UNAUTHORIZED: "0" })],
    ["--openssl-shared-config", () => ({ NODE_OPTIONS: "--openssl-shared-config" })],
    ["a CA file that is no good", () => ({ NODE_EXTRA_CA_CERTS: "/dev/null" })],
  ])("%s adds no CA: refused, and nothing was sent", (_, env) =>
    emulated({ tls: "trusted" }, async ({ run, requests, server }) => {
      const { outputs } = await run(TARGET, { env: env(caFile(server.ca)) });
      expect(outputs["result"]).toBe("failed");
      expect(["tls-failed", "ca-file-unusable"]).toContain(outputs["code"]);
      expect(requests()).toEqual([]);
    }),
  );

  // As SECURITY.md says: who sets Node's own options on a runner decides which CAs Node trusts.
  test.each<[string, (ca: string) => Record<string, string>]>([
    ["NODE_EXTRA_CA_CERTS", (ca) => ({ NODE_EXTRA_CA_CERTS: ca })],
    ["--use-openssl-ca and SSL_CERT_FILE", (ca) => ({ NODE_OPTIONS: "--use-openssl-ca", SSL_CERT_FILE: ca })],
  ])("%s adds one", (_, env) =>
    emulated({ tls: "trusted" }, async ({ run, server }) => {
      const { outputs } = await run(TARGET, { env: env(caFile(server.ca)) });
      expect(outputs["result"]).toBe("detached");
    }),
  );

  test("TLS 1.1 is none, whatever NODE_OPTIONS allows, and the token of a comment is sent over none either", async () => {
    const { key, cert, ca } = await certificate("trusted");
    const versions = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    const got: string[] = [];
    const old = createServer({ key, cert, ...versions }, ({ url }, response) => {
      got.push(url ?? "");
      response.end("{}");
    });
    old.listen(0, "127.0.0.1");
    await once(old, "listening");
    const origin = `https://127.0.0.1:${(old.address() as AddressInfo).port}`;
    const env = {
      NODE_EXTRA_CA_CERTS: caFile(ca),
      NODE_OPTIONS: "--tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0",
    };
    const { outputs } = await runAlone({ "api-url": origin, timeout: "10" }, { env });
    expect(outputs).toMatchObject({ result: "failed", code: "tls-failed" });
    await emulated({}, async ({ run }) => {
      const inputs = { ...TARGET, "github-token": "ghs_bundleTOKEN0123456789", "audit-issue": "7" };
      const { stdout } = await run(inputs, { env: { ...env, GITHUB_API_URL: origin } });
      expect(readLog(stdout).some(({ command, text }) => command === "warning" && text.includes("issue 7"))).toBe(true);
    });
    old.close();
    expect(got).toEqual([]);
  });
});

describe.concurrent("Node's own debugging", { timeout: 60_000 }, () => {
  test.each([
    { NODE_DEBUG: "undici,fetch,http,https,net,tls,stream,timer,module,worker" },
    { NODE_DEBUG: "*" },
    { NODE_OPTIONS: "--trace-warnings --trace-exit --trace-uncaught --report-on-fatalerror --track-heap-objects" },
    { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: "http://user:proxy-password-0001@127.0.0.1:1", NO_PROXY: "127.0.0.1" },
  ])("%o shows no secret, and changes no verdict", (env) =>
    emulated({ tls: "trusted" }, async ({ server }) => {
      const all = { ...env, NODE_EXTRA_CA_CERTS: caFile(server.ca) };
      const result = await startAction({ inputs: { ...TARGET, ...MANAGER, "api-url": server.url }, env: all }).ended;
      expect(result.outputs["result"]).toBe("detached");
      const secrets = [MANAGER["secret-key"], "proxy-password-0001", ...signaturesSeenBy(server.port)];
      expect(secrets.length).toBeGreaterThan(2);
      const said = result.stdout.replace(/^::add-mask::.*$/gm, "") + result.stderr;
      for (const secret of secrets) expect(said.includes(secret), secret).toBe(false);
    }),
  );
});

describe.concurrent("GITHUB_API_URL", { timeout: 60_000 }, () => {
  const TOKEN = "ghs_bundleTOKEN0123456789";
  const INPUTS = { ...TARGET, "github-token": TOKEN, "audit-issue": "7" };

  test.each<[string, (url: URL) => string]>([
    ["any address of this machine", ({ port }) => `http://0.0.0.0:${port}`],
    ["a name that ends like this machine's", ({ port }) => `http://localhost.example.invalid:${port}`],
    ["a user in front of it", ({ host }) => `http://127.0.0.1:80@example.invalid:${host.split(":")[1]}`],
    ["no scheme", ({ host }) => `//${host}`],
    ["another scheme", ({ host }) => `ftp://${host}`],
    ["words", () => "not a url"],
    ["a line break", ({ origin }) => `${origin}/\r\nx: y`],
    ["a command", () => "::set-env name=A::b"],
  ])("%s: the token goes nowhere in clear but to this machine, and the run is as it was", (_, url) =>
    withGitHub({}, (github) =>
      emulated({}, async ({ run }) => {
        const given = url(new URL(github.url));
        const result = await run(INPUTS, { env: { GITHUB_API_URL: given } });
        expect(result.outputs["result"]).toBe("detached");
        const warned = readLog(result.stdout).filter(
          ({ command, text }) => command === "warning" && /issue 7/.test(text),
        );
        expect(warned.length + github.comments.length).toBe(1);
        // Only where it is a URL of this machine after all.
        if (github.received.length > 0) expect(new URL(given).hostname).toBe("127.0.0.1");
      }),
    ),
  );
});
