/** A plan that looks show on its stage though an earlier run sent for its detach a moment ago. */
import { describe, expect, it } from "vitest";
import type { StageToRestore } from "../../../src/usage-plan/receipt-read.ts";
import { restore } from "../../../src/usage-plan/restore.ts";
import { factsOf } from "../facts.ts";
import { STAGE } from "./scenario.ts";
import { problemOf, reply, verdictOf, verdicts, writesOf } from "./steps.ts";
import { AT, GOLD, type Play, Scene, START, sentAt, TRIAL } from "./virtual.ts";

const detached = (plan: { readonly id: string }, sentBy: number, sure = false) => ({
  ...plan,
  sure,
  sent: true,
  keys: [],
  keysKnown: true,
  sentBy,
});
const receipt = (...plans: StageToRestore["plans"]): StageToRestore[] => [{ ...AT, plans, successors: [] }];
const young = receipt(detached(GOLD, START));
const put = (what: StageToRestore[], play: Play = {}, scene = new Scene()) =>
  scene.play((run) => restore(run, what), play);
/** When the stage was looked at. */
const looks = ({ requests }: { readonly requests: readonly string[] }) =>
  requests.filter((request) => request.endsWith(" stage-plans")).map((request) => Number.parseInt(request, 10));

describe("a plan that is on though its detach was sent a moment ago", () => {
  it("is looked at in pairs, further and further apart, until the request is half a minute old", async () => {
    const played = await put(young);
    expect(verdictOf(played)).toBe("already-attached");
    // The first pair; then pauses of 1, 2, 4, 8 s, and what is left, each with a pair behind it.
    expect(looks(played)).toEqual([
      0, 1_000, 2_000, 3_000, 5_000, 6_000, 10_000, 11_000, 19_000, 20_000, 28_000, 29_000, 30_000, 31_000,
    ]);
    // By both views.
    expect(played.requests.filter((request) => request.includes("plan-stages"))).toHaveLength(looks(played).length - 1);
    expect(writesOf(played)).toEqual([]);
  });

  it.each([true, false])("is told of where the request is in doubt (sure: %s)", async (sure) => {
    const played = await put(receipt(detached(GOLD, START, sure)));
    expect(verdictOf(played)).toBe("already-attached");
    expect(played.notes.filter(({ level }) => level === "warning")).toEqual(
      sure
        ? []
        : [
            {
              code: "may-still-land",
              level: "warning",
              facts: { plan: GOLD.name, stage: STAGE.name, sentAt: sentAt(0) },
            },
          ],
    );
  });

  it("is put back when the request lands meanwhile", async () => {
    const scene = new Scene();
    const acts: Play["acts"] = [{ after: "reply", nth: 6, do: (all, at) => all.detach(STAGE.id, GOLD.id, at) }];
    const played = await put(young, { acts }, scene);
    expect(verdictOf(played)).toBe("restored");
    expect(played.took).toBeLessThan(30_000);
    expect(scene.on()).toContain(GOLD.id);
  });

  it("and off by the second look is put back at once: there is nothing left to land", async () => {
    const acts: Play["acts"] = [{ after: "reply", nth: 1, do: (all, at) => all.detach(STAGE.id, GOLD.id, at) }];
    const played = await put(young, { acts });
    expect(writesOf(played)).toEqual([`2000 attach ${GOLD.id}`]);
    expect(verdictOf(played)).toBe("restored");
  });

  it("is known by two looks when the request is old, to the second", async () => {
    const played = await put(receipt(detached(GOLD, START - 29_000)));
    expect(verdictOf(played)).toBe("already-attached");
    expect(looks(played)).toEqual([0, 1_000]);
    expect(played.notesOf("may-still-land")).toEqual([]);
  });

  it("is waited for as long as the youngest of several", async () => {
    const played = await put(receipt(detached(TRIAL, START - 20_000), detached(GOLD, START)));
    expect(verdicts(played)).toEqual(["already-attached", "already-attached"]);
    expect(played.took).toBeGreaterThanOrEqual(30_000);
  });

  it("is waited for no longer than half a minute, whatever the other machine's clock said", async () => {
    expect((await put(receipt(detached(GOLD, START + 3_600_000)))).took).toBeLessThan(36_000);
  });

  it.each([5, 6, 10, 20])(
    "is red when there is no time to wait (%i s), and says how much is missing",
    async (seconds) => {
      const played = await put(young, { timeout: 1_000 * seconds });
      expect(verdictOf(played)).toBe("failed deadline");
      const missing = Number(factsOf(problemOf(played)).seconds);
      expect(missing).toBeGreaterThanOrEqual(30 - seconds);
      expect(missing).toBeLessThanOrEqual(35 - seconds);
      expect(verdictOf(await put(young, { timeout: 1_000 * (seconds + missing) }))).toBe("already-attached");
    },
  );

  it("is red as NCP says it where it cannot be looked at any more", async () => {
    const faults: Play["faults"] = ["stage-plans", "plan-stages"].map((on) => ({
      on: on as "stage-plans",
      nth: 3,
      times: "all",
      do: reply(403),
    }));
    expect(verdictOf(await put(young, { faults }))).toBe("failed forbidden");
  });

  it("is not looked at on and on after a signal", async () => {
    const played = await put(young, { acts: [{ ms: 2_500, do: "cancel" }] });
    expect(verdictOf(played)).toBe("failed cancelled");
    expect(looks(played)).toEqual([0, 1_000, 2_000]);
  });
});
