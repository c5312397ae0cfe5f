/** A name that fits two things means neither: in the run that would write, and in the next one, wherever the plan is. */
import { describe, expect, test } from "vitest";
import type { StateInput } from "../../emulator/core/state.ts";
import { seed } from "../../emulator/seed.ts";
import { API, emulated, errorOf, FREE, GOLD, PRODUCT, STAGE, UNUSED } from "./runner.ts";
import { isWrite } from "./scenario.ts";

const NAMES = { "product-name": "결제 서비스", "api-name": "결제 API", "stage-name": "운영" };
const IDS = { product: PRODUCT, api: API, stage: STAGE } as const;
type Level = keyof typeof IDS;

/** The seed, and beside the product, the API or the stage another one of its name. No plan is on the other one. */
function twin(level: Level): StateInput {
  const state = seed();
  const product = state.products?.find(({ productId }) => productId === PRODUCT);
  const api = product?.apis?.find(({ apiId }) => apiId === API);
  const stage = { stageId: "s0twin", stageName: "운영" };
  const other = { apiId: "a0twin", apiName: "결제 API", stages: [stage] };
  if (level === "stage") api?.stages?.push(stage);
  if (level === "api") product?.apis?.push(other);
  if (level === "product") state.products?.push({ productId: "p0twin", productName: "결제 서비스", apis: [other] });
  return state;
}

const WAYS: readonly (readonly [string, Record<string, string>])[] = [
  ["a plan by name", { "usage-plan-name": "무료 체험 플랜" }],
  ["a plan by id", { "usage-plan-id": FREE }],
  ["several plans by name, one of them on no stage", { "usage-plan-name": "무료 체험 플랜, 미사용 플랜" }],
  ["several plans by id", { "usage-plan-id": `${FREE},${GOLD},${UNUSED}` }],
  ["every plan", { "usage-plan-id": "*" }],
  ["a check", { "usage-plan-id": FREE, mode: "check" }],
  ["a dry run", { "usage-plan-name": "무료 체험 플랜", "dry-run": "true" }],
];
const LEVELS = ["product", "api", "stage"] as const;
const CASES = LEVELS.flatMap((level) => WAYS.map(([way, inputs]) => [level, way, inputs] as const));
const off = (inputs: Record<string, string>) =>
  inputs["mode"] === undefined ? { ...inputs, "look-at-api-keys": "false" } : inputs;

describe.concurrent("two of one name", () => {
  test.for(CASES)("%s, %s: ambiguous before and after, and nothing is written", ([level, , inputs]) =>
    emulated({ state: twin(level) }, async ({ run, requests, server }) => {
      for (const step of ["on the stage", "off it"]) {
        const result = await run(off({ ...NAMES, ...inputs }));
        expect(result.outputs, step).toMatchObject({ result: "failed", code: "name-ambiguous", changed: "false" });
        expect(errorOf(result)).toContain(IDS[level]);
        expect(errorOf(result)).toContain(`${level[0]}0twin`);
        expect(requests().filter(isWrite)).toEqual([]);
        for (const plan of [FREE, GOLD]) server.emulator.detach(STAGE, plan, Date.now());
      }
    }),
  );

  test.for(LEVELS)("%s, told apart by its id: detached, and the next run says the same", (level) =>
    emulated({ state: twin(level) }, async ({ run, plans }) => {
      const { [`${level}-name`]: _, ...names } = NAMES as Record<string, string>;
      const inputs = off({ ...names, [`${level}-id`]: IDS[level], "usage-plan-name": "무료 체험 플랜" });
      expect((await run(inputs)).outputs).toMatchObject({ result: "detached", "total-count": "1" });
      expect((await run(inputs)).outputs).toMatchObject({ result: "already-detached", "total-count": "1" });
      expect(plans()).not.toContain(FREE);
    }),
  );

  test.for(["product", "api"] as const)("%s, with every stage of it", (level) =>
    emulated({ state: twin(level) }, async ({ run, requests, server }) => {
      const { "stage-name": _, ...names } = NAMES;
      const inputs = off({ ...names, "stage-id": "*", "usage-plan-name": "무료 체험 플랜" });
      for (const step of ["on the stage", "off it"]) {
        const { outputs } = await run(inputs);
        expect(outputs, step).toMatchObject({ result: "failed", code: "name-ambiguous", changed: "false" });
        expect(requests().filter(isWrite)).toEqual([]);
        for (const stage of [STAGE, "s7t2x9r4ql"]) server.emulator.detach(stage, FREE, Date.now());
      }
    }),
  );
});
