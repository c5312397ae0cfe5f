import { apiOf, type Context, productOf, Refused, stageOf } from "./context.ts";
import { FAILURES } from "./failures.ts";
import { hostileSuffix } from "./hostile.ts";
import type { Read } from "./operations.ts";
import { page, passes } from "./paging.ts";
import type { KeyStatus, PlanRow } from "./state.ts";
import { type Api, type ApiKey, keyPlanAt, type Product, plansAt, type Stage, type Subscription } from "./store.ts";

/** The replies to reads, in the shapes that NCP documents. What is not set is left out, as in real replies. */
export const reads: Readonly<Record<Read, (context: Context) => unknown>> = {
  "stage-plans": (context) => {
    const stage = stageOf(context);
    const filter = context.query.get("usagePlanName");
    const plans = stagePlans(context, stage).filter((row) =>
      passes(row.usagePlanName, filter, context.world.nameFilter),
    );
    const { rows, total } = page(plans, context);
    return { total, ...stage.defaultPlan, content: rows.map((row) => planRow(context, row)) };
  },

  "plans-by-stage": (context) => {
    const stageId = context.query.get("stageId");
    if (!stageId) throw new Refused(FAILURES.badRequest("stageId: required"));
    const stage = context.store.stages.get(stageId);
    if (stage === undefined) throw new Refused(FAILURES.notFound);
    const wanted = context.query.get("associated");
    const on = plansAt(stage, context.asOf);
    const plans = [...context.store.plans.values()].filter(
      (row) => wanted === null || on.has(row.usagePlanId) === (wanted === "true"),
    );
    const { rows, total } = page(plans, context);
    return { total, usagePlans: rows.map((row) => lightRow(context, row)) };
  },

  plan: (context) => ({ usagePlan: planRow(context, planOf(context)) }),

  "search-plans": (context) => {
    const all = [...context.store.plans.values()];
    const filter = context.body["usagePlanName"];
    const { rows, total } = page(
      all.filter((row) => passes(row.usagePlanName, filter, context.world.nameFilter)),
      context,
    );
    return { initialCount: all.length, total, usagePlans: rows.map((row) => planRow(context, row)) };
  },

  "plan-stages": (context) => {
    const plan = planOf(context);
    const filter = context.query.get("name");
    const stages = stagesOf(context, plan.usagePlanId).filter((s) =>
      passes(s.stageName, filter, context.world.nameFilter),
    );
    const { rows, total } = page(stages, context);
    return {
      total,
      stages: rows.map(({ api, stageId, stageName }) => ({
        productId: api.product.productId,
        productName: shown(context, api.product.productName),
        apiId: api.apiId,
        apiName: shown(context, api.apiName),
        stageId,
        stageName: shown(context, stageName),
      })),
      usagePlan: context.world.planOfStages === "row" ? planRow(context, plan) : numbersOf(plan),
    };
  },

  stages: (context) => ({
    host: "emulator.apigw.ntruss.com",
    stages: apiOf(context).stages.map((stage) => stageRow(context, stage)),
  }),

  apis: (context) => {
    const product = productOf(context);
    const filter = context.query.get("apiName");
    const withStage = context.query.get("withStage") === "true";
    const { rows, total } = page(
      product.apis.filter((api) => passes(api.apiName, filter, context.world.nameFilter)),
      context,
    );
    return { apis: rows.map((api) => apiRow(context, api, withStage)), total };
  },

  products: (context) => {
    const all = [...context.store.products.values()];
    const filter = context.query.get("productName");
    const { rows, total } = page(
      all.filter((product) => passes(product.productName, filter, context.world.nameFilter)),
      context,
    );
    const content = rows.map(({ productId, productName, description }) => ({
      productId,
      productName: shown(context, productName),
      ...(description === undefined ? {} : { productDescription: description }),
    }));
    return { initialCount: all.length, productPage: { total, content } };
  },

  overview: (context) => {
    const product = productOf(context);
    const keys = keysOf(context, product);
    const count = (...statuses: readonly KeyStatus[]) => keys.filter(({ status }) => statuses.includes(status)).length;
    return {
      apis: product.apis.map((api) => ({
        apiId: api.apiId,
        apiName: shown(context, api.apiName),
        stages: api.stages.map(({ stageId, stageName }) => ({ stageId, stageName: shown(context, stageName) })),
      })),
      apiKeyCountInfo: {
        total: keys.length,
        accepted: count("ACCEPTED"),
        request: count("REQUEST", "BLOCKED_REQUEST"),
        denied: count("DENY"),
        rejected: count("REJECTED"),
      },
    };
  },

  "search-keys": (context) => {
    const product = productOf(context);
    const statuses = context.body["statusSet"];
    const keys = keysOf(context, product).filter(
      (key) => !Array.isArray(statuses) || statuses.length === 0 || statuses.includes(key.status),
    );
    const { rows, total } = page(keys, context);
    const list = rows.map((key) => keyRow(context, key));
    if (context.world.apiKeyList === "nested") return { apiKeyPage: { total, content: list } };
    return { total, [context.world.apiKeyList]: list };
  },

  subscriptions: (context) => {
    const product = productOf(context);
    const keyId = context.query.get("apiKeyId");
    if (!keyId) throw new Refused(FAILURES.badRequest("apiKeyId: required"));
    const key = context.store.keys.get(keyId);
    if (key === undefined) throw new Refused(FAILURES.notFound);
    const [apiId, stageId] = [context.query.get("apiId"), context.query.get("stageId")];
    const found = [...key.subscriptions.values()].filter(
      ({ stage }) =>
        stage.api.product === product &&
        (!apiId || stage.api.apiId === apiId) &&
        (!stageId || stage.stageId === stageId),
    );
    const { rows, total } = page(found, context);
    return { apiKeyRelations: { total, content: rows.map((row) => relationRow(context, row)) } };
  },
};

