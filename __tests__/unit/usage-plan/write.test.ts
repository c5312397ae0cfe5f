/** "One write" of docs/architecture.md: accepted, not done, refused. With 0.5 for every drawn number all times are known. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { STAGE } from "./scenario.ts";
import {
  BEFORE,
  DETACH_OPERATION,
  detached,
  detachGold,
  only,
  problemOf,
  READ,
  reads,
  reply,
  TARGET,
  verdictOf,
  WRITE,
  writes,
} from "./steps.ts";
import { AT, byIds, GOLD, MONTHLY, Scene, TRIAL } from "./virtual.ts";

describe("accepted", () => {
  it.each([200, 201, 202, 204] as const)("%i: verified by one read", async (status) => {
    const scene = new Scene({ accepted: { status, body: status === 204 ? "empty" : "cut-off" } });
    const played = await detachGold(scene);
    expect(played.requests).toEqual([READ, WRITE, READ]);
    expect(played.outcomes).toEqual([{ ...detached(0), after: [TRIAL, MONTHLY] }]);
    expect(scene.on()).toEqual([TRIAL.id, MONTHLY.id]);
    const facts = { operation: DETACH_OPERATION };
    expect(played.notes).toEqual([
      {
        code: "observed",
        level: "info",
        facts: { stage: STAGE.name, list: BEFORE.map(({ id, name }) => `${name} (${id})`) },
      },
      { code: "writing", level: "info", facts: { ...facts, plan: GOLD.name, stage: STAGE.name } },
      { code: "accepted", level: "info", facts },
      { code: "verified", level: "info", facts: { stage: STAGE.name, count: 1 } },
    ]);
  });
});

describe("nothing was done", () => {
  it("throttled: waits 1 s, doubled, with jitter, and writes again", async () => {
    const played = await detachGold(new Scene(), { faults: [writes(reply(429), 1, 3)] });
    expect(played.requests).toEqual([
      READ,
      WRITE,
      `500 detach ${GOLD.id}`,
      `1500 detach ${GOLD.id}`,
      `3500 detach ${GOLD.id}`,
      "3500 stage-plans",
    ]);
    const facts = { operation: DETACH_OPERATION, reason: "throttled", status: 429 };
    expect(played.notes.filter(({ code }) => code === "retrying")).toEqual([
      { code: "retrying", level: "info", facts: { ...facts, attempt: 1, ms: 500 } },
      { code: "retrying", level: "info", facts: { ...facts, attempt: 2, ms: 1000 } },
      { code: "retrying", level: "info", facts: { ...facts, attempt: 3, ms: 2000 } },
    ]);
    expect(played.outcomes).toEqual([{ ...detached(3500), after: [TRIAL, MONTHLY] }]);
  });

  it.each([
    ["seconds", 7, 7_000],
    ["a date", { dateInMs: 9_000 }, 9_000],
    ["more than 20 s", 60, 20_000],
  ])("throttled with Retry-After in %s", async (_, retryAfter, ms) => {
    const played = await detachGold(new Scene(), { faults: [writes(reply(429, { retryAfter }))] });
    expect(played.requests).toEqual([READ, WRITE, `${ms} detach ${GOLD.id}`, `${ms} stage-plans`]);
  });

  it("throttled until the time is over: failed, and what was said last is the cause", async () => {
    const played = await detachGold(new Scene(), {
      faults: [writes(reply(429, { retryAfter: 4 }), 1, "all")],
      timeout: 10_000,
    });
    expect(played.requests).toEqual([READ, WRITE, `4000 detach ${GOLD.id}`, `8000 detach ${GOLD.id}`]);
    expect(played.notesOf("retrying").map(({ ms }) => ms)).toEqual([4_000, 4_000]);
    expect(played.outcomes).toEqual([
      {
        target: TARGET,
        verdict: "failed",
        changed: false,
        before: BEFORE,
        problem: {
          code: "throttled",
          facts: {
            operation: DETACH_OPERATION,
            host: "127.0.0.1",
            status: 429,
            ncpCode: "410",
            ncpMessage: "Throttle Limited",
          },
          causes: [],
        },
      },
    ]);
    expect(played.took).toBe(8_000);
  });

  it.each([
    ["dns-temporary", "dns-failed", 5],
    ["connect", "connection-failed", 10_000],
    ["proxy-temporary", "proxy-failed", 0],
  ] as const)("never left this machine, %s: waits 50 ms, doubled, with jitter", async (kind, reason, each) => {
    const played = await detachGold(new Scene(), { wire: [{ on: "writes", kind, times: 2 }] });
    const second = each + 25;
    const third = second + each + 50;
    expect(played.requests).toEqual([
      READ,
      WRITE,
      `${second} detach ${GOLD.id}`,
      `${third} detach ${GOLD.id}`,
      `${third} stage-plans`,
    ]);
    expect(played.notesOf("retrying")).toStrictEqual([
      { operation: DETACH_OPERATION, attempt: 1, ms: 25, reason },
      { operation: DETACH_OPERATION, attempt: 2, ms: 50, reason },
    ]);
    expect(verdictOf(played)).toBe("detached");
  });

  it.each([
    ["tls", "tls-failed"],
    ["proxy", "proxy-failed"],
  ] as const)("never left this machine, and never will: %s", async (kind, code) => {
    const played = await detachGold(new Scene(), { wire: [{ on: "writes", kind, times: 99 }] });
    expect(played.requests).toEqual([READ, WRITE]);
    expect(verdictOf(played)).toBe(`failed ${code}`);
    expect(problemOf(played)?.causes).toEqual([`simulated: ${kind}`]);
  });

  it("a name that nobody knows is asked for again for some seconds, and then no more", async () => {
    const played = await detachGold(new Scene(), { wire: [{ on: "writes", kind: "dns", times: 99 }] });
    const at = played.requests.slice(1).map((request) => Number.parseInt(request, 10));
    expect(at.filter((ms) => ms >= 5_000).length).toBe(1);
    expect(verdictOf(played)).toBe("failed dns-failed");
    expect(problemOf(played)?.causes).toEqual(["simulated: dns"]);
  });

  it("a clock that is off: signed again at once, once", async () => {
    const played = await detachGold(new Scene(), { aheadMs: 600_000, permission: "write", run: { verify: false } });
    expect(played.requests).toEqual([WRITE, WRITE]);
    expect(played.notes.map(({ code }) => code)).toEqual([
      "writing",
      "clock-corrected",
      "writing",
      "accepted",
      "unverified",
    ]);
    expect(played.notesOf("clock-corrected")).toEqual([{ ms: 600_000 }]);
    expect(verdictOf(played)).toBe("accepted");
  });
});

/** Two looks, each by both views: the stage's list, the plan's own. */
const SEEN = [READ, `0 plan-stages ${GOLD.id}`, "1000 stage-plans", `1000 plan-stages ${GOLD.id}`];

