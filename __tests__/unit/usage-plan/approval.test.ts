/** Between a dry run and the run that acts by its approval, and during that run, anything may happen. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Emulator } from "../../../emulator/core/emulator.ts";
import { seed } from "../../../emulator/seed.ts";
import { pack, papersIn } from "../../../src/action/paper.ts";
import {
  type Approval,
  approvalJson,
  approvedWork,
  everyOf,
  readApprovals,
  toApprove,
} from "../../../src/usage-plan/approval.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import { resolve } from "../../../src/usage-plan/resolve.ts";
import type { Selection } from "../../../src/usage-plan/types.ts";
import { ALL, ids, STAGE } from "./scenario.ts";
import { type Act, MONTHLY, Scene, TRIAL } from "./virtual.ts";

const RECORD = { site: "public", origin: "https://127.0.0.1", at: "2026-11-22T03:00:00.000Z" };

const state = seed();
const STAGES = (state.products ?? [])
  .flatMap(({ apis = [] }) => apis.flatMap(({ stages = [] }) => stages))
  .map((each) => each.stageId);
const PLANS = (state.usagePlans ?? []).map(({ usagePlanId }) => usagePlanId);
const KEYS = (state.apiKeys ?? []).map(({ apiKeyId }) => apiKeyId);

interface Change {
  readonly what: "attach" | "detach" | "rename" | "move-key" | "delete-plan" | "delete-stage";
  readonly stage: string;
  readonly plan: string;
  readonly key: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  what: fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constantFrom("attach" as const, "detach" as const, "rename" as const, "move-key" as const),
    },
    { weight: 1, arbitrary: fc.constantFrom("delete-plan" as const, "delete-stage" as const) },
  ),
  stage: fc.constantFrom(...STAGES),
  plan: fc.constantFrom(...PLANS),
  key: fc.constantFrom(...KEYS),
});

function perform({ what, stage, plan, key }: Change, emulator: Emulator, now: number): void {
  const { stages, plans } = emulator.store;
  if (!stages.has(stage) || !plans.has(plan)) return;
  if (what === "attach") emulator.attach(stage, plan, now);
  else if (what === "detach") emulator.detach(stage, plan, now);
  else if (what === "rename") emulator.rename(plan, `${plan} at ${now}`, now);
  else if (what === "delete-plan") emulator.deletePlan(plan, now);
  else if (what === "delete-stage") emulator.deleteStage(stage, now);
  else if (emulator.plansOn(stage).includes(plan)) {
    try {
      emulator.moveKey(key, stage, plan, now);
    } catch {
      // A key of another product.
    }
  }
}

/** What is compared: the plan's name, and who is on it. */
const factsOf = (emulator: Emulator, stage: string, plan: string): string =>
  JSON.stringify([
    emulator.store.plans.get(plan)?.usagePlanName,
    KEYS.filter((key) => emulator.store.stages.has(stage) && emulator.keyPlan(key, stage) === plan),
  ]);

const place = (stage: string | undefined, plan: string | undefined): string => `${stage}/${plan}`;

const selection: fc.Arbitrary<Selection> = fc.oneof(
  fc.record({ plan: fc.uniqueArray(fc.constantFrom(...PLANS), { minLength: 1, maxLength: 3 }) }).map(({ plan }) => ({
    ...{ product: ALL, api: ALL, stage: ALL },
    plan: ids(...plan),
  })),
  fc.constant({ product: ALL, api: ALL, stage: ALL, plan: ALL }),
);

async function approve(scene: Scene, wanted: Selection): Promise<Approval | undefined> {
  const dry = await scene.play(
    async (run) => detach({ ...run, dryRun: true, lookAtKeys: true }, await resolve(run, wanted, true)),
    { permission: "view" },
  );
  expect(dry.problems).toEqual([]);
  const stages = toApprove(dry.outcomes);
  if (stages.length === 0) return undefined;
  const every = everyOf(wanted);
  const line = pack("approval", JSON.stringify(approvalJson({ ...RECORD, ...(every && { every }), stages })));
  return readApprovals(papersIn("approval", line, "approval"), RECORD);
}

