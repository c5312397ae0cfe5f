export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => {
    const value = sorted[index];
    if (value === undefined) throw new RangeError("no values");
    return value;
  };
  const half = (sorted.length - 1) / 2;
  return { min: at(0), median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2, max: at(sorted.length - 1) };
}

/** One ratio for each round: both of a pair ran next to each other, so what disturbs one mostly disturbs both. */
export function pairedRatios(values: readonly number[], of: readonly number[]): Spread {
  if (values.length !== of.length) throw new RangeError("pairs need two lists of one length");
  return spread(values.map((value, i) => value / (of[i] ?? Number.NaN)));
}
