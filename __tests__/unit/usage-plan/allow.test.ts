/** The last word before each write: who is on the plan by then, what is announced, and what is written when. */
import { describe, expect, it } from "vitest";
import { sampleProblem } from "../../../scripts/samples.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import { RunError } from "../../../src/usage-plan/problem.ts";
import type { IntendedPlan, Run } from "../../../src/usage-plan/run.ts";
import type { PlacedSuccessor } from "../../../src/usage-plan/types.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import { factsOf } from "../facts.ts";
import { ids, STAGE } from "./scenario.ts";
import { keyMoves, on, only, problemOf, reply, verdicts, writesOf } from "./steps.ts";
import { AT, byIds, GOLD, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

const IOS = "k3x9t6m1qa"; // on TRIAL
const PARTNER_B = "k1r7j4s9hc"; // on TRIAL
const PARTNER_A = "k8d2f5v0wb"; // on GOLD; on MONTHLY is nobody
const NAME = `파트너사 A (${PARTNER_A}, 3,301,874)`;

const moving = (work: StageWork[], to: { id: string }, play: Play = {}, scene = new Scene()) =>
  scene.play((run) => detach(run, work, ids(to.id)), play);
const looking = (work: StageWork[], play: Play = {}, scene = new Scene()) =>
  scene.play((run) => detach({ ...run, lookAtKeys: true }, work), play);
type Fault = NonNullable<Play["faults"]>[number];

/** What was announced, a line for each: the plan, its keys with where to, and the successor. */
function announcements() {
  const lines: string[] = [];
  const place = (to: { readonly id: string } | undefined) => (to === undefined ? "" : `>${to.id}`);
  const beforeWrites = (_: unknown, plans: readonly IntendedPlan[], to?: PlacedSuccessor): void => {
    for (const { plan, keys } of plans) {
      const on = keys?.map(({ id, movedTo }) => `${id}${place(movedTo)}`).join();
      lines.push(
        [plan.id, on ?? "?", to && `${to.id} ${to.name} ${to.attached}`]
          .filter((each) => each !== undefined)
          .join(" | "),
      );
    }
  };
  return { lines, run: { beforeWrites } satisfies Partial<Run> };
}

describe("what is announced before a plan is written", () => {
  it("is the plan with its keys", async () => {
    const { lines, run } = announcements();
    await looking(byIds(GOLD, MONTHLY), { run });
    expect(lines).toEqual([`${GOLD.id} | ${PARTNER_A}`, `${MONTHLY.id} | `]);
  });

  it("is with a successor where they move to, and that it is there already", async () => {
    const { lines, run } = announcements();
    await moving(byIds(GOLD), MONTHLY, { run });
    expect(lines).toEqual([`${GOLD.id} | ${PARTNER_A}>${MONTHLY.id} | ${MONTHLY.id} ${MONTHLY.name} false`]);
  });

  it("is of a successor that is not there that it is attached, once keys need it", async () => {
    const { lines, run } = announcements();
    const played = await moving(byIds(MONTHLY, GOLD, TRIAL), UNUSED, { run });
    expect(verdicts(played)).toEqual(["detached", "detached", "detached"]);
    const to = `${UNUSED.id} ${UNUSED.name}`;
    expect(lines).toEqual([
      `${MONTHLY.id} |  | ${to} false`,
      `${GOLD.id} | ${PARTNER_A}>${UNUSED.id} | ${to} true`,
      `${TRIAL.id} | ${IOS}>${UNUSED.id},${PARTNER_B}>${UNUSED.id} | ${to} true`,
    ]);
    expect(writesOf(played).filter((line) => line.includes("attach"))).toHaveLength(1);
  });

  it("is not that it is attached again where NCP has refused it", async () => {
    const { lines, run } = announcements();
    await moving(byIds(GOLD, TRIAL), UNUSED, { run, faults: [on("attach", reply(403))] });
    expect(lines.map((line) => line.split(" ").at(-1))).toEqual(["true", "false"]);
  });

  it("keeps the plan on where it cannot be, and the next one is tried", async () => {
    let count = 0;
    const beforeWrites = (): void => {
      if (++count === 1) throw new Error("no space left");
    };
    const played = await looking(byIds(GOLD, MONTHLY), { run: { beforeWrites } });
    expect(verdicts(played)).toEqual(["failed internal-error", "detached"]);
    expect(played.outcomes[0]?.keys?.map(({ id }) => id)).toEqual([PARTNER_A]);
    expect(writesOf(played)).toEqual([`0 detach ${MONTHLY.id}`]);
  });

  it("keeps every plan on without reads, and nothing is written", async () => {
    const beforeWrites = (): never => {
      throw new RunError([sampleProblem("receipt-too-large-to-pass-on")]);
    };
    const played = await new Scene().play((run) =>
      detach({ ...run, verify: false, beforeWrites }, byIds(GOLD, MONTHLY)),
    );
    expect(verdicts(played)).toEqual(["failed receipt-too-large-to-pass-on", "failed receipt-too-large-to-pass-on"]);
    expect(played.outcomes.map(({ changed }) => changed)).toEqual([false, false]);
    expect(writesOf(played)).toEqual([]);
  });

  it("is nothing once no write may begin", async () => {
    const { lines, run } = announcements();
    const played = await looking(byIds(GOLD), { run, timeout: 2_100 }, new Scene({ latencyMs: 100 }));
    expect(verdicts(played)).toEqual(["failed deadline"]);
    expect(lines).toEqual([]);
  });
});

describe("plans whose keys have to move", () => {
  it("are written after those before them were seen", async () => {
    const played = await moving(byIds(MONTHLY, TRIAL), GOLD);
    const lines = played.requests
      .map((line) => line.replace(/^\d+ /, ""))
      .filter((line) => /^(detach|subscribe|stage-plans)/.test(line));
    expect(lines).toEqual([
      "stage-plans",
      `detach ${MONTHLY.id}`,
      "stage-plans",
      `subscribe ${GOLD.id} ${IOS}`,
      `subscribe ${GOLD.id} ${PARTNER_B}`,
      `detach ${TRIAL.id}`,
      "stage-plans",
    ]);
  });

  it("are verified together where no keys are on them", async () => {
    const scene = new Scene();
    scene.emulator.moveKey(PARTNER_A, STAGE.id, TRIAL.id, scene.timeline.now);
    const played = await moving(byIds(MONTHLY, GOLD), TRIAL, {}, scene);
    expect(played.requests.filter((line) => line.endsWith("stage-plans"))).toHaveLength(2);
  });

  it("by names stay on where the stage's list cannot be read, with their keys", async () => {
    const work = [{ at: AT, plans: [{ plan: GOLD, exists: true }], attached: new Set([GOLD.id]) }];
    const played = await moving(work, UNUSED, { faults: [on("stage-plans", reply(403))] });
    expect(verdicts(played)).toEqual(["failed forbidden"]);
    expect(only(played.outcomes).keys?.map(({ id }) => id)).toEqual([PARTNER_A]);
    expect(writesOf(played)).toEqual([]);
  });

  it("by names find there whether the successor is on the stage", async () => {
    const work = [{ at: AT, plans: [{ plan: GOLD, exists: true }], attached: new Set([GOLD.id]) }];
    const played = await moving(work, MONTHLY);
    expect(writesOf(played)).toEqual([`0 subscribe ${MONTHLY.id} ${PARTNER_A}`, `0 detach ${GOLD.id}`]);
  });

  it("that somebody else joins in the middle stay on, and the others do not", async () => {
    const acts = [keyMoves(PARTNER_A, TRIAL, 1, 0)];
    const played = await looking(byIds(MONTHLY, TRIAL, GOLD), {
      acts,
      run: { maxAffectedApiKeys: 2 },
      faults: [on("detach", reply(429, { retryAfter: 7 }), 1, 1)],
    });
    expect(verdicts(played)).toEqual(["detached", "refused too-many-api-keys", "detached"]);
    expect(played.outcomes[1]).toMatchObject({ changed: false });
    expect(played.outcomes[1]?.keys).toHaveLength(3);
  });
});

describe("keys that cannot be looked at again, seconds later", () => {
  const later = { faults: [on("detach", reply(429, { retryAfter: 7 }), 1, 1), on("search-keys", reply(403), 2)] };

  it("speak against the write where somebody set a limit", async () => {
    const played = await looking(byIds(MONTHLY, GOLD), { ...later, run: { maxAffectedCalls: 1e9 } });
    expect(verdicts(played)[1]).toBe("failed api-keys-unreadable");
    expect(played.outcomes[1]?.keys?.map(({ id }) => id)).toEqual([PARTNER_A]);
  });

  it("do not where nobody did", async () => {
    expect(verdicts(await looking(byIds(MONTHLY, GOLD), later))).toEqual(["detached", "detached"]);
  });

  it("do where they were agreed to", async () => {
    const approved = { name: GOLD.name, keys: [{ id: PARTNER_A }], successor: undefined };
    const [stage] = byIds(MONTHLY);
    const work = [{ at: AT, plans: [...(stage?.plans ?? []), { plan: { id: GOLD.id }, exists: false, approved }] }];
    const played = await looking(work, later);
    expect(verdicts(played)).toEqual(["detached", "failed api-keys-unreadable"]);
  });
});

describe("a detach that is sent again after the keys have moved", () => {
  const again = (how: Fault["do"], more: readonly Fault[] = []) => ({ faults: [on("detach", how, 1, 1), ...more] });

  it.each([reply(429, { retryAfter: 7 }), reply(504)])("is, while nobody is on the plan: %j", async (how) => {
    const played = await moving(byIds(GOLD), MONTHLY, again(how));
    expect(verdicts(played)).toEqual(["detached"]);
    expect(writesOf(played).filter((line) => line.includes("detach"))).toHaveLength(2);
  });

  it.each([
    [reply(429, { retryAfter: 7 }), "failed api-keys-not-moved"],
    [reply(504), "unknown write-uncertain"],
  ])("is not, once somebody has joined: %j", async (how, verdict) => {
    const scene = new Scene();
    const played = await moving(
      byIds(GOLD),
      MONTHLY,
      { ...again(how), acts: [keyMoves(IOS, GOLD, 2, 100)], timeout: 60_000 },
      scene,
    );
    expect(verdicts(played)).toEqual([verdict]);
    expect(writesOf(played).filter((line) => line.includes("detach"))).toHaveLength(1);
    if (verdict.startsWith("failed"))
      expect(factsOf(problemOf(played)).list).toEqual([`모바일 앱 (iOS) (${IOS}, 9,120)`]);
    expect(scene.on()).toContain(GOLD.id);
  });

  it("is not, where nobody can tell", async () => {
    const faults = [on("search-keys", reply(403), 3)];
    const played = await moving(byIds(GOLD), MONTHLY, again(reply(429, { retryAfter: 7 }), faults));
    expect(verdicts(played)).toEqual(["failed api-keys-unreadable"]);
  });
});

describe("a detach that is sent again with keys on the plan", () => {
  const throttled = { faults: [on("detach", reply(429, { retryAfter: 7 }), 1, 1)] };

  it("announces who has joined, and nothing where nobody has", async () => {
    const { lines, run } = announcements();
    await looking(byIds(GOLD), { ...throttled, run, acts: [keyMoves(IOS, GOLD)] });
    expect(lines).toEqual([`${GOLD.id} | ${PARTNER_A}`, `${GOLD.id} | ${PARTNER_A},${IOS}`]);
    const calm = announcements();
    await looking(byIds(GOLD), { ...throttled, run: calm.run });
    expect(calm.lines).toEqual([`${GOLD.id} | ${PARTNER_A}`]);
    const none = announcements();
    await looking(byIds(MONTHLY), { ...throttled, run: none.run, acts: [keyMoves(IOS, MONTHLY)] });
    expect(none.lines).toEqual([`${MONTHLY.id} | `, `${MONTHLY.id} | ${IOS}`]);
  });

  it("is not, where that cannot be announced", async () => {
    let count = 0;
    const beforeWrites = (): void => {
      if (++count > 1) throw new Error("no space left");
    };
    const played = await looking(byIds(GOLD), { ...throttled, run: { beforeWrites }, acts: [keyMoves(IOS, GOLD)] });
    expect(verdicts(played)).toEqual(["failed internal-error"]);
    expect(writesOf(played)).toHaveLength(1);
  });
});

describe("a detach that NCP refuses", () => {
  const refused = { faults: [on("detach", reply(403))] };

  it("names who is on the plan", async () => {
    const played = await looking(byIds(GOLD), refused);
    expect(verdicts(played)).toEqual(["failed forbidden"]);
    expect(factsOf(problemOf(played)).keys).toEqual([NAME]);
    expect(only(played.outcomes).changed).toBe(false);
    expect(only(played.outcomes).keys?.map(({ id }) => id)).toEqual([PARTNER_A]);
  });

  it("names nobody who has moved, and the move is a change", async () => {
    const played = await moving(byIds(GOLD), MONTHLY, refused);
    expect(factsOf(problemOf(played)).keys).toBeUndefined();
    expect(only(played.outcomes)).toMatchObject({
      verdict: "failed",
      changed: true,
      keys: [{ id: PARTNER_A, movedTo: MONTHLY }],
      successor: { ...MONTHLY, attached: false },
    });
  });

  it("has changed something with the successor alone", async () => {
    const acts = [keyMoves(PARTNER_A, TRIAL, 1, 10)];
    const played = await moving(byIds(GOLD), UNUSED, { ...refused, acts }, new Scene({ latencyMs: 100 }));
    expect(writesOf(played).join()).not.toContain("subscribe");
    expect(only(played.outcomes)).toMatchObject({ changed: true, successor: { ...UNUSED, attached: true } });
  });

  it("has changed nothing where no key was to move", async () => {
    expect(only((await moving(byIds(MONTHLY), GOLD, refused)).outcomes).changed).toBe(false);
  });
});

describe("a limit", () => {
  it("of calls does not count keys, one of keys no calls, and both say by how much", async () => {
    const calls = await looking(byIds(TRIAL), { run: { maxAffectedCalls: 9_122 } });
    expect(problemOf(calls)).toMatchObject({ code: "too-many-calls", facts: { count: 9_123, limit: 9_122 } });
    const keys = await looking(byIds(TRIAL), { run: { maxAffectedApiKeys: 1 } });
    expect(problemOf(keys)).toMatchObject({ code: "too-many-api-keys", facts: { count: 2, limit: 1 } });
    const enough = await looking(byIds(TRIAL), { run: { maxAffectedApiKeys: 2, maxAffectedCalls: 9_123 } });
    expect(verdicts(enough)).toEqual(["detached"]);
  });

  it("that nobody can look at is told as a warning where there is none", async () => {
    const played = await looking(byIds(GOLD), { faults: [on("search-keys", reply(403))] });
    expect(played.notes.find(({ code }) => code === "keys-unknown")).toMatchObject({
      level: "warning",
      facts: { plan: GOLD.name, stage: STAGE.name, reason: "forbidden" },
    });
  });
});