describe("an approval", () => {
  it("is all that is written, where it is still what it was", async () => {
    await fc.assert(
      fc.asyncProperty(selection, fc.array(change, { maxLength: 6 }), async (wanted, changes) => {
        const scene = new Scene();
        const approval = await approve(scene, wanted);
        if (approval === undefined) return;
        const then = new Map(
          approval.stages.flatMap(({ stage, plans }) =>
            plans.map(({ id }) => [place(stage.id, id), factsOf(scene.emulator, stage.id, id)]),
          ),
        );
        scene.wait(3_600_000);
        for (const each of changes) perform(each, scene.emulator, scene.timeline.now);
        const now = new Map(
          [...then.keys()].map((at) => {
            const [stage = "", plan = ""] = at.split("/");
            const there = scene.emulator.store.stages.has(stage) && scene.emulator.plansOn(stage).includes(plan);
            return [at, there ? factsOf(scene.emulator, stage, plan) : undefined];
          }),
        );
        const played = await scene.play((run) => detach(run, approvedWork(approval)));
        const written = played.sent.filter(({ write }) => write).map(({ stage, plan }) => place(stage, plan));
        for (const at of written) expect([at, now.get(at)]).toEqual([at, then.get(at)]);
        for (const { target, verdict, problem } of played.outcomes) {
          const at = place(target.stage.id, target.plan.id);
          const facts = now.get(at);
          if (facts === undefined) expect(["already-detached", "failed"]).toContain(verdict);
          else if (facts === then.get(at)) expect([at, verdict]).toEqual([at, "detached"]);
          else expect([at, verdict, problem?.code]).toEqual([at, "refused", "changed-since-approval"]);
        }
        expect(played.outcomes).toHaveLength(then.size);
      }),
      { numRuns: 150 },
    );
  });

  it("is all that is written, whatever happens meanwhile", async () => {
    const during = fc.array(fc.tuple(change, fc.integer({ min: 0, max: 900 })), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(selection, during, async (wanted, changes) => {
        const scene = new Scene({ latencyMs: 100 });
        const approval = await approve(scene, wanted);
        if (approval === undefined) return;
        const approved = new Set(
          approval.stages.flatMap(({ stage, plans }) => plans.map(({ id }) => place(stage.id, id))),
        );
        const acts = changes.map(([each, ms]): Act => ({ ms, do: (emulator, now) => perform(each, emulator, now) }));
        const played = await scene.play((run) => detach(run, approvedWork(approval)), { acts });
        for (const { write, stage, plan } of played.sent) if (write) expect(approved).toContain(place(stage, plan));
      }),
      { numRuns: 100 },
    );
  });

  it("moves the keys that it names, and nobody who joins meanwhile", async () => {
    const joining = fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.integer({ min: 0, max: 1_500 })), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(joining, fc.integer({ min: 0, max: 200 }), async (joins, latencyMs) => {
        const scene = new Scene({ latencyMs });
        const approval = await approve(scene, { product: ALL, api: ALL, stage: ALL, plan: ids(TRIAL.id) });
        if (approval === undefined) throw new Error("nothing to approve");
        const named = new Set(
          approval.stages.flatMap(({ stage, plans }) =>
            plans.flatMap(({ keys = [] }) => keys.map(({ id }) => `${stage.id}/${id}`)),
          ),
        );
        const acts = joins.map(
          ([key, ms]): Act => ({
            ms,
            do: (emulator, now) => perform({ what: "move-key", stage: STAGE.id, plan: TRIAL.id, key }, emulator, now),
          }),
        );
        const to = { ids: [MONTHLY.id], names: [], all: false };
        const played = await scene.play((run) => detach(run, approvedWork(approval), to), { acts });
        for (const { operation, stage, key } of played.sent) {
          if (operation === "subscribe") expect(named).toContain(`${stage}/${key}`);
        }
      }),
      { numRuns: 100 },
    );
  });
});
