/**
 * The first connections, begun before the inputs are read in full: TCP and TLS are under way while the rest of the bundle
 * loads. Nothing is dialled that validation would refuse, nor past a proxy.
 */
import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import type { SecureContext } from "node:tls";
import { createContext, hostOf, TCP_OPTIONS, TLS_OPTIONS, turn } from "./ncloud/connecting.ts";
import { endpointOf, parseEndpoint, SITES } from "./ncloud/endpoint.ts";
import type { Env } from "./ncloud/ports.ts";
import { proxyFor } from "./ncloud/proxy-env.ts";

export interface EarlyConnection {
  readonly origin: string;
  /** When it can carry a request; undefined when nothing came of it. It does not keep the process alive. */
  readonly ready: Promise<Socket | undefined>;
  close(): void;
}

const NAMES = ["INPUT_PRODUCT-NAME", "INPUT_API-NAME", "INPUT_STAGE-NAME", "INPUT_USAGE-PLAN-NAME"];

/** The connections that a run begins with, all to one origin. */
export interface EarlyConnections {
  readonly origin: string;
  readonly ready: readonly EarlyConnection["ready"][];
  /** For those that follow. Undefined without TLS. */
  readonly context: Promise<SecureContext> | undefined;
  close(): void;
}

/** Two where a run begins with two reads side by side: the stage, and the API keys of its product; or two names. */
export function connectEarly(env: Env): EarlyConnections | undefined {
  const origin = originOf(env);
  if (origin === undefined || proxyFor(origin, env) !== undefined) return undefined;
  const isOff = (input: string) => /^\s*false\s*$/i.test(env[input] ?? "");
  const named = NAMES.some((input) => (env[input] ?? "").trim() !== "");
  const single = isOff("INPUT_VERIFY") || (isOff("INPUT_LOOK-AT-API-KEYS") && !named);
  const context = contextFor(origin);
  const begun = Array.from({ length: single ? 1 : 2 }, () => begin(origin, context));
  return {
    origin,
    context,
    ready: begun.map(({ ready }) => ready),
    close: () => {
      for (const each of begun) each.close();
    },
  };
}

/** As `action/inputs` decides it; in doubt nothing. */
function originOf(env: Env): string | undefined {
  const url = env["INPUT_API-URL"]?.trim() ?? "";
  if (url !== "") {
    const endpoint = parseEndpoint(url);
    return typeof endpoint === "string" ? undefined : endpoint.origin;
  }
  const word = env["INPUT_SITE"]?.trim() || env["NCLOUD_SITE"] || "public";
  const site = SITES.find((each) => each === word);
  return site === undefined ? undefined : endpointOf(site).origin;
}

/** Undefined without TLS, which takes 10 ms to load: they pass while TCP is under way, from the next turn of the event loop on. */
function contextFor(origin: string): Promise<SecureContext> | undefined {
  return origin.startsWith("https:") ? turn().then(createContext) : undefined;
}

/** Only for an origin that `parseEndpoint` has passed. */
export function begin(origin: string, context = contextFor(origin)): EarlyConnection {
  const { host, port } = partsOf(origin);
  const tcp = connect({ host, port, ...TCP_OPTIONS }).unref();
  // What goes wrong shows again on the ordinary way, where it counts.
  const closed = once(quiet(tcp), "close").then(() => undefined);
  const ready = Promise.race([secured(), closed]).catch(() => undefined);
  return { origin, ready, close: () => void tcp.destroy() };

  async function secured(): Promise<Socket> {
    const connected = once(tcp, "connect");
    if (context === undefined) return connected.then(() => tcp);
    const [secureContext, tls] = await Promise.all([context, context.then(() => import("node:tls")), connected]);
    const name = { host, ...(isIP(host) === 0 && { servername: host }) };
    const options = { ...TLS_OPTIONS, secureContext, ALPNProtocols: ["http/1.1"] };
    const socket = tls.connect({ socket: tcp, ...name, ...options });
    await once(quiet(socket), "secureConnect");
    return socket;
  }
}

function partsOf(origin: string) {
  const url = new URL(origin);
  return { host: hostOf(url), port: Number(url.port) || (url.protocol === "https:" ? 443 : 80) };
}

/** An error of a connection that nobody waits for must not end the process. */
const quiet = (socket: Socket): Socket => socket.on("error", () => {});
