/**
 * GitHub cancels with SIGINT, SIGTERM 7.5 s later, and kills 2.5 s after that. Whenever the first signal comes, what is
 * true has to be on the log, in the outputs and in the summary within 7 s: `lookOver` sees that all of them are there.
 */

import { describe, expect, test } from "vitest";
import type { WorldInput } from "../../emulator/core/world.ts";
import { unpacked } from "../papers.ts";
import {
  type ActionResult,
  BASIC,
  DETACH,
  type Emulated,
  ENDS_WITHIN_MS,
  emulated,
  errorOf,
  FREE,
  GOLD,
  TARGET as KEYED,
  OBSERVE,
  until,
  WINDOWS,
} from "./runner.ts";

/** Moments are counted by requests: without those for API keys they are the stage's own. */
const TARGET = { ...KEYED, "look-at-api-keys": "false" };

interface Cancelled extends ActionResult {
  /** Milliseconds from the first signal to the end. */
  readonly afterMs: number;
}

/** Runs, and sends the signals when `moment` has come; a number is a pause in milliseconds. */
async function cancel(
  { start }: Emulated,
  moment: () => boolean,
  inputs: Readonly<Record<string, string>> = TARGET,
  signals: readonly (NodeJS.Signals | number)[] = ["SIGINT"],
): Promise<Cancelled> {
  // One request after the other, so that the n-th is known.
  const { child, ended } = start({ "look-at-api-keys": "false", ...inputs });
  await until(moment);
  const sent = performance.now();
  for (const signal of signals) {
    if (typeof signal === "string") child.kill(signal);
    else await new Promise((resolve) => setTimeout(resolve, signal));
  }
  const result = await ended;
  return { ...result, afterMs: performance.now() - sent };
}

const on = (world: WorldInput, test: (emulated: Emulated) => Promise<void>) => emulated({ world }, test);

/** The n-th request has arrived. */
const arrived =
  ({ server }: Emulated, n: number) =>
  () =>
    server.requests().length >= n;

