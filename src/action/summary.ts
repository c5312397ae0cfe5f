/** The job summary: the verdict first. */
import type { Report } from "../usage-plan/types.ts";
import { type Reporting, warnAside } from "./log.ts";
import { renderReport } from "./report-html.ts";

/** GitHub takes 1 MiB per step and drops what is larger altogether. */
const MAX_BYTES = 1_000_000;

/** Never throws: a summary that cannot be written is a warning. */
export function writeSummary(reporting: Reporting, report: Report): void {
  const { toolkit, messages, context } = reporting;
  try {
    toolkit.appendSummary(renderReport(messages, report, context, MAX_BYTES));
  } catch (error) {
    warnAside(reporting, "summary", error);
  }
}
