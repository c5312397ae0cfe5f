import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { FaultRuleInput } from "../../emulator/core/faults.ts";
import { type RunningEmulator, type StartOptions, startEmulator } from "../../emulator/server.ts";
import { type Answer, attach, type Call, call, detach, errorCode, FREE, GOLD, PROD, plansOf, STAGE } from "./client.ts";

let server: RunningEmulator;
afterEach(() => server.close());

type Do = FaultRuleInput["do"];

/** A server on which the first detach meets the fault. */
async function first(fault: Do, options: StartOptions = {}): Promise<string> {
  server = await startEmulator({ ...options, world: { faults: [{ on: "detach", nth: 1, do: fault }] } });
  return server.url;
}

const socketOf = () => (server.ca === undefined ? {} : { ca: server.ca });
const cut = (options: Call = {}) => errorCode(detach(server.url, FREE, { ...options, socket: socketOf() }));
const isOn = () => server.emulator.isOn(STAGE, FREE);

describe.each([["http"], ["https"]])("on the wire, over %s", (scheme) => {
  const options = scheme === "https" ? { tls: true } : {};

  test.each(["before-body", "after-body"] as const)("reset %s: ECONNRESET, and nothing done", async (when) => {
    await first({ kind: "reset", when }, options);
    expect(await cut()).toBe("ECONNRESET");
    expect(isOn()).toBe(true);
    expect(server.requests()).toMatchObject([{ fault: "reset", act: "reset", applied: false, changed: false }]);
    expect(server.requests()[0]).not.toHaveProperty("status");
    // The next one is well.
    expect(await cut()).toBe("none");
    expect(isOn()).toBe(false);
  });

  test("applied, then reset: by the kernel, which is not the hang-up that Node gives the same code", async () => {
    const url = await first({ kind: "reset", apply: "at-once" }, options);
    await expect(detach(url, FREE, { socket: socketOf() })).rejects.toThrow("read ECONNRESET");
    expect(isOn()).toBe(false);
    expect(server.requests()).toMatchObject([{ applied: true, changed: true }]);
  });

  test("half a reply, then a reset or a close", async () => {
    await first({ kind: "half" }, options);
    expect(await cut()).toBe("ECONNRESET");
    expect(isOn()).toBe(false);
    server.setWorld({ faults: [{ on: "reads", do: { kind: "half", end: "close" } }] });
    const answer = call(server.url, "GET", `${PROD}/usage-plans`, { socket: socketOf() });
    expect(await errorCode(answer)).toBe("ECONNRESET");
  });

  test("bytes that are not HTTP", async () => {
    await first({ kind: "garbage" }, options);
    expect(await cut()).toMatch(/^HPE_/);
    expect(isOn()).toBe(true);
  });

  test("held: no reply, and no end, until the client gives up", async () => {
    await first({ kind: "hold" }, options);
    expect(await cut({ giveUpMs: 300 })).toBe("ABORT_ERR");
    expect(isOn()).toBe(true);
  });

  test("dripped: the whole reply, in pieces", async () => {
    await first({ kind: "latency", ms: 0 }, options);
    server.setWorld({ faults: [{ on: "reads", do: { kind: "drip", bytes: 100, everyMs: 2 } }] });
    const answer = await call(server.url, "GET", `${PROD}/usage-plans`, { socket: socketOf() });
    expect(JSON.parse(answer.body)).toMatchObject({ total: 3 });
  });
});

