/** API keys come back to their plan where they fell to the default one, and are left where somebody has put them since. */
import { describe, expect, it } from "vitest";
import type { Receipt, ReceiptPlan } from "../../../src/usage-plan/receipt.ts";
import { restore } from "../../../src/usage-plan/restore.ts";
import { STAGE } from "./scenario.ts";
import { BEFORE, only, problemOf, READ, reply, verdictOf, writesOf } from "./steps.ts";
import { AT, GOLD, MONTHLY, type Play, Scene, sentAt, TRIAL, UNUSED } from "./virtual.ts";

const IOS = { id: "k3x9t6m1qa", name: "모바일 앱 (iOS)" };
const PARTNER_A = { id: "k8d2f5v0wb", name: "파트너사 A" };
const BATCH = { id: "k6w0p3n8ed", name: "내부 배치" }; // on the default plan of STAGE
const NOWHERE = { id: "k1r7j4s9hc", name: "partner-b" };

const LOOK = `0 subscriptions ${BATCH.id} ${STAGE.id}`;
const PUT = `0 subscribe ${GOLD.id} ${BATCH.id}`;
const FACTS = { ...BATCH, plan: GOLD.name, stage: STAGE.name };

const receipt = (plan: { id: string; name?: string }, ...keys: ReceiptPlan["keys"]): Receipt => ({
  record: { site: "public", origin: "https://127.0.0.1", at: "2026-11-22T00:00:00.000Z" },
  stages: [{ ...AT, plans: [{ ...plan, sure: true, keys }] }],
});
const put = (what: Receipt, play: Play = {}, scene = new Scene()) => scene.play((run) => restore(run, what), play);
const subscribe = (what: object, nth = 1, times: number | "all" = 1) =>
  ({ on: "subscribe", nth, times, do: what }) as NonNullable<Play["faults"]>[number];
const looks = (requests: readonly string[]) => requests.slice(1);

describe("a key on the default plan", () => {
  it("is put back, and looked at again", async () => {
    const scene = new Scene();
    const played = await put(receipt(GOLD, BATCH), {}, scene);
    expect(played.requests).toEqual([READ, LOOK, PUT, LOOK]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: GOLD }, verdict: "restored", changed: true, before: BEFORE },
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
      LOOK,
      `0 subscribe ${UNUSED.id} ${BATCH.id}`,
      LOOK,
    ]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true, sentAt: sentAt(0) });
  });

  it("is only announced in a dry run: then there is something to restore, though the plan is on", async () => {
    const played = await put(receipt(GOLD, BATCH), { run: { dryRun: true } });
    expect(played.requests).toEqual([READ, LOOK]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: GOLD }, verdict: "would-restore", changed: false, before: BEFORE },
    ]);
    expect(played.notes.filter(({ code }) => code.startsWith("key-"))).toEqual([
      { code: "key-would-restore", level: "info", facts: FACTS },
    ]);
  });

  it("is announced in a dry run with its plan", async () => {
    const played = await put(receipt(UNUSED, BATCH), { run: { dryRun: true } });
    expect(played.requests).toEqual([READ, `0 plan ${UNUSED.id}`, LOOK]);
    expect(played.notesOf("key-would-restore")).toEqual([{ ...FACTS, plan: UNUSED.name }]);
    expect(verdictOf(played)).toBe("would-restore");
  });

  it("is not touched where the plan did not come back", async () => {
    const played = await put(receipt(UNUSED, BATCH), { faults: [{ on: "attach", do: reply(403) }] });
    expect(played.requests).toEqual([READ, `0 plan ${UNUSED.id}`, `0 attach ${UNUSED.id}`]);
    expect(verdictOf(played)).toBe("failed forbidden");
  });

  it("is not touched by a run that may not read", async () => {
    const played = await put(receipt(UNUSED, BATCH), { permission: "write", run: { verify: false } });
    expect(played.requests).toEqual([`0 attach ${UNUSED.id}`]);
    expect(verdictOf(played)).toBe("restored");
  });

  it("without a row for the stage counts as on the default plan", async () => {
    const scene = new Scene();
    const stage = { id: "s0u5y8i2om", name: "canary" };
    const other: Receipt = {
      ...receipt(GOLD),
      stages: [{ ...AT, stage, plans: [{ ...UNUSED, sure: true, keys: [NOWHERE] }] }],
    };
    const played = await put(other, {}, scene);
    expect(verdictOf(played)).toBe("restored");
    expect(scene.emulator.keyPlan(NOWHERE.id, stage.id)).toBe(UNUSED.id);
  });
});

