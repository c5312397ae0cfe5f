/** The log of the step: notes as they happen, then one line per target, then the problems and what to do. */
import type { Note, NoteCode, Outcome, Problem, Report, Tell } from "../usage-plan/types.ts";
import { isRed } from "../usage-plan/verdicts.ts";
import { type RunContext, readRunContext } from "./context.ts";
import { plain, visibleJson } from "./escape.ts";
import type { Messages } from "./messages/catalog.ts";
import { headlineOf, path, troublesOf, verdictOf } from "./render.ts";
import type { Toolkit } from "./toolkit.ts";

export interface Log {
  readonly tell: Tell;
  /** The last lines. Makes the step red (`setFailed`, once) if the report is. */
  finish(report: Report): void;
}

/** From here on targets are listed in a folded group, and what happens to each goes to the debug log. */
const MANY_TARGETS = 20;
/** The same for a run that did not say how many targets it has. */
const MANY_LINES = 300;
/** GitHub shows 10 warning annotations of a step; the rest is lost, so the rest becomes lines. */
const MAX_WARNINGS = 9;
const MAX_CAUSES = 8;
const MAX_TARGETS_OF_A_PROBLEM = 10;
/** An annotation holds 64 KiB. */
const MAX_RECEIPT = 30_000;

/** What is told of single targets: of a thousand of them, a flood. */
const OF_ONE_TARGET: ReadonlySet<NoteCode> = new Set<NoteCode>([
  "observed",
  "writing",
  "accepted",
  "still-there",
  "verified",
  "affected-keys",
  "unverified",
  "key-restored",
  "key-would-restore",
]);

export function createLog(toolkit: Toolkit, messages: Messages, context: RunContext = readRunContext({})): Log {
  let many = false;
  let lines = 0;
  let warnings = 0;

  const tell: Tell = (note) => {
    const ofOneTarget = OF_ONE_TARGET.has(note.code);
    // Thousands of lines that nobody gets to see are not even put together.
    if (ofOneTarget && note.level === "info" && isFlood() && !toolkit.isDebug) return;
    // A server's words: secrets out first, then cut and made visible by `messages`.
    const { code, level, facts } = toolkit.redact(note);
    if (code === "targets" && (facts.list?.length ?? 0) > MANY_TARGETS) {
      many = true;
      group(toolkit, messages.note(code, { count: facts.count ?? 0 }), facts.list ?? []);
      return;
    }
    say(level, messages.note(code, facts), ofOneTarget);
  };

  const isFlood = (): boolean => many || lines >= MANY_LINES;

  const say = (level: Note["level"], text: string, ofOneTarget: boolean): void => {
    if (level === "warning") {
      warnings += 1;
      if (warnings <= MAX_WARNINGS) toolkit.warning(text);
      else toolkit.info(`${messages.labels.warnings}: ${text}`);
    } else if (level === "debug" || (ofOneTarget && isFlood())) toolkit.debug(text);
    else {
      lines += 1;
      toolkit.info(text);
    }
  };

  return {
    tell,
    finish(given) {
      const report = toolkit.redact(given);
      if (report.outcomes.length > 1) {
        const verdicts = report.outcomes.map((outcome) => verdictLine(messages, outcome));
        if (verdicts.length <= MANY_TARGETS) for (const line of verdicts) toolkit.info(line);
        else group(toolkit, messages.labels.targets(verdicts.length), verdicts);
      }
      const headline = headlineOf(messages, report, context);
      const only = report.outcomes.length === 1 ? report.outcomes[0] : undefined;
      toolkit.info(only === undefined ? headline : `${headline} ${plain(path(only.target), 600)}`);
      fail(toolkit, messages, report, context);
    },
  };
}

function verdictLine(messages: Messages, outcome: Outcome): string {
  return `${verdictOf(messages, outcome)}: ${plain(path(outcome.target), 600)}`;
}

function group(toolkit: Toolkit, title: string, lines: readonly string[]): void {
  toolkit.startGroup(title);
  // In one write: a thousand of them cost as much time as a round trip.
  toolkit.info(lines.map((line) => `  ${plain(line, 600)}`).join("\n"));
  toolkit.endGroup();
}

/** One annotation for the whole step. With several problems the log has the others before it. */
function fail(toolkit: Toolkit, messages: Messages, report: Report, context: RunContext): void {
  const red = report.outcomes.filter(isRed).length;
  const blocks = troublesOf(report).map(({ problem, outcomes }) => [
    ...(red > 1 ? targetLines(messages, outcomes) : []),
    ...problemLines(messages, problem, context),
  ]);
  const [first, ...others] = blocks;
  if (first === undefined) return;
  for (const block of others) toolkit.info(`\n${block.join("\n")}`);
  const count = red > 1 ? [messages.labels.redTargets(red, report.outcomes.length)] : [];
  toolkit.setFailed([...rollbackLines(messages, context), ...count, ...first].join("\n"));
}

/** A rollback that failed is loud: it has the manual way, and the receipt, since nobody looks into the main step now. */
function rollbackLines(messages: Messages, context: RunContext): string[] {
  if (context.rollback === undefined) return [];
  const { what, fix } = messages.problem({ code: "rollback-failed", facts: {} });
  const receipt = visibleJson(context.rollback.receipt);
  const shown = receipt.length <= MAX_RECEIPT ? receipt : messages.labels.undoTooLarge;
  return [what, ...fix.map((line) => `  - ${line}`), `receipt: ${shown}`];
}

function targetLines(messages: Messages, outcomes: readonly Outcome[]): string[] {
  const shown = outcomes.slice(0, MAX_TARGETS_OF_A_PROBLEM).map((outcome) => verdictLine(messages, outcome));
  return outcomes.length > shown.length ? [...shown, messages.labels.moreRows(outcomes.length - shown.length)] : shown;
}

/** Fact, usual causes, fix, link, details. */
export function problemLines(messages: Messages, problem: Problem, context: RunContext): string[] {
  const { labels } = messages;
  const { what, why, fix } = messages.problem(problem);
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`${title}:`, ...items.map((item) => `  - ${item}`)];
  return [
    what,
    ...list(labels.why, why),
    ...list(labels.fix, fix),
    `${labels.more}: ${context.troubleshooting}#${problem.code}`,
    ...list(
      labels.details,
      problem.causes.slice(0, MAX_CAUSES).map((cause) => plain(cause, 500)),
    ),
  ];
}
