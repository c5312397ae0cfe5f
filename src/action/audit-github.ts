/**
 * The part of GitHub's API that the comment uses: Octokit over this action's own way to the network, so that the same
 * rules hold for both sides: certificates, proxies, redirects, limits. Loaded only for a comment.
 */
import { getOctokit } from "@actions/github";
import { NetworkError } from "../ncloud/errors.ts";
import { retryAfterMs } from "../ncloud/http-date.ts";
import type { Clock, HttpReply, Method, Transport } from "../ncloud/ports.ts";

/** Why there is no comment, each with words of its own. */
export type CommentFault =
  | "no-repository" // GITHUB_REPOSITORY is not set
  | "address" // GITHUB_API_URL is not an https URL
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "gone"
  | "rate-limited"
  | "rejected" // any other 4xx
  | "server-error"
  | "moved" // any redirect: a transferred issue, a renamed repository, a login page
  | "not-github" // a success that no GitHub would answer with
  | "certificate"
  | "unreachable" // nothing was sent
  | "lost" // sent, and no reply: it may be there
  | "late"
  | "unexpected";

export interface CommentFacts {
  readonly status?: number;
  /** What the other side said, or the layer below. May hold anything. */
  readonly words?: string;
  /** Where a redirect leads. */
  readonly place?: string;
}

/** A sentence for each, in one language. */
export type CommentWords = { readonly [F in CommentFault]: (facts: Required<CommentFacts>) => string };

export class CommentError extends Error {
  override readonly name = "CommentError";
  readonly fault: CommentFault;
  readonly facts: CommentFacts;
  /** When it is worth a repeat. */
  readonly againMs: number | undefined;

  constructor(fault: CommentFault, facts: CommentFacts = {}, againMs?: number) {
    super(fault);
    this.fault = fault;
    this.facts = facts;
    this.againMs = againMs;
  }
}

export interface Comments {
  /** The id of a comment of the same author as ours would have, which begins with `head`. */
  find(head: string): Promise<number | undefined>;
  add(body: string): Promise<void>;
  update(id: number, body: string): Promise<void>;
}

export interface GitHubOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Scheme, host and path of the API, without a trailing slash. */
  readonly baseUrl: string;
  readonly token: string;
  readonly owner: string;
  readonly repo: string;
  readonly issue: number;
  /** Milliseconds for everything. */
  readonly limitMs: number;
}

/** Without `Retry-After`: what a server error is given, and what GitHub's documentation asks for at its rate limits. */
const SERVER_ERROR_MS = 1_000;
const RATE_LIMIT_MS = 60_000;
const PER_PAGE = 100;
/** Later comments than these are not looked through. */
const MAX_PAGES = 10;

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** All that GitHub answers is looked at as `unknown`: it may be a proxy or a login page. */
type Row = { readonly [name: string]: unknown };
const rowOf = (value: unknown): Row => (typeof value === "object" && value !== null ? (value as Row) : {});

