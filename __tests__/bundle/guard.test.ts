/** `max-affected-api-keys`: the people behind the API keys. */
import { describe, expect, test } from "vitest";
import { API, BASIC, DETACH, emulated, errorOf, FREE, PRODUCT, STAGE, TARGET } from "./runner.ts";

const ON_STAGE = { "product-id": PRODUCT, "api-id": API, "stage-id": STAGE };

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
