/** An approval as it comes back through a workflow, and what it stands for: nothing but what it says. */
import { describe, expect, it } from "vitest";
import { sampleProblem } from "../../../scripts/samples.ts";
import {
  type Approval,
  approvalJson,
  approvedWork,
  changedSince,
  everyOf,
  notApproved,
  readApproval,
  readApprovals,
  successorOf,
  tellApproval,
  tellOthers,
  toApprove,
} from "../../../src/usage-plan/approval.ts";
import type { Run } from "../../../src/usage-plan/run.ts";
import type { Note, Outcome, Selection } from "../../../src/usage-plan/types.ts";
import { factsOf } from "../facts.ts";
import { ALL, API, ids, PRODUCT, STAGE } from "./scenario.ts";
import { reply } from "./steps.ts";
import { GOLD, Scene, sentAt, TRIAL } from "./virtual.ts";

const AT = { product: { id: "p1", name: "결제" }, api: { id: "a1" }, stage: { id: "s1", name: "운영" } };
const PLACE = { product: PRODUCT, api: API, stage: STAGE };
const APP = { id: "k1", name: "app" };
const HERE = { site: "public", origin: "https://apigateway.apigw.ntruss.com" };
const approval: Approval = {
  ...HERE,
  at: "2026-01-01T00:00:00.000Z",
  run: "https://github.com/acme/shop/actions/runs/1",
  by: "minji",
  reason: "요금제 개편",
  successor: { id: "u9", name: "Next" },
  every: "api",
  stages: [
    { ...AT, plans: [{ id: "u1", name: "Gold", keys: [APP] }, { id: "u2" }] },
    { ...AT, stage: { id: "s2" }, plans: [{ id: "u1", name: "Gold", keys: [] }] },
  ],
};
const plain = (): Record<string, unknown> => JSON.parse(JSON.stringify(approvalJson(approval)));

function faultOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    const [problem] = (error as { problems: { code: string; facts: object }[] }).problems;
    const { name, expected, got } = factsOf(problem);
    return [problem?.code, name, expected, got].filter((each) => each !== undefined).join(" | ");
  }
  return undefined;
}

describe("an approval", () => {
  it("comes back as it went", () => {
    expect(readApproval(JSON.stringify(plain()), HERE)).toStrictEqual(approval);
    const { run: _, by: __, reason: ___, successor: ____, every: _____, ...little } = approval;
    expect(readApproval(JSON.stringify(approvalJson(little)), HERE)).toStrictEqual(little);
  });

  const ID = "[A-Za-z0-9_-]{1,64}";
  const stage = (more: object) => [{ ...AT, plans: [{ id: "u1" }], ...more }];
  it.each<[string, object | undefined, string]>([
    ["none of ours", undefined, "approval | ncp-approval-1.…"],
    ["of another version", { version: 2 }, "version | 1"],
    ["without a time", { at: "soon" }, "at | ISO 8601"],
    ["with a time of another kind", { at: 1 }, 'at | "…" (≤ 1000)'],
    ["without a site", { site: "" }, 'site | "…" (≤ 1000)'],
    ["without an origin", { origin: 1 }, 'origin | "…" (≤ 1000)'],
    ["with a successor that is none", { successor: { id: "../x" } }, `successor.id | ${ID}`],
    ["without stages", { stages: [] }, "stages | ≥ 1"],
    ["with stages of another kind", { stages: {} }, "stages | […]"],
    ["with text for a stage", { stages: ["s1"] }, "stages[0] | {…}"],
    ["with a path for a stage", { stages: stage({ stage: { id: "../x" } }) }, `stages[0].stage.id | ${ID}`],
    ["without plans", { stages: stage({ plans: [] }) }, "stages | ≥ 1"],
    [
      "without plans on one of its stages",
      { stages: [...stage({}), { ...AT, stage: { id: "s2" }, plans: [] }] },
      "stages | ≥ 1",
    ],
    ["with plans of another kind", { stages: stage({ plans: "u1" }) }, "stages[0].plans | […]"],
    ["with text for a plan", { stages: stage({ plans: ["u1"] }) }, "stages[0].plans[0] | {…}"],
    [
      "with keys of another kind",
      { stages: stage({ plans: [{ id: "u1", keys: "k1" }] }) },
      "stages[0].plans[0].keys | […]",
    ],
    [
      "with a key that is none",
      { stages: stage({ plans: [{ id: "u1", keys: [{ id: "" }] }] }) },
      `stages[0].plans[0].keys[0].id | ${ID}`,
    ],
  ])("%s is refused, with the place", (_, damage, place) => {
    const json = damage && JSON.stringify({ ...plain(), ...damage });
    expect(faultOf(() => readApproval(json, HERE))).toBe(`approval-invalid | ${place}`);
  });

  it("that is no JSON names the input or the file that it comes from", () => {
    expect(faultOf(() => readApproval("{", HERE, "a.json"))).toBe("approval-invalid | a.json | JSON");
  });

  it.each([
    { ...HERE, site: "gov" },
    { ...HERE, origin: "https://localhost" },
  ])("is refused at %j", (here) => {
    const [expected, got] = [HERE, here].map(({ site, origin }) => `${site} ${origin}`);
    expect(faultOf(() => readApproval(JSON.stringify(plain()), here))).toBe(
      `approval-other-site | ${expected} | ${got}`,
    );
  });

  it("names a stage or a plan once, by the last word", () => {
    const stages = [
      { ...AT, plans: [{ id: "u1", name: "old" }, { id: "u2" }] },
      { ...AT, stage: { id: "s2" }, plans: [{ id: "u1" }] },
      { ...AT, plans: [{ id: "u1", name: "new" }] },
    ];
    const read = readApproval(JSON.stringify({ ...plain(), stages }), HERE);
    expect(read.stages.map((each) => [each.stage.id, each.plans])).toEqual([
      ["s1", [{ id: "u1", name: "new" }, { id: "u2" }]],
      ["s2", [{ id: "u1" }]],
    ]);
  });
});

