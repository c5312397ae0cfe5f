/** The log of the step: notes as they happen, then one line per target, then the problems and what to do. */
import type { Note, NoteCode, Outcome, Report, Tell } from "../usage-plan/types.ts";
import { createAnnotation } from "./annotation.ts";
import type { RunContext } from "./context.ts";
import { plain, visibleJson } from "./escape.ts";
import type { Messages } from "./messages/catalog.ts";
import { headlineOf, label, path, receiptToShow, troublesOf, verdictOf } from "./render.ts";
import type { Toolkit } from "./toolkit.ts";

/** Where a step's words go, in which language, and whose step it is. */
export interface Reporting {
  readonly toolkit: Toolkit;
  readonly messages: Messages;
  readonly context: RunContext;
}

export interface Log {
  readonly tell: Tell;
  /** The last lines of a report without secrets. Makes the step red (`setFailed`, once) if the report is. */
  finish(report: Report): void;
}

/** From here on targets are listed in a folded group, and what happens to each goes to the debug log. */
const MANY_TARGETS = 20;
/** The same for a run that did not say how many targets it has. */
const MANY_LINES = 300;
/** GitHub shows 10 warning annotations of a step; the rest is lost, so the rest becomes lines. */
const MAX_WARNINGS = 9;
const MAX_TARGETS_OF_A_PROBLEM = 10;

/** What is told of single targets: of a thousand of them, a flood. */
const OF_ONE_TARGET: ReadonlySet<NoteCode> = new Set<NoteCode>([
  "observed",
  "writing",
  "accepted",
  "still-there",
  "verified",
  "affected-keys",
  "default-plan",
  "keys-would-move",
  "keys-moved",
  "unverified",
  "key-restored",
  "key-would-restore",
]);

export function createLog(reporting: Reporting): Log {
  const { toolkit, messages, context } = reporting;
  let many = false;
  let lines = 0;
  let warnings = 0;
  let retried: string | undefined;

  const tell: Tell = (note) => {
    const ofOneTarget = OF_ONE_TARGET.has(note.code);
    // Thousands of lines that nobody gets to see are not even put together.
    if (ofOneTarget && note.level === "info" && isFlood() && !toolkit.isDebug) return;
    // A server's words: secrets out first, then cut and made visible by `messages`.
    const told = toolkit.redact(note);
    if (told.code === "targets" && told.facts.list.length > MANY_TARGETS) {
      many = true;
      const { count, list } = told.facts;
      group(toolkit, messages.note({ code: "targets", facts: { count, list: [] } }), list);
      return;
    }
    say(told.level, messages.note(told.code === "retrying" ? once(told) : told), ofOneTarget);
  };

  /** The path of a request that is tried again and again is said once. */
  const once = (note: Extract<Note, { code: "retrying" }>): Note => {
    const { operation } = note.facts;
    const again = operation === retried;
    retried = operation;
    return again ? { ...note, facts: { ...note.facts, operation: "" } } : note;
  };

  const isFlood = (): boolean => many || lines >= MANY_LINES;

  const say = (level: Note["level"], text: string, ofOneTarget: boolean): void => {
    if (level === "warning") {
      warnings += 1;
      if (warnings <= MAX_WARNINGS) toolkit.warning(text, { title: messages.labels.title });
      else toolkit.info(`${messages.labels.warnings}: ${text}`);
    } else if (level === "debug" || (ofOneTarget && isFlood())) toolkit.debug(text);
    else {
      lines += 1;
      toolkit.info(text);
    }
  };

  sayServer(messages, context, say);
  return {
    tell,
    finish(report) {
      if (report.outcomes.length > 1) {
        const verdicts = report.outcomes.map((outcome) => verdictLine(messages, outcome));
        if (verdicts.length <= MANY_TARGETS) for (const line of verdicts) toolkit.info(line);
        else group(toolkit, messages.labels.targets(verdicts.length), verdicts);
      }
      const headline = plain(headlineOf(messages, report, context, { named: label, undo: "summary" }), 600);
      toolkit.info(headline);
      const receipt = receiptToShow(report, context);
      if (receipt !== undefined) toolkit.info(`${messages.labels.receipt}: ${visibleJson(receipt)}`);
      fail(reporting, report, headline);
    },
  };
}

/** A warning about something of ours that failed on the side: what was done stays as it is. */
export function warnAside(
  { toolkit, messages: { labels } }: Reporting,
  what: "summary" | "file" | "state",
  error: unknown,
): void {
  toolkit.warning(labels.sideFailure(what, wordsOf(toolkit, error)), { title: labels.title });
}

/** The message of an error, on one line. Secrets go out before it is cut. */
export function wordsOf(toolkit: Toolkit, error: unknown): string {
  return plain(toolkit.redact(error instanceof Error ? error.message : String(error)));
}

/** Which server is asked: a rehearsal's `api-url` that was left in place must not look like the real thing. */
function sayServer(
  { labels }: Messages,
  { server }: RunContext,
  say: (level: Note["level"], text: string, ofOneTarget: boolean) => void,
): void {
  if (server === undefined) return;
  const origin = plain(server.origin);
  if (server.isNcp) say("info", `${labels.server}: ${origin} (${server.site})`, false);
  else say("warning", labels.otherServer(origin), false);
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
function fail({ toolkit, messages, context }: Reporting, report: Report, headline: string): void {
  if (!report.red) return;
  const several = report.outcomes.length > 1;
  const lead = rollbackLines(messages, context);
  const annotations = troublesOf(report).map(({ problem, outcomes }, at) =>
    createAnnotation(messages, problem, context, at === 0 ? lead : [], several ? targetLines(messages, outcomes) : []),
  );
  const [first, ...others] = annotations;
  if (first === undefined) return;
  for (const { full } of others) toolkit.info(`\n${full}`);
  if (first.full !== first.short) toolkit.info(`\n${first.full}`);
  toolkit.setFailed(first.short, { title: headline });
}

/** A rollback that failed is loud: it has the manual way, since nobody looks into the main step now. */
function rollbackLines(messages: Messages, context: RunContext): string[] {
  if (context.rollback === undefined) return [];
  const { what, fix } = messages.problem({ code: "rollback-failed", facts: {} });
  return [what, `${messages.labels.fix}:`, ...fix.map((line) => `  - ${line}`)];
}

function targetLines(messages: Messages, outcomes: readonly Outcome[]): string[] {
  const shown = outcomes.slice(0, MAX_TARGETS_OF_A_PROBLEM).map((outcome) => verdictLine(messages, outcome));
  return outcomes.length > shown.length ? [...shown, messages.labels.moreRows(outcomes.length - shown.length)] : shown;
}
