import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trySeed } from "./campaign.ts";
import { INVARIANT_NAMES } from "./invariants/index.ts";
import { MUTANTS, type Mutant, plant } from "./mutants.ts";
import { loadSubject } from "./subject.ts";

/** Ten times what the slowest to be caught has needed so far. */
const MAX_SEEDS = 5_000;

/**
 * The seed that caught each of them last, which is tried first: most still do, and hundreds before it need not be played.
 * `MUTANT_SEEDS=write npm run vitest -- run mutants` writes them down, after a change of what is drawn.
 */
const SEEDS_FILE = join(import.meta.dirname, "mutant-seeds.json");
const seeds: Record<string, number> = JSON.parse(readFileSync(SEEDS_FILE, "utf8"));

describe("the simulation can fail: it catches an action that", () => {
  let home = "";

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "mutants-"));
  });

  afterAll(() => {
    rmSync(home, { recursive: true });
    if (process.env["MUTANT_SEEDS"] !== "write") return;
    const found = MUTANTS.flatMap(({ name }) => (seeds[name] === undefined ? [] : [[name, seeds[name]] as const]));
    writeFileSync(SEEDS_FILE, `${JSON.stringify(Object.fromEntries(found), undefined, 2)}\n`);
  });

  it.each(MUTANTS)("$name", { timeout: 120_000 }, async (mutant) => {
    const subject = await loadSubject(plant(mutant, home));
    const caught = new Set<string>();
    const isCaught = (): boolean => mutant.caughtBy.some((name) => caught.has(name));
    const known = seeds[mutant.name];
    for (let seed = known === undefined ? 0 : -1; seed < MAX_SEEDS && !isCaught(); seed++) {
      const played = seed < 0 ? (known ?? 0) : seed;
      const { violations } = await trySeed(played, subject);
      for (const { invariant } of violations) caught.add(invariant);
      seeds[mutant.name] = played;
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
