/** From names to paths, by the tree, the plan's own list of stages and the stages' own lists of plans. */
import { describe, expect, it } from "vitest";
import type { StateInput } from "../../../emulator/core/state.ts";
import type { WorldInput } from "../../../emulator/core/world.ts";
import type { Selection, Selector } from "../../../src/usage-plan/types.ts";
import { byNames, CANARY, nfd, resolved, STAGING } from "./naming.ts";
import { ALL, API, both, ids, names, PRODUCT, STAGE } from "./scenario.ts";
import { reply } from "./steps.ts";
import { AT, GOLD, INTERNAL, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

describe("by ids alone", () => {
  it("nothing has to be read", async () => {
    const selection = {
      product: ids(PRODUCT.id),
      api: ids(API.id),
      stage: ids(STAGE.id, CANARY.id),
      plan: ids(GOLD.id, TRIAL.id),
    };
    const { work, requests } = await resolved(selection);
    expect(requests).toEqual([]);
    const plans = [GOLD, TRIAL].map(({ id }) => ({ plan: { id }, exists: false }));
    const at = (id: string) => ({ product: { id: PRODUCT.id }, api: { id: API.id }, stage: { id } });
    expect(work).toStrictEqual([STAGE, CANARY].map(({ id }) => ({ at: at(id), plans })));
  });

  it("a name beside the plan's id is kept to be compared", async () => {
    const { work } = await resolved({
      product: ids(PRODUCT.id),
      api: ids(API.id),
      stage: ids(STAGE.id),
      plan: both(GOLD.id, GOLD.name),
    });
    expect(work[0]?.plans).toStrictEqual([{ plan: { id: GOLD.id }, exists: false, expectedName: GOLD.name }]);
  });
});

describe("stages by ids, plans by name or *", () => {
  const onStages = (plan: Selector, ...stages: readonly { readonly id: string }[]): Selection => ({
    product: ids(PRODUCT.id),
    api: ids(API.id),
    stage: ids(...stages.map(({ id }) => id)),
    plan,
  });

  it("a plan on one of the stages is known from the observation", async () => {
    const { work, requests } = await resolved(onStages(names(nfd(TRIAL.name), GOLD.name), STAGE, CANARY));
    expect(requests).toEqual([
      "0 stage-plans",
      `0 stage-plans @${CANARY.id}`,
      "0 search-plans",
      "0 search-plans",
      "0 search-plans",
    ]);
    expect(work.map(({ plans, before }) => [plans, before?.map(({ id }) => id)])).toMatchObject([
      [
        [
          { plan: TRIAL, exists: true },
          { plan: GOLD, exists: true },
        ],
        [TRIAL.id, GOLD.id, MONTHLY.id],
      ],
      [
        [
          { plan: TRIAL, exists: true },
          { plan: GOLD, exists: true },
        ],
        [],
      ],
    ]);
  });

  it("a plan on none of them is searched for", async () => {
    const { work, requests } = await resolved(onStages(names(UNUSED.name), STAGE));
    expect(requests).toEqual(["0 stage-plans", "0 search-plans"]);
    expect(work[0]?.plans).toMatchObject([{ plan: UNUSED, exists: true }]);
  });

  it("and in all plans, when the search does not find it", async () => {
    const { work, requests } = await resolved(
      onStages(names(nfd(UNUSED.name)), STAGE),
      {},
      new Scene({ nameFilter: "exact" }),
    );
    expect(requests).toEqual(["0 stage-plans", "0 search-plans", "0 search-plans"]);
    expect(work[0]?.plans).toMatchObject([{ plan: UNUSED, exists: true }]);
  });

  it("a name that is on the stage twice is nobody's to choose", async () => {
    const selection: Selection = {
      product: ids(PRODUCT.id),
      api: ids("a2d8h5g1jr"),
      stage: ids("s4p7l3k9wn"),
      plan: names("중복 플랜"),
    };
    const { problems, requests } = await resolved(selection);
    expect(requests).toEqual(["0 stage-plans @s4p7l3k9wn", "0 search-plans"]);
    expect(problems).toMatchObject([{ code: "name-ambiguous", facts: { level: "usage-plan" } }]);
  });

  it("a name of two plans is nobody's to choose, with one of them on the stage as well", async () => {
    const selection = (stage: string, api: string) => ({
      product: ids(PRODUCT.id),
      api: ids(api),
      stage: ids(stage),
      plan: names("중복 플랜"),
    });
    const scene = new Scene();
    scene.emulator.detach("s4p7l3k9wn", "u7c1n4b6yd", 0);
    expect((await resolved(selection("s4p7l3k9wn", "a2d8h5g1jr"), {}, scene)).codes).toEqual(["name-ambiguous"]);
    expect((await resolved(selection(STAGE.id, API.id))).codes).toEqual(["name-ambiguous"]);
  });

  it("* is all that is on each", async () => {
    const { work, requests } = await resolved(onStages(ALL, STAGE, STAGING, CANARY));
    // Twice: what a stale list leaves out, nobody would miss.
    const once = (ms: number) => [
      `${ms} stage-plans`,
      `${ms} stage-plans @${STAGING.id}`,
      `${ms} stage-plans @${CANARY.id}`,
    ];
    expect(requests).toEqual([...once(0), ...once(1_000)]);
    expect(work.map(({ plans }) => plans.map(({ plan, exists }) => [plan.id, exists]))).toEqual([
      [TRIAL, GOLD, MONTHLY].map(({ id }) => [id, true]),
      [TRIAL, INTERNAL].map(({ id }) => [id, true]),
      [],
    ]);
  });

  it("* takes two looks that show the same plans, not as many", async () => {
    const acts: Play["acts"] = [
      {
        after: "reply",
        do: (emulator, now) => {
          emulator.detach(STAGE.id, TRIAL.id, now);
          emulator.attach(STAGE.id, UNUSED.id, now);
        },
      },
    ];
    const { work, requests } = await resolved(onStages(ALL, STAGE), { acts });
    expect(requests).toHaveLength(3);
    expect(work[0]?.plans.map(({ plan }) => plan.id)).toEqual([GOLD.id, MONTHLY.id, UNUSED.id]);
  });

  it("what is wrong with several stages is told together", async () => {
    const { problems } = await resolved(onStages(ALL, { id: "sxxxxxxxxx" }, STAGE, { id: "syyyyyyyyy" }));
    expect(problems).toMatchObject([
      { code: "stage-not-found", facts: { id: "sxxxxxxxxx" } },
      { code: "stage-not-found", facts: { id: "syyyyyyyyy" } },
    ]);
  });

  it("eight stages are read at a time, or more where concurrency is more", async () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ id: `s${n}` }));
    const state: StateInput = {
      credentials: [{ accessKey: "EMULATORMANAGER00001", secretKey: "emulator-manager-not-a-real-secret-00001" }],
      products: [
        {
          productId: PRODUCT.id,
          productName: "p",
          apis: [{ apiId: API.id, apiName: "a", stages: many.map(({ id }) => ({ stageId: id, stageName: id })) }],
        },
      ],
    };
    const times = async (concurrency: number) =>
      (await resolved(onStages(ALL, ...many), { run: { concurrency } }, new Scene({ latencyMs: 100 }, state))).requests
        .map(Number.parseFloat)
        .filter((at) => at === 0).length;
    expect(await times(4)).toBe(8);
    expect(await times(10)).toBe(10);
  });
});

