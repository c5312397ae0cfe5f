import { InvalidDocument } from "./check.ts";
import type { Credential, KeyStatus, Limits, PlanRow, State } from "./state.ts";

/** Who changed something: the journal number of a client's request, or a concurrent actor. */
export type By = number | "actor";

export interface Change {
  readonly at: number;
  readonly plan: string;
  /** `true`: attached, `false`: detached. */
  readonly on: boolean;
  readonly by: By;
}

export interface Product {
  readonly productId: string;
  productName: string;
  readonly description: string | undefined;
  readonly apis: Api[];
}

export interface Api {
  readonly apiId: string;
  apiName: string;
  readonly product: Product;
  readonly stages: Stage[];
}

export interface Stage {
  readonly stageId: string;
  stageName: string;
  readonly isCanary: boolean;
  readonly api: Api;
  readonly defaultPlan: Limits;
  /** Plans that were on the stage at the start, and all that happened since: what was true at any time follows. */
  readonly initialPlans: readonly string[];
  readonly changes: Change[];
  readonly plans: Set<string>;
  readonly subscriptions: Map<string, Subscription>;
}

export interface ApiKey {
  readonly apiKeyId: string;
  apiKeyName: string;
  readonly status: KeyStatus;
  readonly primaryKey: string | undefined;
  readonly secondaryKey: string | undefined;
  readonly subscriptions: Map<string, Subscription>;
}

/** An API key on a stage, and the plan it is on there. `undefined`: the default plan. */
export interface Subscription {
  readonly key: ApiKey;
  readonly stage: Stage;
  plan: string | undefined;
  readonly dayCallCount: number;
  readonly monthCallCount: number;
  readonly changes: { readonly at: number; readonly from: string | undefined; readonly by: By }[];
}

/** The live state: the JSON with its references followed, and with a history. */
export class Store {
  readonly products = new Map<string, Product>();
  readonly apis = new Map<string, Api>();
  readonly stages = new Map<string, Stage>();
  readonly plans = new Map<string, PlanRow>();
  readonly keys = new Map<string, ApiKey>();
  readonly credentials = new Map<string, Credential>();
  /** By plan: every stage that has it or once had it. */
  readonly #everOn = new Map<string, Set<Stage>>();
  readonly tenantId: string | undefined;
  readonly description: string | undefined;

  /** @throws {InvalidDocument} when two things share an id, or something refers to what does not exist. */
  constructor(state: State) {
    this.tenantId = state.tenantId;
    this.description = state.description;
    for (const row of state.credentials) add(this.credentials, "access key", row.accessKey, row);
    for (const row of state.usagePlans) add(this.plans, "usage plan", row.usagePlanId, row);
    for (const row of state.products) this.#addProduct(row);
    for (const row of state.apiKeys) this.#addKey(row);
  }

  /** Detaches a plan from a stage or attaches it. `false`: it was so already. */
  setPlan(stage: Stage, plan: string, on: boolean, at: number, by: By): boolean {
    if (stage.plans.has(plan) === on) return false;
    if (on) {
      stage.plans.add(plan);
      this.#noteOn(plan, stage);
    } else stage.plans.delete(plan);
    stage.changes.push({ at, plan, on, by });
    return true;
  }

  /** Puts a key on a plan, or with `undefined` on the default plan; subscribes it to the stage where it is not. */
  moveKey(key: ApiKey, stage: Stage, plan: string | undefined, at: number, by: By): boolean {
    const known = key.subscriptions.get(stage.stageId);
    if (known !== undefined && known.plan === plan) return false;
    const subscription = known ?? { key, stage, plan: undefined, dayCallCount: 0, monthCallCount: 0, changes: [] };
    subscription.changes.push({ at, from: subscription.plan, by });
    subscription.plan = plan;
    if (known === undefined) link(subscription);
    return true;
  }

