/** The order in which API keys are shown: who loses most is seen first, and the order is the same for every run. */
import type { AffectedKey } from "./types.ts";

export const byCalls = (a: AffectedKey, b: AffectedKey): number =>
  (b.monthCalls ?? -1) - (a.monthCalls ?? -1) || compare(a.name, b.name) || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
