import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { sampleProblem } from "../../../scripts/samples.ts";
import { MAX_MATRIX, MAX_RESULTS, matrixOf, resultsOf, writeOutputs } from "../../../src/action/outputs.ts";
import { unpack } from "../../../src/action/paper.ts";
import { type Approval, readApproval, toApprove } from "../../../src/usage-plan/approval.ts";
import type { Outcome, Target, Verdict } from "../../../src/usage-plan/types.ts";
import { FRAGILE_SECRET, HOSTILE, inputsOf, kit, outcome, report, TARGET } from "./support.ts";

const DECLARED = Object.keys(parse(readFileSync("action.yml", "utf8")).outputs as object);

const RECORD = { site: "public", origin: "https://apigateway.apigw.ntruss.com", at: "2026-11-25T01:02:03.000Z" };
const approvalOf = (outcomes: readonly Outcome[]): Approval => ({ ...RECORD, stages: toApprove(outcomes) });

const id = (prefix: string, at: number): string => `${prefix}${String(at).padStart(10 - prefix.length, "0")}`;

/** `count` plans over stages of `perStage` plans each, with names as long as NCP allows or without. */
function outcomesOf(count: number, perStage: number, verdict: Verdict, names: boolean): Outcome[] {
  return Array.from({ length: count }, (_, at) => {
    const ref = (prefix: string, number: number, length: number) => ({
      id: id(prefix, number),
      ...(names ? { name: "가".repeat(length) } : {}),
    });
    const target: Target = {
      product: ref("p", 1, 100),
      api: ref("a", 1, 20),
      stage: ref("s", Math.floor(at / perStage), 20),
      plan: ref("u", at, 45),
    };
    return outcome(verdict, { target });
  });
}

describe("every declared output is set, and no other", () => {
  test.each([
    ["a detach", report({ outcomes: [outcome("detached")], receipt: "ncp-receipt-2.abc" })],
    ["a failure", report({ outcomes: [outcome("failed", { problem: sampleProblem("throttled") })] })],
    ["bad input", report({ problems: [sampleProblem("invalid-input")] })],
    ["nothing to do", report()],
  ])("%s", (_, given) => {
    const { toolkit, outputs } = kit();
    writeOutputs(toolkit, given);
    expect([...outputs.keys()].sort()).toEqual([...DECLARED].sort());
  });
});

test("a detach", () => {
  const { toolkit, outputs } = kit();
  writeOutputs(toolkit, report({ outcomes: [outcome("detached")], receipt: "ncp-receipt-2.abc" }));
  expect(Object.fromEntries(outputs)).toMatchObject({
    result: "detached",
    changed: "true",
    code: "",
    receipt: "ncp-receipt-2.abc",
    matrix: "[]",
    "total-count": "1",
    "detached-count": "1",
    "failed-count": "0",
  });
  expect(JSON.parse(outputs.get("results") ?? "")).toEqual([
    {
      productId: "prod000001",
      productName: "결제 서비스",
      apiId: "api0000001",
      apiName: "orders",
      stageId: "stage00001",
      stageName: "prod",
      usagePlanId: "plan000001",
      usagePlanName: "Gold",
      verdict: "detached",
      changed: true,
    },
  ]);
});

test("bad input: failed, nothing changed, with its code", () => {
  const { toolkit, outputs } = kit();
  writeOutputs(toolkit, report({ problems: [sampleProblem("invalid-input")] }));
  expect(Object.fromEntries(outputs)).toMatchObject({
    result: "failed",
    changed: "false",
    code: "invalid-input",
    results: "[]",
    matrix: "[]",
    receipt: "",
    "total-count": "0",
  });
});

test("the code is that of the worst target", () => {
  const { toolkit, outputs } = kit();
  const problem = (code: "throttled" | "write-uncertain") => ({ problem: sampleProblem(code) });
  const outcomes = [outcome("failed", problem("throttled")), outcome("unknown", problem("write-uncertain"))];
  writeOutputs(toolkit, report({ outcomes }));
  expect(outputs.get("result")).toBe("unknown");
  expect(outputs.get("code")).toBe("write-uncertain");
});

test("hostile names stay data: one visible line that reads as the same text", () => {
  const { toolkit, outputs } = kit();
  const ref = { id: "x1", name: HOSTILE };
  writeOutputs(
    toolkit,
    report({ outcomes: [outcome("detached", { target: { product: ref, api: ref, stage: ref, plan: ref } })] }),
  );
  const text = outputs.get("results") ?? "";
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  const [entry] = JSON.parse(text);
  expect(HOSTILE.startsWith(entry.usagePlanName.slice(0, -1))).toBe(true);
});

