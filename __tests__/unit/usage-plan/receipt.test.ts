import { describe, expect, it } from "vitest";
import { problem, RunError } from "../../../src/usage-plan/problem.ts";
import {
  intended,
  MAX_RECEIPT_BYTES,
  type ReceiptRecord,
  readReceipt,
  stagesToUndo,
  writeReceipt,
} from "../../../src/usage-plan/receipt.ts";
import type { Outcome, Problem } from "../../../src/usage-plan/types.ts";

const record: ReceiptRecord = {
  site: "public",
  origin: "https://apigateway.apigw.ntruss.com",
  account: "0123456789abcdef",
  at: "2026-01-01T00:00:00.000Z",
  run: "https://github.com/acme/shop/actions/runs/1",
  by: "minji",
  reason: "요금제 개편",
};
const PROBLEM = problem("write-uncertain", {});
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

function problemsOf(text: string, scope = record): readonly Problem[] {
  try {
    readReceipt(text, scope);
    return [];
  } catch (error) {
    if (error instanceof RunError) return error.problems;
    throw error;
  }
}

/** `code place: what is expected there` of each problem. */
const codesOf = (text: string, scope = record): string[] =>
  problemsOf(text, scope).map(({ code, facts: { name, expected } }) => {
    if (name === undefined) return code;
    return `${code} ${name}: ${expected}`;
  });

