import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trySeed } from "./campaign.ts";
import { INVARIANT_NAMES } from "./invariants/index.ts";
import { MUTANTS, type Mutant, plant } from "./mutants.ts";
import { loadSubject } from "./subject.ts";

/** Ten times what the slowest to be caught has needed so far. */
const MAX_SEEDS = 5_000;

describe("the simulation can fail: it catches an action that", () => {
  let home = "";

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "mutants-"));
  });

  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  it.each(MUTANTS)("$name", { timeout: 120_000 }, async (mutant) => {
    const subject = await loadSubject(plant(mutant, home));
    const caught = new Set<string>();
    for (let seed = 0; seed < MAX_SEEDS && !mutant.caughtBy.some((name) => caught.has(name)); seed++) {
      const { violations } = await trySeed(seed, subject);
      for (const { invariant } of violations) caught.add(invariant);
    }
    expect([...caught].filter((name) => mutant.caughtBy.includes(name))).not.toEqual([]);
  });

  it("names invariants that there are, and leaves none without a mutant", () => {
    const named = new Set(MUTANTS.flatMap(({ caughtBy }) => caughtBy));
    expect([...named].filter((name) => !INVARIANT_NAMES.includes(name))).toEqual([]);
    expect(INVARIANT_NAMES.filter((name) => !named.has(name))).toEqual([]);
  });

  it("is written down in docs/simulation.md", () => {
    const text = readFileSync(join(import.meta.dirname, "..", "..", "docs", "simulation.md"), "utf8");
    const row = ({ name, caughtBy }: Mutant): string =>
      `| ${name} | ${caughtBy.map((each) => `\`${each}\``).join(", ")} |`;
    for (const mutant of MUTANTS) expect(text).toContain(row(mutant));
    for (const name of INVARIANT_NAMES) expect(text).toContain(`\`${name}\``);
  });
});
