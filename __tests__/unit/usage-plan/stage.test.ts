/** What a stage goes through around its writes: observed, checked, announced, and nothing claimed that was not seen. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import type { IntendedPlan } from "../../../src/usage-plan/run.ts";
import type { StagePath } from "../../../src/usage-plan/types.ts";
import type { PlanWork, StageWork } from "../../../src/usage-plan/work.ts";
import { API, PRODUCT, STAGE } from "./scenario.ts";
import { BEFORE, BY_ID, only, problemOf, READ, reads, STAGE_URL, verdictOf, verdicts, writesOf } from "./steps.ts";
import { AT, byIds, GOLD, INTERNAL, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

const run = (work: StageWork[], play: Play = {}, scene = new Scene()) => scene.play((all) => detach(all, work), play);
const work = (plan: PlanWork, more: Partial<StageWork> = {}): StageWork[] => [{ at: AT, plans: [plan], ...more }];

describe("a plan that is not on the stage", () => {
  it("must exist: its own row is read", async () => {
    const played = await run(byIds(UNUSED));
    expect(played.requests).toEqual([READ, `0 plan ${UNUSED.id}`]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: UNUSED }, verdict: "already-detached", changed: false, before: BEFORE },
    ]);
  });

  it("or it is a typo", async () => {
    const played = await run(byIds({ id: "uxxxxxxxxx" }));
    expect(played.outcomes).toEqual([
      {
        target: { ...AT, plan: { id: "uxxxxxxxxx" } },
        verdict: "failed",
        changed: false,
        before: BEFORE,
        problem: {
          code: "plan-not-found",
          facts: {
            operation: "GET /api/v1/usage-plans/uxxxxxxxxx",
            host: "127.0.0.1",
            status: 404,
            ncpCode: "300",
            ncpMessage: "Not Found Exception",
            level: "usage-plan",
            id: "uxxxxxxxxx",
          },
          causes: [],
        },
      },
    ]);
  });

  it("is not claimed to be off when its row cannot be read", async () => {
    const played = await run(byIds(UNUSED), { faults: [{ on: "plan", do: { kind: "reply", status: 403 } }] });
    expect(verdictOf(played)).toBe("failed forbidden");
    expect(problemOf(played)?.facts).not.toHaveProperty("level");
  });

  it("needs no look when it was read before", async () => {
    const played = await run(work({ plan: UNUSED, exists: true }, { before: [] }));
    expect(played.requests).toEqual([]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: UNUSED }, verdict: "already-detached", changed: false, before: [] },
    ]);
    const byNames = await run(work({ plan: UNUSED, exists: true }, { attached: new Set([GOLD.id]) }));
    expect(byNames.requests).toEqual([]);
    expect(byNames.outcomes).toEqual([
      { target: { ...AT, plan: UNUSED }, verdict: "already-detached", changed: false },
    ]);
  });

  it("fails under if-not-attached: fail", async () => {
    const played = await run(byIds(UNUSED), { run: { ifNotAttached: "fail" } });
    expect(problemOf(played)).toEqual({
      code: "not-attached",
      facts: { plan: UNUSED.name, stage: STAGE.name },
      causes: [],
    });
    expect(only(played.outcomes)).toMatchObject({ verdict: "failed", changed: false, target: { plan: UNUSED } });
  });

  it("is looked up beside the writes, not before them", async () => {
    const played = await run(byIds(UNUSED, GOLD), {}, new Scene({ latencyMs: 100 }));
    expect(played.requests).toEqual([READ, `100 plan ${UNUSED.id}`, `100 detach ${GOLD.id}`, "200 stage-plans"]);
    expect(verdicts(played)).toEqual(["already-detached", "detached"]);
  });

  it("does not lose the others by a defect of ours", async () => {
    const played = await new Scene().play((all) => {
      const plan: typeof all.gateway.plan = async () => {
        throw new TypeError("rows of undefined");
      };
      return detach({ ...all, gateway: { ...all.gateway, plan } }, byIds(UNUSED, GOLD));
    });
    expect(verdicts(played)).toEqual(["unknown internal-error", "detached"]);
  });
});

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

  it("stop the one plan, and no other of the stage", async () => {
    const scene = new Scene();
    const both = [{ at: AT, plans: [named(GOLD, "Partner Silver"), named(TRIAL, TRIAL.name)] }];
    const played = await run(both, {}, scene);
    expect(verdicts(played)).toEqual(["failed id-name-mismatch", "detached"]);
    expect(scene.on()).toEqual([GOLD.id, MONTHLY.id]);
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
  ])("for a wrong %s id: named, for each plan, with what there is", async (level, part, code, id, list) => {
    const played = await run(wrong(part));
    const problem = { code, facts: { level, id, list, total: list.length }, causes: [] };
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
    expect(played.outcomes[0]?.problem?.facts.list).toEqual(["p1", "second (p2)"]);
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
    expect(problemOf(played)?.facts.operation).toBe(`GET ${STAGE_URL}/usage-plans`);
  });

  it("for another reason is not diagnosed", async () => {
    const played = await run(byIds(GOLD), { faults: [reads({ kind: "reply", status: 401, code: "210" })] });
    expect(played.requests).toEqual([READ]);
    expect(played.outcomes).toMatchObject([
      { verdict: "failed", changed: false, problem: { code: "permission-denied" } },
    ]);
    expect(only(played.outcomes)).not.toHaveProperty("before");
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

describe("what is about to be written", () => {
  const STAGING: StagePath = { product: PRODUCT, api: API, stage: { id: "s7t2x9r4ql", name: "staging 환경" } };

  async function announced(stages: StageWork[], play: Play = {}, scene = new Scene()) {
    const told: { at: string; plans: readonly IntendedPlan[]; writesBefore: number }[] = [];
    const written = (stage: string) =>
      scene.emulator.journal.filter((entry) => entry.operation === "detach" && entry.stage === stage).length;
    const played = await run(
      stages,
      {
        ...play,
        run: {
          ...play.run,
          beforeWrites: (at, plans) =>
            void told.push({
              at: at.stage.id,
              plans: plans.map(({ plan, keys }) => ({ plan, keys })),
              writesBefore: written(at.stage.id),
            }),
        },
      },
      scene,
    );
    return { told, played };
  }

  it("is announced once per stage, before its first write, with the keys", async () => {
    // One stage after the other, so that the order is known.
    const { told } = await announced(
      [...byIds(GOLD, UNUSED, MONTHLY), { at: STAGING, plans: [{ plan: INTERNAL, exists: false }] }],
      { run: { lookAtKeys: true, concurrency: 1 } },
    );
    const partner = { id: "k8d2f5v0wb", name: "파트너사 A", monthCalls: 3_301_874 };
    const ios = { id: "k3x9t6m1qa", name: "모바일 앱 (iOS)", monthCalls: 77 };
    expect(told).toEqual([
      {
        at: STAGE.id,
        writesBefore: 0,
        plans: [
          { plan: GOLD, keys: [partner] },
          { plan: MONTHLY, keys: [] },
        ],
      },
      { at: STAGING.stage.id, writesBefore: 0, plans: [{ plan: INTERNAL, keys: [ios] }] },
    ]);
  });

  it("is announced without reads as well", async () => {
    const { told } = await announced(byIds(GOLD, TRIAL), { run: { verify: false } });
    expect(told).toEqual([
      {
        at: STAGE.id,
        writesBefore: 0,
        plans: [GOLD, TRIAL].map(({ id }) => ({ plan: { id }, keys: [] })),
      },
    ]);
  });

  it.each([
    ["nothing to write", byIds(UNUSED), {}],
    ["a dry run", byIds(GOLD), { run: { dryRun: true } }],
  ])("is not announced for %s", async (_, stages, play) => {
    const { told } = await announced(stages, play);
    expect(told).toEqual([]);
  });
});

describe("a dry run", () => {
  it("reads as much and writes nothing", async () => {
    const scene = new Scene();
    const played = await run(byIds(GOLD, UNUSED), { run: { dryRun: true } }, scene);
    expect(played.requests).toEqual([READ, `0 plan ${UNUSED.id}`]);
    expect(played.outcomes).toStrictEqual([
      { target: { ...AT, plan: GOLD }, verdict: "would-detach", changed: false, before: BEFORE },
      { target: { ...AT, plan: UNUSED }, verdict: "already-detached", changed: false, before: BEFORE },
    ]);
    expect(scene.on()).toEqual(BEFORE.map(({ id }) => id));
  });

  it("writes nothing even where verification is off", async () => {
    const scene = new Scene();
    const played = await run(byIds(GOLD), { run: { dryRun: true, verify: false } }, scene);
    expect(writesOf(played)).toEqual([]);
    expect(verdictOf(played)).toBe("would-detach");
    expect(scene.on()).toContain(GOLD.id);
  });
});

describe("a stage whose turn comes too late", () => {
  it("is not even read when the run was cancelled before", async () => {
    const played = await new Scene().play((all) => {
      all.deadline.cancel(5_000);
      return detach(all, byIds(GOLD, TRIAL));
    });
    expect(played.requests).toEqual([]);
    expect(played.outcomes).toEqual(
      [GOLD, TRIAL].map(({ id }) => ({
        target: { ...AT, plan: { id } },
        verdict: "failed",
        changed: false,
        problem: { code: "cancelled", facts: {}, causes: [] },
      })),
    );
  });

  it("nor when the time is over", async () => {
    const played = await new Scene().play(
      async (all) => {
        await all.deadline.sleep(99_000);
        return detach(all, byIds(GOLD));
      },
      { timeout: 1_000 },
    );
    expect(played.requests).toEqual([]);
    expect(verdictOf(played)).toBe("failed deadline");
  });
});

describe("notes", () => {
  it("name things by id where no name is known", async () => {
    const bare = [
      {
        at: { product: { id: PRODUCT.id }, api: { id: API.id }, stage: { id: STAGE.id } },
        plans: [{ plan: { id: GOLD.id }, exists: true }],
        attached: new Set([GOLD.id]),
      },
    ];
    const played = await run(bare, { faults: [{ on: "detach", do: { kind: "reply", status: 200 } }], timeout: 100 });
    expect(played.notesOf("writing")).toMatchObject([{ plan: GOLD.id, stage: STAGE.id }]);
    expect(played.notesOf("still-there")[0]).toMatchObject({ plan: GOLD.id });
    expect(problemOf(played)?.facts).toMatchObject({ plan: GOLD.id });
  });
});
