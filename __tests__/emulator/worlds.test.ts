import { readdirSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { parseWorld } from "../../emulator/core/world.ts";
import { world } from "../../emulator/seed.ts";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { attach, BASIC, call, detach, errorCode, FREE, PROD, plansOf, STAGE, UNUSED } from "./client.ts";

/** Each file of emulator/worlds does over a socket what its sentence says. */
let server: RunningEmulator;
afterEach(() => server?.close());

const on = (plan = FREE) => server.emulator.isOn(STAGE, plan);
const read = (query = "") => call(server.url, "GET", `${PROD}/usage-plans${query}`);
const page = async (query: string) =>
  JSON.parse((await read(query)).body) as { total: number; content: { usagePlanId: string }[] };
const search = async (usagePlanName: string) => {
  const { body } = await call(server.url, "POST", "/usage-plans/search", { body: { usagePlanName } });
  return JSON.parse(body) as { total: number };
};
const keyList = () => call(server.url, "POST", "/products/p4y2m8q0zt/api-keys/search", { body: {} });

/** Status of a detach, of the same again, of an attach, of the same again. */
async function writes(): Promise<number[]> {
  const answers = [
    await detach(server.url),
    await detach(server.url),
    await attach(server.url),
    await attach(server.url),
  ];
  return answers.map((answer) => answer.status);
}

/** The first detach ends with this status or error, and the plan is on or off then; a later read works. */
const firstDetach = (end: number | RegExp, stays: boolean) => async () => {
  const held = end instanceof RegExp && end.test("ABORT_ERR");
  const answer = detach(server.url, FREE, held ? { giveUpMs: 400 } : {});
  if (typeof end === "number") expect((await answer).status).toBe(end);
  else expect(await errorCode(answer)).toMatch(end);
  expect(on()).toBe(stays);
  expect((await read()).status).toBe(200);
};

const refused =
  (status: number, code: string, shape: (code: string) => object, calls: () => Promise<unknown>) => async () => {
    const answer = (await calls()) as { status: number; body: string };
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject(shape(code));
  };
const frontEnd = (errorCode: string) => ({ error: { errorCode } });

/** An error in the world's shape: a stage that does not exist. */
const notFound = () => call(server.url, "GET", "/products/p4y2m8q0zt/apis/a9f3k1c7wd/stages/sxxxxxxxxx/usage-plans");
const errorBody = (check: (body: string, type: unknown) => void) => async () => {
  const answer = await notFound();
  expect(answer.status).toBe(404);
  check(answer.body, answer.headers["content-type"]);
};
const errorJson = (expected: unknown) =>
  errorBody((body) => expect(JSON.parse(body)).toMatchObject(expected as object));

const allReads = (check: (body: string) => void) => async () => {
  const answer = await read();
  expect(answer.status).toBe(200);
  check(answer.body);
};

const CHECKS: Readonly<Record<string, () => Promise<void>>> = {
  default: async () => expect(await writes()).toEqual([204, 400, 204, 409]),

  "accepted-201-json": async () => {
    const answer = await detach(server.url);
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.body)).toEqual({ result: "SUCCESS" });
    expect(on()).toBe(false);
  },
  "accepted-202-late": firstDetach(202, true),
  "accepted-202-never": firstDetach(202, true),
  "accepted-200-never": firstDetach(200, true),
  "accepted-200": async () => expect(await writes()).toEqual([200, 400, 200, 409]),
  "absent-204": async () => expect(await writes()).toEqual([204, 204, 204, 204]),
  "accepted-odd-body": async () => {
    const { body } = await detach(server.url);
    expect(() => JSON.parse(body)).toThrow();
    expect(on()).toBe(false);
  },
  "accepted-huge-body": async () => {
    expect((await detach(server.url)).body.length).toBeGreaterThan(2 * 1024 * 1024);
    expect(on()).toBe(false);
  },
  idempotent: async () => expect(await writes()).toEqual([204, 200, 204, 200]),
  "absent-404": async () => expect(await writes()).toEqual([204, 404, 204, 409]),
  "absent-409": async () => expect(await writes()).toEqual([204, 409, 204, 400]),

  "keys-refuse": firstDetach(400, true),
  "keys-refuse-409": refused(
    409,
    "9000",
    () => ({ errorCode: 9000, message: "Error" }),
    () => detach(server.url),
  ),
  "keys-default": async () => {
    await detach(server.url);
    expect(server.emulator.keyPlan("k3x9t6m1qa", STAGE)).toBeUndefined();
  },
  "keys-keep": async () => {
    await detach(server.url);
    expect(server.emulator.keyPlan("k3x9t6m1qa", STAGE)).toBe(FREE);
  },

  "reads-late": async () => {
    await detach(server.url);
    expect(on()).toBe(false);
    expect(await plansOf(server.url)).toContain(FREE);
  },
  "reads-replicas": async () => {
    await detach(server.url);
    const seen = [await plansOf(server.url), await plansOf(server.url)];
    expect(seen.filter((plans) => plans.includes(FREE))).toHaveLength(1);
  },
  "reads-replicas-random": async () => {
    await detach(server.url);
    const seen: boolean[] = [];
    for (let i = 0; i < 30; i++) seen.push((await plansOf(server.url)).includes(FREE));
    expect(new Set(seen).size).toBe(2);
  },
  "reads-forbidden": refused(401, "210", frontEnd, () => read()),
  "reads-hidden": refused(404, "300", frontEnd, () => read()),
  "writes-forbidden": refused(403, "10011", frontEnd, () => detach(server.url)),
  "keys-unreadable": async () => {
    await refused(403, "10002", frontEnd, keyList)();
    expect((await read()).status).toBe(200);
  },
  "not-subscribed": async () => {
    await refused(403, "230", frontEnd, () => read())();
    await refused(403, "230", frontEnd, () => detach(server.url))();
  },

  "errors-front-end-number": errorJson({ error: { errorCode: 300 } }),
  "errors-flat": errorJson({ errorCode: 300, message: "Not Found Exception" }),
  "errors-response-error": errorJson({ responseError: { returnCode: "300" } }),
  "errors-code-msg": errorJson({ code: "300", msg: "Not Found Exception" }),
  "errors-spring": errorJson({ status: 404, error: "Not Found Exception" }),
  "errors-xml": errorBody((body, type) => {
    expect(type).toBe("application/xml");
    expect(body).toContain("<errorCode>300</errorCode>");
  }),
  "errors-html": errorBody((body, type) => {
    expect(type).toBe("text/html");
    expect(body).toMatch(/^<html>/);
  }),
  "errors-text": errorBody((body, type) => {
    expect(type).toBe("text/plain");
    expect(body).toBe("Not Found Exception");
  }),
  "errors-wrong-type": errorBody((body, type) => {
    expect(type).toContain("json");
    expect(() => JSON.parse(body)).toThrow();
  }),
  "errors-empty": errorBody((body) => expect(body).toBe("")),
  "errors-cut-off": errorBody((body) => expect(() => JSON.parse(body)).toThrow()),
  "errors-huge": errorBody((body) => expect(body.length).toBeGreaterThan(2 * 1024 * 1024)),
  "errors-deep": errorBody((body) => expect(body.match(/\{/g)).toHaveLength(20_000)),
  "errors-hostile": errorBody((body) => {
    const { message } = (JSON.parse(body) as { error: { message: string } }).error;
    for (const text of ["\n::set-output", "\n::stop-commands::", "<script>", "\u001b[", "\u202e", "\r"])
      expect(message).toContain(text);
  }),

  "names-hostile": allReads((body) => expect(body).toContain("::set-output")),
  "names-nfd": allReads((body) => {
    expect(body).toContain("무료 체험 플랜".normalize("NFD"));
    expect(body).not.toContain("무료 체험 플랜");
  }),

  "pages-tiny": async () => {
    expect((await page("")).content).toHaveLength(1);
    expect(await page("?limit=100")).toMatchObject({ total: 3, content: [{}, {}] });
    expect((await page("?limit=100&offset=2")).content).toHaveLength(1);
  },
  "pages-strict": async () => {
    expect((await read("?limit=51")).status).toBe(400);
    expect((await read("?limit=50")).status).toBe(200);
  },
  "pages-stuck": async () => expect(await page("?offset=2")).toEqual(await page("?offset=0")),
  "pages-empty": async () => {
    expect(await page("")).toMatchObject({ total: 3, content: [{}, {}] });
    expect(await page("?offset=2")).toMatchObject({ total: 3, content: [] });
  },
  "pages-total-high": async () => expect(await page("")).toMatchObject({ total: 4, content: [{}, {}, {}] }),

  "filter-exact": async () => {
    expect((await search("플랜")).total).toBe(0);
    expect((await search("무료 체험 플랜")).total).toBe(1);
  },
  "filter-ignore-case": async () => expect((await search("partner GOLD")).total).toBe(1),
  "filter-ignored": async () => expect((await search("no such plan")).total).toBe(7),

  "key-list-content": async () =>
    expect(JSON.parse((await keyList()).body)).toMatchObject({ total: 4, content: [{}, {}, {}, {}] }),
  "key-list-top": async () =>
    expect(JSON.parse((await keyList()).body)).toMatchObject({ total: 4, apiKeys: [{}, {}, {}, {}] }),
  "plan-of-stages-row": async () =>
    expect(JSON.parse((await call(server.url, "GET", `/usage-plans/${FREE}/stages`)).body)).toMatchObject({
      usagePlan: { usagePlanName: "무료 체험 플랜" },
    }),

  "clock-ahead": clock(401, 660_000),
  "clock-behind": clock(401, -3_600_000),
  "clock-silent": clock(401, undefined),
  "clock-lying": clock(401, 0),
  "clock-once": async () => {
    await clock(401, -600_000)();
    expect((await read()).status).toBe(200);
  },
  "date-garbage": async () => {
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(Date.parse(String(answer.headers["date"]))).toBeNaN();
  },
  "no-date": clock(200, undefined),

  slow: async () => {
    const before = performance.now();
    await read();
    expect(performance.now() - before).toBeGreaterThan(170);
  },
  "content-type-none": async () => expect((await read()).headers).not.toHaveProperty("content-type"),

  "detach-applied-then-reset": firstDetach(/^ECONNRESET$/, false),
  "detach-applied-then-504": firstDetach(504, false),
  "detach-503-not-applied": firstDetach(503, true),
  "detach-500-applied": firstDetach(500, false),
  "detach-500-not-applied": firstDetach(500, true),
  "detach-504-late": firstDetach(504, true),
  "detach-held-late": firstDetach(/^ABORT_ERR$/, true),
  "detach-reset-before": firstDetach(/^ECONNRESET$/, true),
  "detach-reset-after": firstDetach(/^ECONNRESET$/, true),
  "detach-half": firstDetach(/^ECONNRESET$/, false),
  "detach-unknown-forever": async () => {
    expect((await read()).status).toBe(200);
    expect((await detach(server.url)).status).toBe(504);
    expect(on()).toBe(false);
    expect([(await read()).status, (await read()).status]).toEqual([503, 503]);
  },

  "reads-hold": async () =>
    expect(await errorCode(call(server.url, "GET", "/products", { giveUpMs: 200 }))).toBe("ABORT_ERR"),
  "reads-drip": async () =>
    expect(await errorCode(call(server.url, "GET", "/products", { giveUpMs: 500 }))).toBe("ABORT_ERR"),
  "reads-endless": async () =>
    expect(await errorCode(call(server.url, "GET", "/products", { giveUpMs: 500 }))).toBe("ABORT_ERR"),
  "reads-huge": allReads((body) => expect(body.length).toBeGreaterThan(2 * 1024 * 1024)),
  "reads-deep": allReads((body) => expect(body.length).toBeGreaterThan(100_000)),
  "reads-html": allReads((body) => expect(body).toMatch(/^<html>/)),
  "reads-cut-off": allReads((body) => expect(() => JSON.parse(body)).toThrow()),
  "reads-null": allReads((body) => expect(body).toBe("null")),
  "reads-half": async () => {
    expect(await errorCode(read())).toBe("ECONNRESET");
    expect((await read()).status).toBe(200);
  },
  "not-http": async () => {
    expect(await errorCode(read())).toMatch(/^HPE_/);
    expect((await read()).status).toBe(200);
  },
  "down-once": async () => {
    expect(await errorCode(read())).toBe("ECONNRESET");
    expect(await errorCode(read())).toBe("ECONNREFUSED");
  },

  "throttle-410": async () => {
    const seen = [await read(), await read(), await read()];
    expect(seen.map((answer) => [answer.status, answer.headers["retry-after"]])).toEqual([
      [429, "1"],
      [429, "1"],
      [200, undefined],
    ]);
  },
  "throttle-420-date": async () => {
    const { status, headers } = await detach(server.url);
    expect(status).toBe(429);
    expect(Date.parse(String(headers["retry-after"])) - Date.parse(String(headers["date"]))).toBe(2000);
  },
  "throttle-silent": async () => {
    const { status, headers } = await detach(server.url);
    expect([status, headers["retry-after"]]).toEqual([429, undefined]);
  },
  "quota-spent": refused(429, "400", frontEnd, () => read()),
  "redirect-302": async () =>
    expect((await read()).headers["location"]).toMatch(/^http:\/\/other-host\.invalid\/api\/v1\//),
  "redirect-308": async () => {
    expect((await detach(server.url)).status).toBe(308);
    expect(on()).toBe(true);
    expect((await read()).status).toBe(200);
  },
  flaky: async () => {
    for (let i = 0; i < 60; i++) await errorCode(i % 2 === 0 ? detach(server.url, BASIC) : attach(server.url, BASIC));
    const hit = server.requests().filter((entry) => entry.fault !== undefined);
    expect(new Set(hit.map((entry) => entry.fault))).toEqual(new Set(["reset", "reply"]));
    expect(new Set(hit.map((entry) => entry.accepted))).toEqual(new Set([true, false]));
    expect(server.emulator.isOn(STAGE, UNUSED)).toBe(false);
  },
};

/** A read is answered with this status, and `Date` is so far from the true time. `undefined`: there is none. */
function clock(status: number, offsetMs: number | undefined): () => Promise<void> {
  return async () => {
    const answer = await read();
    expect(answer.status).toBe(status);
    const { date } = answer.headers;
    if (offsetMs === undefined) expect(date).toBeUndefined();
    else expect(Math.abs(Date.parse(String(date)) - Date.now() - offsetMs)).toBeLessThan(30_000);
  };
}

const names = readdirSync(new URL("../../emulator/worlds/", import.meta.url)).map((file) =>
  file.replace(/\.json$/, ""),
);

describe("worlds", () => {
  test("every file is checked here, and has one sentence about itself", () => {
    expect(Object.keys(CHECKS).sort()).toEqual([...names].sort());
    for (const name of names) expect(parseWorld(world(name)).description).toMatch(/^[^.].{10,}\.$/);
  });

  test.each(names)("%s", async (name) => {
    server = await startEmulator({ world: world(name) });
    await CHECKS[name]?.();
  });
});
