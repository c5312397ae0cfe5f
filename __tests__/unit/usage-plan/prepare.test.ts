/** What speaks against a write, or makes it unnecessary, before the first one. */
import { describe, expect, it } from "vitest";
import { seed } from "../../../emulator/seed.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import { ids, STAGE } from "./scenario.ts";
import { only, reply, verdictOf, verdicts, writesOf } from "./steps.ts";
import { type Act, AT, byIds, GOLD, MONTHLY, Scene, START } from "./virtual.ts";

describe("a second look that shows another stage than the first", () => {
  it("decides a dry run", async () => {
    const acts: Act[] = [{ after: "reply", nth: 1, do: (emulator, now) => emulator.detach(STAGE.id, GOLD.id, now) }];
    const played = await new Scene().play((run) => detach({ ...run, dryRun: true }, byIds(GOLD)), { acts });
    expect(verdictOf(played)).toBe("already-detached");
  });

  it("and views that contradict each other until the time is up: unknown, and nothing was written", async () => {
    const scene = new Scene({ reads: { lagsMs: [0, 60_000], pick: "alternate" } });
    scene.emulator.detach(STAGE.id, GOLD.id, START);
    const played = await scene.play((run) => detach(run, byIds(GOLD)), { timeout: 10_000 });
    expect(verdictOf(played)).toBe("unknown reads-disagree");
    expect(only(played.outcomes).changed).toBe(false);
    expect(writesOf(played)).toEqual([]);
  });
});

describe("an approval that names API keys", () => {
  it("stands for nothing where they cannot be read", async () => {
    const approved = { name: GOLD.name, keys: [], successor: undefined };
    const stage = { at: AT, plans: [{ plan: { id: GOLD.id }, exists: false, approved }] };
    const faults = [{ on: "search-keys", times: "all", do: reply(403) }] as const;
    const played = await new Scene().play((run) => detach(run, [stage]), { faults });
    expect(verdictOf(played)).toBe("failed api-keys-unreadable");
    expect(writesOf(played)).toEqual([]);
  });
});

describe("a successor that lets fewer calls through in a month", () => {
  const scene = (monthQuotaRequest: number) => {
    const state = seed();
    const usagePlans = (state.usagePlans ?? []).map((plan) =>
      plan.usagePlanId === MONTHLY.id ? { ...plan, monthQuotaRequest } : plan,
    );
    return new Scene({}, { ...state, usagePlans });
  };

  it.each([true, false])("is warned of, with the names of the keys (dry run: %s)", async (dryRun) => {
    const played = await scene(1).play((run) => detach({ ...run, dryRun }, byIds(GOLD), ids(MONTHLY.id)));
    expect(verdicts(played)).toEqual([dryRun ? "would-detach" : "detached"]);
    const told = only(played.notesOf("successor-quota"));
    expect(told).toMatchObject({ plan: MONTHLY.name, stage: STAGE.name, limit: 1 });
    expect(told.list?.[0]).toContain("k8d2f5v0wb");
    expect(played.notes.find(({ code }) => code === "successor-quota")?.level).toBe("warning");
  });

  it("is none that lets as many through", async () => {
    const played = await scene(3_301_874).play((run) => detach(run, byIds(GOLD), ids(MONTHLY.id)));
    expect(played.notesOf("successor-quota")).toEqual([]);
  });
});
