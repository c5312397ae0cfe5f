import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { type Call, call, FREE, GOLD, PROD, STAGE, UNUSED } from "./client.ts";

let server: RunningEmulator;
beforeAll(async () => {
  server = await startEmulator();
});
afterAll(() => server.close());

async function read<T>(method: string, path: string, options: Call = {}): Promise<T> {
  const answer = await call(server.url, method, path, options);
  expect(answer).toMatchObject({ status: 200, headers: { "content-type": "application/json;charset=UTF-8" } });
  return JSON.parse(answer.body) as T;
}

describe("each read of the contract", () => {
  test("plans on a stage, with the default plan's limits on top", async () => {
    const reply = await read<{ content: Record<string, unknown>[] }>("GET", `${PROD}/usage-plans`);
    expect(reply).toMatchObject({ total: 3, rateRps: 10, dayQuotaRequest: 5000 });
    expect(reply.content.map((row) => row["usagePlanName"])).toEqual([
      "무료 체험 플랜",
      "Partner Gold",
      "월 정액 기본",
    ]);
    expect(reply.content[1]).toEqual({
      usagePlanId: GOLD,
      usagePlanName: "Partner Gold",
      rateRps: 200,
      monthQuotaRequest: 50_000_000,
      quotaCondition: "2xx|3xx|4xx|5xx|others",
      associatedStagesCount: 2,
      tenantId: "emu0tenant",
    });
  });

  test("plans by stage, associated or not", async () => {
    const ids = async (query: string) => {
      const { usagePlans } = await read<{ usagePlans: { usagePlanId: string }[] }>("GET", `/usage-plans?${query}`);
      return usagePlans.map((row) => row.usagePlanId);
    };
    const on = await ids(`stageId=${STAGE}&associated=true`);
    const off = await ids(`stageId=${STAGE}&associated=false`);
    expect(on).toHaveLength(3);
    expect(off).toContain(UNUSED);
    expect([...on, ...off]).toHaveLength(7);
    expect((await ids(`stageId=${STAGE}`)).sort()).toEqual([...on, ...off].sort());
  });

  test("one plan", async () => {
    expect(await read("GET", `/usage-plans/${UNUSED}`)).toEqual({
      usagePlan: {
        usagePlanId: UNUSED,
        usagePlanName: "미사용 플랜",
        rateRps: 1,
        associatedStagesCount: 0,
        tenantId: "emu0tenant",
      },
    });
  });

  test("the search for plans takes name, offset and limit in its body", async () => {
    const found = await read("POST", "/usage-plans/search", { body: { usagePlanName: "중복", offset: 1, limit: 1 } });
    expect(found).toMatchObject({ initialCount: 7, total: 2, usagePlans: [{ usagePlanId: "u1v9r2p5ks" }] });
  });

  test("stages of a plan name all three levels", async () => {
    const reply = await read<{ stages: unknown[] }>("GET", `/usage-plans/${GOLD}/stages`);
    expect(reply).toMatchObject({ total: 2, usagePlan: { rateRps: 200 } });
    expect(reply.stages[0]).toEqual({
      productId: "p4y2m8q0zt",
      productName: "결제 서비스",
      apiId: "a9f3k1c7wd",
      apiName: "결제 API",
      stageId: STAGE,
      stageName: "운영",
    });
  });

  test("stages of an API come without paging", async () => {
    const reply = await read<{ stages: unknown[] }>("GET", "/products/p4y2m8q0zt/apis/a9f3k1c7wd/stages?limit=1");
    expect(reply.stages).toHaveLength(3);
    expect(reply.stages[2]).toEqual({ stageId: "s0u5y8i2om", stageName: "canary", isCanary: true });
  });

  test("APIs of a product, with their stages when asked", async () => {
    const path = `/products/p4y2m8q0zt/apis?apiName=${encodeURIComponent("정산")}`;
    const row = { apiId: "a2d8h5g1jr", apiName: "정산 API", productId: "p4y2m8q0zt" };
    expect(await read("GET", path)).toEqual({ apis: [row], total: 1 });
    expect(await read("GET", `${path}&withStage=true`)).toMatchObject({
      apis: [{ stages: [{ stageId: "s4p7l3k9wn" }] }],
    });
  });

  test("products", async () => {
    const reply = await read("GET", `/products?productName=${encodeURIComponent("회원 서비스")}`);
    expect(reply).toEqual({
      initialCount: 3,
      productPage: { total: 1, content: [{ productId: "p8n1c5e3rh", productName: "회원 서비스 포털" }] },
    });
  });

  test("API keys of a product, with their values in clear, by status", async () => {
    const all = await read<{ apiKeyPage: { content: { primaryKey: string }[] } }>(
      "POST",
      "/products/p4y2m8q0zt/api-keys/search",
      {
        body: {},
      },
    );
    expect(all).toMatchObject({ apiKeyPage: { total: 4 } });
    expect(all.apiKeyPage.content[0]?.primaryKey).toBe("EMULATORAPIKEYVALUEINCLEARPRIMARY0000001");
    const body = { statusSet: ["REJECTED"] };
    const rejected = await read("POST", "/products/p4y2m8q0zt/api-keys/search", { body });
    expect(rejected).toMatchObject({ apiKeyPage: { total: 1, content: [{ apiKeyName: "내부 배치" }] } });
    expect(await read("POST", "/products/p0k7w3b9ue/api-keys/search", { body: {} })).toEqual({
      apiKeyPage: { total: 0, content: [] },
    });
  });

  test("one key's plans, narrowed to a stage; the default plan has no id", async () => {
    const path = "/products/p4y2m8q0zt/subscription-detail";
    expect(await read("GET", `${path}?apiKeyId=k3x9t6m1qa`)).toMatchObject({ apiKeyRelations: { total: 2 } });
    expect(await read("GET", `${path}?apiKeyId=k3x9t6m1qa&apiId=a9f3k1c7wd&stageId=${STAGE}`)).toMatchObject({
      apiKeyRelations: { total: 1, content: [{ stageId: STAGE, usagePlanId: FREE, monthCallCount: 9120 }] },
    });
    const onDefault = await read<{ apiKeyRelations: { content: object[] } }>("GET", `${path}?apiKeyId=k6w0p3n8ed`);
    expect(onDefault.apiKeyRelations.content).toHaveLength(1);
    expect(onDefault.apiKeyRelations.content[0]).not.toHaveProperty("usagePlanId");
  });
});

