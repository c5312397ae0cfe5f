/** A stand-in for GitHub's API of comments, on loopback. It keeps what it got, and can be told to answer otherwise. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: string };
  readonly body: string;
}

export interface Received {
  /** Method and path. */
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface GitHub {
  readonly url: string;
  readonly received: readonly Received[];
  readonly comments: readonly Comment[];
}

export interface GitHubOptions {
  readonly comments?: readonly Comment[];
  /** Whose token it is: a bot's, as a job's, or a person's. */
  readonly author?: Comment["user"];
  /** What the first writes get instead of being carried out, one after the other. */
  readonly instead?: readonly ((response: ServerResponse) => void)[];
}

const COMMENTS = /^\/repos\/(?:example\/shop\/issues\/7|acme\/shop\/issues\/(?:7|42))\/comments$/;

export const BOT = { login: "github-actions[bot]", type: "Bot" } as const;

/** An answer for `instead`. */
export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/html" : "application/json; charset=utf-8";
  return (response: ServerResponse): void => {
    response.writeHead(status, { "content-type": type, ...headers }).end(text);
  };
}

/** Runs `test` while GitHub is there. */
export async function withGitHub<T>(options: GitHubOptions, test: (github: GitHub) => Promise<T>): Promise<T> {
  const received: Received[] = [];
  const comments: Comment[] = [...(options.comments ?? [])];
  const instead = [...(options.instead ?? [])];
  const user = options.author ?? BOT;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    const line = `${request.method} ${request.url}`;
    received.push({ line, authorization: request.headers.authorization, body });
    const [, method = "", path = "", query = ""] = /^(\w+) ([^?]*)\??(.*)$/.exec(line) ?? [];
    if (method === "GET" && path === "/user") {
      // As GitHub answers the token of an app.
      if (user.type === "Bot") return answer(403, { message: "Resource not accessible by integration" })(response);
      return answer(200, user)(response);
    }
    const list = COMMENTS.test(path);
    if (method === "GET" && list) {
      const asked = new URLSearchParams(query);
      const [size, page] = [Number(asked.get("per_page") ?? 30), Number(asked.get("page") ?? 1)];
      return answer(200, comments.slice((page - 1) * size, page * size))(response);
    }
    const other = instead.shift();
    if (other !== undefined) return other(response);
    const text = String((JSON.parse(body) as { body?: unknown }).body);
    if (method === "POST" && list) {
      const added = { id: 1000 + comments.length, user, body: text };
      comments.push(added);
      return answer(201, added)(response);
    }
    const id = Number(/^\/repos\/(?:example|acme)\/shop\/issues\/comments\/(\d+)$/.exec(path)?.[1]);
    const at = comments.findIndex((comment) => comment.id === id);
    const old = comments[at];
    if (method !== "PATCH" || old === undefined) return answer(404, { message: "Not Found" })(response);
    comments[at] = { ...old, body: text };
    answer(200, comments[at])(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await test({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, comments });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
