/** The API Gateway's operations, typed. Fits `usage-plan/ports.ts` `Gateway`. */
import type { Client, ClientRequest } from "./client.ts";
import type { Deadline } from "./deadline.ts";
import { NcloudError, type Unexpected } from "./errors.ts";
import { isId } from "./ids.ts";
import { parseJson } from "./json.ts";
import type { Limits, NcloudTell, StagePath } from "./model.ts";
import { EndlessPagesError, type ReadPage, readAllPages } from "./paging.ts";
import type { Random } from "./ports.ts";
import * as replies from "./replies.ts";
import { outOfTime, retrying, writeAttemptMs } from "./retry.ts";

export interface ApiGatewayOptions {
  readonly client: Client;
  readonly deadline: Deadline;
  readonly random: Random;
  readonly tell: NcloudTell;
}

/**
 * Reads follow all pages and repeat what can be repeated until the deadline. Writes are one signed request each.
 * Everything rejects with `NcloudError`.
 */
export function createApiGateway({ client, deadline, random, tell }: ApiGatewayOptions) {
  const idOf = (thing: { readonly id: string }): string => thing.id;
  const defaults = new Map<string, Limits>();

  return {
    stagePlans: (at: StagePath) =>
      pages(
        (offset, limit) => get(`${stagePath(at)}/usage-plans`, { offset, limit }),
        (reply) => {
          const page = replies.stagePlansPage(reply);
          defaults.set(stagePath(at), replies.defaultPlan(reply));
          return page;
        },
        idOf,
      ),

    /** The stage's unnamed default plan, as the last read of its plans showed it. Nothing is asked for. */
    defaultPlan: (at: StagePath): Limits | undefined => defaults.get(stagePath(at)),

    async plan(planId: string) {
      const plan = await read(get(`/usage-plans/${segment(planId)}`), replies.onePlan);
      if (plan.id === planId) return plan;
      const operation = client.operation(get(`/usage-plans/${segment(planId)}`));
      throw unexpected(operation, { at: "usagePlan.usagePlanId", expected: "plan-asked-for", got: "another" });
    },

    /** All plans, or those that NCP's search finds for the name, exact or not. */
    searchPlans: (name?: string) =>
      pages(
        (offset, limit) => post("/usage-plans/search", { usagePlanName: name, offset, limit }),
        replies.plansPage,
        idOf,
      ),

    planStages: (planId: string) =>
      pages(
        (offset, limit) => get(`/usage-plans/${segment(planId)}/stages`, { offset, limit }),
        replies.planStagesPage,
        ({ product, api, stage }) => `${product.id}/${api.id}/${stage.id}`,
      ),

    products: (productName?: string) =>
      pages((offset, limit) => get("/products", { offset, limit, productName }), replies.productsPage, idOf),

    apis: (productId: string) =>
      pages((offset, limit) => get(`/products/${segment(productId)}/apis`, { offset, limit }), replies.apisPage, idOf),

    /** The same, or those that NCP's filter finds for the name, with the stages of each, in no more requests. */
    apisWithStages: (productId: string, apiName?: string) =>
      pages(
        (offset, limit) => get(`/products/${segment(productId)}/apis`, { offset, limit, apiName, withStage: "true" }),
        replies.apisWithStagesPage,
        idOf,
      ),

    stages: (productId: string, apiId: string) =>
      read(get(`/products/${segment(productId)}/apis/${segment(apiId)}/stages`), replies.stageList),

    apiKeys: (productId: string) =>
      pages(
        (offset, limit) => post(`/products/${segment(productId)}/api-keys/search`, { offset, limit }),
        replies.apiKeysPage,
        idOf,
      ),

    async subscriptions(productId: string, apiKeyId: string, at?: StagePath) {
      const where = { apiKeyId, apiId: at?.api.id, stageId: at?.stage.id };
      const rows = await pages(
        (offset, limit) => get(`/products/${segment(productId)}/subscription-detail`, { ...where, offset, limit }),
        replies.subscriptionsPage,
        ({ apiId, stageId, keyId }) => `${apiId}/${stageId}/${keyId}`,
      );
      // The server's filters are documented by name only: what was asked for is picked here as well.
      return rows
        .filter((row) => row.keyId === undefined || row.keyId === apiKeyId)
        .filter((row) => at === undefined || (row.apiId === at.api.id && row.stageId === at.stage.id))
        .map(({ keyId: _, ...subscription }) => subscription);
    },

    disassociate: (at: StagePath, usagePlanId: string) =>
      write(post(`${stagePath(at)}/disassociate-usage-plan`, { usagePlanId })),

    associate: (at: StagePath, usagePlanId: string) =>
      write(post(`${stagePath(at)}/associate-usage-plan`, { usagePlanId })),

    subscribe: ({ product, stage }: StagePath, keyId: string, usagePlanId: string) =>
      write({
        method: "PUT",
        path: `/products/${segment(product.id)}/api-keys/${segment(keyId)}/stages/${segment(stage.id)}`,
        body: { usagePlanId },
      }),
  };

  async function read<T>(request: ClientRequest, reader: (reply: unknown) => T): Promise<T> {
    const operation = client.operation(request);
    return await retrying(
      operation,
      async (limits) => {
        const reply = await client.send(request, limits);
        const json = parseJson(reply.body);
        if (json === undefined) {
          throw unexpected(operation, { at: "", expected: "JSON", got: reply.body === "" ? "empty" : "not-json" });
        }
        try {
          return reader(json);
        } catch (caught) {
          if (caught instanceof replies.ShapeError) throw unexpected(operation, caught.unexpected, caught);
          throw caught;
        }
      },
      { deadline, random, tell },
    );
  }

  async function pages<Row>(
    request: (offset: number, limit: number) => ClientRequest,
    reader: (reply: unknown) => replies.Page<Row>,
    key: (row: Row) => string,
  ): Promise<readonly Row[]> {
    const readPage: ReadPage<Row> = (offset, limit) => read(request(offset, limit), reader);
    try {
      return await readAllPages(readPage, key);
    } catch (caught) {
      if (!(caught instanceof EndlessPagesError)) throw caught;
      const facts = { operation: client.operation(request(0, 0)), total: caught.total };
      throw new NcloudError("endless-pages", "refused", facts, { cause: caught });
    }
  }

  /** One request. Any 2xx will do, and its body is not looked at: NCP documents neither. */
  async function write(request: ClientRequest): Promise<void> {
    if (!deadline.mayWrite) throw outOfTime(deadline, client.operation(request));
    try {
      await client.send(request, { timeoutMs: writeAttemptMs(deadline), signal: deadline.writesSignal });
    } catch (caught) {
      if (!(caught instanceof NcloudError) || caught.code !== "deadline") throw caught;
      throw outOfTime(deadline, client.operation(request), caught);
    }
  }
}

type Query = NonNullable<ClientRequest["query"]>;

const get = (path: string, query: Query = {}): ClientRequest => ({ method: "GET", path, query });

const post = (path: string, body: Readonly<Record<string, unknown>>): ClientRequest => ({ method: "POST", path, body });

const stagePath = ({ product, api, stage }: StagePath): string =>
  `/products/${segment(product.id)}/apis/${segment(api.id)}/stages/${segment(stage.id)}`;

/** An id as a part of a path. Inputs and replies are checked before: this is the last door. */
function segment(id: string): string {
  if (!isId(id)) throw new TypeError("an id that must not get into a path");
  return id;
}

function unexpected(operation: string, what: Unexpected, cause?: Error): NcloudError {
  return new NcloudError("unexpected-reply", "refused", { operation, ...what }, { cause });
}
