/** The way to NCP: names, connections, TLS, and servers that do not do what servers do. */
import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  WINDOWS,
} from "./runner.ts";

/** One request after the other. */
const LEAN = { ...TARGET, "look-at-api-keys": "false" };
const QUICK = { ...LEAN, timeout: "5" };

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

  test("nobody listens, in Korean: only the system's words are English", async () => {
    const result = await runAlone({ "api-url": `http://127.0.0.1:${await freePort()}`, timeout: "5", language: "ko" });
    const [, said = ""] = errorOf(result).split(/^상세 내용:$/m);
    expect(said.trim().split("\n")).toEqual([
      "- 연결하지 못했습니다",
      expect.stringMatching(/^ *- ECONNREFUSED: connect /),
    ]);
  });

  test("a server that comes later is waited for", async () => {
    const port = await freePort();
    const { stdout, ended } = startAlone({ "api-url": `http://127.0.0.1:${port}` }, { port });
    await until(() => /^Attempt 1 failed: no connection\. Trying again/m.test(stdout()));
    const server = await startEmulator({ port });
    expect((await ended).outputs["result"]).toBe("detached");
    await server.close();
  });

  test.each([0, 3, 30])(
    "a server that ends each connection %s ms after its reply, unannounced, gets every write",
    (ms) =>
      emulated({ hangsUpAfterMs: ms }, async ({ run, requests, plans }) => {
        const free = await run({ ...TARGET, timeout: "20" });
        expect(free.outputs).toMatchObject({ result: "detached", changed: "true" });
        expect(requests().filter((request) => request === DETACH).length).toBe(1);
        expect(plans()).not.toContain(FREE);
      }),
  );

  test("a name server's hiccup: unknown three times, and then known", () =>
    emulated({ host: "localhost" }, async ({ server, run, requests }) => {
      const preload = `import dns from "node:dns";
        const { lookup } = dns;
        let left = 3;
        dns.lookup = (host, options, callback) =>
          left-- > 0
            ? process.nextTick(callback, Object.assign(new Error("hiccup"), { code: "ENOTFOUND", syscall: "getaddrinfo" }))
            : lookup(host, options, callback);`;
      const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(preload)}`;
      const url = server.url.replace("127.0.0.1", "localhost");
      const { outputs, stdout } = await run({ ...TARGET, "api-url": url }, { env: { NODE_OPTIONS } });
      expect(stdout).toMatch(/^Attempt 1 failed: the DNS lookup failed\. Trying again/m);
      expect(outputs).toMatchObject({ result: "detached", changed: "true" });
      expect(requests().filter((request) => request === DETACH).length).toBe(1);
    }));

  test("localhost and [::1] are this machine", () =>
    emulated({ host: "::1" }, async ({ server, run }) => {
      expect(server.url).toContain("[::1]");
      expect((await run(TARGET)).outputs["result"]).toBe("detached");
    }));
});

/** For the length of `test`, a file that can be laid over resolv.conf, of a name server that never answers. */
async function deafNameServer(test: (resolvConf: string) => Promise<void>): Promise<void> {
  const address = "127.99.53.53";
  const folder = mkdtempSync(join(tmpdir(), "resolver-"));
  const server = createSocket("udp4").bind(53, address);
  try {
    await once(server, "listening");
    const file = join(folder, "resolv.conf");
    writeFileSync(file, `nameserver ${address}\n`);
    await test(file);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Not through a shell: some drop variables whose names have a `-`, as those of inputs do. */
const OVER_RESOLV_CONF = [
  ...["/usr/bin/unshare", "--mount", process.execPath, "-e"],
  `const [file, ...command] = process.argv.slice(1);
   require("node:child_process").execFileSync("/bin/mount", ["--bind", file, "/etc/resolv.conf"]);
   process.execve(command[0], command, process.env);`,
];

/** Port 53 and mount namespaces are for root on Linux, and not in every container. */
function canReplaceResolver(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  try {
    execFileSync("/usr/bin/unshare", ["--mount", "/bin/mount", "--bind", "/etc/hosts", "/etc/resolv.conf"]);
    return true;
  } catch {
    return false;
  }
}

// The system's look-up can be neither cancelled nor left behind: a process that ends waits for its thread.
describe.skipIf(WINDOWS)("a thread that waits for the system", () => {
  test.runIf(canReplaceResolver())("a name server that never answers: the end does not wait for it", () =>
    deafNameServer(async (file) => {
      const result = await runAlone(
        { "api-url": "https://apigateway.ncp.invalid", timeout: "5" },
        { under: [...OVER_RESOLV_CONF, file] },
      );
      expect(result.outputs).toMatchObject({ result: "failed", changed: "false", code: "deadline" });
      expect(result.ms).toBeGreaterThan(4_000);
      expect(result.ms).toBeLessThan(ENDS_WITHIN_MS);
    }),
  );

  // What a look-up for one more connection does to a run that no longer needs it. A pipe nobody writes to holds as long.
  test.each([
    ["green", TARGET, "detached"],
    ["red", { ...TARGET, "usage-plan-id": "nosuchplan" }, "failed"],
  ])("the end of a %s run does not wait for it, and the exit code is right", (_, inputs, verdict) =>
    emulated({}, async ({ run }) => {
      const folder = mkdtempSync(join(tmpdir(), "pipe-"));
      const pipe = join(folder, "pipe");
      execFileSync("mkfifo", [pipe]);
      const hold = `import { open } from "node:fs"; open(${JSON.stringify(pipe)}, () => {});`;
      const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hold)}` };
      const { outputs, lingeredMs } = await run(inputs, { env, limitMs: 20_000 });
      rmSync(folder, { recursive: true });
      expect(outputs["result"]).toBe(verdict);
      expect(lingeredMs).toBeLessThan(5_000);
    }),
  );
});

describe.concurrent("TLS", () => {
  const tls = (mode: TlsMode, test: (emulated: Emulated, env: { NODE_EXTRA_CA_CERTS: string }) => Promise<void>) =>
    emulated({ tls: mode }, (all) => test(all, { NODE_EXTRA_CA_CERTS: caFile(all.server.ca) }));

  test("a CA of NODE_EXTRA_CA_CERTS is trusted", () =>
    tls("trusted", async ({ run, requests, server }, env) => {
      expect((await run(LEAN, { env })).outputs["result"]).toBe("detached");
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
    // Without the API keys' list, which would be asked for side by side.
    const result = await runAlone({ "api-url": mirror.origin, "look-at-api-keys": "false" });
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
