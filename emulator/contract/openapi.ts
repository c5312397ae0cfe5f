/**
 * What NCP's own OpenAPI export of the API Gateway management API, dated 2023-11-23, says of the operations that the
 * action uses: success codes, fields and their types, in a form of our own. All fields are optional there, and replies
 * leave out what is not set. Where today's documentation differs it wins: docs/ncp-api.md.
 */
import type { Operation } from "../core/operations.ts";

export interface Fields {
  readonly [name: string]: Field;
}
/** `integer` is a JSON number without a fraction, `time` is text. */
export type Field =
  | "text"
  | "integer"
  | "boolean"
  | "time"
  | { readonly oneOf: readonly string[] }
  | { readonly listOf: Fields }
  | { readonly fields: Fields };

export interface Contract {
  readonly status: 200 | 204;
  /** Left out: no body. */
  readonly reply?: Fields;
}

export const SOURCE = { title: "NCP's OpenAPI of the API Gateway management API", exported: "2023-11-23" } as const;

const LIMITS: Fields = {
  rateRps: "integer",
  dayQuotaRequest: "integer",
  monthQuotaRequest: "integer",
  quotaCondition: "text",
};
const LIGHT_PLAN: Fields = {
  usagePlanId: "text",
  usagePlanName: "text",
  associatedStagesCount: "integer",
  domainCode: "text",
  permission: "text",
  disabled: "boolean",
  actionName: "text",
};
const PLAN: Fields = { ...LIGHT_PLAN, ...LIMITS, usagePlanDescription: "text", tenantId: "text", modifier: "text" };
const ROW: Fields = {
  actionName: "text",
  disabled: "boolean",
  domainCode: "text",
  isDeleted: "boolean",
  modTime: "time",
};
const OWNED: Fields = { ...ROW, modifier: "text", permission: "text", tenantId: "text" };
const KEY_STATUS = { oneOf: ["REQUEST", "DENY", "ACCEPTED", "REJECTED", "BLOCKED_REQUEST"] };

export const OPENAPI: { readonly [O in Operation]: Contract } = {
  "stage-plans": { status: 200, reply: { total: "integer", ...LIMITS, content: { listOf: PLAN } } },
  "plans-by-stage": { status: 200, reply: { total: "integer", usagePlans: { listOf: LIGHT_PLAN } } },
  plan: { status: 200, reply: { usagePlan: { fields: PLAN } } },
  "search-plans": {
    status: 200,
    reply: { initialCount: "integer", total: "integer", usagePlans: { listOf: PLAN } },
  },
  "plan-stages": {
    status: 200,
    reply: {
      total: "integer",
      stages: {
        listOf: {
          productId: "text",
          productName: "text",
          apiId: "text",
          apiName: "text",
          stageId: "text",
          stageName: "text",
        },
      },
      usagePlan: { fields: { ...LIMITS, domainCode: "text" } },
    },
  },
  stages: {
    status: 200,
    reply: {
      host: "text",
      stages: {
        listOf: {
          stageId: "text",
          stageName: "text",
          isCanary: "boolean",
          canaryDeploymentNo: "integer",
          defaultDeploymentNo: "integer",
        },
      },
    },
  },
  apis: {
    status: 200,
    reply: {
      total: "integer",
      apis: {
        listOf: {
          ...OWNED,
          apiId: "text",
          apiName: "text",
          apiDescription: "text",
          productId: "text",
          stages: { listOf: { apiId: "text", stageId: "text", stageName: "text", isPublished: "boolean" } },
        },
      },
    },
  },
  products: {
    status: 200,
    reply: {
      initialCount: "integer",
      productPage: {
        fields: {
          total: "integer",
          content: {
            listOf: {
              ...OWNED,
              productId: "text",
              productName: "text",
              productDescription: "text",
              hasDeployedStage: "boolean",
              isPublished: "boolean",
              invokeId: "text",
              subscriptionCode: { oneOf: ["PROTECTED", "PUBLIC"] },
            },
          },
        },
      },
    },
  },
  overview: {
    status: 200,
    reply: {
      apis: {
        listOf: {
          apiId: "text",
          apiName: "text",
          domainCode: "text",
          methodsCount: "integer",
          stages: {
            listOf: { stageId: "text", stageName: "text", host: "text", deployedStageDeploymentNo: "integer" },
          },
        },
      },
      apiKeyCountInfo: {
        fields: {
          total: "integer",
          accepted: "integer",
          request: "integer",
          denied: "integer",
          rejected: "integer",
        },
      },
    },
  },
  "search-keys": {
    status: 200,
    reply: {
      apiKeyPage: {
        fields: {
          total: "integer",
          content: {
            listOf: {
              apiKeyId: "text",
              apiKeyName: "text",
              status: KEY_STATUS,
              primaryKey: "text",
              secondaryKey: "text",
              regTime: "time",
              modTime: "time",
              domainCode: "text",
            },
          },
        },
      },
    },
  },
  subscriptions: {
    status: 200,
    reply: {
      apiKeyRelations: {
        fields: {
          total: "integer",
          content: {
            listOf: {
              apiId: "text",
              apiName: "text",
              stageId: "text",
              stageName: "text",
              apiKeyId: "text",
              apiKeyName: "text",
              usagePlanId: "text",
              usagePlanName: "text",
              dayCallCount: "integer",
              monthCallCount: "integer",
              dailyUsage: "integer",
              monthlyUsage: "integer",
              regTime: "time",
              modTime: "time",
              domainCode: "text",
            },
          },
        },
      },
    },
  },
  detach: { status: 204 },
  attach: { status: 204 },
  subscribe: { status: 204 },
};
