/** Looking at a stage before anything is done to it: names that must agree, and ids that are wrong. */
import { describe, expect, it } from "vitest";
import { seed } from "../../../emulator/seed.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import type { StagePath } from "../../../src/usage-plan/types.ts";
import type { PlanWork, StageWork } from "../../../src/usage-plan/work.ts";
import { factsOf } from "../facts.ts";
import {
  BEFORE,
  BY_ID,
  only,
  problemOf,
  READ,
  reads,
  reply,
  STAGE_URL,
  verdictOf,
  verdicts,
  writesOf,
} from "./steps.ts";
import { AT, byIds, GOLD, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

const run = (work: StageWork[], play: Play = {}, scene = new Scene()) => scene.play((all) => detach(all, work), play);
const work = (plan: PlanWork, more: Partial<StageWork> = {}): StageWork[] => [{ at: AT, plans: [plan], ...more }];

describe("an id and a name that were given together", () => {
  const named = (plan: { readonly id: string }, expectedName: string): PlanWork => ({
    plan: { id: plan.id },
    exists: false,
    expectedName,
  });

  it.each([
    ["on the stage", GOLD],
    ["not on it", UNUSED],
  ])("disagree: nothing is written (%s)", async (_, plan) => {
    const played = await run(work(named(plan, "Partner Silver")));
    expect(played.outcomes).toEqual([
      {
        target: { ...AT, plan },
        verdict: "failed",
        changed: false,
        before: BEFORE,
        problem: {
          code: "id-name-mismatch",
          facts: { level: "usage-plan", id: plan.id, expected: "Partner Silver", got: plan.name },
          causes: [],
        },
      },
    ]);
    expect(writesOf(played)).toEqual([]);
  });

  it.each([
    ["on the stage", TRIAL, "detached"],
    ["not on it", UNUSED, "already-detached"],
  ])("agree, however NCP composes its Korean (%s)", async (_, plan, verdict) => {
    const played = await run(work(named(plan, plan.name)), {}, new Scene({ names: "nfd" }));
    expect(verdictOf(played)).toBe(verdict);
  });

  it("cannot be compared where no row was read: the plan's being found by its id is all there is", async () => {
    const played = await run(work({ ...named(GOLD, "whatever"), exists: true }, { attached: new Set([GOLD.id]) }));
    expect(verdictOf(played)).toBe("detached");
  });

  it("stop all that is about to be written", async () => {
    const scene = new Scene();
    const both = [{ at: AT, plans: [named(GOLD, "Partner Silver"), named(TRIAL, TRIAL.name)] }];
    const played = await run(both, {}, scene);
    expect(verdicts(played)).toEqual(["failed id-name-mismatch", "refused another-target-is-wrong"]);
    expect(scene.on()).toEqual([TRIAL.id, GOLD.id, MONTHLY.id]);
  });
});

describe("a stage that cannot be read", () => {
  const wrong = (part: Partial<StagePath>): StageWork[] => [
    { at: { ...AT, ...part }, plans: [GOLD, TRIAL].map(({ id }) => ({ plan: { id }, exists: false })) },
  ];
  const PRODUCTS = ["결제 서비스 (p4y2m8q0zt)", "회원 서비스 포털 (p8n1c5e3rh)", "빈 프로덕트 (p0k7w3b9ue)"];
  const APIS = ["결제 API (a9f3k1c7wd)", "정산 API (a2d8h5g1jr)"];
  const STAGES = ["운영 (s1v6b0n3ke)", "staging 환경 (s7t2x9r4ql)", "canary (s0u5y8i2om)"];

  it.each([
    ["product", { product: { id: "pxxxxxxxxx" } }, "product-not-found", "pxxxxxxxxx", PRODUCTS],
    ["api", { api: { id: "axxxxxxxxx" } }, "api-not-found", "axxxxxxxxx", APIS],
    ["stage", { stage: { id: "sxxxxxxxxx" } }, "stage-not-found", "sxxxxxxxxx", STAGES],
  ])("for a wrong %s id: named, for each plan, with what there is", async (_, part, code, id, list) => {
    const played = await run(wrong(part));
    const within = { "product-not-found": {}, "api-not-found": { within: "결제 서비스" } }[code] ?? {
      within: "결제 API",
    };
    const problem = { code, facts: { id, ...within, list, total: list.length }, causes: [] };
    expect(played.outcomes).toEqual(
      [GOLD, TRIAL].map((plan) => ({
        target: { ...AT, ...part, plan: { id: plan.id } },
        verdict: "failed",
        changed: false,
        problem,
      })),
    );
    expect(played.requests.slice(1).map((request) => request.split(" ")[1])).toEqual(["products", "apis", "stages"]);
  });

  it("names the product or the API that it was looked for in, whichever of them that is", async () => {
    const product = { id: "p8n1c5e3rh" };
    const [api] = (await run(wrong({ product, api: { id: "axxxxxxxxx" } }))).outcomes;
    expect(factsOf(api?.problem).within).toBe("회원 서비스 포털");
    const [stage] = (await run(wrong({ api: { id: "a2d8h5g1jr" }, stage: { id: "sxxxxxxxxx" } }))).outcomes;
    expect(factsOf(stage?.problem).within).toBe("정산 API");
  });

  it("asks for all three lists at once", async () => {
    const played = await run(wrong({ stage: { id: "sxxxxxxxxx" } }), {}, new Scene({ latencyMs: 100 }));
    expect(played.requests.map(Number.parseFloat)).toEqual([0, 100, 100, 100]);
  });

  it("lists at most ten to choose from", async () => {
    const scene = new Scene(
      {},
      {
        credentials: [{ accessKey: "EMULATORMANAGER00001", secretKey: "emulator-manager-not-a-real-secret-00001" }],
        products: Array.from({ length: 12 }, (_, n) => ({ productId: `p${n}`, productName: `product ${n}` })),
      },
    );
    const played = await run(byIds(GOLD), {}, scene);
    expect(problemOf(played)?.facts).toMatchObject({ total: 12, list: { length: 10, 9: "product 9 (p9)" } });
  });

  it("lists what has no name by its id", async () => {
    const played = await new Scene().play((all) => {
      const products: typeof all.gateway.products = async () => [{ id: "p1" }, { id: "p2", name: "second" }];
      return detach({ ...all, gateway: { ...all.gateway, products } }, wrong({ product: { id: "pxxxxxxxxx" } }));
    });
    expect(factsOf(played.outcomes[0]?.problem).list).toEqual(["p1", "second (p2)"]);
  });

  it.each([
    ["all lists forbidden", ["products", "apis", "stages"], {}, "failed not-found"],
    ["products forbidden", ["products"], { api: { id: "axxxxxxxxx" } }, "failed api-not-found"],
    ["products and APIs forbidden", ["products", "apis"], { stage: { id: "sxxxxxxxxx" } }, "failed stage-not-found"],
  ] as const)("what cannot be listed proves nothing: %s", async (_, on, part, verdict) => {
    const played = await run([{ at: { ...AT, ...part }, plans: [{ plan: BY_ID.plan, exists: false }] }], {
      faults: [
        { on: [...on], do: { kind: "reply", status: 403 } },
        { on: "stage-plans", do: { kind: "reply", status: 404 } },
      ],
    });
    expect(verdictOf(played)).toBe(verdict);
  });

  it("though every id is there is told as it came", async () => {
    const played = await run(byIds(GOLD), { faults: [{ on: "stage-plans", do: { kind: "reply", status: 404 } }] });
    expect(verdictOf(played)).toBe("failed not-found");
    expect(factsOf(problemOf(played)).operation).toBe(`GET ${STAGE_URL}/usage-plans`);
  });

  it("for another reason is not diagnosed", async () => {
    const played = await run(byIds(GOLD), { faults: [reads({ kind: "reply", status: 401, code: "210" })] });
    expect(played.requests).toEqual([READ]);
    expect(played.outcomes).toMatchObject([
      { verdict: "failed", changed: false, problem: { code: "permission-denied" } },
    ]);
    expect(only(played.outcomes).before).toBeUndefined();
  });

  it.each(["stagePlans", "products"] as const)("by a defect of ours in %s is unknown", async (name) => {
    const played = await new Scene().play(
      (all) => {
        const broken = async () => {
          throw new TypeError("lists of undefined");
        };
        return detach({ ...all, gateway: { ...all.gateway, [name]: broken } }, byIds(GOLD));
      },
      { faults: [{ on: "stage-plans", do: { kind: "reply", status: 404 } }] },
    );
    expect(problemOf(played)).toEqual({ code: "internal-error", facts: {}, causes: ["lists of undefined"] });
  });
});

describe("a name where an id is expected", () => {
  it("of a plan: what has that name is told", async () => {
    const state = seed();
    const gold = { usagePlanId: "ugold00001", usagePlanName: "gold" };
    const scene = new Scene({}, { ...state, usagePlans: [...(state.usagePlans ?? []), gold] });
    const played = await run(byIds({ id: "gold" }), {}, scene);
    expect(problemOf(played)).toMatchObject({ code: "plan-not-found", facts: { id: "gold", named: "ugold00001" } });
  });

  it("of a plan that nobody may search for: as of any other id", async () => {
    const played = await run(byIds({ id: "gold" }), { faults: [{ on: "search-plans", do: reply(403) }] });
    expect(problemOf(played)).toMatchObject({ code: "plan-not-found", facts: { id: "gold" } });
    expect(factsOf(problemOf(played)).named).toBeUndefined();
  });

  it("of a stage: the same", async () => {
    const played = await run([{ at: { ...AT, stage: { id: "canary" } }, plans: [{ plan: GOLD, exists: false }] }]);
    expect(problemOf(played)).toMatchObject({ code: "stage-not-found", facts: { named: "s0u5y8i2om" } });
  });
});
