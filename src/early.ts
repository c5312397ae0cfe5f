/**
 * Where the first connection will go, known before the inputs are read in full: TCP and TLS then run while the rest of
 * the bundle loads. Nothing is dialled that validation would refuse, nor past a proxy.
 */
import type { Dialling } from "./ncloud/dial.ts";
import { earlyConnect } from "./ncloud/early-connect.ts";
import { endpointOf, parseEndpoint, SITES } from "./ncloud/endpoint.ts";
import { proxyFor } from "./ncloud/proxy-env.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface EarlyConnection {
  readonly origin: string;
  readonly dialling: Dialling;
}

export function connectEarly(env: Env): EarlyConnection | undefined {
  // The post step mostly has nothing to do.
  if (env["STATE_saved"] !== undefined) return undefined;
  const origin = originOf(env);
  if (origin === undefined || proxyFor(origin, env) !== undefined) return undefined;
  return { origin, dialling: earlyConnect(origin) };
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
