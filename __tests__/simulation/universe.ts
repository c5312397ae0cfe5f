/** The things that every simulated account has: few, so that faults, actors and targets meet often. */
import type { StateInput } from "../../emulator/core/state.ts";
import type { Case, Twin } from "./case.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

export const PRODUCTS: readonly Named[] = [
  { id: "p1payments", name: "결제 서비스" },
  { id: "p2members0", name: "members" },
];

export const APIS: readonly (Named & { readonly product: number })[] = [
  { id: "a1paymentx", name: "결제 API", product: 0 },
  { id: "a2settling", name: "정산 API", product: 0 },
  { id: "a3members0", name: "회원", product: 1 },
];

/** Two stages of one name, in different APIs; and names that begin with another one. */
export const STAGES: readonly (Named & { readonly api: number })[] = [
  { id: "s1produced", name: "운영", api: 0 },
  { id: "s2staging0", name: "운영 2", api: 0 },
  { id: "s3canary00", name: "canary", api: 0 },
  { id: "s4produced", name: "운영", api: 1 },
  { id: "s5members0", name: "prod", api: 2 },
];

/** The last two share a name: nobody can mean one of them by it. */
export const PLANS: readonly Named[] = [
  { id: "u1gold0000", name: "골드 플랜" },
  { id: "u2goldplus", name: "골드 플랜 (파트너)" },
  { id: "u3basic000", name: "Basic, 월 정액" },
  { id: "u4double00", name: "중복 플랜" },
  { id: "u5double00", name: "중복 플랜" },
];

export const KEYS: readonly Named[] = [
  { id: "k1ios00000", name: "모바일 앱 (iOS)" },
  { id: "k2partner0", name: "파트너사 A" },
  { id: "k3batch000", name: "내부 배치" },
];

/** Of the twin, if a case has one. */
export const TWIN = { product: "p0twin0000", api: "a0twin0000", stage: "s0twin0000", plan: "u0twin0000" } as const;

/** No id of anything: a typing error. */
export const TYPO = "x9nothing0";

export const ACCESS_KEY = "SIMULATEDACCESSKEY01";
export const SECRET_KEY = "simulated/Secret+Key-that-nobody-may-ever-see=01";
const KEY_VALUE = "SIMULATEDAPIKEYVALUEINCLEAR";

/** What may reach no sink, besides the signatures that were sent. */
export const SECRETS = [SECRET_KEY, ACCESS_KEY, KEY_VALUE] as const;

export const apiOf = (stage: number): number => STAGES[stage]?.api ?? 0;
export const productOf = (api: number): number => APIS[api]?.product ?? 0;

/** The state that a case begins with. */
export function stateOf(the: Case): StateInput {
  const state = withoutTwin(the);
  return the.twin === null ? state : withTwin(state, the.twin, the.selection);
}

type Products = NonNullable<StateInput["products"]>;

/** A second thing of one name beside the first. Its children have ids of their own, and the plans of what it resembles. */
function withTwin(state: StateInput, { level, tempting }: Twin, selection: Case["selection"]): StateInput {
  const stage = STAGES[selection.stages[0] ?? 0];
  const api = APIS[stage?.api ?? 0];
  const product = PRODUCTS[api?.product ?? 0];
  const add = <T>(list: readonly T[], twin: T): T[] => (tempting ? [twin, ...list] : [...list, twin]);
  const stageTwin = (name: string, plans: readonly string[]) => ({
    stageId: TWIN.stage,
    stageName: name,
    usagePlanIds: tempting ? [...plans] : [],
  });
  if (level === "plan") {
    const name = PLANS[selection.plans[0] ?? 0]?.name ?? "";
    return {
      ...state,
      usagePlans: add(state.usagePlans ?? [], { usagePlanId: TWIN.plan, usagePlanName: name, rateRps: 9 }),
    };
  }
  const plansOf = (products: Products) =>
    products
      .flatMap(({ apis = [] }) => apis)
      .flatMap(({ stages = [] }) => stages)
      .find(({ stageId }) => stageId === stage?.id)?.usagePlanIds ?? [];
  const products = state.products ?? [];
  const its = stageTwin(stage?.name ?? "", plansOf(products));
  const itsApi = { apiId: TWIN.api, apiName: api?.name ?? "", stages: [its] };
  if (level === "product")
    return {
      ...state,
      products: add(products, { productId: TWIN.product, productName: product?.name ?? "", apis: [itsApi] }),
    };
  return {
    ...state,
    products: products.map((each) =>
      each.productId !== product?.id
        ? each
        : {
            ...each,
            apis:
              level === "api"
                ? add(each.apis ?? [], itsApi)
                : (each.apis ?? []).map((one) =>
                    one.apiId === api?.id ? { ...one, stages: add(one.stages ?? [], its) } : one,
                  ),
          },
    ),
  };
}

