/** From measured runs to what stands in a row. */
import type { Usage } from "./measure.ts";
import { type Results, valuesOf } from "./rounds.ts";
import { pairedRatios, type Spread, spread } from "./stats.ts";

export function ratio(results: Results, ours: string, theirs: string, what: keyof Usage): Spread {
  return pairedRatios(valuesOf(results, ours, what), valuesOf(results, theirs, what));
}

export function toLimit(results: Results, ours: string, limitMs: number): Spread {
  return spread(valuesOf(results, ours, "wallMs").map((ms) => ms / limitMs));
}

/** A count, which every run of the same work has alike. */
export const counted = (value: number): Spread => ({ min: value, median: value, max: value });
