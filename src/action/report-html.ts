/**
 * A report as HTML for GitHub's Markdown: job summary and comment.
 *
 * Blocks of HTML without an empty line inside: Markdown does not look into them, so that escaping for HTML is enough.
 */
import { LEVELS } from "../usage-plan/levels.ts";
import type { AffectedKey, Outcome, Ref, Report } from "../usage-plan/types.ts";
import { canBeGreen } from "../usage-plan/verdicts.ts";
import type { RunContext } from "./context.ts";
import { attribute, code, html, pre, prose } from "./escape.ts";
import type { Messages } from "./messages/catalog.ts";
import { headlineOf, label, receiptToShow, redFirst, troublesOf, verdictOf } from "./render.ts";
import { undoStep } from "./undo.ts";

interface Limits {
  readonly rows: number;
  readonly items: number;
  readonly receipt: number;
}

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
    targets(messages, report, limits),
    next(messages, report),
    ...problems(messages, report, context, limits),
    keys(messages, report.outcomes, limits),
    warnings(messages, report, limits),
    undo(messages, report, context, limits),
    record(messages, report, context),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n\n`;
}

function heading(messages: Messages, report: Report, context: RunContext): string {
  return `<h3>${html(headlineOf(messages, report, context))}</h3>`;
}

function named({ id, name }: Ref): string {
  return name === undefined || name === "" ? code(id) : `${html(name, 120)} ${code(id)}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const cells = rows.map(([title, cell]) => `<tr><th align="left">${html(title)}</th><td>${cell}</td></tr>`);
  return `<table>\n${cells.join("\n")}\n</table>`;
}

function targets(messages: Messages, { outcomes }: Report, limits: Limits): string {
  const [only, ...rest] = outcomes;
  if (only === undefined) return "";
  return rest.length === 0 ? oneTarget(messages, only, limits) : manyTargets(messages, outcomes, limits);
}

function oneTarget({ labels }: Messages, { target, before, after }: Outcome, limits: Limits): string {
  const plans = (refs: readonly Ref[]): string =>
    refs.length === 0 ? html(labels.nothing) : firstOf(refs.map(named), limits.items).join(", ");
  return table([
    ...LEVELS.map(({ level, key }) => [labels.level[level], named(target[key])] as const),
    ...(before === undefined ? [] : [[labels.before, plans(before)] as const]),
    ...(after === undefined ? [] : [[labels.after, plans(after)] as const]),
  ]);
}

function manyTargets(messages: Messages, outcomes: readonly Outcome[], limits: Limits): string {
  const { labels } = messages;
  const titles = [labels.result, ...LEVELS.map(({ level }) => labels.level[level])];
  const rows = redFirst(outcomes)
    .slice(0, limits.rows)
    .map((outcome) => {
      const result = html(verdictOf(messages, outcome));
      return `<tr><td>${[result, ...LEVELS.map(({ key }) => named(outcome.target[key]))].join("</td><td>")}</td></tr>`;
    });
  const left = outcomes.length - rows.length;
  const more = left > 0 ? `\n<p>${prose(labels.moreRows(left))}</p>` : "";
  const head = titles.map((title) => `<th align="left">${html(title)}</th>`).join("");
  return `<table>\n<tr>${head}</tr>\n${rows.join("\n")}\n</table>${more}`;
}

/** A red run has the fixes of its problems instead. */
function next({ labels }: Messages, { result, red }: Report): string {
  if (red || !canBeGreen(result)) return "";
  return `<p><b>${html(labels.whatNext)}</b>: ${prose(labels.next[result])}</p>`;
}

function problems(messages: Messages, report: Report, context: RunContext, limits: Limits): string[] {
  const { labels } = messages;
  const several = report.outcomes.length > 1;
  const rollback =
    context.rollback !== undefined && report.red
      ? [problemBlock(messages, { code: "rollback-failed", facts: {}, causes: [] }, context)]
      : [];
  return [
    ...rollback,
    ...troublesOf(report)
      .slice(0, limits.items)
      .map(({ problem, outcomes }) => {
        const hit = several ? outcomes.map(({ target }) => `${named(target.stage)} / ${named(target.plan)}`) : [];
        const where =
          hit.length === 0
            ? ""
            : `\n<p>${html(labels.target)}: ${firstOf(hit, Math.min(limits.items, 10)).join(", ")}</p>`;
        return problemBlock(messages, problem, context) + where;
      }),
  ];
}

