/** Whether a plan is on a stage, by looks that fail, are cut off, or never agree: what is said then, and when. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { resolve } from "../../../src/usage-plan/resolve.ts";
import { factsOf } from "../facts.ts";
import { ALL, onStage } from "./scenario.ts";
import { detachGold, only, problemOf, reply, STAGE_URL, verdictOf, verdicts, writes } from "./steps.ts";
import { AT, byIds, GOLD, MONTHLY, type Play, Scene, START, UNUSED } from "./virtual.ts";

type Fault = NonNullable<Play["faults"]>[number];
const LIST = `GET ${STAGE_URL}/usage-plans`;
const LISTS = "GET …/usage-plans";
const PLACE = { plan: GOLD.name, stage: AT.stage.name };
const forbidden = (nth: number, times: number | "all" = "all"): Fault[] => [
  { on: "stage-plans", nth, times, do: reply(403) },
  { on: "plan-stages", nth: 1, times, do: reply(403) },
];
/** GOLD is not on the stage, and one of two views or replicas says that it is. */
function torn(world: ConstructorParameters<typeof Scene>[0] = {}): Scene {
  const scene = new Scene({ reads: { lagsMs: [0, 600_000], pick: "alternate" }, ...world });
  scene.emulator.detach(AT.stage.id, GOLD.id, START);
  return scene;
}

describe("the second look at a plan that is not on the stage", () => {
  const already = (play: Play, scene = new Scene()) => scene.play((run) => detach(run, byIds(UNUSED)), play);

  it("decides by either view, where the other cannot be read", async () => {
    for (const on of ["stage-plans", "plan-stages"] as const) {
      const nth = on === "stage-plans" ? 2 : 1;
      const played = await already({ faults: [{ on, nth, times: "all", do: reply(403) }] });
      expect(verdictOf(played)).toBe("already-detached");
      expect(played.took).toBe(1_000);
    }
  });

  it("fails with what was refused, where neither can be read", async () => {
    const played = await already({ faults: forbidden(2) });
    expect(verdictOf(played)).toBe("failed forbidden");
    expect(factsOf(problemOf(played))).toMatchObject({ operation: LIST, status: 403 });
    expect(played.took).toBe(1_000);
    expect(played.notesOf("retrying")).toEqual([]);
  });

  it("is not taken by a run that is cancelled", async () => {
    const played = await already({ acts: [{ after: "reply", nth: 2, do: "cancel" }] });
    expect(problemOf(played)).toMatchObject({ code: "cancelled", facts: { operation: LIST } });
    expect(played.requests.filter((line) => line.endsWith("stage-plans"))).toHaveLength(1);
  });

  it("nor by one whose time is up", async () => {
    const played = await already({ timeout: 900 });
    expect(problemOf(played)).toMatchObject({ code: "deadline", facts: { operation: LIST } });
  });

  it("that the end of the run cuts off, is the end of the time", async () => {
    const played = await already({ timeout: 1_600 }, new Scene({ latencyMs: 400 }));
    expect(verdictOf(played)).toBe("failed deadline");
  });

  it("is one read of the plan's stages for all stages", async () => {
    const staging = { ...AT, stage: { id: "s7t2x9r4ql", name: "staging 환경" } };
    const work = [AT, staging].map((at) => ({ at, plans: [{ plan: { id: UNUSED.id }, exists: false }] }));
    const played = await new Scene().play((run) => detach(run, work));
    expect(verdicts(played)).toEqual(["already-detached", "already-detached"]);
    expect(played.requests.filter((line) => line.includes("plan-stages"))).toEqual([`1000 plan-stages ${UNUSED.id}`]);
  });
});