function withoutTwin({ attached, targetsOn, keys, permission, selection }: Case): StateInput {
  const isOn = (stage: number, plan: number): boolean =>
    attached.some(([s, p]) => s === stage && p === plan) ||
    (targetsOn && selection.stages.includes(stage) && selection.plans.includes(plan));
  const placed = keys.map(({ key, stage, plan, near }) => ({
    key,
    stage: near ? (selection.stages[stage % selection.stages.length] ?? stage) : stage,
    plan: near ? (selection.plans[plan % selection.plans.length] ?? plan) : plan,
  }));
  return {
    tenantId: "sim0tenant",
    credentials: [
      {
        accessKey: ACCESS_KEY,
        secretKey: permission === "wrong-secret" ? `${SECRET_KEY}x` : SECRET_KEY,
        permission: permission === "wrong-secret" || permission === "disabled" ? "manage" : permission,
        disabled: permission === "disabled",
      },
    ],
    usagePlans: PLANS.map(({ id, name }, index) => ({ usagePlanId: id, usagePlanName: name, rateRps: 10 + index })),
    products: PRODUCTS.map(({ id, name }, product) => ({
      productId: id,
      productName: name,
      apis: APIS.flatMap((api, index) =>
        api.product !== product
          ? []
          : [
              {
                apiId: api.id,
                apiName: api.name,
                stages: STAGES.flatMap((stage, place) =>
                  stage.api !== index
                    ? []
                    : [
                        {
                          stageId: stage.id,
                          stageName: stage.name,
                          usagePlanIds: PLANS.flatMap((plan, at) => (isOn(place, at) ? [plan.id] : [])),
                        },
                      ],
                ),
              },
            ],
      ),
    })),
    apiKeys: KEYS.map(({ id, name }, index) => ({
      apiKeyId: id,
      apiKeyName: name,
      primaryKey: `${KEY_VALUE}${index}PRIMARY`,
      secondaryKey: `${KEY_VALUE}${index}SECOND`,
      subscriptions: subscriptionsOf(placed, index, isOn),
    })),
  };
}

/** One subscription of a key per stage, the first that the case names, and only to plans that are on the stage. */
function subscriptionsOf(
  keys: readonly { readonly key: number; readonly stage: number; readonly plan: number }[],
  key: number,
  isOn: (stage: number, plan: number) => boolean,
) {
  const rows = new Map<number, { stageId: string; usagePlanId?: string; monthCallCount: number }>();
  for (const row of keys) {
    const stage = STAGES[row.stage];
    if (row.key !== key || stage === undefined || rows.has(row.stage)) continue;
    const plan = isOn(row.stage, row.plan) ? PLANS[row.plan] : undefined;
    rows.set(row.stage, {
      stageId: stage.id,
      ...(plan === undefined ? {} : { usagePlanId: plan.id }),
      monthCallCount: 100 * key + row.stage,
    });
  }
  return [...rows.values()];
}