  /** Stages that have the plan or had it at some time. */
  stagesWith(plan: string): readonly Stage[] {
    return [...(this.#everOn.get(plan) ?? [])];
  }

  /** The state as JSON again, secret keys left out unless asked for. */
  toState(secrets = false): State {
    return {
      ...(this.description === undefined ? {} : { description: this.description }),
      ...(this.tenantId === undefined ? {} : { tenantId: this.tenantId }),
      credentials: [...this.credentials.values()].map((row) => ({
        ...row,
        secretKey: secrets ? row.secretKey : "***",
      })),
      products: [...this.products.values()].map((product) => ({
        productId: product.productId,
        productName: product.productName,
        ...(product.description === undefined ? {} : { description: product.description }),
        apis: product.apis.map((api) => ({
          apiId: api.apiId,
          apiName: api.apiName,
          stages: api.stages.map((stage) => ({
            stageId: stage.stageId,
            stageName: stage.stageName,
            isCanary: stage.isCanary,
            defaultPlan: stage.defaultPlan,
            usagePlanIds: [...stage.plans],
          })),
        })),
      })),
      usagePlans: [...this.plans.values()].map((row) => ({ ...row })),
      apiKeys: [...this.keys.values()].map((key) => ({
        apiKeyId: key.apiKeyId,
        apiKeyName: key.apiKeyName,
        status: key.status,
        ...(key.primaryKey === undefined ? {} : { primaryKey: key.primaryKey }),
        ...(key.secondaryKey === undefined ? {} : { secondaryKey: key.secondaryKey }),
        subscriptions: [...key.subscriptions.values()].map((s) => ({
          stageId: s.stage.stageId,
          ...(s.plan === undefined ? {} : { usagePlanId: s.plan }),
          dayCallCount: s.dayCallCount,
          monthCallCount: s.monthCallCount,
        })),
      })),
    };
  }

  #addProduct(row: State["products"][number]): void {
    const product: Product = {
      productId: row.productId,
      productName: row.productName,
      description: row.description,
      apis: [],
    };
    add(this.products, "product", row.productId, product);
    for (const apiRow of row.apis) {
      const api: Api = { apiId: apiRow.apiId, apiName: apiRow.apiName, product, stages: [] };
      add(this.apis, "api", apiRow.apiId, api);
      product.apis.push(api);
      for (const stageRow of apiRow.stages) api.stages.push(this.#addStage(api, stageRow));
    }
  }

  #addStage(api: Api, row: State["products"][number]["apis"][number]["stages"][number]): Stage {
    for (const plan of row.usagePlanIds) known(this.plans, "usage plan", plan, `stage ${row.stageId}`);
    const stage: Stage = {
      stageId: row.stageId,
      stageName: row.stageName,
      isCanary: row.isCanary,
      api,
      defaultPlan: row.defaultPlan,
      initialPlans: row.usagePlanIds,
      changes: [],
      plans: new Set(row.usagePlanIds),
      subscriptions: new Map(),
    };
    add(this.stages, "stage", row.stageId, stage);
    for (const plan of stage.plans) this.#noteOn(plan, stage);
    return stage;
  }

  #noteOn(plan: string, stage: Stage): void {
    const stages = this.#everOn.get(plan);
    if (stages === undefined) this.#everOn.set(plan, new Set([stage]));
    else stages.add(stage);
  }

  #addKey(row: State["apiKeys"][number]): void {
    const key: ApiKey = {
      apiKeyId: row.apiKeyId,
      apiKeyName: row.apiKeyName,
      status: row.status,
      primaryKey: row.primaryKey,
      secondaryKey: row.secondaryKey,
      subscriptions: new Map(),
    };
    add(this.keys, "API key", row.apiKeyId, key);
    for (const { stageId, usagePlanId, dayCallCount, monthCallCount } of row.subscriptions) {
      const stage = known(this.stages, "stage", stageId, `API key ${row.apiKeyId}`);
      if (usagePlanId !== undefined) known(this.plans, "usage plan", usagePlanId, `API key ${row.apiKeyId}`);
      link({
        key,
        stage,
        plan: usagePlanId,
        dayCallCount,
        monthCallCount,
        changes: [],
      });
    }
  }
}

/** The plans of a stage as they were at a time, in the order in which they came. */
export function plansAt(stage: Stage, at: number): ReadonlySet<string> {
  if ((stage.changes.at(-1)?.at ?? -Infinity) <= at) return stage.plans;
  const plans = new Set(stage.initialPlans);
  for (const change of stage.changes) {
    if (change.at > at) break;
    if (change.on) plans.add(change.plan);
    else plans.delete(change.plan);
  }
  return plans;
}

/** The plan a key was on at a time. */
export function keyPlanAt(subscription: Subscription, at: number): string | undefined {
  const next = subscription.changes.find((change) => change.at > at);
  return next === undefined ? subscription.plan : next.from;
}

function link(subscription: Subscription): void {
  subscription.key.subscriptions.set(subscription.stage.stageId, subscription);
  subscription.stage.subscriptions.set(subscription.key.apiKeyId, subscription);
}

function add<T>(map: Map<string, T>, what: string, id: string, row: T): void {
  if (map.has(id)) throw new InvalidDocument(`This state cannot be used:\n  two ${what}s have the id ${id}`);
  map.set(id, row);
}

function known<T>(map: Map<string, T>, what: string, id: string, where: string): T {
  const row = map.get(id);
  if (row === undefined)
    throw new InvalidDocument(`This state cannot be used:\n  ${where} names the ${what} ${id}, which does not exist`);
  return row;
}
