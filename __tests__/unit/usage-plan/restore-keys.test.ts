/** API keys come back to their plan where they fell to the default one, and stay where somebody has put them since. */
import { describe, expect, it } from "vitest";
import type { StageToRestore } from "../../../src/usage-plan/receipt-read.ts";
import { restore } from "../../../src/usage-plan/restore.ts";
import { factsOf } from "../facts.ts";
import { BATCH, FACTS, IOS, LOOK, looks, NOWHERE, PARTNER_A, PLAN_SEEN, PUT, put, receipt, subscribe } from "./keys.ts";
import { STAGE } from "./scenario.ts";
import { BEFORE, only, problemOf, READ, reply, verdictOf, writesOf } from "./steps.ts";
import { AT, GOLD, MONTHLY, type Play, Scene, sentAt, TRIAL, UNUSED } from "./virtual.ts";

describe("a key on the default plan", () => {
  it("is put back, and looked at again", async () => {
    const scene = new Scene();
    const played = await put(receipt(GOLD, BATCH), {}, scene);
    expect(played.requests).toEqual([READ, ...PLAN_SEEN, LOOK, PUT, LOOK]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: GOLD }, verdict: "restored", changed: true, before: BEFORE, keys: [BATCH] },
    ]);
    expect(played.notes.filter(({ code }) => code.startsWith("key-"))).toEqual([
      { code: "key-restored", level: "info", facts: FACTS },
    ]);
    expect(scene.emulator.keyPlan(BATCH.id, STAGE.id)).toBe(GOLD.id);
  });

  it("comes after its plan", async () => {
    const played = await put(receipt(UNUSED, BATCH));
    expect(played.requests).toEqual([
      READ,
      `0 plan ${UNUSED.id}`,
      `0 attach ${UNUSED.id}`,
      READ,
      `0 subscriptions ${BATCH.id} ${STAGE.id}`,
      `0 subscribe ${UNUSED.id} ${BATCH.id}`,
      `0 subscriptions ${BATCH.id} ${STAGE.id}`,
    ]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true, sentAt: sentAt(0) });
  });

  it("is only announced in a dry run: then there is something to restore, though the plan is on", async () => {
    const played = await put(receipt(GOLD, BATCH), { run: { dryRun: true } });
    expect(played.requests).toEqual([READ, ...PLAN_SEEN, LOOK]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: GOLD }, verdict: "would-restore", changed: false, before: BEFORE, keys: [BATCH] },
    ]);
    expect(played.notes.filter(({ code }) => code.startsWith("key-"))).toEqual([
      { code: "key-would-restore", level: "info", facts: FACTS },
    ]);
  });

  it("is announced in a dry run with its plan", async () => {
    const played = await put(receipt(UNUSED, BATCH), { run: { dryRun: true } });
    expect(played.requests).toEqual([
      READ,
      `0 plan ${UNUSED.id}`,
      "1000 stage-plans",
      `1000 plan-stages ${UNUSED.id}`,
      `1000 subscriptions ${BATCH.id} ${STAGE.id}`,
    ]);
    expect(played.notesOf("key-would-restore")).toEqual([{ ...FACTS, plan: UNUSED.name }]);
    expect(verdictOf(played)).toBe("would-restore");
  });

  it("is not touched where the plan did not come back", async () => {
    const played = await put(receipt(UNUSED, BATCH), { faults: [{ on: "attach", do: reply(403) }] });
    expect(played.requests).toEqual([
      READ,
      `0 plan ${UNUSED.id}`,
      `0 attach ${UNUSED.id}`,
      READ,
      `0 plan-stages ${UNUSED.id}`,
      "1000 stage-plans",
      `1000 plan-stages ${UNUSED.id}`,
    ]);
    expect(verdictOf(played)).toBe("failed forbidden");
  });

  it("is not touched by a run that may not read", async () => {
    const played = await put(receipt(UNUSED, BATCH), { permission: "write", run: { verify: false } });
    expect(played.requests).toEqual([`0 attach ${UNUSED.id}`]);
    expect(verdictOf(played)).toBe("accepted");
  });

  it("without a row for the stage counts as on the default plan", async () => {
    const scene = new Scene();
    const stage = { id: "s0u5y8i2om", name: "canary" };
    const other = receipt(UNUSED, NOWHERE).map((each) => ({ ...each, stage }));
    const played = await put(other, {}, scene);
    expect(verdictOf(played)).toBe("restored");
    expect(scene.emulator.keyPlan(NOWHERE.id, stage.id)).toBe(UNUSED.id);
  });
});

