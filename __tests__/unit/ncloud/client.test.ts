import { describe, expect, it } from "vitest";
import { createClient, queryString } from "../../../src/ncloud/client.ts";
import { NcloudError, NetworkError } from "../../../src/ncloud/errors.ts";
import type { NcloudNote } from "../../../src/ncloud/model.ts";
import type { HttpReply, HttpRequest, Transport } from "../../../src/ncloud/ports.ts";
import { sign } from "../../../src/ncloud/signature.ts";
import { factsOf } from "../facts.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

const credentials = { accessKey: "ak", secretKey: "sk" };
const endpoint = { origin: "https://api.example:8443" };
const MINUTE = 60_000;

/** A network that answers with what the test says. */
function network(answer: (request: HttpRequest) => HttpReply | Error | Promise<HttpReply>, clock = new VirtualClock()) {
  const requests: HttpRequest[] = [];
  const notes: NcloudNote[] = [];
  const transport: Transport = {
    async send(request) {
      requests.push(request);
      const reply = await answer(request);
      if (reply instanceof Error) throw reply;
      return reply;
    },
  };
  const client = createClient({ transport, clock, credentials, endpoint, tell: (note) => notes.push(note) });
  const limits = { timeoutMs: 1_000, signal: new AbortController().signal };
  const send = (request: Parameters<typeof client.send>[0]) => client.send(request, limits);
  return { requests, notes, clock, client, send };
}

const ok: HttpReply = { status: 200, headers: {}, body: "{}" };
const refused = (status: number, body = "", headers: HttpReply["headers"] = {}): HttpReply => ({
  status,
  headers,
  body,
});
const frontEnd = (errorCode: string): string => JSON.stringify({ error: { errorCode, message: "no" } });

async function failure(sending: Promise<unknown>): Promise<NcloudError> {
  const error = await sending.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof NcloudError)) throw new Error(`not an NcloudError: ${error}`);
  return error;
}

describe("the client", () => {
  it("signs path and query in the bytes that it sends", async () => {
    const { requests, send, clock } = network(() => ok);
    await send({
      method: "GET",
      path: "/products",
      query: { offset: 0, limit: 100, productName: "내 상품 1/2", none: undefined },
    });
    const target = "/api/v1/products?offset=0&limit=100&productName=%EB%82%B4%20%EC%83%81%ED%92%88%201%2F2";
    expect(requests).toStrictEqual([
      {
        method: "GET",
        target,
        headers: {
          accept: "application/json",
          "x-ncp-apigw-timestamp": String(clock.now()),
          "x-ncp-iam-access-key": "ak",
          "x-ncp-apigw-signature-v2": sign("GET", target, clock.now(), credentials),
        },
      },
    ]);
  });

  it("sends a body as JSON, and says so", async () => {
    const { requests, send } = network(() => ok);
    await send({ method: "POST", path: "/x", body: { usagePlanId: "p", name: "한글" } });
    expect(requests[0]).toMatchObject({
      method: "POST",
      target: "/api/v1/x",
      headers: { "content-type": "application/json" },
      body: '{"usagePlanId":"p","name":"한글"}',
    });
  });

  it("signs each attempt afresh", async () => {
    const { requests, send, clock } = network(() => ok);
    await send({ method: "GET", path: "/x" });
    await clock.sleep(1_234);
    await send({ method: "GET", path: "/x" });
    const stamps = requests.map(({ headers }) => Number(headers["x-ncp-apigw-timestamp"]));
    expect((stamps[1] ?? 0) - (stamps[0] ?? 0)).toBe(1_234);
  });

  it.each([200, 201, 202, 204, 299])("takes a %s, whatever its body", async (status) => {
    const { send } = network(() => ({ status, headers: {}, body: "<not json" }));
    expect(await send({ method: "GET", path: "/x" })).toEqual({ status, body: "<not json" });
  });

  it("says what a refusal said", async () => {
    const body = JSON.stringify({ error: { errorCode: 210, message: "Permission Denied", details: "policy" } });
    const { send, client } = network(() => refused(401, body));
    const request = { method: "GET", path: "/x", query: { offset: 0 } } as const;
    expect(client.operation(request)).toBe("GET /api/v1/x");
    expect(await failure(send(request))).toMatchObject({
      code: "permission-denied",
      failureClass: "refused",
      retryAfterMs: undefined,
      facts: {
        operation: "GET /api/v1/x",
        host: "api.example:8443",
        status: 401,
        ncpCode: "210",
        ncpMessage: "Permission Denied",
        ncpDetails: "policy",
      },
    });
  });

  it("says how the network failed", async () => {
    const lost = new NetworkError(true, "lost", "the connection was lost");
    const { send } = network(() => lost);
    expect(await failure(send({ method: "POST", path: "/x" }))).toMatchObject({
      code: "connection-lost",
      failureClass: "uncertain",
      facts: { operation: "POST /api/v1/x", host: "api.example:8443" },
      cause: lost,
    });
  });

  it.each([199, 300])("takes no %s", async (status) => {
    const { send } = network(() => refused(status));
    expect(factsOf(await failure(send({ method: "GET", path: "/x" }))).status).toBe(status);
  });

  it("lets our own mistakes through", async () => {
    const mistake = new TypeError("x");
    const { send } = network(() => mistake);
    await expect(send({ method: "GET", path: "/x" })).rejects.toBe(mistake);
  });

  it("reads Retry-After, by the server's own clock", async () => {
    const date = "Sun, 22 Nov 2026 12:00:00 GMT";
    const headers = { date, "retry-after": "Sun, 22 Nov 2026 12:00:09 GMT" };
    const { send } = network(() => refused(429, "", headers));
    expect((await failure(send({ method: "GET", path: "/x" }))).retryAfterMs).toBe(9_000);
    const plain = network(() => refused(503, "", { "retry-after": "4" }));
    expect((await failure(plain.send({ method: "GET", path: "/x" }))).retryAfterMs).toBe(4_000);
  });

  it("counts a Retry-After date from our clock when the reply has none", async () => {
    const clock = new VirtualClock(Date.UTC(2026, 10, 22, 12, 0, 0));
    const headers = { "retry-after": "Sun, 22 Nov 2026 12:00:05 GMT" };
    const { send } = network(() => refused(429, "", headers), clock);
    expect((await failure(send({ method: "GET", path: "/x" }))).retryAfterMs).toBe(5_000);
  });
});

