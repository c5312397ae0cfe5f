import { describe, expect, it, onTestFinished } from "vitest";
import type { WorldInput } from "../../../emulator/core/world.ts";
import { type RunningEmulator, startEmulator } from "../../../emulator/server.ts";
import { createApiGateway } from "../../../src/ncloud/api.ts";
import { createClient } from "../../../src/ncloud/client.ts";
import { Deadline } from "../../../src/ncloud/deadline.ts";
import type { NcloudNote } from "../../../src/ncloud/model.ts";
import type { HttpReply, HttpRequest, Transport } from "../../../src/ncloud/ports.ts";
import { createTransport } from "../../../src/ncloud/transport.ts";
import type { Gateway } from "../../../src/usage-plan/ports.ts";
import { factsOf } from "../facts.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

const credentials = { accessKey: "EMULATORMANAGER00001", secretKey: "emulator-manager-not-a-real-secret-00001" };
const at = {
  product: { id: "p4y2m8q0zt" },
  api: { id: "a9f3k1c7wd" },
  stage: { id: "s1v6b0n3ke" },
};
const GOLD = "u5h0j3w8pe";

const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  // Waits are skipped, but for the deadline's own.
  sleep: (ms: number) => new Promise<void>((resolve) => ms < 10_000 && setImmediate(resolve)),
};

/** The whole of NCP's side against the emulator, over sockets. */
async function rig(world: WorldInput = {}, totalMs = 20_000) {
  const emulator = await startEmulator({ world });
  const transport = createTransport({ origin: emulator.url, concurrency: 4 });
  onTestFinished(async () => {
    transport.close();
    await emulator.close();
  });
  const notes: NcloudNote[] = [];
  const tell = (note: NcloudNote): void => void notes.push(note);
  const endpoint = { origin: emulator.url };
  const client = createClient({ transport, clock, credentials, endpoint, tell });
  const deadline = new Deadline(clock, totalMs);
  // The domain's port: this line is where the two are held together.
  const api: Gateway = createApiGateway({ client, deadline, random: Math.random, tell });
  return { emulator, api, notes, deadline, log: () => told(emulator) };
}

const told = (emulator: RunningEmulator): string[] =>
  emulator.requests().map(({ method, target }) => `${method} ${target}`);

const STAGE = "/api/v1/products/p4y2m8q0zt/apis/a9f3k1c7wd/stages/s1v6b0n3ke";

