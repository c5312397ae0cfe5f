import * as v from "valibot";
import { check, count } from "./check.ts";

/** The emulator's state as JSON: what a seed file holds, and what the control endpoint takes and gives. */

const id = () => v.pipe(v.string(), v.regex(/^[a-z0-9]{1,10}$/, "an id is 1 to 10 lower-case letters or digits"));
const name = (max: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(max));

const limits = {
  rateRps: v.exactOptional(count()),
  dayQuotaRequest: v.exactOptional(count()),
  monthQuotaRequest: v.exactOptional(count()),
  quotaCondition: v.exactOptional(v.string()),
};

const stage = v.strictObject({
  stageId: id(),
  stageName: name(20),
  isCanary: v.optional(v.boolean(), false),
  /** Limits of the stage's unnamed default plan. */
  defaultPlan: v.optional(v.strictObject(limits), {}),
  usagePlanIds: v.optional(v.array(id()), []),
});

const api = v.strictObject({
  apiId: id(),
  apiName: name(20),
  stages: v.optional(v.array(stage), []),
});

const product = v.strictObject({
  productId: id(),
  productName: name(100),
  description: v.exactOptional(v.string()),
  apis: v.optional(v.array(api), []),
});

const plan = v.strictObject({
  usagePlanId: id(),
  usagePlanName: name(45),
  usagePlanDescription: v.exactOptional(name(50)),
  ...limits,
  domainCode: v.exactOptional(v.string()),
  modifier: v.exactOptional(v.string()),
  permission: v.exactOptional(v.string()),
  disabled: v.exactOptional(v.boolean()),
  actionName: v.exactOptional(v.string()),
});

const subscription = v.strictObject({
  stageId: id(),
  /** Left out: the key is on the stage's default plan. */
  usagePlanId: v.exactOptional(id()),
  dayCallCount: v.optional(count(), 0),
  monthCallCount: v.optional(count(), 0),
});

/** NCP's own words. A key is asked for, then let in or not; one that is in can be shut out. */
export const KEY_STATUSES = ["REQUEST", "DENY", "ACCEPTED", "REJECTED", "BLOCKED_REQUEST"] as const;

const apiKey = v.strictObject({
  apiKeyId: id(),
  apiKeyName: name(100),
  status: v.optional(v.picklist(KEY_STATUSES), "ACCEPTED"),
  primaryKey: v.exactOptional(v.string()),
  secondaryKey: v.exactOptional(v.string()),
  subscriptions: v.optional(v.array(subscription), []),
});

/** `manage`: everything. `view`: reads. `write`: writes, and no read. `none`: valid, but may do nothing. */
export const PERMISSIONS = ["manage", "view", "write", "none"] as const;

const credential = v.strictObject({
  accessKey: v.pipe(v.string(), v.nonEmpty()),
  secretKey: v.pipe(v.string(), v.nonEmpty()),
  permission: v.optional(v.picklist(PERMISSIONS), "manage"),
  disabled: v.optional(v.boolean(), false),
  note: v.exactOptional(v.string()),
});

const state = v.strictObject({
  description: v.exactOptional(v.string()),
  tenantId: v.exactOptional(v.string()),
  credentials: v.optional(v.array(credential), []),
  products: v.optional(v.array(product), []),
  usagePlans: v.optional(v.array(plan), []),
  apiKeys: v.optional(v.array(apiKey), []),
});

export type KeyStatus = (typeof KEY_STATUSES)[number];
export type StateInput = v.InferInput<typeof state>;
export type State = v.InferOutput<typeof state>;
export type PlanRow = v.InferOutput<typeof plan>;
export type Credential = v.InferOutput<typeof credential>;
export type Limits = { [K in keyof typeof limits]?: v.InferOutput<(typeof limits)[K]> };

export const parseState = (json: unknown): State => check(state, json, "state");