describe("what follows", () => {
  test("a held request lands later, though its client is gone and nobody asks", async () => {
    await first({ kind: "hold", apply: { afterMs: 1500 } });
    expect(await cut({ giveUpMs: 50 })).toBe("ABORT_ERR");
    expect(isOn()).toBe(true);
    for (let i = 0; i < 100 && isOn(); i++) await sleep(50);
    expect(server.requests()).toMatchObject([{ applied: true, changed: true }]);
  });

  test("an endless reply goes on until the client has enough", async () => {
    server = await startEmulator({
      world: { faults: [{ on: "reads", do: { kind: "drip", bytes: 1000, everyMs: 1, endless: true } }] },
    });
    expect(await errorCode(call(server.url, "GET", `${PROD}/usage-plans`, { giveUpMs: 300 }))).toBe("ABORT_ERR");
  });

  test("down: reset, then refused for real, then up again on the same port", async () => {
    const url = await first({ kind: "down", forMs: 1500 });
    expect(await cut()).toBe("ECONNRESET");
    expect(await cut()).toBe("ECONNREFUSED");
    for (let i = 0; i < 100 && (await cut()) === "ECONNREFUSED"; i++) await sleep(50);
    expect(await plansOf(url)).not.toContain(FREE);
  });

  test("refuse, over a socket that is there already, is a reset before the body is read", async () => {
    await first({ kind: "refuse" });
    expect(await cut()).toBe("ECONNRESET");
    expect(server.requests()).toMatchObject([{ act: "refuse", changed: false }]);
  });

  test("latency delays the reply and not the write", async () => {
    await first({ kind: "latency", ms: 60_000 });
    expect(await cut({ giveUpMs: 1000 })).toBe("ABORT_ERR");
    expect(isOn()).toBe(false);
  });

  test("a client that hangs up before its body is whole changes nothing", async () => {
    server = await startEmulator();
    const options = { headers: { "content-length": "1000" }, giveUpMs: 1000 };
    expect(await errorCode(detach(server.url, FREE, options))).toBe("ABORT_ERR");
    for (let i = 0; i < 100 && server.requests()[0]?.act === "pending"; i++) await sleep(20);
    expect(server.requests()).toMatchObject([{ act: "aborted", changed: false }]);
  });
});

describe("replies in place of the true one", () => {
  const read = async (fault: Do): Promise<Answer> => {
    server = await startEmulator({ world: { faults: [{ do: fault }] } });
    return call(server.url, "GET", `${PROD}/usage-plans`);
  };

  test.each([
    [503, "500", "Endpoint Error"],
    [504, "510", "Endpoint Timeout"],
    [500, "900", "Unexpected Error"],
    [413, "430", "Request Entity Too Large"],
  ])("%i with its code and words", async (status, errorCode, message) => {
    const answer = await read({ kind: "reply", status });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ error: { errorCode, message } });
  });

  test.each([
    ["400", "Quota Exceeded"],
    ["410", "Throttle Limited"],
    ["420", "Rate Limited"],
  ])("429 with code %s", async (code, message) => {
    const answer = await read({ kind: "reply", status: 429, code });
    expect(JSON.parse(answer.body)).toEqual({ error: { errorCode: code, message } });
    expect(answer.headers).not.toHaveProperty("retry-after");
  });

  test("Retry-After in seconds, as a date, as nonsense", async () => {
    expect((await read({ kind: "reply", status: 429, retryAfter: 7 })).headers["retry-after"]).toBe("7");
    await server.close();
    const { headers } = await read({ kind: "reply", status: 429, retryAfter: { dateInMs: 60_000 } });
    const wait = Date.parse(String(headers["retry-after"])) - Date.parse(String(headers["date"]));
    expect(wait).toBe(60_000);
    await server.close();
    expect((await read({ kind: "reply", status: 429, retryAfter: "soon" })).headers["retry-after"]).toBe("soon");
  });

  test.each([
    ["no", true],
    ["at-once", false],
  ] as const)("a failure with the write applied: %s", async (apply, on) => {
    server = await startEmulator({ world: { faults: [{ on: "detach", do: { kind: "reply", status: 504, apply } }] } });
    expect((await detach(server.url)).status).toBe(504);
    expect(isOn()).toBe(on);
    expect(server.requests()).toMatchObject([{ status: 504, applied: !on, changed: !on }]);
  });

  test.each([301, 302, 303, 307, 308] as const)("redirect %i to another host", async (status) => {
    const answer = await read({ kind: "redirect", status, to: "http://other-host.invalid:81" });
    expect(answer.status).toBe(status);
    expect(answer.headers["location"]).toBe(`http://other-host.invalid:81/api/v1${PROD}/usage-plans`);
  });

  test("a fault does not open a door: what a wrong signature asks for is not applied", async () => {
    server = await startEmulator({ world: { faults: [{ do: { kind: "reset", apply: "at-once" } }] } });
    const key = { accessKey: "EMULATORMANAGER00001", secretKey: "wrong" };
    expect(await cut({ key })).toBe("ECONNRESET");
    expect(isOn()).toBe(true);
  });

  test("the clock of one request is off", async () => {
    server = await startEmulator({ world: { faults: [{ nth: 1, do: { kind: "clock", offsetMs: 660_000 } }] } });
    const answer = await call(server.url, "GET", `${PROD}/usage-plans`);
    expect(answer.status).toBe(401);
    const ahead = Date.parse(String(answer.headers["date"])) - Date.now();
    expect(ahead).toBeGreaterThan(600_000);
    expect((await call(server.url, "GET", `${PROD}/usage-plans`)).status).toBe(200);
  });
});

