/** A problem as text: fact, usual causes, fix, link, details. */
import type { Problem } from "../usage-plan/types.ts";
import type { RunContext } from "./context.ts";
import { cut, plain } from "./escape.ts";
import type { Messages } from "./messages/catalog.ts";
import { explain } from "./render.ts";

/** GitHub cuts an annotation after 4,096 characters, in the log as well (actions/runner, ExecutionContext.cs). */
const MAX_LENGTH = 4_000;
/** Of one line, where not everything fits. */
const MAX_CUT_LINE = 800;

export interface Annotation {
  /** Everything, for the log. */
  readonly full: string;
  /** What fits into an annotation: whole lines, what matters most first. */
  readonly short: string;
}

interface Part {
  readonly lines: readonly string[];
  /** The heading that stands above them, where any of them fits. */
  readonly title?: string;
}

/**
 * @param lead what stands above the fact and is never left out
 * @param targets the targets that it hit
 */
export function createAnnotation(
  messages: Messages,
  problem: Problem,
  context: RunContext,
  lead: readonly string[] = [],
  targets: readonly string[] = [],
): Annotation {
  const { labels } = messages;
  const { what, why, fix, page } = explain(messages, problem, context);
  const items = (lines: readonly string[]): string[] => lines.map((line) => `  - ${line}`);
  const parts = {
    lead: { lines: lead },
    targets: { lines: targets },
    what: { lines: [what] },
    why: { title: `${labels.why}:`, lines: items(why) },
    fix: { title: `${labels.fix}:`, lines: items(fix) },
    more: { lines: [`${labels.more}: ${page}`] },
    details: {
      title: `${labels.details}:`,
      lines: items(problem.causes.map((cause) => plain(messages.cause(cause), 500))),
    },
  } satisfies Record<string, Part>;

  const full = textOf(Object.values(parts));
  if (full.length <= MAX_LENGTH) return { full, short: full };
  // By weight: the fact and the fix come before their causes, and the list of targets almost last.
  let room = MAX_LENGTH - labels.moreInLog.length - 1;
  const kept = new Map<Part, Part>();
  for (const part of [parts.lead, parts.what, parts.more, parts.fix, parts.why, parts.targets, parts.details]) {
    const fitted = fitInto({ ...part, lines: part.lines.map((line) => cut(line, MAX_CUT_LINE)) }, room);
    room -= fitted.length;
    kept.set(part, fitted.part);
  }
  const short = textOf([...Object.values(parts).map((part) => kept.get(part) ?? part), { lines: [labels.moreInLog] }]);
  return { full, short };
}

function textOf(parts: readonly Part[]): string {
  return parts
    .flatMap(({ title, lines }) => (lines.length === 0 || title === undefined ? lines : [title, ...lines]))
    .join("\n");
}

/** As many of a part's first lines as there is room for, each with its line break. */
function fitInto({ title, lines }: Part, room: number): { readonly part: Part; readonly length: number } {
  let length = title === undefined ? 0 : title.length + 1;
  const kept: string[] = [];
  for (const line of lines) {
    if (length + line.length + 1 > room) break;
    length += line.length + 1;
    kept.push(line);
  }
  return { part: { ...(title !== undefined && { title }), lines: kept }, length: kept.length === 0 ? 0 : length };
}
