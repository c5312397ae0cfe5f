/**
 * Where the API is. Loaded in the first chunk of the bundle (the early connect needs it), so: no imports.
 */

/** Everything that is known of a site: the domain that the hosts of all its APIs lie in. */
const DOMAINS = {
  public: "apigw.ntruss.com",
  gov: "apigw.gov-ntruss.com",
  fin: "apigw.fin-ntruss.com",
} as const;

export type Site = keyof typeof DOMAINS;
export const SITES = Object.keys(DOMAINS) as readonly Site[];

export interface Endpoint {
  /** Scheme, host and port, without a trailing slash. */
  readonly origin: string;
}

/** Every path of the API begins with this, in all editions of its documentation. */
export const BASE_PATH = "/api/v1";

export function endpointOf(site: Site): Endpoint {
  return { origin: `https://apigateway.${DOMAINS[site]}` };
}

/** Why a text is not an endpoint. */
export type EndpointFault =
  | "not-a-url"
  | "scheme" // neither https nor http
  | "plain-http" // http to a host that is not this machine
  | "user-info"
  | "query"
  | "fragment"
  | "path"; // something else than nothing or /api/v1: the path is signed, so no mirror can rewrite it

/** Space, control characters and `\`: the URL parser would drop or change them without a word. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\u0000-\u0020\u007f\\]/;

/** Reads an origin, with or without `/api/v1` and a trailing slash. */
export function parseEndpoint(text: string): Endpoint | EndpointFault {
  if (UNSAFE.test(text) || !/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return "not-a-url";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return "not-a-url";
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return "scheme";
  // `?`, `#` and `@` are looked for in the text: the parser shows nothing of an empty query, fragment or user.
  if (text.includes("#")) return "fragment";
  if (text.includes("?")) return "query";
  if (text.includes("@")) return "user-info";
  if (url.protocol === "http:" && !isLoopback(url.hostname)) return "plain-http";
  const path = url.pathname.replace(/\/$/, "");
  if (path !== "" && path !== BASE_PATH) return "path";
  // The root of all names, spelt out: the same host, but another name to a certificate.
  return { origin: url.origin.replace(/\.(?=:\d+$|$)/, "") };
}

/** Whether a host name, as `URL.hostname` gives it, can only be this machine: 127.0.0.0/8, localhost, [::1]. */
export function isLoopback(hostname: string): boolean {
  // The URL parser makes a dotted quad of every host that ends in a number, or refuses it.
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * The site that a URL of any NCP API belongs to. Other tools' `NCLOUD_API_GW` names the `ncloud.` host
 * (`https://ncloud.apigw.ntruss.com`): that host does not serve this API, but it tells the site.
 */
export function siteOf(text: string): Site | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hostname } = new URL(text);
  const domain = hostname.slice(hostname.indexOf(".") + 1);
  return SITES.find((site) => DOMAINS[site] === domain);
}
