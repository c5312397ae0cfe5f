import { describe, expect, it } from "vitest";
import { RunError } from "../../../src/usage-plan/problem.ts";
import {
  intended,
  MAX_RECEIPT_BYTES,
  type ReceiptRecord,
  readReceipt,
  stagesToUndo,
  writeReceipt,
} from "../../../src/usage-plan/receipt.ts";
import type { Outcome } from "../../../src/usage-plan/types.ts";

const record: ReceiptRecord = {
  site: "public",
  origin: "https://apigateway.apigw.ntruss.com",
  account: "0123456789abcdef",
  at: "2026-01-01T00:00:00.000Z",
  run: "https://github.com/acme/shop/actions/runs/1",
  by: "minji",
  reason: "요금제 개편",
};
const at = { product: { id: "p1", name: "결제" }, api: { id: "a1" }, stage: { id: "s1", name: "운영" } };
const target = (plan: string, stage = "s1") => ({
  ...at,
  stage: { id: stage },
  plan: { id: plan, name: `plan ${plan}` },
});
const outcomes: Outcome[] = [
  { target: target("u1"), verdict: "detached", changed: true, keys: [{ id: "k1", name: "app", monthCalls: 7 }] },
  { target: target("u2"), verdict: "already-detached", changed: false },
  { target: target("u3"), verdict: "unknown", changed: true },
  { target: target("u4", "s2"), verdict: "failed", changed: false },
  { target: target("u5", "s2"), verdict: "detached", changed: true },
];

function codesOf(text: string, scope = record): string[] {
  try {
    readReceipt(text, scope);
    return [];
  } catch (error) {
    if (error instanceof RunError) return error.problems.map(({ code, facts }) => `${code} ${facts.name ?? ""}`.trim());
    throw error;
  }
}

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
    expect(readReceipt(writeReceipt(record, stages).text, record)).toEqual({ stages, record });
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
    ["no object", () => [], "receipt"],
    ["null", () => null, "receipt"],
    ["another version", (r) => ({ ...r, version: 2 }), "version"],
    ["no stages", (r) => ({ ...r, stages: [] }), "stages"],
    ["stages of another kind", (r) => ({ ...r, stages: {} }), "stages"],
    ["no site", ({ site: _, ...r }) => r, "site"],
    ["an empty origin", (r) => ({ ...r, origin: "" }), "origin"],
    ["no time", ({ at: _, ...r }) => r, "at"],
    ["an account of another kind", (r) => ({ ...r, account: 1 }), "account"],
    ["a long reason", (r) => ({ ...r, reason: "x".repeat(1_001) }), "reason"],
    ["a stage without plans", (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [] }] }), "stages[0].plans"],
    ["a path in an id", (r) => ({ ...r, stages: [{ ...r.stages[0], api: { id: "../x" } }] }), "stages[0].api.id"],
    [
      "a long id",
      (r) => ({ ...r, stages: [{ ...r.stages[0], product: { id: "p".repeat(11) } }] }),
      "stages[0].product.id",
    ],
    ["an empty id", (r) => ({ ...r, stages: [{ ...r.stages[0], stage: { id: "" } }] }), "stages[0].stage.id"],
    ["a plan without id", (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{}] }] }), "stages[0].plans[0].id"],
    [
      "a name of another kind",
      (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{ id: "u", name: 1 }] }] }),
      "stages[0].plans[0].name",
    ],
    [
      "sure of another kind",
      (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{ id: "u", sure: "no" }] }] }),
      "stages[0].plans[0].sure",
    ],
    [
      "keys of another kind",
      (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{ id: "u", keys: {} }] }] }),
      "stages[0].plans[0].keys",
    ],
    [
      "a key with a path",
      (r) => ({ ...r, stages: [{ ...r.stages[0], plans: [{ id: "u", keys: [{ id: "/" }] }] }] }),
      "stages[0].plans[0].keys[0].id",
    ],
  ];
  it.each(damaged)("%s", (_, damage, place) => {
    expect(codesOf(JSON.stringify(damage(good())))).toEqual([`receipt-invalid ${place}`]);
  });

  it("text that is not JSON", () => {
    expect(codesOf("{")).toEqual(["receipt-invalid receipt"]);
  });

  it("one over the limit, before anything is parsed", () => {
    expect(codesOf("x".repeat(MAX_RECEIPT_BYTES + 1))).toEqual(["receipt-too-large"]);
    expect(codesOf(" ".repeat(MAX_RECEIPT_BYTES))).toEqual(["receipt-invalid receipt"]);
  });

  it("one of another site, mirror or account", () => {
    const text = JSON.stringify(good());
    expect(codesOf(text, { ...record, site: "gov" })).toEqual(["receipt-other-site"]);
    expect(codesOf(text, { ...record, origin: "https://localhost" })).toEqual(["receipt-other-site"]);
    expect(codesOf(text, { ...record, account: "another" })).toEqual(["receipt-other-account"]);
  });

  it("but not one whose account was taken out on purpose: the way out when a key was renewed", () => {
    const { account: _, ...rest } = good();
    expect(codesOf(JSON.stringify(rest), { ...record, account: "another" })).toEqual([]);
  });
});