describe("reads", () => {
  it("reads a stage's plans in one request", async () => {
    const { api, log } = await rig();
    const plans = await api.stagePlans(at);
    expect(plans.map(({ id, name }) => [id, name])).toEqual([
      ["u2g7d4l9xa", "무료 체험 플랜"],
      ["u5h0j3w8pe", "Partner Gold"],
      ["u9k6s1f2tv", "월 정액 기본"],
    ]);
    expect(plans[1]).toMatchObject({ rateRps: "200", monthQuotaRequest: "50000000" });
    expect(log()).toEqual([`GET ${STAGE}/usage-plans?offset=0&limit=100`]);
  });

  it("has the stage's default plan from that read", async () => {
    const { api, log } = await rig();
    expect(api.defaultPlan(at)).toBeUndefined();
    await api.stagePlans(at);
    expect(api.defaultPlan(at)).toEqual({ rateRps: "10", dayQuotaRequest: "5000" });
    expect(api.defaultPlan({ ...at, stage: { id: "another" } })).toBeUndefined();
    expect(log()).toHaveLength(1);
  });

  it("reads one plan", async () => {
    const { api, log } = await rig();
    expect(await api.plan(GOLD)).toMatchObject({ id: GOLD, name: "Partner Gold" });
    expect(log()).toEqual([`GET /api/v1/usage-plans/${GOLD}`]);
  });

  it("finds plans by name, Korean and spaces included", async () => {
    const { api } = await rig();
    expect((await api.searchPlans("월 정액 기본")).map(({ id }) => id)).toEqual(["u9k6s1f2tv"]);
    expect((await api.searchPlans("중복 플랜")).map(({ id }) => id)).toEqual(["u7c1n4b6yd", "u1v9r2p5ks"]);
    expect((await api.searchPlans()).length).toBe(7);
  });

  it("reads where a plan is, with ids and names of all levels", async () => {
    const { api, log } = await rig({ planOfStages: "row" });
    expect(await api.planStages("u7c1n4b6yd")).toEqual([
      {
        product: { id: "p4y2m8q0zt", name: "결제 서비스" },
        api: { id: "a2d8h5g1jr", name: "정산 API" },
        stage: { id: "s4p7l3k9wn", name: "운영" },
        planName: "중복 플랜",
      },
    ]);
    expect(log()).toEqual(["GET /api/v1/usage-plans/u7c1n4b6yd/stages?offset=0&limit=100"]);
  });

  it("reads products, APIs and stages, with and without a name", async () => {
    const { api, log } = await rig();
    expect((await api.products()).map(({ id }) => id)).toEqual(["p4y2m8q0zt", "p8n1c5e3rh", "p0k7w3b9ue"]);
    expect(await api.products("결제 서비스")).toEqual([{ id: "p4y2m8q0zt", name: "결제 서비스" }]);
    expect(await api.apis("p4y2m8q0zt")).toEqual([
      { id: "a9f3k1c7wd", name: "결제 API" },
      { id: "a2d8h5g1jr", name: "정산 API" },
    ]);
    expect(await api.apisWithStages("p4y2m8q0zt", "정산 API")).toEqual([
      { id: "a2d8h5g1jr", name: "정산 API", stages: [{ id: "s4p7l3k9wn", name: "운영" }] },
    ]);
    expect((await api.stages("p4y2m8q0zt", "a9f3k1c7wd")).map(({ name }) => name)).toEqual([
      "운영",
      "staging 환경",
      "canary",
    ]);
    expect(log()).toContain(
      "GET /api/v1/products?offset=0&limit=100&productName=%EA%B2%B0%EC%A0%9C%20%EC%84%9C%EB%B9%84%EC%8A%A4",
    );
  });

  it.each(["apiKeys", "content", "nested"] as const)(
    "reads API keys and their plans, without their values (%s)",
    async (apiKeyList) => {
      const { api } = await rig({ apiKeyList });
      const keys = await api.apiKeys("p4y2m8q0zt");
      expect(keys.length).toBeGreaterThan(0);
      expect(JSON.stringify(keys)).not.toContain("INCLEAR");
      for (const key of keys) expect(Object.keys(key)).toEqual(["id", "name", "status"]);
      const first = keys[0]?.id ?? "";
      const all = await api.subscriptions("p4y2m8q0zt", first);
      expect(all.length).toBeGreaterThan(0);
      for (const { stageId, apiId } of all) {
        const stage = { ...at, api: { id: apiId }, stage: { id: stageId } };
        const one = await api.subscriptions("p4y2m8q0zt", first, stage);
        expect(one).toEqual(all.filter((row) => row.stageId === stageId));
      }
    },
  );

  it("reads all pages of a server that gives one or two rows at a time", async () => {
    for (const maxLimit of [1, 2]) {
      const { api } = await rig({ paging: { maxLimit } });
      expect((await api.stagePlans(at)).length).toBe(3);
      expect((await api.searchPlans()).length).toBe(7);
      expect((await api.products()).length).toBe(3);
      expect((await api.planStages("u2g7d4l9xa")).map(({ stage }) => stage.id)).toEqual([
        "s1v6b0n3ke",
        "s7t2x9r4ql",
        "s3j6d1f8bz",
      ]);
      const keys = await api.apiKeys("p4y2m8q0zt");
      const whole = await rig();
      expect(keys).toEqual(await whole.api.apiKeys("p4y2m8q0zt"));
      for (const { id } of keys) {
        expect(await api.subscriptions("p4y2m8q0zt", id)).toEqual(await whole.api.subscriptions("p4y2m8q0zt", id));
      }
    }
  });

  it.each(["ignore-offset", "empty-after-first", "total-too-high"] as const)(
    "does not page for ever: %s",
    async (pages) => {
      const { api } = await rig({ paging: { maxLimit: 2, pages } });
      await expect(api.stagePlans(at)).rejects.toMatchObject({
        code: "endless-pages",
        failureClass: "refused",
        facts: { operation: `GET ${STAGE}/usage-plans`, total: pages === "total-too-high" ? 4 : 3 },
        cause: { message: expect.stringMatching(/^\d rows of [34] and no progress$/) },
      });
    },
  );

  it("repeats what may pass, each time signed afresh", async () => {
    const { api, notes, log } = await rig({
      faults: [
        { do: { kind: "reply", status: 429, code: "410", retryAfter: 0 }, times: 1 },
        { do: { kind: "reply", status: 503, code: 500 }, times: 1 },
        { do: { kind: "reset" }, times: 1 },
        { do: { kind: "garbage" }, times: 1 },
      ],
    });
    expect((await api.stagePlans(at)).length).toBe(3);
    expect(log().length).toBe(5);
    expect(notes.map(factsOf).map(({ attempt, reason, status }) => [attempt, reason, status])).toEqual([
      [1, "throttled", 429],
      [2, "endpoint-error", 503],
      [3, "connection-lost", undefined],
      [4, "malformed-reply", undefined],
    ]);
  });

  it("does not repeat what is refused", async () => {
    const { api, log, notes } = await rig();
    await expect(api.plan("nosuchplan")).rejects.toMatchObject({
      code: "not-found",
      facts: { operation: "GET /api/v1/usage-plans/nosuchplan", status: 404, ncpCode: "300" },
    });
    expect([log().length, notes]).toEqual([1, []]);
  });

  it("puts the clock right once, for all that run side by side", async () => {
    const { api, notes, log } = await rig({ clock: { offsetMs: -600_000 } });
    const [plans, products] = await Promise.all([api.stagePlans(at), api.products()]);
    expect([plans.length, products.length, log().length]).toEqual([3, 3, 4]);
    expect(notes.filter(({ code }) => code === "clock-corrected").length).toBe(1);
  });

  it("does not follow a redirect", async () => {
    const { api, log } = await rig({ faults: [{ do: { kind: "redirect", to: "http://127.0.0.1:1" } }] });
    await expect(api.stagePlans(at)).rejects.toMatchObject({ code: "redirect-refused", facts: { status: 302 } });
    expect(log().length).toBe(1);
  });
});

