/** A comment with the record on an issue of the repository. Rare: Octokit is loaded only here. */
import type { Report } from "../usage-plan/types.ts";
import type { RunContext } from "./context.ts";
import type { Messages } from "./messages/catalog.ts";
import type { Env, Toolkit } from "./toolkit.ts";

export interface AuditTarget {
  readonly token: string;
  readonly issue: number;
}

/** Never rejects: a comment that cannot be left is a warning. Takes at most 10 seconds. */
export async function leaveComment(
  _toolkit: Toolkit,
  _messages: Messages,
  _report: Report,
  _context: RunContext,
  _target: AuditTarget,
  _env: Env,
): Promise<void> {}
