/** `mode: check` with `*`: which plans are on which stages, and how much was looked at where none is. */
import { describe, expect, test } from "vitest";
import { emulated, FREE, PRODUCT, STAGE, UNUSED, VIEWER } from "./runner.ts";

const EVERYWHERE = { ...VIEWER, mode: "check", "product-id": "*", "api-id": "*", "stage-id": "*" };

describe.concurrent("an inventory", () => {
  test("is every plan on every stage, and green", () =>
    emulated({}, async ({ run, requests }) => {
      const { outputs, exitCode, summary } = await run({
        ...EVERYWHERE,
        "usage-plan-id": "*",
        "if-attached": "succeed",
      });
      expect([exitCode, outputs["result"], outputs["total-count"], outputs["attached-count"]]).toEqual([
        ...[0, "attached", "11", "11"],
      ]);
      expect(summary).toContain("6 usage plans are on 5 stages");
      // One request for the products, one for each of them; each stage is looked at three times (no list is believed on
      // one look, and no verdict), and each plan's own list of stages once for all.
      const asked = requests();
      expect(asked.filter((request) => request.includes("withStage=true"))).toHaveLength(3);
      expect(asked.filter((request) => request.includes("/usage-plans?")).length).toBeLessThanOrEqual(18);
      expect(asked.filter((request) => /\/usage-plans\/\w+\/stages/.test(request)).length).toBeLessThanOrEqual(8);
      // What jq makes of it: an allow-list of plans is a policy.
      const entries = JSON.parse(outputs["results"] ?? "") as { usagePlanName: string; stageName: string }[];
      const allowed = ["무료 체험 플랜", "Partner Gold", "월 정액 기본", "중복 플랜"];
      expect(
        entries.filter(({ usagePlanName }) => !allowed.includes(usagePlanName)).map((each) => each.stageName),
      ).toEqual(["staging 환경", "dev"]);
    }));

  test("with if-attached: fail is red", () =>
    emulated({}, async ({ run }) => {
      const { outputs, exitCode } = await run({ ...EVERYWHERE, "usage-plan-id": "*" });
      expect([exitCode, outputs["result"], outputs["code"]]).toEqual([1, "attached", "plan-attached"]);
    }));

  test.each([
    ["check", { mode: "check" }],
    ["dry run", { mode: "detach", "dry-run": "true" }],
  ])("of a plan that is nowhere says what was looked at: %s", (_, how) =>
    emulated({}, async ({ run }) => {
      const { outputs, exitCode, stdout, summary } = await run({ ...EVERYWHERE, ...how, "usage-plan-id": UNUSED });
      expect([exitCode, outputs["result"], outputs["total-count"]]).toEqual([0, "already-detached", "1"]);
      expect(JSON.parse(outputs["results"] ?? "")).toMatchObject([
        { productId: "*", apiId: "*", stageId: "*", usagePlanId: UNUSED, usagePlanName: "미사용 플랜" },
      ]);
      for (const text of [stdout, summary]) expect(text).toContain("on no stage (6 stages of 3 APIs looked at)");
      const korean = await run({ ...EVERYWHERE, ...how, "usage-plan-id": UNUSED, language: "ko" });
      expect(korean.summary).toContain("연결된 Stage가 없습니다(API 3개의 Stage 6개 조회)");
    }),
  );

  test("a plan that is nowhere is red where that was asked for", () =>
    emulated({}, async ({ run }) => {
      const { outputs } = await run({
        ...{ ...EVERYWHERE, mode: "detach", "usage-plan-id": UNUSED, "if-not-attached": "fail" },
      });
      expect(outputs).toMatchObject({ result: "already-detached", code: "not-attached", changed: "false" });
    }));

  test("one stale read of a plan's stages is not believed", () =>
    emulated({ world: { reads: { lagsMs: [600] } } }, async ({ run, server }) => {
      server.emulator.attach(STAGE, UNUSED, Date.now());
      const { outputs } = await run({ ...EVERYWHERE, "usage-plan-id": UNUSED });
      expect(outputs).toMatchObject({ result: "attached", "attached-count": "1" });
    }));

  test("is refused where something would be written", () =>
    emulated({}, async ({ run, server }) => {
      const { outputs } = await run({ ...EVERYWHERE, mode: "detach", "usage-plan-id": "*" });
      expect(outputs["code"]).toBe("invalid-input");
      expect(server.requests()).toEqual([]);
    }));

  test("within one product asks about nothing else", () =>
    emulated({}, async ({ run, requests }) => {
      const { outputs } = await run({ ...EVERYWHERE, "product-id": PRODUCT, "usage-plan-id": FREE });
      expect(outputs).toMatchObject({ result: "attached", "attached-count": "2" });
      expect(requests().filter((request) => request.includes("p8n1c5e3rh"))).toEqual([]);
    }));
});
