/** Names, many targets, `*`, the guard, dry runs and checks of all of it, and what a thousand targets leave behind. */
import { describe, expect, test } from "vitest";
import { generated, generateState } from "../../emulator/generate.ts";
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
  WINDOWS,
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
  test("in four requests: two answer all names and the association, then write and verify", () =>
    emulated({}, async ({ run, requests, server, plans }) => {
      const { outputs, summary } = await run(NAMES);
      expect(outputs["result"]).toBe("detached");
      expect(requests()).toEqual([SEARCH, stagesOf(FREE), DETACH, OBSERVE]);
      expect(server.connections()).toBe(1);
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
  test("every plan of a stage: observed once, written one by one, verified once", () =>
    emulated({}, async ({ run, requests, plans }) => {
      const { outputs } = await run({ ...ON_STAGE, "usage-plan-id": "*" });
      expect(outputs).toMatchObject({ result: "detached", "detached-count": "3", "total-count": "3" });
      expect(requests()).toEqual([OBSERVE, DETACH, DETACH, DETACH, OBSERVE]);
      expect(plans()).toEqual([]);
    }));

  test("a plan off everywhere, and back again", () =>
    emulated({}, async ({ run, server }) => {
      const stages = [STAGE, STAGING, "s3j6d1f8bz"];
      const on = () => stages.filter((stage) => server.emulator.isOn(stage, FREE));
      const everywhere = { "product-id": "*", "api-id": "*", "stage-id": "*", "usage-plan-id": FREE };
      const { outputs } = await run(everywhere);
      expect(outputs).toMatchObject({ result: "detached", "detached-count": "3" });
      expect(on()).toEqual([]);
      const again = await run(everywhere);
      expect(again.outputs).toMatchObject({
        result: "already-detached",
        "total-count": "0",
        matrix: "[]",
        results: "[]",
      });
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
        expect(JSON.parse(result.outputs["receipt"] ?? "").stages).toMatchObject([{ stage: { id: STAGING } }]);
      },
    ));

  test("the targets are fixed and told before the first write", () =>
    emulated({}, async ({ run }) => {
      const { stdout } = await run({ ...ON_STAGE, "usage-plan-id": "*" });
      const lines = readLog(stdout).map(({ text }) => text);
      const told = lines.findIndex((text) => /Targets: 3/.test(text));
      expect(told).toBeGreaterThanOrEqual(0);
      expect(lines.findIndex((text) => /^Sending POST/.test(text))).toBeGreaterThan(told);
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
      expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
      const [chunk] = JSON.parse(outputs["matrix"] ?? "") as Record<string, string>[][];
      expect(chunk).toEqual([
        { ...ON_STAGE, "usage-plan-id": FREE },
        { ...ON_STAGE, "stage-id": STAGING, "usage-plan-id": `${FREE}\n${INTERNAL}` },
      ]);
      for (const entry of chunk ?? []) expect((await run(entry)).outputs["result"]).toBe("detached");
      expect([STAGE, STAGING].flatMap((stage) => server.emulator.plansOn(stage))).toEqual([GOLD, BASIC]);
    }));

  test("a check of several stages: one request each, red for what is there", () =>
    emulated({}, async ({ run, requests }) => {
      const inputs = { ...ON_STAGE, mode: "check", "stage-id": `${STAGE},${STAGING}`, "usage-plan-id": FREE };
      const { outputs } = await run(inputs);
      expect(outputs).toMatchObject({ result: "attached", "attached-count": "2", changed: "false", receipt: "" });
      expect(requests()).toHaveLength(2);
    }));
});

describe.concurrent("the guard", () => {
  test.each(["apiKeys", "content", "nested"] as const)(
    "counts the keys, whatever their list is called: %s",
    (apiKeyList) =>
      emulated({ world: { apiKeyList } }, async ({ run, plans }) => {
        const refused = await run({ ...TARGET, "max-affected-api-keys": "1" });
        expect(refused.outputs).toMatchObject({ result: "refused", code: "too-many-api-keys", changed: "false" });
        expect(plans()).toContain(FREE);
        const allowed = await run({ ...TARGET, "max-affected-api-keys": "2" });
        expect(allowed.outputs["result"]).toBe("detached");
      }),
  );

  test("0 and a plan without keys", () =>
    emulated({}, async ({ run }) => {
      const { outputs } = await run({ ...TARGET, "usage-plan-id": BASIC, "max-affected-api-keys": "0" });
      expect(outputs["result"]).toBe("detached");
    }));

  test("for each target on its own", () =>
    emulated({}, async ({ run, plans }) => {
      const { outputs } = await run({ ...ON_STAGE, "usage-plan-id": "*", "max-affected-api-keys": "1" });
      expect(outputs).toMatchObject({
        result: "refused",
        "refused-count": "1",
        "detached-count": "2",
        changed: "true",
      });
      expect(plans()).toEqual([FREE]);
    }));

  test("that may not read is an error and not a pass", () =>
    emulated(
      { world: { forbidden: ["search-keys", "subscriptions"], denial: "403/10002" } },
      async ({ run, plans, requests }) => {
        const result = await run({ ...TARGET, "max-affected-api-keys": "9" });
        expect(result.outputs).toMatchObject({ result: "failed", code: "api-keys-unreadable", changed: "false" });
        expect(errorOf(result)).toContain("NCP_API_GATEWAY_VIEWER");
        expect(requests()).not.toContain(DETACH);
        expect(plans()).toContain(FREE);
      },
    ));
});

describe.concurrent("receipts that do not fit are refused before any request", () => {
  const good = {
    version: 1,
    site: "public",
    origin: "https://apigateway.apigw.ntruss.com",
    at: "2026-11-22T00:00:00.000Z",
    stages: [{ product: { id: PRODUCT }, api: { id: API }, stage: { id: STAGE }, plans: [{ id: FREE }] }],
  };
  test.each([
    ["cut off", JSON.stringify(good).slice(0, -9), "receipt-invalid"],
    ["no JSON", "version: 1", "receipt-invalid"],
    ["an id that is a path", JSON.stringify(good).replace(STAGE, "../../x"), "receipt-invalid"],
    ["another version", JSON.stringify({ ...good, version: 2 }), "receipt-invalid"],
    ["another site", JSON.stringify(good), "receipt-other-site"],
    ["hostile", JSON.stringify({ ...good, site: "\n::error::x\u001b[2J<img>" }), "receipt-other-site"],
  ])("%s", (_, receipt, code) =>
    emulated({}, async ({ run, requests }) => {
      const { outputs } = await run({ mode: "restore", receipt });
      expect(outputs).toMatchObject({ result: "failed", code, changed: "false" });
      expect(requests()).toEqual([]);
    }),
  );

  test("another account", () =>
    emulated({}, async ({ run, requests, server }) => {
      const receipt = JSON.stringify({ ...good, origin: server.url, account: "0123456789abcdef" });
      const { outputs } = await run({ mode: "restore", receipt });
      expect(outputs).toMatchObject({ result: "failed", code: "receipt-other-account" });
      expect(requests()).toEqual([]);
    }));

  test.skipIf(WINDOWS)("too large", () =>
    emulated({}, async ({ run, requests }) => {
      const { outputs } = await run({ mode: "restore", receipt: `{"x":"${"x".repeat(122_880)}"}` });
      expect(outputs["result"]).toBe("failed");
      expect(["receipt-too-large", "invalid-input"]).toContain(outputs["code"]);
      expect(requests()).toEqual([]);
    }),
  );
});

describe("a thousand targets", () => {
  const state = generateState({ stages: 50, plans: 20, apiKeys: 30 });
  const inputs = {
    "product-id": generated.product,
    "api-id": generated.api,
    "stage-id": Array.from({ length: 50 }, (_, i) => generated.stage(i)).join("\n"),
    "usage-plan-id": "*",
    "access-key": generated.accessKey,
    "secret-key": generated.secretKey,
    concurrency: "16",
  };
  /** Of all outputs of a job together, in UTF-16. */
  const MAX_OUTPUTS = 524_288;
  const MAX_SUMMARY = 1024 * 1024;

  test("detached, within GitHub's limits, and back by the receipt", () =>
    emulated({ state }, async ({ run, requests, server }) => {
      const { outputs, summary, stdout } = await run(inputs);
      expect(outputs).toMatchObject({ result: "detached", "detached-count": "1000", "total-count": "1000" });
      expect(requests()).toHaveLength(50 * (20 + 2));
      expect(JSON.parse(outputs["results"] ?? "")).toHaveLength(1000);
      expect(Object.values(outputs).join("").length).toBeLessThan(MAX_OUTPUTS);
      expect(Buffer.byteLength(summary)).toBeLessThan(MAX_SUMMARY);
      expect(Buffer.byteLength(outputs["receipt"] ?? "")).toBeLessThanOrEqual(120 * 1024);
      // No flood: what happens to each is for the debug log.
      const lines = readLog(stdout);
      expect(lines.filter(({ command, text }) => command === "" && text.startsWith("Sending"))).toEqual([]);
      expect(server.connections()).toBeLessThanOrEqual(16);

      if (WINDOWS) return;
      const receipt = outputs["receipt"] ?? "";
      const keys = { "access-key": generated.accessKey, "secret-key": generated.secretKey };
      const restored = await run({ mode: "restore", receipt, ...keys, concurrency: "16" });
      expect(restored.outputs).toMatchObject({ result: "restored", "restored-count": "1000" });
      expect(server.emulator.plansOn(generated.stage(49))).toHaveLength(20);
    }));

  test("a dry run gives a matrix in chunks of at most 256 jobs", () =>
    emulated({ state: generateState({ stages: 300, plans: 2 }) }, async ({ run }) => {
      const all = Array.from({ length: 300 }, (_, i) => generated.stage(i)).join(",");
      const { outputs } = await run({ ...inputs, "stage-id": all, "dry-run": "true" });
      expect(outputs).toMatchObject({ result: "would-detach", "would-detach-count": "600", receipt: "" });
      const chunks = JSON.parse(outputs["matrix"] ?? "") as unknown[][];
      expect(chunks.map((chunk) => chunk.length)).toEqual([256, 44]);
      expect(Object.values(outputs).join("").length).toBeLessThan(MAX_OUTPUTS);
    }));
});
