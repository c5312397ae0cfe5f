import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { certificate } from "../../../emulator/tls.ts";
import { proxyFor, readProxyUrl } from "../../../src/ncloud/proxy-env.ts";
import { createTransport } from "../../../src/ncloud/transport.ts";
import { connectProxy } from "./support/connect-proxy.ts";
import { failure } from "./support/connections.ts";
import { freePort, rawServer, rawTlsServer, reply } from "./support/servers.ts";

const known = getCACertificates("default");
afterEach(() => setDefaultCACertificates(known));

const get = { method: "GET", target: "/x", headers: { "x-secret": "signature" } } as const;
const limits = { timeoutMs: 20_000, signal: new AbortController().signal };

function transport(origin: string, env: Record<string, string>) {
  const made = createTransport({ origin, concurrency: 2, proxy: proxyFor(origin, env) });
  onTestFinished(() => made.close());
  return made;
}

/** All that an error could show to anybody. */
const shown = (error: unknown): string =>
  error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${shown(error.cause)}` : String(error);

/** A server that is trusted, behind nothing. */
async function trusted() {
  const server = await rawTlsServer("trusted", reply(200, "ok"));
  setDefaultCACertificates([...getCACertificates("default"), server.ca]);
  return server;
}

describe("a proxied request", () => {
  it("goes through a tunnel that sees nothing of it, on one connection", async () => {
    const server = await trusted();
    const proxy = await connectProxy();
    const { send } = transport(server.origin, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
    for (let count = 0; count < 3; count++) expect((await send(get, limits)).body).toBe("ok");
    expect(proxy.connects).toEqual([{ authority: `127.0.0.1:${server.port}`, authorization: undefined }]);
    expect(server.requests.length).toBe(3);
    expect(server.requests[0]).toContain("x-secret: signature");
    expect(proxy.seen()).not.toContain("signature");
  });

  it("does not go through it for a host of NO_PROXY", async () => {
    const server = await trusted();
    const proxy = await connectProxy();
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: "example.com,127.0.0.1" };
    expect((await transport(server.origin, env).send(get, limits)).body).toBe("ok");
    expect(proxy.connects).toEqual([]);
  });

  it("shows the proxy's user and password to the proxy alone", async () => {
    const server = await trusted();
    const proxy = await connectProxy({ auth: "us er:p@ss/word" });
    const url = `http://us%20er:p%40ss%2Fword@127.0.0.1:${proxy.port}`;
    expect((await transport(server.origin, { https_proxy: url }).send(get, limits)).body).toBe("ok");
    expect(server.requests.join()).not.toMatch(/proxy-auth/i);
  });

  it.each([
    ["", undefined],
    ["user@", "user:"],
    [":word@", ":word"],
  ])("shows of http://%sproxy what there is: %s", async (userInfo, pair) => {
    const proxy = await connectProxy({ refuse: 403 });
    const url = `http://${userInfo}127.0.0.1:${proxy.port}`;
    await failure(transport("https://api.invalid", { https_proxy: url }).send(get, limits));
    const shown = pair === undefined ? undefined : `Basic ${Buffer.from(pair).toString("base64")}`;
    expect(proxy.connects).toEqual([{ authority: "api.invalid:443", authorization: shown }]);
  });

  it.each(["localhost", "127.0.0.1"])("goes through a proxy that is reached by https, by the name %s", async (host) => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on("warning", onWarning);
    onTestFinished(() => void process.off("warning", onWarning));
    const server = await trusted();
    const proxy = await connectProxy({ tls: server.certificate });
    const { send } = transport(server.origin, { https_proxy: `https://${host}:${proxy.port}` });
    expect((await send(get, limits)).body).toBe("ok");
    expect([proxy.connects.length, warnings]).toEqual([1, []]);
  });

  it("goes through a tunnel for http on this machine as well", async () => {
    const server = await rawServer(reply(200, "plain"));
    const proxy = await connectProxy();
    const { send } = transport(server.origin, { http_proxy: `127.0.0.1:${proxy.port}` });
    expect((await send(get, limits)).body).toBe("plain");
    expect((await send(get, limits)).body).toBe("plain");
    expect([proxy.connects.length, server.requests[0]?.startsWith("GET /x HTTP/1.1")]).toEqual([1, true]);
  });

  it("checks the server's certificate behind the proxy", async () => {
    const server = await rawTlsServer("wrong-name", reply(200));
    setDefaultCACertificates([...known, server.ca]);
    const proxy = await connectProxy();
    const error = await failure(
      transport(server.origin, { https_proxy: `http://127.0.0.1:${proxy.port}` }).send(get, limits),
    );
    expect(error).toMatchObject({ sent: false, reason: "tls", cause: { code: "ERR_TLS_CERT_ALTNAME_INVALID" } });
    expect([proxy.connects.length, server.requests]).toEqual([1, []]);
  });

  it.each([
    [407, "proxy"],
    [403, "proxy"],
    [404, "proxy"],
    [300, "proxy"],
    [302, "proxy"],
    [500, "proxy-temporary"],
    [502, "proxy-temporary"],
    [503, "proxy-temporary"],
    [504, "proxy-temporary"],
    ["cut", "proxy-temporary"],
  ] as const)("that is answered %s was not sent: %s", async (refuse, reason) => {
    const server = await trusted();
    const proxy = await connectProxy({ refuse });
    const url = `http://user:hunter2@127.0.0.1:${proxy.port}`;
    const error = await failure(transport(server.origin, { HTTPS_PROXY: url }).send(get, limits));
    expect([error.sent, error.reason]).toEqual([false, reason]);
    if (typeof refuse === "number") expect(error.message).toBe(`the proxy of HTTPS_PROXY answered ${refuse}`);
    expect(server.requests).toEqual([]);
    expect(shown(error)).not.toMatch(/hunter2|aHVudGVyMg|dXNlcjpodW50ZXIy/);
  });

  it("is refused by a proxy whose password is wrong", async () => {
    const server = await trusted();
    const proxy = await connectProxy({ auth: "user:right" });
    const error = await failure(
      transport(server.origin, { https_proxy: `http://user:wr0ng-one@127.0.0.1:${proxy.port}` }).send(get, limits),
    );
    expect([error.sent, error.reason, error.message]).toEqual([
      false,
      "proxy",
      "the proxy of https_proxy answered 407",
    ]);
    expect(shown(error)).not.toContain("wr0ng-one");
  });

  it.each([
    ["https://api.invalid", "api.invalid:443"],
    ["https://api.invalid:8443", "api.invalid:8443"],
    ["http://localhost", "localhost:80"],
    ["https://[::1]", "[::1]:443"],
  ])("asks the proxy, and nobody else, for %s: %s", async (origin, authority) => {
    const proxy = await connectProxy({ refuse: 403 });
    const url = `http://127.0.0.1:${proxy.port}`;
    await failure(transport(origin, { https_proxy: url, http_proxy: url }).send(get, limits));
    expect(proxy.connects.map((each) => each.authority)).toEqual([authority]);
  });

  it("is not sent when the proxy's certificate is wrong", async () => {
    const server = await trusted();
    const wrong = await certificate("wrong-name");
    setDefaultCACertificates([...known, wrong.ca]);
    const proxy = await connectProxy({ tls: wrong });
    const error = await failure(
      transport(server.origin, { https_proxy: `https://127.0.0.1:${proxy.port}` }).send(get, limits),
    );
    expect(error).toMatchObject({ sent: false, reason: "proxy", cause: { code: "ERR_TLS_CERT_ALTNAME_INVALID" } });
    expect([proxy.connects, server.requests]).toEqual([[], []]);
  });

  it("may come through later when the proxy cannot be reached", async () => {
    const server = await trusted();
    const url = `http://user:hunter2@127.0.0.1:${await freePort()}`;
    const error = await failure(transport(server.origin, { https_proxy: url }).send(get, limits));
    expect(error).toMatchObject({ sent: false, reason: "proxy-temporary", cause: { code: "ECONNREFUSED" } });
    expect(shown(error)).not.toContain("hunter2");
  });

  it("is not sent when there is no such proxy", async () => {
    // Too long for DNS: the look-up fails on this machine, in one way or the other.
    const settings = { https_proxy: `http://${"a".repeat(64)}.invalid:3128` };
    const error = await failure(transport("https://api.invalid", settings).send(get, limits));
    const { code, syscall } = error.cause as NodeJS.ErrnoException;
    expect(syscall).toBe("getaddrinfo");
    expect(error).toMatchObject({
      sent: false,
      reason: code === "ENOTFOUND" ? "proxy" : "proxy-temporary",
      message: "the proxy of https_proxy could not be reached",
    });
  });

  it("is given up when the proxy says nothing", async () => {
    const server = await trusted();
    const proxy = await connectProxy({ refuse: "silent" });
    const { send, close } = transport(server.origin, { https_proxy: `http://127.0.0.1:${proxy.port}` });
    const error = await failure(send(get, { ...limits, timeoutMs: 300 }));
    expect([error.sent, error.reason]).toEqual([false, "timeout"]);
    const waiting = failure(send(get, limits));
    close();
    expect((await waiting).sent).toBe(false);
  });

  const NONE = "does not hold an http or https URL of a host and a port";

  it.each([
    ["http://[bad", NONE],
    ["socks5://user:hunter2@127.0.0.1:1080", NONE],
    ["http://user:hunter2@127.0.0.1:1080/path", NONE],
    ["http://user:hunter2@127.0.0.1:1080?x", NONE],
    ["http://user:hunter2@two hosts:1080", NONE],
    ["http://user:hunter2%zz@127.0.0.1:1080", "has a user name or password with a stray % sign"],
  ])("is not sent when the proxy is %s", async (url, message) => {
    const server = await trusted();
    const error = await failure(transport(server.origin, { HTTPS_PROXY: url }).send(get, limits));
    expect([error.sent, error.reason, error.message]).toEqual([false, "proxy", `HTTPS_PROXY ${message}`]);
    expect(shown(error)).not.toContain("hunter2");
  });

  it.each([
    ["#", "%23"],
    ["/", "%2F"],
    ["?", "%3F"],
    ["\\", "%5C"],
    [" ", "%20"],
    ["\t", "%09"],
  ])("is not sent, and nobody is dialled, when the password has a bare %j", async (char, encoded) => {
    const server = await trusted();
    // Where a URL parser would end the host: this one would be shown "half" for a password.
    const impostor = await connectProxy({ refuse: 403 });
    const proxy = await connectProxy();
    const half = `us:half@127.0.0.1:${impostor.port}`;
    const url = `http://${half}${char}other-half@127.0.0.1:${proxy.port}`;
    const error = await failure(transport(server.origin, { HTTPS_PROXY: url }).send(get, limits));
    expect([error.sent, error.reason]).toEqual([false, "proxy"]);
    expect(error.message).toContain(`in its user name or password: encode it as ${encoded}`);
    expect(shown(error)).not.toMatch(/half/);
    expect([impostor.connects, proxy.connects, server.requests]).toEqual([[], [], []]);
  });
});

