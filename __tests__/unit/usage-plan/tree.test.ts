/** Down the tree, product, API and its stages: which of them are meant, and which name is wrong. */
import { describe, expect, it } from "vitest";
import type { StateInput } from "../../../emulator/core/state.ts";
import { resolve } from "../../../src/usage-plan/resolve.ts";
import type { Ref, Selection, Selector } from "../../../src/usage-plan/types.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import { factsOf } from "../facts.ts";
import { byNames, CANARY, nfd, resolved, STAGING } from "./naming.ts";
import { ALL, API, both, ids, names, PRODUCT, STAGE } from "./scenario.ts";
import { reply } from "./steps.ts";
import { AT, GOLD, Scene, TRIAL, UNUSED } from "./virtual.ts";

const WALK = ["0 products", "0 apis"];
/** Of the tree. */
const treeOf = (requests: readonly string[]) => requests.filter((request) => !request.includes(" plan-stages"));
const filters = (played: { sent: readonly { target: string }[] }) =>
  played.sent.map(({ target }) => decodeURIComponent(target.replace(/^[^?]*\?offset=0&limit=100&?/, "")));

describe("down the tree, where the plan is not", () => {
  it("two lists, one after the other, each filtered by name; the stages come with the APIs", async () => {
    const played = await resolved(byNames(ids(UNUSED.id)), {}, new Scene({ latencyMs: 100 }));
    expect(treeOf(played.requests)).toEqual(["0 products", "100 apis"]);
    expect(filters(played)).toContain(`productName=${PRODUCT.name}`);
    expect(filters(played)).toContain(`apiName=${API.name}&withStage=true`);
    expect(played.work).toMatchObject([
      { at: AT, plans: [{ plan: { id: UNUSED.id }, exists: true }], attached: new Set() },
    ]);
  });

  it("a filter that finds nothing proves nothing: the whole list does", async () => {
    const selection = byNames(ids(UNUSED.id), {
      product: names(nfd(PRODUCT.name)),
      api: names(nfd(API.name)),
      stage: names(nfd(STAGE.name)),
    });
    const played = await resolved(selection, {}, new Scene({ nameFilter: "exact" }));
    expect(treeOf(played.requests)).toEqual(["0 products", "0 products", "0 apis", "0 apis"]);
    expect(played.work).toMatchObject([{ at: AT }]);
  });

  it.each([
    ["product", { product: names("결제 서비") }, ["0 products", "0 products"], `${PRODUCT.name} (${PRODUCT.id})`],
    ["api", { api: names("결제") }, ["0 products", "0 apis", "0 apis"], `${API.name} (${API.id})`],
    ["stage", { stage: names("운영계") }, [...WALK, "0 stages"], `${STAGE.name} (${STAGE.id})`],
  ] as const)("a wrong %s name is answered with the nearest of the whole list", async (level, part, walk, nearest) => {
    const { problems, requests } = await resolved(byNames(ids(UNUSED.id), part));
    expect(treeOf(requests)).toEqual(walk);
    expect(problems).toMatchObject([{ code: "name-not-found", facts: { level } }]);
    expect(factsOf(problems[0]).list?.[0]).toBe(nearest);
  });

  it.each([
    ["product", { product: ids("pxxxxxxxxx") }, "product-not-found", ["0 products"]],
    ["api", { product: ids(PRODUCT.id), api: ids("axxxxxxxxx") }, "api-not-found", ["0 products", "0 apis"]],
    ["stage", { product: ids(PRODUCT.id), stage: ids("sxxxxxxxxx") }, "stage-not-found", [...WALK, "0 stages"]],
  ] as const)("a wrong %s id is named", async (_, part, code, walk) => {
    const { problems, requests } = await resolved(byNames(ids(UNUSED.id), part));
    expect(treeOf(requests)).toEqual(walk);
    expect(problems).toMatchObject([{ code, facts: { id: expect.any(String) } }]);
  });

  it.each([
    ["product", { product: both(PRODUCT.id, "other") }, PRODUCT],
    ["api", { api: both(API.id, "other") }, API],
    ["stage", { stage: both(STAGE.id, "other") }, STAGE],
  ] as const)("an id and a name of the %s that do not agree are refused", async (level, part, ref) => {
    const { problems } = await resolved(byNames(ids(UNUSED.id), part));
    expect(problems).toMatchObject([
      { code: "id-name-mismatch", facts: { level, id: ref.id, expected: "other", got: ref.name } },
    ]);
  });

  it("the list of a product that is gone by now is no list of APIs", async () => {
    const apis = await resolved(byNames(ids(UNUSED.id)), { faults: [{ on: "apis", do: reply(404) }] });
    expect(apis.problems).toMatchObject([{ code: "product-not-found", facts: { id: PRODUCT.id, status: 404 } }]);
    const stages = await resolved(byNames(ids(UNUSED.id), { stage: names("new") }), {
      faults: [{ on: "stages", do: reply(404) }],
    });
    expect(stages.problems).toMatchObject([{ code: "api-not-found", facts: { id: API.id, status: 404 } }]);
  });

  it.each(["products", "apis", "stages"] as const)("a forbidden list of %s is told as it came", async (on) => {
    const stage = names(on === "stages" ? "new" : STAGE.name);
    const { codes } = await resolved(byNames(ids(UNUSED.id), { stage }), { faults: [{ on, do: reply(403) }] });
    expect(codes).toEqual(["forbidden"]);
  });

  it("a plan on some of the stages: each as its own list has it", async () => {
    const { work, requests } = await resolved(byNames(names(TRIAL.name), { stage: ids(CANARY.id, STAGING.id) }));
    expect(treeOf(requests)).toEqual(["0 search-plans", ...WALK]);
    expect(work).toMatchObject([
      { at: { ...AT, stage: CANARY }, plans: [{ plan: TRIAL }], attached: new Set() },
      { at: { ...AT, stage: STAGING }, plans: [{ plan: TRIAL }], attached: new Set([TRIAL.id]) },
    ]);
  });

  it("several plans on one stage are one stage's work", async () => {
    const { work } = await resolved(byNames(names(GOLD.name, UNUSED.name)));
    expect(work).toMatchObject([{ at: AT, plans: [{ plan: GOLD }, { plan: UNUSED }], attached: new Set([GOLD.id]) }]);
    expect(work).toHaveLength(1);
  });

  it("* for the plan walks first, and then looks at the stages", async () => {
    const { work, requests } = await resolved(byNames(ALL, { stage: names(STAGE.name, CANARY.name) }));
    const once = (ms: number) => [`${ms} stage-plans`, `${ms} stage-plans @${CANARY.id}`];
    expect(requests).toEqual([...WALK, ...once(0), ...once(1_000)]);
    expect(work.map(({ at, plans }) => [at.stage.name, plans.length])).toEqual([
      [STAGE.name, 3],
      [CANARY.name, 0],
    ]);
  });
});