describe("refused", () => {
  it.each([
    [401, "210", "permission-denied"],
    [401, "200", "authentication-failed"],
    [403, "230", "forbidden"],
    [413, "430", "request-too-large"],
    [429, "400", "quota-exhausted"],
  ])("%i/%s: failed, when two looks have shown that nothing was done", async (status, ncpCode, code) => {
    const played = await detachGold(new Scene(), {
      faults: [writes(reply(status, { code: ncpCode, message: "no" }), 1, "all")],
    });
    expect(played.requests).toEqual([READ, WRITE, ...SEEN]);
    const seen = code === "forbidden" ? { seen: true } : {};
    const facts = { operation: DETACH_OPERATION, host: "127.0.0.1", status, ncpCode, ncpMessage: "no", ...seen };
    expect(played.outcomes).toEqual([
      { target: TARGET, verdict: "failed", changed: false, before: BEFORE, problem: { code, facts, causes: [] } },
    ]);
  });

  it("stays what it is under if-not-attached: fail", async () => {
    const played = await detachGold(new Scene(), { faults: [writes(reply(403))], run: { ifNotAttached: "fail" } });
    expect(verdictOf(played)).toBe("failed forbidden");
  });

  it.each([400, 404, 409] as const)(
    "%i, and the plan is gone: ours or somebody's, and in the receipt",
    async (status) => {
      const scene = new Scene({ detachOfAbsent: status });
      const played = await detachGold(scene, {
        acts: [{ after: "arrival", do: (emulator, now) => emulator.detach(STAGE.id, GOLD.id, now) }],
      });
      expect(played.requests).toEqual([READ, WRITE, ...SEEN]);
      expect(played.outcomes).toEqual([{ ...detached(0), after: [TRIAL, MONTHLY] }]);
      expect(played.notesOf("done-after-refusal")).toMatchObject([{ plan: GOLD.name, stage: STAGE.name, status }]);
    },
  );

  it.each([400, 403, 404, 409])(
    "%i in front of a write that was carried out: detached all the same",
    async (status) => {
      const played = await detachGold(new Scene(), { faults: [writes(reply(status, { apply: "at-once" }))] });
      expect(played.outcomes).toEqual([{ ...detached(0), after: [TRIAL, MONTHLY] }]);
    },
  );

  it.each([
    [400, "bad-request"],
    [404, "not-found"],
    [409, "refused-by-server"],
  ])("%i, and the plan is still there: failed", async (status, code) => {
    const played = await detachGold(new Scene(), { faults: [writes(reply(status), 1, "all")] });
    expect(played.requests).toEqual([READ, WRITE, ...SEEN]);
    expect(verdictOf(played)).toBe(`failed ${code}`);
    expect(only(played.outcomes).changed).toBe(false);
  });

  it("400, and a look that could explain it fails: the next ones decide", async () => {
    const played = await detachGold(new Scene(), { faults: [writes(reply(400)), reads(reply(403), 2)] });
    expect(played.requests).toEqual([READ, WRITE, ...SEEN]);
    expect(verdictOf(played)).toBe("failed bad-request");
  });

  it("400, and no look is possible any more: unknown, when the time is up and not before", async () => {
    const faults = [writes(reply(400)), reads(reply(403), 2, "all"), { on: "plan-stages", do: reply(403) }] as const;
    const played = await detachGold(new Scene(), { faults: [...faults], timeout: 10_000 });
    expect(verdictOf(played)).toBe("unknown write-uncertain");
    expect(played.took).toBe(10_000);
    expect(only(played.outcomes).changed).toBe(true);
  });
});