/** Which product, API and stage are meant: two reads in sequence, beside the plan's. */
const TREE = ["0 products", "0 apis"];

describe("by names, of a plan that is there", () => {
  it("the tree gives the path and the plan's own list of stages the association, side by side", async () => {
    const { work, requests } = await resolved(byNames(names(TRIAL.name)), {}, new Scene({ latencyMs: 100 }));
    expect(requests.toSorted()).toEqual(["0 products", "0 search-plans", "100 apis", `100 plan-stages ${TRIAL.id}`]);
    expect(work).toMatchObject([{ at: AT, plans: [{ plan: TRIAL, exists: true }], attached: new Set([TRIAL.id]) }]);
    expect(work[0]?.before).toBeUndefined();
  });

  it("ids of plans need no search; reads of several go out together", async () => {
    const { work, requests } = await resolved(byNames(ids(TRIAL.id, GOLD.id)), {}, new Scene({ latencyMs: 100 }));
    expect(requests.toSorted()).toEqual([
      `0 plan-stages ${TRIAL.id}`,
      `0 plan-stages ${GOLD.id}`,
      "0 products",
      "100 apis",
    ]);
    expect(work).toMatchObject([
      {
        at: AT,
        plans: [{ plan: { id: TRIAL.id } }, { plan: { id: GOLD.id } }],
        attached: new Set([TRIAL.id, GOLD.id]),
      },
    ]);
  });

  it("an id with its name is read to be compared", async () => {
    const agree = await resolved(byNames(both(TRIAL.id, nfd(TRIAL.name))));
    expect(agree.requests.filter((request) => request.includes(" plan"))).toEqual([
      `0 plan ${TRIAL.id}`,
      `0 plan-stages ${TRIAL.id}`,
    ]);
    expect(agree.work[0]?.plans).toMatchObject([{ plan: TRIAL }]);
    const differ = await resolved(byNames(both(TRIAL.id, GOLD.name)));
    expect(differ.problems).toMatchObject([
      { code: "id-name-mismatch", facts: { level: "usage-plan", id: TRIAL.id, expected: GOLD.name, got: TRIAL.name } },
    ]);
    const none = await resolved(byNames(both("uxxxxxxxxx", GOLD.name)));
    expect(none.codes).toEqual(["plan-not-found"]);
  });

  it("one plan meant twice is one", async () => {
    const { work, requests } = await resolved(byNames(names(TRIAL.name, nfd(TRIAL.name))));
    expect(requests.filter((request) => request.includes("plan-stages"))).toHaveLength(1);
    expect(work[0]?.plans).toHaveLength(1);
  });

  it("a wrong id is named as such, with what NCP said", async () => {
    const { problems } = await resolved(byNames(ids("uxxxxxxxxx")));
    expect(problems).toMatchObject([
      {
        code: "plan-not-found",
        facts: {
          id: "uxxxxxxxxx",
          status: 404,
          operation: expect.stringContaining("/usage-plans/uxxxxxxxxx/stages"),
        },
      },
    ]);
  });

  it("a list that is forbidden is told as it came", async () => {
    const { problems } = await resolved(byNames(ids(TRIAL.id)), { faults: [{ on: "plan-stages", do: reply(403) }] });
    expect(problems).toMatchObject([{ code: "forbidden" }]);
  });

  it.each([
    ["product", { product: both(PRODUCT.id, "other") }, PRODUCT],
    ["api", { api: both(API.id, "other") }, API],
    ["stage", { stage: both(STAGE.id, "other") }, STAGE],
  ] as const)("an id and a name of the %s that do not agree are refused", async (level, part, ref) => {
    const { problems } = await resolved(byNames(ids(TRIAL.id), part));
    expect(problems).toMatchObject([
      { code: "id-name-mismatch", facts: { level, id: ref.id, expected: "other", got: ref.name } },
    ]);
  });

  it("several stages are told apart by their names", async () => {
    const { work, requests } = await resolved(byNames(names(TRIAL.name), { stage: names(STAGING.name, STAGE.name) }));
    expect(requests).toHaveLength(4);
    expect(work.map(({ at }) => at.stage)).toEqual([STAGING, STAGE]);
  });

  it("ids and names that agree pass, at every level", async () => {
    const selection: Selection = {
      product: both(PRODUCT.id, nfd(PRODUCT.name)),
      api: both(API.id, API.name),
      stage: both(STAGE.id, STAGE.name),
      plan: ids(TRIAL.id),
    };
    const { work, requests } = await resolved(selection);
    expect(requests.toSorted()).toEqual([`0 plan-stages ${TRIAL.id}`, ...TREE].toSorted());
    expect(work).toMatchObject([{ at: AT }]);
  });
});

const HOW: WorldInput["nameFilter"][] = ["substring", "exact", "ignore-case", "ignored"];
it.each(HOW)("however NCP filters names (%s), the same is meant", async (nameFilter) => {
  const { work, problems } = await resolved(byNames(names(UNUSED.name)), {}, new Scene({ nameFilter, names: "nfd" }));
  expect(problems).toEqual([]);
  expect(work.map(({ at, plans }) => [at.product.id, at.api.id, at.stage.id, plans[0]?.plan.id])).toEqual([
    [PRODUCT.id, API.id, STAGE.id, UNUSED.id],
  ]);
});