export function commentsOn(options: GitHubOptions): Comments {
  const { transport, clock, baseUrl, token, owner, repo, issue } = options;
  const ends = clock.monotonic() + options.limitMs;
  const leftMs = (): number => Math.max(0, Math.floor(ends - clock.monotonic()));
  const never = new AbortController().signal;

  const fetch = async (url: string, init: { method: Method; headers: Record<string, string>; body?: string }) => {
    const { pathname, search } = new URL(url);
    const { method, headers, body } = init;
    const request = { method, target: pathname + search, headers, ...(body === undefined ? {} : { body }) };
    const reply = await transport.send(request, { timeoutMs: leftMs(), signal: never });
    return { status: reply.status, url, headers: headersOf(reply), text: async () => reply.body };
  };
  // A log of its own: Octokit's prints what a reply holds as it is, and a runner would obey it.
  const octokit = getOctokit(token, { baseUrl, log: SILENT, request: { fetch } });

  async function ask(route: string, more: Readonly<Record<string, unknown>> = {}): Promise<Reply> {
    const parameters = { owner, repo, issue_number: issue, ...more };
    const attempt = async (): Promise<Reply> => {
      try {
        return whole(await octokit.request(route, parameters));
      } catch (error) {
        throw errorOf(error, clock);
      }
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof CommentError) || error.againMs === undefined || error.againMs >= leftMs()) throw error;
      await clock.sleep(error.againMs);
      return await attempt();
    }
  }

  /** Who the token is. An app's may not ask; its comments are those of a bot, which no passer-by is. */
  async function isOurs(author: Row): Promise<boolean> {
    if (author["type"] === "Bot") return true;
    const self = await ask("GET /user").catch(() => undefined);
    const login = rowOf(self?.data)["login"];
    return typeof login === "string" && login === author["login"];
  }

  return {
    async find(head) {
      for (let page = 1; page <= MAX_PAGES; page++) {
        const place = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
        const { data } = await ask(place, { per_page: PER_PAGE, page });
        const rows = Array.isArray(data) ? data.map(rowOf) : [];
        for (const { id, body, user } of rows) {
          if (typeof id !== "number" || typeof body !== "string" || !body.startsWith(head)) continue;
          if (await isOurs(rowOf(user))) return id;
        }
        if (rows.length < PER_PAGE) return undefined;
      }
      return undefined;
    },
    async add(body) {
      accepted(await ask("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { body }), 201);
    },
    async update(id, body) {
      accepted(await ask("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: id, body }), 200);
    },
  };
}

/** Octokit reads JSON where a reply says that it is some, and text everywhere else. */
function headersOf({ headers }: HttpReply): Map<string, string> {
  const json = /\bjson\b/.test(headers["content-type"] ?? "");
  const { "content-type": _, ...others } = headers;
  return new Map(Object.entries({ ...others, ...(json ? { "content-type": "application/json" } : {}) }));
}

function whole(reply: Reply): Reply {
  if (reply.status < 300) return reply;
  const { location } = reply.headers;
  throw new CommentError("moved", {
    status: reply.status,
    ...(typeof location === "string" ? { place: location } : {}),
  });
}

/** A comment is there when GitHub names it. Anything else with a 2xx is somebody else's page. */
function accepted({ status, data }: Reply, expected: number): void {
  if (status !== expected || typeof rowOf(data)["id"] !== "number") throw new CommentError("not-github", { status });
}

function errorOf(error: unknown, clock: Clock): CommentError {
  if (error instanceof CommentError) return error;
  const { status, response, cause, message } = error as {
    readonly status?: number;
    readonly response?: Reply;
    readonly cause?: unknown;
    readonly message?: string;
  };
  if (cause instanceof NetworkError) return networkError(cause);
  if (status === undefined || response === undefined) {
    return new CommentError("unexpected", message === undefined ? {} : { words: message });
  }
  const header = (name: string): string | undefined => {
    const value = response.headers[name];
    return typeof value === "string" ? value : undefined;
  };
  // A text is somebody's page, which is not worth a line of the log.
  const words = rowOf(response.data)["message"];
  const facts: CommentFacts = { status, ...(typeof words === "string" ? { words } : {}) };
  const asked = retryAfterMs(header("retry-after"), clock.now());
  if (status === 429 || (status === 403 && isLimit(asked, header("x-ratelimit-remaining"), facts.words))) {
    const resetMs = Number(header("x-ratelimit-reset") ?? Number.NaN) * 1000 - clock.now();
    const waitMs = header("x-ratelimit-remaining") === "0" && resetMs > 0 ? resetMs : RATE_LIMIT_MS;
    return new CommentError("rate-limited", facts, asked ?? waitMs);
  }
  if (status >= 500) return new CommentError("server-error", facts, asked ?? SERVER_ERROR_MS);
  return new CommentError(REFUSALS.get(status) ?? "rejected", facts);
}

const REFUSALS: ReadonlyMap<number, CommentFault> = new Map([
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not-found"],
  [410, "gone"],
]);

/** GitHub says 403 for a missing permission and for its limits, the secondary ones in words alone. */
function isLimit(askedMs: number | undefined, remaining: string | undefined, words: string | undefined): boolean {
  return askedMs !== undefined || remaining === "0" || /\brate limit\b/i.test(words ?? "");
}

function networkError(error: NetworkError): CommentError {
  const { sent, reason } = error;
  const { cause } = error;
  const words = cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
  if (reason === "timeout" || reason === "aborted") return new CommentError("late", { words });
  if (reason === "tls") return new CommentError("certificate", { words });
  // What was sent may have landed, and a second one would be a second comment.
  if (sent) return new CommentError("lost", { words });
  return new CommentError("unreachable", { words }, SERVER_ERROR_MS);
}