describe("a key that is on the plan", () => {
  it("needs nothing", async () => {
    const played = await put(receipt(TRIAL, IOS));
    expect(played.requests).toEqual([READ, `0 subscriptions ${IOS.id} ${STAGE.id}`]);
    expect(played.outcomes).toEqual([
      { target: { ...AT, plan: TRIAL }, verdict: "already-attached", changed: false, before: BEFORE },
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
        verdict: "failed",
        changed: false,
        before: BEFORE,
        problem: {
          code: "keys-differ",
          facts: { plan: MONTHLY.name, stage: STAGE.name, list: [`${IOS.name} (${IOS.id}): ${TRIAL.name}`], count: 1 },
          causes: [],
        },
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
    expect(problemOf(played)?.facts.list).toEqual([`${IOS.name} (${IOS.id}): ${TRIAL.id}`]);
  });

  it("does not keep the others from coming back, and what changed is said", async () => {
    const scene = new Scene();
    const played = await put(receipt(MONTHLY, IOS, BATCH, PARTNER_A), {}, scene);
    expect(writesOf(played)).toEqual([`0 subscribe ${MONTHLY.id} ${BATCH.id}`]);
    expect(only(played.outcomes)).toMatchObject({
      verdict: "failed",
      changed: true,
      problem: {
        code: "keys-differ",
        facts: {
          count: 2,
          list: [`${IOS.name} (${IOS.id}): ${TRIAL.name}`, `${PARTNER_A.name} (${PARTNER_A.id}): ${GOLD.name}`],
        },
      },
    });
    expect(scene.emulator.keyPlan(BATCH.id, STAGE.id)).toBe(MONTHLY.id);
  });

  it("is a failure of a plan that came back, too", async () => {
    const played = await put(receipt(UNUSED, IOS));
    expect(only(played.outcomes)).toMatchObject({ verdict: "failed", changed: true, problem: { code: "keys-differ" } });
  });
});

describe("a write of a key", () => {
  it.each([
    [
      "500, carried out",
      [subscribe(reply(500, { apply: "at-once" }))],
      [LOOK, PUT, `25 subscriptions ${BATCH.id} ${STAGE.id}`],
    ],
    [
      "500, not carried out",
      [subscribe(reply(500))],
      [
        LOOK,
        PUT,
        ...[25, 25, 25].map(
          (ms, n) => `${ms} ${n === 1 ? `subscribe ${GOLD.id} ${BATCH.id}` : `subscriptions ${BATCH.id} ${STAGE.id}`}`,
        ),
      ],
    ],
    [
      "throttled",
      [subscribe(reply(429))],
      [
        LOOK,
        PUT,
        ...[500, 500, 500].map(
          (ms, n) => `${ms} ${n === 1 ? `subscribe ${GOLD.id} ${BATCH.id}` : `subscriptions ${BATCH.id} ${STAGE.id}`}`,
        ),
      ],
    ],
    [
      "throttled with Retry-After",
      [subscribe(reply(429, { retryAfter: 7 }))],
      [
        LOOK,
        PUT,
        ...[7_000, 7_000, 7_000].map(
          (ms, n) => `${ms} ${n === 1 ? `subscribe ${GOLD.id} ${BATCH.id}` : `subscriptions ${BATCH.id} ${STAGE.id}`}`,
        ),
      ],
    ],
  ])("%s: looked at, and sent again where it does not show", async (_, faults, requests) => {
    const scene = new Scene();
    const played = await put(receipt(GOLD, BATCH), { faults }, scene);
    expect(looks(played.requests)).toEqual(requests);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
    expect(scene.emulator.keyPlan(BATCH.id, STAGE.id)).toBe(GOLD.id);
  });

  it("that never left this machine is sent again", async () => {
    const played = await put(receipt(GOLD, BATCH), { wire: [{ on: "writes", kind: "dns-temporary" }] });
    expect(writesOf(played)).toEqual([PUT, `30 subscribe ${GOLD.id} ${BATCH.id}`]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
  });

  it("that never left, and then somebody else did it: nothing of ours", async () => {
    const played = await put(receipt(GOLD, BATCH), {
      wire: [{ on: "writes", kind: "dns-temporary" }],
      acts: [{ ms: 10, do: (emulator, now) => emulator.moveKey(BATCH.id, STAGE.id, GOLD.id, now) }],
    });
    expect(writesOf(played)).toEqual([PUT]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "already-attached", changed: false });
  });

  it("that is refused is told with the reason, and is not repeated", async () => {
    const played = await put(receipt(GOLD, BATCH), { faults: [subscribe(reply(403), 1, "all")] });
    expect(looks(played.requests)).toEqual([LOOK, PUT]);
    expect(problemOf(played)).toEqual({
      code: "keys-differ",
      facts: { plan: GOLD.name, stage: STAGE.name, list: [`${BATCH.name} (${BATCH.id}): forbidden`], count: 1 },
      causes: [],
    });
    expect(only(played.outcomes).changed).toBe(false);
  });

  it("that will never leave this machine is told with the reason", async () => {
    const played = await put(receipt(GOLD, BATCH), { wire: [{ on: "writes", kind: "tls", times: 9 }] });
    expect(looks(played.requests)).toEqual([LOOK, PUT]);
    expect(problemOf(played)?.facts.list).toEqual([`${BATCH.name} (${BATCH.id}): tls-failed`]);
  });

  it("whose clock was off is sent again at once", async () => {
    const played = await put(receipt(GOLD, BATCH), {
      faults: [{ on: "any", nth: 3, times: "all", do: { kind: "clock", offsetMs: 600_000 } }],
    });
    expect(played.notesOf("clock-corrected")).toEqual([{ ms: -600_000 }]);
    expect(looks(played.requests)).toEqual([LOOK, PUT, LOOK, PUT, LOOK]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
  });

  it("that was accepted is not repeated but waited for, until it shows", async () => {
    const played = await put(receipt(GOLD, BATCH), {}, new Scene({ reads: { lagsMs: [2_000] } }));
    expect(looks(played.requests)).toEqual([
      LOOK,
      PUT,
      LOOK,
      `1000 subscriptions ${BATCH.id} ${STAGE.id}`,
      `3000 subscriptions ${BATCH.id} ${STAGE.id}`,
    ]);
    expect(played.notesOf("key-restored")).toHaveLength(1);
    expect(verdictOf(played)).toBe("restored");
  });

  it("that was accepted and never shows is told so at the end", async () => {
    const played = await put(receipt(GOLD, BATCH), { faults: [subscribe(reply(200))], timeout: 10_000 });
    expect(writesOf(played)).toEqual([PUT]);
    expect(played.took).toBe(10_000);
    expect(problemOf(played)?.facts.list).toEqual([`${BATCH.name} (${BATCH.id}): not-verified`]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "failed", changed: true });
  });

  it.each([
    ["accepted", reply(200), "not-verified", true],
    ["uncertain", reply(500), "forbidden", true],
    ["never sent", reply(429), "forbidden", false],
  ])("that was %s, and then no read is allowed: what may have changed is said", async (_, what, why, changed) => {
    const played = await put(receipt(GOLD, BATCH), {
      faults: [subscribe(what), { on: "subscriptions", nth: 2, times: "all", do: reply(403) }],
    });
    expect(writesOf(played)).toEqual([PUT]);
    expect(problemOf(played)?.facts.list).toEqual([`${BATCH.name} (${BATCH.id}): ${why}`]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "failed", changed });
  });

  it("for which no time is left is told so", async () => {
    const played = await put(receipt(GOLD, BATCH), {
      faults: [subscribe(reply(429, { retryAfter: 4 }), 1, "all")],
      timeout: 10_000,
    });
    expect(writesOf(played).map(Number.parseFloat)).toEqual([0, 4_000, 8_000]);
    expect(problemOf(played)?.facts.list).toEqual([`${BATCH.name} (${BATCH.id}): deadline`]);
  });

  it("is not begun once the run is cancelled", async () => {
    const played = await put(
      receipt(GOLD, BATCH),
      { acts: [{ after: "reply", do: "cancel" }] },
      new Scene({ latencyMs: 100 }),
    );
    expect(writesOf(played)).toEqual([]);
    expect(problemOf(played)?.facts.list).toEqual([`${BATCH.name} (${BATCH.id}): cancelled`]);
    expect(played.took).toBe(200);
  });

  it("is not begun when the time was over with the reply", async () => {
    const played = await new Scene().play((run) => {
      const subscriptions: typeof run.gateway.subscriptions = async (...asked) => {
        const rows = await run.gateway.subscriptions(...asked);
        await run.clock.sleep(run.deadline.remainingMs);
        return rows;
      };
      return restore({ ...run, gateway: { ...run.gateway, subscriptions } }, receipt(GOLD, BATCH));
    });
    expect(writesOf(played)).toEqual([]);
    expect(problemOf(played)?.facts.list).toEqual([`${BATCH.name} (${BATCH.id}): deadline`]);
  });

  it("that was accepted before the run was cancelled is still waited for", async () => {
    const played = await put(
      receipt(GOLD, BATCH),
      { acts: [{ after: "write", ms: 10, do: "cancel" }] },
      new Scene({ reads: { lagsMs: [2_000] } }),
    );
    expect(writesOf(played)).toEqual([PUT]);
    expect(verdictOf(played)).toBe("restored");
  });
});

describe("reads of a key", () => {
  it("that are forbidden leave it as it is", async () => {
    const played = await put(receipt(GOLD, BATCH), { faults: [{ on: "subscriptions", do: reply(403) }] });
    expect(looks(played.requests)).toEqual([LOOK]);
    expect(problemOf(played)?.facts.list).toEqual([`${BATCH.name} (${BATCH.id}): forbidden`]);
  });

  it("go out for eight keys at a time", async () => {
    const many = Array.from({ length: 10 }, () => IOS);
    const played = await put(receipt(TRIAL, ...many), {}, new Scene({ latencyMs: 100 }));
    const at = looks(played.requests).map(Number.parseFloat);
    expect(at).toEqual([...Array(8).fill(100), 200, 200]);
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
  const bare: Receipt = {
    ...receipt(GOLD),
    stages: [
      {
        product: { id: AT.product.id },
        api: { id: AT.api.id },
        stage: { id: STAGE.id },
        plans: [{ id: UNUSED.id, sure: true, keys: [BATCH] }],
      },
    ],
  };
  const played = await put(bare, { faults: [subscribe(reply(403))] });
  expect(problemOf(played)?.facts).toMatchObject({ plan: UNUSED.name, stage: STAGE.id });
});
