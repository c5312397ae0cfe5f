/** How a target ends: the one table of verdicts, which types, the step's word, counts, outputs and icons derive from. */

interface Look {
  /** Shown where the verdict is what was wanted. */
  readonly green?: string;
  /** Shown where the outcome has a problem. */
  readonly red?: string;
}

/** What matters most comes first: a step is called after the first verdict that one of its targets has. */
const TABLE = {
  unknown: { red: "❓" },
  failed: { red: "❌" },
  refused: { red: "⛔" },
  attached: { green: "🔎", red: "❌" },
  accepted: { green: "⚠️" },
  detached: { green: "✅" },
  restored: { green: "✅" },
  "would-detach": { green: "🔎" },
  "would-restore": { green: "🔎" },
  "already-detached": { green: "✅", red: "❌" },
  "already-attached": { green: "✅" },
} as const satisfies Readonly<Record<string, Look>>;

export type Verdict = keyof typeof TABLE;
export const VERDICTS = Object.keys(TABLE) as readonly Verdict[];

/** A verdict that is never wanted: its outcome always has a problem. */
export type RedVerdict = { [V in Verdict]: (typeof TABLE)[V] extends { readonly green: string } ? never : V }[Verdict];
export type GreenVerdict = Exclude<Verdict, RedVerdict>;

export const canBeGreen = (verdict: Verdict): verdict is GreenVerdict => "green" in TABLE[verdict];

interface Ended {
  readonly verdict: Verdict;
  readonly problem?: unknown;
}

/** The one rule: an outcome makes the step red if it has a problem, whatever its verdict. */
export const isRed = ({ problem }: Pick<Ended, "problem">): boolean => problem !== undefined;

export function iconOf(verdict: Verdict, red: boolean): string {
  const { green, red: bad }: Look = TABLE[verdict];
  return (red ? (bad ?? green) : (green ?? bad)) ?? "";
}

/** The first verdict of the table among the red outcomes, or among all of them where none is red. */
export function worst(outcomes: readonly Ended[]): Verdict | undefined {
  const red = outcomes.filter(isRed);
  const verdicts = new Set((red.length > 0 ? red : outcomes).map(({ verdict }) => verdict));
  return VERDICTS.find((verdict) => verdicts.has(verdict));
}

export type VerdictCounts = { readonly [V in Verdict]: number };

export function countByVerdict(outcomes: readonly Ended[]): VerdictCounts {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as { [V in Verdict]: number };
  for (const { verdict } of outcomes) counts[verdict] += 1;
  return counts;
}
