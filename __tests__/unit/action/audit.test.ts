/** The comment on an issue, over a real socket: a small server stands for GitHub's API. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { leaveComment } from "../../../src/action/audit.ts";
import { readConfig } from "../../../src/action/config.ts";
import { readRunContext } from "../../../src/action/context.ts";
import { en } from "../../../src/action/messages/en.ts";
import { createMessages } from "../../../src/action/messages/index.ts";
import { createTransport } from "../../../src/ncloud/transport.ts";
import { FRAGILE_SECRET, inputsOf, kit, outcome, RUNNER, report } from "./support.ts";

const messages = createMessages(en);
const TOKEN = "ghs_tokenTOKEN0123456789";

const GIVEN = {
  "product-id": "prod000001",
  "api-id": "api0000001",
  "stage-id": "stage00001",
  "usage-plan-id": "plan000001",
  "access-key": "ACCESSACCESS00000001",
  "secret-key": "made-up-secret-key-of-a-test-0000000001",
};

const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms: number) => void (await new Promise((resolve) => setTimeout(resolve, ms))),
};

interface Request {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

let server: Server;
let requests: Request[];

beforeEach(async () => {
  requests = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    requests.push({
      line: `${request.method} ${request.url}`,
      authorization: request.headers.authorization,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(201, { "content-type": "application/json" }).end('{"id":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function comment(given = report({ outcomes: [outcome("detached")] }), env = {}) {
  const { port } = server.address() as AddressInfo;
  const full = {
    ...RUNNER,
    ...inputsOf({ ...GIVEN, "github-token": TOKEN, "audit-issue": "7" }),
    GITHUB_API_URL: `http://127.0.0.1:${port}`,
    ...env,
  };
  const kept = kit(full);
  const config = readConfig(full);
  const step = {
    host: {
      env: full,
      clock,
      connect: ({ origin }: { readonly origin: string }) => createTransport({ origin, concurrency: 1 }),
    },
    toolkit: kept.toolkit,
    messages,
    config,
    context: kept.toolkit.redact(readRunContext(full, config)),
  };
  await leaveComment(step, kept.toolkit.redact(given), 1_500.25);
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
  await comment(report({ outcomes, receipt: "x".repeat(100_000) }), { GH_TOKEN: FRAGILE_SECRET });
  const { body } = JSON.parse(requests[0]?.body ?? "");
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(Buffer.byteLength(body)).toBeGreaterThan(10_000);
  expect(body).not.toMatch(/SEC(_|&#95;)RET|23456789/);
});

test("without a repository, or with an address that is none, nobody is asked", async () => {
  const { warnings } = await comment(undefined, { GITHUB_REPOSITORY: "" });
  expect(warnings).toEqual([expect.stringContaining("GITHUB_REPOSITORY is not set")]);
  for (const url of ["github.com", "http://github.example", "https://user:word@github.example", "ftp://127.0.0.1"]) {
    const at = await comment(undefined, { GITHUB_API_URL: url });
    expect(at.warnings).toEqual([expect.stringContaining("GITHUB_API_URL is not an https address")]);
  }
  expect(requests).toEqual([]);
});
