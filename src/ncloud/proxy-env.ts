/** Which proxy the environment asks for. Small and without imports of weight: looked at before the early connect. */
import { BlockList, isIP, isIPv6 } from "node:net";
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
 * wins, even when empty, as in curl and undici. `no_proxy` takes hosts out. The rules are the same for NCP and for
 * GitHub (the comment): both go through `Host.connect`.
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
  if (protocol === "http:" && leavesMachine(url)) return undefined;
  return { url, variable };
}

function leavesMachine(proxy: string): boolean {
  const url = readProxyUrl(proxy);
  return typeof url === "string" || !isLoopback(url.hostname);
}

/** What a URL parser would take for the end of the user info, or drop without a word. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what is looked for
const ODD_IN_USER_INFO = /[\u0000-\u0020\u007f#/?\\]/;

/**
 * Reads a proxy's URL, or says what is wrong with it. Without a scheme it is http, as for curl. A URL that parses by
 * accident alone is refused: with a bare `#` in its password another host would be dialled, and shown half of it.
 */
export function readProxyUrl(text: string): URL | string {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const authority = full.slice(full.indexOf("://") + 3);
  const at = authority.lastIndexOf("@");
  const odd = ODD_IN_USER_INFO.exec(authority.slice(0, Math.max(at, 0)))?.[0];
  if (odd !== undefined) {
    return `has ${JSON.stringify(odd)} in its user name or password: encode it as ${encodeURIComponent(odd)}`;
  }
  const isPlace = /^(\[[\da-f:.]+\]|[^\s:/?#\\[\]]+)(:\d+)?\/?$/i.test(authority.slice(at + 1));
  const url = isPlace && URL.canParse(full) ? new URL(full) : undefined;
  const isKnown = url?.protocol === "http:" || url?.protocol === "https:";
  return url !== undefined && isKnown ? url : "does not hold an http or https URL of a host and a port";
}

/**
 * `*` is every host; `example.com` and `.example.com` are the host and all below it; `*.example.com` is what is below
 * it; `10.0.0.0/8` is every address in it, and no name; `:port` at the end limits an entry to that port. Commas or
 * spaces part the entries; a dot at the end of a name means nothing.
 */
function isExempt(hostname: string, port: string, noProxy: string): boolean {
  return noProxy
    .toLowerCase()
    .split(/[\s,]/)
    .some((entry) => {
      if (entry.includes("/")) return isWithin(hostname, entry);
      const [host, only] = entryParts(entry);
      if (only !== undefined && only !== port) return false;
      if (host === "*") return true;
      const name = host.replace(/^\*?\./, "").replace(/\.$/, "");
      return (hostname === name && !host.startsWith("*")) || hostname.endsWith(`.${name}`);
    });
}

/** Whether a host is an address within `10.0.0.0/8` or `fd00::/8`. */
function isWithin(hostname: string, block: string): boolean {
  const [network = "", bits = ""] = block.split("/");
  const family = isIPv6(hostname) ? "ipv6" : "ipv4";
  if (isIP(hostname) === 0 || isIP(hostname) !== isIP(bare(network)) || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === "ipv6" ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(bare(network), Number(bits), family);
  return list.check(hostname, family);
}

/** Host and port of an entry. More than one colon without brackets is an IPv6 address. */
function entryParts(entry: string): readonly [string, string | undefined] {
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry);
  return parts === null ? [bare(entry), undefined] : [bare(parts[1] ?? ""), parts[2]];
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "").replace(/(.)\.$/, "$1");
