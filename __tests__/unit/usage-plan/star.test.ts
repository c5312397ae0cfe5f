/** `*` for the stage: every stage that has the plan, and an answer of "none" that is no typo's. */
import { describe, expect, it } from "vitest";
import type { Selection } from "../../../src/usage-plan/types.ts";
import { CANARY, resolved, STAGING } from "./naming.ts";
import { ALL, API, both, ids, names, PRODUCT, STAGE } from "./scenario.ts";
import { reply } from "./steps.ts";
import { AT, GOLD, INTERNAL, type Play, TRIAL, UNUSED } from "./virtual.ts";

/** Which product and API are meant: two reads in sequence, beside the plan's. */
const TREE = ["0 products", "0 apis"];
/** The second look, and the name of a plan that was given by its id. */
const AGAIN = `1000 plan-stages ${UNUSED.id}`;
const ROW = `0 plan ${UNUSED.id}`;

describe("* for the stage", () => {
  it("is every stage that has the plan, on the given path", async () => {
    const selection: Selection = {
      product: names(PRODUCT.name),
      api: names(API.name),
      stage: ALL,
      plan: names(TRIAL.name, INTERNAL.name),
    };
    const { work, requests } = await resolved(selection);
    expect(requests.filter((request) => !/search-plans|plan-stages/.test(request))).toEqual(TREE);
    expect(
      work.map(({ at, plans, attached }) => [at.stage.id, plans.map(({ plan }) => plan.id), [...(attached ?? [])]]),
    ).toEqual([
      [STAGE.id, [TRIAL.id], [TRIAL.id]],
      [STAGING.id, [TRIAL.id, INTERNAL.id], [TRIAL.id, INTERNAL.id]],
    ]);
  });

  it("is what was asked for where two looks find it on no stage, if product and API exist", async () => {
    const selection: Selection = {
      product: names(PRODUCT.name),
      api: names(API.name),
      stage: ALL,
      plan: ids(UNUSED.id),
    };
    const { work, requests, problems, notes } = await resolved(selection);
    expect(problems).toEqual([]);
    expect(notes).toEqual([{ code: "looked-at", level: "info", facts: { count: 3, total: 1, plan: UNUSED.name } }]);
    expect(work).toEqual([
      {
        at: { product: PRODUCT, api: API, stage: { id: "*" } },
        plans: [{ plan: UNUSED, exists: true }],
        nowhere: { stages: 3, apis: 1 },
      },
    ]);
    expect(requests.toSorted()).toEqual(
      [...TREE, `0 plan-stages ${UNUSED.id}`, ROW, AGAIN, "1000 products", "1000 apis"].toSorted(),
    );
  });

  it.each([
    ["everywhere", { product: ALL, api: ALL }, ["1000 apis", "1000 apis", "1000 apis"], { stages: 6, apis: 3 }],
    ["in any API of a product", { product: names(PRODUCT.name), api: ALL }, ["1000 apis"], { stages: 4, apis: 2 }],
  ] as const)("says how much was looked at, by one read for each product: %s", async (_, part, apis, nowhere) => {
    const { work, requests, problems } = await resolved({ ...part, stage: ALL, plan: ids(UNUSED.id) });
    expect(problems).toEqual([]);
    expect(work).toMatchObject([{ at: { stage: { id: "*" } }, nowhere }]);
    const named = part.product === ALL ? [] : ["0 products"];
    expect(requests.toSorted()).toEqual(
      [...named, `0 plan-stages ${UNUSED.id}`, ROW, AGAIN, "1000 products", ...apis].toSorted(),
    );
  });

  it.each([
    ["product", { product: names("결제"), api: ALL }, "name-not-found"],
    ["api", { product: names(PRODUCT.name), api: names("결제") }, "name-not-found"],
    ["product id", { product: ids("pxxxxxxxxx"), api: ALL }, "product-not-found"],
    ["api id", { product: ids(PRODUCT.id), api: ids("axxxxxxxxx") }, "api-not-found"],
    ["product id and name", { product: both(PRODUCT.id, "other"), api: ALL }, "id-name-mismatch"],
  ] as const)("is no way for a typo to be green: %s", async (_, part, code) => {
    const { codes } = await resolved({ ...part, stage: ALL, plan: ids(UNUSED.id) });
    expect(codes).toEqual([code]);
  });

  it.each([
    ["an id", ids("p0k7w3b9ue"), { id: "p0k7w3b9ue" }],
    ["a name", names("빈 프로덕트"), { id: "*", name: "빈 프로덕트" }],
    ["both", both("p0k7w3b9ue", "빈 프로덕트"), { id: "p0k7w3b9ue", name: "빈 프로덕트" }],
  ])("of a product without any is told as it was asked for: by %s", async (_, product, told) => {
    const { work } = await resolved({ product, api: ALL, stage: ALL, plan: ids(UNUSED.id) });
    expect(work).toEqual([
      {
        at: { product: told, api: { id: "*" }, stage: { id: "*" } },
        plans: [{ plan: UNUSED, exists: true }],
        nowhere: { stages: 0, apis: 0 },
      },
    ]);
  });

  it("of a product and an API are taken from that API alone", async () => {
    const members = { product: ids("p8n1c5e3rh"), api: names("members"), stage: ALL };
    const { work } = await resolved({ ...members, plan: ids(TRIAL.id) });
    expect(work.map(({ at }) => at.stage.id)).toEqual(["s3j6d1f8bz"]);
    const other = await resolved({ ...members, product: ids(PRODUCT.id), api: names("정산 API"), plan: ids(GOLD.id) });
    expect(other.work.map(({ at }) => at.stage.id)).toEqual(["s4p7l3k9wn"]);
  });

  it("takes two looks that show the same stages, not as many", async () => {
    const { work, requests } = await resolved(
      { product: ids(PRODUCT.id), api: ALL, stage: ALL, plan: names(INTERNAL.name) },
      {
        acts: [
          {
            after: "reply",
            nth: 2,
            do: (emulator, now) => {
              emulator.detach(STAGING.id, INTERNAL.id, now);
              emulator.attach(CANARY.id, INTERNAL.id, now);
            },
          },
        ],
      },
    );
    expect(requests.filter((request) => request.includes("plan-stages"))).toHaveLength(3);
    expect(work.map(({ at }) => at.stage.id)).toEqual([CANARY.id]);
  });

  it("ends where the time is up before two looks agree, and names the read", async () => {
    const { problems } = await resolved(
      { product: ALL, api: ALL, stage: ALL, plan: names(TRIAL.name) },
      { timeout: 900 },
    );
    expect(problems).toMatchObject([{ code: "deadline", facts: { operation: "GET /usage-plans/…/stages" } }]);
  });

  it("of a product that is gone by now is no empty list", async () => {
    const everywhere = { product: ids(PRODUCT.id), api: ALL, stage: ALL, plan: ALL };
    const faults: Play["faults"] = [{ on: "apis", do: reply(404) }];
    const { problems } = await resolved(everywhere, { faults });
    expect(problems).toMatchObject([{ code: "product-not-found", facts: { id: PRODUCT.id, status: 404 } }]);
  });

  it("one plan that is nowhere takes none of the others away", async () => {
    const { work, requests } = await resolved({
      product: ids(PRODUCT.id),
      api: ALL,
      stage: ALL,
      plan: ids(UNUSED.id, TRIAL.id),
    });
    expect(requests).toEqual([
      `0 plan-stages ${UNUSED.id}`,
      ROW,
      `0 plan-stages ${TRIAL.id}`,
      `0 plan ${TRIAL.id}`,
      AGAIN,
      `1000 plan-stages ${TRIAL.id}`,
      "1000 products",
      "1000 apis",
    ]);
    expect(work.map(({ at }) => at.stage.id)).toEqual([STAGE.id, STAGING.id, "*"]);
  });
});

describe("* for stages and plans", () => {
  it("is every plan on every stage: one read for each product, two for each stage", async () => {
    const { work, requests, notesOf } = await resolved({ product: ALL, api: ALL, stage: ALL, plan: ALL });
    expect(notesOf("looked-at")).toEqual([{ count: 6, total: 3 }]);
    expect(requests.filter((request) => !request.includes("stage-plans"))).toEqual([
      "0 products",
      "0 apis",
      "0 apis",
      "0 apis",
    ]);
    expect(requests.filter((request) => request.includes("stage-plans"))).toHaveLength(12);
    expect(work.every(({ plans }) => plans.length > 0)).toBe(true);
    expect(work.flatMap(({ plans }) => plans)).toHaveLength(11);
    expect(work[0]?.at).toEqual(AT);
  });

  it("stays within the product and the API that were named", async () => {
    const { work } = await resolved({ product: names(PRODUCT.name), api: names(API.name), stage: ALL, plan: ALL });
    expect(work.map(({ at }) => at.stage.id)).toEqual([STAGE.id, STAGING.id]);
  });
});