function problemBlock(messages: Messages, problem: Report["problems"][number], context: RunContext): string {
  const { labels } = messages;
  const { what, why, fix } = messages.problem(problem);
  const causes = problem.causes.slice(0, 8).map((cause) => code(cause, 500));
  const more = `${context.troubleshooting}#${problem.code}`;
  return [
    `<h4>${html(labels.what)}</h4>`,
    `<p>${prose(what)}</p>`,
    ...(why.length === 0 ? [] : [`<p><b>${html(labels.why)}</b></p>`, list(why.map((item) => prose(item)))]),
    ...(fix.length === 0 ? [] : [`<p><b>${html(labels.fix)}</b></p>`, list(fix.map((item) => prose(item)))]),
    `<p>${html(labels.more)}: ${link(more, problem.code)}</p>`,
    ...(causes.length === 0 ? [] : [details(labels.details, list(causes))]),
  ].join("\n");
}

function keys({ labels }: Messages, outcomes: readonly Outcome[], limits: Limits): string {
  const line = (key: AffectedKey): string =>
    key.monthCalls === undefined ? named(key) : `${named(key)}: ${html(labels.calls(key.monthCalls))}`;
  const blocks = outcomes.flatMap(({ target, keys: found = [] }) => {
    if (found.length === 0) return [];
    const where = outcomes.length > 1 ? `: ${label(target.stage)} / ${label(target.plan)}` : "";
    return [details(`${labels.keys} (${found.length})${where}`, list(firstOf(found.map(line), limits.items)))];
  });
  return firstOf(blocks, limits.items).join("\n");
}

function warnings(messages: Messages, report: Report, limits: Limits): string {
  const { labels } = messages;
  const shown = report.warnings.slice(0, limits.items).map((note) => prose(messages.note(note.code, note.facts)));
  if (shown.length === 0) return "";
  const left = report.warnings.length - shown.length;
  const more = left > 0 ? [html(labels.moreWarnings(left))] : [];
  return `<p><b>⚠️ ${html(labels.warnings)}</b></p>\n${list([...shown, ...more])}`;
}

function undo({ labels }: Messages, report: Report, context: RunContext, limits: Limits): string {
  const receipt = receiptToShow(report, context);
  if (receipt === undefined) return "";
  const step = undoStep(receipt, context);
  const body =
    receipt.length <= limits.receipt
      ? `<p>${html(labels.undoHow)}</p>\n${pre(step)}`
      : `<p>${prose(labels.undoTooLarge)}</p>`;
  return details(labels.undo, body);
}

/** Who, when, why: the same for every run. */
function record({ labels }: Messages, report: Report, context: RunContext): string {
  const { actor, runUrl, workflow, job, reason, site } = context;
  const run = [workflow, job].filter((part) => part !== undefined).join(" / ");
  return table([
    ...(actor === undefined ? [] : [[labels.by, code(actor)] as const]),
    ...(runUrl === undefined ? [] : [[labels.run, link(runUrl, run === "" ? runUrl : run)] as const]),
    ...(reason === undefined ? [] : [[labels.reason, html(reason, 500)] as const]),
    ...(site === undefined || site === "public" ? [] : [[labels.site, code(site)] as const]),
    [labels.time, `${html(report.startedAt)} – ${html(report.endedAt)}`],
  ]);
}

function link(url: string, text: string): string {
  return /^https?:\/\//.test(url) ? `<a href="${attribute(url)}">${html(text)}</a>` : code(url);
}

function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</ul>`;
}

function details(title: string, body: string): string {
  return `<details><summary>${html(title)}</summary>\n${body}\n</details>`;
}

function firstOf(items: readonly string[], max: number): readonly string[] {
  return items.length <= max ? items : [...items.slice(0, max), `… +${items.length - max}`];
}
