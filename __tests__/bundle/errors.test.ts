/** Every row of the error table that NCP documents or that was seen live. */
import { describe, expect, test } from "vitest";
import { DETACH, ENDS_WITHIN_MS, emulated, errorOf, FREE, OBSERVE, TARGET, WRITER } from "./runner.ts";

/** One request after the other: reads side by side would each be refused once. */
const LEAN = { ...TARGET, "look-at-api-keys": "false" };
const QUICK = { ...LEAN, timeout: "5" };

describe.concurrent("a read that is refused for good: one request, and NCP's code and words", () => {
  test.each([
    [400, "100", "bad-request", "Bad Request Exception"],
    [401, "200", "authentication-failed", "Authentication Failed"],
    [401, "210", "permission-denied", "Permission Denied"],
    [403, "230", "forbidden", "Forbidden"],
    [403, "10011", "forbidden", ""],
    [403, "10002", "forbidden", ""],
    [413, "430", "request-too-large", "Request Entity Too Large"],
    [429, "400", "quota-exhausted", "Quota Exceeded"],
    [409, "9014", "refused-by-server", ""],
  ])("%i/%s", (status, code, problem, words) =>
    emulated({ world: { faults: [{ do: { kind: "reply", status, code } }] } }, async ({ run, requests }) => {
      const result = await run(QUICK);
      expect(result.outputs).toMatchObject({ result: "failed", code: problem, changed: "false" });
      expect(requests()).toEqual([OBSERVE]);
      for (const text of [errorOf(result), result.summary]) {
        expect(text).toContain(`HTTP ${status}`);
        expect(text).toContain(code);
        expect(text).toContain(words);
        expect(text).toContain(`docs/troubleshooting.md#${problem}`);
      }
    }),
  );
});

test.concurrent("404/300 for everything: all levels are looked for before it is said that nothing is known", () =>
  emulated({ world: { faults: [{ do: { kind: "reply", status: 404 } }] } }, async ({ run, requests }) => {
    const result = await run(QUICK);
    expect(result.outputs).toMatchObject({ result: "failed", code: "not-found" });
    expect(requests()).toHaveLength(4);
    expect(errorOf(result)).toContain("Not Found Exception");
  }));

describe.concurrent("a read that fails again and again is repeated until the time is up", () => {
  test.each([
    [429, "410", "throttled", "Throttle Limited"],
    [429, "420", "throttled", "Rate Limited"],
    [500, "900", "server-error", "Unexpected Error"],
    [503, "500", "endpoint-error", "Endpoint Error"],
    [504, "510", "endpoint-timeout", "Endpoint Timeout"],
  ])("%i/%s", (status, code, problem, words) =>
    emulated({ world: { faults: [{ do: { kind: "reply", status, code } }] } }, async ({ run, requests }) => {
      const result = await run(QUICK);
      expect(result.outputs).toMatchObject({ result: "failed", code: problem, changed: "false" });
      const sent = requests();
      expect(sent.length).toBeGreaterThan(1);
      expect(new Set(sent)).toEqual(new Set([OBSERVE]));
      // Each repeat is one line; the time may be up before the last one is sent.
      const lines = result.stdout.match(/^Attempt \d+.*Trying again/gm)?.length ?? 0;
      expect([lines, lines + 1]).toContain(sent.length);
      expect(errorOf(result)).toContain(words);
      expect(result.ms).toBeLessThan(ENDS_WITHIN_MS);
    }),
  );
});

describe.concurrent("a write that is refused", () => {
  test.each([
    [400, "100", "bad-request"],
    [401, "200", "authentication-failed"],
    [401, "210", "permission-denied"],
    [403, "230", "forbidden"],
    [403, "10011", "forbidden"],
    [404, "300", "not-found"],
    [409, "9014", "refused-by-server"],
    [413, "430", "request-too-large"],
    [429, "400", "quota-exhausted"],
  ])("%i/%s: failed, written once", (status, code, problem) =>
    emulated(
      { world: { faults: [{ on: "detach", do: { kind: "reply", status, code } }] } },
      async ({ run, requests, plans }) => {
        const { outputs } = await run(QUICK);
        expect(outputs).toMatchObject({ result: "failed", code: problem, changed: "false" });
        expect(requests().filter((request) => request === DETACH)).toHaveLength(1);
        expect(plans()).toContain(FREE);
      },
    ),
  );

  test.each(["400", "404", "409"] as const)(
    "%s for what is gone meanwhile: ours or somebody's, so it is in the receipt",
    (status) =>
      emulated(
        {
          world: {
            detachOfAbsent: status === "400" ? 400 : status === "404" ? 404 : 409,
            // The first request is answered from a replica that is behind: there the plan was still on the stage.
            reads: { lagsMs: [10_000, 0, 0], pick: "alternate" },
          },
        },
        async ({ run, server }) => {
          server.emulator.detach(TARGET["stage-id"], FREE, Date.now());
          const { outputs, stdout } = await run(QUICK);
          expect(outputs).toMatchObject({ result: "detached", changed: "true" });
          expect(outputs["receipt"]).not.toBe("");
          expect(stdout).toMatch(/::warning.*somebody else/);
        },
      ),
  );
});

