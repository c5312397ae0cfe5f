import { parseArgs } from "node:util";
import type { StateInput } from "./core/state.ts";

export interface Size {
  /** Stages of one API. */
  readonly stages: number;
  /** Plans, each on every stage: there are `stages` × `plans` associations. */
  readonly plans: number;
  /** API keys of the product. They are spread evenly over the stages and plans, one subscription each. */
  readonly apiKeys?: number;
}

/** Ids and credentials of a generated state. */
export const generated = {
  accessKey: "EMULATORGENERATED001",
  secretKey: "emulator-generated-not-a-real-secret-001",
  product: "p000000001",
  api: "a000000001",
  stage: (i: number) => id("s", i),
  plan: (i: number) => id("u", i),
  key: (i: number) => id("k", i),
} as const;

/** A large state for benchmarks: one product, one API. The same size always gives the same state. */
export function generateState({ stages, plans, apiKeys = 0 }: Size): StateInput {
  const planIds = range(plans).map(generated.plan);
  return {
    tenantId: "emu0tenant",
    credentials: [{ accessKey: generated.accessKey, secretKey: generated.secretKey }],
    usagePlans: planIds.map((usagePlanId, i) => ({ usagePlanId, usagePlanName: `생성 플랜 ${i}`, rateRps: i + 1 })),
    products: [
      {
        productId: generated.product,
        productName: "생성 프로덕트",
        apis: [
          {
            apiId: generated.api,
            apiName: "생성 API",
            stages: range(stages).map((i) => ({
              stageId: generated.stage(i),
              stageName: `stage ${i}`,
              usagePlanIds: planIds,
            })),
          },
        ],
      },
    ],
    apiKeys: range(apiKeys).map((i) => ({
      apiKeyId: generated.key(i),
      apiKeyName: `생성 키 ${i}`,
      primaryKey: `EMULATORGENERATEDKEYVALUE${String(i).padStart(15, "0")}`,
      subscriptions: [
        {
          stageId: generated.stage(i % stages),
          usagePlanId: generated.plan(Math.floor(i / stages) % plans),
          monthCallCount: i,
        },
      ],
    })),
  };
}

function id(letter: string, i: number): string {
  return `${letter}${i.toString(36).padStart(9, "0")}`;
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

/** `node emulator/generate.ts --stages 50 --plans 20 --api-keys 100 > big.json` */
function main(): void {
  const { values } = parseArgs({
    options: {
      stages: { type: "string", default: "10" },
      plans: { type: "string", default: "10" },
      "api-keys": { type: "string", default: "0" },
    },
  });
  const number = (text: string) => {
    if (!/^\d{1,7}$/.test(text)) throw new RangeError(`a whole number, not "${text}"`);
    return Number(text);
  };
  const size = { stages: number(values.stages), plans: number(values.plans), apiKeys: number(values["api-keys"]) };
  process.stdout.write(`${JSON.stringify(generateState(size), undefined, 1)}\n`);
}

if (import.meta.main) main();