describe("the proxy's variables", () => {
  const origin = "https://apigateway.apigw.ntruss.com";
  const url = "http://proxy.example:3128";

  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: url }, "HTTPS_PROXY"],
    [{ https_proxy: url }, "https_proxy"],
    [{ https_proxy: url, HTTPS_PROXY: "http://other" }, "https_proxy"],
    [{ https_proxy: "", HTTPS_PROXY: url }, undefined],
    [{ https_proxy: "  " }, undefined],
    [{ HTTP_PROXY: url, http_proxy: url }, undefined],
  ])("of %j counts %s", (env, variable) => {
    expect(proxyFor(origin, env)).toEqual(variable === undefined ? undefined : { url, variable });
  });

  it("are others for http, which goes to a proxy on this machine alone", () => {
    const local = "http://127.0.0.1:8080";
    expect(proxyFor("http://localhost:9", { http_proxy: local })).toEqual({ url: local, variable: "http_proxy" });
    expect(proxyFor("http://localhost:9", { HTTP_PROXY: "localhost:3128" })?.variable).toBe("HTTP_PROXY");
    expect(proxyFor("http://localhost:9", { http_proxy: "http://proxy.example:3128" })).toBeUndefined();
    expect(proxyFor("http://localhost:9", { http_proxy: "http://[bad" })).toBeUndefined();
    expect(proxyFor("http://localhost:9", { https_proxy: local })).toBeUndefined();
    expect(proxyFor("http://localhost", { http_proxy: local, no_proxy: "localhost:80" })).toBeUndefined();
    expect(proxyFor("http://localhost", { http_proxy: local, no_proxy: "localhost:443" })?.url).toBe(local);
  });

  it.each([
    ["*", true],
    ["a.example *", true],
    ["apigateway.apigw.ntruss.com", true],
    ["APIGATEWAY.apigw.ntruss.com.", true],
    ["ntruss.com", true],
    [".ntruss.com", true],
    ["*.ntruss.com", true],
    ["*.apigateway.apigw.ntruss.com", false],
    ["truss.com", false],
    ["ntruss.com:443", true],
    ["ntruss.com:8443", false],
    ["*:443", true],
    ["*:80", false],
    ["a.example,b.example", false],
    ["a.example,  ntruss.com", true],
    ["a.example ntruss.com\tb.example", true],
    ["", false],
    [",", false],
  ])("NO_PROXY=%j exempts: %s", (noProxy, exempt) => {
    expect(proxyFor(origin, { https_proxy: url, NO_PROXY: noProxy }) === undefined).toBe(exempt);
    expect(proxyFor(origin, { https_proxy: url, no_proxy: noProxy, NO_PROXY: "*" }) === undefined).toBe(exempt);
  });

  it.each([
    ["https://[::1]:8443", "::1", true],
    ["https://[::1]:8443", "[::1]", true],
    ["https://[::1]:8443", "[::1]:8443", true],
    ["https://[::1]:8443", "[::1]:443", false],
    ["https://[::1]:8443", "::2", false],
    ["https://127.0.0.1:8443", "127.0.0.1:8443", true],
    ["https://127.0.0.1", "localhost", false],
    ["https://10.1.2.3", "10.0.0.0/8", true],
    ["https://10.1.2.3", "a.example,10.0.0.0/8", true],
    ["https://11.1.2.3", "10.0.0.0/8", false],
    ["https://10.1.2.3", "10.1.2.3/32", true],
    ["https://10.1.2.3", "0.0.0.0/0", true],
    ["https://10.1.2.3", "10.0.0.0/33", false],
    ["https://10.1.2.3", "10.0.0.0/", false],
    ["https://10.1.2.3", "::/0", false],
    ["https://[fd00::1]", "fd00::/8", true],
    ["https://[fe00::1]", "fd00::/8", false],
    ["https://[fd00::1]", "fd00::/64", true],
    ["https://[fd00::1]", "fd00::/129", false],
    ["https://10.1.2.3", "10.0.0.0/8x", false],
    ["https://10.1.2.3", "10.0.0.0/x8", false],
    ["https://ten.example", "0.0.0.0/0", false],
    ["https://ten.example", "ten.example/8", false],
  ])("%s, NO_PROXY=%s exempts: %s", (to, noProxy, exempt) => {
    expect(proxyFor(to, { https_proxy: url, NO_PROXY: noProxy }) === undefined).toBe(exempt);
  });

  it.each([
    ["proxy.example:3128", "http://proxy.example:3128/"],
    ["localhost:3128", "http://localhost:3128/"],
    ["proxy.example.", "http://proxy.example./"],
    ["[::1]:3128", "http://[::1]:3128/"],
    ["http://user:word@proxy.example", "http://user:word@proxy.example/"],
    ["user:w@rd@proxy.example", "http://user:w%40rd@proxy.example/"],
    ["https://proxy.example:8443/", "https://proxy.example:8443/"],
  ])("the URL %s is read as %s", (text, read) => {
    expect(String(readProxyUrl(text))).toBe(read);
  });

  it.each([
    "ftp://proxy.example",
    "http://",
    "",
    "proxy:port",
    "x http://proxy.example",
    "user@:3128",
    "http://proxy.example:99999",
  ])("%j is none", (text) => {
    expect(readProxyUrl(text)).toMatch(/^does not hold/);
  });
});
