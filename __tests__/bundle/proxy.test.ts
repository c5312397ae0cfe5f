/** Through a proxy, and around it. */
import { describe, expect, test } from "vitest";
import { connectProxy } from "../unit/ncloud/support/connect-proxy.ts";
import { freePort } from "../unit/ncloud/support/servers.ts";
import { caFile } from "./certificates.ts";
import { causes, DETACH, type Emulated, emulated, OBSERVE, TARGET } from "./runner.ts";

/** One request after the other. */
const LEAN = { ...TARGET, "look-at-api-keys": "false" };
const QUICK = { ...LEAN, timeout: "5" };

// One test at a time: the proxies are closed by the test's own cleaning up.
describe("through a proxy", () => {
  const tls = (test: (emulated: Emulated, env: Record<string, string>) => Promise<void>) =>
    emulated({ tls: true }, (all) => test(all, { NODE_EXTRA_CA_CERTS: caFile(all.server.ca) }));
  const SECRET = "p%40ss-Wörter-0815";

  test.each(["HTTPS_PROXY", "https_proxy"])("%s: one tunnel, and nothing in clear", (name) =>
    tls(async ({ run, requests, server }, env) => {
      const proxy = await connectProxy({ auth: "runner:p@ss-Wörter-0815" });
      const url = `http://runner:${encodeURI(SECRET).replace("%2540", "%40")}@127.0.0.1:${proxy.port}`;
      const { outputs } = await run(LEAN, { env: { ...env, [name]: url } });
      expect(outputs["result"]).toBe("detached");
      expect(requests()).toEqual([OBSERVE, DETACH, OBSERVE]);
      expect(proxy.connects.map(({ authority }) => authority)).toEqual([`127.0.0.1:${server.port}`]);
      expect(server.connections()).toBe(1);
      expect(proxy.seen()).not.toMatch(/x-ncp|usage-plans/i);
    }),
  );

  test.each([
    ["NO_PROXY", "127.0.0.1"],
    ["no_proxy", "example.com, 127.0.0.1"],
    ["NO_PROXY", "*"],
  ])("%s=%s goes around it", (name, value) =>
    tls(async ({ run }, env) => {
      const proxy = await connectProxy();
      const through = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, [name]: value };
      expect((await run(TARGET, { env: { ...env, ...through } })).outputs["result"]).toBe("detached");
      expect(proxy.connects).toEqual([]);
    }),
  );

  test("HTTP_PROXY is for http", () =>
    emulated({}, async ({ run, server }) => {
      const proxy = await connectProxy();
      const env = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
      expect((await run(LEAN, { env })).outputs["result"]).toBe("detached");
      expect(proxy.connects.map(({ authority }) => authority)).toEqual([`127.0.0.1:${server.port}`]);
    }));

  test("a wrong password: refused at once, nothing reached the server, and the password is nowhere", () =>
    tls(async ({ run, server }, env) => {
      const proxy = await connectProxy({ auth: "runner:another" });
      const url = `http://runner:wrong-pass-0815@127.0.0.1:${proxy.port}`;
      const result = await run(TARGET, { env: { ...env, HTTPS_PROXY: url } });
      expect(result.outputs).toMatchObject({ result: "failed", code: "proxy-failed", changed: "false" });
      expect(causes(result)).toContain("407");
      expect(server.connections()).toBe(0);
    }));

  test("the proxy answers 403: refused at once", () =>
    tls(async ({ run, server }, env) => {
      const proxy = await connectProxy({ refuse: 403 });
      const result = await run(QUICK, { env: { ...env, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` } });
      expect(result.outputs).toMatchObject({ result: "failed", code: "proxy-failed", changed: "false" });
      expect(causes(result)).toContain("403");
      expect(proxy.connects).toHaveLength(1);
      expect(server.connections()).toBe(0);
    }));

  test("a bare # in the password: nobody is dialled, and what to write is said", () =>
    tls(async ({ run, server }, env) => {
      const proxy = await connectProxy();
      const impostor = await connectProxy({ refuse: 403 });
      const url = `http://runner:half@127.0.0.1:${impostor.port}#word-0815@127.0.0.1:${proxy.port}`;
      const result = await run(QUICK, { env: { ...env, HTTPS_PROXY: url } });
      expect(result.outputs).toMatchObject({ result: "failed", code: "proxy-failed", changed: "false" });
      expect(causes(result)).toContain("encode it as %23");
      expect([proxy.connects, impostor.connects, server.connections()]).toEqual([[], [], 0]);
    }));

  test("the proxy answers 502, or nobody listens there: tried again until the time is up", () =>
    tls(async ({ run, server }, env) => {
      const proxy = await connectProxy({ refuse: 502 });
      const nobody = `http://runner:hidden-pass-0815@127.0.0.1:${await freePort()}`;
      const [ill, none] = await Promise.all([
        run(QUICK, { env: { ...env, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` } }),
        run(QUICK, { env: { ...env, HTTPS_PROXY: nobody } }),
      ]);
      for (const { outputs } of [ill, none]) expect(outputs).toMatchObject({ result: "failed", code: "proxy-failed" });
      expect(causes(ill)).toContain("502");
      expect(proxy.connects.length).toBeGreaterThan(1);
      expect(causes(none)).toContain("ECONNREFUSED");
      expect(server.connections()).toBe(0);
    }));

  test("an address that is none", () =>
    tls(async ({ run }, env) => {
      const result = await run(QUICK, { env: { ...env, HTTPS_PROXY: "socks5://me:hidden-pass-0815@127.0.0.1:1" } });
      expect(result.outputs).toMatchObject({ result: "failed", code: "proxy-failed" });
    }));
});