describe("several approvals", () => {
  const paper = (more: object) => ({
    source: "approval",
    json: JSON.stringify({ ...plain(), ...more }),
    masked: false,
  });

  it("are one, as old as the oldest", () => {
    const times = ["2026-01-03T00:00:00.000Z", "2026-01-02T00:00:00.000Z"];
    const [late, early] = times.map((at, n) =>
      paper({ at, stages: [{ ...AT, stage: { id: `s${n}` }, plans: [{ id: "u1" }] }] }),
    );
    const read = readApprovals(
      [late, early].flatMap((each) => each ?? []),
      HERE,
    );
    expect(read.at).toBe(times[1]);
    expect(read.stages.map(({ stage }) => stage.id)).toEqual(["s1", "s0"]);
  });

  it("that name two successors, or one and none, are refused", () => {
    for (const successor of [{ id: "u8" }, undefined]) {
      expect(faultOf(() => readApprovals([paper({}), paper({ successor })], HERE))).toBe(
        "approval-invalid | successor | 1",
      );
    }
    expect(faultOf(() => readApprovals([paper({}), paper({ successor: { id: "u9" } })], HERE))).toBeUndefined();
  });

  it("that are none at all are a fault", () => {
    expect(faultOf(() => readApprovals([], HERE))).toBe("approval-invalid | approval | ncp-approval-1.…");
  });
});

describe("what is approved", () => {
  const plan = { id: "u1", name: "Gold" };
  const target = { ...AT, plan };
  const key = { ...APP, monthCalls: 7, movedTo: { id: "u9", name: "Next" } };

  it("is what a run without writes would have written, the keys without their calls", () => {
    const outcomes: Outcome[] = [
      { target, verdict: "would-detach", changed: false, keys: [key] },
      { target: { ...target, plan: { id: "u2" } }, verdict: "already-detached", changed: false },
      { target: { ...target, plan: { id: "u3" } }, verdict: "attached", changed: false },
      { target: { ...target, stage: { id: "s2" } }, verdict: "would-detach", changed: false, keys: [] },
      {
        target: { ...target, plan: { id: "u4" } },
        verdict: "failed",
        changed: false,
        problem: sampleProblem("forbidden"),
      },
    ];
    expect(toApprove(outcomes)).toStrictEqual([
      { ...AT, plans: [{ ...plan, keys: [APP] }, { id: "u3" }] },
      { ...AT, stage: { id: "s2" }, plans: [{ ...plan, keys: [] }] },
    ]);
    expect(successorOf(outcomes)).toEqual({ id: "u9", name: "Next" });
    expect(successorOf(outcomes.slice(1))).toBeUndefined();
  });

  it("is done and nothing else", () => {
    expect(approvedWork(approval)[0]).toEqual({
      at: AT,
      plans: [
        { plan, exists: false, approved: { name: "Gold", keys: [APP], successor: approval.successor } },
        {
          plan: { id: "u2" },
          exists: false,
          approved: { name: undefined, keys: undefined, successor: approval.successor },
        },
      ],
    });
  });

  it.each<[Partial<Selection>, string | undefined]>([
    [{}, undefined],
    [{ product: ALL, api: ALL }, undefined],
    [{ stage: ALL }, "api"],
    [{ stage: ALL, api: ALL }, "product"],
    [{ stage: ALL, api: ALL, product: ALL }, "everywhere"],
  ])("of %j was asked for every stage of: %s", (more, every) => {
    expect(everyOf({ product: ids("p"), api: ids("a"), stage: ids("s"), plan: ids("u"), ...more })).toBe(every);
  });
});

