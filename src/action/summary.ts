/** The job summary: the verdict first. */
import type { Report } from "../usage-plan/types.ts";
import type { RunContext } from "./context.ts";
import { warnAside } from "./log.ts";
import type { Messages } from "./messages/catalog.ts";
import { renderReport } from "./report-html.ts";
import type { Toolkit } from "./toolkit.ts";

/** GitHub takes 1 MiB per step and drops what is larger altogether. */
const MAX_BYTES = 1_000_000;

/** Never throws: a summary that cannot be written is a warning. */
export function writeSummary(toolkit: Toolkit, messages: Messages, report: Report, context: RunContext): void {
  try {
    toolkit.appendSummary(renderReport(messages, report, context, MAX_BYTES));
  } catch (error) {
    warnAside(toolkit, messages, "summary", error);
  }
}
