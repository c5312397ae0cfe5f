import { describe, expect, test } from "vitest";
import { unpacked } from "../papers.ts";
import {
  ATTACH,
  BASIC,
  DETACH,
  emulated,
  FREE,
  GOLD,
  MANAGER,
  OBSERVE,
  readLog,
  STAGE,
  TARGET,
  UNUSED,
  VIEWER,
  WRITER,
} from "./runner.ts";

describe.concurrent("every verdict", () => {
  test("detached: observe, write, verify on one connection", () =>
    emulated({}, async ({ run, requests, plans, server }) => {
      const { outputs, stdout, summary } = await run();
      expect(outputs).toMatchObject({ result: "detached", changed: "true", "detached-count": "1", "total-count": "1" });
      expect(requests()).toEqual([OBSERVE, DETACH, OBSERVE]);
      expect(server.connections()).toBe(1);
      expect(plans()).toEqual([GOLD, BASIC]);
      expect(stdout).toMatch(/^✅ 무료 체험 플랜 \(u2g7d4l9xa\) is off s1v6b0n3ke/m);
      expect(summary).toMatch(/^<h3>✅ 무료 체험 플랜 <code>u2g7d4l9xa<\/code> is off <code>s1v6b0n3ke<\/code>/);
      expect(summary).toContain("무료 체험 플랜 <code>u2g7d4l9xa</code>");
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

  test("accepted without a look: one request, and the words say that it is NCP's word alone", () =>
    emulated({}, async ({ run, requests, plans }) => {
      const { outputs, stdout, summary } = await run({ ...TARGET, ...WRITER, verify: "false" });
      expect(outputs).toMatchObject({ result: "accepted", changed: "true", "accepted-count": "1" });
      expect(requests()).toEqual([DETACH]);
      expect(plans()).not.toContain(FREE);
      expect(stdout).toContain("nobody looked");
      expect(summary).toMatch(/^<h3>⚠️ NCP accepted it; nobody looked whether/);
    }));

  test("already-detached: the stage and the plan's own row, and no write", () =>
    emulated({}, async ({ run, requests }) => {
      const { outputs, summary } = await run({ ...TARGET, "usage-plan-id": UNUSED });
      expect(outputs).toMatchObject({ result: "already-detached", changed: "false", receipt: "" });
      expect(requests()).toEqual([OBSERVE, `GET /api/v1/usage-plans/${UNUSED}`]);
      expect(summary).toMatch(/^<h3>✅ 미사용 플랜 .* was off .* already/);
    }));

  test("already-detached can be made red", () =>
    emulated({}, async ({ run }) => {
      const { outputs, stdout } = await run({ ...TARGET, "usage-plan-id": UNUSED, "if-not-attached": "fail" });
      expect(outputs).toMatchObject({ result: "already-detached", changed: "false", code: "not-attached" });
      expect(stdout).toContain("미사용 플랜");
    }));

  test("would-detach: reads and no write, by a key that may only read", () =>
    emulated({}, async ({ run, requests, plans }) => {
      const { outputs, summary } = await run({ ...TARGET, ...VIEWER, "dry-run": "true" });
      expect(outputs).toMatchObject({ result: "would-detach", changed: "false", receipt: "" });
      expect(JSON.parse(outputs["matrix"] ?? "")).toEqual([[TARGET]]);
      expect(requests()).toEqual([OBSERVE]);
      expect(plans()).toContain(FREE);
      expect(summary).toMatch(/^<h3>🔎 Dry run: /);
    }));

  test("refused: more API keys than allowed, by name, and no write", () =>
    emulated({}, async ({ run, requests, plans }) => {
      const { outputs, stdout, summary } = await run({ ...TARGET, "max-affected-api-keys": "1" });
      expect(outputs).toMatchObject({ result: "refused", changed: "false", code: "too-many-api-keys" });
      expect(plans()).toContain(FREE);
      expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([
        `POST /api/v1/products/${TARGET["product-id"]}/api-keys/search`,
      ]);
      for (const text of [stdout, summary]) {
        expect(text).toContain("모바일 앱");
        expect(text).toContain("partner-b");
        expect(text).toContain("9120");
        expect(text).not.toContain("파트너사 A");
      }
    }));

  test("failed: NCP says no, with its code and words, once", () =>
    emulated({}, async ({ run, requests, plans }) => {
      const { outputs, stdout, summary } = await run({ ...TARGET, ...VIEWER });
      expect(outputs).toMatchObject({ result: "failed", changed: "false", code: "permission-denied" });
      expect(requests()).toEqual([OBSERVE, DETACH]);
      expect(plans()).toContain(FREE);
      for (const text of [stdout, summary]) expect(text).toMatch(/HTTP 401.*210.*Permission Denied/);
    }));

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
        const { outputs, stdout, summary } = await run();
        expect(outputs).toMatchObject({ result: "unknown", changed: "true", code: "write-uncertain" });
        expect(requests()).toEqual([OBSERVE, DETACH, OBSERVE]);
        // What may have landed, when, and where the truth can be seen.
        for (const text of [stdout, summary]) {
          expect(text).toContain("disassociate-usage-plan");
          expect(text).toMatch(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d/);
          expect(text).toContain(OBSERVE.replace(/\?.*/, ""));
          expect(text).toContain("Services &gt; Application Services".replace("&gt;", text === stdout ? ">" : "&gt;"));
        }
        expect(unpacked(outputs["receipt"] ?? "").stages[0]?.plans).toEqual([
          { id: FREE, name: "무료 체험 플랜", sure: false },
        ]);
      },
    ));

  test("attached: a check that finds the plan is red and writes nothing", () =>
    emulated({}, async ({ run, requests }) => {
      const { outputs, stdout } = await run({ ...TARGET, ...VIEWER, mode: "check" });
      expect(outputs).toMatchObject({ result: "attached", changed: "false", code: "plan-attached" });
      expect(JSON.parse(outputs["matrix"] ?? "")).toEqual([[TARGET]]);
      expect(requests()).toEqual([OBSERVE]);
      expect(readLog(stdout).find(({ command }) => command === "error")?.text).toContain("무료 체험 플랜");
    }));

  test("a check that does not find it is green", () =>
    emulated({}, async ({ run }) => {
      const { outputs } = await run({ ...TARGET, mode: "check", "usage-plan-id": UNUSED });
      expect(outputs).toMatchObject({ result: "already-detached", matrix: "[]" });
    }));

  test("restored, already-attached, would-restore: from the receipt of a detach, and stable", () =>
    emulated({}, async ({ run, requests, plans, server }) => {
      const before = [...plans()].sort();
      const { outputs } = await run();
      const receipt = outputs["receipt"] ?? "";
      const restore = { mode: "restore", receipt };
      requests();

      const dry = await run({ ...restore, "dry-run": "true" });
      expect(dry.outputs).toMatchObject({ result: "would-restore", changed: "false" });
      expect(requests()).toEqual([OBSERVE, `GET /api/v1/usage-plans/${FREE}`]);

      const first = await run(restore);
      expect(first.outputs).toMatchObject({ result: "restored", changed: "true" });
      expect(requests()).toEqual([OBSERVE, `GET /api/v1/usage-plans/${FREE}`, ATTACH, OBSERVE]);
      expect([...plans()].sort()).toEqual(before);

      const second = await run(restore);
      expect(second.outputs).toMatchObject({ result: "already-attached", changed: "false" });
      expect(requests()).toEqual([OBSERVE]);

      expect((await run()).outputs["result"]).toBe("detached");
      expect((await run(restore)).outputs["result"]).toBe("restored");
      expect([...plans()].sort()).toEqual(before);
      expect(server.emulator.history(STAGE).map(({ plan, on }) => [plan, on])).toEqual([
        [FREE, false],
        [FREE, true],
        [FREE, false],
        [FREE, true],
      ]);
    }));

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
  test("detached", () =>
    emulated({}, async ({ run }) => {
      const { stdout, summary } = await run({ ...TARGET, language: "ko" });
      expect(stdout).toMatch(/^✅ .*해제/m);
      expect(summary).toMatch(/^<h3>✅ .*해제/);
    }));

  test("failed, by the language of other tools", () =>
    emulated({}, async ({ run }) => {
      const options = { env: { NCLOUD_LANG: "ko" } };
      const { stdout, summary, outputs } = await run({ ...TARGET, ...MANAGER, "stage-id": "s000000000" }, options);
      expect(outputs["code"]).toBe("stage-not-found");
      for (const text of [stdout, summary]) {
        expect(text).toMatch(/[가-힣]+ ?(십시오|습니다)/);
        expect(text).toContain("s000000000");
      }
    }));
});

describe.concurrent("a wrong id is never green, and the wrong one is named", () => {
  test.each([
    ["product-id", "product-not-found", "결제 서비스"],
    ["api-id", "api-not-found", "결제 API"],
    ["stage-id", "stage-not-found", "운영"],
    ["usage-plan-id", "plan-not-found", ""],
  ])("%s", (input, code, choice) =>
    emulated({}, async ({ run, requests }) => {
      const { outputs, stdout, summary } = await run({ ...TARGET, [input]: "x000000000" });
      expect(outputs).toMatchObject({ result: "failed", code, changed: "false" });
      for (const text of [stdout, summary]) {
        expect(text).toContain("x000000000");
        expect(text).toContain(choice);
      }
      expect(requests().filter((request) => request.startsWith("POST"))).toEqual([]);
    }),
  );
});
