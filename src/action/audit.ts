/** A comment with the record on an issue of the repository. */
import { createHash } from "node:crypto";
import { type Endpoint, isLoopback } from "../ncloud/endpoint.ts";
import type { Clock, Env, Transport } from "../ncloud/ports.ts";
import { type Report, writesNothing } from "../usage-plan/types.ts";
import type { CommentError, CommentFacts, CommentFault } from "./audit-github.ts";
import { html, plain } from "./escape.ts";
import type { Config } from "./inputs.ts";
import type { Reporting } from "./log.ts";
import { renderReport } from "./report-html.ts";

/** What a comment needs of the step that leaves it. */
export interface Commenting extends Reporting {
  readonly host: {
    readonly env: Env;
    readonly clock: Clock;
    connect(to: Endpoint): Transport & { close(): void };
  };
  readonly config: Config;
}

/** A comment must not hold up a release: what it has not said by then stands in the summary. */
const MAX_MS = 10_000;
/** A run at its limit, or a cancelled one, may take this much more for it. */
const MORE_MS = 1_000;
/** GitHub takes 65,536 characters; four bytes are the longest character. */
const MAX_BYTES = 60_000;

/**
 * Does nothing unless it was asked for. Never rejects: a comment that cannot be left is a warning.
 *
 * @param leftMs milliseconds of the run's time limit that are left
 */
export async function leaveComment(step: Commenting, report: Report, leftMs: number): Promise<void> {
  const { host, toolkit, messages, config, context } = step;
  const { githubToken: token, auditIssue: issue } = config;
  if (token === undefined || issue === undefined) return;
  const warn = (fault: CommentFault, { status, words, place }: CommentFacts = {}): void => {
    const shown = (text: string | undefined): string => (text === undefined ? "" : plain(toolkit.redact(text)));
    const why = messages.labels.commentFault[fault]({ status: status ?? 0, words: shown(words), place: shown(place) });
    toolkit.warning(messages.labels.commentFailed(issue, why), { title: messages.labels.title });
  };
  const [owner = "", repo = ""] = (context.repository ?? "").split("/");
  if (owner === "" || repo === "") return warn("no-repository");
  const baseUrl = apiOf(host.env);
  if (baseUrl === undefined) return warn("address");
  const transport = host.connect({ origin: new URL(baseUrl).origin });
  try {
    const { commentsOn } = await import(/* webpackChunkName: "github" */ "./audit-github.ts");
    const limitMs = Math.min(MAX_MS, leftMs + MORE_MS);
    const comments = commentsOn({ transport, clock: host.clock, baseUrl, token, owner, repo, issue, limitMs });
    const head = headOf(step);
    const former = head === "" ? undefined : await comments.find(head).catch(() => undefined);
    const body = head + bodyOf(step, report);
    if (former === undefined) await comments.add(body);
    else await comments.update(former, body);
  } catch (error) {
    const { name, fault, facts, message } = error as CommentError;
    if (name === "CommentError") warn(fault, facts);
    else warn("unexpected", { words: message });
  } finally {
    transport.close();
  }
}

/** https, or http to this machine alone: the token goes with the request. */
function apiOf(env: Env): string | undefined {
  const text = env["GITHUB_API_URL"] || "https://api.github.com";
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, origin, pathname, username, password } = new URL(text);
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) return undefined;
  return username === "" && password === "" ? origin + pathname.replace(/\/+$/, "") : undefined;
}

/**
 * The first line of what nothing was written for: a dry run's next record takes the place of its last one, as a pull
 * request wants it. It says which step of which job it is of, and for which targets; nobody sees it. A record of what
 * may have been written stays for good, and has no such line.
 */
function headOf({ host, config, context }: Commenting): string {
  if (!writesNothing(config)) return "";
  const of = [context.workflow, context.job, host.env["GITHUB_ACTION"], config.mode, config.selection];
  const digest = createHash("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 16);
  return `<!-- ncp-apigw-detach-usage-plan: nothing written, ${digest} -->\n`;
}

function bodyOf({ messages, context }: Commenting, report: Report): string {
  const title = `<p><b>${html(messages.labels.audit)}</b></p>\n\n`;
  const record = renderReport(messages, report, context, MAX_BYTES);
  return title + record;
}
