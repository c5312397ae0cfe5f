import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSaver, readForPost, type SavedRun } from "../../../src/action/state.ts";
import { kit } from "./support.ts";

/** What the runner gives the post step: the last value of each name, as an environment variable. */
function throughRunner(...runs: readonly SavedRun[]): SavedRun | undefined {
  const { toolkit, states } = kit();
  const save = createSaver(toolkit);
  for (const run of runs) save(run);
  for (const value of states.values()) expect(value.length).toBeLessThanOrEqual(32_767);
  const env = Object.fromEntries([...states].map(([name, value]) => [`STATE_${name}`, value]));
  return readForPost(kit(env).toolkit);
}

const NOTHING: SavedRun = { result: undefined, changed: false, receipt: undefined };

describe("what main saved, post reads", () => {
  test.each<[string, SavedRun]>([
    ["nothing yet", NOTHING],
    ["a change", { result: "detached", changed: true, receipt: '{"version":1}' }],
    ["no change", { result: "already-detached", changed: false, receipt: undefined }],
    [
      "a large receipt",
      { result: "unknown", changed: true, receipt: JSON.stringify({ name: "결제😀".repeat(20_000) }) },
    ],
  ])("%s", (_, run) => {
    expect(throughRunner(run)).toEqual(run);
  });

  test("whatever the receipt is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (receipt) => {
        const run: SavedRun = { result: "detached", changed: true, receipt };
        expect(throughRunner(run)).toEqual(run);
      }),
    );
  });

  test("the last save counts, also after a longer one", () => {
    const long: SavedRun = { result: undefined, changed: true, receipt: "x".repeat(100_000) };
    const short: SavedRun = { result: "detached", changed: true, receipt: "y" };
    expect(throughRunner(NOTHING, long, short)).toEqual(short);
    expect(throughRunner(NOTHING, long, NOTHING)).toEqual(NOTHING);
    expect(throughRunner(long, short, long)).toEqual(long);
  });

  test("a growing receipt is not written from the start each time", () => {
    const { toolkit, all } = kit();
    const save = createSaver(toolkit);
    for (let stages = 1; stages <= 100; stages++) {
      save({ result: undefined, changed: true, receipt: "z".repeat(1_000 * stages) });
    }
    // From the start it would be 5 MB.
    expect(all.join("").length).toBeLessThan(1_800_000);
  });
});

test("in the main step there is no state", () => {
  expect(readForPost(kit().toolkit)).toBeUndefined();
});

test.each(["{", "[]", "null", '"x"', '{"parts":1e9,"changed":true}', '{"parts":"a","changed":1}'])(
  "a damaged state is nothing to undo with: %s",
  (text) => {
    expect(readForPost(kit({ STATE_saved: text }).toolkit)?.receipt).toBeUndefined();
  },
);
