/** Names, many targets, `*`, and dry runs and checks of all of it. */

import { describe, expect, test } from "vitest";
import { unpacked } from "../papers.ts";
import {
  API,
  BASIC,
  CANARY,
  DETACH,
  emulated,
  errorOf,
  FREE,
  GOLD,
  INTERNAL,
  OBSERVE,
  PRODUCT,
  readLog,
  STAGE,
  STAGING,
  TARGET,
  UNUSED,
} from "./runner.ts";

const NAMES = {
  "product-name": "결제 서비스",
  "api-name": "결제 API",
  "stage-name": "운영",
  "usage-plan-name": "무료 체험 플랜",
};
const ON_STAGE = { "product-id": PRODUCT, "api-id": API, "stage-id": STAGE };
const SEARCH = "POST /api/v1/usage-plans/search";
const stagesOf = (plan: string) => `GET /api/v1/usage-plans/${plan}/stages?offset=0&limit=100`;

describe.concurrent("names", () => {
  test("in four round trips: the tree beside the plan and its stages, then write and verify", () =>
    emulated({}, async ({ run, requests, server, plans }) => {
      const { outputs, summary } = await run({ ...NAMES, "look-at-api-keys": "false" });
      expect(outputs["result"]).toBe("detached");
      const asked = requests();
      expect(
        asked
          .slice(0, 4)
          .map((request) => request.replace(/(productName|apiName)=[^&]*/, "$1"))
          .toSorted(),
      ).toEqual(
        [
          SEARCH,
          "GET /api/v1/products?offset=0&limit=100&productName",
          stagesOf(FREE),
          `GET /api/v1/products/${PRODUCT}/apis?offset=0&limit=100&apiName&withStage=true`,
        ].toSorted(),
      );
      expect(asked.slice(4)).toEqual([DETACH, OBSERVE]);
      expect(server.connections()).toBe(2);
      expect(plans()).toEqual([GOLD, BASIC]);
      for (const name of Object.values(NAMES)) expect(summary).toContain(name);
      expect(JSON.parse(outputs["results"] ?? "")).toMatchObject([{ productName: "결제 서비스", stageName: "운영" }]);
    }));

  test.each(["nfd", "as-stored"] as const)("composed or decomposed (%s at the server): the same name", (names) =>
    emulated({ world: { names } }, async ({ run, plans }) => {
      const given = Object.fromEntries(Object.entries(NAMES).map(([input, name]) => [input, name.normalize("NFD")]));
      expect((await run(given)).outputs["result"]).toBe("detached");
      expect(plans()).not.toContain(FREE);
    }),
  );

  test.each([
    ["usage-plan-name", "무료 체험 플렌", "무료 체험 플랜"],
    ["stage-name", "윤영", "운영"],
    ["api-name", "결제API", "결제 API"],
    ["product-name", "결재 서비스", "결제 서비스"],
  ])("a wrong %s lists the nearest", (input, wrong, nearest) =>
    emulated({}, async ({ run, requests }) => {
      const result = await run({ ...NAMES, [input]: wrong });
      expect(result.outputs).toMatchObject({ result: "failed", code: "name-not-found", changed: "false" });
      expect(errorOf(result)).toContain(wrong);
      expect(errorOf(result)).toContain(nearest);
      expect(requests().filter((request) => request.includes("associate"))).toEqual([]);
    }),
  );

  test("one name for two plans: both with their ids, and no write", () =>
    emulated({}, async ({ run, requests }) => {
      const result = await run({
        ...NAMES,
        "usage-plan-name": "중복 플랜",
        "stage-name": "운영",
        "api-name": "정산 API",
      });
      expect(result.outputs).toMatchObject({ result: "failed", code: "name-ambiguous" });
      for (const id of ["u7c1n4b6yd", "u1v9r2p5ks"]) expect(errorOf(result)).toContain(id);
      expect(requests().filter((request) => request.includes("associate"))).toEqual([]);
    }));

  test("an id and a name that agree are a check, and that do not are refused", () =>
    emulated({}, async ({ run, plans, requests }) => {
      const wrong = await run({ ...TARGET, "usage-plan-name": "Partner Gold" });
      expect(wrong.outputs).toMatchObject({ result: "failed", code: "id-name-mismatch", changed: "false" });
      expect(requests()).not.toContain(DETACH);
      expect(plans()).toContain(FREE);
      const right = await run({ ...TARGET, "usage-plan-name": "무료 체험 플랜", "stage-name": "운영" });
      expect(right.outputs["result"]).toBe("detached");
    }));
});

