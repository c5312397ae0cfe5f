import { describe, expect, it } from "vitest";
import * as replies from "../../../src/ncloud/replies.ts";

const plan = { usagePlanId: "plan000001", usagePlanName: "Gold 요금제" };
const read = { id: "plan000001", name: "Gold 요금제" };
const subscription = (row: object) =>
  replies.subscriptionsPage({ apiKeyRelations: { total: 1, content: [{ apiId: "a", stageId: "s", ...row }] } });
const stage = {
  productId: "prod000001",
  productName: "상품",
  apiId: "api0000001",
  apiName: "api",
  stageId: "stage00001",
  stageName: "v1",
};

describe("replies", () => {
  it("reads a stage's plans, and leaves the default plan's numbers alone", () => {
    const row = {
      ...plan,
      rateRps: 10,
      dayQuotaRequest: "1000",
      monthQuotaRequest: 30_000,
      tenantId: "t",
      disabled: false,
    };
    const reply = { total: 3, rateRps: 99, dayQuotaRequest: null, content: [row, { ...plan, rateRps: null }] };
    expect(replies.stagePlansPage(reply)).toEqual({
      total: 3,
      rows: [{ ...read, rateRps: "10", dayQuotaRequest: "1000", monthQuotaRequest: "30000" }, read],
    });
  });

  it("reads the default plan's numbers beside them", () => {
    expect(replies.defaultPlan({ total: 0, rateRps: 99, dayQuotaRequest: null })).toEqual({ rateRps: "99" });
  });

  it("reads a count that came as text, and an API key's status that may be shown", () => {
    expect(replies.stagePlansPage({ total: "12", content: [] }).total).toBe(12);
    const statusOf = (status: unknown) => replies.apiKeysPage({ total: 1, keys: [{ apiKeyId: "k", status }] }).rows[0];
    expect(statusOf("BLOCKED_REQUEST")).toEqual({ id: "k", name: "", status: "BLOCKED_REQUEST" });
    for (const odd of [5, null, "", "in use", "IN USE", "!DENY", "DENY!", "A".repeat(33)]) {
      expect(statusOf(odd)).toEqual({ id: "k", name: "" });
    }
  });

  it.each([
    [{ tenantId: 7, modifier: {}, disabled: "perhaps" }, {}],
    [
      { rateRps: -1, dayQuotaRequest: 2 ** 60, monthQuotaRequest: "no limit" },
      { rateRps: "-1", dayQuotaRequest: String(2 ** 60), monthQuotaRequest: "no limit" },
    ],
    [{ rateRps: true, dayQuotaRequest: [], monthQuotaRequest: {} }, {}],
    [{ usagePlanName: 5 }, { name: "5" }],
    [{ usagePlanName: ["x"] }, { name: "" }],
  ])("keeps quiet about what it does not rely on: %j", (odd, expected) => {
    expect(replies.stagePlansPage({ total: 1, content: [{ ...plan, ...odd }] }).rows).toEqual([
      { ...read, ...expected },
    ]);
  });

  it("takes a name that is none for one that is not there", () => {
    expect(replies.apisPage({ total: 1, apis: [{ apiId: "a", apiName: [] }] }).rows).toEqual([{ id: "a" }]);
    const keys = { total: 1, apiKeys: [{ apiKeyId: "k", apiKeyName: [] }] };
    expect(replies.apiKeysPage(keys).rows).toMatchObject([{ id: "k", name: "" }]);
    expect(subscription({ usagePlanName: [] })).toMatchObject({ rows: [{ planName: undefined }] });
  });

  it("reads found plans, one plan, products and APIs", () => {
    expect(replies.plansPage({ initialCount: 9, total: 1, usagePlans: [plan] })).toEqual({ total: 1, rows: [read] });
    expect(replies.onePlan({ usagePlan: plan })).toEqual(read);
    expect(replies.onePlan({ usagePlan: { usagePlanId: "x" } })).toStrictEqual({ id: "x", name: "" });
    const products = { total: "1", content: [{ productId: "p1", productName: "상품 1", tenantId: "x" }] };
    expect(replies.productsPage({ initialCount: 0, productPage: products })).toEqual({
      total: 1,
      rows: [{ id: "p1", name: "상품 1" }],
    });
    expect(replies.apisPage({ total: 1, apis: [{ apiId: "a1", apiName: "api", stages: [] }] })).toEqual({
      total: 1,
      rows: [{ id: "a1", name: "api" }],
    });
  });

  it("reads a plan's stages and an API's stages", () => {
    expect(replies.planStagesPage({ total: 1, stages: [stage], usagePlan: plan })).toEqual({
      total: 1,
      rows: [
        {
          product: { id: "prod000001", name: "상품" },
          api: { id: "api0000001", name: "api" },
          stage: { id: "stage00001", name: "v1" },
          planName: read.name,
        },
      ],
    });
    for (const unknown of [undefined, null, "plan", { usagePlanName: "" }, { usagePlanName: 5 }]) {
      const reply = { total: 1, stages: [stage], usagePlan: unknown };
      expect(replies.planStagesPage(reply).rows[0]).not.toHaveProperty("planName");
    }
    const list = { host: "x", stages: [{ stageId: "s1", stageName: "v1", isCanary: true }, { stageId: "s2" }] };
    expect(replies.stageList(list)).toStrictEqual([{ id: "s1", name: "v1" }, { id: "s2" }]);
  });

  it.each(["apiKeys", "content", "whatever"])("finds the API keys under %s, and takes ids and names alone", (key) => {
    const row = {
      apiKeyId: "k1",
      apiKeyName: "파트너",
      primaryKey: "SECRET-1",
      secondaryKey: "SECRET-2",
      status: "INUSE",
    };
    const page = replies.apiKeysPage({
      total: 2,
      other: [{ a: 1 }],
      [key]: [row, { ...row, apiKeyId: "k2", apiKeyName: undefined }],
    });
    expect(page).toEqual({
      total: 2,
      rows: [
        { id: "k1", name: "파트너", status: "INUSE" },
        { id: "k2", name: "", status: "INUSE" },
      ],
    });
    expect(JSON.stringify(page)).not.toContain("SECRET");
  });

  it("finds the API keys one level down", () => {
    const page = { total: 7, content: [{ apiKeyId: "k1", apiKeyName: "x" }] };
    expect(replies.apiKeysPage({ initialCount: 9, apiKeyPage: page })).toEqual({
      total: 7,
      rows: [{ id: "k1", name: "x" }],
    });
  });

  it("reads subscriptions", () => {
    const row = {
      apiId: "a1",
      stageId: "s1",
      apiKeyId: "k1",
      usagePlanId: "p1",
      usagePlanName: "Gold",
      monthCallCount: 12,
    };
    const rest = { apiId: "a1", stageId: "s2", usagePlanId: null, usagePlanName: "" };
    expect(replies.subscriptionsPage({ apiKeyRelations: { total: 2, content: [row, rest] } })).toEqual({
      total: 2,
      rows: [
        { apiId: "a1", stageId: "s1", keyId: "k1", planId: "p1", planName: "Gold", monthCalls: 12 },
        { apiId: "a1", stageId: "s2", keyId: undefined, planId: undefined, planName: undefined, monthCalls: undefined },
      ],
    });
  });

  it("takes an empty list that is left out, when there is nothing in it", () => {
    expect(replies.stagePlansPage({ total: 0 })).toEqual({ total: 0, rows: [] });
    expect(replies.apiKeysPage({ total: 0, apiKeys: null })).toEqual({ total: 0, rows: [] });
    expect(replies.apiKeysPage({ initialCount: 0, apiKeyPage: { total: 0, content: [] } })).toEqual({
      total: 0,
      rows: [],
    });
    expect(replies.apiKeysPage({ total: 7, apiKeys: [] })).toEqual({ total: 7, rows: [] });
    expect(replies.apiKeysPage({ total: 0, apiKeys: [], content: [] })).toEqual({ total: 0, rows: [] });
  });

  it.each([
    ["no object", () => replies.stagePlansPage([]), "object at the top", "list"],
    ["null", () => replies.stageList(null), "object at the top", "null"],
    ["text", () => replies.plansPage("x"), "object at the top", "text"],
    ["no list", () => replies.stagePlansPage({ total: 2 }), "list at content", "nothing"],
    ["no total", () => replies.stagePlansPage({ content: [] }), "count at total", "nothing"],
    ["a total that is none", () => replies.plansPage({ total: -1, usagePlans: [] }), "count at total", "number"],
    ["half a total", () => replies.plansPage({ total: 1.5, usagePlans: [] }), "count at total", "number"],
    ["a total of text", () => replies.plansPage({ total: "1e3", usagePlans: [] }), "count at total", "text"],
    [
      "a list of another kind",
      () => replies.apisPage({ total: 1, apis: {} }),
      "list at apis",
      "object with the fields (none)",
    ],
    ["a row of another kind", () => replies.apisPage({ total: 1, apis: [7] }), "object at apis[0]", "number"],
    [
      "a row without an id",
      () => replies.plansPage({ total: 1, usagePlans: [{ usagePlanName: "x" }] }),
      "id at usagePlans[0].usagePlanId",
      "nothing",
    ],
    [
      "an id that is a number",
      () => replies.onePlan({ usagePlan: { ...plan, usagePlanId: 5 } }),
      "id at usagePlan.usagePlanId",
      "number",
    ],
    [
      "an id with a slash",
      () => replies.onePlan({ usagePlan: { ...plan, usagePlanId: "a/../b" } }),
      "id at usagePlan.usagePlanId",
      "text",
    ],
    [
      "an empty id",
      () => replies.onePlan({ usagePlan: { ...plan, usagePlanId: "" } }),
      "id at usagePlan.usagePlanId",
      "text",
    ],
    [
      "an id of 65 characters",
      () => replies.onePlan({ usagePlan: { ...plan, usagePlanId: "x".repeat(65) } }),
      "id at usagePlan.usagePlanId",
      "text",
    ],
    [
      "a stage row without its API",
      () => replies.planStagesPage({ total: 1, stages: [{ ...stage, apiId: undefined }] }),
      "id at stages[0].apiId",
      "nothing",
    ],
    ["no product page", () => replies.productsPage({ total: 1, content: [] }), "object at productPage", "nothing"],
    ["no relations", () => replies.subscriptionsPage({ total: 0 }), "object at apiKeyRelations", "nothing"],
    [
      "a plan on no stage",
      () => replies.subscriptionsPage({ apiKeyRelations: { total: 1, content: [{ apiId: "a" }] } }),
      "id at content[0].stageId",
      "nothing",
    ],
    [
      "no list of API keys",
      () => replies.apiKeysPage({ total: 1, keys: [{ id: 1 }] }),
      "list-of-keys at the top",
      "object with the fields total, keys",
    ],
    [
      "no API keys and no total",
      () => replies.apiKeysPage({}),
      "list-of-keys at the top",
      "object with the fields (none)",
    ],
    [
      "API keys without a total",
      () => replies.apiKeysPage({ apiKeys: [{ apiKeyId: "k" }] }),
      "count at total",
      "nothing",
    ],
    [
      "a list with something else among the API keys",
      () => replies.apiKeysPage({ total: 2, apiKeys: [{ apiKeyId: "k" }, { id: "x" }] }),
      "list-of-keys at the top",
      "object with the fields total, apiKeys",
    ],
    ["a total in a list", () => replies.plansPage({ total: ["5"], usagePlans: [] }), "count at total", "list"],
    [
      "two lists of API keys",
      () => replies.apiKeysPage({ total: 1, a: [{ apiKeyId: "k" }], b: [{ apiKeyId: "l" }] }),
      "list-of-keys at the top",
      "another with the fields total, a, b",
    ],
  ])("refuses %s", (_, reading, expected, got) => {
    expect(reading).toThrow(replies.ShapeError);
    expect(reading).toThrow(expect.objectContaining({ message: `expected ${expected}, got ${got}` }));
  });

  it.each<readonly [string, () => unknown]>([
    ["object at usagePlan", () => replies.onePlan({})],
    ["object at stages[0]", () => replies.planStagesPage({ total: 1, stages: [[]] })],
    ["object at content[0]", () => replies.productsPage({ productPage: { total: 1, content: [[]] } })],
    ["object at stages[1]", () => replies.stageList({ stages: [{ stageId: "s" }, []] })],
    ["id at stages[1].stageId", () => replies.stageList({ stages: [{ stageId: "s" }, { stageId: [] }] })],
    ["object at the top", () => replies.apiKeysPage([])],
    ["list at stages", () => replies.stageList({})],
    ["count at total", () => replies.apiKeysPage({ total: [], apiKeys: [] })],
    ["id at API key 0.apiKeyId", () => replies.apiKeysPage({ total: 1, apiKeys: [{ apiKeyId: [] }] })],
    ["id at content[0].apiId", () => subscription({ apiId: [] })],
    ["id at content[0].apiKeyId", () => subscription({ apiKeyId: [] })],
    ["id at content[0].usagePlanId", () => subscription({ usagePlanId: [] })],
    ["count at content[0].monthCallCount", () => subscription({ monthCallCount: [] })],
  ])("expects %s", (expected, reading) => {
    expect(reading).toThrow(`expected ${expected}, got `);
  });

  it("shows no more than a few field names of what came", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`field${index}`, "a secret"]));
    const names = "field0, field1, field2, field3, field4, field5, field6, field7";
    expect(() => replies.stageList({ stages: many })).toThrow(
      expect.objectContaining({ message: `expected list at stages, got object with the fields ${names}` }),
    );
  });

  it("says where and what, for whoever tells it in another language", () => {
    const reading = () => replies.onePlan({ usagePlan: { usagePlanId: true } });
    expect(reading).toThrow(
      expect.objectContaining({ unexpected: { at: "usagePlan.usagePlanId", expected: "id", got: "boolean" } }),
    );
    expect(() => replies.plansPage(null)).toThrow(
      expect.objectContaining({ unexpected: { at: "", expected: "object", got: "null" } }),
    );
  });
});
