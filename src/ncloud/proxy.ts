/** Connections through a proxy (CONNECT), by undici's ProxyAgent. Loaded only when the environment names a proxy. */
import { isIP } from "node:net";
import type { buildConnector, Dispatcher, ProxyAgent as ProxyAgentTypes } from "undici";
import connect from "undici/lib/api/api-connect.js";
import Pool from "undici/lib/dispatcher/pool.js";
import ProxyAgent from "undici/lib/dispatcher/proxy-agent.js";
import { TCP_OPTIONS, TLS_OPTIONS } from "./connecting.ts";
import { NetworkError } from "./errors.ts";
import { connectFailure } from "./exchange.ts";
import { type ProxySetting, readProxyUrl } from "./proxy-env.ts";

/** @throws {NetworkError} when the setting is none that can be used; no message ever shows the URL */
export function proxyAgent(proxy: ProxySetting, options: object, timeout: number): Dispatcher {
  const { variable } = proxy;
  const via = readProxyUrl(proxy.url);
  if (typeof via === "string") throw new NetworkError(false, "proxy", `${variable} ${via}`);
  const token = proxyAuthorization(via, variable);
  return new ProxyAgent({
    ...options,
    uri: via.origin,
    ...(token === undefined ? {} : { token }),
    proxyTunnel: true,
    proxyTls: { ...TCP_OPTIONS, ...TLS_OPTIONS },
    requestTls: TLS_OPTIONS,
    connectTimeout: timeout,
    clientFactory: (url: URL, { connect }: { readonly connect: buildConnector.connector }) =>
      new WayToProxy(variable, url, {
        ...options,
        headersTimeout: timeout,
        // An address is no server's name (RFC 6066, 3), which undici forgets for a proxy's: Node would warn on stderr.
        connect: (to, callback) => connect({ ...to, servername: isIP(to.hostname) ? "" : to.hostname }, callback),
      }),
  } as ProxyAgentTypes.Options);
}

/** Says in our words what becomes of a CONNECT: undici has words alone to tell a proxy's refusal from a lost connection. */
class WayToProxy extends Pool {
  readonly #variable: string;

  constructor(variable: string, url: URL, options: Pool.Options) {
    super(url, options);
    this.#variable = variable;
  }

  override async connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    const answer = await connect.call(this, options).catch((error: Error) => {
      throw unreachable(error, this.#variable);
    });
    const { statusCode: status, socket } = answer;
    if (status >= 200 && status < 300) return { ...answer, statusCode: 200 };
    socket.on("error", () => {}).destroy();
    const reason = status >= 500 ? "proxy-temporary" : "proxy";
    throw new NetworkError(false, reason, `the proxy of ${this.#variable} answered ${status}`);
  }
}

function proxyAuthorization(via: URL, variable: string): string | undefined {
  if (via.username === "" && via.password === "") return undefined;
  try {
    const pair = `${decodeURIComponent(via.username)}:${decodeURIComponent(via.password)}`;
    return `Basic ${Buffer.from(pair).toString("base64")}`;
  } catch {
    throw new NetworkError(false, "proxy", `${variable} has a user name or password with a stray % sign`);
  }
}

function unreachable(error: Error, variable: string): NetworkError {
  const [reason] = connectFailure(error);
  const forGood = reason === "dns" || reason === "tls";
  const message = `the proxy of ${variable} could not be reached`;
  return new NetworkError(false, forGood ? "proxy" : "proxy-temporary", message, { cause: error });
}