describe.concurrent("many", () => {
  test("every plan of a stage: observed, written one by one, verified once", () =>
    emulated({}, async ({ run, requests, plans }) => {
      const { outputs } = await run({ ...ON_STAGE, "usage-plan-id": "*", "look-at-api-keys": "false" });
      expect(outputs).toMatchObject({ result: "detached", "detached-count": "3", "total-count": "3" });
      // Twice before: a plan that a stale list leaves out would be left on.
      expect(requests()).toEqual([OBSERVE, OBSERVE, DETACH, DETACH, DETACH, OBSERVE]);
      expect(plans()).toEqual([]);
    }));

  test("a plan is detached everywhere, and attached again", () =>
    emulated({}, async ({ run, server }) => {
      const stages = [STAGE, STAGING, "s3j6d1f8bz"];
      const on = () => stages.filter((stage) => server.emulator.isOn(stage, FREE));
      const everywhere = { "product-id": "*", "api-id": "*", "stage-id": "*", "usage-plan-id": FREE };
      const { outputs } = await run(everywhere);
      expect(outputs).toMatchObject({ result: "detached", "detached-count": "3" });
      const names = JSON.parse(outputs["results"] ?? "").map((each: { usagePlanName?: string }) => each.usagePlanName);
      expect(names).toEqual(Array(3).fill("무료 체험 플랜"));
      expect(JSON.stringify(unpacked(outputs["receipt"] ?? ""))).toContain("무료 체험 플랜");
      expect(on()).toEqual([]);
      const again = await run(everywhere);
      expect(again.outputs).toMatchObject({
        result: "already-detached",
        "total-count": "1",
        matrix: "[]",
      });
      expect(JSON.parse(again.outputs["results"] ?? "")).toMatchObject([{ stageId: "*", usagePlanId: FREE }]);
      const back = await run({ mode: "restore", receipt: outputs["receipt"] ?? "" });
      expect(back.outputs).toMatchObject({ result: "restored", "restored-count": "3" });
      expect(on()).toEqual(stages);
    }));

  test("one failure does not stop the others, and the step is red", () =>
    emulated(
      { world: { faults: [{ on: "detach", stage: STAGE, do: { kind: "reply", status: 403 } }] } },
      async ({ run, server }) => {
        const result = await run({ ...ON_STAGE, "stage-id": `${STAGE},${STAGING},${CANARY}`, "usage-plan-id": FREE });
        expect(result.outputs).toMatchObject({
          result: "failed",
          changed: "true",
          code: "forbidden",
          "failed-count": "1",
          "detached-count": "1",
          "already-detached-count": "1",
        });
        expect(server.emulator.isOn(STAGING, FREE)).toBe(false);
        expect(unpacked(result.outputs["receipt"] ?? "").stages).toMatchObject([{ stage: { id: STAGING } }]);
      },
    ));

  test("the targets are fixed and told before the first write", () =>
    emulated({}, async ({ run }) => {
      const { stdout } = await run({ ...ON_STAGE, "usage-plan-id": "*" });
      const lines = readLog(stdout).map(({ text }) => text);
      const told = lines.findIndex((text) => /Targets: 3/.test(text));
      expect(told).toBeGreaterThanOrEqual(0);
      expect(lines.findIndex((text) => /^Sending the request/.test(text))).toBeGreaterThan(told);
    }));
});

describe.concurrent("without a write", () => {
  test("a dry run of everything: the matrix does it", () =>
    emulated({}, async ({ run, requests, server }) => {
      const all = { ...ON_STAGE, "stage-id": `${STAGE},${STAGING}`, "usage-plan-id": `${FREE},${INTERNAL},${UNUSED}` };
      const { outputs } = await run({ ...all, "dry-run": "true" });
      expect(outputs).toMatchObject({
        result: "would-detach",
        "would-detach-count": "3",
        "already-detached-count": "3",
      });
      expect(requests().filter((request) => /associate-usage-plan|^PUT/.test(request))).toEqual([]);
      const [chunk] = JSON.parse(outputs["matrix"] ?? "") as Record<string, string>[][];
      expect(chunk).toMatchObject([
        { ...ON_STAGE, "usage-plan-id": FREE },
        { ...ON_STAGE, "stage-id": STAGING, "usage-plan-id": `${FREE}\n${INTERNAL}` },
      ]);
      for (const { approval = "" } of chunk ?? []) {
        expect((await run({ approval })).outputs["result"]).toBe("detached");
      }
      expect([STAGE, STAGING].flatMap((stage) => server.emulator.plansOn(stage))).toEqual([GOLD, BASIC]);
    }));

  test("a check of several stages: two looks each, red for what is there", () =>
    emulated({}, async ({ run, requests }) => {
      const inputs = { ...ON_STAGE, mode: "check", "stage-id": `${STAGE},${STAGING}`, "usage-plan-id": FREE };
      const { outputs } = await run(inputs);
      expect(outputs).toMatchObject({ result: "attached", "attached-count": "2", changed: "false", receipt: "" });
      const all = requests();
      const [lists, views] = [/\/stages\/\w+\/usage-plans\?/, /\/usage-plans\/\w+\/stages/].map((path) =>
        all.filter((request) => path.test(request)),
      );
      // Each stage twice; the plan's own list of stages once for both, unless one look is far behind the other.
      expect(lists).toHaveLength(4);
      expect([1, 2]).toContain(views?.length);
      expect(all).toHaveLength(4 + (views?.length ?? 0));
    }));
});
