/** "One write" of docs/architecture.md: what must be so before an uncertain write is repeated, and after. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { STAGE } from "./scenario.ts";
import { detached, detachGold, inDoubt, only, READ, reply, verdictOf, WRITE, writes, writesOf } from "./steps.ts";
import { AT, GOLD, MONTHLY, type Play, Scene, sentAt, TRIAL } from "./virtual.ts";

describe("a second write", () => {
  describe("before a second write, the stage must be as it was first observed", () => {
    const meanwhile = (act: NonNullable<Play["acts"]>[number]["do"]): Play => ({
      faults: [writes(reply(500), 1, "all")],
      acts: [{ after: "write", do: act }],
      timeout: 20_000,
    });
    const CHANGED: [string, Play][] = [
      ["renamed", meanwhile((emulator, now) => emulator.rename(GOLD.id, "Partner Platinum", now))],
      ["another rate", meanwhile(({ store }) => setRow(store, { rateRps: 201 }))],
      ["another day quota", meanwhile(({ store }) => setRow(store, { dayQuotaRequest: 1 }))],
      ["another month quota", meanwhile(({ store }) => setRow(store, { monthQuotaRequest: 1 }))],
      [
        "detached and attached again",
        meanwhile((emulator, now) => {
          emulator.detach(STAGE.id, GOLD.id, now);
          emulator.attach(STAGE.id, GOLD.id, now);
        }),
      ],
    ];
    it.each(CHANGED)("%s: stage-changed, and no second write", async (_, play) => {
      const played = await detachGold(new Scene(), play);
      expect(played.requests).toEqual([READ, WRITE, READ, "1500 stage-plans"]);
      expect(played.outcomes).toEqual([
        inDoubt("stage-changed", {
          stage: STAGE.name,
          plan: GOLD.name,
          reason: "server-error",
          status: 500,
        }),
      ]);
    });

    it("what others do to its neighbours is no reason to stop", async () => {
      const scene = new Scene();
      const played = await detachGold(scene, {
        faults: [writes(reply(500))],
        acts: [
          {
            after: "write",
            do: (emulator, now) => {
              emulator.detach(STAGE.id, TRIAL.id, now);
              emulator.attach(STAGE.id, "u8x3w0e6mf", now);
              emulator.rename(MONTHLY.id, "other", now);
            },
          },
        ],
      });
      expect(writesOf(played)).toEqual([WRITE, `1500 detach ${GOLD.id}`]);
      expect(verdictOf(played)).toBe("detached");
    });

    it("by names the stage was not observed: the plan's being there is all there is to compare", async () => {
      const scene = new Scene();
      const work = [{ at: AT, plans: [{ plan: GOLD, exists: true }], attached: new Set([GOLD.id]) }];
      const played = await scene.play((run) => detach(run, work), {
        faults: [writes(reply(500))],
        acts: [{ after: "write", do: (emulator, now) => emulator.rename(GOLD.id, "Partner Platinum", now) }],
      });
      expect(played.requests).toEqual([WRITE, READ, "1500 stage-plans", `1500 detach ${GOLD.id}`, "1500 stage-plans"]);
      expect(verdictOf(played)).toBe("detached");
    });
  });

  describe("a repeat that is refused says nothing about the first request", () => {
    it("which landed late: detached, by the first one's time", async () => {
      const played = await detachGold(new Scene(), {
        faults: [writes(reply(504, { apply: { afterMs: 4_000 } })), writes(reply(400), 2, "all")],
      });
      expect(played.requests).toEqual([
        READ,
        WRITE,
        READ,
        "1500 stage-plans",
        `1500 detach ${GOLD.id}`,
        "1500 stage-plans",
        "3000 stage-plans",
        "6000 stage-plans", // gone
        "7000 stage-plans",
        `7000 plan-stages ${GOLD.id}`, // gone
      ]);
      expect(played.outcomes).toEqual([detached(0)]);
    });

    it("which landed late and was undone by somebody: theirs stays", async () => {
      const played = await detachGold(new Scene(), {
        faults: [writes(reply(504, { apply: { afterMs: 4_000 } })), writes(reply(400), 2, "all")],
        acts: [{ ms: 6_100, do: (emulator, now) => emulator.attach(STAGE.id, GOLD.id, now) }],
      });
      expect(writesOf(played)).toEqual([WRITE, `1500 detach ${GOLD.id}`]);
      expect(verdictOf(played)).toBe("unknown attached-again");
      expect(only(played.outcomes).sentAt).toBe(sentAt(0));
    });

    it.each([
      ["refused", { faults: [writes(reply(500)), writes(reply(403), 2, "all")] }],
      ["unsent for good", { faults: [writes(reply(500))], wire: [{ on: "writes", kind: "tls", nth: 2, times: 9 }] }],
    ] satisfies [string, Play][])(
      "which never shows: unknown after five looks, and no third write (%s)",
      async (_, play) => {
        const played = await detachGold(new Scene(), play);
        expect(played.requests).toEqual([
          READ,
          WRITE,
          READ,
          "1500 stage-plans",
          `1500 detach ${GOLD.id}`,
          "1500 stage-plans",
          "3000 stage-plans",
          "6000 stage-plans",
          "12000 stage-plans",
          "19500 stage-plans",
        ]);
        expect(played.outcomes).toEqual([
          inDoubt("write-uncertain", { looked: true, reason: "server-error", status: 500 }),
        ]);
      },
    );
  });
});

function setRow(store: Scene["emulator"]["store"], more: object): void {
  const row = store.plans.get(GOLD.id);
  if (row === undefined) throw new Error("no such plan");
  store.plans.set(GOLD.id, { ...row, ...more });
}
