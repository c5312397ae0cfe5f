/** The way to NCP: names, connections, TLS, and servers that do not do what servers do. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { startEmulator } from "../../emulator/server.ts";
import type { TlsMode } from "../../emulator/tls.ts";
import { freePort, rawServer, rawTlsServer, reply } from "../unit/ncloud/support/servers.ts";
import { caFile } from "./certificates.ts";
import {
  causes,
  DETACH,
  type Emulated,
  ENDS_WITHIN_MS,
  emulated,
  errorOf,
  FREE,
  OBSERVE,
  runAlone,
  startAlone,
  TARGET,
  until,
} from "./runner.ts";

const QUICK = { ...TARGET, timeout: "5" };

/** A TCP server that answers the first bytes it gets with a text, or with nothing and no end. */
async function tcpServer(answer: string | undefined, test: (address: string) => Promise<void>): Promise<void> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    if (answer !== undefined) socket.once("data", () => socket.end(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await test(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
}

describe.concurrent("no connection", () => {
  test("a host name that does not exist", async () => {
    const result = await runAlone({ "api-url": "https://apigateway.ncp.invalid", timeout: "5" });
    expect(result.outputs).toMatchObject({ result: "failed", code: "dns-failed", changed: "false" });
    expect(errorOf(result)).toContain("apigateway.ncp.invalid");
    expect(causes(result)).toMatch(/getaddrinfo (ENOTFOUND|EAI_AGAIN)/);
  });

  test("nobody listens", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const result = await runAlone({ "api-url": url, timeout: "5" });
    expect(result.outputs).toMatchObject({ result: "failed", code: "connection-failed", changed: "false" });
    expect(causes(result)).toContain("ECONNREFUSED");
    expect(result.ms).toBeLessThan(ENDS_WITHIN_MS);
  });

  test("a server that comes later is waited for", async () => {
    const port = await freePort();
    const { stdout, ended } = startAlone({ "api-url": `http://127.0.0.1:${port}` }, { port });
    await until(() => /^Attempt 1 of GET .*no connection.*Trying again/m.test(stdout()));
    const server = await startEmulator({ port });
    expect((await ended).outputs["result"]).toBe("detached");
    await server.close();
  });

  test("localhost and [::1] are this machine", () =>
    emulated({ host: "::1" }, async ({ server, run }) => {
      expect(server.url).toContain("[::1]");
      expect((await run(TARGET)).outputs["result"]).toBe("detached");
    }));
});

describe.concurrent("TLS", () => {
  const tls = (mode: TlsMode, test: (emulated: Emulated, env: { NODE_EXTRA_CA_CERTS: string }) => Promise<void>) =>
    emulated({ tls: mode }, (all) => test(all, { NODE_EXTRA_CA_CERTS: caFile(all.server.ca) }));

  test("a CA of NODE_EXTRA_CA_CERTS is trusted", () =>
    tls("trusted", async ({ run, requests, server }, env) => {
      expect((await run(TARGET, { env })).outputs["result"]).toBe("detached");
      expect(requests()).toEqual([OBSERVE, DETACH, OBSERVE]);
      expect(server.connections()).toBe(1);
    }));

  test.each([
    ["unknown-ca", /certificate/i],
    ["wrong-name", /other-host\.invalid|ERR_TLS_CERT_ALTNAME_INVALID/],
    ["expired", /CERT_HAS_EXPIRED|expired/],
  ] as const)("%s: refused at once, and not a byte was sent", (mode, words) =>
    tls(mode, async ({ run, requests }, env) => {
      const result = await run(TARGET, { env });
      expect(result.outputs).toMatchObject({ result: "failed", code: "tls-failed", changed: "false" });
      expect(causes(result)).toMatch(words);
      expect(errorOf(result)).toContain("NODE_EXTRA_CA_CERTS");
      expect(requests()).toEqual([]);
    }),
  );

  test("a CA that nobody named is not trusted, and there is no way to turn that off", () =>
    tls("trusted", async ({ run, requests }) => {
      const result = await run(TARGET, { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } });
      expect(result.outputs).toMatchObject({ result: "failed", code: "tls-failed" });
      expect(requests()).toEqual([]);
    }));

  test("https to a server that speaks http", () =>
    tcpServer(reply(400), async (address) => {
      const { outputs } = await runAlone({ "api-url": `https://${address}`, timeout: "5" });
      expect(outputs).toMatchObject({ result: "failed", code: "tls-failed", changed: "false" });
    }));
});