describe("rules", () => {
  const statuses = async (faults: FaultRuleInput[], calls: (() => Promise<Answer>)[]) => {
    server = await startEmulator({
      world: { faults, accepted: { status: 200 }, detachOfAbsent: 200, attachOfPresent: 200 },
    });
    const seen: number[] = [];
    for (const one of calls) seen.push((await one()).status);
    return seen;
  };
  const read = () => call(server.url, "GET", `${PROD}/usage-plans`);
  const other = () => call(server.url, "GET", "/products");
  const off = () => detach(server.url);
  const on = () => attach(server.url);
  const busy: Do = { kind: "reply", status: 503 };

  test("nth counts only what matches, and hits once", async () => {
    const seen = await statuses([{ on: "detach", nth: 2, do: busy }], [read, off, read, off, off]);
    expect(seen).toEqual([200, 200, 200, 503, 200]);
  });

  test("times says how often, from nth on", async () => {
    const seen = await statuses(
      [{ on: ["apis", "reads"], nth: 2, times: 2, do: busy }],
      [read, other, off, read, read],
    );
    expect(seen).toEqual([200, 503, 200, 503, 200]);
  });

  test("all", async () => {
    expect(await statuses([{ on: "writes", nth: 2, times: "all", do: busy }], [off, on, off, read])).toEqual([
      200, 503, 503, 200,
    ]);
  });

  test("by stage", async () => {
    const elsewhere = () =>
      call(server.url, "GET", "/products/p4y2m8q0zt/apis/a9f3k1c7wd/stages/s7t2x9r4ql/usage-plans");
    expect(await statuses([{ stage: STAGE, do: busy }], [read, elsewhere, other])).toEqual([503, 200, 200]);
  });

  test("the first rule that hits wins, the others count on", async () => {
    const rules: FaultRuleInput[] = [
      { on: "detach", nth: 1, do: busy },
      { on: "detach", nth: 2, do: { kind: "reply", status: 504 } },
    ];
    expect(await statuses(rules, [off, off, off])).toEqual([503, 504, 200]);
  });

  test("a probability hits some", async () => {
    const seen = await statuses([{ probability: 0.5, do: busy }], Array(40).fill(read));
    expect(seen.filter((status) => status === 503).length).toBeGreaterThan(5);
    expect(seen.filter((status) => status === 200).length).toBeGreaterThan(5);
  });
});

describe("the request log", () => {
  test("numbers connections, so that tests can count them", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    server = await startEmulator();
    for (let i = 0; i < 3; i++) await plansOf(server.url, { socket: { agent } });
    agent.destroy();
    await detach(server.url, GOLD);
    const connections = server.requests().map((entry) => entry.connection);
    expect(new Set(connections.slice(0, 3)).size).toBe(1);
    expect(connections[3]).not.toBe(connections[0]);
    expect(server.connections()).toBe(2);
  });
});
