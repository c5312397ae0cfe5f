import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { begin, connectEarly } from "../../src/early.ts";
import { hostOf } from "../../src/ncloud/connecting.ts";
import { rawServer } from "./ncloud/support/servers.ts";

/** Where a run with these variables connects to, if anywhere. */
function originFor(env: Readonly<Record<string, string>>): string | undefined {
  const early = connectEarly(env);
  onTestFinished(() => early?.close());
  return early?.origin;
}

it.each([
  [{}, "https://apigateway.apigw.ntruss.com"],
  [{ NCLOUD_SITE: "gov" }, "https://apigateway.apigw.gov-ntruss.com"],
  [{ INPUT_SITE: "fin", NCLOUD_SITE: "gov" }, "https://apigateway.apigw.fin-ntruss.com"],
  [{ "INPUT_API-URL": " https://127.0.0.1:1/api/v1 ", INPUT_SITE: "fin" }, "https://127.0.0.1:1"],
  [{ "INPUT_API-URL": "http://example.com" }, undefined],
  [{ INPUT_SITE: "moon" }, undefined],
  [{ HTTPS_PROXY: "http://127.0.0.1:1" }, undefined],
  [{ HTTPS_PROXY: "http://127.0.0.1:1", NO_PROXY: "ntruss.com" }, "https://apigateway.apigw.ntruss.com"],
])("with %j, the first connection goes to %s", (env, origin) => {
  expect(originFor(env)).toBe(origin);
});

it.each([
  [{}, 2],
  [{ "INPUT_LOOK-AT-API-KEYS": "true", INPUT_VERIFY: "true" }, 2],
  [{ "INPUT_LOOK-AT-API-KEYS": "false" }, 1],
  [{ "INPUT_LOOK-AT-API-KEYS": "false", "INPUT_STAGE-NAME": "prod" }, 2],
  [{ INPUT_VERIFY: " False " }, 1],
])("with %j, it begins %i connections: as many reads begin a run", async (env, count) => {
  const { origin, sockets } = await rawServer("");
  const early = connectEarly({ ...env, "INPUT_API-URL": origin });
  onTestFinished(() => early?.close());
  await Promise.all(early?.ready ?? []);
  expect(early?.ready.length).toBe(count);
  await expect.poll(() => sockets.length).toBe(count);
});

it.each([
  ["http://[::1]:80", "::1"],
  ["http://[::ffff:127.0.0.1]", "::ffff:7f00:1"],
  ["http://127.0.0.1", "127.0.0.1"],
  ["https://a.b-c.example", "a.b-c.example"],
])("the host of %s is %s", (url, host) => {
  expect(hostOf(new URL(url))).toBe(host);
});

it("becomes nothing when it is closed while it is being made", async () => {
  const { origin } = await rawServer("");
  const early = begin(origin);
  early.close();
  expect(await early.ready).toBeUndefined();
});

it("becomes nothing when nobody speaks TLS at the other end", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const early = begin(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await early.ready).toBeUndefined();
});
