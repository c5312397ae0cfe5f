/** `max-affected-api-keys`: the people behind the API keys. */
import { describe, expect, test } from "vitest";
import { API, BASIC, emulated, FREE, GOLD, PRODUCT, STAGE, TARGET } from "./runner.ts";
import { scenario } from "./scenario.ts";

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

  scenario("0 and a plan without keys", {
    inputs: { "usage-plan-id": BASIC, "max-affected-api-keys": "0" },
    outputs: { result: "detached" },
    plans: [FREE, GOLD],
  });

  scenario("for each target on its own", {
    instead: { ...ON_STAGE, "usage-plan-id": "*", "max-affected-api-keys": "1" },
    outputs: { result: "refused", "refused-count": "1", "detached-count": "2", changed: "true" },
    plans: [FREE],
    log: /^⛔ 1 of 3 targets was stopped, 2 were detached \(undo: summary\) – at http/m,
    annotation: /^⛔ refused: .+ \/ .+ \(u\w+\)$/m,
  });

  scenario("that may not read is an error and not a pass", {
    world: { forbidden: ["search-keys", "subscriptions"], denial: "403/10002" },
    inputs: { "max-affected-api-keys": "9" },
    outputs: { result: "failed", code: "api-keys-unreadable", changed: "false" },
    writes: [],
    plans: [FREE, GOLD, BASIC],
    annotation: "NCP_API_GATEWAY_VIEWER",
  });
});
