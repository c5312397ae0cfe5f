import { type ExecFileException, execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls, { getCACertificates, setDefaultCACertificates, type TLSSocket } from "node:tls";
import { afterAll, afterEach, describe, expect, it, onTestFinished } from "vitest";
import { certificate } from "../../../emulator/tls.ts";
import { begin } from "../../../src/early.ts";
import { createTransport, type TransportOptions } from "../../../src/ncloud/transport.ts";
import { failure } from "./support/connections.ts";
import { type RawServer, rawServer, rawTlsServer, reply } from "./support/servers.ts";

const known = getCACertificates("default");
afterEach(() => setDefaultCACertificates(known));

const get = { method: "GET", target: "/x", headers: {} } as const;
const limits = { timeoutMs: 20_000, signal: new AbortController().signal };

function transport(origin: string, more: Partial<TransportOptions> = {}) {
  const made = createTransport({ origin, concurrency: 2, ...more });
  onTestFinished(() => made.close());
  return made;
}

describe("TLS", () => {
  it.each(["127.0.0.1", "localhost"])("speaks HTTP/1.1 to a server that it trusts, by the name %s", async (host) => {
    const server = await rawTlsServer("trusted", reply(200, "ok"));
    setDefaultCACertificates([...known, server.ca]);
    const { send } = transport(`https://${host}:${server.port}`);
    expect((await send(get, limits)).body).toBe("ok");
    expect((await send(get, limits)).body).toBe("ok");
    const socket = server.sockets[0] as TLSSocket & { servername: string | false };
    expect([server.sockets.length, socket.alpnProtocol]).toEqual([1, "http/1.1"]);
    expect(socket.servername).toBe(host === "localhost" ? "localhost" : false);
  });

  it("begins early as well", async () => {
    const server = await rawTlsServer("trusted", reply(200, "ok"));
    setDefaultCACertificates([...known, server.ca]);
    const first = begin(server.origin).ready;
    expect((await transport(server.origin, { early: [first] }).send(get, limits)).body).toBe("ok");
    expect([server.sockets.length, server.sockets[0]?.remotePort]).toEqual([1, (await first)?.localPort]);
  });

  it.each([
    ["wrong-name", "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["unknown-ca", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["expired", "CERT_HAS_EXPIRED"],
  ] as const)("refuses a certificate that is %s, without a byte sent", async (mode, code) => {
    const server = await rawTlsServer(mode, reply(200));
    setDefaultCACertificates([...known, server.ca]);
    for (const first of [undefined, begin(server.origin).ready]) {
      const error = await failure(transport(server.origin, { early: [first] }).send(get, limits));
      expect(error).toMatchObject({ sent: false, reason: "tls", cause: { code } });
    }
    expect(server.requests).toEqual([]);
  });

  const reused = (sockets: readonly object[]): boolean[] =>
    sockets.map((each) => (each as TLSSocket).isSessionReused());

  it.each([false, true])("resumes the session of the connection before, early: %s", async (early) => {
    const server = await rawTlsServer("trusted", reply(200, "ok"));
    setDefaultCACertificates([...known, server.ca]);
    const first = early ? [begin(server.origin).ready] : [];
    const { send } = transport(server.origin, { concurrency: 3, early: first });
    await send(get, limits);
    await Promise.all([1, 2, 3].map(() => send(get, limits)));
    expect(reused(server.sockets)).toEqual([false, true, true]);
  });

  /** A way to one server for the first connection, and so on; undefined: it is cut at once. */
  async function way(...to: readonly (RawServer | undefined)[]): Promise<string> {
    let connections = 0;
    const listener = createServer((from) => {
      const server = to[connections++];
      if (server === undefined) return void from.destroy();
      const socket = connect(server.port, "127.0.0.1");
      for (const each of [from.pipe(socket), socket.pipe(from)]) each.on("error", () => {});
    }).listen(0, "127.0.0.1");
    await once(listener, "listening");
    onTestFinished(() => void listener.close());
    return `https://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  }

  it("begins without a session after a connection that failed with one", async () => {
    const server = await rawTlsServer("trusted", reply(200, "ok"));
    setDefaultCACertificates([...known, server.ca]);
    const { send } = transport(await way(server, undefined, server), { concurrency: 3 });
    await send(get, limits);
    const [, cut] = await Promise.all([send(get, limits), failure(send(get, limits))]);
    expect([cut.sent, cut.reason]).toEqual([false, "connect"]);
    await Promise.all([send(get, limits), send(get, limits)]);
    expect(reused(server.sockets)).toEqual([false, false]);
  });

  it("believes nobody who does not know the session", async () => {
    const server = await rawTlsServer("trusted", reply(200, "ok"));
    const impostor = await rawTlsServer("unknown-ca", reply(200, "ok"));
    setDefaultCACertificates([...known, server.ca]);
    const { send } = transport(await way(server, impostor), { concurrency: 2 });
    await send(get, limits);
    const [, refused] = await Promise.all([send(get, limits), failure(send(get, limits))]);
    expect([refused.sent, refused.reason, impostor.requests]).toEqual([false, "tls", []]);
  });

  it("has no switch: not even Node's own", async () => {
    const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      const server = await rawTlsServer("unknown-ca", reply(200));
      const error = await failure(transport(server.origin).send(get, limits));
      expect([error.sent, error.reason, server.requests]).toEqual([false, "tls", []]);
    } finally {
      if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    }
  });

  it("takes no version below 1.2, whatever Node is told: --tls-min-v1.0", async () => {
    const { key, cert, ca } = await certificate("trusted");
    setDefaultCACertificates([...known, ca]);
    const versions = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    const requests: string[] = [];
    const server = createTlsServer({ key, cert, ...versions }, ({ url }, response) => {
      requests.push(url ?? "");
      response.end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const before = [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS] as const;
    [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS] = ["TLSv1", versions.ciphers];
    try {
      const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      for (const first of [undefined, begin(origin).ready]) {
        const error = await failure(transport(origin, { early: [first] }).send(get, limits));
        expect([error.sent, error.reason]).toEqual([false, "tls"]);
      }
      expect(requests).toEqual([]);
    } finally {
      [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS] = before;
    }
  });

  it("knows a server that speaks no TLS", async () => {
    const server = createHttpServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const error = await failure(transport(`https://127.0.0.1:${port}`).send(get, limits));
    expect([error.sent, error.reason]).toEqual([false, "tls"]);
  });

  it("does not wait for ever for a handshake", async () => {
    const server = await rawServer(() => {});
    const { send } = transport(`https://127.0.0.1:${server.port}`, { connectMs: 200 });
    const error = await failure(send(get, limits));
    expect([error.sent, error.reason, error.message]).toEqual([false, "connect", "no connection in time"]);
  });

  it("takes a handshake that is cut off for something that may pass", async () => {
    const cutting = createServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
    cutting.listen(0, "127.0.0.1");
    await once(cutting, "listening");
    onTestFinished(() => void cutting.close());
    const { port } = cutting.address() as AddressInfo;
    const error = await failure(transport(`https://127.0.0.1:${port}`).send(get, limits));
    expect([error.sent, error.reason]).toEqual([false, "connect"]);
  });
});

describe("NODE_EXTRA_CA_CERTS", () => {
  let folder: string | undefined;
  afterAll(() => (folder === undefined ? undefined : rm(folder, { recursive: true })));

  it.each([
    [true, "200"],
    [false, "tls"],
  ])("set: %s → %s", async (set, expected) => {
    const server = await rawTlsServer("trusted", reply(200, "ok"));
    folder ??= await mkdtemp(join(tmpdir(), "ca-"));
    const file = join(folder, "ca.pem");
    await writeFile(file, server.ca);
    const src = new URL("../../../src/", import.meta.url).href;
    const script = `
      const { createTransport } = await import("${src}ncloud/transport.ts");
      const { begin } = await import("${src}early.ts");
      const origin = "${server.origin}";
      const transport = createTransport({ origin, concurrency: 1, early: [begin(origin).ready] });
      const limits = { timeoutMs: 20000, signal: new AbortController().signal };
      const said = await transport.send({ method: "GET", target: "/x", headers: {} }, limits).then(
        ({ status }) => status,
        ({ reason }) => reason,
      );
      process.stdout.write(String(said));`;
    const env = { ...process.env, ...(set ? { NODE_EXTRA_CA_CERTS: file } : {}) };
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    execFile(
      process.execPath,
      ["--input-type=module", "-e", script],
      { env },
      (error: ExecFileException | null, stdout) => (error === null ? resolve(stdout) : reject(error)),
    );
    expect(await promise).toBe(expected);
  });
});