describe("APIs that come without their stages, or without a new one", () => {
  /** What is resolved where the stages beside an API are others than those in its own list. */
  const besides = async (selection: Selection, stagesOf: (stages: readonly Ref[]) => readonly Ref[] | undefined) => {
    let work: StageWork[] = [];
    const { requests } = await new Scene().play(async (run) => {
      const apisWithStages: typeof run.gateway.apisWithStages = async (...of) =>
        (await run.gateway.apisWithStages(...of)).map((api) => ({ ...api, stages: stagesOf(api.stages ?? []) }));
      work = await resolve({ ...run, gateway: { ...run.gateway, apisWithStages } }, selection);
      return [];
    });
    return { stages: work.map(({ at }) => at.stage.id), requests: treeOf(requests) };
  };

  it.each([
    ["by name", names(STAGE.name, CANARY.name)],
    ["by id", ids(STAGE.id, CANARY.id)],
  ])("are asked for them: %s", async (_, stage) => {
    const selection = byNames(ids(UNUSED.id), { stage });
    const expected = { stages: [STAGE.id, CANARY.id], requests: [...WALK, "0 stages"] };
    expect(await besides(selection, () => undefined)).toEqual(expected);
    expect(await besides(selection, (stages) => stages.filter(({ id }) => id !== CANARY.id))).toEqual(expected);
  });

  it("are asked for them, each, where every stage is meant", async () => {
    const selection = { product: ids("p8n1c5e3rh"), api: ALL, stage: ALL, plan: ALL };
    const { stages, requests } = await besides(selection, () => undefined);
    expect(stages).toEqual(["s3j6d1f8bz", "s9m2h7c4gy"]);
    expect(requests.filter((request) => request.endsWith(" stages"))).toHaveLength(1);
  });
});

