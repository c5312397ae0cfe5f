/** HTTP/1.1 over undici's Pool. What is ours is to know whether a byte was sent (`exchange.ts`), and the early connection. */
import type { Socket } from "node:net";
import type { SecureContext, TLSSocket } from "node:tls";
import type { buildConnector, Dispatcher, Pool as PoolTypes } from "undici";
import connectorOf from "undici/lib/core/connect.js";
import Pool from "undici/lib/dispatcher/pool.js";
import { CONNECT_MS, createContext, TCP_OPTIONS, TLS_OPTIONS, turn } from "./connecting.ts";
import { NetworkError } from "./errors.ts";
import { Exchange } from "./exchange.ts";
import type { Transport } from "./ports.ts";
import type { ProxySetting } from "./proxy-env.ts";

export interface TransportOptions {
  readonly origin: string;
  /** The most connections. One request at a time on each; they are made as needed. */
  readonly concurrency: number;
  /** Begun before, to this origin: become the first connections. Undefined: it has failed meanwhile. */
  readonly early?: readonly (Promise<Socket | undefined> | undefined)[];
  /** Left out: made when it is needed. */
  readonly secureContext?: Promise<SecureContext> | undefined;
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

/**
 * Before it uses a connection again, undici looks once whether the server has closed it. A server that does so later,
 * without a word, loses a request: so a repeat goes out on a fresh connection, and until so many replies have come every
 * write does. Otherwise such a server could lose each write, and none would ever arrive.
 */
const REPLIES_TO_TRUST = 20;

/** What undici is told, for NCP, behind a proxy and before it. */
const CLIENT_OPTIONS = {
  pipelining: 1,
  allowH2: false,
  useMilo: false, // undici's experimental parser; the variable UNDICI_USE_MILO must not choose it
  // An idle connection is not trusted for longer: a request on one that the server has just closed is an uncertain one.
  keepAliveTimeout: 4_000,
  // The attempt's own timer covers everything; undici's would only say it in other words.
  headersTimeout: 0,
  bodyTimeout: 0,
  // Node's own default, whatever NODE_OPTIONS says for the other programs of a job.
  maxHeaderSize: 16 * 1024,
} as const satisfies PoolTypes.Options;

export function createTransport(options: TransportOptions): ClosableTransport {
  const { origin, concurrency: connections, proxy, userAgent = "ncp-apigw-detach-usage-plan" } = options;
  const timeout = options.connectMs ?? CONNECT_MS;
  const early = [...(options.early ?? [])];
  let closed = false;
  const connecting = new Set<Socket>();
  let { secureContext } = options;
  // Connections resume the TLS session of one before them, which saves both sides most of what TLS costs.
  let session: Buffer | undefined;
  const shared = { ...CLIENT_OPTIONS, connections };
  const dispatchers = new Set<Dispatcher>();
  let dispatching = createDispatcher();
  // Replies to come until connections are trusted again after a loss.
  let distrust = 0;

  return {
    async send({ method, target, headers, body = null }, limits) {
      if (method !== "GET" && distrust > 0) renew();
      const current = dispatching;
      const dispatcher = await current;
      const exchange = new Exchange(limits);
      if (closed) exchange.close();
      if (!exchange.settled) {
        const all = { "user-agent": userAgent, "accept-encoding": "identity", ...headers };
        dispatcher.dispatch({ origin, method, path: target, headers: all, body }, exchange);
      }
      try {
        const reply = await exchange.reply;
        distrust -= 1;
        return reply;
      } catch (error) {
        if (error instanceof NetworkError && error.sent && error.reason === "lost") {
          distrust = REPLIES_TO_TRUST;
          if (current === dispatching) renew();
        }
        throw error;
      } finally {
        // To the Pool a client is busy until the turn after its reply: a request before that would open a connection.
        await turn();
      }
    },

    close() {
      closed = true;
      for (const each of early) each?.then((socket) => socket?.destroy());
      for (const dispatcher of dispatchers) dispatcher.destroy();
      for (const socket of connecting) socket.destroy();
    },
  };

  /** Whatever follows goes out on fresh connections; what is under way on the others comes to its end. */
  function renew(): void {
    dispatching.then((old) => old.close()).catch(() => {});
    dispatching = createDispatcher();
  }

  function createDispatcher(): Promise<Dispatcher> {
    const made = proxy === undefined ? Promise.resolve(new Pool(origin, { ...shared, connect })) : throughProxy(proxy);
    // What is wrong with a proxy's setting is said by each request.
    made.then((dispatcher) => dispatchers.add(dispatcher)).catch(() => {});
    return made;
  }

  async function throughProxy(setting: ProxySetting): Promise<Dispatcher> {
    const { proxyAgent } = await import(/* webpackChunkName: "proxy" */ "./proxy.ts");
    return proxyAgent(setting, shared, timeout);
  }

  async function connect(to: buildConnector.Options, callback: buildConnector.Callback): Promise<void> {
    // Taken before anything is waited for: two connections that shared a socket would answer each other's requests.
    const begun = await early.shift();
    if (begun !== undefined && (await isOpen(begun))) {
      remember(begun);
      return callback(null, begun.ref());
    }
    const connectTo = await connector().catch((error: Error) => error);
    if (connectTo instanceof Error) return callback(connectTo, null);
    if (closed) return callback(Object.assign(new Error("closed"), { code: "UND_ERR_DESTROYED" }), null);
    const socket = connectTo(to, (...result) => {
      connecting.delete(socket);
      const [error, connected] = result;
      if (error === null) remember(connected);
      else session = undefined; // it may be what the server does not like
      callback(...result);
    });
    connecting.add(socket);
  }

  async function connector(): Promise<ReturnType<typeof connectorOf>> {
    if (origin.startsWith("https:")) secureContext ??= createContext();
    const secure = { secureContext: await secureContext, session };
    return connectorOf({ ...TCP_OPTIONS, ...TLS_OPTIONS, ...secure, allowH2: false, timeout });
  }

  function remember(connected: Socket | TLSSocket): void {
    if (!("getSession" in connected)) return;
    session ??= connected.getSession();
    // With TLS 1.3 what it takes to resume it comes later.
    connected.on("session", (latest) => {
      session = latest;
    });
  }
}

/** Nobody has read from the early connection so far. If the server has closed it meanwhile, this look shows it. */
async function isOpen(early: Socket): Promise<boolean> {
  early.read(0);
  await turn();
  return early.readyState === "open";
}
