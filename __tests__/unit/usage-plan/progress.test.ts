/** Many stages: side by side, with a counter line now and then; and `mode: check`, which only reads. */
import { describe, expect, it } from "vitest";
import { check } from "../../../src/usage-plan/check.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import { resolve } from "../../../src/usage-plan/resolve.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import { ALL, ids, STAGE } from "./scenario.ts";
import { BEFORE, problemOf, READ, verdictOf, verdicts, writesOf } from "./steps.ts";
import { AT, byIds, GOLD, type Play, Scene, UNUSED } from "./virtual.ts";

const PLAN = { id: "uplan", name: "plan" };
const at = (n: number) => ({
  product: { id: "p", name: "product" },
  api: { id: "a", name: "api" },
  stage: { id: `s${n}`, name: `stage ${n}` },
});
const work = (count: number): StageWork[] =>
  Array.from({ length: count }, (_, n) => ({ at: at(n), plans: [{ plan: { id: PLAN.id }, exists: false }] }));

/** So many stages with the plan, and a server that takes a second for everything. */
const many = (count: number, latencyMs = 1_000) =>
  new Scene(
    { latencyMs },
    {
      credentials: [{ accessKey: "EMULATORMANAGER00001", secretKey: "emulator-manager-not-a-real-secret-00001" }],
      usagePlans: [{ usagePlanId: PLAN.id, usagePlanName: PLAN.name }],
      products: [
        {
          productId: "p",
          productName: "product",
          apis: [
            {
              apiId: "a",
              apiName: "api",
              stages: Array.from({ length: count }, (_, n) => ({
                stageId: `s${n}`,
                stageName: `stage ${n}`,
                usagePlanIds: [PLAN.id],
              })),
            },
          ],
        },
      ],
    },
  );

const checked = (stages: StageWork[], play: Play = {}, scene = new Scene()) =>
  scene.play((run) => check(run, stages), play);

describe("many stages", () => {
  /** As `resolve` gives it, which read the plan's list of stages. */
  const listed = (count: number, onStages = count): StageWork[] =>
    work(count).map(({ at, plans }) => ({
      at,
      plans: plans.map((plan) => ({ ...plan, exists: true, onStages })),
      attached: new Set([PLAN.id]),
    }));
  const readsOf = (requests: readonly string[]) => requests.filter((request) => !request.includes(" detach "));

  it("that lose one plan are verified by its list of stages, once, when all are written", async () => {
    const played = await many(5).play((run) => detach(run, listed(5)), { run: { concurrency: 2 } });
    expect(verdicts(played)).toEqual(Array(5).fill("detached"));
    expect(readsOf(played.requests)).toEqual([`3000 plan-stages ${PLAN.id}`]);
    expect(played.notesOf("verified")).toHaveLength(5);
  });

  it("are looked at by themselves where that list is stale or cannot be read", async () => {
    const late = many(5).play((run) => detach(run, listed(5)), {
      faults: [{ on: "detach", stage: "s1", do: { kind: "reply", status: 200, apply: { afterMs: 5_000 } } }],
      run: { concurrency: 5 },
    });
    expect(verdicts(await late)).toEqual(Array(5).fill("detached"));
    expect(readsOf((await late).requests)[1]).toBe("2000 stage-plans @s1");
    const unread = await many(5).play((run) => detach(run, listed(5)), {
      faults: [{ on: "plan-stages", do: { kind: "reply", status: 403 } }],
      run: { concurrency: 5 },
    });
    expect(verdicts(unread)).toEqual(Array(5).fill("detached"));
    expect(readsOf(unread.requests)).toHaveLength(6);
  });

  it("with all of their plans are looked at three times for an inventory, without a pause where that takes long", async () => {
    const selection = {
      product: ids("p"),
      api: ids("a"),
      stage: ids(...Array.from({ length: 24 }, (_, n) => `s${n}`)),
      plan: ALL,
    };
    const times = async (latencyMs: number) => {
      const played = await many(24, latencyMs).play(async (run) => check(run, await resolve(run, selection)), {
        run: { concurrency: 8, ifAttached: "succeed" },
      });
      expect(verdicts(played)).toEqual(Array(24).fill("attached"));
      const of = (stage: string) => played.requests.filter((request) => request.endsWith(`stage-plans @${stage}`));
      return ["s0", "s23"].map((stage) => of(stage).map((request) => Number.parseInt(request, 10)));
    };
    // Three rounds of eight stages; each look a second after the answer to the one before it, at the least.
    expect(await times(600)).toEqual([
      [0, 1_800, 3_600],
      [1_200, 3_000, 4_800],
    ]);
    expect(await times(100)).toEqual([
      [0, 1_100, 2_400],
      [200, 1_300, 2_600],
    ]);
  });

  it("are verified by their own lists where the plan's is longer than that is worth", async () => {
    const played = await many(5).play((run) => detach(run, listed(5, 300)), { run: { concurrency: 5 } });
    expect(readsOf(played.requests)).toHaveLength(5);
  });

  it("are worked on side by side, as many as asked for, and reported in order", async () => {
    const played = await many(5).play((run) => detach(run, work(5)), { run: { concurrency: 2 } });
    expect(played.took).toBe(9_000);
    expect(played.requests.filter((request) => request.startsWith("0 "))).toEqual([
      "0 stage-plans @s0",
      "0 stage-plans @s1",
    ]);
    expect(played.outcomes.map(({ target }) => target.stage.id)).toEqual(["s0", "s1", "s2", "s3", "s4"]);
    expect(verdicts(played)).toEqual(Array(5).fill("detached"));
  });

  it("have a counter line every two seconds at most, and none at the end", async () => {
    const played = await checked(work(7), { run: { concurrency: 1 } }, many(7));
    expect(played.notes.filter(({ code }) => code === "progress")).toEqual(
      [2, 4, 6].map((count) => ({ code: "progress", level: "info", facts: { count, total: 7 } })),
    );
    const even = await checked(work(6), { run: { concurrency: 1 } }, many(6));
    expect(even.notesOf("progress").map(({ count }) => count)).toEqual([2, 4]);
  });

  it("count plans, not stages", async () => {
    const stages = work(3).map((stage) => ({
      ...stage,
      plans: [...stage.plans, { plan: { id: "other" }, exists: true }],
    }));
    const played = await checked(stages, { run: { concurrency: 1 } }, many(3, 2_500));
    expect(played.notesOf("progress")).toEqual([
      { count: 2, total: 6 },
      { count: 4, total: 6 },
    ]);
  });

  it("that are quick have no counter line", async () => {
    const played = await many(7, 100).play((run) => detach(run, work(7)));
    expect(played.notesOf("progress")).toEqual([]);
  });
});

