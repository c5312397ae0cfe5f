/** What a stage goes through around its writes: announced, and nothing claimed that was not seen. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import type { IntendedPlan } from "../../../src/usage-plan/run.ts";
import type { StagePath } from "../../../src/usage-plan/types.ts";
import type { PlanWork, StageWork } from "../../../src/usage-plan/work.ts";
import { API, PRODUCT, STAGE } from "./scenario.ts";
import { BEFORE, DETACH_OPERATION, only, problemOf, READ, verdictOf, verdicts, writesOf } from "./steps.ts";
import { AT, byIds, GOLD, INTERNAL, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

const run = (work: StageWork[], play: Play = {}, scene = new Scene()) => scene.play((all) => detach(all, work), play);
const work = (plan: PlanWork, more: Partial<StageWork> = {}): StageWork[] => [{ at: AT, plans: [plan], ...more }];

describe("a plan that is not on the stage", () => {
  it("must exist: its own row is read", async () => {
    const played = await run(byIds(UNUSED));
    expect(played.requests).toEqual([READ, `0 plan ${UNUSED.id}`, "1000 stage-plans", `1000 plan-stages ${UNUSED.id}`]);
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

  it("needs one look more when it was read before", async () => {
    const played = await run(work({ plan: UNUSED, exists: true }, { before: [] }));
    expect(played.requests).toEqual(["1000 stage-plans", `1000 plan-stages ${UNUSED.id}`]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: UNUSED }, verdict: "already-detached", changed: false, before: [] },
    ]);
    const byNames = await run(work({ plan: UNUSED, exists: true }, { attached: new Set([GOLD.id]) }));
    expect(byNames.requests).toEqual(["1000 stage-plans", `1000 plan-stages ${UNUSED.id}`]);
    // The stage's plans are those of this look.
    expect(byNames.outcomes).toMatchObject([
      {
        target: { ...AT, plan: UNUSED },
        verdict: "already-detached",
        changed: false,
        before: [{}, { id: GOLD.id }, {}],
      },
    ]);
  });

  it("is red under if-not-attached: fail", async () => {
    const played = await run(byIds(UNUSED), { run: { ifNotAttached: "fail" } });
    expect(problemOf(played)).toEqual({
      code: "not-attached",
      facts: { plan: UNUSED.name, stage: STAGE.name },
      causes: [],
    });
    expect(only(played.outcomes)).toMatchObject({
      verdict: "already-detached",
      changed: false,
      target: { plan: UNUSED },
    });
  });

  it("is looked up before any write: an id that does not exist stops them all", async () => {
    const played = await run(byIds(UNUSED, GOLD), {}, new Scene({ latencyMs: 100 }));
    expect(played.requests).toEqual([
      READ,
      `100 plan ${UNUSED.id}`,
      `200 detach ${GOLD.id}`,
      "300 stage-plans",
      "1100 stage-plans",
      `1100 plan-stages ${UNUSED.id}`,
    ]);
    expect(verdicts(played)).toEqual(["already-detached", "detached"]);
  });

  it("is not written past by a defect of ours", async () => {
    const played = await new Scene().play((all) => {
      const plan: typeof all.gateway.plan = async () => {
        throw new TypeError("rows of undefined");
      };
      return detach({ ...all, gateway: { ...all.gateway, plan } }, byIds(UNUSED, GOLD));
    });
    expect(verdicts(played)).toEqual(["failed internal-error", "failed internal-error"]);
    expect(writesOf(played)).toEqual([]);
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

  it("is announced plan by plan, before its write, with the keys", async () => {
    // One stage after the other, so that the order is known.
    const { told } = await announced(
      [...byIds(GOLD, UNUSED, MONTHLY), { at: STAGING, plans: [{ plan: INTERNAL, exists: false }] }],
      { run: { lookAtKeys: true, concurrency: 1 } },
    );
    const partner = { id: "k8d2f5v0wb", name: "파트너사 A", status: "ACCEPTED", monthCalls: 3_301_874 };
    const ios = { id: "k3x9t6m1qa", name: "모바일 앱 (iOS)", status: "ACCEPTED", monthCalls: 77 };
    expect(told).toEqual([
      { at: STAGE.id, writesBefore: 0, plans: [{ plan: GOLD, keys: [partner] }] },
      { at: STAGE.id, writesBefore: 1, plans: [{ plan: MONTHLY, keys: [] }] },
      { at: STAGING.stage.id, writesBefore: 0, plans: [{ plan: INTERNAL, keys: [ios] }] },
    ]);
  });

  it("is announced without reads as well", async () => {
    const { told } = await announced(byIds(GOLD, TRIAL), { run: { verify: false } });
    expect(told).toEqual([
      {
        at: STAGE.id,
        writesBefore: 0,
        plans: [GOLD, TRIAL].map(({ id }) => ({ plan: { id }, keys: undefined })),
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
  it("looks twice and writes nothing", async () => {
    const scene = new Scene();
    const played = await run(byIds(GOLD, UNUSED), { run: { dryRun: true } }, scene);
    expect(played.requests).toEqual([
      READ,
      `0 plan ${UNUSED.id}`,
      "1000 stage-plans",
      `1000 plan-stages ${GOLD.id}`,
      `1000 plan-stages ${UNUSED.id}`,
    ]);
    expect(played.outcomes).toEqual([
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
        problem: { code: "cancelled", facts: { operation: DETACH_OPERATION }, causes: [] },
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
    const played = await run(bare, { faults: [{ on: "detach", do: { kind: "reply", status: 200 } }], timeout: 3_000 });
    expect(played.notesOf("writing")).toMatchObject([{ plan: GOLD.id, stage: STAGE.id }]);
    expect(played.notesOf("still-there")[0]).toMatchObject({ plan: GOLD.id });
    expect(problemOf(played)?.facts).toMatchObject({ plan: GOLD.id });
  });
});
