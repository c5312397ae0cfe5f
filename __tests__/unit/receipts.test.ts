/** A receipt that no later step could be given is refused before anything is written. */
import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/action/config.ts";
import { readRunContext } from "../../src/action/context.ts";
import { en } from "../../src/action/messages/en.ts";
import { createMessages } from "../../src/action/messages/index.ts";
import { MAX_LINE } from "../../src/action/paper.ts";
import { checkReceiptSize, receiptOf } from "../../src/receipts.ts";
import type { Host } from "../../src/session.ts";
import type { Step } from "../../src/step.ts";
import { RunError } from "../../src/usage-plan/problem.ts";
import { intended } from "../../src/usage-plan/receipt.ts";
import type { Outcome } from "../../src/usage-plan/types.ts";
import { unpacked } from "../papers.ts";
import { inputsOf, kit } from "./action/support.ts";

const inputs = {
  "product-id": "p1",
  "api-id": "a1",
  "stage-id": "s1",
  "usage-plan-id": "u1",
  "access-key": "AKIDEXAMPLE000000001",
  "secret-key": "SECRETsecret0123456789",
};

function stepWith(env = {}): Step {
  const all = { ...inputsOf(inputs), ...env };
  const config = readConfig(all);
  const host = { env: all } as Host;
  return {
    host,
    toolkit: kit(all).toolkit,
    messages: createMessages(en),
    config,
    context: readRunContext(all, config),
    started: 1_700_000_000_000,
  };
}

const id = () => randomBytes(8).toString("hex").slice(0, 10);
const stages = (count: number, name: string) =>
  Array.from({ length: count }, () =>
    intended({ product: { id: "p1" }, api: { id: "a1" }, stage: { id: id(), name } }, [
      { plan: { id: id(), name }, keys: [] },
    ]),
  );

describe("before the first write", () => {
  test("a thousand targets are nothing", () => {
    expect(() => checkReceiptSize(stepWith(), stages(1_000, "운영"))).not.toThrow();
  });

  test("as many as no environment string can carry are refused", () => {
    expect(() => checkReceiptSize(stepWith(), stages(20_000, "운영"))).toThrow(RunError);
    try {
      checkReceiptSize(stepWith(), stages(20_000, "운영"));
    } catch (error) {
      const [problem] = (error as RunError).problems;
      expect(problem).toMatchObject({ code: "receipt-too-large-to-pass-on", facts: { limit: MAX_LINE } });
    }
  });
});

describe("after it", () => {
  const outcomes = (name: string): Outcome[] => [
    {
      target: { product: { id: "stage" }, api: { id: "a1" }, stage: { id: "s1", name }, plan: { id: "u1" } },
      verdict: "detached",
      changed: true,
      sentAt: "2026-11-25T00:00:09.000Z",
      keys: [],
    },
  ];

  test("names without a secret in them stay, ids always do", () => {
    const written = receiptOf(stepWith({ GH_TOKEN: "stage" }), outcomes("my stage"));
    expect(unpacked(written?.line ?? "").stages).toEqual([
      { product: { id: "stage" }, api: { id: "a1" }, stage: { id: "s1" }, plans: [{ id: "u1" }] },
    ]);
    expect(unpacked(receiptOf(stepWith(), outcomes("my stage"))?.line ?? "").stages[0]?.stage.name).toBe("my stage");
    expect(JSON.parse(written?.json ?? "")).toEqual(unpacked(written?.line ?? ""));
  });

  test("nothing changed: none", () => {
    expect(receiptOf(stepWith(), [])).toBeUndefined();
  });
});