it("no product at all is a defect of ours, and is told as one", async () => {
  const nothing: Selector = { ids: [], names: [], all: false };
  const { problems } = await resolved(byNames(ids(UNUSED.id), { product: nothing }));
  expect(problems).toEqual([{ code: "internal-error", facts: {}, causes: ["no product given"] }]);
});

describe("names that fit several stages of the plan", () => {
  const twins = (level: "product" | "api" | "stage"): StateInput => {
    const name = (which: typeof level, n: number) => (which === level ? `same ${which}` : `${which} ${n}`);
    const stage = (id: string, n: number) => ({ stageId: id, stageName: name("stage", n), usagePlanIds: [GOLD.id] });
    const api = (id: string, n: number, ...stages: ReturnType<typeof stage>[]) => ({
      apiId: id,
      apiName: name("api", n),
      stages,
    });
    const products = {
      product: [1, 2].map((n) => ({
        productId: `p${n}`,
        productName: "same product",
        apis: [api(`a${n}`, 0, stage(`s${n}`, 0))],
      })),
      api: [
        {
          productId: "p1",
          productName: "product 0",
          apis: [api("a1", 0, stage("s1", 0)), api("a2", 0, stage("s2", 0))],
        },
      ],
      stage: [{ productId: "p1", productName: "product 0", apis: [api("a1", 0, stage("s1", 0), stage("s2", 0))] }],
    };
    return {
      credentials: [{ accessKey: "EMULATORMANAGER00001", secretKey: "emulator-manager-not-a-real-secret-00001" }],
      usagePlans: [{ usagePlanId: GOLD.id, usagePlanName: GOLD.name }],
      products: products[level],
    };
  };
  const selection = (level: string): Selection => ({
    product: names(level === "product" ? "same product" : "product 0"),
    api: names(level === "api" ? "same api" : "api 0"),
    stage: names(level === "stage" ? "same stage" : "stage 0"),
    plan: ids(GOLD.id),
  });

  it.each(["product", "api", "stage"] as const)("by two things of one name: %s", async (level) => {
    const { problems } = await resolved(selection(level), {}, new Scene({}, twins(level)));
    const id = level[0];
    const name = `same ${level}`;
    expect(problems).toEqual([
      {
        code: "name-ambiguous",
        facts: { level, name, list: [`${name} (${id}1)`, `${name} (${id}2)`] },
        causes: [],
      },
    ]);
  });

  it("are found in the first list that has them, and no other is read", async () => {
    const state = twins("product");
    const plans = [...(state.usagePlans ?? []), { usagePlanId: UNUSED.id, usagePlanName: UNUSED.name }];
    const chosen = { ...selection("product"), plan: ids(UNUSED.id) };
    const { codes, requests } = await resolved(chosen, {}, new Scene({}, { ...state, usagePlans: plans }));
    expect(codes).toEqual(["name-ambiguous"]);
    expect(treeOf(requests)).toEqual(["0 products"]);
  });

  it("are told apart by an id", async () => {
    const { work } = await resolved(
      { ...selection("product"), product: ids("p2") },
      {},
      new Scene({}, twins("product")),
    );
    expect(work.map(({ at }) => at.stage.id)).toEqual(["s2"]);
  });
});
