/** What log, summary and comment have in common when they show a report. */
import { LEVELS } from "../usage-plan/levels.ts";
import type { Outcome, Problem, Ref, Report, Target } from "../usage-plan/types.ts";
import { countByVerdict, iconOf, isRed } from "../usage-plan/verdicts.ts";
import type { RunContext } from "./context.ts";
import type { Counts, Messages } from "./messages/catalog.ts";

export function countsOf(outcomes: readonly Outcome[]): Counts {
  return { ...countByVerdict(outcomes), total: outcomes.length };
}

/** The icon and the verdict in a word or two. */
export function verdictOf(messages: Messages, outcome: Outcome): string {
  return `${iconOf(outcome.verdict, isRed(outcome))} ${messages.labels.verdict[outcome.verdict]}`;
}

/** Red ones first, otherwise as they are. */
export function redFirst(outcomes: readonly Outcome[]): readonly Outcome[] {
  return [...outcomes.filter(isRed), ...outcomes.filter((outcome) => !isRed(outcome))];
}

/** `Gold (a1b2c3d4e5)`, or the id alone where no read gave a name. */
export function label({ id, name }: Ref): string {
  return name === undefined || name === "" ? id : `${name} (${id})`;
}

/** `product / api / stage / plan`, by names where they are known. */
export function path(target: Target): string {
  return LEVELS.map(({ key }) => label(target[key])).join(" / ");
}

/** The verdict of a whole run in one line. */
export function headlineOf(messages: Messages, report: Report, context: RunContext): string {
  const { labels } = messages;
  const prefix = context.rollback === undefined ? "" : `${labels.rollback}: `;
  return `${iconOf(report.result, report.red)} ${prefix}${wordsOf(messages, report)}`;
}

function wordsOf({ labels }: Messages, report: Report): string {
  if (report.problems.length > 0) return labels.stopped(report.problems.length);
  const [only, ...rest] = report.outcomes;
  if (only === undefined || rest.length > 0) return labels.headline(report, countsOf(report.outcomes));
  return labels.sentence[only.verdict];
}

/** One problem and the targets it hit: a thousand targets with one cause are one thing to read. */
export interface Trouble {
  readonly problem: Problem;
  /** Empty for a problem of the whole run. */
  readonly outcomes: readonly Outcome[];
}

export function troublesOf(report: Report): readonly Trouble[] {
  const byCode = new Map<string, { readonly problem: Problem; readonly outcomes: Outcome[] }>();
  for (const outcome of report.outcomes) {
    const { problem } = outcome;
    if (problem === undefined) continue;
    const same = byCode.get(problem.code) ?? { problem, outcomes: [] };
    same.outcomes.push(outcome);
    byCode.set(problem.code, same);
  }
  return [...report.problems.map((problem) => ({ problem, outcomes: [] })), ...byCode.values()];
}

/** The receipt that undoes the run, or that a failed rollback should have worked off. */
export function receiptToShow(report: Report, context: RunContext): string | undefined {
  if (context.rollback === undefined) return report.receipt;
  return report.red ? context.rollback.receipt : undefined;
}
