/** No verdict on one look, and no write without looks: seen on the built action, in worlds whose reads are late. */
import { describe, expect, test } from "vitest";
import type { WorldInput } from "../../emulator/core/world.ts";
import { CANARY, DETACH, type Emulated, emulated, FREE, GOLD, STAGE, TARGET, UNUSED } from "./runner.ts";

/** API keys are another matter: nobody looks at them here. */
const INPUTS = { ...TARGET, "look-at-api-keys": "false", timeout: "30" };
const on = (world: WorldInput, work: (all: Emulated) => Promise<void>) => emulated({ world }, work);
const writes = (all: Emulated): string[] => all.requests().filter((request) => request.startsWith("POST"));

const LATE: [string, WorldInput["reads"]][] = [
  ["a second late everywhere", { lagsMs: [1_000] }],
  ["five seconds late by the stage's list, a second by the plan's", { lagsMs: [5_000, 1_000], pick: "by-view" }],
  ["five seconds late by the plan's list, a second by the stage's", { lagsMs: [1_000, 5_000], pick: "by-view" }],
];

describe.concurrent("reads that are late", () => {
  test.for(LATE)("%s: what was attached half a second before is detached", ([, reads]) =>
    on({ reads }, async (all) => {
      all.server.emulator.attach(STAGE, UNUSED, Date.now() - 500);
      const { outputs } = await all.run({ ...INPUTS, "usage-plan-id": UNUSED });
      expect(outputs).toMatchObject({ result: "detached", changed: "true" });
      expect(all.plans()).not.toContain(UNUSED);
    }),
  );

  test.for(LATE)("%s: a check after a detach is green", ([, reads]) =>
    on({ reads }, async (all) => {
      all.server.emulator.detach(STAGE, FREE, Date.now() - 500);
      const { outputs } = await all.run({ ...TARGET, mode: "check" });
      expect(outputs).toMatchObject({ result: "already-detached", code: "" });
    }),
  );

  test("`*` detaches what was attached half a second before as well", () =>
    on({ reads: { lagsMs: [1_000] } }, async (all) => {
      all.server.emulator.attach(CANARY, GOLD, Date.now() - 500);
      const { outputs } = await all.run({ ...INPUTS, "stage-id": CANARY, "usage-plan-id": "*" });
      expect(outputs).toMatchObject({ result: "detached", changed: "true" });
      expect(all.plans(CANARY)).toEqual([]);
    }));
});

describe.concurrent("a refusal in front of a write that was carried out", () => {
  test.for([[400], [401, "200"], [401, "210"], [403], [404], [409], [413], [418], [429, "400"], [429, "410"]] as const)(
    "%j: detached, with a receipt and a warning",
    ([status, code = "9000"]) =>
      on({ faults: [{ on: "detach", nth: 1, do: { kind: "reply", status, code, apply: "at-once" } }] }, async (all) => {
        const { outputs, stdout } = await all.run(INPUTS);
        expect(outputs).toMatchObject({ result: "detached", changed: "true" });
        expect(outputs["receipt"]).toMatch(/^ncp-receipt-2\./);
        expect(stdout).toMatch(/^::warning.*somebody else did it at the same time/m);
      }),
  );
});

describe.concurrent("before any write", () => {
  test("an id that does not exist stops the others", () =>
    on({}, async (all) => {
      const { outputs } = await all.run({ ...INPUTS, "usage-plan-id": `${FREE},xxxxxxxxxx` });
      expect(outputs).toMatchObject({ changed: "false", "failed-count": "1", "refused-count": "1" });
      expect(writes(all)).toEqual([]);
    }));

  test("a name of two plans means neither, with one of them on the stage as well as without", () =>
    on({}, async (all) => {
      const { "usage-plan-id": _, ...rest } = INPUTS;
      const inputs = { ...rest, "usage-plan-name": "중복 플랜" };
      for (const attached of [false, true]) {
        if (attached) all.server.emulator.attach(STAGE, "u7c1n4b6yd", Date.now());
        const { outputs } = await all.run(inputs);
        expect(outputs).toMatchObject({ result: "failed", code: "name-ambiguous", changed: "false" });
      }
      expect(writes(all).filter((request) => request === DETACH)).toEqual([]);
    }));

  test("a server that says to slow down to the end is refused nothing and told nothing: failed, and nothing in doubt", () =>
    on({ faults: [{ on: "detach", do: { kind: "reply", status: 429, code: "410" } }] }, async (all) => {
      const { outputs } = await all.run({ ...INPUTS, timeout: "8" });
      expect(outputs).toMatchObject({ result: "failed", code: "throttled", changed: "false", receipt: "" });
      expect(all.plans()).toContain(FREE);
    }));
});

describe("looks that fail while a write is in doubt", () => {
  test.for([
    ["a proxy's 403", { kind: "reply", status: 403, shape: "html" }],
    ["a page for a listing", { kind: "reply", status: 200, shape: "html" }],
    ["a key that is refused", { kind: "reply", status: 401, code: "200" }],
    ["a redirect", { kind: "redirect" }],
    ["what is not HTTP", { kind: "garbage" }],
    ["a reply that is too large", { kind: "reply", status: 200, shape: "huge" }],
    ["a spent quota", { kind: "reply", status: 429, code: "400" }],
  ] as const)("%s: looked again until it shows", ([, fault]) =>
    on(
      {
        faults: [
          { on: "detach", nth: 1, do: { kind: "reset", apply: "at-once" } },
          { on: "stage-plans", nth: 2, times: 2, do: fault },
        ],
      },
      async (all) => {
        const { outputs } = await all.run(INPUTS);
        expect(outputs).toMatchObject({ result: "detached", changed: "true" });
      },
    ),
  );
});
