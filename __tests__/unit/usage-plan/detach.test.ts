/** A detach as a whole: what stops all of it, what is told before its first write, and what keys fall to. */
import { describe, expect, it } from "vitest";
import { approvedWork } from "../../../src/usage-plan/approval.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import type { Run } from "../../../src/usage-plan/run.ts";
import type { Ref, StagePath } from "../../../src/usage-plan/types.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import { factsOf } from "../facts.ts";
import { STAGING } from "./naming.ts";
import { ids, STAGE } from "./scenario.ts";
import { BEFORE, reply, verdicts, writesOf } from "./steps.ts";
import { AT, byIds, GOLD, INTERNAL, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

const PARTNER_A = "k8d2f5v0wb"; // on GOLD
const at = (where: StagePath, ...plans: readonly Ref[]): StageWork => ({
  at: where,
  plans: plans.map(({ id }) => ({ plan: { id }, exists: false })),
});
const detached = (work: StageWork[], play: Play = {}, scene = new Scene()) =>
  scene.play((run) => detach(run, work), play);

describe("where one target is not as the user thinks", () => {
  it.each([
    ["a product", { ...AT, product: { id: "pxxxxxxxxx" } }, "product-not-found"],
    ["an API", { ...AT, api: { id: "axxxxxxxxx" } }, "api-not-found"],
    ["a stage", { ...AT, stage: { id: "sxxxxxxxxx" } }, "stage-not-found"],
  ])("%s that does not exist stops the others, wherever they are", async (_, wrong, code) => {
    const played = await detached([at(wrong, TRIAL), at(AT, GOLD, UNUSED), at({ ...AT, stage: STAGING }, TRIAL)]);
    expect(verdicts(played)).toEqual([
      `failed ${code}`,
      "refused another-target-is-wrong",
      "already-detached",
      "refused another-target-is-wrong",
    ]);
    expect(played.outcomes.map(({ changed }) => changed)).toEqual([false, false, false, false]);
    expect(factsOf(played.outcomes[1]?.problem)).toEqual({ count: 1 });
    expect(writesOf(played)).toEqual([]);
  });

  it("so does a path that no list shows to be wrong", async () => {
    const faults: Play["faults"] = [{ on: "stage-plans", stage: STAGING.id, times: "all", do: reply(404) }];
    const played = await detached([at({ ...AT, stage: STAGING }, TRIAL), at(AT, GOLD)], { faults });
    expect(verdicts(played)).toEqual(["failed not-found", "refused another-target-is-wrong"]);
    expect(writesOf(played)).toEqual([]);
  });

  it("what is gone since an approval stands for nothing but itself", async () => {
    const scene = new Scene();
    scene.emulator.deleteStage(STAGING.id, scene.timeline.now);
    const stages = [
      { ...AT, stage: STAGING, plans: [TRIAL] },
      { ...AT, plans: [GOLD] },
    ];
    const approval = { site: "public", origin: "https://127.0.0.1", at: "2026-11-22T00:00:00.000Z", stages };
    const played = await detached(approvedWork(approval), {}, scene);
    expect(verdicts(played)).toEqual(["failed stage-not-found", "detached"]);
    // Nobody looked at API keys for the approval: nobody looks at them now.
    expect(played.requests.filter((request) => request.includes("keys"))).toEqual([]);
  });
});

describe("before the first write of all", () => {
  /** What was told, a line for each plan, and how much had been sent by then. */
  const telling = () => {
    const told: string[] = [];
    const beforeFirstWrite: Run["beforeFirstWrite"] = (stages) => {
      for (const { at: where, plans } of stages) {
        told.push(...plans.map(({ plan, keys }) => `${where.stage.id} ${plan.id} ${keys?.map(({ id }) => id) ?? "?"}`));
      }
    };
    return { told, run: { beforeFirstWrite } };
  };
  const everywhere = [at(AT, GOLD, MONTHLY), at({ ...AT, stage: STAGING }, INTERNAL, UNUSED)];

  it("all that may be written is told, with its API keys", async () => {
    const { told, run } = telling();
    await detached(everywhere, { run: { ...run, lookAtKeys: true } });
    expect(told).toEqual([
      `${STAGE.id} ${GOLD.id} ${PARTNER_A}`,
      `${STAGE.id} ${MONTHLY.id} `,
      `${STAGING.id} ${INTERNAL.id} k3x9t6m1qa`,
      // Seen off the stage by one look: another one may show it.
      `${STAGING.id} ${UNUSED.id} `,
    ]);
  });

  it("nothing is where nothing will be written: in a dry run, or where a target is wrong", async () => {
    const { told, run } = telling();
    await detached(everywhere, { run: { ...run, dryRun: true } });
    await detached([...everywhere, at({ ...AT, stage: { id: "sxxxxxxxxx" } }, GOLD)], { run });
    expect(told).toEqual([]);
  });

  it("whoever cannot keep it ends the run", async () => {
    const beforeFirstWrite = (): never => {
      throw new Error("no space left");
    };
    const played = await detached(everywhere, { run: { beforeFirstWrite } });
    expect(played.problems).toMatchObject([{ code: "internal-error", causes: ["no space left"] }]);
    expect(writesOf(played)).toEqual([]);
  });
});

describe("API keys that nobody moved", () => {
  const LIMITS = { rateRps: "10", dayQuotaRequest: "5000" };
  const NOTE = { ...LIMITS, stage: STAGE.name };
  const looking: Play = { run: { lookAtKeys: true } };
  const limitsOf = (played: Awaited<ReturnType<typeof detached>>) =>
    played.outcomes.map(({ defaultPlan }) => defaultPlan);

  it("fall to the stage's default plan: told once for a stage, with its limits", async () => {
    const played = await detached(byIds(GOLD, TRIAL, MONTHLY), looking);
    expect(limitsOf(played)).toEqual([LIMITS, LIMITS, undefined]); // nobody is on the last one
    expect(played.notes.filter(({ code }) => code === "default-plan")).toEqual([
      { code: "default-plan", level: "info", facts: NOTE },
    ]);
  });

  it("would, in a dry run", async () => {
    const played = await detached(byIds(GOLD), { run: { lookAtKeys: true, dryRun: true } });
    expect(limitsOf(played)).toEqual([LIMITS]);
    expect(played.notesOf("default-plan")).toEqual([NOTE]);
  });

  it("may have, where nobody can tell what became of the write", async () => {
    const played = await detached(
      byIds(GOLD),
      { ...looking, timeout: 5_000 },
      new Scene({ accepted: { applied: "never" } }),
    );
    expect(verdicts(played)).toEqual(["unknown still-attached"]);
    expect(limitsOf(played)).toEqual([LIMITS]);
  });

  it("do not from a plan that stays on, nor where they have moved, nor where no read of the stage shows its limits", async () => {
    const stays = await detached(byIds(GOLD), { run: { lookAtKeys: true, maxAffectedApiKeys: 0 } });
    expect(verdicts(stays)).toEqual(["refused too-many-api-keys"]);
    const moved = await new Scene().play((run) => detach(run, byIds(GOLD), ids(MONTHLY.id)));
    expect(verdicts(moved)).toEqual(["detached"]);
    const faults: Play["faults"] = [{ on: "stage-plans", times: "all", do: reply(403) }];
    const work = [{ at: AT, plans: [{ plan: GOLD, exists: true }], attached: new Set([GOLD.id]) }];
    const unseen = await detached(work, { run: { lookAtKeys: true, dryRun: true }, faults });
    expect(verdicts(unseen)).toEqual(["would-detach"]);
    for (const played of [stays, moved, unseen]) {
      expect(limitsOf(played)).toEqual([undefined]);
      expect(played.notesOf("default-plan")).toEqual([]);
    }
  });
});

describe("a successor among the targets", () => {
  const retire = (work: StageWork[], scene = new Scene()) => scene.play((run) => detach(run, work, ids(GOLD.id)));

  it("is a fault where it is named, and nothing is written", async () => {
    const played = await retire([{ at: AT, plans: [TRIAL, GOLD].map((plan) => ({ plan, exists: true })) }]);
    expect(played.problems).toMatchObject([{ code: "successor-is-target", facts: { plan: GOLD.name } }]);
    expect(writesOf(played)).toEqual([]);
  });

  it("is left out where a star has found it, and a stage with nothing else with it", async () => {
    const star = (where: StagePath, ...plans: readonly Ref[]): StageWork => ({
      at: where,
      plans: plans.map((plan) => ({ plan, exists: true, byStar: true })),
    });
    const scene = new Scene();
    const other = { ...AT, api: { id: "a2d8h5g1jr" }, stage: { id: "s4p7l3k9wn" } };
    const played = await retire([star(AT, ...BEFORE), star(other, GOLD)], scene);
    expect(played.outcomes.map(({ target, verdict }) => [target.plan.id, verdict])).toEqual([
      [TRIAL.id, "detached"],
      [MONTHLY.id, "detached"],
    ]);
    expect(scene.on()).toEqual([GOLD.id]);
    expect(played.requests.filter((request) => request.includes(`@${other.stage.id}`))).toEqual([]);
  });

  it("is nothing to do where it is all there is", async () => {
    const played = await retire([{ at: AT, plans: [{ plan: GOLD, exists: true, byStar: true }] }]);
    expect([played.outcomes, played.problems]).toEqual([[], []]);
  });
});
