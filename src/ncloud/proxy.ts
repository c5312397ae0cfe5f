/**
 * Connections through a proxy (CONNECT). Loaded only when the environment names a proxy.
 *
 * undici's own ProxyAgent is not used: it works only with the whole of undici loaded (it needs `Dispatcher.connect`,
 * which the index adds), and it tells a proxy's refusal from a lost connection by the words of a message alone.
 */
import type { Socket } from "node:net";
import Client from "undici/lib/dispatcher/client.js";
import { dial, secure } from "./dial.ts";
import { NetworkError } from "./errors.ts";
import { type ProxySetting, proxyUrl } from "./proxy-env.ts";
import { hostOf } from "./tcp.ts";

/**
 * A connection to an origin through a tunnel.
 *
 * @throws {NetworkError} with reason `proxy` or `proxy-temporary`, or what went wrong behind the proxy
 */
export async function connectThrough(proxy: ProxySetting, origin: string, signal: AbortSignal): Promise<Socket> {
  const via = proxyUrl(proxy.url);
  if (via === undefined) throw refusedByProxy(`${proxy.variable} does not hold an http or https URL`);
  const to = new URL(origin);
  const port = to.port || (to.protocol === "https:" ? "443" : "80");
  const socket = await tunnel(via, proxy.variable, `${to.hostname}:${port}`, signal);
  if (to.protocol === "http:") return socket;
  const dialling = secure(hostOf(to), socket);
  return await endingWith(signal, () => dialling.socket.destroy(), dialling.ready);
}

async function tunnel(via: URL, variable: string, authority: string, signal: AbortSignal): Promise<Socket> {
  const authorization = proxyAuthorization(via, variable);
  const client = new Client(via.origin, {
    allowH2: false,
    headersTimeout: 0,
    connect: (_, callback) => {
      const dialling = dial(via.origin);
      const ready = endingWith(signal, () => dialling.socket.destroy(), dialling.ready);
      ready.then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
  });
  const connected = new Promise<Socket>((resolve, reject) => {
    const headers = {
      host: authority,
      ...(authorization === undefined ? {} : { "proxy-authorization": authorization }),
    };
    client.dispatch(
      { method: "CONNECT", path: authority, headers },
      {
        onRequestStart() {},
        onRequestUpgrade(_, status, __, socket) {
          if (status >= 200 && status < 300) return resolve(socket as Socket);
          socket.on("error", () => {}).destroy();
          const message = `the proxy of ${variable} answered ${status}`;
          reject(status >= 500 ? new NetworkError(false, "proxy-temporary", message) : refusedByProxy(message));
        },
        onResponseError(_, error) {
          reject(unreachable(error, variable));
        },
      },
    );
  });
  try {
    return await endingWith(signal, () => void client.destroy(), connected);
  } finally {
    // A tunnel is no longer the client's; anything else ends here.
    void client.destroy();
  }
}

function proxyAuthorization(via: URL, variable: string): string | undefined {
  if (via.username === "" && via.password === "") return undefined;
  try {
    const pair = `${decodeURIComponent(via.username)}:${decodeURIComponent(via.password)}`;
    return `Basic ${Buffer.from(pair).toString("base64")}`;
  } catch {
    throw refusedByProxy(`${variable} has a user name or password with a stray % sign`);
  }
}

/** No proxy URL ever gets into a message: it may hold a password. */
function refusedByProxy(message: string): NetworkError {
  return new NetworkError(false, "proxy", message);
}

function unreachable(error: Error, variable: string): NetworkError {
  const forGood = error instanceof NetworkError && (error.reason === "dns" || error.reason === "tls");
  const message = `the proxy of ${variable} could not be reached`;
  return new NetworkError(false, forGood ? "proxy" : "proxy-temporary", message, { cause: error });
}

/** Runs `end` when the signal aborts before the work is done; then the abort's reason is the error. */
async function endingWith<T>(signal: AbortSignal, end: () => void, work: Promise<T>): Promise<T> {
  const onAbort = (): void => end();
  signal.addEventListener("abort", onAbort);
  try {
    if (signal.aborted) end();
    return await work;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