describe("a key that is on the plan", () => {
  it("needs nothing", async () => {
    const played = await put(receipt(TRIAL, IOS));
    expect(played.requests).toEqual([
      READ,
      "1000 stage-plans",
      `1000 plan-stages ${TRIAL.id}`,
      `1000 subscriptions ${IOS.id} ${STAGE.id}`,
    ]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: TRIAL }, verdict: "already-attached", changed: false, before: BEFORE, keys: [IOS] },
    ]);
    expect(played.notes.map(({ code }) => code)).toEqual(["observed"]);
  });

  it("needs nothing in a dry run either", async () => {
    const played = await put(receipt(TRIAL, IOS), { run: { dryRun: true } });
    expect(verdictOf(played)).toBe("already-attached");
  });
});

describe("a key that somebody has put on another plan since", () => {
  it.each([false, true])("stays there, and that is told (dry run: %s)", async (dryRun) => {
    const scene = new Scene();
    const played = await put(receipt(MONTHLY, IOS), { run: { dryRun } }, scene);
    expect(writesOf(played)).toEqual([]);
    expect(played.notes.filter(({ level }) => level === "warning")).toEqual([
      {
        code: "key-kept",
        level: "warning",
        facts: { ...IOS, plan: MONTHLY.name, stage: STAGE.name, got: TRIAL.name },
      },
    ]);
    expect(played.outcomes).toEqual([
      {
        target: { ...AT, plan: MONTHLY },
        verdict: "already-attached",
        changed: false,
        before: BEFORE,
        keys: [{ ...IOS, movedTo: TRIAL }],
      },
    ]);
    expect(scene.emulator.keyPlan(IOS.id, STAGE.id)).toBe(TRIAL.id);
  });

  it("is told by the plan's id where the plan has no name", async () => {
    const scene = new Scene();
    scene.emulator.deletePlan(TRIAL.id, scene.timeline.now);
    const kept = new Scene({ keysInUse: "keep" });
    kept.emulator.deletePlan(TRIAL.id, kept.timeline.now);
    const played = await put(receipt(MONTHLY, IOS), {}, kept);
    expect(played.notesOf("key-kept")).toMatchObject([{ id: IOS.id, got: TRIAL.id }]);
  });

  it("does not keep the others from coming back, and what changed is said", async () => {
    const scene = new Scene();
    const played = await put(receipt(MONTHLY, IOS, BATCH, PARTNER_A), {}, scene);
    expect(writesOf(played)).toEqual([`1000 subscribe ${MONTHLY.id} ${BATCH.id}`]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
    expect(problemOf(played)).toBeUndefined();
    expect(played.notesOf("key-kept").map(({ id }) => id)).toEqual([IOS.id, PARTNER_A.id]);
    expect(scene.emulator.keyPlan(BATCH.id, STAGE.id)).toBe(MONTHLY.id);
  });

  it("does not make a failure of a plan that came back", async () => {
    const played = await put(receipt(UNUSED, IOS));
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
    expect(problemOf(played)).toBeUndefined();
  });
});

describe("a key that this run's detach had moved", () => {
  const moved = { ...IOS, movedTo: TRIAL.id };

  it("goes back from where it was put", async () => {
    const scene = new Scene();
    const played = await put(receipt(MONTHLY, moved), {}, scene);
    expect(verdictOf(played)).toBe("restored");
    expect(scene.emulator.keyPlan(IOS.id, STAGE.id)).toBe(MONTHLY.id);
  });

  it("and not from where somebody has put it since", async () => {
    const scene = new Scene();
    const played = await put(receipt(MONTHLY, { ...PARTNER_A, movedTo: TRIAL.id }), {}, scene);
    expect(verdictOf(played)).toBe("already-attached");
    expect(played.notesOf("key-kept")).toMatchObject([{ id: PARTNER_A.id, got: GOLD.name }]);
  });
});

it("a key that was deleted since is named, and no failure", async () => {
  const played = await put(receipt(GOLD, { id: "knowhere00", name: "gone" }));
  expect(verdictOf(played)).toBe("already-attached");
  expect(played.notes.filter(({ level }) => level === "warning")).toMatchObject([
    { code: "key-gone", facts: { id: "knowhere00", name: "gone" } },
  ]);
});

it("a key that fell from where it was moved to the default plan is put back", async () => {
  const played = await put(receipt(GOLD, { ...BATCH, movedTo: TRIAL.id }));
  expect(writesOf(played)).toEqual([PUT]);
  expect(verdictOf(played)).toBe("restored");
});

describe("a key that NCP does not know, and that is on the product's list", () => {
  it("is asked for once more", async () => {
    const played = await put(receipt(GOLD, BATCH), {
      faults: [{ on: "subscriptions", nth: 1, times: 1, do: reply(404) }],
    });
    expect(verdictOf(played)).toBe("restored");
    expect(problemOf(played)).toBeUndefined();
    expect(played.notesOf("key-gone")).toEqual([]);
  });

  it("is not known to be back", async () => {
    const played = await put(receipt(GOLD, BATCH), { faults: [{ on: "subscriptions", times: "all", do: reply(404) }] });
    expect(factsOf(problemOf(played)).list).toEqual([`${BATCH.name} (${BATCH.id}): not-found`]);
    expect(writesOf(played)).toEqual([]);
  });

  it("is not known to be back either where the list cannot be read", async () => {
    const faults: Play["faults"] = [
      { on: "subscriptions", times: "all", do: reply(404) },
      { on: "search-keys", times: "all", do: reply(403) },
    ];
    const played = await put(receipt(GOLD, BATCH), { faults });
    expect(factsOf(problemOf(played)).list).toEqual([`${BATCH.name} (${BATCH.id}): not-found`]);
  });
});

describe("reads of a key", () => {
  it("that are forbidden leave it as it is", async () => {
    const played = await put(receipt(GOLD, BATCH), { faults: [{ on: "subscriptions", do: reply(403) }] });
    expect(looks(played.requests)).toEqual([LOOK]);
    expect(factsOf(problemOf(played)).list).toEqual([`${BATCH.name} (${BATCH.id}): forbidden`]);
  });

  it("go out for eight keys at a time", async () => {
    const many = Array.from({ length: 10 }, () => IOS);
    const played = await put(receipt(TRIAL, ...many), {}, new Scene({ latencyMs: 100 }));
    const at = looks(played.requests).map(Number.parseFloat);
    expect(at).toEqual([...Array(8).fill(1_200), 1_300, 1_300]);
  });

  it.each(["subscriptions", "subscribe"] as const)(
    "and writes, with a defect of ours in %s, are no secret",
    async (name) => {
      const played = await new Scene().play((run) => {
        const broken = async () => {
          throw new TypeError("rows of undefined");
        };
        return restore({ ...run, gateway: { ...run.gateway, [name]: broken } }, receipt(GOLD, BATCH));
      });
      expect(played.problems).toEqual([{ code: "internal-error", facts: {}, causes: ["rows of undefined"] }]);
    },
  );
});

it("names things by id where no name is known", async () => {
  const bare = receipt({ id: UNUSED.id }, BATCH).map(
    (each): StageToRestore => ({
      ...each,
      product: { id: AT.product.id },
      api: { id: AT.api.id },
      stage: { id: STAGE.id },
    }),
  );
  const played = await put(bare, { faults: [subscribe(reply(403))] });
  expect(problemOf(played)?.facts).toMatchObject({ plan: UNUSED.name, stage: STAGE.id });
});
