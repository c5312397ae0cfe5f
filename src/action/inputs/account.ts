/** Whose account, and where: the key pair, the site and the origin of the API. */
import { type Endpoint, endpointOf, parseEndpoint, SITES, type Site, siteOf } from "../../ncloud/endpoint.ts";
import { MIN_SECRET_LENGTH } from "../redact.ts";
import { ACCESS_KEY_VARIABLES, SECRET_KEY_VARIABLES } from "../secrets.ts";
import { type Reader, showing } from "./read.ts";

export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

interface Key {
  readonly value: string;
  /** The input or variable it comes from. */
  readonly source: string;
  readonly fromInput: boolean;
}

/** From the inputs, or from the environment variables of NCP's other tools. Never half and half. */
export function readCredentials(reader: Reader): Credentials {
  const access = readKey(reader, "access-key", ACCESS_KEY_VARIABLES);
  const secret = readKey(reader, "secret-key", SECRET_KEY_VARIABLES);
  if (access !== undefined && secret !== undefined) checkPair(reader, access, secret);
  return { accessKey: access?.value ?? "", secretKey: secret?.value ?? "" };
}

function checkPair(reader: Reader, access: Key, secret: Key): void {
  if (access.fromInput !== secret.fromInput) {
    // The halves of two pairs look like a wrong key at NCP: an empty secret must not fall back to another account's.
    const [given, other, missing] = access.fromInput ? [access, secret, "secret-key"] : [secret, access, "access-key"];
    reader.fault({ input: missing, rule: "key-half", others: [given.source, other.source] });
  } else if (access.value === secret.value) {
    reader.fault({ input: secret.source, rule: "keys-equal", others: [access.source] });
  } else if (looksLikeAccessKey(secret.value) && looksLikeSecretKey(access.value)) {
    // Found before anything is sent: an access key goes over the wire, and into NCP's records.
    reader.fault({ input: access.source, rule: "keys-swapped", others: [secret.source] });
  }
}

/** As the console gives them out: of the first kind by their letters and length, of the second by their beginning. */
const looksLikeAccessKey = (key: string): boolean => /^(?:[A-Z0-9]{20}|ncp_iam_BPA\w+)$/.test(key);
const looksLikeSecretKey = (key: string): boolean => /^(?:[A-Za-z0-9]{40}|ncp_iam_BPK\w+)$/.test(key);

function readKey(reader: Reader, input: string, variables: readonly string[]): Key | undefined {
  const value = reader.text(input);
  const key = value === "" ? fromEnvironment(reader, input, variables) : { value, source: input, fromInput: true };
  if (key !== undefined) check(reader, key);
  return key;
}

function fromEnvironment(reader: Reader, input: string, variables: readonly string[]): Key | undefined {
  const set = variables.flatMap((source) => {
    const value = reader.env[source] ?? "";
    return value === "" ? [] : [{ value, source, fromInput: false }];
  });
  const [first, ...rest] = set;
  if (first === undefined) {
    reader.fault({ input, rule: "key-missing", others: variables });
  } else if (rest.some((other) => other.value !== first.value)) {
    reader.fault({ input, rule: "key-variables-differ", others: set.map((key) => key.source) });
  }
  return first;
}

/** A key goes into a header and a signature to the letter: what is no part of one is refused, not trimmed. */
function check(reader: Reader, { value, source: input }: Key): void {
  if (/\s/.test(value)) reader.fault({ input, rule: "key-white-space" });
  else if (!/^[!#-&(-_a-~]+$/.test(value)) reader.fault({ input, rule: "key-characters" });
  else if (value.length < MIN_SECRET_LENGTH) reader.fault({ input, rule: "key-too-short", min: MIN_SECRET_LENGTH });
}

export interface SiteChoice {
  readonly site: Site;
  readonly endpoint: Endpoint;
}

/** What the user wrote for this step wins; what contradicts it is a fault. */
export function readSite(reader: Reader): SiteChoice {
  const url = reader.text("api-url");
  const chosen = reader.text("site") === "" ? undefined : reader.strict.word("site", SITES, "public");
  if (url !== "") return atUrl(reader, url, chosen);

  const site = chosen ?? siteOfEnvironment(reader);
  // `NCLOUD_API_GW` names another host than this API's, but it tells which site the other tools are set to.
  const gateway = siteOf(reader.env["NCLOUD_API_GW"] ?? "");
  if (chosen === undefined && gateway !== undefined && gateway !== site) {
    contradiction(reader, site, "NCLOUD_API_GW", gateway);
  }
  return { site, endpoint: endpointOf(site) };
}

function atUrl(reader: Reader, url: string, chosen: Site | undefined): SiteChoice {
  const endpoint = parseEndpoint(url);
  if (typeof endpoint === "string") {
    reader.fault({ input: "api-url", rule: `url-${endpoint}`, ...showing(url) });
    return { site: chosen ?? "public", endpoint: endpointOf("public") };
  }
  const named = siteOf(endpoint.origin);
  if (chosen !== undefined && named !== undefined && named !== chosen) contradiction(reader, chosen, "api-url", named);
  return { site: chosen ?? named ?? siteOfEnvironment(reader), endpoint };
}

function contradiction(reader: Reader, site: Site, other: string, says: Site): void {
  reader.fault({ input: "site", rule: "site-contradiction", shown: site, others: [other], allowed: [says] });
}

function siteOfEnvironment(reader: Reader): Site {
  const value = reader.env["NCLOUD_SITE"] ?? "";
  if (value === "") return "public";
  const site = SITES.find((word) => word === value);
  if (site === undefined) {
    reader.fault({ input: "NCLOUD_SITE", rule: "not-a-word", ...showing(value), allowed: SITES });
  }
  return site ?? "public";
}
