/** Who joins while keys move by an approval: nobody agreed to move them. The simulation has all the rest. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { seed } from "../../../emulator/seed.ts";
import { pack, papersIn } from "../../../src/action/paper.ts";
import {
  type Approval,
  approvalJson,
  approvedWork,
  readApprovals,
  toApprove,
} from "../../../src/usage-plan/approval.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import { stagesToUndo } from "../../../src/usage-plan/receipt.ts";
import type { Run } from "../../../src/usage-plan/run.ts";
import { ids, STAGE } from "./scenario.ts";
import { reply, verdicts, writesOf } from "./steps.ts";
import { byIds, GOLD, MONTHLY, Scene, TRIAL, UNUSED } from "./virtual.ts";

const RECORD = { site: "public", origin: "https://127.0.0.1", at: "2026-11-22T03:00:00.000Z" };
const KEYS = (seed().apiKeys ?? []).map(({ apiKeyId }) => apiKeyId);

async function approve(scene: Scene, ...plans: { id: string }[]): Promise<Approval> {
  const dry = await scene.play((run) => detach({ ...run, dryRun: true, lookAtKeys: true }, byIds(...plans)));
  const line = pack("approval", JSON.stringify(approvalJson({ ...RECORD, stages: toApprove(dry.outcomes) })));
  return readApprovals(papersIn("approval", line, "approval"), RECORD);
}

it("an approval moves the keys that it names, and nobody who joins meanwhile", async () => {
  const joining = fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.integer({ min: 0, max: 1_500 })), { maxLength: 4 });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(joining, fc.integer({ min: 0, max: 200 }), async (joins, latencyMs) => {
      const scene = new Scene({ latencyMs });
      const approval = await approve(scene, TRIAL);
      const named = new Set(
        approval.stages.flatMap(({ plans }) => plans.flatMap(({ keys = [] }) => keys)).map(({ id }) => id),
      );
      const acts = joins.map(([key, ms]) => ({
        ms,
        do: (emulator: Scene["emulator"], now: number) => {
          if (emulator.plansOn(STAGE.id).includes(TRIAL.id)) emulator.moveKey(key, STAGE.id, TRIAL.id, now);
        },
      }));
      const played = await scene.play((run) => detach(run, approvedWork(approval), ids(MONTHLY.id)), { acts });
      for (const { operation, key } of played.sent) if (operation === "subscribe") expect(named).toContain(key);
      if (played.outcomes[0]?.problem?.code === "changed-since-approval") refused += 1;
    }),
    { numRuns: 100 },
  );
  expect(refused).toBeGreaterThan(0);
});

it.each(["leaves", "joins"])("an approval stops where a key %s while another plan is worked on", async (how) => {
  const scene = new Scene();
  const approval = await approve(scene, GOLD, TRIAL);
  const [key, to] = how === "leaves" ? ["k3x9t6m1qa", undefined] : ["k6w0p3n8ed", TRIAL.id];
  const played = await scene.play((run) => detach(run, approvedWork(approval), ids(MONTHLY.id)), {
    // Two looks at what NCP refused: by then the look at the keys is a second old.
    faults: [{ on: "detach", nth: 1, do: reply(403) }],
    acts: [{ after: "write", nth: 2, ms: 500, do: (all, now) => all.moveKey(key, STAGE.id, to, now) }],
  });
  expect(verdicts(played).toSorted()).toEqual(["failed forbidden", "refused changed-since-approval"]);
  expect(writesOf(played).filter((write) => write.includes(TRIAL.id))).toEqual([]);
});

it("a key that joins when the successor is on has no place in the receipt: it was neither announced nor written", async () => {
  const scene = new Scene();
  const approval = await approve(scene, TRIAL);
  const announced = new Set<string>();
  const played = await scene.play(
    (run) => {
      const beforeWrites: Run["beforeWrites"] = (_, plans) =>
        plans.forEach(({ keys = [] }) => {
          for (const { id } of keys) announced.add(id);
        });
      return detach({ ...run, beforeWrites }, approvedWork(approval), ids(UNUSED.id));
    },
    { acts: [{ after: "write", do: (all, now) => all.moveKey("k6w0p3n8ed", STAGE.id, TRIAL.id, now) }] },
  );
  expect(verdicts(played)).toEqual(["failed changed-since-approval"]);
  expect(new Set(stagesToUndo(played.outcomes)[0]?.plans[0]?.keys.map(({ id }) => id))).toEqual(announced);
});
