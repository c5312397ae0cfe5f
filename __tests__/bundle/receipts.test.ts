import { describe, expect, test } from "vitest";
import { API, emulated, FREE, PRODUCT, STAGE, WINDOWS } from "./runner.ts";

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
    ["another version", JSON.stringify({ ...good, version: 3 }), "receipt-invalid"],
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
      expect(["receipt-invalid", "invalid-input"]).toContain(outputs["code"]);
      expect(requests()).toEqual([]);
    }),
  );
});