describe("paging", () => {
  test("offset and limit cut the list, total counts it all", async () => {
    const seen: string[] = [];
    for (const offset of [0, 3, 6, 9]) {
      const { usagePlans, total } = await read<{ usagePlans: { usagePlanId: string }[]; total: number }>(
        "GET",
        `/usage-plans?stageId=${STAGE}&offset=${offset}&limit=3`,
      );
      expect(total).toBe(7);
      seen.push(...usagePlans.map((row) => row.usagePlanId));
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  test.each(["offset=-1", "offset=x", "limit=0", "limit=1.5"])("%s is 400/100", async (query) => {
    const answer = await call(server.url, "GET", `${PROD}/usage-plans?${query}`);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { errorCode: "100", message: "Bad Request Exception" } });
  });
});

describe("what is not there is 404/300, whichever level is wrong", () => {
  const stage = "stages/s1v6b0n3ke/usage-plans";
  test.each([
    ["GET", `/products/pxxxxxxxxx/apis/a9f3k1c7wd/${stage}`],
    ["GET", `/products/p8n1c5e3rh/apis/a9f3k1c7wd/${stage}`],
    ["GET", `/products/p4y2m8q0zt/apis/axxxxxxxxx/${stage}`],
    ["GET", `/products/p4y2m8q0zt/apis/a2d8h5g1jr/${stage}`],
    ["GET", "/products/p4y2m8q0zt/apis/a9f3k1c7wd/stages/sxxxxxxxxx/usage-plans"],
    ["GET", "/products/pxxxxxxxxx/apis"],
    ["GET", "/products/p4y2m8q0zt/apis/axxxxxxxxx/stages"],
    ["GET", "/usage-plans/uxxxxxxxxx"],
    ["GET", "/usage-plans/uxxxxxxxxx/stages"],
    ["GET", "/usage-plans?stageId=sxxxxxxxxx"],
    ["POST", "/products/pxxxxxxxxx/api-keys/search"],
    ["GET", "/products/p4y2m8q0zt/subscription-detail?apiKeyId=kxxxxxxxxx"],
    ["GET", "/no/such/url"],
    ["DELETE", "/products"],
    ["GET", "/products/"],
  ])("%s %s", async (method, path) => {
    const answer = await call(server.url, method, path, method === "POST" ? { body: {} } : {});
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toEqual({ error: { errorCode: "300", message: "Not Found Exception" } });
  });

  test("so is a path without /api/v1", async () => {
    const reply = await fetch(`${server.url}/products`);
    expect(reply.status).toBe(404);
  });

  test.each([["/usage-plans"], ["/products/p4y2m8q0zt/subscription-detail"]])("%s wants its query", async (path) => {
    expect((await call(server.url, "GET", path)).status).toBe(400);
  });
});
