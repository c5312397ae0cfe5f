import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { begin } from "../../../src/early.ts";
import { connectFailure, MAX_REPLY_BYTES } from "../../../src/ncloud/exchange.ts";
import type { HttpReply } from "../../../src/ncloud/ports.ts";
import { type ClosableTransport, createTransport, type TransportOptions } from "../../../src/ncloud/transport.ts";
import { failure } from "./support/connections.ts";
import { freePort, rawServer, reply } from "./support/servers.ts";

function transport(origin: string, more: Partial<TransportOptions> = {}): ClosableTransport {
  const made = createTransport({ origin, concurrency: 4, ...more });
  onTestFinished(() => made.close());
  return made;
}

const get = { method: "GET", target: "/x", headers: {} } as const;
/** Far more than anything here takes: only what is meant to run out of time does. */
const ample = (timeoutMs = 20_000) => ({ timeoutMs, signal: new AbortController().signal });

/** Something that the test waits for by looking, for want of an event. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("one exchange", () => {
  it("sends the target byte for byte, and says who it is", async () => {
    const server = await rawServer(reply(200, "{}"));
    const target = "/api/v1/products?productName=%EB%82%B4%20%EC%83%81%ED%92%88%2F1&x=%41~!*'()";
    await transport(server.origin, { userAgent: "ua/1" }).send({ ...get, target, headers: { accept: "a/b" } }, ample());
    expect(server.requests[0]?.split("\r\n")).toEqual([
      `GET ${target} HTTP/1.1`,
      `host: 127.0.0.1:${server.port}`,
      "connection: keep-alive",
      "user-agent: ua/1",
      "accept-encoding: identity",
      "accept: a/b",
      "",
      "",
    ]);
  });

  it("sends a body with its length in bytes", async () => {
    const server = await rawServer(reply(200));
    await transport(server.origin).send({ method: "POST", target: "/x", headers: {}, body: '{"a":"한"}' }, ample());
    const [head, body] = (server.requests[0] ?? "").split("\r\n\r\n");
    expect(head).toContain("content-length: 11");
    expect(Buffer.from(body ?? "", "latin1").toString()).toBe('{"a":"한"}');
  });

  it("gives status, body and the headers that matter", async () => {
    const headers = { Date: "Sun, 22 Nov 2026 12:00:00 GMT", "RETRY-AFTER": "3", "x-other": "y" };
    const server = await rawServer(reply(429, '{"한":"글"}', headers));
    expect(await transport(server.origin).send(get, ample())).toEqual<HttpReply>({
      status: 429,
      headers: { date: "Sun, 22 Nov 2026 12:00:00 GMT", "retry-after": "3" },
      body: '{"한":"글"}',
    });
  });

  it("takes the first of a header that comes twice", async () => {
    const server = await rawServer("HTTP/1.1 503 x\r\nretry-after: 1\r\nretry-after: 2\r\ncontent-length: 0\r\n\r\n");
    expect((await transport(server.origin).send(get, ample())).headers).toEqual({ "retry-after": "1" });
  });

  it("puts characters together that come in pieces, and drops a byte order mark", async () => {
    const bytes = Buffer.from("\ufeff한글");
    const server = await rawServer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length}\r\n\r\n`);
      for (const [index, byte] of bytes.entries()) setTimeout(() => socket.write(Buffer.from([byte])), index * 2);
    });
    expect((await transport(server.origin).send(get, ample())).body).toBe("한글");
  });

  it.each([
    ["without a length, to the end of the connection", "HTTP/1.1 200 OK\r\n\r\nabc"],
    ["in chunks", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"],
    [
      "after early hints",
      "HTTP/1.1 103 Hints\r\nretry-after: 9\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc",
    ],
  ])("reads a body %s", async (_, text) => {
    const server = await rawServer((socket) => socket.end(text));
    expect(await transport(server.origin).send(get, ample())).toEqual({ status: 200, headers: {}, body: "abc" });
  });

  it("follows no redirect", async () => {
    const server = await rawServer(reply(307, "", { location: "/elsewhere" }));
    expect((await transport(server.origin).send(get, ample())).status).toBe(307);
    expect(server.requests.length).toBe(1);
  });
});

describe("connections", () => {
  it.each([1, 4])("keeps one for each of %i lanes of 20 requests in a row", async (lanes) => {
    const server = await rawServer(reply(200, "{}"));
    const { send } = transport(server.origin, { concurrency: 16 });
    const lane = async (): Promise<void> => {
      for (let count = 0; count < 20; count++) await send(get, ample());
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    expect([server.requests.length, server.sockets.length]).toEqual([20 * lanes, lanes]);
  });

  it("makes as many as are needed at once, up to the limit, and answers everybody", async () => {
    const held: Socket[] = [];
    const server = await rawServer((socket) => void held.push(socket));
    const { send } = transport(server.origin, { concurrency: 3 });
    const sending = Array.from({ length: 8 }, (_, index) => send({ ...get, target: `/${index}` }, ample()));
    // Not before the limit is reached: a connection that is free again would be used while others are still being made.
    await until(() => held.length === 3);
    for (let answered = 0; answered < 8; answered++) {
      await until(() => held.length > 0);
      held.shift()?.write(reply(200, String(answered)));
    }
    expect((await Promise.all(sending)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(server.sockets.length).toBe(3);
    const order = server.requests.map((request) => Number(/^GET \/(\d)/.exec(request)?.[1]));
    expect(order.slice(3)).toEqual([3, 4, 5, 6, 7]);
  });

  it("makes a new one when the server has closed the last", async () => {
    const server = await rawServer(reply(200, "", { connection: "close" }), reply(200));
    const { send } = transport(server.origin);
    await send(get, ample());
    await send(get, ample());
    expect(server.sockets.length).toBe(2);
  });

  it("makes a new one when the server has closed an idle one", async () => {
    const server = await rawServer(reply(200));
    const { send } = transport(server.origin);
    await send(get, ample());
    server.sockets[0]?.end();
    await once(server.sockets[0] as Socket, "close");
    expect((await send(get, ample())).status).toBe(200);
    expect(server.sockets.length).toBe(2);
  });

  const post = { method: "POST", target: "/write", headers: {}, body: "{}" } as const;

  it("never loses a write on a connection that the server ended right after its reply", async () => {
    const server = await rawServer((socket) => socket.end(reply(200)));
    const { send } = transport(server.origin);
    for (let count = 0; count < 20; count++) {
      await send(get, ample());
      expect((await send(post, ample())).status).toBe(200);
    }
    expect([server.requests.length, server.sockets.length]).toEqual([40, 40]);
  });

  /** A server that ends a connection, without a word, when a second request arrives on it. */
  async function fickleServer() {
    const used = new Set<Socket>();
    return await rawServer((socket) => {
      if (used.has(socket)) return void socket.destroy();
      used.add(socket);
      socket.write(reply(200));
    });
  }

  it("sends what was lost on a used connection over a fresh one when it is sent again", async () => {
    const server = await fickleServer();
    const { send } = transport(server.origin);
    await Promise.all([send(get, ample()), send(get, ample()), send(get, ample())]);
    expect((await failure(send(get, ample()))).reason).toBe("lost");
    // Two more are idle, and as good as the one that was lost.
    expect((await send(get, ample())).status).toBe(200);
    expect(server.sockets.length).toBe(4);
  });

  it("sends every write over a fresh connection once a used one was lost", async () => {
    const server = await fickleServer();
    const { send } = transport(server.origin);
    await send(get, ample());
    await failure(send(get, ample()));
    for (let count = 0; count < 3; count++) {
      await send(get, ample()).catch(() => send(get, ample()));
      expect((await send(post, ample())).status).toBe(200);
    }
  });

  it("uses connections again when enough replies have come since a loss", async () => {
    const server = await rawServer((socket) => socket.destroy(), reply(200));
    const { send } = transport(server.origin);
    await failure(send(post, ample()));
    for (let count = 0; count < 30; count++) await send(post, ample());
    expect([server.requests.length, server.sockets.length]).toEqual([31, 21]);
  });

  it("ends all connections with the transport, those before a loss as well", async () => {
    const server = await fickleServer();
    const { send, close } = transport(server.origin);
    await Promise.all([send(get, ample()), send(get, ample())]);
    await failure(send(get, ample()));
    await send(get, ample());
    close();
    await until(() => server.sockets.every(({ destroyed }) => destroyed));
  });

  it("lets many requests hang on one signal without a warning", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on("warning", onWarning);
    const server = await rawServer(reply(200));
    const { send } = transport(server.origin, { concurrency: 16 });
    const limits = ample();
    await Promise.all(Array.from({ length: 50 }, () => send(get, limits)));
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
  });
});

