import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleProblem } from "../../../scripts/samples.ts";
import type { Paper } from "../../../src/usage-plan/fields.ts";
import { RunError } from "../../../src/usage-plan/problem.ts";
import {
  intended,
  lastWriteOf,
  type ReceiptRecord,
  type ReceiptStage,
  receiptJson,
  stagesToUndo,
} from "../../../src/usage-plan/receipt.ts";
import { readReceipts, type StageToRestore } from "../../../src/usage-plan/receipt-read.ts";
import type { Outcome, Problem } from "../../../src/usage-plan/types.ts";
import { factsOf } from "../facts.ts";

const record: ReceiptRecord = {
  site: "public",
  origin: "https://apigateway.apigw.ntruss.com",
  account: "0123456789abcdef",
  at: "2026-01-01T00:00:00.000Z",
  run: "https://github.com/acme/shop/actions/runs/1",
  by: "minji",
  reason: "요금제 개편",
};
const SENT_BY = Date.parse(record.at);
const PROBLEM = sampleProblem("write-uncertain");
const at = { product: { id: "p1", name: "결제" }, api: { id: "a1" }, stage: { id: "s1", name: "운영" } };
const target = (plan: string, stage = "s1") => ({
  ...at,
  stage: { id: stage },
  plan: { id: plan, name: `plan ${plan}` },
});
const outcomes: Outcome[] = [
  { target: target("u1"), verdict: "detached", changed: true, keys: [{ id: "k1", name: "app", monthCalls: 7 }] },
  { target: target("u2"), verdict: "already-detached", changed: false },
  { target: target("u3"), verdict: "unknown", changed: true, problem: PROBLEM },
  { target: target("u4", "s2"), verdict: "failed", changed: false, problem: PROBLEM },
  { target: target("u5", "s2"), verdict: "detached", changed: true },
];

const textOf = (json: string): Paper => ({ source: "receipt", json, masked: json.includes("***") });
const read = (json: string | object, scope = record): StageToRestore[] =>
  readReceipts([textOf(typeof json === "string" ? json : JSON.stringify(json))], scope, { anyAccount: false });

function problemsOf(json: string | object, scope = record): readonly Problem[] {
  try {
    read(json, scope);
    return [];
  } catch (error) {
    if (error instanceof RunError) return error.problems;
    throw error;
  }
}

/** `code place: what is expected there` of each problem. */
const codesOf = (json: string | object, scope = record): string[] =>
  problemsOf(json, scope).map(({ code, facts }) => {
    const { name, expected } = factsOf({ facts });
    return name === undefined ? code : `${code} ${name}: ${expected}`;
  });

const restorable = (stages: readonly ReceiptStage[], sentBy = SENT_BY): StageToRestore[] =>
  stages.map((stage) => ({ ...stage, plans: stage.plans.map((plan) => ({ ...plan, sentBy })) }));

