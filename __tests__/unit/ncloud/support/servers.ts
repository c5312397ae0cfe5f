/** Servers that say exactly what a test wants, on loopback. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";
import { type Certificate, certificate, type TlsMode } from "../../../../emulator/tls.ts";

export interface RawServer {
  readonly origin: string;
  readonly port: number;
  /** The sockets accepted so far. */
  readonly sockets: readonly Socket[];
  /** The requests read so far: head and body as they came. */
  readonly requests: readonly string[];
}

export interface RawTlsServer extends RawServer {
  readonly certificate: Certificate;
  /** The CA that signed the server's certificate, or with `unknown-ca` another. */
  readonly ca: string;
}

/** What to do with a request: an answer's bytes, or anything else to the socket. */
export type Answer = string | ((socket: Socket, request: string) => void);

/** A server that answers the first request with the first answer, and so on; the last answer serves all later ones. */
export async function rawServer(...answers: readonly Answer[]): Promise<RawServer> {
  return await listen(createServer(), "http", "connection", answers);
}

export async function rawTlsServer(mode: TlsMode, ...answers: readonly Answer[]): Promise<RawTlsServer> {
  const made = await certificate(mode);
  const server = createTlsServer({ key: made.key, cert: made.cert, ALPNProtocols: ["h2", "http/1.1"] });
  return Object.assign(await listen(server, "https", "secureConnection", answers), { certificate: made, ca: made.ca });
}

async function listen(server: Server, scheme: string, event: string, answers: readonly Answer[]): Promise<RawServer> {
  const sockets: Socket[] = [];
  const requests: string[] = [];
  server.on(event, (socket: Socket) => {
    sockets.push(socket);
    socket.setEncoding("latin1");
    socket.on("error", () => {});
    let read = "";
    socket.on("data", (chunk) => {
      read += chunk;
      for (let end = endOfRequest(read); end !== undefined; end = endOfRequest(read)) {
        const request = read.slice(0, end);
        read = read.slice(end);
        const answer = answers[Math.min(requests.length, answers.length - 1)];
        requests.push(request);
        if (typeof answer === "string") socket.write(answer, "latin1");
        else answer?.(socket, request);
      }
    });
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const all = new Set<Socket>();
  server.on("connection", (socket: Socket) => all.add(socket));
  onTestFinished(() => {
    server.close();
    for (const socket of all) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `${scheme}://127.0.0.1:${port}`, port, sockets, requests };
}

function endOfRequest(text: string): number | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head === -1) return undefined;
  const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1] ?? 0);
  const end = head + 4 + length;
  return text.length < end ? undefined : end;
}

/** A whole reply. */
export function reply(status: number, body = "", headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ "content-length": String(Buffer.byteLength(body)), ...headers });
  return `HTTP/1.1 ${status} Whatever\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${Buffer.from(body).toString("latin1")}`;
}

/** A loopback port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
