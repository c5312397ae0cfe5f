/** What a section of the benchmark gets and gives. */
import type { Measurer } from "./measure.ts";
import type { Results } from "./rounds.ts";
import type { Spread } from "./stats.ts";

export interface Lab {
  /** For files; goes away at the end. */
  readonly folder: string;
  readonly measurer: Measurer;
  /** Only what a change can spoil, in under a minute altogether. */
  readonly quick: boolean;
  rounds(full: number, quick?: number): number;
}

export interface Section {
  readonly title: string;
  run(lab: Lab): Promise<Findings>;
}

export interface Findings {
  readonly rows: readonly Row[];
  /** What the rows were computed from, for whoever wants seconds. */
  readonly results: readonly Results[];
}

export interface Row {
  /** By which `reasons.ts` knows why it misses. */
  readonly id: string;
  readonly what: string;
  /** How the limit, or what it is compared with, is computed. */
  readonly how: string;
  readonly found: Spread;
  readonly goal: number;
  /** The goal itself is too much. */
  readonly below?: boolean;
  readonly digits?: number;
  /** Such as ` MB`. */
  readonly unit?: string;
}

export const isKept = ({ found, goal, below }: Row): boolean => (below ? found.median < goal : found.median <= goal);
