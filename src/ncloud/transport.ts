/** HTTP/1.1 over undici's clients, one connection each. */
import type { Socket } from "node:net";
import Client from "undici/lib/dispatcher/client.js";
import { type Dialling, dial } from "./dial.ts";
import { NetworkError } from "./errors.ts";
import { Exchange } from "./exchange.ts";
import type { HttpRequest, Transport } from "./ports.ts";
import type { ProxySetting } from "./proxy-env.ts";

export { dialOver } from "./dial.ts";

/** Name look-up, TCP and TLS, together. Shorter than an attempt, so that its failure is known as what it is. */
const CONNECT_MS = 10_000;

/** An idle connection is not trusted for longer: a request on one that the server has just closed is an uncertain one. */
const KEEP_ALIVE_MS = 4_000;

export interface TransportOptions {
  readonly origin: string;
  /** The most connections. One request at a time on each; they are made as needed. */
  readonly concurrency: number;
  /** Begun before: becomes the first connection, unless it has failed meanwhile. */
  readonly first?: Dialling | undefined;
  /** From `proxyFor`. */
  readonly proxy?: ProxySetting | undefined;
  readonly userAgent?: string;
  /** Milliseconds for making one connection. */
  readonly connectMs?: number;
}

export interface ClosableTransport extends Transport {
  /** Destroys every connection, also those still being made. Requests under way fail. */
  close(): void;
}

export function createTransport(options: TransportOptions): ClosableTransport {
  const { origin, proxy, userAgent = "ncp-apigw-detach-usage-plan", connectMs = CONNECT_MS } = options;
  let { first } = options;
  let closed = false;
  const connecting = new Set<AbortController>();

  // Not undici's Pool: to it, a client is busy until the turn after its reply, so a second request in a row would open
  // a second connection, with the round trips that costs.
  const clients: Client[] = [];
  const idle: Client[] = [];
  const waiting: Array<{ readonly request: HttpRequest; readonly exchange: Exchange }> = [];

  return {
    async send(request, limits) {
      const exchange = new Exchange(limits);
      if (closed) exchange.close();
      const client = idle.pop() ?? (clients.length < options.concurrency ? newClient() : undefined);
      if (client === undefined) waiting.push({ request, exchange });
      else start(client, request, exchange);
      return await exchange.reply;
    },

    close() {
      closed = true;
      first?.socket.destroy();
      for (const { exchange } of waiting.splice(0)) exchange.close();
      const reason = new NetworkError(false, "aborted", "the transport was closed");
      for (const attempt of connecting) attempt.abort(reason);
      for (const client of clients) client.destroy().catch(() => {});
    },
  };

  function start(client: Client, request: HttpRequest, exchange: Exchange): void {
    if (!exchange.settled) {
      client.dispatch(
        {
          method: request.method,
          path: request.target,
          headers: { "user-agent": userAgent, "accept-encoding": "identity", ...request.headers },
          body: request.body ?? null,
        },
        exchange,
      );
    }
    const done = (): void => {
      const next = waiting.shift();
      if (next === undefined) idle.push(client);
      else start(client, next.request, next.exchange);
    };
    exchange.reply.then(done, done);
  }

  function newClient(): Client {
    const client = new Client(origin, {
      pipelining: 1,
      allowH2: false,
      useMilo: false, // undici's experimental parser; the variable UNDICI_USE_MILO must not choose it
      keepAliveTimeout: KEEP_ALIVE_MS,
      // The attempt's own timer covers everything; undici's would only say it in other words.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (_, callback) => {
        connect().then(
          (socket) => callback(null, socket),
          (error: Error) => callback(error, null),
        );
      },
    });
    clients.push(client);
    return client;
  }

  async function connect(): Promise<Socket> {
    const attempt = new AbortController();
    const late = new NetworkError(false, "connect", `no connection within ${connectMs / 1000} s`);
    const timer = setTimeout(() => attempt.abort(late), connectMs);
    connecting.add(attempt);
    try {
      return await open(attempt.signal);
    } finally {
      clearTimeout(timer);
      connecting.delete(attempt);
    }
  }

  async function open(signal: AbortSignal): Promise<Socket> {
    if (proxy !== undefined) {
      const { connectThrough } = await import(/* webpackChunkName: "proxy" */ "./proxy.ts");
      return await connectThrough(proxy, origin, signal);
    }
    const early = first;
    first = undefined;
    return (early && (await usable(early, signal))) ?? (await opened(dial(origin), signal));
  }
}

/** The early connection, if it is any good. What was wrong with it shows again on the ordinary way, where it counts. */
async function usable(early: Dialling, signal: AbortSignal): Promise<Socket | undefined> {
  try {
    const socket = await opened(early, signal);
    // Nobody has read from it so far. If the server has closed it meanwhile, this look shows it one turn later.
    socket.read(0);
    await new Promise(setImmediate);
    return socket.readyState === "open" ? socket.ref() : undefined;
  } catch {
    return undefined;
  }
}

async function opened(dialling: Dialling, signal: AbortSignal): Promise<Socket> {
  const onAbort = (): void => void dialling.socket.destroy(signal.reason);
  signal.addEventListener("abort", onAbort);
  try {
    if (signal.aborted) onAbort();
    return await dialling.ready;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
