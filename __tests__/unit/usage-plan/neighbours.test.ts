/** What others change on a stage meanwhile is told, whichever look shows it. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { STAGE } from "./scenario.ts";
import { detachGold, only, READ, TARGET, verdictOf, verdicts, WRITE, writes } from "./steps.ts";
import { AT, byIds, GOLD, INTERNAL, MONTHLY, Scene, sentAt, TRIAL, UNUSED } from "./virtual.ts";

describe("the stage's other plans", () => {
  const others = {
    after: "write",
    do: (emulator: Scene["emulator"], now: number) => {
      emulator.attach(STAGE.id, UNUSED.id, now);
      emulator.detach(STAGE.id, TRIAL.id, now);
    },
  } as const;

  it("that somebody changed meanwhile are named in a warning", async () => {
    const played = await detachGold(new Scene(), { acts: [others] });
    expect(verdictOf(played)).toBe("detached");
    expect(played.notes.filter(({ level }) => level === "warning")).toEqual([
      {
        code: "neighbours-changed",
        level: "warning",
        facts: {
          stage: STAGE.name,
          added: [`${UNUSED.name} (${UNUSED.id})`],
          removed: [`${TRIAL.name} (${TRIAL.id})`],
        },
      },
    ]);
  });

  it.each([
    [
      "added",
      (emulator: Scene["emulator"], now: number) => emulator.attach(STAGE.id, UNUSED.id, now),
      [`${UNUSED.name} (${UNUSED.id})`],
      [],
    ],
    [
      "removed",
      (emulator: Scene["emulator"], now: number) => emulator.detach(STAGE.id, TRIAL.id, now),
      [],
      [`${TRIAL.name} (${TRIAL.id})`],
    ],
  ] as const)("%s alone is told too", async (_, act, added, removed) => {
    const played = await detachGold(new Scene(), { acts: [{ after: "write", do: act }] });
    expect(played.notesOf("neighbours-changed")).toEqual([{ stage: STAGE.name, added, removed }]);
  });

  it("are told of as well where an uncertain write was confirmed by reads, and not where it never was", async () => {
    const landed = { faults: [writes({ kind: "reply", status: 504, apply: "at-once" })], acts: [others] } as const;
    const confirmed = await detachGold(new Scene(), landed);
    expect(verdictOf(confirmed)).toBe("detached");
    expect(confirmed.notesOf("neighbours-changed")).toHaveLength(1);
    const refused = await detachGold(new Scene(), {
      faults: [writes({ kind: "reply", status: 403 })],
      acts: [others],
    });
    expect(verdictOf(refused)).toBe("failed forbidden");
    expect(refused.notesOf("neighbours-changed")).toEqual([]);
  });

  it("that this run writes are no neighbours", async () => {
    const played = await new Scene().play((run) => detach(run, byIds(GOLD, TRIAL)), {
      faults: [writes({ kind: "reply", status: 403 }, 1)],
    });
    expect(verdicts(played)).toEqual(["failed forbidden", "detached"]);
    expect(played.notesOf("neighbours-changed")).toEqual([]);
  });

  it("were not looked at before when the plan was found by its own list of stages", async () => {
    const work = [{ at: AT, plans: [{ plan: GOLD, exists: true }], attached: new Set([GOLD.id]) }];
    const played = await new Scene().play((run) => detach(run, work), { acts: [others] });
    expect(played.requests).toEqual([WRITE, READ]);
    expect(played.notesOf("neighbours-changed")).toEqual([]);
    expect(only(played.outcomes)).toEqual({
      target: TARGET,
      verdict: "detached",
      changed: true,
      sentAt: sentAt(0),
      after: [MONTHLY, UNUSED],
    });
  });

  const lost = writes({ kind: "reply", status: 504, apply: "at-once" }, 1);
  it.each([
    ["at a plan that is not there", byIds(GOLD, INTERNAL), 4, [], "detached, already-detached"],
    [
      "at a plan that NCP refused",
      byIds(GOLD, MONTHLY),
      6,
      [lost, writes({ kind: "reply", status: 403 }, 2)],
      "detached, failed forbidden",
    ],
    [
      "after a write that only a second look allowed",
      [{ at: AT, plans: [{ plan: GOLD, exists: true }], attached: new Set<string>() }],
      3,
      [],
      "detached",
    ],
  ] as const)("are told of where they show in looks %s", async (_, work, nth, faults, ends) => {
    const played = await new Scene().play((run) => detach(run, work), {
      faults,
      acts: [{ after: "reply", nth, do: (emulator, now) => emulator.attach(STAGE.id, UNUSED.id, now) }],
    });
    expect(verdicts(played).join(", ")).toBe(ends);
    const added = [`${UNUSED.name} (${UNUSED.id})`];
    expect(played.notesOf("neighbours-changed")).toEqual([{ stage: STAGE.name, added, removed: [] }]);
  });
});