describe("the clock", () => {
  /** A server whose clock is `aheadMs` behind ours, and that refuses timestamps over five minutes off. */
  function server(aheadMs: number, body = frontEnd("200")) {
    const clock = new VirtualClock(Date.UTC(2026, 10, 22));
    const now = (): number => clock.now() - aheadMs;
    const answer = (request: HttpRequest): HttpReply => {
      const off = Math.abs(Number(request.headers["x-ncp-apigw-timestamp"]) - now());
      return off > 5 * MINUTE ? refused(401, body, { date: new Date(now()).toUTCString() }) : ok;
    };
    return network(answer, clock);
  }
  const request = { method: "GET", path: "/x" } as const;

  it.each([
    ["ahead", 7 * MINUTE],
    ["behind", -3 * 60 * MINUTE],
  ])("is corrected once when it is %s, with a warning", async (_, aheadMs) => {
    const { send, notes } = server(aheadMs);
    const first = await failure(send(request));
    expect([first.code, first.failureClass, factsOf(first).ncpCode]).toEqual([
      "authentication-failed",
      "clock-corrected",
      "200",
    ]);
    expect(await send(request)).toMatchObject({ status: 200 });
    expect(notes).toEqual([{ code: "clock-corrected", level: "warning", facts: { ms: aheadMs } }]);
  });

  it.each(["", "<html>", frontEnd("999")])("is corrected when the body says %j", async (body) => {
    const { send } = server(10 * MINUTE, body);
    expect((await failure(send(request))).failureClass).toBe("clock-corrected");
    expect(await send(request)).toMatchObject({ status: 200 });
  });

  it("keeps the correction while time goes by", async () => {
    const { send, clock, notes } = server(10 * MINUTE);
    await failure(send(request));
    await clock.sleep(60 * MINUTE);
    expect(await send(request)).toMatchObject({ status: 200 });
    expect(notes.length).toBe(1);
  });

  it("is left alone by a key that lacks a permission", async () => {
    const { send, notes } = server(10 * MINUTE, frontEnd("210"));
    expect(await failure(send(request))).toMatchObject({ code: "permission-denied", failureClass: "refused" });
    expect(notes).toEqual([]);
  });

  it.each([
    [120_000, "refused"],
    [-120_000, "refused"],
    [119_000, "refused"],
    [121_000, "clock-corrected"],
    [-119_000, "refused"],
    [-121_000, "clock-corrected"],
  ])("%s ms off: %s", async (aheadMs, failureClass) => {
    const clock = new VirtualClock(Date.UTC(2026, 10, 22));
    const date = new Date(clock.now() - aheadMs).toUTCString();
    const { send } = network(() => refused(401, frontEnd("200"), { date }), clock);
    expect((await failure(send(request))).failureClass).toBe(failureClass);
  });

  it.each([{}, { date: "yesterday" }, { date: "2020-01-01T00:00:00Z" }])("is left alone by %j", async (headers) => {
    const { send, notes } = network(() => refused(401, frontEnd("200"), headers as HttpReply["headers"]));
    expect((await failure(send(request))).failureClass).toBe("refused");
    expect(notes).toEqual([]);
  });

  it("is not corrected again when 401 comes again with the time that we have now", async () => {
    const clock = new VirtualClock(Date.UTC(2026, 10, 22));
    const answer = (): HttpReply =>
      refused(401, frontEnd("200"), { date: new Date(clock.now() - 10 * MINUTE).toUTCString() });
    const { send, notes } = network(answer, clock);
    expect((await failure(send(request))).failureClass).toBe("clock-corrected");
    expect(await failure(send(request))).toMatchObject({ code: "authentication-failed", failureClass: "refused" });
    expect(notes.length).toBe(1);
  });

  it("is corrected again when the difference has become another one: a first Date that lied does no harm", async () => {
    const clock = new VirtualClock(Date.UTC(2026, 10, 22));
    const lies = [60 * MINUTE, 0];
    const answer = ({ headers }: HttpRequest): HttpReply => {
      const off = Math.abs(Number(headers["x-ncp-apigw-timestamp"]) - clock.now());
      const lie = lies.shift();
      if (lie === undefined && off < 5 * MINUTE) return ok;
      return refused(401, frontEnd("200"), { date: new Date(clock.now() + (lie ?? 0)).toUTCString() });
    };
    const { send, notes } = network(answer, clock);
    for (let count = 0; count < 2; count++) {
      expect((await failure(send(request))).failureClass).toBe("clock-corrected");
    }
    expect(await send(request)).toMatchObject({ status: 200 });
    expect(notes.length).toBe(2);
  });

  it("does not follow for ever a server that has another time in each reply", async () => {
    const clock = new VirtualClock(Date.UTC(2026, 10, 22));
    let hours = 0;
    const { send, notes, requests } = network(() => {
      hours += 1;
      return refused(401, frontEnd("200"), { date: new Date(clock.now() + hours * 60 * MINUTE).toUTCString() });
    }, clock);
    while ((await failure(send(request))).failureClass === "clock-corrected");
    expect([notes.length, requests.length]).toEqual([3, 4]);
  });

  it("stays corrected when somebody sets the wall clock meanwhile", async () => {
    const clock = new VirtualClock(Date.UTC(2026, 10, 22));
    let stepped = 0;
    const wall = {
      ...clock,
      now: () => clock.now() + 10 * MINUTE + stepped,
      monotonic: () => clock.monotonic(),
      sleep: clock.sleep,
    };
    const stamps: number[] = [];
    const transport: Transport = {
      async send({ headers }) {
        stamps.push(Number(headers["x-ncp-apigw-timestamp"]) - clock.now());
        const off = Math.abs(stamps.at(-1) ?? 0);
        return off > 5 * MINUTE ? refused(401, "", { date: new Date(clock.now()).toUTCString() }) : ok;
      },
    };
    const client = createClient({ transport, clock: wall, credentials, endpoint, tell: () => {} });
    const limits = { timeoutMs: 1_000, signal: new AbortController().signal };
    await failure(client.send(request, limits));
    await client.send(request, limits);
    stepped = -10 * MINUTE;
    await clock.sleep(MINUTE);
    await client.send(request, limits);
    expect(stamps).toEqual([10 * MINUTE, 0, 0]);
  });

  it.each([
    [24 * 60 * MINUTE, "authentication-failed", "clock-corrected"],
    [-24 * 60 * MINUTE, "authentication-failed", "clock-corrected"],
    [24 * 60 * MINUTE + 1_000, "clock-wrong", "refused"],
    [-10 * 365 * 24 * 60 * MINUTE, "clock-wrong", "refused"],
  ])("%s ms off is %s, %s", async (aheadMs, code, failureClass) => {
    const { send, notes } = server(aheadMs);
    expect(await failure(send(request))).toMatchObject({ code, failureClass });
    if (code === "clock-wrong") {
      expect((await failure(send(request))).facts).toMatchObject({ status: 401, ms: aheadMs });
      expect(notes).toEqual([]);
    }
  });

  it("is shared: requests signed before the correction are repeated without a second warning", async () => {
    const { send, notes } = server(10 * MINUTE);
    const errors = await Promise.all([1, 2, 3].map(() => failure(send(request))));
    expect(errors.map(({ failureClass }) => failureClass)).toEqual([
      "clock-corrected",
      "clock-corrected",
      "clock-corrected",
    ]);
    expect(notes.length).toBe(1);
    const again = await Promise.all([1, 2, 3].map(() => send(request)));
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

describe("a name that nobody knows", () => {
  const request = { method: "GET", path: "/x" } as const;
  const unknown = new NetworkError(false, "dns", "the host name is unknown");

  it("may be a hiccup for five seconds, counted from the first time and until the server has answered", async () => {
    let known = false;
    const { send, clock } = network(() => (known ? ok : unknown));
    const classes: string[] = [];
    const ask = async (): Promise<void> => void classes.push((await failure(send(request))).failureClass);
    await ask();
    await clock.sleep(4_900);
    await ask();
    await clock.sleep(100);
    await ask();
    known = true;
    await send(request);
    known = false;
    await ask();
    expect(classes).toEqual(["unsent", "unsent", "unsent-for-good", "unsent"]);
  });
});

describe("query strings", () => {
  it.each([
    [undefined, ""],
    [{}, ""],
    [{ a: undefined }, ""],
    [{ a: 0, b: "" }, "?a=0&b="],
    [{ "a b": "c&d=e+f%g#h" }, "?a%20b=c%26d%3De%2Bf%25g%23h"],
    [{ name: "한 글" }, "?name=%ED%95%9C%20%EA%B8%80"],
  ])("%j → %s", (query, text) => {
    expect(queryString(query)).toBe(text);
  });
});
