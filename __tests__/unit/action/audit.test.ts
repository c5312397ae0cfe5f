/** The comment on an issue, over a real socket: a small server stands for GitHub's API. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { leaveComment } from "../../../src/action/audit.ts";
import { readRunContext } from "../../../src/action/context.ts";
import { en } from "../../../src/action/messages/en.ts";
import { createMessages } from "../../../src/action/messages/index.ts";
import { FRAGILE_SECRET, inputsOf, kit, outcome, RUNNER, report } from "./support.ts";

const messages = createMessages(en);
const TOKEN = "ghs_tokenTOKEN0123456789";

interface Request {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

let server: Server;
let requests: Request[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  requests = [];
  answer = (_, response) => {
    response.writeHead(201, { "content-type": "application/json" }).end('{"id":1}');
  };
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    requests.push({
      line: `${request.method} ${request.url}`,
      authorization: request.headers.authorization,
      body: Buffer.concat(chunks).toString(),
    });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function comment(given = report({ outcomes: [outcome("detached")] }), limitMs?: number, env = {}) {
  const { port } = server.address() as AddressInfo;
  const full = {
    ...RUNNER,
    GITHUB_API_URL: `http://127.0.0.1:${port}`,
    ...inputsOf({ "github-token": TOKEN }),
    ...env,
  };
  const kept = kit(full);
  await leaveComment(kept.toolkit, messages, given, readRunContext(full), { token: TOKEN, issue: 7 }, full, limitMs);
  return kept;
}

test("is the summary's text, on the issue of this repository, with the token", async () => {
  const { warnings } = await comment();
  expect(warnings).toEqual([]);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    line: "POST /repos/acme/shop/issues/7/comments",
    authorization: `token ${TOKEN}`,
  });
  const { body } = JSON.parse(requests[0]?.body ?? "");
  expect(body).toMatch(/^<p><b>Usage plan record<\/b><\/p>\n\n<h3>✅ Gold <code>plan000001<\/code> is off prod/);
  expect(body).toContain("Gold <code>plan000001</code>");
});

test("fits into what GitHub takes, and has no secret", async () => {
  const plan = { id: "plan000001", name: `${"가나다".repeat(30)}${FRAGILE_SECRET}` };
  const outcomes = Array.from({ length: 5000 }, (_, at) =>
    outcome("detached", { target: { product: plan, api: plan, stage: { ...plan, id: `s${at}` }, plan } }),
  );
  await comment(
    report({ outcomes, receipt: "x".repeat(100_000) }),
    undefined,
    inputsOf({ "secret-key": FRAGILE_SECRET }),
  );
  const { body } = JSON.parse(requests[0]?.body ?? "");
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(Buffer.byteLength(body)).toBeGreaterThan(10_000);
  expect(body).not.toMatch(/SEC(_|&#95;)RET|23456789/);
});

test.each([
  [403, "Resource not accessible by integration"],
  [404, "Not Found"],
  [410, "Issues are disabled for this repo"],
  [500, "oops"],
])("a refusal (%i) is a warning that says which permission it takes", async (status, message) => {
  answer = (_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
  };
  const { warnings, failures, all } = await comment();
  expect(failures).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining(message)]);
  expect(warnings[0]).toContain("issues: write");
  expect(all.join("\n")).not.toContain(TOKEN);
});

test("a server that does not answer holds nothing up", async () => {
  answer = () => undefined;
  const { warnings } = await comment(undefined, 200);
  expect(requests).toHaveLength(1);
  expect(warnings).toHaveLength(1);
});

test("without a repository there is nothing to comment on", async () => {
  const { warnings } = await comment(undefined, undefined, { GITHUB_REPOSITORY: "" });
  expect(warnings).toEqual([expect.stringContaining("GITHUB_REPOSITORY is not set")]);
  expect(requests).toEqual([]);
});
