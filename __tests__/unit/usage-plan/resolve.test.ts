/** What is asked for becomes a fixed list of targets, in the promised number of requests, or errors that name the fault. */
import { describe, expect, it } from "vitest";
import { RunError } from "../../../src/usage-plan/problem.ts";
import type { Outcome, Selection } from "../../../src/usage-plan/types.ts";
import { factsOf } from "../facts.ts";
import { ALL, API, both, ids, names, onStage, PRODUCT, type Scenario, STAGE, scenario } from "./scenario.ts";

const GOLD = "u5h0j3w8pe";
const TRIAL = { id: "u2g7d4l9xa", name: "무료 체험 플랜" };
const MONTHLY = "u9k6s1f2tv";
const byNames = (plan = names(TRIAL.name)): Selection => ({
  product: names(PRODUCT.name),
  api: names(API.name),
  stage: names(STAGE.name),
  plan,
});
const STAGE_URL = `/api/v1/products/${PRODUCT.id}/apis/${API.id}/stages/${STAGE.id}`;
const READ = `GET ${STAGE_URL}/usage-plans?offset=0&limit=100`;
const WRITE = `POST ${STAGE_URL}/disassociate-usage-plan`;

const ends = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ target, verdict, problem }) =>
    [target.stage.id, target.plan.id, verdict, problem?.code].join(" ").trim(),
  );

async function problemsOf(test: Scenario, selection: Selection) {
  try {
    await test.run(selection);
  } catch (error) {
    if (error instanceof RunError) return error.problems;
    throw error;
  }
  throw new Error("it did not fail");
}

describe("requests for one target", () => {
  it("by ids: observe, write, verify, on one connection", () =>
    scenario({}, async (test) => {
      const { outcomes } = await test.run(onStage(ids(GOLD)));
      expect(ends(outcomes)).toEqual([`${STAGE.id} ${GOLD} detached`]);
      expect(test.requests()).toEqual([READ, WRITE, READ]);
      expect(test.emulator.connections()).toBe(1);
    }));

  it("verify: false is one signed write and nothing else", () =>
    scenario({}, async (test) => {
      const { outcomes } = await test.run(onStage(ids(GOLD)), { verify: false });
      expect(ends(outcomes)).toEqual([`${STAGE.id} ${GOLD} accepted`]);
      expect(test.requests()).toEqual([WRITE]);
    }));

  it("by names: the tree beside the plan's search and its own list of stages, then write and verify", () =>
    scenario({}, async (test) => {
      const { outcomes } = await test.run(byNames());
      expect(ends(outcomes)).toEqual([`${STAGE.id} ${TRIAL.id} detached`]);
      const asked = test.requests();
      expect(asked.slice(-2)).toEqual([WRITE, READ]);
      expect(
        asked
          .slice(0, -2)
          .map((request) => request.replace(/\?.*/, ""))
          .toSorted(),
      ).toEqual([
        "GET /api/v1/products",
        `GET /api/v1/products/${PRODUCT.id}/apis`,
        `GET /api/v1/usage-plans/${TRIAL.id}/stages`,
        "POST /api/v1/usage-plans/search",
      ]);
      expect(test.emulator.connections()).toBe(2);
    }));

  it("only the plan by name: searched for beside the look at the stage, since another one may have the same name", () =>
    scenario({}, async (test) => {
      const { outcomes } = await test.run(onStage(names(TRIAL.name)));
      expect(ends(outcomes)).toEqual([`${STAGE.id} ${TRIAL.id} detached`]);
      expect(test.requests().toSorted()).toEqual([READ, WRITE, READ, "POST /api/v1/usage-plans/search"].toSorted());
    }));

  it("names in decomposed Korean mean the same", () =>
    scenario({}, async (test) => {
      // inputs.ts normalises what the user typed; here the server's side is what differs.
      test.emulator.emulator.rename(TRIAL.id, TRIAL.name.normalize("NFD"), Date.now());
      const { outcomes } = await test.run(byNames());
      expect(ends(outcomes)).toEqual([`${STAGE.id} ${TRIAL.id} detached`]);
    }));

  it("check: two looks at each stage, by both views", () =>
    scenario({}, async (test) => {
      const selection = { ...onStage(ids(TRIAL.id)), stage: ids(STAGE.id, "s7t2x9r4ql") };
      const { outcomes } = await test.run(selection, { mode: "check" });
      expect(ends(outcomes)).toEqual([
        `${STAGE.id} ${TRIAL.id} attached plan-attached`,
        `s7t2x9r4ql ${TRIAL.id} attached plan-attached`,
      ]);
      // The list of the plan's stages is read once for both, where the one did not come too early for the other.
      expect([5, 6]).toContain(test.requests().length);
    }));
});