describe("what a receipt holds", () => {
  it("is what changed or may have changed, by stage, with the keys by id and name only", () => {
    expect(receiptJson(record, stagesToUndo(outcomes))).toEqual({
      version: 2,
      ...record,
      stages: [
        {
          product: at.product,
          api: at.api,
          stage: { id: "s1" },
          plans: [
            { id: "u1", name: "plan u1", keys: [{ id: "k1", name: "app" }] },
            { id: "u3", name: "plan u3", sure: false, keys: "unknown" },
          ],
        },
        {
          product: at.product,
          api: at.api,
          stage: { id: "s2" },
          plans: [{ id: "u5", name: "plan u5", keys: "unknown" }],
        },
      ],
    });
  });

  it("comes back as it went", () => {
    const stages = stagesToUndo(outcomes);
    expect(read(receiptJson(record, stages))).toStrictEqual(restorable(stages));
    const { run: _, by: __, reason: ___, ...little } = record;
    expect(read(receiptJson(little, stages))).toStrictEqual(restorable(stages));
  });

  it("is nothing of what was not changed after all", () => {
    const others: Outcome[] = [
      { target: target("u3"), verdict: "unknown", changed: false, problem: PROBLEM },
      { target: target("u4"), verdict: "detached", changed: false },
    ];
    expect(stagesToUndo(others)).toEqual([]);
  });

  it("takes a key without a name", () => {
    const json = JSON.parse(JSON.stringify(receiptJson(record, stagesToUndo(outcomes))));
    json.stages[0].plans[0].keys = [{ id: "k1" }];
    expect(read(json)[0]?.plans[0]?.keys).toStrictEqual([{ id: "k1", name: "k1" }]);
  });

  it("has no name that it could not read again, none that is empty, and none with a part taken out", () => {
    const names = ["x".repeat(1_001), "", "a *** b", "x".repeat(1_000)];
    const stages = names.map((name, n) => ({ target: { ...at, plan: { id: `u${n}`, name } } }));
    const seen = stages.map((each): Outcome => ({ ...each, verdict: "detached", changed: true }));
    expect(read(receiptJson(record, stagesToUndo(seen)))[0]?.plans.map(({ id, name }) => [id, name])).toEqual([
      ["u0", undefined],
      ["u1", undefined],
      ["u2", undefined],
      ["u3", names[3]],
    ]);
  });

  it("says of a plan that stayed on that only its keys were written", () => {
    const keys = [{ id: "k1", name: "app", movedTo: { id: "u9" } }];
    const moved: Outcome = { target: target("u1"), verdict: "failed", changed: true, keys, problem: PROBLEM };
    const json = receiptJson(record, stagesToUndo([moved, { ...moved, target: target("u2"), verdict: "unknown" }]));
    expect(json).toMatchObject({
      stages: [
        {
          plans: [
            { id: "u1", sent: false },
            { id: "u2", sure: false },
          ],
        },
      ],
    });
    expect(read(json)[0]?.plans.map(({ sent, sure }) => [sent, sure])).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it("names where keys are about to go, and whether that has to be put there first", () => {
    const plan = { plan: { id: "u1" }, keys: [] };
    for (const attached of [true, false]) {
      const successor = { id: "u9", name: "next", attached };
      expect(read(receiptJson(record, [intended(at, [plan], successor)]))[0]?.successors).toEqual([successor]);
    }
    expect(intended(at, [plan]).successors).toEqual([]);
  });

  it("marks what was only intended as not sure", () => {
    const stage = intended(at, [{ plan: { id: "u1", name: "x" }, keys: [{ id: "k1", name: "app", monthCalls: 1 }] }]);
    expect(receiptJson(record, [stage])).toMatchObject({
      stages: [{ ...at, plans: [{ id: "u1", name: "x", sure: false, keys: [{ id: "k1", name: "app" }] }] }],
    });
  });

  it("knows when the last write was sent", () => {
    const sent = ["2026-01-01T00:00:07.000Z", "2026-01-01T00:00:09.000Z", "2026-01-01T00:00:08.000Z"];
    const all = sent.map((sentAt): Outcome => ({ target: target("u1"), verdict: "detached", changed: true, sentAt }));
    expect(lastWriteOf(all)).toBe(sent[1]);
    expect(lastWriteOf(outcomes)).toBeUndefined();
    const stages = read(receiptJson({ ...record, lastWrite: sent[1] as string }, stagesToUndo(all)));
    expect(stages[0]?.plans[0]?.sentBy).toBe(SENT_BY + 9_000);
  });

  it("says who moved where, and that nobody could look", () => {
    const stage: ReceiptStage = {
      ...at,
      plans: [
        { id: "u1", sure: true, sent: true, keys: [{ id: "k1", name: "app", movedTo: "u9" }], keysKnown: true },
        { id: "u2", sure: true, sent: false, keys: [], keysKnown: false },
      ],
      successors: [{ id: "u9", name: "Next", attached: true }],
    };
    const json = receiptJson(record, [stage]);
    expect(json).toMatchObject({
      stages: [
        {
          plans: [
            { id: "u1", keys: [{ id: "k1", movedTo: "u9" }] },
            { id: "u2", sent: false, keys: "unknown" },
          ],
          successor: { id: "u9", name: "Next", attached: true },
        },
      ],
    });
    expect(read(json)).toStrictEqual(restorable([stage]));
  });

  it("whatever it holds, comes back as it went", () => {
    const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
    const name = fc.string({ minLength: 1, maxLength: 40, unit: "binary" }).filter((text) => !text.includes("***"));
    const ref = fc.record({ id, name }, { requiredKeys: ["id"] });
    const key = fc.record({ id, name, movedTo: id }, { requiredKeys: ["id", "name"] });
    const plan = fc
      .record({ ref, sure: fc.boolean(), keys: fc.uniqueArray(key, { selector: (each) => each.id, maxLength: 4 }) })
      .map(({ ref, ...rest }) => ({ ...ref, ...rest, sent: true, keysKnown: true }));
    const stage = fc.record({
      product: ref,
      api: ref,
      stage: ref,
      plans: fc.uniqueArray(plan, { selector: (each) => each.id, minLength: 1, maxLength: 4 }),
      successors: fc.array(fc.record({ id, attached: fc.boolean() }), { maxLength: 1 }),
    });
    const places = fc.uniqueArray(stage, {
      selector: (each) => [each.product.id, each.api.id, each.stage.id].join("/"),
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(places, (stages) => {
        const plain = JSON.parse(JSON.stringify(stages)) as ReceiptStage[];
        expect(read(receiptJson(record, plain))).toEqual(restorable(plain));
      }),
    );
  });
});

describe("several receipts are one undo", () => {
  const receipt = (when: number, ...plans: object[]) =>
    textOf(
      JSON.stringify({
        version: 2,
        ...record,
        at: new Date(SENT_BY + when).toISOString(),
        stages: [{ ...at, plans }],
      }),
    );
  const readAll = (...texts: Paper[]) => readReceipts(texts, record, { anyAccount: false });

  it("a stage of several is there once, with all its plans", () => {
    const [stage, ...more] = readAll(receipt(0, { id: "u1" }), receipt(1, { id: "u2" }), receipt(2, { id: "u1" }));
    expect(more).toEqual([]);
    expect(stage?.plans.map(({ id }) => id)).toEqual(["u1", "u2"]);
  });

  it.each(["in this order", "in the other"])("the later word wins, given %s", (order) => {
    const texts = [receipt(5, { id: "u1", name: "new" }), receipt(2, { id: "u1", name: "old", sure: false })];
    const [stage] = readAll(...(order === "in this order" ? texts : texts.reverse()));
    expect(stage?.plans).toMatchObject([{ id: "u1", name: "new", sure: true, sentBy: SENT_BY + 5 }]);
  });

  it("API keys of every attempt come back, and one attempt that could not look is not forgotten", () => {
    const [stage] = readAll(
      receipt(0, { id: "u1", sent: false, keys: [{ id: "k1", movedTo: "u9" }] }),
      receipt(1, { id: "u1", keys: [{ id: "k2" }] }),
      receipt(2, { id: "u1", sent: false, keys: "unknown" }),
    );
    expect(stage?.plans).toMatchObject([
      { id: "u1", sure: true, sent: true, sentBy: SENT_BY + 1, keys: [{ id: "k1", movedTo: "u9" }, { id: "k2" }] },
    ]);
    expect(stage?.plans[0]?.keysKnown).toBe(false);
  });

  it("a successor of several is there once, and was attached if any of them did", () => {
    const of = (when: number, successor: object) => {
      const json = { version: 2, ...record, at: new Date(SENT_BY + when).toISOString() };
      return textOf(JSON.stringify({ ...json, stages: [{ ...at, plans: [{ id: "u1", keys: [] }], successor }] }));
    };
    const [stage] = readAll(of(0, { id: "u9", attached: true }), of(1, { id: "u9" }), of(2, { id: "u8" }));
    expect(stage?.successors).toEqual([
      { id: "u9", attached: true },
      { id: "u8", attached: false },
    ]);
    expect(stage?.plans[0]?.keysKnown).toBe(true);
  });
});

describe("a receipt that is refused", () => {
  const good = () => JSON.parse(JSON.stringify(receiptJson(record, stagesToUndo(outcomes))));
  const ID = "[A-Za-z0-9_-]{1,64}";
  const first = (r: ReturnType<typeof good>, more: object) => ({ ...r, stages: [{ ...r.stages[0], ...more }] });
  const damaged: [string, (receipt: ReturnType<typeof good>) => unknown, string][] = [
    ["no object", () => [], "receipt: {…}"],
    ["null", () => null, "receipt: {…}"],
    ["another version", (r) => ({ ...r, version: 3 }), "receipt: version: 1 | 2"],
    ["no stages", (r) => ({ ...r, stages: [] }), "receipt: stages: ≥ 1"],
    ["stages of another kind", (r) => ({ ...r, stages: {} }), "receipt: stages: […]"],
    ["text for a stage", (r) => ({ ...r, stages: ["s1"] }), "receipt: stages[0]: {…}"],
    ["no site", ({ site: _, ...r }) => r, 'receipt: site: "…" (≤ 1000)'],
    ["an empty origin", (r) => ({ ...r, origin: "" }), 'receipt: origin: "…" (≤ 1000)'],
    ["no time", ({ at: _, ...r }) => r, 'receipt: at: "…" (≤ 1000)'],
    ["a time that is none", (r) => ({ ...r, lastWrite: "soon" }), "receipt: lastWrite: ISO 8601"],
    ["an account of another kind", (r) => ({ ...r, account: 1 }), 'receipt: account: "…" (≤ 1000)'],
    ["a stage without plans", (r) => first(r, { plans: [] }), "receipt: stages[0].plans: ≥ 1"],
    ["plans of another kind", (r) => first(r, { plans: {} }), "receipt: stages[0].plans: […]"],
    ["a path in an id", (r) => first(r, { api: { id: "../x" } }), `receipt: stages[0].api.id: ${ID}`],
    ["a long id", (r) => first(r, { product: { id: "p".repeat(65) } }), `receipt: stages[0].product.id: ${ID}`],
    ["an empty id", (r) => first(r, { stage: { id: "" } }), `receipt: stages[0].stage.id: ${ID}`],
    ["a plan without id", (r) => first(r, { plans: [{}] }), `receipt: stages[0].plans[0].id: ${ID}`],
    [
      "a name of another kind",
      (r) => first(r, { plans: [{ id: "u", name: 1 }] }),
      'receipt: stages[0].plans[0].name: "…" (≤ 1000)',
    ],
    [
      "sure of another kind",
      (r) => first(r, { plans: [{ id: "u", sure: "no" }] }),
      "receipt: stages[0].plans[0].sure: true | false",
    ],
    [
      "keys of another kind",
      (r) => first(r, { plans: [{ id: "u", keys: {} }] }),
      "receipt: stages[0].plans[0].keys: […]",
    ],
    [
      "a key with a path",
      (r) => first(r, { plans: [{ id: "u", keys: [{ id: "/" }] }] }),
      `receipt: stages[0].plans[0].keys[0].id: ${ID}`,
    ],
    [
      "a key moved to a path",
      (r) => first(r, { plans: [{ id: "u", keys: [{ id: "k", movedTo: "/" }] }] }),
      `receipt: stages[0].plans[0].keys[0].movedTo.id: ${ID}`,
    ],
    [
      "sent of another kind",
      (r) => first(r, { plans: [{ id: "u", sent: 1 }] }),
      "receipt: stages[0].plans[0].sent: true | false",
    ],
    [
      "a successor attached of another kind",
      (r) => first(r, { successor: { id: "u", attached: "yes" } }),
      "receipt: stages[0].successor.attached: true | false",
    ],
    ["a successor without id", (r) => first(r, { successor: {} }), `receipt: stages[0].successor.id: ${ID}`],
  ];
  it.each(damaged)("%s", (_, damage, place) => {
    expect(codesOf(damage(good()) as object)).toEqual([`receipt-invalid ${place}`]);
  });

  it("text that is none of ours", () => {
    const paper: Paper = { source: "a.json", json: undefined, masked: false };
    expect(() => readReceipts([paper], record, { anyAccount: false })).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ facts: { name: "a.json", expected: "ncp-receipt-2.…" } })],
      }),
    );
  });

  it("text that is not JSON", () => {
    const [problem, ...more] = problemsOf("{");
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: "receipt-invalid", facts: { name: "receipt", expected: "JSON" } });
    expect(problem?.causes.join()).toContain("JSON");
  });

  it("one with stars in it, which says so", () => {
    expect(codesOf("***")).toEqual(["receipt-masked receipt: JSON"]);
    const masked = JSON.stringify(good()).replace('"id":"s1"', '"id":"***"');
    expect(codesOf(masked)).toEqual([`receipt-masked receipt: stages[0].stage.id: ${ID}`]);
    expect(codesOf(JSON.stringify(good()).replace("결제", "***"))).toEqual([]);
  });

  it("one of another site, mirror or account", () => {
    const text = JSON.stringify(good());
    const expected = `public ${record.origin}`;
    const otherSite = (got: string) => [{ code: "receipt-other-site", facts: { expected, got }, causes: [] }];
    expect(problemsOf(text, { ...record, site: "gov" })).toEqual(otherSite(`gov ${record.origin}`));
    expect(problemsOf(text, { ...record, origin: "https://localhost" })).toEqual(otherSite("public https://localhost"));
    expect(codesOf(text, { ...record, account: "another" })).toEqual(["receipt-other-account"]);
  });

  it("but not one whose account was taken out on purpose, nor one of version 1", () => {
    const { account: _, ...rest } = good();
    expect(codesOf(rest, { ...record, account: "another" })).toEqual([]);
    expect(read({ ...good(), version: 1 })).toStrictEqual(restorable(stagesToUndo(outcomes)));
  });

  it("nor in a dry run one of another account, which writes nothing", () => {
    const texts = [textOf(JSON.stringify(good()))];
    expect(readReceipts(texts, { ...record, account: "another" }, { anyAccount: true })).toHaveLength(2);
  });
});
