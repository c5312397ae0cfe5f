/** The four levels from the product down to the plan: one row each. */
import type { Level } from "../ncloud/errors.ts";

export const LEVELS = [
  { level: "product", key: "product", several: false, maxName: 100, notFound: "product-not-found" },
  { level: "api", key: "api", several: false, maxName: 20, notFound: "api-not-found" },
  { level: "stage", key: "stage", several: true, maxName: 20, notFound: "stage-not-found" },
  { level: "usage-plan", key: "plan", several: true, maxName: 45, notFound: "plan-not-found" },
] as const satisfies readonly {
  /** In inputs, outputs and messages. */
  readonly level: Level;
  /** In a target and in a selection. */
  readonly key: string;
  /** Whether its inputs take several values. */
  readonly several: boolean;
  /** NCP's longest name, in characters (contract, section 3). */
  readonly maxName: number;
  /** The problem of an id that does not exist. */
  readonly notFound: string;
}[];

export type LevelRow = (typeof LEVELS)[number];

export const levelRow = (level: Level): LevelRow => LEVELS.find((row) => row.level === level) as LevelRow;