describe("what has changed since", () => {
  const target = { ...AT, plan: { id: "u1", name: "Gold" } };
  const agreed = { name: "Gold", keys: [APP], successor: { id: "u9", name: "Next" } };
  const next = { id: "u9", name: "Next" };
  const same = { plan: "Gold", stage: "운영", added: [], removed: [] };
  const since = (...given: Parameters<typeof changedSince>) => changedSince(...given)?.facts;

  it("is nothing where all is the same, or nobody knew or knows", () => {
    expect(since(agreed, target, [APP], next)).toBeUndefined();
    expect(since({ ...agreed, name: undefined }, target, [APP], undefined)).toBeUndefined();
    expect(since(agreed, { ...AT, plan: { id: "u1" } }, undefined, { id: "u9" })).toBeUndefined();
    expect(since({ ...agreed, keys: undefined, successor: { id: "u9" } }, target, [APP], next)).toBeUndefined();
  });

  it("is a name of the plan or of its successor, and keys that have joined or left", () => {
    expect(since(agreed, { ...AT, plan: { id: "u1", name: "Silver" } }, [APP], next)).toEqual({
      ...same,
      got: "Silver",
    });
    expect(since(agreed, target, [APP], { id: "u9", name: "Last" })).toEqual({ ...same, successor: "Last" });
    expect(since(agreed, target, [APP, { id: "k2" }], next)).toEqual({ ...same, added: ["k2"] });
    expect(since(agreed, target, [], next)).toEqual({ ...same, removed: ["app (k1)"] });
    expect(since({ ...agreed, name: undefined, keys: [] }, { ...AT, plan: { id: "u1" } }, [APP], next)).toEqual({
      ...same,
      plan: "u1",
      added: ["app (k1)"],
    });
  });

  it("is who joins while the others move, where keys were agreed to at all", () => {
    const K2 = [{ id: "k2" }];
    expect(notApproved(agreed, target, [APP], true)).toBeUndefined();
    expect(notApproved(undefined, target, K2, true)).toBeUndefined();
    expect(notApproved({ ...agreed, keys: undefined }, target, K2, true)).toBeUndefined();
    for (const moved of [true, false]) {
      expect(notApproved(agreed, target, [APP, ...K2], moved)?.facts).toEqual({
        ...same,
        added: ["k2"],
        ...(moved && { moved }),
      });
    }
  });
});

describe("what is said of an approval", () => {
  it("is how much it is, from whom, and how old", async () => {
    const notes: Note[] = [];
    const runAt = (ms: number) =>
      ({
        clock: { now: () => Date.parse(approval.at) + ms },
        tell: (note: Note) => notes.push(note),
      }) as unknown as Run;
    tellApproval(runAt(5_000), approval);
    const { run: _, by: __, ...bare } = approval;
    tellApproval(runAt(-5_000), bare); // by a clock that is behind
    expect(notes).toEqual([
      {
        code: "approved",
        level: "info",
        facts: { count: 3, sentAt: approval.at, ms: 5_000, name: approval.run, got: "minji" },
      },
      { code: "approved", level: "info", facts: { count: 3, sentAt: approval.at, ms: 0 } },
    ]);
  });

  const others = async (plans: readonly { id: string; name: string }[], every?: Approval["every"], status?: number) => {
    const faults = status === undefined ? [] : [{ on: "plan-stages", times: "all", do: reply(status) } as const];
    const given: Approval = { ...HERE, at: sentAt(0), ...(every && { every }), stages: [{ ...PLACE, plans }] };
    const played = await new Scene().play((run) => tellOthers(run, given).then(() => []), { faults });
    return { read: played.requests.length, told: played.notesOf("approval-others") };
  };

  it("is not more where several plans, or no star, were asked for", async () => {
    expect(await others([GOLD, TRIAL], "everywhere")).toEqual({ read: 0, told: [] });
    expect(await others([TRIAL])).toEqual({ read: 0, told: [] });
  });

  // Besides 운영, TRIAL is on a stage of the same API and one of another product, GOLD on one of another API.
  it.each([
    [TRIAL, "api", 1],
    [TRIAL, "product", 1],
    [TRIAL, "everywhere", 2],
    [GOLD, "api", 0],
    [GOLD, "product", 1],
  ] as const)("are the other stages that %j is on in %s: %i", async (plan, every, count) => {
    expect(await others([plan], every)).toEqual({ read: 1, told: count === 0 ? [] : [{ plan: plan.name, count }] });
  });

  it("is nothing where the read fails: nothing rests on it", async () => {
    expect(await others([TRIAL], "everywhere", 403)).toEqual({ read: 1, told: [] });
  });
});
