import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sign, signedHeaders } from "../../../src/ncloud/signature.ts";

describe("signature", () => {
  it.each([
    {
      method: "POST",
      target: "/vserver/v2/createServerInstances?regionCode=KR",
      credentials: { accessKey: "AK_TEST", secretKey: "SK_TEST" },
      signature: "xBcE26XFU55BMjppdPT7ZY3oDrqoOedfPyAn3Cq4lUw=",
    },
    {
      method: "GET",
      target: "/api/v1/products/product1/apis?offset=0&limit=100",
      credentials: { accessKey: "fake-access", secretKey: "fake-secret" },
      signature: "+pho/v6/HhDNPCktv1kbKmIx7etx3PIqAFd2mF8p7GQ=",
    },
  ])("is the known one for $method $target", ({ method, target, credentials, signature }) => {
    expect(sign(method, target, 1_700_000_000_000, credentials)).toBe(signature);
  });

  it("covers method, target with query, timestamp and access key", () => {
    const credentials = { accessKey: "ak", secretKey: "sk" };
    const signatures = [
      sign("GET", "/a?b=1", 1, credentials),
      sign("PUT", "/a?b=1", 1, credentials),
      sign("GET", "/a?b=2", 1, credentials),
      sign("GET", "/a", 1, credentials),
      sign("GET", "/a?b=1", 2, credentials),
      sign("GET", "/a?b=1", 1, { ...credentials, accessKey: "other" }),
      sign("GET", "/a?b=1", 1, { ...credentials, secretKey: "other" }),
    ];
    expect(new Set(signatures).size).toBe(signatures.length);
  });

  it("agrees with openssl on any input", () => {
    const key = fc.stringMatching(/^[A-Za-z0-9+/=_-]{1,64}$/);
    const target = fc.webPath({ size: "medium" }).map((path) => `/api/v1${path}?usagePlanName=${path}&offset=0`);
    const input = fc.record({
      method: fc.constantFrom("GET", "POST", "PUT"),
      target,
      timestamp: fc.integer({ min: 0, max: 4_102_444_800_000 }),
      accessKey: key,
      secretKey: key,
    });
    fc.assert(
      fc.property(input, ({ method, target, timestamp, accessKey, secretKey }) => {
        const text = `${method} ${target}\n${timestamp}\n${accessKey}`;
        const hmac = ["dgst", "-sha256", "-mac", "HMAC", "-macopt", `hexkey:${Buffer.from(secretKey).toString("hex")}`];
        const digest = execFileSync("openssl", [...hmac, "-binary"], { input: text });
        expect(sign(method, target, timestamp, { accessKey, secretKey })).toBe(digest.toString("base64"));
      }),
      { numRuns: 25 },
    );
  });

  it("goes into three headers", () => {
    const headers = signedHeaders("GET", "/x", 1_700_000_000_000, { accessKey: "ak", secretKey: "sk" });
    expect(headers).toEqual({
      "x-ncp-apigw-timestamp": "1700000000000",
      "x-ncp-iam-access-key": "ak",
      "x-ncp-apigw-signature-v2": sign("GET", "/x", 1_700_000_000_000, { accessKey: "ak", secretKey: "sk" }),
    });
  });
});
