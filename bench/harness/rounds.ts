/** Variants of the same work, run in turn, many times: noise of the machine then falls on all of them alike. */
import type { Command, Finished, Measurer, Usage } from "./measure.ts";
import { type Spread, spread } from "./stats.ts";

export interface Variant {
  readonly name: string;
  /** Puts the server back to the start, and gives what to run. */
  prepare(): Promise<Command>;
  /** Throws when the run did not do its work. */
  check(finished: Finished): Promise<void>;
}

export type Results = ReadonlyMap<string, readonly Usage[]>;

/** The first round warms files and servers up, and does not count. Every second round goes backwards. */
export async function runRounds(measurer: Measurer, rounds: number, variants: readonly Variant[]): Promise<Results> {
  const results = new Map<string, Usage[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const variant of round % 2 === 0 ? variants : variants.toReversed()) {
      const finished = await measurer.run(await variant.prepare());
      if (finished.exitCode !== 0) {
        const said = `${finished.stdout}${finished.stderr}`.slice(-2000);
        throw new Error(`${variant.name} ended with ${finished.exitCode}: ${said}`);
      }
      await variant.check(finished);
      if (round > 0) results.get(variant.name)?.push(finished);
    }
  }
  return results;
}

export function valuesOf(results: Results, name: string, what: keyof Usage): readonly number[] {
  const usages = results.get(name);
  if (usages === undefined) throw new RangeError(`no variant ${name}`);
  return usages.map((usage) => usage[what]);
}

export function spreadOf(results: Results, name: string, what: keyof Usage): Spread {
  return spread(valuesOf(results, name, what));
}
