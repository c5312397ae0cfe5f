import { describe, expect, test } from "vitest";
import { unpacked } from "../papers.ts";
import {
  ATTACH,
  BASIC,
  DETACH,
  emulated,
  FREE,
  GOLD,
  OBSERVE,
  STAGE,
  TARGET,
  UNUSED,
  VIEWER,
  WRITER,
} from "./runner.ts";
import { isWrite, scenario } from "./scenario.ts";

/** The one plan, and nobody looks at its API keys: then every request can be told beforehand. */
const PLAN_ONLY = { "look-at-api-keys": "false" };

describe.concurrent("every verdict", () => {
  test("detached: observe, write, verify on one connection", () =>
    emulated({}, async ({ run, requests, plans, server }) => {
      const { outputs, summary } = await run({ ...TARGET, ...PLAN_ONLY });
      expect(outputs).toMatchObject({ result: "detached", changed: "true", "detached-count": "1", "total-count": "1" });
      expect(requests()).toEqual([OBSERVE, DETACH, OBSERVE]);
      expect(server.connections()).toBe(1);
      expect(plans()).toEqual([GOLD, BASIC]);
      expect(summary).toContain("https://github.com/example/shop/actions/runs/1234567890");
      expect(summary).toContain("dev-kim");
      expect(JSON.parse(outputs["results"] ?? "")).toEqual([
        {
          productId: TARGET["product-id"],
          apiId: TARGET["api-id"],
          stageId: STAGE,
          usagePlanId: FREE,
          usagePlanName: "무료 체험 플랜",
          verdict: "detached",
          changed: true,
        },
      ]);
    }));

  scenario("detached, with the API keys that were on the plan", {
    outputs: { result: "detached", changed: "true", code: "" },
    writes: [DETACH],
    plans: [GOLD, BASIC],
    log: /^✅ 무료 체험 플랜 \(u2g7d4l9xa\) is off s1v6b0n3ke/m,
    summary: [
      /^<h3>✅ 무료 체험 플랜 <code>u2g7d4l9xa<\/code> is off <code>s1v6b0n3ke<\/code>/,
      "모바일 앱 (iOS)",
      "9,120",
    ],
  });

  scenario("accepted without a look: one request, and the words say that it is NCP's word alone", {
    inputs: { ...WRITER, verify: "false" },
    outputs: { result: "accepted", changed: "true", "accepted-count": "1" },
    requests: [DETACH],
    plans: [GOLD, BASIC],
    log: "nobody looked",
    summary: /^<h3>⚠️ NCP accepted it; nobody looked whether/,
  });

  scenario("already-detached: two views of it, the plan's own row, and no write", {
    inputs: { "usage-plan-id": UNUSED, ...PLAN_ONLY },
    outputs: { result: "already-detached", changed: "false", receipt: "" },
    writes: [],
    summary: /^<h3>✅ 미사용 플랜 .* was off .* already/,
  });

  scenario("already-detached can be made red", {
    inputs: { "usage-plan-id": UNUSED, "if-not-attached": "fail" },
    outputs: { result: "already-detached", changed: "false", code: "not-attached" },
    writes: [],
    annotation: "미사용 플랜",
  });

  scenario("would-detach: reads and no write, by a key that may only read", {
    inputs: { ...VIEWER, "dry-run": "true" },
    outputs: { result: "would-detach", changed: "false", receipt: "" },
    writes: [],
    plans: [FREE, GOLD, BASIC],
    summary: /^<h3>🔎 Dry run: /,
  });

  scenario("refused: more API keys than allowed, by name, and no write", {
    inputs: { "max-affected-api-keys": "1" },
    outputs: { result: "refused", changed: "false", code: "too-many-api-keys" },
    writes: [],
    plans: [FREE, GOLD, BASIC],
    log: ["모바일 앱", "partner-b", "9,120"],
    annotation: "2 API keys use",
    summary: ["모바일 앱", "partner-b", "9,120"],
  });

  scenario("failed: NCP says no, with its code and words, once", {
    inputs: { ...VIEWER, ...PLAN_ONLY },
    outputs: { result: "failed", changed: "false", code: "permission-denied" },
    writes: [DETACH],
    plans: [FREE, GOLD, BASIC],
    annotation: /HTTP 401.*210.*Permission Denied/,
    summary: /HTTP 401.*210.*Permission Denied/,
  });

  test("unknown: the write may have landed, and no read can tell", () =>
    emulated(
      {
        world: {
          faults: [
            { on: "detach", do: { kind: "reset", apply: "at-once" } },
            { on: "reads", nth: 2, times: "all", do: { kind: "reply", status: 403 } },
          ],
        },
      },
      async ({ run, requests }) => {
        const { outputs, stdout, summary } = await run({ ...TARGET, ...PLAN_ONLY, timeout: "5" });
        expect(outputs).toMatchObject({ result: "unknown", changed: "true", code: "write-uncertain" });
        expect(requests().filter((request) => request === DETACH)).toEqual([DETACH]);
        // What may have landed, when, and where the truth can be seen.
        for (const text of [stdout, summary]) {
          expect(text).toContain("disassociate-usage-plan");
          expect(text).toMatch(/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
          expect(text).toContain(OBSERVE.replace(/\?.*/, ""));
          expect(text).toContain("Services &gt; Application Services".replace("&gt;", text === stdout ? ">" : "&gt;"));
        }
        expect(unpacked(outputs["receipt"] ?? "").stages[0]?.plans).toMatchObject([
          { id: FREE, name: "무료 체험 플랜", sure: false },
        ]);
      },
    ));

  scenario("attached: a check that finds the plan is red and writes nothing", {
    inputs: { ...VIEWER, mode: "check" },
    outputs: { result: "attached", changed: "false", code: "plan-attached" },
    writes: [],
    annotation: "무료 체험 플랜",
  });

  scenario("a check that does not find it is green", {
    inputs: { mode: "check", "usage-plan-id": UNUSED },
    outputs: { result: "already-detached", matrix: "[]" },
    summary: /^<h3>✅ Off, as it should be: 미사용 플랜/,
  });

  test("restored, already-attached, would-restore: from the receipt of a detach, and stable", { timeout: 90_000 }, () =>
    emulated({}, async ({ run, requests, plans, server }) => {
      const before = [...plans()].sort();
      const { outputs } = await run({ ...TARGET, ...PLAN_ONLY });
      const receipt = outputs["receipt"] ?? "";
      const restore = { mode: "restore", receipt };
      requests();

      const dry = await run({ ...restore, "dry-run": "true" });
      expect(dry.outputs).toMatchObject({ result: "would-restore", changed: "false" });
      expect(requests().filter(isWrite)).toEqual([]);

      const first = await run(restore);
      expect(first.outputs).toMatchObject({ result: "restored", changed: "true" });
      expect(requests().filter(isWrite)).toEqual([ATTACH]);
      expect([...plans()].sort()).toEqual(before);

      // A receipt's own knowledge outweighs a look: it is waited for until the detach is too old to be late.
      const second = await run(restore);
      expect(second.outputs).toMatchObject({ result: "already-attached", changed: "false" });
      expect(requests().filter(isWrite)).toEqual([]);

      expect((await run({ ...TARGET, ...PLAN_ONLY })).outputs["result"]).toBe("detached");
      expect((await run(restore)).outputs["result"]).toBe("restored");
      expect([...plans()].sort()).toEqual(before);
      expect(server.emulator.history(STAGE).map(({ plan, on }) => [plan, on])).toEqual([
        [FREE, false],
        [FREE, true],
        [FREE, false],
        [FREE, true],
      ]);
    }),
  );

  test("restored with the API keys that were on the plan", () =>
    emulated({ world: { keysInUse: "default" } }, async ({ run, server }) => {
      const on = () => ["k3x9t6m1qa", "k1r7j4s9hc"].map((id) => server.emulator.keyPlan(id, STAGE));
      const { outputs } = await run({ ...TARGET, "max-affected-api-keys": "5" });
      expect(on()).toEqual([undefined, undefined]);
      const restored = await run({ mode: "restore", receipt: outputs["receipt"] ?? "" });
      expect(restored.outputs["result"]).toBe("restored");
      expect(on()).toEqual([FREE, FREE]);
    }));
});

// A busy machine may take its time now and then, but not three times in a row.
test.each(["detached", "failed"])("the process ends at once after its last line: %s", { retry: 2 }, (result) =>
  emulated({ world: result === "failed" ? { forbidden: ["writes"] } : {} }, async ({ run }) => {
    const ended = await run();
    expect(ended.outputs["result"]).toBe(result);
    // The server would keep the connection for ten minutes, and the client for four seconds.
    expect(ended.lingeredMs).toBeLessThan(1_500);
  }),
);

describe.concurrent("in Korean", () => {
  scenario("detached", { inputs: { language: "ko" }, log: /^✅ .*해제/m, summary: /^<h3>✅ .*해제/ });

  scenario("failed, by the language of other tools", {
    inputs: { "stage-id": "s000000000" },
    env: { NCLOUD_LANG: "ko" },
    outputs: { code: "stage-not-found" },
    annotation: [/[가-힣]+ ?(십시오|습니다)/, "s000000000"],
    summary: [/[가-힣]+ ?(십시오|습니다)/, "s000000000"],
  });
});

describe.concurrent("a wrong id is never green, and the wrong one is named", () => {
  for (const [input, code, choice] of [
    ["product-id", "product-not-found", "결제 서비스"],
    ["api-id", "api-not-found", "결제 API"],
    ["stage-id", "stage-not-found", "운영"],
    ["usage-plan-id", "plan-not-found", ""],
  ] as const) {
    scenario(input, {
      inputs: { [input]: "x000000000" },
      outputs: { result: "failed", code, changed: "false" },
      writes: [],
      annotation: ["x000000000", choice],
      summary: ["x000000000", choice],
    });
  }
});
