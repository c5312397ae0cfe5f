import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { spawnEmulator } from "../../emulator/child.ts";
import { startEmulator } from "../../emulator/server.ts";
import type { TlsMode } from "../../emulator/tls.ts";
import { call, detach, errorCode, PROD } from "./client.ts";

const main = fileURLToPath(new URL("../../emulator/main.ts", import.meta.url));
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "emulator-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("npm run emulator", () => {
  test("says where it listens, serves, and ends cleanly when told to", async () => {
    const emulator = await spawnEmulator(["--world", "absent-204"]);
    expect(emulator.url).toBe(`http://127.0.0.1:${emulator.port}`);
    expect((await detach(emulator.url)).status).toBe(204);
    expect(await emulator.control("GET", "requests")).toMatchObject([{ operation: "detach", status: 204 }]);
    expect(await emulator.close()).toBe(0);
    expect(await errorCode(detach(emulator.url))).toBe("ECONNREFUSED");
  });

  test("ends when the control endpoint says so", async () => {
    const emulator = await spawnEmulator();
    expect(await emulator.control("POST", "stop")).toEqual({ ok: true });
    const [code] = await once(emulator.child, "exit");
    expect(code).toBe(0);
  });

  test("ends on SIGINT even while it holds a request", async () => {
    const emulator = await spawnEmulator(["--world", "reads-hold"]);
    const held = errorCode(call(emulator.url, "GET", "/products"));
    for (let i = 0; i < 100; i++) {
      if (((await emulator.control("GET", "requests")) as unknown[]).length > 0) break;
    }
    expect(await emulator.close("SIGINT")).toBe(0);
    expect(await held).toBe("ECONNRESET");
  });

  test("writes its URL where a workflow finds it, and its CA for TLS", async () => {
    const [ready, output, ca] = [join(dir, "ready"), join(dir, "output"), join(dir, "ca.pem")];
    writeFileSync(output, "earlier=1\n");
    process.env["GITHUB_OUTPUT"] = output;
    const emulator = await spawnEmulator(["--tls", "--ca-file", ca, "--ready-file", ready, "--github-output"]);
    delete process.env["GITHUB_OUTPUT"];
    expect(emulator.url).toMatch(/^https:/);
    expect((await call(emulator.url, "GET", "/products", { socket: { ca: readFileSync(ca) } })).status).toBe(200);
    expect(readFileSync(output, "utf8")).toBe(`earlier=1\nurl=${emulator.url}\nport=${emulator.port}\nca-file=${ca}\n`);
    for (let i = 0; i < 100 && !readFileSync(ready, { encoding: "utf8", flag: "a+" }).includes("\n"); i++) {
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(readFileSync(ready, "utf8")).toBe(`${emulator.url}\n`);
    await emulator.close();
  });

  test("takes a state and a world from files", async () => {
    const [state, world] = [join(dir, "state.json"), join(dir, "world.json")];
    writeFileSync(state, JSON.stringify({ products: [{ productId: "p1", productName: "하나" }] }));
    writeFileSync(
      world,
      JSON.stringify({ description: "one fault", faults: [{ do: { kind: "reply", status: 500 } }] }),
    );
    const emulator = await spawnEmulator(["--seed", state, "--world", world, "--latency-ms", "1"]);
    expect((await call(emulator.url, "GET", "/products")).status).toBe(500);
    expect(await emulator.control("GET", "world")).toMatchObject({ latencyMs: 1, description: "one fault" });
    await emulator.close();
  });

  test.each([
    [["--port", "http"], 'emulator: --port: a whole number, not "http"'],
    [["--host", "0.0.0.0"], "emulator: --host: 127.0.0.1, ::1 or localhost"],
    [["--tls=half"], "emulator: --tls: one of trusted, wrong-name"],
    [["--world", "no-such-world"], "emulator: Cannot read"],
    [["--seed", "package.json"], "emulator: This state cannot be used:"],
    [["--ca-file", "never-written.pem"], "emulator: --ca-file: there is a CA only with --tls"],
    [["--nonsense"], "emulator: Unknown option '--nonsense'"],
    [["--github-output"], "emulator: --github-output: GITHUB_OUTPUT is not set"],
  ])("%j is an error in one breath", (args, message) => {
    const env = { ...process.env };
    delete env["GITHUB_OUTPUT"];
    const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8", env, timeout: 20_000 });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
    expect(status).toBe(1);
  });
});

describe("TLS", () => {
  test.each<[TlsMode, string]>([
    ["trusted", "none"],
    ["wrong-name", "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["unknown-ca", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["expired", "CERT_HAS_EXPIRED"],
  ])("%s: %s", async (tls, code) => {
    const server = await startEmulator({ tls });
    const socket = { ca: server.ca ?? "" };
    expect(await errorCode(call(server.url, "GET", `${PROD}/usage-plans`, { socket }))).toBe(code);
    expect(server.requests()).toHaveLength(code === "none" ? 1 : 0);
    await server.close();
  });

  test("a client that trusts nothing of it is turned away by itself", async () => {
    const server = await startEmulator({ tls: true });
    expect(await errorCode(call(server.url, "GET", "/products"))).toMatch(/^(SELF_SIGNED|UNABLE_TO)/);
    await server.close();
  });

  test.each(["127.0.0.1", "localhost"] as const)("by the name %s", async (host) => {
    const server = await startEmulator({ tls: true, host });
    const answer = await call(server.url, "GET", "/products", { socket: { ca: server.ca ?? "" } });
    expect(answer.status).toBe(200);
    await server.close();
  });
});
