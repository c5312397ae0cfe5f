/** API keys go over to the successor before their plan is detached. */
import { describe, expect, it } from "vitest";
import type { StateInput } from "../../../emulator/core/state.ts";
import { seed } from "../../../emulator/seed.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import { ids, names, STAGE } from "./scenario.ts";
import { problemOf, reply, verdicts, writesOf } from "./steps.ts";
import { AT, byIds, GOLD, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

const IOS = "k3x9t6m1qa"; // on TRIAL
const PARTNER_A = "k8d2f5v0wb"; // on GOLD

/** As `resolve` gives a plan that it found by its own list of stages. */
const unread = (plan: { readonly id: string; readonly name: string }): StageWork[] => [
  { at: AT, plans: [{ plan, exists: true }], attached: new Set([plan.id]) },
];
const moving = (plans: { id: string }[], to = ids(MONTHLY.id), play: Play = {}, scene = new Scene()) =>
  scene.play((run) => detach(run, byIds(...plans), to), play);

describe("a successor that is on the stage", () => {
  it("gets the keys, and only then the plan goes", async () => {
    const scene = new Scene();
    const played = await moving([GOLD], ids(MONTHLY.id), {}, scene);
    expect(verdicts(played)).toEqual(["detached"]);
    expect(writesOf(played)).toEqual([`0 subscribe ${MONTHLY.id} ${PARTNER_A}`, `0 detach ${GOLD.id}`]);
    expect(scene.emulator.keyPlan(PARTNER_A, STAGE.id)).toBe(MONTHLY.id);
    expect(played.outcomes[0]).toMatchObject({
      keys: [{ id: PARTNER_A, movedTo: { id: MONTHLY.id, name: MONTHLY.name } }],
      successor: { id: MONTHLY.id, attached: false },
    });
    expect(played.notesOf("keys-moved")).toMatchObject([{ successor: MONTHLY.name, count: 1 }]);
  });

  it("by name is the same", async () => {
    const played = await moving([GOLD], names(MONTHLY.name));
    expect(writesOf(played)).toEqual([`0 subscribe ${MONTHLY.id} ${PARTNER_A}`, `0 detach ${GOLD.id}`]);
  });

  it("is waited for until its keys show there", async () => {
    const scene = new Scene({ reads: { lagsMs: [1_000] } });
    const played = await moving([GOLD], ids(MONTHLY.id), {}, scene);
    expect(verdicts(played)).toEqual(["detached"]);
    const [put, off] = writesOf(played);
    expect(put).toBe(`0 subscribe ${MONTHLY.id} ${PARTNER_A}`);
    expect(Number.parseFloat(off ?? "")).toBeGreaterThanOrEqual(1_000);
  });
});

describe("a successor that is not on the stage", () => {
  it("is attached first, and verified: no key is ever without a named plan", async () => {
    const scene = new Scene();
    const played = await moving([GOLD], ids(UNUSED.id), {}, scene);
    expect(verdicts(played)).toEqual(["detached"]);
    expect(writesOf(played)).toEqual([
      `0 attach ${UNUSED.id}`,
      `0 subscribe ${UNUSED.id} ${PARTNER_A}`,
      `0 detach ${GOLD.id}`,
    ]);
    expect(scene.on()).toContain(UNUSED.id);
    expect(played.outcomes[0]?.successor).toEqual({ ...UNUSED, attached: true });
    expect(played.notesOf("neighbours-changed")).toEqual([]);
  });

  it("that NCP refuses keeps the plan on, and its keys", async () => {
    const scene = new Scene();
    const played = await moving([GOLD], ids(UNUSED.id), { faults: [{ on: "attach", do: reply(403) }] }, scene);
    expect(verdicts(played)).toEqual(["failed api-keys-not-moved"]);
    expect(scene.on()).toContain(GOLD.id);
    expect(scene.emulator.keyPlan(PARTNER_A, STAGE.id)).toBe(GOLD.id);
  });

  it("is not attached for a plan without keys", async () => {
    const scene = new Scene();
    scene.emulator.moveKey(PARTNER_A, STAGE.id, MONTHLY.id, scene.timeline.now);
    const played = await moving([GOLD], ids(UNUSED.id), {}, scene);
    expect(writesOf(played)).toEqual([`0 detach ${GOLD.id}`]);
  });
});

describe("several plans of a stage", () => {
  it("are emptied and detached one after the other", async () => {
    const scene = new Scene();
    const played = await moving([GOLD, TRIAL], ids(MONTHLY.id), {}, scene);
    expect(verdicts(played)).toEqual(["detached", "detached"]);
    expect(writesOf(played).map((line) => line.replace(/^[\d.]+ /, ""))).toEqual([
      `subscribe ${MONTHLY.id} ${PARTNER_A}`,
      `detach ${GOLD.id}`,
      `subscribe ${MONTHLY.id} ${IOS}`,
      `subscribe ${MONTHLY.id} k1r7j4s9hc`,
      `detach ${TRIAL.id}`,
    ]);
  });

  it("ask for a successor that is refused once", async () => {
    const scene = new Scene();
    const faults = [{ on: "attach", times: "all", do: reply(403) }] satisfies Play["faults"];
    const played = await moving([GOLD, TRIAL], ids(UNUSED.id), { faults }, scene);
    expect(verdicts(played)).toEqual(["failed api-keys-not-moved", "failed api-keys-not-moved"]);
    expect(writesOf(played)).toEqual([`0 attach ${UNUSED.id}`]);
  });

  it("find the successor where this run has put it, also the one that shows up late", async () => {
    const scene = new Scene();
    scene.emulator.detach(STAGE.id, TRIAL.id, scene.timeline.now);
    const comesBack = (emulator: Scene["emulator"], now: number) => {
      emulator.attach(STAGE.id, TRIAL.id, now);
      emulator.moveKey(IOS, STAGE.id, TRIAL.id, now);
    };
    const acts = [{ after: "write", nth: 1, do: comesBack }] as const;
    const played = await moving([GOLD, TRIAL], ids(UNUSED.id), { acts }, scene);
    expect(verdicts(played)).toEqual(["detached", "detached"]);
    expect(writesOf(played).map((line) => line.replace(/^[\d.]+ /, ""))).toEqual([
      `attach ${UNUSED.id}`,
      `subscribe ${UNUSED.id} ${PARTNER_A}`,
      `detach ${GOLD.id}`,
      `subscribe ${UNUSED.id} ${IOS}`,
      `detach ${TRIAL.id}`,
    ]);
  });

  it("keep the one that a key has joined while another was emptied", async () => {
    const given = seed();
    const state = { ...given, apiKeys: [...(given.apiKeys ?? []), { apiKeyId: "new0000key", apiKeyName: "new" }] };
    const scene = new Scene({}, state);
    const played = await moving(
      [GOLD, TRIAL],
      ids(MONTHLY.id),
      {
        acts: [
          { after: "write", nth: 1, do: (emulator, now) => emulator.moveKey("new0000key", STAGE.id, TRIAL.id, now) },
        ],
        run: { maxAffectedApiKeys: 2 },
      },
      scene,
    );
    expect(verdicts(played)).toEqual(["detached", "refused too-many-api-keys"]);
    expect(played.outcomes[1]?.problem?.facts).toEqual({ count: 3, limit: 2 });
  });

  it("and do not say that nothing was written where a key that joins is one too many after others moved", async () => {
    const joins = (emulator: Scene["emulator"], now: number) => emulator.moveKey(IOS, STAGE.id, GOLD.id, now);
    const acts = [{ after: "write", nth: 1, do: joins }] as const;
    const played = await moving([GOLD], ids(MONTHLY.id), { acts, run: { maxAffectedApiKeys: 1 } });
    expect(verdicts(played)).toEqual(["failed too-many-api-keys"]);
    expect(played.outcomes[0]?.changed).toBe(true);
    expect(problemOf(played)?.facts).toEqual({ count: 2, limit: 1, moved: true });
  });
});

describe("a key", () => {
  it("that is refused keeps the plan on", async () => {
    const scene = new Scene();
    const faults = [{ on: "subscribe", times: "all", do: reply(403) }] as NonNullable<Play["faults"]>;
    const played = await moving([GOLD], ids(MONTHLY.id), { faults }, scene);
    expect(verdicts(played)).toEqual(["failed api-keys-not-moved"]);
    expect(played.outcomes[0]?.changed).toBe(false);
    expect(problemOf(played)?.facts).toMatchObject({ changed: false, list: [`파트너사 A (${PARTNER_A}): forbidden`] });
    expect(scene.on()).toContain(GOLD.id);
  });

  it.each([0, 900])("that is refused, and shows on the successor %i ms later, has moved", async (lag) => {
    const scene = new Scene({ reads: { lagsMs: [lag] } });
    const faults = [
      { on: "subscribe", nth: 1, times: 1, do: reply(403, { apply: "at-once" }) },
    ] satisfies Play["faults"];
    const played = await moving([GOLD], ids(MONTHLY.id), { faults }, scene);
    expect(verdicts(played)).toEqual(["detached"]);
    expect(played.outcomes[0]?.keys).toMatchObject([{ id: PARTNER_A, movedTo: { id: MONTHLY.id } }]);
    expect(writesOf(played).filter((line) => line.includes("subscribe"))).toHaveLength(1);
  });

  it("whose write is in doubt is looked at, and written again where it does not show", async () => {
    const scene = new Scene();
    const faults = [{ on: "subscribe", nth: 1, times: 1, do: reply(504) }] as NonNullable<Play["faults"]>;
    const played = await moving([GOLD], ids(MONTHLY.id), { faults }, scene);
    expect(verdicts(played)).toEqual(["detached"]);
    expect(writesOf(played).filter((line) => line.includes("subscribe"))).toHaveLength(2);
    expect(scene.emulator.keyPlan(PARTNER_A, STAGE.id)).toBe(MONTHLY.id);
  });

  it.each([
    { kind: "reply", status: 403 },
    { kind: "reply", status: 400 },
  ] as const)("whose write is in doubt may have moved, though the next is refused with $status", async (refusal) => {
    const scene = new Scene();
    const faults = [
      { on: "subscribe", nth: 1, times: 1, do: reply(504, { apply: { afterMs: 10_000 } }) },
      { on: "subscribe", nth: 1, times: "all", do: refusal },
    ] satisfies Play["faults"];
    const played = await moving([GOLD], ids(MONTHLY.id), { faults }, scene);
    expect(verdicts(played)).toEqual(["failed api-keys-not-moved"]);
    expect(played.outcomes[0]).toMatchObject({
      changed: true,
      keys: [{ id: PARTNER_A, movedTo: { id: MONTHLY.id } }],
    });
    expect(problemOf(played)?.facts).toMatchObject({ changed: true });
    scene.wait(10_000);
    scene.on();
    expect(scene.emulator.keyPlan(PARTNER_A, STAGE.id)).toBe(MONTHLY.id);
  });

  it("that joins meanwhile moves as well", async () => {
    const scene = new Scene();
    const played = await moving(
      [GOLD],
      ids(MONTHLY.id),
      { acts: [{ after: "write", nth: 1, do: (emulator, now) => emulator.moveKey(IOS, STAGE.id, GOLD.id, now) }] },
      scene,
    );
    expect(verdicts(played)).toEqual(["detached"]);
    expect(scene.emulator.keyPlan(IOS, STAGE.id)).toBe(MONTHLY.id);
    const to = { id: MONTHLY.id, name: MONTHLY.name };
    expect(played.outcomes[0]?.keys).toMatchObject([
      { id: PARTNER_A, movedTo: to },
      { id: IOS, movedTo: to },
    ]);
    expect(played.notesOf("keys-moved")).toMatchObject([{ count: 2 }]);
  });

  it("that somebody moves elsewhere meanwhile stays there, and is named", async () => {
    const scene = new Scene();
    const played = await moving(
      [GOLD],
      ids(MONTHLY.id),
      {
        acts: [{ after: "write", nth: 1, do: (emulator, now) => emulator.moveKey(PARTNER_A, STAGE.id, TRIAL.id, now) }],
      },
      scene,
    );
    expect(played.notesOf("key-left")).toMatchObject([{ id: PARTNER_A }]);
    expect(scene.emulator.keyPlan(PARTNER_A, STAGE.id)).toBe(TRIAL.id);
  });
});

describe("a dry run", () => {
  it.each([
    ["is not on the stage", byIds(GOLD), UNUSED, true],
    ["is on it", byIds(GOLD), MONTHLY, false],
    ["may be on it: nobody has read the stage", unread(GOLD), UNUSED, false],
  ])(
    "says how many keys would go, and whether the successor has to be attached: it %s",
    async (_, work, to, attaches) => {
      const played = await new Scene().play((run) => detach({ ...run, dryRun: true }, work, ids(to.id)));
      expect(played.notes.filter(({ code }) => code === "keys-would-move")).toEqual([
        {
          code: "keys-would-move",
          level: "info",
          facts: { plan: GOLD.name, stage: STAGE.name, successor: to.name, count: 1, attaches },
        },
      ]);
    },
  );

  it("says nothing of keys where there are none", async () => {
    const played = await moving([MONTHLY], ids(UNUSED.id), { run: { dryRun: true } });
    expect(verdicts(played)).toEqual(["would-detach"]);
    expect(played.notesOf("keys-would-move")).toEqual([]);
  });

  it("shows where the keys would go, and writes nothing", async () => {
    const played = await moving([GOLD], ids(UNUSED.id), { run: { dryRun: true } });
    expect(writesOf(played)).toEqual([]);
    expect(played.outcomes[0]).toMatchObject({
      verdict: "would-detach",
      keys: [{ id: PARTNER_A, movedTo: UNUSED }],
    });
  });
});

describe("a successor that cannot be one", () => {
  it.each([
    ["the plan itself", ids(GOLD.id), "successor-is-target"],
    ["unknown", ids("uxxxxxxxxx"), "plan-not-found"],
    ["with another name", { ids: [MONTHLY.id], names: ["Silver"], all: false }, "id-name-mismatch"],
    ["of no known name", names("Silver"), "name-not-found"],
  ])("%s: a fault before any write", async (_, to, code) => {
    const scene = new Scene();
    let caught: unknown;
    const played = await scene.play(async (run) => {
      try {
        return await detach(run, byIds(GOLD), to);
      } catch (error) {
        caught = error;
        return [];
      }
    });
    expect((caught as { problems: { code: string }[] }).problems[0]?.code).toBe(code);
    expect(writesOf(played)).toEqual([]);
  });
});

describe("round trips", () => {
  /** Sixteen keys on GOLD, and nobody else. */
  const state: StateInput = {
    ...seed(),
    apiKeys: Array.from({ length: 16 }, (_, n) => ({
      apiKeyId: `key${n}`,
      apiKeyName: `name ${n}`,
      subscriptions: [{ stageId: STAGE.id, usagePlanId: GOLD.id, monthCallCount: n }],
    })),
  };

  it("of one stage with sixteen keys are eight, the successor's attachment included", async () => {
    const scene = new Scene({ latencyMs: 100 }, state);
    const played = await moving([GOLD], ids(UNUSED.id), {}, scene);
    expect(verdicts(played)).toEqual(["detached"]);
    expect(played.took).toBe(800);
    expect(writesOf(played).filter((line) => line.includes("subscribe"))).toHaveLength(16);
  });

  it("without a successor are one more than without keys", async () => {
    const took = async (scene: Scene) => {
      const played = await scene.play((run) => detach({ ...run, lookAtKeys: true }, byIds(GOLD)));
      expect(verdicts(played)).toEqual(["detached"]);
      return played.took;
    };
    expect(await took(new Scene({ latencyMs: 100 }, { ...seed(), apiKeys: [] }))).toBe(300);
    expect(await took(new Scene({ latencyMs: 100 }, state))).toBe(400);
  });
});

describe("a key, right before it is written", () => {
  it("is looked at: whom somebody has moved while the successor was attached, is left", async () => {
    const scene = new Scene({ latencyMs: 100 });
    const played = await moving(
      [GOLD],
      ids(UNUSED.id),
      {
        acts: [{ after: "write", nth: 1, do: (emulator, now) => emulator.moveKey(PARTNER_A, STAGE.id, TRIAL.id, now) }],
      },
      scene,
    );
    expect(verdicts(played)).toEqual(["detached"]);
    expect(writesOf(played).join()).not.toContain("subscribe");
    expect(scene.emulator.keyPlan(PARTNER_A, STAGE.id)).toBe(TRIAL.id);
    expect(played.notesOf("key-left")).toMatchObject([{ id: PARTNER_A }]);
  });

  it("is announced, also when it joins meanwhile", async () => {
    const announced: string[][] = [];
    const scene = new Scene();
    await moving(
      [GOLD],
      ids(MONTHLY.id),
      {
        acts: [{ after: "write", nth: 1, do: (emulator, now) => emulator.moveKey(IOS, STAGE.id, GOLD.id, now) }],
        run: {
          beforeWrites: (_, plans) => announced.push(plans.flatMap(({ keys = [] }) => keys.map(({ id }) => id))),
        },
      },
      scene,
    );
    expect(announced).toEqual([[PARTNER_A], [PARTNER_A, IOS]]);
  });

  it("counts for the limits, also when it joins meanwhile", async () => {
    const scene = new Scene();
    const played = await moving(
      [GOLD],
      ids(MONTHLY.id),
      {
        acts: [{ after: "write", nth: 1, do: (emulator, now) => emulator.moveKey(IOS, STAGE.id, GOLD.id, now) }],
        run: { maxAffectedApiKeys: 1 },
      },
      scene,
    );
    expect(verdicts(played)).toEqual(["failed too-many-api-keys"]);
    expect(scene.on()).toContain(GOLD.id);
    expect(scene.emulator.keyPlan(IOS, STAGE.id)).toBe(GOLD.id);
  });

  it.each([
    [{ maxAffectedApiKeys: 1 }, "refused too-many-api-keys"],
    [{ maxAffectedCalls: 3_301_874 }, "refused too-many-calls"],
  ])(
    "that joins before any has moved, and is too much: nothing is written, and all are named (%j)",
    async (run, verdict) => {
      const acts: Play["acts"] = [{ ms: 2_150, do: (emulator, now) => emulator.moveKey(IOS, STAGE.id, GOLD.id, now) }];
      const played = await moving([GOLD], ids(MONTHLY.id), { acts, run }, new Scene({ latencyMs: 1_100 }));
      expect(verdicts(played)).toEqual([verdict]);
      expect(writesOf(played)).toEqual([]);
      expect(played.outcomes[0]).toMatchObject({ changed: false, keys: [{ id: PARTNER_A }, { id: IOS }] });
    },
  );
});
