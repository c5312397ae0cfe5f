/** From outcomes to the one report that every sink says. */
import { type Mode, type Note, type Outcome, type Problem, RED, type Report, VERDICTS, type Verdict } from "./types.ts";

/** The word for the step: what matters most comes first. */
const BY_WEIGHT: readonly Verdict[] = [
  "unknown",
  "failed",
  "refused",
  "attached",
  "detached",
  "restored",
  "would-detach",
  "would-restore",
  "already-detached",
  "already-attached",
];

export function overall(mode: Mode, outcomes: readonly Outcome[]): Verdict {
  const verdicts = new Set(outcomes.map((outcome) => outcome.verdict));
  // Nothing to do is the wanted state: `*` matched no stage, or the stage has no plan.
  return (
    BY_WEIGHT.find((verdict) => verdicts.has(verdict)) ?? (mode === "restore" ? "already-attached" : "already-detached")
  );
}

export function isRed(report: Pick<Report, "result">): boolean {
  return RED.has(report.result);
}

export function countByVerdict(outcomes: readonly Outcome[]): Readonly<Record<Verdict, number>> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const { verdict } of outcomes) counts[verdict] += 1;
  return counts;
}

export interface ReportParts {
  readonly mode: Mode;
  readonly dryRun: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly started: number;
  readonly ended: number;
  readonly outcomes?: readonly Outcome[];
  readonly problems?: readonly Problem[];
  readonly warnings?: readonly Note[];
  readonly receipt?: string | undefined;
}

export function createReport(parts: ReportParts): Report {
  const { mode, dryRun, outcomes = [], problems = [], warnings = [], receipt } = parts;
  return {
    mode,
    dryRun,
    result: problems.length > 0 ? "failed" : overall(mode, outcomes),
    changed: outcomes.some((outcome) => outcome.changed),
    outcomes,
    problems,
    warnings,
    ...(receipt === undefined ? {} : { receipt }),
    startedAt: new Date(parts.started).toISOString(),
    endedAt: new Date(parts.ended).toISOString(),
  };
}