describe.skipIf(WINDOWS).concurrent("a signal", () => {
  test("before a connection is made: nothing was done", () =>
    on({}, async (emulated) => {
      await emulated.server.down(60_000);
      const { child, stdout, ended } = emulated.start(TARGET);
      await until(() => stdout().includes("Trying again"));
      const sent = performance.now();
      child.kill("SIGINT");
      const { outputs } = await ended;
      expect(performance.now() - sent).toBeLessThan(ENDS_WITHIN_MS);
      expect(outputs).toMatchObject({ result: "failed", changed: "false", receipt: "" });
    }));

  test("during a read that is held: nothing was done, and nothing is written any more", () =>
    on({ faults: [{ on: "reads", nth: 1, do: { kind: "hold" } }] }, async (emulated) => {
      const { outputs, afterMs } = await cancel(emulated, arrived(emulated, 1));
      expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
      expect(outputs).toMatchObject({ result: "failed", changed: "false", code: "cancelled" });
      expect(emulated.requests()).toEqual([OBSERVE]);
    }));

  test("between observing and writing: not written", () =>
    on({ faults: [{ on: "reads", nth: 1, do: { kind: "latency", ms: 700 } }] }, async (emulated) => {
      const { outputs } = await cancel(emulated, arrived(emulated, 1));
      expect(outputs).toMatchObject({ result: "failed", changed: "false", code: "cancelled" });
      expect(emulated.requests()).toEqual([OBSERVE]);
      expect(emulated.plans()).toContain(FREE);
    }));

  test("during a write: it is let finish and verified", () =>
    on({ faults: [{ on: "detach", do: { kind: "latency", ms: 1_000 } }] }, async (emulated) => {
      const { outputs, summary, afterMs } = await cancel(emulated, arrived(emulated, 2));
      expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
      expect(outputs).toMatchObject({ result: "detached", changed: "true" });
      expect(emulated.requests()).toEqual([OBSERVE, DETACH, OBSERVE]);
      expect(summary).toMatch(/^<h3>✅ 무료 체험 플랜 .* is off/);
    }));

  test("during a write that got lost: looked after, and not written again", () =>
    on({ faults: [{ on: "detach", nth: 1, do: { kind: "reset" } }] }, async (emulated) => {
      const { outputs, afterMs } = await cancel(emulated, arrived(emulated, 3));
      expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
      expect(outputs).toMatchObject({ result: "unknown", changed: "true", code: "write-uncertain" });
      expect(emulated.requests().filter((request) => request === DETACH)).toHaveLength(1);
      expect(emulated.plans()).toContain(FREE);
    }));

  test.each([
    ["no", "unknown"],
    ["at-once", "detached"],
  ] as const)("during a write that is held (carried out: %s): looked after, %s", (apply, result) =>
    on({ faults: [{ on: "detach", do: { kind: "hold", apply } }] }, async (emulated) => {
      const { outputs, afterMs, stdout } = await cancel(emulated, arrived(emulated, 2));
      expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
      expect(outputs).toMatchObject({ result, changed: "true" });
      expect(JSON.stringify(unpacked(outputs["receipt"] ?? ""))).toContain(FREE);
      expect(stdout).toContain("Cancelled");
      expect(emulated.requests().filter((request) => request === DETACH)).toHaveLength(1);
    }),
  );

  test("while reads do not show the write yet: they are waited for", () =>
    on({ reads: { lagsMs: [2_000] } }, async (emulated) => {
      const { outputs, afterMs } = await cancel(emulated, arrived(emulated, 3));
      expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
      expect(outputs).toMatchObject({ result: "detached", changed: "true" });
    }));

  test("while reads never show it: unknown, in time", () =>
    on({ accepted: { applied: "never" } }, async (emulated) => {
      const { outputs, afterMs } = await cancel(emulated, arrived(emulated, 3));
      expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
      expect(outputs).toMatchObject({ result: "unknown", changed: "true", code: "still-attached" });
    }));

  test("during the sleep before a repeat: woken up at once, and not written", () =>
    on({ faults: [{ on: "detach", do: { kind: "reply", status: 429, retryAfter: 20 } }] }, async (emulated) => {
      const { child, stdout, ended } = emulated.start(TARGET);
      // Not when the write has arrived: its answer may not be heard by then, and nobody sleeps.
      await until(() => stdout().includes("Trying again"));
      const sent = performance.now();
      child.kill("SIGINT");
      const { outputs } = await ended;
      expect(performance.now() - sent).toBeLessThan(4_000);
      expect(outputs).toMatchObject({ result: "failed", changed: "false", code: "cancelled" });
      expect(emulated.requests()).toEqual([OBSERVE, DETACH]);
    }));

  test("between two targets: the first is told as done, the second as not begun", () =>
    on({ faults: [{ on: "detach", do: { kind: "latency", ms: 500 } }] }, async (emulated) => {
      const two = { ...TARGET, "usage-plan-id": `${FREE},${GOLD}` };
      const result = await cancel(emulated, arrived(emulated, 2), two);
      expect(result.outputs).toMatchObject({
        result: "failed",
        changed: "true",
        "detached-count": "1",
        "failed-count": "1",
      });
      expect(emulated.plans()).toEqual([GOLD, BASIC]);
      const receipt = unpacked(result.outputs["receipt"] ?? "");
      expect(receipt.stages[0]?.plans).toMatchObject([{ id: FREE }]);
      expect(errorOf(result)).toContain("cancelled");
    }));

  test.each([
    ["SIGTERM alone", ["SIGTERM"]],
    ["SIGHUP, when a terminal is closed", ["SIGHUP"]],
    ["SIGTERM twice", ["SIGTERM", 500, "SIGTERM"]],
    ["SIGINT, then SIGTERM", ["SIGINT", 1_000, "SIGTERM"]],
    ["SIGINT three times", ["SIGINT", 100, "SIGINT", 100, "SIGINT"]],
  ] as const)("%s", (_, signals) =>
    on({ faults: [{ on: "detach", do: { kind: "latency", ms: 1_500 } }] }, async (emulated) => {
      const { outputs, stdout, afterMs } = await cancel(emulated, arrived(emulated, 2), TARGET, signals);
      expect(afterMs).toBeLessThan(ENDS_WITHIN_MS);
      expect(outputs).toMatchObject({ result: "detached", changed: "true" });
      expect(stdout.match(/^::warning [^:]*::Cancelled/gm)).toHaveLength(1);
    }),
  );

  test("at random moments of a plain run", { timeout: 60_000 }, () =>
    on({ latencyMs: 40 }, async (emulated) => {
      const { server, start } = emulated;
      for (let n = 0; n < 8; n++) {
        server.emulator.attach(TARGET["stage-id"], FREE, Date.now());
        const { child, stdout, ended } = start(TARGET);
        // Before its first line the process may not have got as far as to listen to signals.
        await until(() => stdout() !== "");
        await new Promise((resolve) => setTimeout(resolve, n * 25));
        child.kill("SIGINT");
        const { outputs } = await ended;
        const off = !server.emulator.isOn(TARGET["stage-id"], FREE);
        expect([outputs["result"], outputs["changed"]]).toEqual(off ? ["detached", "true"] : ["failed", "false"]);
      }
    }),
  );
});
