/**
 * Reads the replies of docs/ncp-api.md into plain data. Strict about what the action relies on, silent about what it
 * does not: unknown fields are ignored and unset ones may be missing, as in real replies.
 * By hand, since a schema library would cost more bytes and start-up than these few readers.
 */
import type { Unexpected } from "./errors.ts";
import { isId } from "./ids.ts";
import { isObject, type JsonObject } from "./json.ts";
import type { ApiKey, ApiWithStages, Limits, Ref, StageOfPlan, Subscription, UsagePlan } from "./model.ts";

/** A reply outside the contract. The message is for people who look closely; it may hold names of a server's fields. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
  readonly unexpected: Unexpected;

  constructor(at: string, expected: Unexpected["expected"], value: unknown, got = kindOf(value)) {
    super(`expected ${expected} at ${at || "the top"}, got ${got}${fieldsOf(value)}`);
    this.unexpected = { at, expected, got };
  }
}

/** Part of a list, and how long the server says the whole list is. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** `GET …/stages/{s}/usage-plans` */
export function stagePlansPage(reply: unknown): Page<UsagePlan> {
  return page(object(reply), "content", usagePlan);
}

/** The numbers at the top of the same reply: those of the stage's unnamed default plan. */
export function defaultPlan(reply: unknown): Limits {
  return limitsOf(object(reply));
}

/** `POST /usage-plans/search` */
export function plansPage(reply: unknown): Page<UsagePlan> {
  return page(object(reply), "usagePlans", usagePlan);
}

/** `GET /usage-plans/{id}` */
export function onePlan(reply: unknown): UsagePlan {
  return usagePlan(object(reply)["usagePlan"], "usagePlan");
}

/** `GET /usage-plans/{id}/stages` */
export function planStagesPage(reply: unknown): Page<StageOfPlan> {
  const top = object(reply);
  const plan = top["usagePlan"];
  // For people alone, so a reply without it is as good.
  const planName = isObject(plan) && typeof plan["usagePlanName"] === "string" ? plan["usagePlanName"] : "";
  return page(top, "stages", (value, at) => {
    const row = object(value, at);
    return {
      product: ref(row, at, "product"),
      api: ref(row, at, "api"),
      stage: ref(row, at, "stage"),
      ...(planName === "" ? {} : { planName }),
    };
  });
}

/** `GET /products` */
export function productsPage(reply: unknown): Page<Ref> {
  const inner = object(object(reply)["productPage"], "productPage");
  return page(inner, "content", (value, at) => ref(object(value, at), at, "product"));
}

/** `GET /products/{p}/apis` */
export function apisPage(reply: unknown): Page<Ref> {
  return page(object(reply), "apis", (value, at) => ref(object(value, at), at, "api"));
}

/** The same with `withStage=true`. */
export function apisWithStagesPage(reply: unknown): Page<ApiWithStages> {
  return page(object(reply), "apis", (value, at) => {
    const row = object(value, at);
    return { ...ref(row, at, "api"), stages: isUnset(row["stages"]) ? undefined : stageList(row) };
  });
}

/** `GET /products/{p}/apis/{a}/stages`: all at once, without a total. */
export function stageList(reply: unknown): readonly Ref[] {
  const list = array(object(reply)["stages"], "stages");
  return list.map((value, index) => ref(object(value, `stages[${index}]`), `stages[${index}]`, "stage"));
}

/**
 * `POST /products/{p}/api-keys/search`. Where the list lies is not documented: it is the one list whose rows have an
 * `apiKeyId`, at the top or one level down, with its `total` beside it. Rows may hold key values in clear: nothing but
 * ids and names leaves this function.
 */
export function apiKeysPage(reply: unknown): Page<ApiKey> {
  const top = object(reply);
  const holders = [top, ...Object.values(top).filter(isObject)];
  const found = holders.flatMap((holder) =>
    Object.values(holder).flatMap((list) => (isListOfKeys(list) ? [{ holder, list }] : [])),
  );
  if (found.length > 1) throw new ShapeError("", "list-of-keys", top, "another");
  const one = found[0];
  if (one === undefined) {
    // An empty list cannot be told from another one: it is the one with a total beside it.
    for (const holder of holders) {
      if (isUnset(holder["total"])) continue;
      const total = count(holder["total"], "total");
      if (total === 0 || Object.values(holder).some((list) => Array.isArray(list) && list.length === 0)) {
        return { rows: [], total };
      }
    }
    throw new ShapeError("", "list-of-keys", top);
  }
  const rows = one.list.map((row, index) => ({
    id: id(row["apiKeyId"], `API key ${index}.apiKeyId`),
    name: text(row["apiKeyName"]) ?? "",
    ...(typeof row["status"] === "string" && /^[A-Z_]{1,32}$/.test(row["status"]) ? { status: row["status"] } : {}),
  }));
  return { rows, total: count(one.holder["total"], "total") };
}

