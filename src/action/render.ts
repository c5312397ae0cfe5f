/** What log, summary and comment have in common when they show a report. */
import { countByVerdict } from "../usage-plan/report.ts";
import {
  type Outcome,
  type Problem,
  RED,
  type Ref,
  type Report,
  type Target,
  type Verdict,
} from "../usage-plan/types.ts";
import type { RunContext } from "./context.ts";
import type { Counts, Messages } from "./messages/catalog.ts";

export const LEVELS = [
  ["product", "product"],
  ["api", "api"],
  ["stage", "stage"],
  ["usage-plan", "plan"],
] as const;

export const ICONS: { readonly [V in Verdict]: string } = {
  detached: "✅",
  "already-detached": "✅",
  "would-detach": "🔎",
  refused: "⛔",
  failed: "❌",
  unknown: "❓",
  restored: "✅",
  "already-attached": "✅",
  "would-restore": "🔎",
  attached: "❌",
};

export function countsOf(outcomes: readonly Outcome[]): Counts {
  return { ...countByVerdict(outcomes), total: outcomes.length };
}

export const isRed = ({ verdict }: Outcome): boolean => RED.has(verdict);

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
  return LEVELS.map(([, level]) => label(target[level])).join(" / ");
}

/** The verdict of a whole run in one line. */
export function headlineOf(messages: Messages, report: Report, context: RunContext): string {
  const { labels } = messages;
  const prefix = context.rollback === undefined ? "" : `${labels.rollback}: `;
  return `${ICONS[report.result]} ${prefix}${wordsOf(messages, report, context)}`;
}

function wordsOf({ labels }: Messages, report: Report, context: RunContext): string {
  if (report.problems.length > 0) return labels.stopped(report.problems.length);
  const [only, ...rest] = report.outcomes;
  if (only === undefined || rest.length > 0) return labels.headline(report, countsOf(report.outcomes));
  return only.verdict === "detached" && !context.verify ? labels.acceptedOnly : labels.sentence[only.verdict];
}

/** One problem and the targets it hit: a thousand targets with one cause are one thing to read. */
export interface Trouble {
  readonly problem: Problem;
  /** Empty for a problem of the whole run. */
  readonly outcomes: readonly Outcome[];
}

export function troublesOf(report: Report): readonly Trouble[] {
  const byCode = new Map<string, { readonly problem: Problem; readonly outcomes: Outcome[] }>();
  for (const outcome of report.outcomes.filter(isRed)) {
    const problem: Problem = outcome.problem ?? { code: "internal-error", facts: {}, causes: [] };
    const same = byCode.get(problem.code) ?? { problem, outcomes: [] };
    same.outcomes.push(outcome);
    byCode.set(problem.code, same);
  }
  return [...report.problems.map((problem) => ({ problem, outcomes: [] })), ...byCode.values()];
}

/** The receipt that undoes the run, or that a failed rollback should have worked off. */
export function receiptToShow(report: Report, context: RunContext): string | undefined {
  if (context.rollback === undefined) return report.receipt;
  return RED.has(report.result) ? context.rollback.receipt : undefined;
}