describe.concurrent("no reply that can be used, until the time is up", () => {
  test.each([
    ["reset", "connection-lost", { kind: "reset" }],
    ["cut off half-way", "connection-lost", { kind: "half" }],
    ["not HTTP", "malformed-reply", { kind: "garbage" }],
    ["2 MiB", "reply-too-large", { kind: "body", shape: "huge" }],
  ] as const)("%s", (_, code, fault) =>
    emulated({ world: { faults: [{ on: "reads", do: fault }] } }, async ({ run, requests, plans }) => {
      const result = await run(QUICK);
      expect(result.outputs).toMatchObject({ result: "failed", code, changed: "false" });
      expect(requests().length).toBeGreaterThan(1);
      expect(causes(result)).toMatch(/\S/);
      expect(result.ms).toBeLessThan(ENDS_WITHIN_MS);
      expect(plans()).toContain(FREE);
    }),
  );

  test.each([
    ["held", { kind: "hold" }],
    ["a byte now and then", { kind: "drip", bytes: 1, everyMs: 200 }],
    ["without end", { kind: "drip", bytes: 64, everyMs: 20, endless: true }],
    ["an answer after a minute", { kind: "latency", ms: 60_000 }],
  ] as const)("%s", (_, fault) =>
    emulated({ world: { faults: [{ on: "reads", do: fault }] } }, async ({ run }) => {
      const result = await run(QUICK);
      expect(result.outputs).toMatchObject({ result: "failed", changed: "false", code: "deadline" });
      expect(result.ms).toBeLessThan(ENDS_WITHIN_MS);
    }),
  );

  test("a write that is held: unknown, with what may have landed", () =>
    emulated(
      { world: { faults: [{ on: "any", nth: 2, times: "all", do: { kind: "hold", apply: "at-once" } }] } },
      async ({ run, plans }) => {
        const result = await run(QUICK);
        expect(result.outputs).toMatchObject({ result: "unknown", changed: "true", code: "write-uncertain" });
        expect(result.ms).toBeLessThan(ENDS_WITHIN_MS);
        expect(plans()).not.toContain(FREE);
      },
    ));

  test.each(["http", "https"])("%s to a server that accepts connections and says nothing", (scheme) =>
    tcpServer(undefined, async (address) => {
      const result = await runAlone({ "api-url": `${scheme}://${address}`, timeout: "5", "dry-run": "true" });
      expect(result.outputs).toMatchObject({ result: "failed", changed: "false" });
      expect(result.ms).toBeLessThan(ENDS_WITHIN_MS);
    }),
  );
});

// These use the test's own cleaning up, which needs one test at a time.
describe("a server that sends back all it got", () => {
  test("in errors, again and again: neither keys nor signatures get into a sink", async () => {
    const all = (status: number) => (socket: Socket, request: string) => {
      const message = request.replaceAll("\r\n", " | ");
      socket.write(reply(status, JSON.stringify({ error: { errorCode: "1", message, details: message } })));
    };
    const mirror = await rawServer(all(503), all(500), all(429), all(403));
    const result = await runAlone({ "api-url": mirror.origin });
    expect(result.outputs).toMatchObject({ result: "failed", code: "forbidden" });
    expect(mirror.requests).toHaveLength(4);
    const secrets = mirror.requests.flatMap((request) => [
      /^x-ncp-apigw-signature-v2: *(\S+)/im.exec(request)?.[1] ?? "",
      /^x-ncp-iam-access-key: *(\S+)/im.exec(request)?.[1] ?? "",
    ]);
    expect(secrets[0]).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    const sinks = [result.stdout.replace(/^::add-mask::.*$/gm, ""), ...Object.values(result.files)];
    for (const sink of sinks) for (const secret of secrets) expect(sink).not.toContain(secret);
  });

  test("over TLS as well, in the name of a plan", async () => {
    const mirror = await rawTlsServer("trusted", (socket, request) => {
      const row = { usagePlanId: FREE, usagePlanName: request.replaceAll("\r\n", " ") };
      socket.write(reply(200, JSON.stringify({ total: 1, content: [row] })));
    });
    const env = { NODE_EXTRA_CA_CERTS: caFile(mirror.ca) };
    const result = await runAlone({ "api-url": mirror.origin, "dry-run": "true" }, { env });
    expect(result.outputs["result"]).toBe("would-detach");
    expect(JSON.parse(result.outputs["results"] ?? "")[0].usagePlanName).toMatch(/^GET /);
    expect(result.files.output).not.toContain(/signature-v2: *(\S+)/.exec(mirror.requests[0] ?? "")?.[1] ?? "?");
  });
});
