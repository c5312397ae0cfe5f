/** From outcomes to the one report that every sink says. */
import { MODES, type Mode, type Note, type Outcome, type Problem, type Report } from "./types.ts";
import { isRed, type Verdict, worst } from "./verdicts.ts";

export function overall(mode: Mode, outcomes: readonly Outcome[]): Verdict {
  return worst(outcomes) ?? MODES[mode].idle;
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
  readonly keysLookedAt?: boolean;
  readonly receipt?: string | undefined;
}

export function createReport(parts: ReportParts): Report {
  const { mode, dryRun, outcomes = [], problems = [], warnings = [], keysLookedAt = true, receipt } = parts;
  return Object.freeze({
    mode,
    dryRun,
    result: problems.length > 0 ? "failed" : overall(mode, outcomes),
    red: problems.length > 0 || outcomes.some(isRed),
    changed: outcomes.some((outcome) => outcome.changed),
    outcomes,
    problems,
    warnings: [...warnings],
    keysLookedAt,
    ...(receipt === undefined ? {} : { receipt }),
    startedAt: new Date(parts.started).toISOString(),
    endedAt: new Date(parts.ended).toISOString(),
  });
}