describe("several targets", () => {
  it("a stage is observed once, written plan by plan, verified once", () =>
    scenario({}, async (test) => {
      const { outcomes } = await test.run(onStage(ids(GOLD, TRIAL.id, MONTHLY)));
      expect(ends(outcomes)).toEqual([GOLD, TRIAL.id, MONTHLY].map((plan) => `${STAGE.id} ${plan} detached`));
      expect(test.requests()).toEqual([READ, WRITE, WRITE, WRITE, READ]);
    }));

  it("* for the plan is every named plan of the stage, seen before the first write", () =>
    scenario({}, async (test) => {
      const { outcomes } = await test.run(onStage(ALL));
      expect(outcomes.map(({ verdict }) => verdict)).toEqual(["detached", "detached", "detached"]);
      expect(test.requests()).toEqual([READ, READ, WRITE, WRITE, WRITE, READ]);
    }));

  it("* for the stage is every stage that has the plan, here and in other products", () =>
    scenario({ world: { planOfStages: "row" } }, async (test) => {
      const everywhere = { product: ALL, api: ALL, stage: ALL, plan: ids(MONTHLY) };
      const { outcomes } = await test.run(everywhere);
      expect(ends(outcomes)).toEqual([`${STAGE.id} ${MONTHLY} detached`, `s3j6d1f8bz ${MONTHLY} detached`]);
      // Nothing but the plan's own list of stages was read: it has the plan's name as well.
      expect(outcomes.map(({ target }) => target.plan.name)).toEqual(["월 정액 기본", "월 정액 기본"]);
      const again = await test.run(everywhere);
      expect(again.outcomes).toEqual([
        {
          target: {
            product: { id: "*" },
            api: { id: "*" },
            stage: { id: "*" },
            plan: { id: MONTHLY, name: "월 정액 기본" },
          },
          verdict: "already-detached",
          changed: false,
          lookedAt: { stages: 6, apis: 3 },
        },
      ]);
    }));

  it("* for the stage stays within the given product and API", () =>
    scenario({}, async (test) => {
      const here = { product: names(PRODUCT.name), api: ids(API.id), stage: ALL, plan: ids(MONTHLY) };
      const { outcomes } = await test.run(here);
      expect(ends(outcomes)).toEqual([`${STAGE.id} ${MONTHLY} detached`]);
    }));

  it("* that matches nothing is no way for a typo to be green", () =>
    scenario({}, async (test) => {
      const selection = { product: ids("pxxxxxxxxx"), api: ALL, stage: ALL, plan: ids(MONTHLY) };
      expect(await problemsOf(test, selection)).toMatchObject([
        { code: "product-not-found", facts: { id: "pxxxxxxxxx" } },
      ]);
    }));

  it("a wrong id stops the others as well, before any write", () =>
    scenario({}, async (test) => {
      const { outcomes } = await test.run(onStage(ids("uxxxxxxxxx", GOLD)));
      expect(ends(outcomes)).toEqual([
        `${STAGE.id} uxxxxxxxxx failed plan-not-found`,
        `${STAGE.id} ${GOLD} refused another-target-is-wrong`,
      ]);
      expect(test.requests().filter((line) => line.includes("disassociate"))).toEqual([]);
    }));
});

describe("what is wrong is named, and nothing is written", () => {
  const wrong: [string, Selection, string, string][] = [
    ["product", { ...byNames(), product: names("결제 서비") }, "name-not-found", "product"],
    ["api", { ...byNames(), api: names("결제") }, "name-not-found", "api"],
    ["stage", { ...byNames(), stage: names("운영계") }, "name-not-found", "stage"],
    ["usage plan", byNames(names("무료 체험")), "name-not-found", "usage-plan"],
    ["ambiguous usage plan", byNames(names("중복 플랜")), "name-ambiguous", "usage-plan"],
    ["product id and name", { ...byNames(), product: both(PRODUCT.id, "다른 서비스") }, "id-name-mismatch", "product"],
    ["stage id and name", { ...onStage(ids(TRIAL.id)), stage: both(STAGE.id, "staging") }, "id-name-mismatch", "stage"],
    ["plan id and name", byNames(both(TRIAL.id, "유료 플랜")), "id-name-mismatch", "usage-plan"],
  ];
  it.each(wrong)("%s", (_, selection, code, level) =>
    scenario({}, async (test) => {
      const problems = await problemsOf(test, selection);
      expect(problems).toMatchObject([{ code, facts: { level } }]);
      expect(test.requests().filter((request) => request.startsWith("POST") && !request.endsWith("/search"))).toEqual(
        [],
      );
    }),
  );

  it("lists the nearest names first, and all of an ambiguous name's ids", () =>
    scenario({}, async (test) => {
      const [none] = await problemsOf(test, byNames(names("무료 체험 플")));
      expect(factsOf(none).list?.[0]).toBe(`${TRIAL.name} (${TRIAL.id})`);
      const [several] = await problemsOf(test, byNames(names("중복 플랜")));
      expect(factsOf(several).list).toEqual(["중복 플랜 (u7c1n4b6yd)", "중복 플랜 (u1v9r2p5ks)"]);
    }));

  it("several wrong plan names are reported together", () =>
    scenario({}, async (test) => {
      const problems = await problemsOf(test, byNames(names("없는 플랜", TRIAL.name, "이것도 없음")));
      expect(problems.map((each) => factsOf(each).name)).toEqual(["없는 플랜", "이것도 없음"]);
    }));

  it.each([
    ["product", { product: ids("pxxxxxxxxx") }, "product-not-found"],
    ["api", { api: ids("axxxxxxxxx") }, "api-not-found"],
    ["stage", { stage: ids("sxxxxxxxxx") }, "stage-not-found"],
    ["usage plan", { plan: ids("uxxxxxxxxx") }, "plan-not-found"],
  ])("a wrong %s id", (_, part, code) =>
    scenario({}, async (test) => {
      const { outcomes } = await test.run({ ...onStage(ids(GOLD)), ...part });
      expect(outcomes).toMatchObject([{ verdict: "failed", changed: false, problem: { code } }]);
      expect(test.requests()).not.toContain(WRITE);
    }),
  );

  it("an id and a name of a plan by ids are compared on what the stage shows", () =>
    scenario({}, async (test) => {
      const { outcomes } = await test.run(onStage(both(GOLD, "Partner Silver")));
      expect(outcomes).toMatchObject([{ verdict: "failed", problem: { code: "id-name-mismatch" } }]);
      expect(test.requests()).toEqual([READ]);
      const right = await test.run(onStage(both(GOLD, "Partner Gold")));
      expect(ends(right.outcomes)).toEqual([`${STAGE.id} ${GOLD} detached`]);
    }));
});
