/** Which NCP site, and where its API is. What the user wrote for this step wins; what contradicts it is a fault. */
import { type Endpoint, endpointOf, parseEndpoint, SITES, type Site, siteOf } from "../../ncloud/endpoint.ts";
import type { Reader } from "./reader.ts";

export interface Where {
  readonly site: Site;
  readonly endpoint: Endpoint;
}

export function readWhere(reader: Reader): Where {
  const url = reader.text("api-url");
  const chosen = reader.text("site") === "" ? undefined : reader.word("site", SITES, "public");
  if (url !== "") return atUrl(reader, url, chosen);

  const site = chosen ?? siteOfEnvironment(reader);
  // `NCLOUD_API_GW` names another host than this API's, but it tells which site the other tools are set to.
  const gateway = siteOf(reader.env["NCLOUD_API_GW"] ?? "");
  if (chosen === undefined && gateway !== undefined && gateway !== site) {
    reader.fault({
      input: "site",
      rule: "site-contradiction",
      shown: site,
      others: ["NCLOUD_API_GW"],
      allowed: [gateway],
    });
  }
  return { site, endpoint: endpointOf(site) };
}

function atUrl(reader: Reader, url: string, chosen: Site | undefined): Where {
  const endpoint = parseEndpoint(url);
  if (typeof endpoint === "string") {
    reader.fault({ input: "api-url", rule: `url-${endpoint}`, shown: url });
    return { site: chosen ?? "public", endpoint: endpointOf("public") };
  }
  const named = siteOf(endpoint.origin);
  if (chosen !== undefined && named !== undefined && named !== chosen) {
    reader.fault({ input: "site", rule: "site-contradiction", shown: chosen, others: ["api-url"], allowed: [named] });
  }
  return { site: chosen ?? named ?? siteOfEnvironment(reader), endpoint };
}

function siteOfEnvironment(reader: Reader): Site {
  const value = reader.env["NCLOUD_SITE"] ?? "";
  if (value === "") return "public";
  const site = SITES.find((word) => word === value);
  if (site === undefined) reader.fault({ input: "NCLOUD_SITE", rule: "not-a-word", shown: value, allowed: SITES });
  return site ?? "public";
}