/** What people read under the sentence that says what it means. */
const WORDS = new Map([
  ["lost", "the connection was lost before the reply was complete"],
  ["malformed", "the reply is not HTTP"],
  ["continue", "the server sent 100 Continue, which nobody had asked for"],
  ["upgrade", "the server switched to another protocol, which nobody had asked for"],
  ["lengths", "the head of the reply contradicts itself, such as by two lengths"],
]);
const MALFORMED = new Set(["continue", "upgrade", "lengths"]);

describe("what goes wrong", () => {
  it("knows that a refused connection sent nothing", async () => {
    const error = await failure(transport(`http://127.0.0.1:${await freePort()}`).send(get, ample()));
    expect(error).toMatchObject({ sent: false, reason: "connect", cause: { code: "ECONNREFUSED" } });
  });

  it("knows that an impossible name sent nothing", async () => {
    // Too long for DNS: the look-up fails on this machine.
    const error = await failure(transport(`http://${"a".repeat(64)}.invalid`).send(get, ample()));
    expect([error.sent, error.reason.startsWith("dns")]).toEqual([false, true]);
  });

  it.each([
    ["is reset before the reply", (socket: Socket) => socket.resetAndDestroy(), "lost"],
    ["is closed before the reply", (socket: Socket) => socket.end(), "lost"],
    ["is closed in the head", (socket: Socket) => socket.end("HTTP/1.1 200 O"), "lost"],
    ["is closed in the body", (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab"), "lost"],
    [
      "is closed in a last body",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 5\r\n\r\nab"),
      "lost",
    ],
    [
      "is closed in a chunk",
      (socket: Socket) =>
        socket.end("HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab"),
      "lost",
    ],
    ["speaks another language", (socket: Socket) => socket.write("SSH-2.0-OpenSSH_9.9\r\n"), "malformed"],
    ["has no status", (socket: Socket) => socket.write("HTTP/1.1 OK\r\n\r\n"), "malformed"],
    [
      "has chunks of no size",
      (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
      "malformed",
    ],
    ["goes on with what was not asked", (socket: Socket) => socket.write("HTTP/1.1 100 Continue\r\n\r\n"), "continue"],
    [
      "switches protocols",
      (socket: Socket) => socket.write("HTTP/1.1 101 x\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
      "upgrade",
    ],
    [
      "has both lengths",
      (socket: Socket) =>
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
      "lengths",
    ],
    [
      "has two lengths",
      (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok"),
      "lengths",
    ],
    [
      "has huge headers",
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(20_000)}\r\n\r\n`),
      "too-large",
    ],
    [
      "announces a huge body",
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${MAX_REPLY_BYTES + 1}\r\n\r\nab`),
      "too-large",
    ],
    ["never stops", endless, "too-large"],
  ])("says that a request may have arrived when the connection %s", async (_, answer, reason) => {
    const server = await rawServer(answer, reply(200, "next"));
    const { send } = transport(server.origin);
    const error = await failure(send(get, ample()));
    expect([error.sent, error.reason]).toEqual([true, MALFORMED.has(reason) ? "malformed" : reason]);
    if (reason === "too-large") expect(error.message).toMatch(/^the reply('s headers are too large| is too large)$/);
    else expect(error.message).toBe(WORDS.get(reason));
    if (reason === "lost") expect(error.cause).toBeInstanceOf(Error);
    // That connection is dropped, and the next request is not harmed.
    expect((await send(get, ample())).body).toBe("next");
    expect(server.sockets.length).toBe(2);
    await until(() => server.sockets[0]?.destroyed === true);
  });

  it("takes a body of a million chunks of one byte in little memory", async () => {
    const body = `${"1\r\nx\r\n".repeat(MAX_REPLY_BYTES)}0\r\n\r\n`;
    const server = await rawServer(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${body}`);
    const script = `
      const { createTransport } = await import("${new URL("../../../src/ncloud/transport.ts", import.meta.url).href}");
      const transport = createTransport({ origin: "${server.origin}", concurrency: 1 });
      const before = process.resourceUsage().maxRSS;
      const limits = { timeoutMs: 60000, signal: new AbortController().signal };
      const { body } = await transport.send({ method: "GET", target: "/x", headers: {} }, limits);
      console.log(JSON.stringify([body.length, (process.resourceUsage().maxRSS - before) / 1024]));
      transport.close();`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    await once(child, "close");
    const [length, mebibytes] = JSON.parse(said) as [number, number];
    expect(length).toBe(MAX_REPLY_BYTES);
    expect(mebibytes).toBeLessThan(100); // one object per chunk takes 190
  });

  it("takes a body of just the limit", async () => {
    const server = await rawServer(reply(200, "x".repeat(MAX_REPLY_BYTES)));
    expect((await transport(server.origin).send(get, ample())).body.length).toBe(MAX_REPLY_BYTES);
  });

  it.each([
    ["no reply comes", () => {}],
    ["the head drips", (socket: Socket) => drip(socket, "HTTP/1.1 200 OK\r\nx: y\r\n")],
    ["the body drips", (socket: Socket) => drip(socket, "HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n")],
  ])("gives up when %s, and drops the connection", async (_, answer) => {
    const server = await rawServer(answer, reply(200));
    const { send } = transport(server.origin);
    const error = await failure(send(get, ample(300)));
    expect([error.sent, error.reason, error.message]).toEqual([true, "timeout", "no complete reply in time"]);
    expect(error).not.toHaveProperty("cause");
    await until(() => server.sockets[0]?.destroyed === true);
    expect((await send(get, ample())).status).toBe(200);
  });

  it("gives up waiting for a connection without having sent anything", async () => {
    const server = await rawServer(() => {});
    const { send } = transport(server.origin, { concurrency: 1 });
    const first = failure(send({ ...get, target: "/first" }, ample(600)));
    const second = await failure(send({ ...get, target: "/second" }, ample(100)));
    expect([second.sent, second.reason]).toEqual([false, "timeout"]);
    expect((await first).sent).toBe(true);
    expect(server.requests.length).toBe(1);
  });

  it("never sends what was given up while the connection was made, and uses the connection for the next", async () => {
    const server = await rawServer(reply(200, "late"));
    // A first connection that is ready only when the test says so.
    const early = begin(server.origin);
    const held = Promise.withResolvers<Socket | undefined>();
    const { send } = transport(server.origin, { concurrency: 1, early: [held.promise] });
    const error = await failure(send({ ...get, target: "/given-up" }, ample(100)));
    expect([error.sent, error.reason]).toEqual([false, "timeout"]);
    held.resolve(await early.ready);
    expect((await send({ ...get, target: "/next" }, ample())).body).toBe("late");
    expect(server.requests.map((request) => request.split(" ")[1])).toEqual(["/next"]);
    expect(server.sockets.length).toBe(1);
  });

  it.each([
    ["before it begins", false, 0],
    ["while the reply is awaited", true, 1],
  ])("ends at once when the run's time is over, %s", async (_, sent, requests) => {
    const server = await rawServer(() => {});
    const { send } = transport(server.origin);
    const over = new AbortController();
    if (!sent) over.abort();
    const sending = failure(send(get, { timeoutMs: 20_000, signal: over.signal }));
    if (sent) await until(() => server.requests.length === 1);
    over.abort();
    const error = await sending;
    expect([error.sent, error.reason, server.requests.length]).toEqual([sent, "aborted", requests]);
    expect(error.message).toBe("the run's time is over");
  });
});

describe("the first connection", () => {
  it("belongs to one of the requests that begin together: each gets its own answer", async () => {
    const server = await rawServer((socket, request) => {
      const path = request.split(" ")[1] ?? "";
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${path.length}\r\n\r\n${path}`);
    });
    const first = begin(server.origin).ready;
    const { send } = transport(server.origin, { early: [first] });
    const targets = ["/a", "/bb", "/ccc", "/dddd"];
    const bodies = await Promise.all(targets.map(async (target) => (await send({ ...get, target }, ample())).body));
    expect(bodies).toEqual(targets);
    expect(server.sockets.length).toBe(4);
  });

  it("is the one that was begun early", async () => {
    const server = await rawServer(reply(200));
    const first = begin(server.origin).ready;
    const { send } = transport(server.origin, { early: [first] });
    await send(get, ample());
    await send(get, ample());
    expect([server.sockets.length, server.sockets[0]?.remotePort]).toEqual([1, (await first)?.localPort]);
  });

  it("is made again when the early one had failed", async () => {
    const port = await freePort();
    const first = begin(`http://127.0.0.1:${port}`).ready;
    expect(await first).toBeUndefined();
    const server = createHttpServer((_, response) => response.end("here"));
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    expect((await transport(`http://127.0.0.1:${port}`, { early: [first] }).send(get, ample())).body).toBe("here");
  });

  it("says why it failed when it fails again", async () => {
    const origin = `http://127.0.0.1:${await freePort()}`;
    const error = await failure(transport(origin, { early: [begin(origin).ready] }).send(get, ample()));
    expect(error).toMatchObject({ sent: false, reason: "connect" });
  });

  it.each([
    ["closed", (socket: Socket) => socket.end()],
    ["reset", (socket: Socket) => socket.resetAndDestroy()],
  ])("is made again when the server has %s the early one", async (_, end) => {
    const server = await rawServer(reply(200));
    const first = begin(server.origin).ready;
    await first;
    await until(() => server.sockets.length === 1);
    end(server.sockets[0] as Socket);
    await new Promise((resolve) => setTimeout(resolve, 50)); // until the news is here
    expect((await transport(server.origin, { early: [first] }).send(get, ample())).status).toBe(200);
    expect([server.sockets.length, server.requests.length]).toEqual([2, 1]);
  });

  it.each([
    ["the transport", (_: { close(): void }, made: { close(): void }) => made.close()],
    ["whoever began it", (early: { close(): void }) => early.close()],
  ])("ends with %s when it was never used", async (_, end) => {
    const server = await rawServer(reply(200));
    const early = begin(server.origin);
    await early.ready;
    await until(() => server.sockets.length === 1);
    end(early, transport(server.origin, { early: [early.ready] }));
    await until(() => server.sockets[0]?.destroyed === true);
  });
});

describe("the end", () => {
  it("closes idle connections, and fails what is under way or waits", async () => {
    const server = await rawServer(reply(200), () => {});
    const { send, close } = transport(server.origin, { concurrency: 1 });
    await send(get, ample());
    const running = failure(send(get, ample()));
    const waiting = failure(send(get, ample()));
    await until(() => server.requests.length === 2);
    close();
    const message = "the transport was closed";
    expect(await running).toMatchObject({ sent: true, reason: "aborted", message });
    expect(await waiting).toMatchObject({ sent: false, reason: "aborted", message });
    expect(await failure(send(get, ample()))).toMatchObject({ sent: false, reason: "aborted", message });
    await until(() => server.sockets.every(({ destroyed }) => destroyed));
    expect(server.requests.length).toBe(2);
  });

  it("gives up a connection that is being made", async () => {
    const listener = createServer(() => {}).listen(0, "127.0.0.1");
    await once(listener, "listening");
    onTestFinished(() => void listener.close());
    const origin = `https://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const { send, close } = transport(origin);
    const sending = failure(send(get, ample()));
    const [socket] = (await once(listener, "connection")) as [Socket];
    const gone = once(socket.on("error", () => {}).resume(), "close");
    close();
    expect(await sending).toMatchObject({ sent: false, reason: "aborted", message: "the transport was closed" });
    await gone;
  });

  it.each([
    ["an idle connection", "await send(); ", 0],
    ["a closed transport", "await send(); transport.close();", 0],
    ["an early connection that nobody took", "await first;", 0],
  ])("lets the process end by itself with %s", async (_, code, exit) => {
    const server = await rawServer(reply(200, "", { "keep-alive": "timeout=60" }));
    const src = new URL("../../../src/", import.meta.url).href;
    const script = `
      const { createTransport } = await import("${src}ncloud/transport.ts");
      const { begin } = await import("${src}early.ts");
      const first = begin("${server.origin}").ready;
      const transport = createTransport({ origin: "${server.origin}", concurrency: 2, early: [first] });
      const limits = { timeoutMs: 20000, signal: new AbortController().signal };
      const send = () => transport.send({ method: "GET", target: "/x", headers: {} }, limits);
      ${code}`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const begun = performance.now();
    const [status] = await once(child, "exit");
    expect(status).toBe(exit);
    // The server keeps the connection open for a minute: whoever waits for that hangs.
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});

describe("why a connection failed", () => {
  const error = (code: string | undefined, syscall?: string): NodeJS.ErrnoException =>
    Object.assign(new Error("x"), code === undefined ? {} : { code }, syscall === undefined ? {} : { syscall });

  const words = new Map([
    ["dns", "the host name is unknown"],
    ["dns-temporary", "the host name could not be looked up"],
    ["connect", "the connection could not be made"],
    ["late", "no connection in time"],
    ["tls", "the TLS handshake failed"],
  ]);

  it.each([
    [error("ENOTFOUND", "getaddrinfo"), "dns"],
    [error("EAI_AGAIN", "getaddrinfo"), "dns-temporary"],
    [error("EAI_FAIL", "getaddrinfo"), "dns-temporary"],
    [error("ECONNREFUSED", "connect"), "connect"],
    [error("EHOSTUNREACH", "connect"), "connect"],
    [error("ETIMEDOUT", "connect"), "connect"],
    [error("UND_ERR_CONNECT_TIMEOUT"), "late"],
    [error(undefined), "connect"],
    [error("ECONNRESET"), "connect"],
    [error("EPIPE", "write"), "connect"],
    [error("DEPTH_ZERO_SELF_SIGNED_CERT"), "tls"],
    [error("ERR_TLS_CERT_ALTNAME_INVALID"), "tls"],
    [error("ERR_SSL_WRONG_VERSION_NUMBER"), "tls"],
    [error("CERT_HAS_EXPIRED"), "tls"],
    [error("EPROTO", "write"), "tls"],
  ])("%o: %s", (cause, word) => {
    expect(connectFailure(cause)).toEqual([word === "late" ? "connect" : word, words.get(word)]);
  });
});

function endless(socket: Socket): void {
  socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on("drain", more);
  more();
}

function drip(socket: Socket, head: string): void {
  socket.write(head);
  const timer = setInterval(() => socket.write("x"), 20);
  socket.on("close", () => clearInterval(timer));
}