function planOf({ store, ids }: Context): PlanRow {
  const plan = store.plans.get(ids["plan"] ?? "");
  if (plan === undefined) throw new Refused(FAILURES.notFound);
  return plan;
}

function stagePlans({ store, asOf }: Context, stage: Stage): PlanRow[] {
  return [...plansAt(stage, asOf)].flatMap((id) => store.plans.get(id) ?? []);
}

function stagesOf({ store, asOf }: Context, plan: string): Stage[] {
  return store.stagesWith(plan).filter((stage) => plansAt(stage, asOf).has(plan));
}

/** The keys that are subscribed to some stage of a product. */
function keysOf({ store }: Context, product: Product): ApiKey[] {
  return [...store.keys.values()].filter((key) =>
    [...key.subscriptions.values()].some(({ stage }) => stage.api.product === product),
  );
}

/** A name as this world gives it out. */
function shown({ world }: Context, name: string): string {
  if (world.names === "nfd") return name.normalize("NFD");
  return world.names === "hostile" ? `${name}${hostileSuffix}` : name;
}

function planRow(context: Context, plan: PlanRow) {
  return {
    ...plan,
    usagePlanName: shown(context, plan.usagePlanName),
    associatedStagesCount: stagesOf(context, plan.usagePlanId).length,
    ...(context.store.tenantId === undefined ? {} : { tenantId: context.store.tenantId }),
  };
}

/** What a plan is in the light list: no numbers. */
function lightRow(context: Context, plan: PlanRow) {
  const {
    rateRps: _,
    dayQuotaRequest: _day,
    monthQuotaRequest: _month,
    quotaCondition: _when,
    ...row
  } = planRow(context, plan);
  const { usagePlanDescription: _text, tenantId: _tenant, modifier: _who, ...light } = row as Partial<typeof row>;
  return light;
}

/** What a plan is in its own list of stages: neither id nor name. */
function numbersOf({ rateRps, dayQuotaRequest, monthQuotaRequest, quotaCondition, domainCode }: PlanRow) {
  return { rateRps, dayQuotaRequest, monthQuotaRequest, quotaCondition, domainCode };
}

function stageRow(context: Context, { stageId, stageName, isCanary }: Stage) {
  return { stageId, stageName: shown(context, stageName), isCanary };
}

function stageInfo(context: Context, { stageId, stageName, api }: Stage) {
  return { apiId: api.apiId, stageId, stageName: shown(context, stageName), isPublished: true };
}

function apiRow(context: Context, api: Api, withStage: boolean) {
  return {
    apiId: api.apiId,
    apiName: shown(context, api.apiName),
    productId: api.product.productId,
    ...(withStage ? { stages: api.stages.map((stage) => stageInfo(context, stage)) } : {}),
  };
}

/** With the key's values in clear, as NCP may send them: whoever prints a row gives them away. */
function keyRow(context: Context, key: ApiKey) {
  return {
    apiKeyId: key.apiKeyId,
    apiKeyName: shown(context, key.apiKeyName),
    status: key.status,
    ...(key.primaryKey === undefined ? {} : { primaryKey: key.primaryKey }),
    ...(key.secondaryKey === undefined ? {} : { secondaryKey: key.secondaryKey }),
  };
}

function relationRow(context: Context, subscription: Subscription) {
  const { key, stage, dayCallCount, monthCallCount } = subscription;
  const planId = keyPlanAt(subscription, context.asOf);
  const plan = planId === undefined ? undefined : context.store.plans.get(planId);
  return {
    apiId: stage.api.apiId,
    apiName: shown(context, stage.api.apiName),
    stageId: stage.stageId,
    stageName: shown(context, stage.stageName),
    apiKeyId: key.apiKeyId,
    apiKeyName: shown(context, key.apiKeyName),
    ...(planId === undefined ? {} : { usagePlanId: planId }),
    ...(plan === undefined ? {} : { usagePlanName: shown(context, plan.usagePlanName) }),
    dayCallCount,
    monthCallCount,
    dailyUsage: dayCallCount,
    monthlyUsage: monthCallCount,
  };
}
