/**
 * Where the first connection will go, known before the inputs are read in full: TCP is then under way while the rest of
 * the bundle loads. Nothing is dialled that validation would refuse, nor past a proxy.
 */
import type { Socket } from "node:net";
import { endpointOf, parseEndpoint, SITES } from "./ncloud/endpoint.ts";
import type { Env } from "./ncloud/ports.ts";
import { proxyFor } from "./ncloud/proxy-env.ts";
import { connectTcp } from "./ncloud/tcp.ts";

export interface EarlyConnection {
  readonly origin: string;
  /** Begins to connect. It does not keep the process alive: the run may end without it. */
  readonly socket: Socket;
}

export function connectEarly(env: Env): EarlyConnection | undefined {
  const origin = originOf(env);
  if (origin === undefined || proxyFor(origin, env) !== undefined) return undefined;
  return { origin, socket: connectTcp(origin).unref() };
}

/** As `action/inputs/site.ts` decides it; in doubt nothing. */
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
