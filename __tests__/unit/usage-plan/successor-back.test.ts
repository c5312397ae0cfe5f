/** The successor that a run put on a stage comes off again by an undo; where it stays, that is said with the reason. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { stagesToUndo } from "../../../src/usage-plan/receipt.ts";
import { restore } from "../../../src/usage-plan/restore.ts";
import { ids, STAGE } from "./scenario.ts";
import { on, reply, verdicts, writesOf } from "./steps.ts";
import { byIds, GOLD, type Play, type Played, Scene, UNUSED } from "./virtual.ts";

const PARTNER_A = "k8d2f5v0wb"; // on GOLD
const BATCH = "k6w0p3n8ed"; // on the default plan
const PLACE = { plan: UNUSED.name, stage: STAGE.name };

/** GOLD is detached, its key moved to UNUSED, which the run put on the stage; and that is undone. */
async function undone(play: Play, meanwhile: (scene: Scene) => void = () => {}, scene = new Scene()): Promise<Played> {
  const { outcomes } = await scene.play((run) => detach(run, byIds(GOLD), ids(UNUSED.id)));
  const receipt = stagesToUndo(outcomes).map((stage) => ({
    ...stage,
    plans: stage.plans.map((plan) => ({ ...plan, sentBy: 0 })),
  }));
  scene.wait(600_000);
  meanwhile(scene);
  return scene.play((run) => restore(run, receipt), play);
}

const told = ({ notes }: Played) =>
  notes.filter(({ code }) => code.startsWith("successor-")).map(({ code, level, facts }) => [code, level, facts]);
const detaches = (played: Played) => writesOf(played).filter((line) => line.includes(`detach ${UNUSED.id}`));
const kept = (more: object = {}) => [["successor-kept", "warning", { ...PLACE, list: [], ...more }]];

describe("the successor comes off", () => {
  it("which is said", async () => {
    expect(told(await undone({}))).toEqual([["successor-gone", "info", PLACE]]);
  });

  it("in a dry run would, which is said", async () => {
    const played = await undone({ run: { dryRun: true } });
    expect(told(played)).toEqual([["successor-would-go", "info", PLACE]]);
    expect(writesOf(played)).toEqual([]);
  });

  it("only when looks that lag show nobody on it", async () => {
    const scene = new Scene({ reads: { lagsMs: [0, 3_000], pick: "alternate" } });
    const played = await undone({}, () => {}, scene);
    expect(detaches(played)).toHaveLength(1);
    const [put] = writesOf(played).filter((line) => line.includes("subscribe"));
    expect(Number.parseFloat(detaches(played)[0] ?? "")).toBeGreaterThan(Number.parseFloat(put ?? ""));
    expect(scene.on()).not.toContain(UNUSED.id);
  });

  it("not, where it is off already: nothing is said, and nobody looked for", async () => {
    const played = await undone({}, (scene) => scene.emulator.detach(STAGE.id, UNUSED.id, scene.timeline.now));
    expect(told(played)).toEqual([]);
    expect(detaches(played)).toEqual([]);
    expect(played.requests.filter((line) => line.includes("search-keys"))).toEqual([]);
  });
});

describe("the successor stays", () => {
  it("without reads: nothing of it is tried", async () => {
    const played = await undone({ run: { verify: false } });
    expect(told(played)).toEqual([]);
    expect(played.requests).toEqual([`0 attach ${GOLD.id}`]);
  });

  it("where the stage cannot be read", async () => {
    const played = await undone({ faults: [on("stage-plans", reply(403), 3)] });
    expect(told(played)).toEqual(kept({ reason: "forbidden" }));
    expect(detaches(played)).toEqual([]);
  });

  it.each([true, false])(
    "where somebody else is on it, also beside a key that goes back (dry run: %s)",
    async (dryRun) => {
      const played = await undone({ run: { dryRun } }, (scene) =>
        scene.emulator.moveKey(BATCH, STAGE.id, UNUSED.id, scene.timeline.now),
      );
      expect(told(played)).toEqual(
        kept({
          list: dryRun
            ? [expect.stringContaining(PARTNER_A), expect.stringContaining(BATCH)]
            : [expect.stringContaining(BATCH)],
        }),
      );
      expect(detaches(played)).toEqual([]);
    },
  );

  it.each([
    ["after looks that wait for it", [PARTNER_A], [0, 700, 1_800, 3_900, 8_000]],
    ["at once, where somebody else is on it as well", [PARTNER_A, BATCH], [0]],
  ])("where a key that was seen back is on it again: %s", async (_, keys, looks) => {
    const acts: Play["acts"] = keys.map((key) => ({
      after: "write",
      nth: 2,
      ms: 250,
      do: (emulator, now) => emulator.moveKey(key, STAGE.id, UNUSED.id, now),
    }));
    const scene = new Scene({ latencyMs: 100 });
    const played = await undone({ acts }, () => {}, scene);
    expect(told(played)).toEqual(kept({ list: keys.map((key) => expect.stringContaining(key)) }));
    const times = played.requests
      .filter((line) => line.includes("search-keys"))
      .map((line) => Number.parseInt(line, 10));
    expect(times.map((at) => at - (times[0] ?? 0))).toEqual(looks);
    expect(detaches(played)).toEqual([]);
  });

  it("where NCP refuses it", async () => {
    const played = await undone({ faults: [on("detach", reply(403))] });
    expect(verdicts(played)).toEqual(["restored"]);
    expect(told(played)).toEqual(kept({ reason: "forbidden" }));
  });

  it.each([
    ["in doubt", reply(504)],
    ["accepted, and does not show", reply(200)],
  ])("perhaps, where its detach is %s to the end", async (_, how) => {
    const played = await undone({ faults: [on("detach", how)], timeout: 30_000 });
    expect(told(played)).toEqual(kept());
  });
});
