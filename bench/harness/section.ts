/** What a section of the benchmark gets and gives. */
import type { Measurer } from "./measure.ts";

export interface Lab {
  /** For files; goes away at the end. */
  readonly folder: string;
  readonly measurer: Measurer;
  /** Full rounds, or with `--quick` a few to see that all works. */
  rounds(full: number): number;
}

export interface Section {
  readonly title: string;
  run(lab: Lab): Promise<Findings>;
}

export interface Findings {
  readonly goals: readonly Goal[];
  /** Text and tables below the section's heading. */
  readonly markdown: string;
}

export interface Goal {
  readonly what: string;
  /** The measured value and the most that it may be. */
  readonly value: number;
  readonly limit: number;
  /** Says what the value is, such as `×`. */
  readonly unit: string;
}

export const isKept = ({ value, limit }: Goal): boolean => value <= limit;
