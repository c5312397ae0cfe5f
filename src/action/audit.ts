/** A comment with the record on an issue of the repository. Rare: Octokit is loaded only here. */
import type { Env } from "../ncloud/ports.ts";
import type { Report } from "../usage-plan/types.ts";
import type { RunContext } from "./context.ts";
import { html, plain } from "./escape.ts";
import type { Messages } from "./messages/catalog.ts";
import { renderReport } from "./report-html.ts";
import type { Toolkit } from "./toolkit.ts";

export interface AuditTarget {
  readonly token: string;
  readonly issue: number;
}

/** The comment must not hold up a release: what it has not said by then stays in the summary. */
const LIMIT_MS = 10_000;
/** GitHub takes 65,536 characters; four bytes are the longest character. */
const MAX_BYTES = 60_000;

/** Never rejects: a comment that cannot be left is a warning. Takes at most `limitMs` milliseconds. */
export async function leaveComment(
  toolkit: Toolkit,
  messages: Messages,
  report: Report,
  context: RunContext,
  { token, issue }: AuditTarget,
  env: Env,
  limitMs = LIMIT_MS,
): Promise<void> {
  try {
    const [owner, repo] = (context.repository ?? "").split("/");
    if (owner === undefined || repo === undefined) throw new Error("GITHUB_REPOSITORY is not set");
    const title = `<p><b>${html(messages.labels.audit)}</b></p>\n\n`;
    const body = toolkit.redact(
      title + renderReport(messages, toolkit.redact(report), toolkit.redact(context), MAX_BYTES),
    );
    const { getOctokit } = await import(/* webpackChunkName: "github" */ "@actions/github");
    const baseUrl = env["GITHUB_API_URL"];
    const octokit = getOctokit(token, baseUrl === undefined || baseUrl === "" ? {} : { baseUrl });
    const signal = AbortSignal.timeout(limitMs);
    await octokit.rest.issues.createComment({ owner, repo, issue_number: issue, body, request: { signal } });
  } catch (error) {
    const words = plain(toolkit.redact(error instanceof Error ? error.message : String(error)));
    toolkit.warning(messages.labels.sideFailure("comment", words), { title: messages.labels.title });
  }
}