describe("writes", () => {
  it("detaches a plan and attaches it again, with one request each", async () => {
    const { api, log, emulator } = await rig();
    await api.disassociate(at, GOLD);
    expect((await api.stagePlans(at)).map(({ id }) => id)).not.toContain(GOLD);
    await api.associate(at, GOLD);
    expect((await api.stagePlans(at)).map(({ id }) => id)).toContain(GOLD);
    expect(log().filter((line) => line.startsWith("POST"))).toEqual([
      `POST ${STAGE}/disassociate-usage-plan`,
      `POST ${STAGE}/associate-usage-plan`,
    ]);
    expect(emulator.connections()).toBe(1);
  });

  it("puts a key on a plan", async () => {
    const { api } = await rig();
    const key = (await api.apiKeys("p4y2m8q0zt"))[0]?.id ?? "";
    await api.subscribe(at, key, "u9k6s1f2tv");
    expect(await api.subscriptions("p4y2m8q0zt", key, at)).toMatchObject([{ planId: "u9k6s1f2tv" }]);
  });

  it.each(["empty", "json", "text", "html", "cut-off"] as const)("takes any 2xx with a body of %s", async (body) => {
    for (const status of [200, 201, 202, 204] as const) {
      const { api } = await rig({ accepted: { status, body } });
      await expect(api.disassociate(at, GOLD)).resolves.toBeUndefined();
    }
  });

  it.each([
    [{ kind: "reply", status: 503, code: 500 }, "endpoint-error", "uncertain"],
    [{ kind: "reply", status: 429, code: 420 }, "throttled", "throttled"],
    [{ kind: "reply", status: 429, code: 400 }, "quota-exhausted", "refused"],
    [{ kind: "reset" }, "connection-lost", "uncertain"],
    [{ kind: "half" }, "connection-lost", "uncertain"],
    [{ kind: "redirect" }, "redirect-refused", "uncertain"],
  ] as const)("never repeats one itself: %j", async (fault, code, failureClass) => {
    const { api, log, notes } = await rig({ accepted: { body: "json" }, faults: [{ do: fault }] });
    await expect(api.disassociate(at, GOLD)).rejects.toMatchObject({ code, failureClass });
    expect([log().length, notes]).toEqual([1, []]);
  });

  it("gives up early when the run is cancelled, so that there is time for a look", async () => {
    const { api, deadline, log } = await rig({ faults: [{ on: "writes", do: { kind: "hold", apply: "at-once" } }] });
    const writing = api.disassociate(at, GOLD);
    const caught = writing.catch((error: unknown) => error);
    while (log().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    deadline.cancel(12_000); // the rig skips the wait of two thirds, not the end
    const operation = `POST ${STAGE}/disassociate-usage-plan`;
    expect(await caught).toMatchObject({ code: "cancelled", failureClass: "uncertain", facts: { operation } });
    expect((await api.stagePlans(at)).map(({ id }) => id)).not.toContain(GOLD);
  });

  it("does not begin when the run is cancelled or over", async () => {
    const { api, deadline, log } = await rig();
    deadline.cancel(12_000); // reads would still have their time
    const operation = `POST ${STAGE}/disassociate-usage-plan`;
    await expect(api.disassociate(at, GOLD)).rejects.toMatchObject({
      code: "cancelled",
      failureClass: "unsent",
      facts: { operation },
    });
    deadline.cancel(0);
    await expect(api.associate(at, GOLD)).rejects.toMatchObject({ code: "cancelled", failureClass: "unsent" });
    expect(log()).toEqual([]);
    const late = await rig({}, 0);
    await expect(late.api.disassociate(at, GOLD)).rejects.toMatchObject({ code: "deadline", failureClass: "unsent" });
    expect(late.log()).toEqual([]);
  });
});

describe("replies outside the contract", () => {
  /** A network that says one thing. */
  function saying(body: string, status = 200) {
    const time = new VirtualClock();
    const requests: HttpRequest[] = [];
    const transport: Transport = {
      async send(request): Promise<HttpReply> {
        requests.push(request);
        return { status, headers: {}, body };
      },
    };
    const endpoint = { origin: "https://api.example" };
    const tell = (): void => {};
    const client = createClient({ transport, clock: time, credentials, endpoint, tell });
    const deadline = new Deadline(time, 10_000);
    return { api: createApiGateway({ client, deadline, random: () => 0, tell }), requests };
  }

  it.each([
    ["", "", "JSON", "empty"],
    ["<html>", "", "JSON", "not-json"],
    ['{"total":1,"content":[{"usagePlanId":"x","u', "", "JSON", "not-json"],
    ["[".repeat(50) + "]".repeat(50), "", "object", "list"],
    ["null", "", "object", "null"],
    ['{"total":1}', "content", "list", "nothing"],
  ])("says of %j what was expected and what came", async (body, place, expected, got) => {
    const { api, requests } = saying(body);
    await expect(api.stagePlans(at)).rejects.toMatchObject({
      code: "unexpected-reply",
      failureClass: "refused",
      facts: { operation: `GET ${STAGE}/usage-plans`, at: place, expected, got },
    });
    expect(requests.length).toBe(1);
  });

  it("names a few fields of what came among its causes, and the read itself", async () => {
    const { api } = saying('{"total":1,"content":{"items":[],"next":"x"}}');
    await expect(api.stagePlans(at)).rejects.toMatchObject({
      message: `unexpected-reply: GET ${STAGE}/usage-plans`,
      cause: { message: "expected list at content, got object with the fields items, next" },
    });
  });

  it("asks for API keys by pages", async () => {
    const { api, requests } = saying('{"total":0,"apiKeys":[]}');
    await api.apiKeys("p1");
    expect(requests.map(({ body }) => JSON.parse(body ?? ""))).toEqual([{ offset: 0, limit: 100 }]);
  });

  it("does not take another plan for the one it asked for", async () => {
    const { api } = saying('{"usagePlan":{"usagePlanId":"other00001","usagePlanName":"x"}}');
    await expect(api.plan(GOLD)).rejects.toMatchObject({
      code: "unexpected-reply",
      facts: {
        operation: `GET /api/v1/usage-plans/${GOLD}`,
        at: "usagePlan.usagePlanId",
        expected: "plan-asked-for",
        got: "another",
      },
    });
  });

  it("picks what it asked for when the server ignores its filters", async () => {
    const row = (keyId: string | undefined, apiId: string, stageId: string) => ({
      apiKeyId: keyId,
      apiId,
      stageId,
      usagePlanId: "p1",
    });
    const content = [
      row("k1", at.api.id, at.stage.id),
      row("k2", at.api.id, at.stage.id),
      row(undefined, at.api.id, "s2"),
      row("k1", "a2", at.stage.id),
    ];
    const { api } = saying(JSON.stringify({ apiKeyRelations: { total: 4, content } }));
    const plan = { planId: "p1", planName: undefined, monthCalls: undefined };
    expect(await api.subscriptions("p1", "k1", at)).toEqual([{ apiId: at.api.id, stageId: at.stage.id, ...plan }]);
    expect((await api.subscriptions("p1", "k1")).length).toBe(3);
  });

  it.each(["../x", "a/b", "a?b", "a%2f", "", "x y", "한글"])("lets no id like %j into a path", async (id) => {
    const { api, requests } = saying("{}");
    const bad = { ...at, stage: { id } };
    const refused = new TypeError("an id that must not get into a path");
    await expect((async () => api.stagePlans(bad))()).rejects.toThrow(refused);
    await expect((async () => api.disassociate(bad, GOLD))()).rejects.toThrow(TypeError);
    await expect((async () => api.plan(id))()).rejects.toThrow(TypeError);
    await expect((async () => api.stages("p", id))()).rejects.toThrow(TypeError);
    await expect((async () => api.subscribe(at, id, GOLD))()).rejects.toThrow(TypeError);
    expect(requests).toEqual([]);
  });
});
