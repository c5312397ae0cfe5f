/**
 * A report as HTML for GitHub's Markdown: job summary and comment. What happened comes first, then what to do, then
 * the details.
 *
 * Blocks of HTML without an empty line inside: Markdown does not look into them, so that escaping for HTML is enough.
 */
import type { Outcome, Problem, Report } from "../usage-plan/types.ts";
import { canBeGreen } from "../usage-plan/verdicts.ts";
import type { RunContext } from "./context.ts";
import { code, html, pre, prose } from "./escape.ts";
import { details, firstOf, link, list, named } from "./markup.ts";
import type { Messages } from "./messages/catalog.ts";
import { afterHeadline, explain, headlineOf, marked, receiptToShow, troublesOf } from "./render.ts";
import { keyTable, type Limits, targetTable } from "./report-tables.ts";
import { undoStep } from "./undo.ts";

/** The first that makes it short enough is taken. */
const LIMITS: readonly Limits[] = [
  { rows: 200, items: 50, receipt: 60_000 },
  { rows: 50, items: 20, receipt: 30_000 },
  { rows: 20, items: 5, receipt: 10_000 },
  { rows: 5, items: 2, receipt: 0 },
];

/** @param report redacted, otherwise as it is: escaping happens here */
export function renderReport(messages: Messages, report: Report, context: RunContext, maxBytes: number): string {
  for (const limits of LIMITS) {
    const text = render(messages, report, context, limits);
    if (Buffer.byteLength(text) <= maxBytes) return text;
  }
  return heading(messages, report, context);
}

function render(messages: Messages, report: Report, context: RunContext, limits: Limits): string {
  const blocks = [
    heading(messages, report, context),
    ...problems(messages, report, context, limits),
    next(messages, report, context),
    warnings(messages, report, limits),
    targetTable(messages, report, limits),
    keyTable(messages, report, limits),
    undo(messages, report, context, limits),
    record(messages, report, context),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n\n`;
}

function heading(messages: Messages, report: Report, context: RunContext): string {
  return `<h3>${prose(headlineOf(messages, report, context, { named: marked, undo: "below" }))}</h3>`;
}

/** What a green run leaves to do (a red one has the fixes of its problems), and what may happen to it yet. */
function next({ labels, verdicts }: Messages, report: Report, context: RunContext): string {
  const { result, red, changed, receipt, outcomes } = report;
  const lines = [
    ...(red || outcomes.length === 0 || !canBeGreen(result) ? [] : [verdicts[result].next]),
    ...(changed && context.rollbackOnFailure && context.rollback === undefined ? [labels.rollbackMayFollow] : []),
    ...(receipt !== undefined && context.attempt > 1 ? [labels.earlierAttempts(context.attempt)] : []),
  ];
  return lines.map((line) => `<p>${prose(line)}</p>`).join("\n");
}

function problems(messages: Messages, report: Report, context: RunContext, limits: Limits): string[] {
  const several = report.outcomes.length > 1;
  const blocks = troublesOf(report)
    .slice(0, limits.items)
    .map(({ problem, outcomes }) => {
      const { what } = messages.problem(problem);
      const fact = report.problems.length === 1 ? afterHeadline(what) : what;
      return problemBlock(messages, problem, context, fact, several ? outcomes : [], limits);
    });
  if (context.rollback === undefined || !report.red) return blocks;
  // What is left to do, once its cause is gone.
  const left: Problem = { code: "rollback-failed", facts: {}, causes: [] };
  return [...blocks, problemBlock(messages, left, context, messages.problem(left).what)];
}

function problemBlock(
  messages: Messages,
  problem: Problem,
  context: RunContext,
  fact: string,
  outcomes: readonly Outcome[] = [],
  limits?: Limits,
): string {
  const { labels } = messages;
  const { why, fix, page } = explain(messages, problem, context);
  const causes = problem.causes.map((cause) => code(messages.cause(cause), 500));
  const hit = outcomes.map(({ target }) => `${named(target.plan)} – ${named(target.stage)}`);
  const where = firstOf(hit, Math.min(limits?.items ?? 10, 10)).join(", ");
  const titled = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`<p><b>${html(title)}</b></p>`, list(items.map((item) => prose(item)))];
  return [
    ...(fact === "" ? [] : [`<p>${prose(fact)}</p>`]),
    ...(where === "" ? [] : [`<p>${html(labels.target)}: ${where}</p>`]),
    ...titled(labels.why, why),
    ...titled(labels.fix, fix),
    `<p>${html(labels.more)}: ${link(page, problem.code)}</p>`,
    ...(causes.length === 0 ? [] : [details(labels.details, list(causes))]),
  ].join("\n");
}

function warnings(messages: Messages, report: Report, limits: Limits): string {
  const { labels } = messages;
  const shown = report.warnings.slice(0, limits.items).map((note) => prose(messages.note(note)));
  if (shown.length === 0) return "";
  const left = report.warnings.length - shown.length;
  const more = left > 0 ? [html(labels.moreWarnings(left))] : [];
  return `<p><b>⚠️ ${html(labels.warnings)}</b></p>\n${list([...shown, ...more])}`;
}

function undo({ labels }: Messages, report: Report, context: RunContext, limits: Limits): string {
  const receipt = receiptToShow(report, context);
  if (receipt === undefined) return "";
  const body =
    receipt.length <= limits.receipt
      ? `<p>${html(labels.undoHow)}</p>\n${pre(undoStep(receipt, context))}`
      : `<p>${prose(labels.undoTooLarge)}</p>`;
  // After a rollback that failed it is the fix, and nobody is to look for it.
  return context.rollback === undefined ? details(labels.undo, body) : `<p><b>${html(labels.undo)}</b></p>\n${body}`;
}

/** When, why, who, where: the same for every run, in one line. */
function record({ labels }: Messages, report: Report, context: RunContext): string {
  const { actor, runUrl, workflow, job, reason, server } = context;
  const run = [workflow, job].filter((part) => part !== undefined).join(" / ");
  const ms = Date.parse(report.endedAt) - Date.parse(report.startedAt);
  const titled = (title: string, text: string): string => `${html(title)}: ${text}`;
  const parts = [
    // First, so that no line breaks inside it.
    `${html(labels.time(report.startedAt))}, ${html(labels.seconds(ms))}`,
    ...(reason === undefined ? [] : [titled(labels.reason, html(reason, 500))]),
    ...(actor === undefined ? [] : [titled(labels.by, code(actor))]),
    ...(runUrl === undefined ? [] : [titled(labels.run, link(runUrl, run === "" ? runUrl : run))]),
    ...(server === undefined ? [] : [titled(labels.server, `${code(server.origin)} (${html(server.site)})`)]),
  ];
  return `<p>${parts.join(" · ")}</p>`;
}
