/** `mode: check`, which only reads. */
import { describe, expect, it } from "vitest";
import { check } from "../../../src/usage-plan/check.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import { STAGE } from "./scenario.ts";
import { BEFORE, problemOf, READ, verdictOf, verdicts, writesOf } from "./steps.ts";
import { AT, byIds, GOLD, type Play, Scene, UNUSED } from "./virtual.ts";

const checked = (stages: StageWork[], play: Play = {}, scene = new Scene()) =>
  scene.play((run) => check(run, stages), play);

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
