/** Which proxy the environment asks for. Small and without imports of weight: looked at before the early connect. */
import { isLoopback } from "./endpoint.ts";
import type { Env } from "./ports.ts";

export interface ProxySetting {
  /** As the variable has it: may hold a password, may be nonsense. */
  readonly url: string;
  /** The variable that named it: what a message may say. */
  readonly variable: string;
}

/**
 * The proxy for an origin: `https_proxy` for https, `http_proxy` for http, each also in capitals; the lower-case one
 * wins, even when empty, as in curl and undici. `no_proxy` takes hosts out.
 *
 * Plain http is for this machine alone, so it goes to no proxy elsewhere.
 */
export function proxyFor(origin: string, env: Env): ProxySetting | undefined {
  const { protocol, hostname, port } = new URL(origin);
  const name = protocol === "https:" ? "https_proxy" : "http_proxy";
  const variable = env[name] === undefined ? name.toUpperCase() : name;
  const url = env[variable]?.trim() ?? "";
  if (url === "") return undefined;
  const noProxy = env["no_proxy"] ?? env["NO_PROXY"] ?? "";
  if (isExempt(bare(hostname), port || (protocol === "https:" ? "443" : "80"), noProxy)) return undefined;
  if (protocol === "http:" && !isLoopback(proxyUrl(url)?.hostname ?? "")) return undefined;
  return { url, variable };
}

/** Reads a proxy's URL. Without a scheme it is http, as for curl. */
export function proxyUrl(text: string): URL | undefined {
  const full = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  return url.protocol === "http:" || url.protocol === "https:" ? url : undefined;
}

/**
 * `*` is every host; `example.com` and `.example.com` are the host and all below it; `*.example.com` is what is below
 * it; `:port` at the end limits an entry to that port. Commas or spaces part the entries.
 */
function isExempt(hostname: string, port: string, noProxy: string): boolean {
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      const [host, only] = entryParts(entry);
      if (only !== undefined && only !== port) return false;
      if (host === "*") return true;
      const name = host.replace(/^\*?\./, "").replace(/\.$/, "");
      return (hostname === name && !host.startsWith("*")) || hostname.endsWith(`.${name}`);
    });
}

/** Host and port of an entry. More than one colon without brackets is an IPv6 address. */
function entryParts(entry: string): readonly [string, string | undefined] {
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry);
  return parts === null ? [bare(entry), undefined] : [bare(parts[1] ?? ""), parts[2]];
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "").replace(/(.)\.$/, "$1");
