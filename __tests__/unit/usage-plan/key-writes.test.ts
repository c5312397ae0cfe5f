/** Writing the plan of an API key: repeated until it shows, and what is not known is said. */
import { describe, expect, it } from "vitest";
import { restore } from "../../../src/usage-plan/restore.ts";
import { factsOf } from "../facts.ts";
import { BATCH, LOOK, looks, PUT, put, receipt, subscribe } from "./keys.ts";
import { STAGE } from "./scenario.ts";
import { only, problemOf, reply, verdictOf, writesOf } from "./steps.ts";
import { GOLD, Scene } from "./virtual.ts";

/** A look and a write, then a look, the write and a look again, each after a pause. */
const sentTwice = (pauseMs: number): string[] => [
  LOOK,
  PUT,
  `${1_000 + pauseMs} subscriptions ${BATCH.id} ${STAGE.id}`,
  `${1_000 + pauseMs} subscribe ${GOLD.id} ${BATCH.id}`,
  `${1_000 + pauseMs} subscriptions ${BATCH.id} ${STAGE.id}`,
];

describe("a write of a key", () => {
  it.each([
    [
      "500, carried out",
      [subscribe(reply(500, { apply: "at-once" }))],
      [LOOK, PUT, `1025 subscriptions ${BATCH.id} ${STAGE.id}`],
    ],
    ["500, not carried out", [subscribe(reply(500))], sentTwice(25)],
    ["throttled", [subscribe(reply(429))], sentTwice(500)],
    ["throttled with Retry-After", [subscribe(reply(429, { retryAfter: 7 }))], sentTwice(7_000)],
  ])("%s: looked at, and sent again where it does not show", async (_, faults, requests) => {
    const scene = new Scene();
    const played = await put(receipt(GOLD, BATCH), { faults }, scene);
    expect(looks(played.requests)).toEqual(requests);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
    expect(scene.emulator.keyPlan(BATCH.id, STAGE.id)).toBe(GOLD.id);
  });

  it("that never left this machine is sent again", async () => {
    const played = await put(receipt(GOLD, BATCH), { wire: [{ on: "writes", kind: "dns-temporary" }] });
    expect(writesOf(played)).toEqual([PUT, `1030 subscribe ${GOLD.id} ${BATCH.id}`]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
  });

  it("that never left, and then somebody else did it: nothing of ours", async () => {
    const played = await put(receipt(GOLD, BATCH), {
      wire: [{ on: "writes", kind: "dns-temporary" }],
      acts: [{ ms: 1_010, do: (emulator, now) => emulator.moveKey(BATCH.id, STAGE.id, GOLD.id, now) }],
    });
    expect(writesOf(played)).toEqual([PUT]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "already-attached", changed: false });
  });

  it("that is refused is told with the reason, and is not repeated", async () => {
    const played = await put(receipt(GOLD, BATCH), { faults: [subscribe(reply(403), 1, "all")] });
    expect(looks(played.requests)).toEqual([LOOK, PUT, LOOK, `2000 subscriptions ${BATCH.id} ${STAGE.id}`]);
    expect(problemOf(played)).toEqual({
      code: "keys-differ",
      facts: { plan: GOLD.name, stage: STAGE.name, list: [`${BATCH.name} (${BATCH.id}): forbidden`] },
      causes: [],
    });
    expect(only(played.outcomes).changed).toBe(false);
  });

  it.each([0, 900])("that is refused and shows %i ms later is done", async (lag) => {
    const scene = new Scene({ reads: { lagsMs: [lag] } });
    const played = await put(receipt(GOLD, BATCH), { faults: [subscribe(reply(403, { apply: "at-once" }))] }, scene);
    expect(writesOf(played)).toEqual([PUT]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
    expect(problemOf(played)).toBeUndefined();
  });

  it("that will never leave this machine is told with the reason", async () => {
    const played = await put(receipt(GOLD, BATCH), { wire: [{ on: "writes", kind: "tls", times: 9 }] });
    expect(looks(played.requests)).toEqual([LOOK, PUT]);
    expect(factsOf(problemOf(played)).list).toEqual([`${BATCH.name} (${BATCH.id}): tls-failed`]);
  });

  it("whose clock was off is sent again at once", async () => {
    const played = await put(receipt(GOLD, BATCH), {
      faults: [{ on: "any", nth: 5, times: "all", do: { kind: "clock", offsetMs: 600_000 } }],
    });
    expect(played.notesOf("clock-corrected")).toEqual([{ ms: -600_000 }]);
    expect(looks(played.requests)).toEqual([LOOK, PUT, LOOK, PUT, LOOK]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
  });

  it("that was accepted is not repeated but waited for, until it shows", async () => {
    const played = await put(receipt(GOLD, BATCH), {}, new Scene({ reads: { lagsMs: [2_000] } }));
    expect(looks(played.requests)).toEqual([
      LOOK,
      PUT,
      LOOK,
      `1500 subscriptions ${BATCH.id} ${STAGE.id}`,
      `2500 subscriptions ${BATCH.id} ${STAGE.id}`,
      `4500 subscriptions ${BATCH.id} ${STAGE.id}`,
    ]);
    expect(played.notesOf("key-restored")).toHaveLength(1);
    expect(verdictOf(played)).toBe("restored");
  });

  it("that was accepted and never shows is told so at the end", async () => {
    const played = await put(receipt(GOLD, BATCH), { faults: [subscribe(reply(200))], timeout: 10_000 });
    expect(writesOf(played)).toEqual([PUT]);
    expect(played.took).toBe(10_000);
    expect(factsOf(problemOf(played)).list).toEqual([`${BATCH.name} (${BATCH.id}): not-verified`]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "restored", changed: true });
  });

  it.each([
    ["accepted", reply(200), "not-verified", true],
    ["uncertain", reply(500), "forbidden", true],
    ["never sent", reply(429), "forbidden", false],
  ])("that was %s, and then no read is allowed: what may have changed is said", async (_, what, why, changed) => {
    const played = await put(receipt(GOLD, BATCH), {
      faults: [subscribe(what), { on: "subscriptions", nth: 2, times: "all", do: reply(403) }],
    });
    expect(writesOf(played)).toEqual([PUT]);
    expect(factsOf(problemOf(played)).list).toEqual([`${BATCH.name} (${BATCH.id}): ${why}`]);
    // The verdict is the plan's; what could not be done makes the step red.
    expect(only(played.outcomes)).toMatchObject({ verdict: changed ? "restored" : "already-attached", changed });
  });

  it("for which no time is left is told so", async () => {
    const played = await put(receipt(GOLD, BATCH), {
      faults: [subscribe(reply(429, { retryAfter: 4 }), 1, "all")],
      timeout: 10_000,
    });
    expect(writesOf(played).map(Number.parseFloat)).toEqual([1_000, 5_000]);
    expect(factsOf(problemOf(played)).list).toEqual([`${BATCH.name} (${BATCH.id}): deadline`]);
  });

  it("is not begun once the run is cancelled", async () => {
    const played = await put(
      receipt(GOLD, BATCH),
      { acts: [{ after: "reply", nth: 2, do: "cancel" }] },
      new Scene({ latencyMs: 100 }),
    );
    expect(writesOf(played)).toEqual([]);
    expect(factsOf(problemOf(played)).list).toEqual([`${BATCH.name} (${BATCH.id}): cancelled`]);
    expect(played.took).toBe(1_300);
  });

  it("is not begun when the time was over with the reply", async () => {
    const played = await new Scene().play((run) => {
      const subscriptions: typeof run.gateway.subscriptions = async (...asked) => {
        const rows = await run.gateway.subscriptions(...asked);
        await run.clock.sleep(run.deadline.remainingMs);
        return rows;
      };
      return restore({ ...run, gateway: { ...run.gateway, subscriptions } }, receipt(GOLD, BATCH));
    });
    expect(writesOf(played)).toEqual([]);
    expect(factsOf(problemOf(played)).list).toEqual([`${BATCH.name} (${BATCH.id}): deadline`]);
  });

  it("that was accepted before the run was cancelled is still waited for", async () => {
    const played = await put(
      receipt(GOLD, BATCH),
      { acts: [{ after: "write", ms: 10, do: "cancel" }] },
      new Scene({ reads: { lagsMs: [2_000] } }),
    );
    expect(writesOf(played)).toEqual([PUT]);
    expect(verdictOf(played)).toBe("restored");
  });
});
