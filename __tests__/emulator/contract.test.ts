/** The emulator's default world against what NCP's OpenAPI says: codes, fields, types. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Field, type Fields, OPENAPI, SOURCE } from "../../emulator/contract/openapi.ts";
import { OPERATIONS, type Operation } from "../../emulator/core/operations.ts";
import { seed } from "../../emulator/seed.ts";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { BASIC, call, GOLD, PROD, STAGE, UNUSED } from "./client.ts";

let server: RunningEmulator;
beforeAll(async () => {
  server = await startEmulator();
});
afterAll(() => server.close());

const PRODUCT = PROD.split("/").slice(0, 3).join("/");
const KEY = "k3x9t6m1qa";
const usagePlanId = { usagePlanId: UNUSED };

/** One request for each operation; attach before the writes that need the plan on the stage. */
const CALLS: { readonly [O in Operation]: readonly [method: string, path: string, body?: object] } = {
  "stage-plans": ["GET", `${PROD}/usage-plans`],
  "plans-by-stage": ["GET", `/usage-plans?stageId=${STAGE}`],
  plan: ["GET", `/usage-plans/${BASIC}`],
  "search-plans": ["POST", "/usage-plans/search", {}],
  "plan-stages": ["GET", `/usage-plans/${GOLD}/stages`],
  stages: ["GET", PROD.split("/").slice(0, 6).join("/")],
  apis: ["GET", `${PRODUCT}/apis?withStage=true`],
  products: ["GET", "/products"],
  overview: ["GET", `${PRODUCT}/overview`],
  "search-keys": ["POST", `${PRODUCT}/api-keys/search`, {}],
  subscriptions: ["GET", `${PRODUCT}/subscription-detail?apiKeyId=${KEY}`],
  attach: ["POST", `${PROD}/associate-usage-plan`, usagePlanId],
  subscribe: ["PUT", `${PRODUCT}/api-keys/${KEY}/stages/${STAGE}`, usagePlanId],
  detach: ["POST", `${PROD}/disassociate-usage-plan`, usagePlanId],
};
/** What the action relies on: it has to be there. */
const NEEDED: { readonly [O in Operation]?: readonly string[] } = {
  "stage-plans": ["total", "rateRps", "dayQuotaRequest", "content.usagePlanId", "content.usagePlanName"],
  plan: ["usagePlan.usagePlanId", "usagePlan.usagePlanName"],
  "search-plans": ["total", "usagePlans.usagePlanId", "usagePlans.usagePlanName"],
  "plan-stages": ["total", "stages.productId", "stages.apiId", "stages.stageId", "stages.stageName"],
  stages: ["stages.stageId", "stages.stageName"],
  apis: ["total", "apis.apiId", "apis.apiName", "apis.stages.stageId", "apis.stages.stageName"],
  products: ["productPage.total", "productPage.content.productId", "productPage.content.productName"],
  overview: ["apiKeyCountInfo.total", "apis.stages.stageId"],
  "search-keys": ["apiKeyPage.total", "apiKeyPage.content.apiKeyId", "apiKeyPage.content.status"],
  subscriptions: ["apiKeyRelations.content.usagePlanId", "apiKeyRelations.content.monthCallCount"],
};

describe(`${SOURCE.title}, ${SOURCE.exported}`, () => {
  test.each([...OPERATIONS].sort((a, b) => order(a) - order(b)))("%s", async (operation) => {
    const [method, path, body] = CALLS[operation];
    const answer = await call(server.url, method, path, body === undefined ? {} : { body });
    expect(server.requests().at(-1)?.operation).toBe(operation);
    const { status, reply } = OPENAPI[operation];
    expect(answer.status).toBe(status);
    if (reply === undefined) {
      expect(answer.body).toBe("");
      return;
    }
    expect(answer.headers["content-type"]).toBe("application/json;charset=UTF-8");
    const seen = new Set<string>();
    expect(faults(JSON.parse(answer.body), reply, "", seen)).toEqual([]);
    expect((NEEDED[operation] ?? []).filter((field) => !seen.has(field))).toEqual([]);
  });

  test("finds what does not fit: a field too many, and a wrong type", () => {
    const { reply = {} } = OPENAPI["search-keys"];
    const row = { apiKeyId: 7, owner: "x", status: "ACCEPT" };
    expect(faults({ apiKeyPage: { total: "1", content: [row] }, apiKeys: [] }, reply, "", new Set())).toEqual([
      "apiKeyPage.total: integer",
      "apiKeyPage.content.apiKeyId: text",
      "apiKeyPage.content.owner: unknown",
      "apiKeyPage.content.status: one of REQUEST, DENY, ACCEPTED, REJECTED, BLOCKED_REQUEST",
      "apiKeys: unknown",
    ]);
  });

  test("the seed has what a reply can hold", () => {
    expect(seed().apiKeys?.some(({ status }) => status === "REJECTED")).toBe(true);
  });
});

const order = (operation: Operation): number => Object.keys(CALLS).indexOf(operation);

function faults(value: unknown, fields: Fields, at: string, seen: Set<string>): string[] {
  if (typeof value !== "object" || value === null) return [`${at}: object`];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = at === "" ? name : `${at}.${name}`;
    seen.add(path);
    const field = fields[name];
    return field === undefined ? [`${path}: unknown`] : faultsOf(inner, field, path, seen);
  });
}

function faultsOf(value: unknown, field: Field, path: string, seen: Set<string>): string[] {
  if (field === "integer") return Number.isSafeInteger(value) ? [] : [`${path}: integer`];
  if (field === "boolean") return typeof value === "boolean" ? [] : [`${path}: boolean`];
  if (field === "text" || field === "time") return typeof value === "string" ? [] : [`${path}: text`];
  if ("oneOf" in field) {
    return field.oneOf.includes(String(value)) ? [] : [`${path}: one of ${field.oneOf.join(", ")}`];
  }
  if ("fields" in field) return faults(value, field.fields, path, seen);
  return Array.isArray(value) ? value.flatMap((row) => faults(row, field.listOf, path, seen)) : [`${path}: list`];
}