function isListOfKeys(value: unknown): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => isObject(row) && "apiKeyId" in row);
}

/** One row of a key's subscriptions, with the key that it speaks of, where it says so. */
export interface SubscriptionRow extends Subscription {
  readonly keyId: string | undefined;
}

/** `GET /products/{p}/subscription-detail` */
export function subscriptionsPage(reply: unknown): Page<SubscriptionRow> {
  const inner = object(object(reply)["apiKeyRelations"], "apiKeyRelations");
  return page(inner, "content", (value, at) => {
    const row = object(value, at);
    const planId = row["usagePlanId"];
    const keyId = row["apiKeyId"];
    return {
      apiId: id(row["apiId"], `${at}.apiId`),
      stageId: id(row["stageId"], `${at}.stageId`),
      keyId: isUnset(keyId) ? undefined : id(keyId, `${at}.apiKeyId`),
      planId: isUnset(planId) ? undefined : id(planId, `${at}.usagePlanId`),
      planName: text(row["usagePlanName"]),
      monthCalls: isUnset(row["monthCallCount"]) ? undefined : count(row["monthCallCount"], `${at}.monthCallCount`),
    };
  });
}

function page<Row>(outer: JsonObject, key: string, row: (value: unknown, at: string) => Row): Page<Row> {
  const total = count(outer["total"], "total");
  // Unset fields are left out of real replies: an empty list may be as well.
  const list = isUnset(outer[key]) && total === 0 ? [] : array(outer[key], key);
  return { total, rows: list.map((value, index) => row(value, `${key}[${index}]`)) };
}

function usagePlan(value: unknown, at: string): UsagePlan {
  const row = object(value, at);
  const name = text(row["usagePlanName"]) ?? "";
  return { id: id(row["usagePlanId"], `${at}.usagePlanId`), name, ...limitsOf(row) };
}

function limitsOf(row: JsonObject): Limits {
  const limits = ["rateRps", "dayQuotaRequest", "monthQuotaRequest"].flatMap((key) => {
    const limit = text(row[key]);
    return limit === undefined ? [] : [[key, limit] as const];
  });
  return Object.fromEntries(limits);
}

function ref(row: JsonObject, at: string, level: "product" | "api" | "stage"): Ref {
  const name = text(row[`${level}Name`]);
  return { id: id(row[`${level}Id`], `${at}.${level}Id`), ...(name === undefined ? {} : { name }) };
}

function object(value: unknown, at = ""): JsonObject {
  if (isObject(value)) return value;
  throw new ShapeError(at, "object", value);
}

function array(value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new ShapeError(at, "list", value);
}

function id(value: unknown, at: string): string {
  if (typeof value === "string" && isId(value)) return value;
  throw new ShapeError(at, "id", value);
}

/**
 * What is shown or compared and nothing more: text and numbers as text, and anything else as if it were unset. A row may
 * be a neighbour's, whose oddities must not stop the work on another; a name that is none fits no name.
 */
function text(value: unknown): string | undefined {
  if (isUnset(value)) return undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** A whole number from 0. Text of digits as well: NCP documents other numbers as numbers and shows them as text. */
function count(value: unknown, at: string): number {
  const digits = typeof value === "string" && /^\d{1,15}$/.test(value);
  const number = digits || typeof value === "number" ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new ShapeError(at, "count", value);
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function kindOf(value: unknown): Unexpected["got"] {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  const kind = typeof value;
  return kind === "number" || kind === "boolean" || kind === "object" ? kind : "text";
}

/** Of what came, no more than the names of a few fields. */
const fieldsOf = (value: unknown): string =>
  isObject(value) ? ` with the fields ${Object.keys(value).slice(0, 8).join(", ") || "(none)"}` : "";
