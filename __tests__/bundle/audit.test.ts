/** The comment on an issue, from the built bundle: the one part that loads Octokit. What counts is what GitHub got. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rawServer, rawTlsServer, reply } from "../unit/ncloud/support/servers.ts";
import { caFile } from "./certificates.ts";
import { answer, type GitHub, type GitHubOptions, withGitHub } from "./github.ts";
import { type ActionResult, emulated, GOLD, readLog, TARGET, WINDOWS } from "./runner.ts";

const TOKEN = "ghs_bundleTOKEN0123456789";
const WITH_COMMENT = { ...TARGET, "github-token": TOKEN, "audit-issue": "7" };
const ADD = "POST /repos/example/shop/issues/7/comments";
const LIST = "GET /repos/example/shop/issues/7/comments?per_page=100&page=1";

type Inputs = Readonly<Record<string, string>>;

async function commentedAt(url: string, inputs: Inputs, env: Inputs = {}): Promise<ActionResult> {
  let found: ActionResult | undefined;
  await emulated({}, async ({ run }) => {
    found = await run(inputs, { env: { GITHUB_API_URL: url, ...env } });
  });
  if (found === undefined) throw new Error("nothing was run");
  return found;
}

const commented = (options: GitHubOptions, inputs: Inputs = WITH_COMMENT, path = "") =>
  withGitHub(options, async (github) => ({ ...(await commentedAt(github.url + path, inputs)), github }));

const warnings = ({ stdout }: ActionResult): readonly string[] =>
  readLog(stdout).flatMap(({ command, text }) => (command === "warning" && text.includes("issue 7") ? [text] : []));
const lines = ({ received }: GitHub): readonly string[] => received.map(({ line }) => line);

describe.concurrent("the comment", () => {
  test("is left with the token, and tells what the summary tells", async () => {
    const { github, ...result } = await commented({});
    expect(result.outputs["result"]).toBe("detached");
    expect(warnings(result)).toEqual([]);
    expect(lines(github)).toEqual([ADD]);
    expect(github.received[0]?.authorization).toBe(`token ${TOKEN}`);
    expect(github.comments[0]?.body).toContain("✅ 무료 체험 플랜 <code>u2g7d4l9xa</code> is off");
    expect(github.comments[0]?.body).toContain("무료 체험 플랜");
  });

  test.each(["false", "true"])(
    "holds no secret that a server or a user wrote, nor does any other place: dry-run %s",
    (dry) =>
      withGitHub({}, async ({ url, comments }) => {
        const inputs = { ...WITH_COMMENT, "usage-plan-id": GOLD, reason: "as Partner wanted", "dry-run": dry };
        const { stdout, files, temp } = await commentedAt(url, inputs, { GH_TOKEN: "Partner" });
        const [body = ""] = comments.map((comment) => comment.body);
        for (const text of [body, files.summary]) expect(text).toMatch(/(&#42;){3} Gold.*as (&#42;){3} wanted/s);
        expect(Object.values(temp).join()).toContain("as *** wanted");
        const said = [body, stdout.replace(/^::add-mask::.*$/gm, ""), ...Object.values({ ...files, ...temp })];
        expect(said.filter((text) => text.includes("Partner"))).toEqual([]);
      }),
  );

  test("goes where GITHUB_API_URL says, with a slash at its end or without", async () => {
    const { github } = await commented({}, WITH_COMMENT, "/");
    expect(lines(github)).toEqual([ADD]);
    expect(github.comments).toHaveLength(1);
  });

  test.each([
    [
      "no permission",
      answer(403, { message: "Resource not accessible by integration" }),
      /403.*not accessible.*issues: write/,
    ],
    ["no such issue", answer(404, { message: "Not Found" }), /404.*audit-issue/],
    ["a bad token", answer(401, { message: "Bad credentials" }), /401.*Bad credentials.*github-token/],
    ["issues switched off", answer(410, { message: "Issues are disabled" }), /410/],
    ["a spam filter", answer(422, { message: "Validation Failed" }), /422.*Validation Failed/],
    ["a limit of an hour", answer(429, { message: "slow" }, { "retry-after": "3600" }), /wait.*429.*longer/],
    [
      "a secondary limit that names no time",
      answer(403, { message: "You have exceeded a secondary rate limit" }),
      /wait.*403.*longer/,
    ],
    [
      "a transferred issue",
      answer(301, { message: "Moved" }, { location: "https://api.github.com/repositories/9/issues/3/comments" }),
      /301, to https:\/\/api\.github\.com\/repositories\/9\/issues\/3\/comments/,
    ],
    ["a redirect to nowhere", answer(302, ""), /302\)/],
    ["a login page", answer(200, "<html><script>alert(1)</script>Sign in</html>"), /200\) named no comment/],
    ["a page that says created", answer(201, "<html>Created</html>"), /201\) named no comment/],
    ["created, without a number", answer(201, { message: "ok" }), /201\) named no comment/],
    ["an answer that is no HTTP status of ours", answer(299, { id: 1 }), /299\) named no comment/],
    ["cut off", (response: { destroy(): unknown }) => void response.destroy(), /no reply came.*all the same/],
  ] as const)("is a warning that says why, after one try: %s", async (_, instead, words) => {
    const { github, ...result } = await commented({ instead: [instead] });
    expect(result.exitCode).toBe(0);
    expect(result.outputs["result"]).toBe("detached");
    expect(lines(github)).toEqual([ADD]);
    expect(warnings(result)).toEqual([expect.stringMatching(words)]);
    expect(result.stdout).not.toContain("<script>");
  });

  test.each([
    ["502", answer(502, "<html>Bad Gateway</html>"), 900],
    ["503 with a time", answer(503, { message: "x" }, { "retry-after": "2" }), 1_900],
    ["a secondary limit of a second", answer(403, { message: "x" }, { "retry-after": "1" }), 900],
    [
      "a spent limit that is renewed now",
      answer(429, { message: "x" }, { "retry-after": "0", "x-ratelimit-remaining": "0" }),
      0,
    ],
  ] as const)("is tried once more after %s", async (_, instead, atLeastMs) => {
    const { github, ...result } = await commented({ instead: [instead] });
    expect(warnings(result)).toEqual([]);
    expect(lines(github)).toEqual([ADD, ADD]);
    expect(github.comments).toHaveLength(1);
    expect(result.ms).toBeGreaterThan(atLeastMs);
  });

  test("is tried no third time", async () => {
    const { github, ...result } = await commented({ instead: [answer(502, ""), answer(502, "")] });
    expect(lines(github)).toEqual([ADD, ADD]);
    expect(warnings(result)).toEqual([expect.stringMatching(/502, twice/)]);
  });

  test("what GitHub says reaches no runner as a command, nor a reply's headers any log", async () => {
    const message = "no\n::error::x\n##[error]y <b>";
    const headers = {
      deprecation: "x",
      link: '<https://e.example/##[error]z>; rel="deprecation"',
      sunset: "##[error]z",
    };
    const { github: _, ...result } = await commented({ instead: [answer(403, { message }, headers)] });
    expect(readLog(result.stdout).filter(({ command }) => command === "error")).toEqual([]);
    expect(result.stderr).toBe("");
  });

  test("holds up no run whose time is nearly over, and still asks GitHub", () =>
    withGitHub({ instead: [() => {}] }, async (github) => {
      const result = await commentedAt(github.url, { ...WITH_COMMENT, timeout: "5" });
      expect(result.outputs["result"]).toBe("detached");
      expect(lines(github)).toEqual([ADD]);
      expect(warnings(result)).toEqual([expect.stringMatching(/time was up/)]);
      expect(result.ms).toBeLessThan(12_000);
    }));

  test.skipIf(WINDOWS)("is left by a cancelled run as well", () =>
    withGitHub({}, (github) =>
      emulated({ world: { faults: [{ on: "reads", do: { kind: "hold" } }] } }, async ({ start, server }) => {
        const { child, ended } = start(WITH_COMMENT, { env: { GITHUB_API_URL: github.url } });
        while (server.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        child.kill("SIGINT");
        const result = await ended;
        expect(result.outputs["code"]).toBe("cancelled");
        expect(warnings(result)).toEqual([]);
        expect(github.comments).toHaveLength(1);
        expect(result.ms).toBeLessThan(9_500);
      }),
    ),
  );
});

describe.concurrent("a dry run's comment", () => {
  const DRY = { ...WITH_COMMENT, "dry-run": "true" };

  test("takes the place of its last one; a record of a write stays, and so does what others wrote", () =>
    withGitHub({}, (github) =>
      emulated({}, async ({ run }) => {
        const env = { GITHUB_API_URL: github.url };
        await run(DRY, { env });
        const first = github.comments[0];
        await run({ ...DRY, "usage-plan-id": "u5h0j3w8pe" }, { env });
        await run({ ...DRY, reason: "looked again" }, { env });
        await run(WITH_COMMENT, { env });
        await run({ ...DRY, reason: "and again" }, { env });
        const [of, other, record] = github.comments;
        expect(github.comments).toHaveLength(3);
        expect(of?.id).toBe(first?.id);
        expect(of?.body).toContain("and again");
        expect(of?.body).toMatch(/^<!-- [^>]* -->\n/);
        expect(other?.body).toMatch(/^<!-- [^>]* -->\n/);
        expect(record?.body).toContain("✅ 무료 체험 플랜 <code>u2g7d4l9xa</code> is off");
        expect(record?.body).not.toContain("<!--");
      }),
    ));

  test("is not written over a passer-by's copy of it, and a person's token finds its own", async () => {
    const { github: before } = await commented({}, DRY);
    const body = before.comments[0]?.body ?? "";
    const passerBy = { id: 5, user: { login: "mallory", type: "User" }, body };
    const me = { login: "dev-kim", type: "User" };
    const quoted = { id: 6, user: me, body: `> ${body}` };
    const mine = { id: 7, user: me, body };
    const { github, ...result } = await commented({ comments: [passerBy, quoted, mine], author: me }, DRY);
    expect(warnings(result)).toEqual([]);
    expect(lines(github).at(-1)).toBe("PATCH /repos/example/shop/issues/comments/7");
    expect(github.comments.slice(0, 2)).toEqual([passerBy, quoted]);
    const { github: asBot } = await commented({ comments: [passerBy] }, DRY);
    expect(asBot.comments[0]).toEqual(passerBy);
    expect(asBot.comments).toHaveLength(2);
  });

  test("is found among hundreds, and added where the list cannot be read", async () => {
    const { github: before } = await commented({}, DRY);
    const others = Array.from({ length: 130 }, (_, id) => ({ id, user: { login: "a", type: "User" }, body: "hello" }));
    const ours = { ...before.comments[0], id: 777 } as GitHub["comments"][number];
    const { github } = await commented({ comments: [...others, ours] }, DRY);
    expect(lines(github)).toEqual([LIST, LIST.replace(/1$/, "2"), expect.stringMatching(/^PATCH .*\/777$/)]);
    const huge = others.map((each) => ({ ...each, body: "x".repeat(20_000) }));
    const { github: full } = await commented({ comments: huge }, DRY);
    expect(full.comments).toHaveLength(131);
  });
});

// These use the test's own cleaning up, which needs one test at a time.
describe("the token", () => {
  const created = reply(201, '{"id":1}', { "content-type": "application/json" });

  test("goes to no server without a certificate that counts, whatever NODE_TLS_REJECT_UNAUTHORIZED says", async () => {
    const impostor = await rawTlsServer("trusted", created);
    const result = await commentedAt(impostor.origin, WITH_COMMENT, { NODE_TLS_REJECT_UNAUTHORIZED: "0" });
    expect(impostor.requests).toEqual([]);
    expect(result.outputs["result"]).toBe("detached");
    expect(warnings(result)).toEqual([expect.stringMatching(/certificate.*NODE_EXTRA_CA_CERTS/)]);
    // The other half: with its CA named, the same server gets it, so it was the certificate.
    const ca = caFile(impostor.ca);
    const trusted = await commentedAt(impostor.origin, WITH_COMMENT, { NODE_EXTRA_CA_CERTS: ca });
    expect(readFileSync(ca, "utf8")).toContain("BEGIN CERTIFICATE");
    expect(warnings(trusted)).toEqual([]);
    expect(impostor.requests).toHaveLength(1);
  });

  test("goes to no certificate of another name, nor an expired one", async () => {
    for (const mode of ["wrong-name", "expired"] as const) {
      const impostor = await rawTlsServer(mode, created);
      const env = { NODE_EXTRA_CA_CERTS: caFile(impostor.ca), NODE_TLS_REJECT_UNAUTHORIZED: "0" };
      const result = await commentedAt(impostor.origin, WITH_COMMENT, env);
      expect(impostor.requests).toEqual([]);
      expect(warnings(result)).toEqual([expect.stringMatching(/certificate/)]);
    }
  });

  test("follows no redirect", async () => {
    const elsewhere = await rawServer(created);
    const here = await rawServer(reply(307, "", { location: `${elsewhere.origin}/repos/x` }));
    const result = await commentedAt(here.origin, WITH_COMMENT);
    expect(elsewhere.requests).toEqual([]);
    expect(warnings(result)).toEqual([expect.stringContaining(elsewhere.origin)]);
  });

  test("goes over plain http to this machine alone, and through the proxy that the environment names", async () => {
    const plain = await commentedAt("http://github.example.invalid/api/v3", WITH_COMMENT);
    expect(warnings(plain)).toEqual([expect.stringContaining("GITHUB_API_URL")]);
    const proxy = await rawServer(reply(407));
    const result = await commentedAt("https://github.example.invalid/api/v3", WITH_COMMENT, {
      HTTPS_PROXY: proxy.origin,
    });
    expect(proxy.requests[0]).toMatch(/^CONNECT github\.example\.invalid:443 /);
    expect(proxy.requests.join()).not.toContain(TOKEN);
    expect(warnings(result)).toEqual([expect.stringContaining("HTTPS_PROXY")]);
  });
});