describe("what a receipt holds", () => {
  it("is what changed or may have changed, by stage, with the keys by id and name only", () => {
    const { text, shortened } = writeReceipt(record, stagesToUndo(outcomes));
    expect(shortened).toBe(false);
    expect(JSON.parse(text)).toEqual({
      version: 1,
      ...record,
      stages: [
        {
          product: at.product,
          api: at.api,
          stage: { id: "s1" },
          plans: [
            { id: "u1", name: "plan u1", keys: [{ id: "k1", name: "app" }] },
            { id: "u3", name: "plan u3", sure: false },
          ],
        },
        { product: at.product, api: at.api, stage: { id: "s2" }, plans: [{ id: "u5", name: "plan u5" }] },
      ],
    });
  });

  it("comes back as it went", () => {
    const stages = stagesToUndo(outcomes);
    expect(readReceipt(writeReceipt(record, stages).text, record)).toStrictEqual({ stages, record });
    const { run: _, by: __, reason: ___, ...little } = record;
    expect(readReceipt(writeReceipt(little, stages).text, little)).toStrictEqual({ stages, record: little });
  });

  it("is nothing of what was put back, or was not changed after all", () => {
    const others: Outcome[] = [
      { target: target("u1"), verdict: "restored", changed: true },
      { target: target("u2"), verdict: "failed", changed: true, problem: PROBLEM },
      { target: target("u3"), verdict: "unknown", changed: false, problem: PROBLEM },
      { target: target("u4"), verdict: "detached", changed: false },
    ];
    expect(stagesToUndo(others)).toEqual([]);
  });

  it("takes texts of a thousand characters, and a key without a name", () => {
    const text = writeReceipt({ ...record, reason: "x".repeat(1_000) }, stagesToUndo(outcomes)).text;
    const json = JSON.parse(text);
    json.stages[0].plans[0].keys = [{ id: "k1" }];
    const { stages, record: read } = readReceipt(JSON.stringify(json), record);
    expect(read.reason).toHaveLength(1_000);
    expect(stages[0]?.plans[0]?.keys).toStrictEqual([{ id: "k1", name: "k1" }]);
  });

  it("spells what cannot be seen in a name, and means the same", () => {
    const name = "a\u202eb\u200bc\u2028\u{e0001}\u00e9 한글";
    const seen: Outcome[] = [{ target: { ...at, plan: { id: "u1", name } }, verdict: "detached", changed: true }];
    const { text } = writeReceipt(record, stagesToUndo(seen));
    expect(text).toContain("a\\u202eb\\u200bc\\u2028\\udb40\\udc01\u00e9 한글");
    expect(readReceipt(text, record).stages[0]?.plans[0]?.name).toBe(name);
    const soft = "x\u00ady";
    const short: Outcome[] = [
      { target: { ...at, plan: { id: "u1", name: soft } }, verdict: "detached", changed: true },
    ];
    expect(writeReceipt(record, stagesToUndo(short)).text).toContain("x\\u00ady");
  });

  it("marks what was only intended as not sure", () => {
    const stage = intended(at, [{ plan: { id: "u1", name: "x" }, keys: [{ id: "k1", name: "app", monthCalls: 1 }] }]);
    expect(stage).toEqual({ ...at, plans: [{ id: "u1", name: "x", sure: false, keys: [{ id: "k1", name: "app" }] }] });
  });

  it("leaves names out rather than grow over what one environment string can carry", () => {
    const many = Array.from({ length: 1_000 }, (_, index): Outcome => {
      const plan = { id: `u${index}`, name: "가".repeat(45) };
      return { target: { ...at, plan }, verdict: "detached", changed: true };
    });
    const { text, shortened } = writeReceipt(record, stagesToUndo(many));
    expect(shortened).toBe(true);
    expect(Buffer.byteLength(text)).toBeLessThan(120 * 1024);
    expect(readReceipt(text, record).stages[0]?.plans).toHaveLength(1_000);
  });

  it("leaves them out at a byte over a hundred KiB, and not before", () => {
    const plans = (length: number, last: number): Outcome[] => [
      ...Array.from({ length }, (_, index): Outcome => {
        const plan = { id: `u${index}`, name: "x".repeat(500) };
        return { target: { ...at, plan }, verdict: "detached", changed: true };
      }),
      { target: { ...at, plan: { id: "ulast", name: "x".repeat(last) } }, verdict: "detached", changed: true },
    ];
    const size = (last: number) => Buffer.byteLength(writeReceipt(record, stagesToUndo(plans(180, last))).text);
    const room = 100 * 1024 - size(0);
    expect(writeReceipt(record, stagesToUndo(plans(180, room)))).toMatchObject({ shortened: false });
    expect(size(room)).toBe(100 * 1024);
    expect(writeReceipt(record, stagesToUndo(plans(180, room + 1)))).toMatchObject({ shortened: true });
  });

  it("keeps the names of a thousand targets of ordinary length", () => {
    const many = Array.from({ length: 1_000 }, (_, index): Outcome => {
      const stage = { id: `s${index % 50}`, name: `stage ${index % 50}` };
      return {
        target: { ...at, stage, plan: { id: `u${index}`, name: `plan no. ${index}` } },
        verdict: "detached",
        changed: true,
      };
    });
    expect(writeReceipt(record, stagesToUndo(many)).shortened).toBe(false);
  });
});

