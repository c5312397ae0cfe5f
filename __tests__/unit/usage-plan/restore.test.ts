/** What a receipt names is put back: plans by the same care as a detach, nothing of anybody else's overridden. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WorldInput } from "../../../emulator/core/world.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import { receiptJson, stagesToUndo } from "../../../src/usage-plan/receipt.ts";
import { type PlanToRestore, readReceipts, type StageToRestore } from "../../../src/usage-plan/receipt-read.ts";
import { restore, workOf } from "../../../src/usage-plan/restore.ts";
import { targetsOf } from "../../../src/usage-plan/work.ts";
import { API, PRODUCT, STAGE } from "./scenario.ts";
import {
  ATTACH_OPERATION,
  BEFORE,
  only,
  problemOf,
  READ,
  reply,
  verdictOf,
  verdicts,
  writes,
  writesOf,
} from "./steps.ts";
import { AT, byIds, GOLD, INTERNAL, MONTHLY, type Play, Scene, sentAt, TRIAL, UNUSED } from "./virtual.ts";

const SCOPE = { site: "public", origin: "https://127.0.0.1", account: "0123456789abcdef" };
const RECORD = { ...SCOPE, at: "2026-11-22T00:00:00.000Z" };
const plan = (ref: { id: string; name?: string }, more: Partial<PlanToRestore> = {}): PlanToRestore => ({
  ...ref,
  sure: true,
  sent: true,
  keys: [],
  keysKnown: true,
  sentBy: 0,
  ...more,
});
const receipt = (...plans: PlanToRestore[]): StageToRestore[] => [{ ...AT, plans, successors: [] }];
const put = (scene: Scene, what: StageToRestore[], play: Play = {}) => scene.play((run) => restore(run, what), play);
const EXISTS = `0 plan ${UNUSED.id}`;
const ATTACH = `0 attach ${UNUSED.id}`;
const TARGET = { ...AT, plan: UNUSED };

describe("a plan that is off", () => {
  it("is seen to exist, put back and verified", async () => {
    const scene = new Scene();
    const played = await put(scene, receipt(plan(UNUSED)));
    expect(played.requests).toEqual([READ, EXISTS, ATTACH, READ]);
    expect(played.outcomes).toEqual([
      {
        target: TARGET,
        changed: true,
        sentAt: sentAt(0),
        before: BEFORE,
        after: [...BEFORE, UNUSED],
        verdict: "restored",
      },
    ]);
    expect(played.notesOf("writing")).toEqual([{ operation: ATTACH_OPERATION, plan: UNUSED.name, stage: STAGE.name }]);
    expect(scene.on().at(-1)).toBe(UNUSED.id);
  });

  it("is only announced in a dry run", async () => {
    const scene = new Scene();
    const played = await put(scene, receipt(plan(UNUSED)), { run: { dryRun: true } });
    expect(played.requests).toEqual([READ, EXISTS, "1000 stage-plans", `1000 plan-stages ${UNUSED.id}`]);
    expect(played.outcomes).toEqual([{ target: TARGET, verdict: "would-restore", changed: false, before: BEFORE }]);
    expect(scene.on()).not.toContain(UNUSED.id);
  });

  it("and is no more is named, and stops no other", async () => {
    const played = await put(new Scene(), receipt(plan({ id: "ugone00000", name: "gone" }), plan(UNUSED)));
    expect(verdicts(played)).toEqual(["failed plan-not-found", "restored"]);
    expect(played.outcomes[0]).toMatchObject({
      changed: false,
      target: { plan: { id: "ugone00000", name: "gone" } },
      problem: { facts: { id: "ugone00000" } },
    });
  });

  it("of a stage that is no more is named", async () => {
    const scene = new Scene();
    scene.emulator.deleteStage(STAGE.id, scene.timeline.now);
    const played = await put(scene, receipt(plan(UNUSED)));
    expect(verdictOf(played)).toBe("failed stage-not-found");
    expect(problemOf(played)?.facts).toMatchObject({ id: STAGE.id });
  });

  it("whose row cannot be read is left alone", async () => {
    const played = await put(new Scene(), receipt(plan(UNUSED)), { faults: [{ on: "plan", do: reply(403) }] });
    expect(played.requests).toEqual([READ, EXISTS]);
    expect(verdictOf(played)).toBe("failed forbidden");
  });

  it("and has another name by now comes back with a warning", async () => {
    const played = await put(new Scene(), receipt(plan({ id: UNUSED.id, name: "Old name" })));
    expect(played.notes.filter(({ level }) => level === "warning")).toEqual([
      {
        code: "plan-renamed",
        level: "warning",
        facts: { id: UNUSED.id, expected: "Old name", got: UNUSED.name },
      },
    ]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", target: { plan: UNUSED } });
  });

  it.each([
    ["the same name", UNUSED],
    ["no name in the receipt", { id: UNUSED.id }],
  ])("comes back without one: %s", async (_, ref) => {
    const played = await put(new Scene(), receipt(plan(ref)));
    expect(played.notesOf("plan-renamed")).toEqual([]);
    expect(verdictOf(played)).toBe("restored");
  });

  it("and was put back by somebody meanwhile is in its place", async () => {
    const played = await put(new Scene({ attachOfPresent: 409 }), receipt(plan(UNUSED)), {
      acts: [{ after: "arrival", nth: 2, do: (emulator, now) => emulator.attach(STAGE.id, UNUSED.id, now) }],
    });
    expect(played.requests).toEqual([
      READ,
      EXISTS,
      ATTACH,
      READ,
      `0 plan-stages ${UNUSED.id}`,
      "1000 stage-plans",
      `1000 plan-stages ${UNUSED.id}`,
    ]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
    expect(played.notesOf("done-after-refusal")).toHaveLength(1);
  });

  it("and does not show after an accepted write is unknown", async () => {
    const played = await put(new Scene({ accepted: { applied: "never" } }), receipt(plan(UNUSED)), { timeout: 3_000 });
    expect(verdictOf(played)).toBe("unknown still-detached");
  });
});

describe("a plan that is on already", () => {
  it("is left as it is, by two looks", async () => {
    const played = await put(new Scene(), receipt(plan(GOLD)), { run: { ifNotAttached: "fail" } });
    expect(played.requests).toEqual([READ, "1000 stage-plans", `1000 plan-stages ${GOLD.id}`]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: GOLD }, verdict: "already-attached", changed: false, before: BEFORE },
    ]);
  });

  it("is named when it has another name by now", async () => {
    const played = await put(new Scene(), receipt(plan({ id: GOLD.id, name: "Old name" })));
    expect(played.notesOf("plan-renamed")).toEqual([{ id: GOLD.id, expected: "Old name", got: GOLD.name }]);
  });
});

describe("an uncertain write", () => {
  it("that was carried out is seen twice", async () => {
    const played = await put(new Scene(), receipt(plan(UNUSED)), {
      faults: [writes(reply(504, { apply: "at-once" }))],
    });
    expect(played.requests).toEqual([READ, EXISTS, ATTACH, READ, "1000 stage-plans", `1000 plan-stages ${UNUSED.id}`]);
    expect(played.outcomes).toEqual([
      {
        target: TARGET,
        verdict: "restored",
        changed: true,
        before: BEFORE,
        after: [...BEFORE, UNUSED],
        sentAt: sentAt(0),
      },
    ]);
  });

  it("that was not is written again after a pause, whatever others do to the neighbours", async () => {
    const played = await put(new Scene(), receipt(plan(UNUSED)), {
      faults: [writes(reply(504))],
      acts: [
        {
          after: "write",
          do: (emulator, now) => {
            emulator.detach(STAGE.id, TRIAL.id, now);
            emulator.attach(STAGE.id, TRIAL.id, now);
          },
        },
      ],
    });
    expect(writesOf(played)).toEqual([ATTACH, `1500 attach ${UNUSED.id}`]);
    expect(verdictOf(played)).toBe("restored");
  });

  it("that was seen, and undone by somebody, is not repeated", async () => {
    const scene = new Scene();
    const played = await put(scene, receipt(plan(UNUSED)), {
      faults: [writes(reply(504, { apply: "at-once" }))],
      acts: [{ after: "reply", nth: 4, do: (emulator, now) => emulator.detach(STAGE.id, UNUSED.id, now) }],
    });
    expect(writesOf(played)).toEqual([ATTACH]);
    expect(verdictOf(played)).toBe("unknown detached-again");
    expect(scene.on()).toEqual(BEFORE.map(({ id }) => id));
  });
});

it("is told as work like that of a detach, with names where the receipt has them", () => {
  const work = workOf(receipt(plan(GOLD), plan({ id: UNUSED.id })));
  expect(work.flatMap(({ plans }) => plans)).toStrictEqual([
    { plan: GOLD, exists: false, detach: { sure: true, sentBy: 0 } },
    { plan: { id: UNUSED.id }, exists: false, detach: { sure: true, sentBy: 0 } },
  ]);
  expect(targetsOf(work)).toStrictEqual([
    { ...AT, plan: GOLD },
    { ...AT, plan: { id: UNUSED.id } },
  ]);
});

describe("several", () => {
  it("plans of several stages come back stage by stage, and one failure stops no other", async () => {
    const staging = { product: PRODUCT, api: API, stage: { id: "s7t2x9r4ql", name: "staging 환경" } };
    const scene = new Scene();
    const played = await put(
      scene,
      [
        { ...AT, plans: [plan(UNUSED), plan(INTERNAL)], successors: [] },
        { ...staging, plans: [plan(GOLD), plan(TRIAL)], successors: [] },
      ],
      { faults: [{ on: "writes", stage: STAGE.id, nth: 1, do: reply(403) }] },
    );
    expect(verdicts(played)).toEqual(["failed forbidden", "restored", "restored", "already-attached"]);
    expect(scene.on(staging.stage.id)).toEqual([TRIAL.id, INTERNAL.id, GOLD.id]);
  });
});

const WORLDS: [string, WorldInput][] = [
  ["fall to the default plan", { keysInUse: "default" }],
  ["keep naming their plan", { keysInUse: "keep" }],
];
describe.each(WORLDS)("detach, then restore, in a world where API keys %s", (_, world) => {
  it("leaves everything as it was, time after time", async () => {
    const scene = new Scene(world);
    const keyPlans = () =>
      [...scene.emulator.store.keys.keys()].map((key) => [key, scene.emulator.keyPlan(key, STAGE.id)]);
    const [plans, keys] = [new Set(scene.on()), keyPlans()];
    for (let round = 0; round < 2; round++) {
      const off = await scene.play((run) => detach({ ...run, lookAtKeys: true }, byIds(GOLD, TRIAL, MONTHLY)));
      expect(verdicts(off)).toEqual(["detached", "detached", "detached"]);
      expect(scene.on()).toEqual([]);
      const json = JSON.stringify(receiptJson(RECORD, stagesToUndo(off.outcomes)));
      const back = readReceipts([{ source: "receipt", json, masked: false }], SCOPE, { anyAccount: false });
      scene.wait(60_000);
      const dry = await put(scene, back, { run: { dryRun: true } });
      expect(verdicts(dry)).toEqual(Array(3).fill("would-restore"));
      const on = await put(scene, back);
      expect(verdicts(on)).toEqual(["restored", "restored", "restored"]);
      expect(on.outcomes.every(({ changed }) => changed)).toBe(true);
      expect(new Set(scene.on())).toEqual(plans);
      expect(keyPlans()).toEqual(keys);
      const again = await put(scene, back);
      expect(verdicts(again)).toEqual(Array(3).fill("already-attached"));
      expect(writesOf(again)).toEqual([]);
      scene.wait(60_000);
    }
  });
});

describe("what has changed since", () => {
  it("a plan that was made anew under its name is named, and nothing is attached", async () => {
    const scene = new Scene();
    scene.emulator.rename(UNUSED.id, "Deleted Plan", scene.timeline.now);
    const played = await put(scene, receipt(plan({ id: "unowhere00", name: "Deleted Plan" })));
    expect(verdictOf(played)).toBe("failed plan-not-found");
    expect(writesOf(played)).toEqual([]);
    expect(played.notesOf("plan-made-anew")).toMatchObject([{ list: [`Deleted Plan (${UNUSED.id})`] }]);
  });

  it("is told as a warning, without plans whose names only resemble it", async () => {
    const scene = new Scene();
    scene.emulator.rename(UNUSED.id, "Deleted Plan", scene.timeline.now);
    scene.emulator.rename(INTERNAL.id, "Deleted Plan 2", scene.timeline.now);
    const played = await put(scene, receipt(plan({ id: "unowhere00", name: "Deleted Plan" })));
    expect(played.notes.filter(({ code }) => code === "plan-made-anew")).toMatchObject([
      { level: "warning", facts: { list: [`Deleted Plan (${UNUSED.id})`] } },
    ]);
  });

  it("is not told where there is none of the name, where the name is not known, or where nobody may search", async () => {
    const gone = { id: "unowhere00", name: "Deleted Plan" };
    const faults = [{ on: "search-plans", times: "all", do: reply(403) }] as const;
    for (const [what, play] of [
      [gone, {}],
      [{ id: gone.id }, {}],
      [gone, { faults }],
    ] as const) {
      const played = await put(new Scene(), receipt(plan(what)), play);
      expect(verdictOf(played)).toBe("failed plan-not-found");
      expect(played.notesOf("plan-made-anew")).toEqual([]);
    }
  });

  it("API keys that nobody looked at are told of", async () => {
    const played = await put(new Scene(), receipt(plan(UNUSED, { keysKnown: false })));
    expect(verdictOf(played)).toBe("restored");
    expect(played.notes.find(({ code }) => code === "keys-not-known")?.level).toBe("warning");
  });
});

it("detaches in any number of runs, and one restore of all their receipts, given in any order, leave all as it was", async () => {
  const runs = fc.array(fc.subarray([GOLD, TRIAL, MONTHLY], { minLength: 1 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(runs, fc.boolean(), async (runs, reversed) => {
      const scene = new Scene({ keysInUse: "default" });
      const keyPlans = () =>
        [...scene.emulator.store.keys.keys()].map((key) => [key, scene.emulator.keyPlan(key, STAGE.id)]);
      const [plans, keys] = [new Set(scene.on()), keyPlans()];
      const texts = [];
      for (const [n, some] of runs.entries()) {
        const off = await scene.play((run) => detach({ ...run, lookAtKeys: true }, byIds(...some)));
        const stages = stagesToUndo(off.outcomes);
        const at = new Date(scene.timeline.now).toISOString();
        const json = JSON.stringify(receiptJson({ ...RECORD, at }, stages));
        if (stages.length > 0) texts.push({ source: `run ${n}`, json, masked: false });
        scene.wait(60_000);
      }
      const all = readReceipts(reversed ? texts.reverse() : texts, SCOPE, { anyAccount: false });
      const back = await put(scene, all);
      expect(new Set(verdicts(back))).toEqual(new Set(["restored"]));
      expect(new Set(scene.on())).toEqual(plans);
      expect(keyPlans()).toEqual(keys);
    }),
    { numRuns: 40 },
  );
});
