import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signature } from "../../emulator/core/authentication.ts";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { type Call, call, DISABLED, detach, MANAGER, NOBODY, PROD, signed, VIEWER, WRITER } from "./client.ts";

describe("signature", () => {
  test("is that of the published vectors", () => {
    const vserver = "/vserver/v2/createServerInstances?regionCode=KR";
    expect(signature("SK_TEST", "POST", vserver, "1700000000000", "AK_TEST")).toBe(
      "xBcE26XFU55BMjppdPT7ZY3oDrqoOedfPyAn3Cq4lUw=",
    );
    const apis = "/api/v1/products/product1/apis?offset=0&limit=100";
    expect(signature("fake-secret", "GET", apis, "1700000000000", "fake-access")).toBe(
      "+pho/v6/HhDNPCktv1kbKmIx7etx3PIqAFd2mF8p7GQ=",
    );
  });

  test("agrees with openssl", () => {
    for (let i = 0; i < 10; i++) {
      const [secret, access] = [randomBytes(20).toString("hex"), randomBytes(10).toString("hex")];
      const target = `/api/v1/${randomBytes(12).toString("base64url")}?q=${encodeURIComponent("결제 서비스")}`;
      const input = `PUT ${target}\n${1_700_000_000_000 + i}\n${access}`;
      const hexKey = Buffer.from(secret).toString("hex");
      const openssl = spawnSync(
        "openssl",
        ["dgst", "-sha256", "-mac", "HMAC", "-macopt", `hexkey:${hexKey}`, "-binary"],
        {
          input,
        },
      );
      expect(openssl.status).toBe(0);
      const ours = signature(secret, "PUT", target, String(1_700_000_000_000 + i), access);
      expect(ours).toBe(openssl.stdout.toString("base64"));
    }
  });
});

describe("over a socket", () => {
  let server: RunningEmulator;
  beforeAll(async () => {
    server = await startEmulator();
  });
  afterAll(() => server.close());

  const read = (options: Call) => call(server.url, "GET", `${PROD}/usage-plans`, options);
  const target = `/api/v1${PROD}/usage-plans`;
  const unauthenticated = {
    error: { errorCode: "200", message: "Authentication Failed", details: "Invalid authentication information." },
  };

  const good = () => signed("GET", target, MANAGER, Date.now());
  const refused: [string, string, () => Call][] = [
    ["no timestamp", "no-headers", () => ({ headers: { "x-ncp-apigw-timestamp": "" } })],
    ["no access key", "no-headers", () => ({ headers: { "x-ncp-iam-access-key": "" } })],
    ["no signature", "no-headers", () => ({ headers: { "x-ncp-apigw-signature-v2": "" } })],
    ["a key nobody has", "unknown-key", () => ({ key: { ...MANAGER, accessKey: "EMULATORSTRANGER0000" } })],
    ["a wrong secret", "bad-signature", () => ({ key: { ...MANAGER, secretKey: "wrong" } })],
    ["another method's signature", "bad-signature", () => ({ headers: signed("POST", target, MANAGER, Date.now()) })],
    [
      "another path's signature",
      "bad-signature",
      () => ({ headers: signed("GET", `${target}?`, MANAGER, Date.now()) }),
    ],
    ["another time's signature", "bad-signature", () => ({ headers: { ...good(), "x-ncp-apigw-timestamp": "17" } })],
    ["a timestamp in words", "bad-timestamp", () => ({ headers: { "x-ncp-apigw-timestamp": "now" } })],
    ["a clock six minutes ahead", "clock-skew", () => ({ timestamp: Date.now() + 360_000 })],
    ["a clock six minutes behind", "clock-skew", () => ({ timestamp: Date.now() - 360_000 })],
    ["a disabled key", "disabled-key", () => ({ key: DISABLED })],
  ];

  test.each(refused)("refuses %s with 401/200 and notes why: %s", async (_what, why, options) => {
    const answer = await read(options());
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toEqual(unauthenticated);
    expect(server.requests().at(-1)).toMatchObject({ refusal: why, status: 401, code: "200" });
  });

  test("takes a clock four minutes off", async () => {
    expect((await read({ timestamp: Date.now() - 240_000 })).status).toBe(200);
    expect((await read({ timestamp: Date.now() + 240_000 })).status).toBe(200);
  });

  test("signs what is on the wire: path and query, byte for byte", async () => {
    const path = `/products?productName=${encodeURIComponent("결제 서비스")}&offset=0`;
    expect((await call(server.url, "GET", path)).status).toBe(200);
    const lower = path.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
    const headers = signed("GET", `/api/v1${path}`, MANAGER, Date.now());
    expect((await call(server.url, "GET", lower, { headers })).status).toBe(401);
  });

  test("permissions: view reads, write writes, none does nothing", async () => {
    const denied = { error: { errorCode: "210", message: "Permission Denied" } };
    expect((await read({ key: VIEWER })).status).toBe(200);
    const viewer = await detach(server.url, undefined, { key: VIEWER });
    expect(viewer.status).toBe(401);
    expect(JSON.parse(viewer.body)).toMatchObject(denied);
    expect(server.requests().at(-1)).toMatchObject({ operation: "detach", accepted: false, changed: false });
    expect((await read({ key: WRITER })).status).toBe(401);
    expect((await read({ key: NOBODY })).status).toBe(401);
    expect((await detach(server.url, undefined, { key: WRITER })).status).toBe(204);
  });

  test("the log holds no signature and only the end of an access key", async () => {
    await read({});
    const log = JSON.stringify(server.requests());
    expect(log).toContain("***0001");
    expect(log).not.toContain(MANAGER.accessKey);
    expect(log).not.toContain(MANAGER.secretKey);
    expect(log.toLowerCase()).not.toContain("signature-v2");
  });
});
