import { beforeAll, describe, expect, it } from "vitest";
import { failureInWords, replayLine, shrink, trySeed } from "./campaign.ts";
import type { Subject } from "./run.ts";
import { loadSubject } from "./subject.ts";
import { Table } from "./table.ts";

const SEEDS = 2_000;
const PER_TEST = 250;
/** Shrinking plays a case a few hundred times; a broken domain breaks many seeds, and two of them tell enough. */
const MAX_SHRUNK = 2;

describe("the whole action on a virtual clock, against the emulator", () => {
  let subject: Subject;
  const table = new Table();

  beforeAll(async () => {
    subject = await loadSubject();
  });

  const blocks = Array.from({ length: SEEDS / PER_TEST }, (_, block) => block * PER_TEST);

  it.each(blocks)(`keeps every invariant for ${PER_TEST} seeds from %i`, { timeout: 120_000 }, async (from) => {
    const broken: number[] = [];
    for (let seed = from; seed < from + PER_TEST; seed++) {
      const { played, violations } = await trySeed(seed, subject);
      table.add(played);
      if (violations.length > 0) broken.push(seed);
    }
    const told: string[] = [];
    for (const seed of broken.slice(0, MAX_SHRUNK)) {
      const smallest = await shrink(seed, subject);
      if (smallest !== undefined) told.push(`${failureInWords(smallest)}\n${replayLine(seed, smallest.path)}`);
    }
    expect(broken, told.join("\n\n")).toEqual([]);
  });

  it("met every kind of verdict, fault and interference", () => {
    const verdicts = new Set(Object.values(table.counts).flatMap((cells) => Object.keys(cells)));
    expect([...verdicts].sort()).toEqual([
      "accepted",
      "already-attached",
      "already-detached",
      "attached",
      "detached",
      "failed",
      "idle",
      "killed",
      "refused",
      "restored",
      "unknown",
      "would-detach",
      "would-restore",
    ]);
    const met = Object.keys(table.counts).join("\n");
    for (const what of [
      "hold applied late",
      "reply 504 applied",
      "reset after-body applied",
      "reply 429",
      "signal",
      "kill",
    ]) {
      expect(met).toContain(what);
    }
    expect(table.counts["somebody: undo"]).toBeDefined();
  });

  it("plays a seed the same way every time", async () => {
    const tell = async (seed: number): Promise<string> => failureInWords(await trySeed(seed, subject));
    for (const seed of [1, 2, 3, 5, 8, 13, 21, 34]) expect(await tell(seed)).toBe(await tell(seed));
  });
});