describe.concurrent("a write whose reply does not say what became of it", () => {
  const uncertain = [
    ["500", { kind: "reply", status: 500 }],
    ["503", { kind: "reply", status: 503 }],
    ["504", { kind: "reply", status: 504 }],
    ["reset", { kind: "reset" }],
    ["half a reply", { kind: "half", apply: "no" }],
    ["no HTTP", { kind: "garbage" }],
  ] as const;

  test.each(uncertain)("%s, carried out: detached, and not written again", (_, fault) =>
    emulated(
      { world: { faults: [{ on: "detach", nth: 1, do: { ...fault, apply: "at-once" } }] } },
      async ({ run, requests, plans }) => {
        const { outputs } = await run(LEAN);
        expect(outputs).toMatchObject({ result: "detached", changed: "true" });
        expect(requests().filter((request) => request === DETACH)).toHaveLength(1);
        expect(plans()).not.toContain(FREE);
      },
    ),
  );

  test.each(uncertain)("%s, not carried out: seen to be so twice, then written again", (_, fault) =>
    emulated({ world: { faults: [{ on: "detach", nth: 1, do: fault }] } }, async ({ run, requests, plans }) => {
      const { outputs } = await run(LEAN);
      expect(outputs).toMatchObject({ result: "detached", changed: "true" });
      const sent = requests();
      const [first = 0, second = 0] = sent.flatMap((request, at) => (request === DETACH ? [at] : []));
      expect(sent.slice(first + 1, second)).toEqual([OBSERVE, OBSERVE]);
      expect(plans()).not.toContain(FREE);
    }),
  );

  test.each(uncertain)("%s with verify: false is unknown: there is nothing to look with", (_, fault) =>
    emulated({ world: { faults: [{ on: "detach", do: fault }] } }, async ({ run, requests }) => {
      const { outputs } = await run({ ...LEAN, ...WRITER, verify: "false" });
      expect(outputs).toMatchObject({ result: "unknown", changed: "true", code: "write-uncertain" });
      expect(requests()).toEqual([DETACH]);
    }),
  );
});

describe.concurrent("a redirect is never followed", () => {
  test("reads: failed at once", () =>
    emulated({}, ({ server: other, requests: elsewhere }) =>
      emulated({ world: { faults: [{ do: { kind: "redirect", to: other.url } }] } }, async ({ run, requests }) => {
        const { outputs } = await run(QUICK);
        expect(outputs).toMatchObject({ result: "failed", code: "redirect-refused" });
        expect(requests()).toEqual([OBSERVE]);
        expect(elsewhere()).toEqual([]);
      }),
    ));

  test.each([301, 302, 303, 307, 308] as const)("%i to a write: looked after, and written again here", (status) =>
    emulated({}, ({ server: other, requests: elsewhere }) => {
      const fault = { kind: "redirect", status, to: other.url } as const;
      return emulated({ world: { faults: [{ on: "detach", nth: 1, do: fault }] } }, async ({ run, plans }) => {
        const { outputs } = await run(LEAN);
        expect(outputs).toMatchObject({ result: "detached", changed: "true" });
        expect(plans()).not.toContain(FREE);
        expect(elsewhere()).toEqual([]);
      });
    }),
  );
});

test.concurrent("throttled writes wait as long as Retry-After asks, and go through", () =>
  emulated(
    { world: { faults: [{ on: "detach", times: 2, do: { kind: "reply", status: 429, retryAfter: 1 } }] } },
    async ({ run, requests }) => {
      const result = await run(LEAN);
      expect(result.outputs["result"]).toBe("detached");
      expect(requests()).toEqual([OBSERVE, DETACH, DETACH, DETACH, OBSERVE]);
      expect(result.ms).toBeGreaterThan(2_000);
    },
  ));

test.concurrent.each([
  ["ahead after the first request was signed", "ms > 400 ? 660_000 : 0", "detached"],
  ["ahead, and back before the first reply", "ms > 0 && ms < 1_200 ? 660_000 : 0", "detached"],
  ["back to the right time in the middle of the run", "ms < 900 ? -660_000 : 0", "detached"],
  ["two days ahead, and back", "ms > 0 && ms < 1_200 ? 172_800_000 : 0", "failed"],
])("a clock that is set %s: the server's time counts", (_, off, result) =>
  emulated({ latencyMs: 1_500 }, async ({ run }) => {
    // Counted from the first look at the clock: how long a busy machine takes to start does not matter.
    const preload = `const { now } = Date; let began;
      Date.now = () => { const ms = performance.now() - (began ??= performance.now()); return now() + (${off}); };`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(preload)}`;
    const { outputs } = await run({ ...LEAN, timeout: "30" }, { env: { NODE_OPTIONS } });
    expect(outputs["result"]).toBe(result);
    if (result === "failed") expect(outputs["code"]).toBe("clock-wrong");
  }),
);

test.concurrent("a clock that is off is corrected once, with a warning that tells by how much", () =>
  emulated({ world: { clock: { offsetMs: 660_000 } } }, async ({ run, requests }) => {
    const { outputs, stdout, summary } = await run(LEAN);
    expect(outputs["result"]).toBe("detached");
    expect(requests()).toEqual([OBSERVE, OBSERVE, DETACH, OBSERVE]);
    // `Date` has whole seconds.
    expect(stdout).toMatch(/^::warning [^:]*::.* 11 min behind/m);
    expect(summary).toMatch(/ 11 min behind/);
  }));
