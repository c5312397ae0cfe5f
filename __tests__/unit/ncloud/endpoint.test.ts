import { describe, expect, it } from "vitest";
import { endpointOf, isLoopback, parseEndpoint, SITES, siteOf } from "../../../src/ncloud/endpoint.ts";

describe("endpoints", () => {
  it("has one per site, each of which it would accept itself", () => {
    expect(SITES.map((site) => endpointOf(site).origin)).toEqual([
      "https://apigateway.apigw.ntruss.com",
      "https://apigateway.apigw.gov-ntruss.com",
      "https://apigateway.apigw.fin-ntruss.com",
    ]);
    for (const site of SITES) expect(parseEndpoint(endpointOf(site).origin)).toEqual(endpointOf(site));
  });

  it.each([
    ["https://mirror.example", "https://mirror.example"],
    ["https://mirror.example/", "https://mirror.example"],
    ["https://mirror.example/api/v1", "https://mirror.example"],
    ["https://mirror.example/api/v1/", "https://mirror.example"],
    ["HTTPS://Mirror.Example:443", "https://mirror.example"],
    ["https://mirror.example.", "https://mirror.example"],
    ["https://mirror.example.:8443", "https://mirror.example:8443"],
    ["https://mirror.example:8443/api/v1", "https://mirror.example:8443"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://127.9.8.7", "http://127.9.8.7"],
    ["http://0x7f.1/", "http://127.0.0.1"],
    ["http://localhost:3000/api/v1/", "http://localhost:3000"],
    ["http://[::1]:3000", "http://[::1]:3000"],
    ["https://[::1]", "https://[::1]"],
  ])("takes %s", (text, origin) => {
    expect(parseEndpoint(text)).toEqual({ origin });
  });

  it.each([
    ["", "not-a-url"],
    ["apigateway.apigw.ntruss.com", "not-a-url"],
    ["https:mirror.example", "not-a-url"],
    ["https://", "not-a-url"],
    ["https://mirror.example:99999", "not-a-url"],
    ["https://mirror.example /api/v1", "not-a-url"],
    ["https://mir\nror.example", "not-a-url"],
    ["https://mirror.example\t", "not-a-url"],
    ["https:\\\\mirror.example", "not-a-url"],
    ["https://mirror.example\\api", "not-a-url"],
    ["ftp://mirror.example", "scheme"],
    ["file:///etc/passwd", "scheme"],
    ["http://mirror.example", "plain-http"],
    ["http://127.0.0.1.evil.example", "plain-http"],
    ["http://localhost.evil.example", "plain-http"],
    ["http://notlocalhost", "plain-http"],
    ["http://10.127.0.0", "plain-http"],
    ["http://[::2]", "plain-http"],
    ["http://0.0.0.0", "plain-http"],
    ["https://user@mirror.example", "user-info"],
    ["https://user:word@mirror.example", "user-info"],
    ["https://@mirror.example", "user-info"],
    ["https://mirror.example?", "query"],
    ["https://mirror.example/api/v1?a=b", "query"],
    ["https://mirror.example/#", "fragment"],
    ["https://mirror.example#a?b", "fragment"],
    ["https://mirror.example/api/v2", "path"],
    ["https://mirror.example/ncp/api/v1", "path"],
    ["https://mirror.example/api/v1/x", "path"],
    ["https://mirror.example/api/v1//", "path"],
  ])("refuses %j: %s", (text, fault) => {
    expect(parseEndpoint(text)).toBe(fault);
  });

  it.each([
    ["https://ncloud.apigw.ntruss.com", "public"],
    ["https://apigateway.apigw.ntruss.com/api/v1", "public"],
    ["https://ncloud.apigw.gov-ntruss.com", "gov"],
    ["https://fin-ncloud.apigw.fin-ntruss.com", "fin"],
    ["https://apigw.ntruss.com", undefined],
    ["https://ncloud.apigw.ntruss.com.evil.example", undefined],
    ["ncloud.apigw.ntruss.com", undefined],
  ])("knows the site of %s: %s", (text, site) => {
    expect(siteOf(text)).toBe(site);
  });

  it.each([
    ["localhost", true],
    ["127.0.0.1", true],
    ["127.255.255.254", true],
    ["[::1]", true],
    ["128.0.0.1", false],
    ["127.0.0.1.example", false],
    ["a127.0.0.1", false],
  ])("loopback: %s is %s", (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
  });
});
