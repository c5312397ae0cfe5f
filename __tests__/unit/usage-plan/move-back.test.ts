/** What a move did is undone: keys come back, and the successor goes off again. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { stagesToUndo } from "../../../src/usage-plan/receipt.ts";
import type { StageToRestore } from "../../../src/usage-plan/receipt-read.ts";
import { restore } from "../../../src/usage-plan/restore.ts";
import { factsOf } from "../facts.ts";
import { ids, STAGE } from "./scenario.ts";
import { reply, verdicts, writesOf } from "./steps.ts";
import { byIds, GOLD, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

const IOS = "k3x9t6m1qa"; // on TRIAL, as is PARTNER_B
const PARTNER_A = "k8d2f5v0wb"; // on GOLD
const PARTNER_B = "k1r7j4s9hc";
const BATCH = "k6w0p3n8ed"; // on the default plan

/** Moves the keys of some plans to a successor and detaches them. @returns what undoes it */
async function moved(scene: Scene, to: string, plans = [GOLD], play: Play = {}): Promise<StageToRestore[]> {
  const played = await scene.play((run) => detach(run, byIds(...plans), ids(to)), play);
  return stagesToUndo(played.outcomes).map((stage) => ({
    ...stage,
    plans: stage.plans.map((plan) => ({ ...plan, sentBy: 0 })),
  }));
}

const undo = (scene: Scene, receipt: readonly StageToRestore[], play: Play = {}) =>
  scene.play((run) => restore(run, receipt), play);

/** Plans of the stage, and the plan of each key. */
const stateOf = (scene: Scene) => ({
  plans: [...scene.on()].sort(),
  keys: [IOS, PARTNER_A, PARTNER_B, BATCH].map((key) => scene.emulator.keyPlan(key, STAGE.id)),
});

describe.each(["default", "keep", "refuse"] as const)(
  "where keys of a detached plan would fare like %s",
  (keysInUse) => {
    it.each([
      ["on the stage before", MONTHLY.id],
      ["put on by the run", UNUSED.id],
    ])("an undo ends in the state before: successor %s", async (_, to) => {
      const scene = new Scene({ keysInUse });
      const before = stateOf(scene);
      const receipt = await moved(scene, to, [GOLD, TRIAL]);
      expect(stateOf(scene)).not.toEqual(before);
      expect(scene.on()).not.toContain(GOLD.id);
      const played = await undo(scene, receipt);
      expect(verdicts(played)).toEqual(["restored", "restored"]);
      expect(stateOf(scene)).toEqual(before);
      expect(played.notes.filter(({ level }) => level === "warning")).toEqual([]);
    });
  },
);

describe("an undo", () => {
  it.each([0, 1, 2, 3])(
    "takes the successor off where one of two replicas is late, after %i more reads",
    async (more) => {
      const scene = new Scene({ reads: { lagsMs: [0, 3_000], pick: "alternate" } });
      const receipt = await moved(scene, UNUSED.id, [GOLD, TRIAL]);
      scene.wait(10_000);
      for (let n = 0; n < more; n++) {
        await scene.play(async (run) => {
          await run.gateway.plan(GOLD.id);
          return [];
        });
      }
      const played = await undo(scene, receipt);
      expect(verdicts(played)).toEqual(["restored", "restored"]);
      expect(scene.on()).not.toContain(UNUSED.id);
      expect(played.notesOf("successor-kept")).toEqual([]);
    },
  );

  it("takes the successor off last, after its keys are back", async () => {
    const scene = new Scene();
    const receipt = await moved(scene, UNUSED.id);
    const played = await undo(scene, receipt);
    expect(writesOf(played).map((line) => line.replace(/^\S+ /, ""))).toEqual([
      `attach ${GOLD.id}`,
      `subscribe ${GOLD.id} ${PARTNER_A}`,
      `detach ${UNUSED.id}`,
    ]);
    expect(played.notesOf("successor-gone")).toEqual([{ plan: UNUSED.name, stage: STAGE.name }]);
  });

  it("leaves a key that is elsewhere by now, and names it", async () => {
    const scene = new Scene();
    const receipt = await moved(scene, UNUSED.id);
    scene.emulator.moveKey(PARTNER_A, STAGE.id, MONTHLY.id, scene.timeline.now);
    const played = await undo(scene, receipt);
    expect(scene.emulator.keyPlan(PARTNER_A, STAGE.id)).toBe(MONTHLY.id);
    expect(JSON.stringify(played.notes.filter(({ level }) => level === "warning"))).toContain(PARTNER_A);
    expect(scene.on()).not.toContain(UNUSED.id);
  });

  it("leaves the successor on where somebody uses it, and says who", async () => {
    const scene = new Scene();
    const receipt = await moved(scene, UNUSED.id);
    scene.emulator.moveKey(BATCH, STAGE.id, UNUSED.id, scene.timeline.now);
    const played = await undo(scene, receipt);
    expect(scene.on()).toContain(UNUSED.id);
    expect(scene.emulator.keyPlan(PARTNER_A, STAGE.id)).toBe(GOLD.id);
    expect(played.notesOf("successor-kept").map((facts) => factsOf({ facts }).list)).toEqual([
      [`내부 배치 (${BATCH}, 0)`],
    ]);
  });

  it("leaves the successor on where nobody can tell who uses it", async () => {
    const scene = new Scene();
    const receipt = await moved(scene, UNUSED.id);
    const played = await undo(scene, receipt, { faults: [{ on: "search-keys", do: reply(403) }] });
    expect(scene.on()).toContain(UNUSED.id);
    expect(played.notesOf("successor-kept")).toMatchObject([{ list: [], reason: "forbidden" }]);
  });

  it("does not touch a successor that was there before", async () => {
    const scene = new Scene();
    const receipt = await moved(scene, MONTHLY.id);
    await undo(scene, receipt);
    expect(scene.on()).toContain(MONTHLY.id);
  });

  it("shows all of it in a dry run, and writes nothing", async () => {
    const scene = new Scene();
    const receipt = await moved(scene, UNUSED.id);
    const played = await undo(scene, receipt, { run: { dryRun: true } });
    expect(writesOf(played)).toEqual([]);
    expect(played.notesOf("key-would-restore")).toHaveLength(1);
    expect(played.notesOf("successor-would-go")).toHaveLength(1);
  });

  it("of a move that stopped half-way puts the keys back, and the successor off", async () => {
    const scene = new Scene();
    const before = stateOf(scene);
    const faults: Play["faults"] = [{ on: "subscribe", nth: 2, do: reply(403) }];
    const receipt = await moved(scene, UNUSED.id, [TRIAL], { faults });
    expect(scene.on()).toContain(TRIAL.id);
    const played = await undo(scene, receipt);
    expect(writesOf(played)).toHaveLength(2);
    expect(stateOf(scene)).toEqual(before);
  });
});
