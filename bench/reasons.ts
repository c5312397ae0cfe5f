/** Why a row misses its goal, by profiles (`BENCH_PROFILE`) and by leaving parts out. Shown only where it does miss. */
export const REASONS: Readonly<Record<string, string>> = {};
