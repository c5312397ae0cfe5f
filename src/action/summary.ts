/** The job summary: the verdict first. */
import type { Report } from "../usage-plan/types.ts";
import type { RunContext } from "./context.ts";
import type { Messages } from "./messages/catalog.ts";
import type { Toolkit } from "./toolkit.ts";

/** Never rejects: a summary that cannot be written is a warning. */
export async function writeSummary(
  _toolkit: Toolkit,
  _messages: Messages,
  _report: Report,
  _context: RunContext,
): Promise<void> {}