describe("a receipt that is refused", () => {
  const good = () => JSON.parse(writeReceipt(record, stagesToUndo(outcomes)).text);
  const damaged: [string, (receipt: ReturnType<typeof good>) => unknown, string][] = [
    ["no object", () => [], "receipt: {…}"],
    ["null", () => null, "receipt: {…}"],
    ["another version", (r) => ({ ...r, version: 2 }), "version: 1"],
    ["no stages", (r) => ({ ...r, stages: [] }), "stages: ≥ 1"],
    ["stages of another kind", (r) => ({ ...r, stages: {} }), "stages: […]"],
    ["text for a stage", (r) => ({ ...r, stages: ["s1"] }), "stages[0]: {…}"],
    ["no site", ({ site: _, ...r }) => r, 'site: "…"'],
    ["an empty origin", (r) => ({ ...r, origin: "" }), 'origin: "…"'],
    ["no time", ({ at: _, ...r }) => r, 'at: "…"'],
    ["an account of another kind", (r) => ({ ...r, account: 1 }), 'account: "…" (≤ 1000)'],
    ["a long reason", (r) => ({ ...r, reason: "x".repeat(1_001) }), 'reason: "…" (≤ 1000)'],
    ["a stage without plans", (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [] }] }), "stages[0].plans: ≥ 1"],
    ["plans of another kind", (r) => ({ ...r, stages: [{ ...r.stages[0], plans: {} }] }), "stages[0].plans: […]"],
    [
      "a path in an id",
      (r) => ({ ...r, stages: [{ ...r.stages[0], api: { id: "../x" } }] }),
      "stages[0].api.id: [A-Za-z0-9]{1,10}",
    ],
    [
      "a long id",
      (r) => ({ ...r, stages: [{ ...r.stages[0], product: { id: "p".repeat(11) } }] }),
      "stages[0].product.id: [A-Za-z0-9]{1,10}",
    ],
    [
      "an empty id",
      (r) => ({ ...r, stages: [{ ...r.stages[0], stage: { id: "" } }] }),
      "stages[0].stage.id: [A-Za-z0-9]{1,10}",
    ],
    [
      "a plan without id",
      (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{}] }] }),
      "stages[0].plans[0].id: [A-Za-z0-9]{1,10}",
    ],
    [
      "a name of another kind",
      (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{ id: "u", name: 1 }] }] }),
      'stages[0].plans[0].name: "…" (≤ 1000)',
    ],
    [
      "sure of another kind",
      (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{ id: "u", sure: "no" }] }] }),
      "stages[0].plans[0].sure: true | false",
    ],
    [
      "keys of another kind",
      (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{ id: "u", keys: {} }] }] }),
      "stages[0].plans[0].keys: […]",
    ],
    [
      "a key with a path",
      (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{ id: "u", keys: [{ id: "/" }] }] }] }),
      "stages[0].plans[0].keys[0].id: [A-Za-z0-9]{1,10}",
    ],
  ];
  it.each(damaged)("%s", (_, damage, place) => {
    expect(codesOf(JSON.stringify(damage(good())))).toEqual([`receipt-invalid ${place}`]);
  });

  it("text that is not JSON", () => {
    const [problem, ...more] = problemsOf("{");
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: "receipt-invalid", facts: { name: "receipt", expected: "JSON" } });
    expect(problem?.causes.join()).toContain("JSON");
  });

  it("one over the limit, before anything is parsed", () => {
    expect(problemsOf("x".repeat(MAX_RECEIPT_BYTES + 1))).toEqual([
      {
        code: "receipt-too-large",
        facts: { count: MAX_RECEIPT_BYTES + 1, limit: MAX_RECEIPT_BYTES },
        causes: [],
      },
    ]);
    expect(codesOf(" ".repeat(MAX_RECEIPT_BYTES))).toEqual(["receipt-invalid receipt: JSON"]);
  });

  it("one of another site, mirror or account", () => {
    const text = JSON.stringify(good());
    const problem = (code: string, expected: string, got: string) => [{ code, facts: { expected, got }, causes: [] }];
    const here = `public ${record.origin}`;
    expect(problemsOf(text, { ...record, site: "gov" })).toEqual(
      problem("receipt-other-site", here, `gov ${record.origin}`),
    );
    expect(problemsOf(text, { ...record, origin: "https://localhost" })).toEqual(
      problem("receipt-other-site", here, "public https://localhost"),
    );
    expect(problemsOf(text, { ...record, account: "another" })).toEqual(
      problem("receipt-other-account", record.account, "another"),
    );
  });

  it("but not one whose account was taken out on purpose: the way out when a key was renewed", () => {
    const { account: _, ...rest } = good();
    expect(codesOf(JSON.stringify(rest), { ...record, account: "another" })).toEqual([]);
    expect(readReceipt(JSON.stringify(rest), record).record).not.toHaveProperty("account");
  });
});