describe("mode: check", () => {
  it("is red where the plan is, by two looks", async () => {
    const played = await checked(byIds(GOLD));
    expect(played.requests).toEqual([READ, "1000 stage-plans", `1000 plan-stages ${GOLD.id}`]);
    expect(played.outcomes).toEqual([
      {
        target: { ...AT, plan: GOLD },
        verdict: "attached",
        changed: false,
        before: BEFORE,
        problem: { code: "plan-attached", facts: { plan: GOLD.name, stage: STAGE.name }, causes: [] },
      },
    ]);
  });

  it("is green where it is not, whatever if-not-attached says", async () => {
    const played = await checked(byIds(UNUSED), { run: { ifNotAttached: "fail" } });
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: UNUSED }, verdict: "already-detached", changed: false, before: BEFORE },
    ]);
  });

  it("is red for a typo and for a stage that cannot be read", async () => {
    expect(verdictOf(await checked(byIds({ id: "uxxxxxxxxx" })))).toBe("failed plan-not-found");
    expect(verdictOf(await checked(byIds(GOLD), { permission: "none" }))).toBe("failed permission-denied");
  });

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])("never writes (verify %s, dryRun %s), and never looks at keys", async (verify, dryRun) => {
    const scene = new Scene();
    const played = await checked(
      byIds(GOLD, UNUSED),
      { run: { verify, dryRun, lookAtKeys: true, maxAffectedApiKeys: 0 } },
      scene,
    );
    expect(writesOf(played)).toEqual([]);
    expect(played.requests).toEqual([
      READ,
      `0 plan ${UNUSED.id}`,
      "1000 stage-plans",
      `1000 plan-stages ${GOLD.id}`,
      `1000 plan-stages ${UNUSED.id}`,
    ]);
    expect(verdicts(played)).toEqual(["attached plan-attached", "already-detached"]);
    expect(scene.on()).toContain(GOLD.id);
  });

  it("names by id what has no name", async () => {
    const played = await checked([
      {
        at: { ...AT, stage: { id: STAGE.id } },
        plans: [{ plan: { id: GOLD.id }, exists: true }],
        attached: new Set([GOLD.id]),
      },
    ]);
    expect(problemOf(played)?.facts).toEqual({ plan: GOLD.id, stage: STAGE.id });
  });
});