test("ids are never masked, secrets always", () => {
  const secret = "SECRETsecret0123456789";
  const { toolkit, outputs } = kit(inputsOf({ "secret-key": secret }));
  const plan = { id: "plan000001", name: `named ${secret}` };
  const target = { ...outcome("detached").target, plan };
  writeOutputs(toolkit, toolkit.redact(report({ outcomes: [outcome("detached", { target })] })));
  const [entry] = JSON.parse(outputs.get("results") ?? "");
  expect(entry).toMatchObject({ usagePlanId: "plan000001", usagePlanName: "named ***", stageId: "stage00001" });
});

test("a secret that escaping changes is gone as well", () => {
  const { toolkit, outputs } = kit(inputsOf({ "secret-key": FRAGILE_SECRET }));
  const target = { ...TARGET, plan: { id: "plan000001", name: `${"x".repeat(80)}${FRAGILE_SECRET}` } };
  writeOutputs(toolkit, toolkit.redact(report({ outcomes: [outcome("detached", { target })] })));
  expect(outputs.get("results")).not.toContain("SEC_RET");
});

describe("results", () => {
  test("1,000 targets fit: with usual names whole, with the longest names without them", () => {
    const bare = JSON.parse(resultsOf(outcomesOf(1000, 20, "would-detach", false)));
    expect(bare).toHaveLength(1000);
    const text = resultsOf(outcomesOf(1000, 20, "would-detach", true));
    expect(text.length).toBeLessThanOrEqual(MAX_RESULTS);
    const entries = JSON.parse(text);
    expect(entries).toHaveLength(1000);
    expect(entries[0]).toEqual({
      productId: "p000000001",
      apiId: "a000000001",
      stageId: "s000000000",
      usagePlanId: "u000000000",
      verdict: "would-detach",
      changed: false,
    });
  });

  test("beyond, red entries stay and green ones go from the end", () => {
    const outcomes = [...outcomesOf(9990, 20, "detached", true), ...outcomesOf(10, 1, "failed", true)];
    const text = resultsOf(outcomes);
    expect(text.length).toBeLessThanOrEqual(MAX_RESULTS);
    const entries = JSON.parse(text);
    expect(entries.slice(0, 10).every(({ verdict }: { verdict: string }) => verdict === "failed")).toBe(true);
    expect(entries[10].usagePlanId).toBe("u000000000");
    expect(entries.length).toBeGreaterThan(2000);
  });

  test("is valid JSON at every limit", () => {
    const outcomes = outcomesOf(5, 2, "detached", true);
    for (let limit = 2; limit < 1500; limit += 7) {
      const text = resultsOf(outcomes, limit);
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(Array.isArray(JSON.parse(text))).toBe(true);
    }
  });
});

describe("matrix", () => {
  test("one entry per stage, in the names of the inputs, only where there is something to detach", () => {
    const outcomes = [
      ...outcomesOf(3, 2, "would-detach", true),
      ...outcomesOf(1, 1, "already-detached", true),
      outcome("attached"),
    ];
    const [entries] = JSON.parse(matrixOf(approvalOf(outcomes)));
    const approval = expect.stringMatching(/^ncp-approval-1\.[A-Za-z0-9_-]+$/);
    expect(entries).toEqual([
      {
        "product-id": "p000000001",
        "api-id": "a000000001",
        "stage-id": "s000000000",
        "usage-plan-id": "u000000000\nu000000001",
        approval,
      },
      {
        "product-id": "p000000001",
        "api-id": "a000000001",
        "stage-id": "s000000001",
        "usage-plan-id": "u000000002",
        approval,
      },
      {
        "product-id": "prod000001",
        "api-id": "api0000001",
        "stage-id": "stage00001",
        "usage-plan-id": "plan000001",
        approval,
      },
    ]);
    const approved = entries.map((entry: { approval: string }) =>
      readApproval(unpack("approval", entry.approval), RECORD).stages.map(({ stage, plans }) => [
        stage.id,
        ...plans.map(({ id }) => id),
      ]),
    );
    expect(approved).toEqual([
      [["s000000000", "u000000000", "u000000001"]],
      [["s000000001", "u000000002"]],
      [["stage00001", "plan000001"]],
    ]);
  });

  test("comes in chunks of at most 256", () => {
    const chunks = JSON.parse(matrixOf(approvalOf(outcomesOf(600, 1, "would-detach", false))));
    expect(chunks.map((chunk: unknown[]) => chunk.length)).toEqual([256, 256, 88]);
  });

  test("stays within its limit", () => {
    const text = matrixOf(approvalOf(outcomesOf(20_000, 1, "would-detach", false)));
    expect(text.length).toBeLessThanOrEqual(MAX_MATRIX);
    expect(JSON.parse(text).flat().length).toBeGreaterThan(600);
    for (let limit = 2; limit < 600; limit += 7) {
      expect(Array.isArray(JSON.parse(matrixOf(approvalOf(outcomesOf(5, 1, "would-detach", false)), limit)))).toBe(
        true,
      );
    }
  });
});