describe("a defect of ours", () => {
  it("in the middle of a write never claims that nothing was written", async () => {
    const played = await new Scene().play((run) =>
      detach(
        {
          ...run,
          gateway: {
            ...run.gateway,
            disassociate: async () => {
              throw new TypeError("x is not a function");
            },
          },
        },
        byIds(GOLD, TRIAL),
      ),
    );
    const problem = { code: "internal-error", facts: {}, causes: ["x is not a function"] };
    expect(played.outcomes).toEqual([
      { target: TARGET, verdict: "unknown", changed: true, problem },
      { target: { ...AT, plan: TRIAL }, verdict: "unknown", changed: true, problem },
    ]);
  });

  it("in a read during reconciliation as well", async () => {
    let reads = 0;
    const played = await new Scene().play(
      (run) =>
        detach(
          {
            ...run,
            gateway: {
              ...run.gateway,
              stagePlans: async (at) => {
                if (++reads === 2) throw new TypeError("y is undefined");
                return run.gateway.stagePlans(at);
              },
            },
          },
          byIds(GOLD),
        ),
      { faults: [writes(reply(500))] },
    );
    expect(verdictOf(played)).toBe("unknown internal-error");
    expect(problemOf(played)?.causes).toEqual(["y is undefined"]);
  });
});