describe("views that contradict each other", () => {
  it("are looked at every second until the time is up", async () => {
    const played = await detachGold(torn(), { timeout: 5_500 });
    expect(verdictOf(played)).toBe("unknown reads-disagree");
    expect(factsOf(problemOf(played))).toEqual({ operation: LIST, ...PLACE });
    const times = played.requests.filter((line) => line.includes("plan-stages")).map(Number.parseFloat);
    expect(times).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it("are that still, where the last look is cut off", async () => {
    const played = await detachGold(torn({ latencyMs: 300 }), { timeout: 4_000 });
    expect(verdictOf(played)).toBe("unknown reads-disagree");
  });
});

describe("a write in doubt that was seen done once", () => {
  const doubtful = (more: readonly Fault[], play: Play = {}) =>
    detachGold(new Scene(), { ...play, faults: [writes(reply(504, { apply: "at-once" })), ...more] });

  it("is looked at again, with longer pauses, where looks fail", async () => {
    const played = await doubtful(forbidden(3, 4));
    expect(verdictOf(played)).toBe("detached");
    const looks = played.requests.filter((line) => line.includes("plan-stages")).map(Number.parseFloat);
    const [first = 0] = looks;
    expect(looks.map((at) => at - first).slice(0, 4)).toEqual([0, 1_000, 3_000, 7_000]);
    const told = played.notes.filter(
      ({ code, facts }) => code === "retrying" && "operation" in facts && facts.operation === LIST,
    );
    expect(told.map(({ level }) => level)).toEqual(told.map(() => "info"));
    expect(told.map((note) => factsOf(note)).slice(0, 3)).toEqual([
      { operation: LIST, attempt: 1, ms: 1_000, reason: "forbidden", status: 403 },
      { operation: LIST, attempt: 2, ms: 2_000, reason: "forbidden", status: 403 },
      { operation: LIST, attempt: 3, ms: 4_000, reason: "forbidden", status: 403 },
    ]);
  });

  it("is not known, where they fail to the end, and the last one was not seconds before it", async () => {
    const played = await doubtful(forbidden(3), { timeout: 30_000 });
    expect(verdictOf(played)).toBe("unknown write-uncertain");
    expect(played.took).toBe(30_000);
    expect(problemOf(played)?.causes).toEqual([`forbidden: ${LIST}`]);
    const pauses = played.notes.filter(({ code }) => code === "retrying").map((note) => factsOf(note).ms ?? 0);
    expect(Math.max(...pauses)).toBe(5_000);
    const last =
      played.requests
        .filter((line) => line.endsWith("stage-plans"))
        .map(Number.parseFloat)
        .at(-1) ?? 0;
    expect(last).toBeGreaterThanOrEqual(28_500);
  });

  it("waits as long as a server asks for, between looks that fail", async () => {
    const busy = { kind: "reply", status: 403, retryAfter: 9 } as const;
    const more: Fault[] = [
      { on: "stage-plans", nth: 3, times: 1, do: busy },
      { on: "plan-stages", nth: 1, times: 1, do: busy },
    ];
    const played = await doubtful(more);
    expect(verdictOf(played)).toBe("detached");
  });
});

describe("the looks after a write", () => {
  const look = (nth: number, more: object = {}): Fault => ({ on: "stage-plans", nth, times: 1, do: reply(403, more) });

  it("that fails come again when the server says, and are counted", async () => {
    const played = await detachGold(new Scene(), { faults: [look(2), look(3, { retryAfter: 9 })] });
    expect(verdictOf(played)).toBe("detached");
    expect(played.notesOf("retrying").map(({ attempt, ms }) => [attempt, ms])).toEqual([
      [1, 200],
      [2, 9_000],
    ]);
    expect(played.took).toBe(9_200);
  });

  it("of a refusal say why, where they fail to the end", async () => {
    const played = await detachGold(new Scene(), { timeout: 20_000, faults: [writes(reply(403)), ...forbidden(2)] });
    expect(verdictOf(played)).toBe("unknown write-uncertain");
    expect(problemOf(played)?.causes).toEqual([`forbidden: ${LIST}`]);
  });

  it("of a refusal that was carried out all the same are told as a warning", async () => {
    const played = await detachGold(new Scene(), { faults: [writes(reply(403, { apply: "at-once" }))] });
    expect(verdictOf(played)).toBe("detached");
    expect(played.notes.find(({ code }) => code === "done-after-refusal")?.level).toBe("warning");
  });

  it("are all that is left, where a repeat is throttled for longer than there is time", async () => {
    const faults = [writes(reply(504)), writes(reply(429, { retryAfter: 300 }), 2, "all")];
    const played = await detachGold(new Scene(), { faults, timeout: 20_000 });
    expect(verdictOf(played)).toBe("unknown write-uncertain");
    expect(played.requests.filter((line) => line.includes("detach"))).toHaveLength(2);
  });
});

describe("a list that stands for all", () => {
  const star = (play: Play, scene = torn()) =>
    scene.play((run) => resolve(run, onStage(ALL)).then((work) => detach(run, work)), play);

  it("of which no two looks agree, is the end of the time", async () => {
    const played = await star({ timeout: 5_000 });
    expect(played.problems).toMatchObject([{ code: "deadline", facts: { operation: LISTS } }]);
    expect(played.requests.filter((line) => line.endsWith("stage-plans")).length).toBeGreaterThan(3);
  });

  it("is not read on by a run that is cancelled", async () => {
    const played = await star({ acts: [{ ms: 1_500, do: "cancel" }] });
    expect(played.problems).toMatchObject([{ code: "cancelled", facts: { operation: LISTS } }]);
    expect(played.took).toBeLessThan(2_500);
  });

  it("that two looks agree on, is all of it", async () => {
    const played = await star({ run: { dryRun: true } }, new Scene());
    expect(verdicts(played)).toEqual(["would-detach", "would-detach", "would-detach"]);
    expect(played.outcomes.map(({ target }) => target.plan.id)).toContain(MONTHLY.id);
    expect(only(played.requests.filter((line) => line === "1000 stage-plans"))).toBeDefined();
  });
});
