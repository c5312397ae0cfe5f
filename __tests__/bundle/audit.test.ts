/** The comment on an issue, from the built bundle: the one part that loads Octokit. A small server stands for GitHub. */
import { describe, expect, test } from "vitest";
import { type Answer, rawServer, reply } from "../unit/ncloud/support/servers.ts";
import { type ActionResult, emulated, TARGET } from "./runner.ts";

const TOKEN = "ghs_bundleTOKEN0123456789";
const WITH_COMMENT = { ...TARGET, "github-token": TOKEN, "audit-issue": "7" };

async function commented(answer: Answer, inputs: Readonly<Record<string, string>> = WITH_COMMENT) {
  const github = await rawServer(answer);
  let found: ActionResult | undefined;
  await emulated({}, async ({ run }) => {
    found = await run(inputs, { env: { GITHUB_API_URL: github.origin } });
  });
  if (found === undefined) throw new Error("nothing was run");
  return { ...found, github };
}

// One after the other: the servers are closed by the test's own cleaning up.
describe("the comment", () => {
  test("is left with the token, and tells what the summary tells", async () => {
    const { outputs, stdout, github } = await commented(reply(201, '{"id":1}', { "content-type": "application/json" }));
    expect(outputs["result"]).toBe("detached");
    expect(stdout).not.toMatch(/^::warning.*comment/m);
    const [request = ""] = github.requests;
    expect(request).toMatch(/^POST \/repos\/example\/shop\/issues\/7\/comments HTTP/);
    expect(request).toMatch(new RegExp(`^authorization: token ${TOKEN}`, "im"));
    const { body } = JSON.parse(Buffer.from(request.split("\r\n\r\n")[1] ?? "", "latin1").toString("utf8"));
    expect(body).toContain("✅ 무료 체험 플랜 <code>u2g7d4l9xa</code> is off");
    expect(body).toContain("무료 체험 플랜");
  });

  test.each([
    ["refused", reply(403, '{"message":"Resource not accessible by integration ::error::x <b>"}')],
    ["cut off", (socket: { destroy(): unknown }) => void socket.destroy()],
  ])("is a warning and no more when it is %s", async (_, answer: Answer) => {
    const { outputs, exitCode, stdout, lingeredMs } = await commented(answer);
    expect(exitCode).toBe(0);
    expect(outputs["result"]).toBe("detached");
    expect(stdout).toMatch(/^::warning .*comment/m);
    expect(lingeredMs).toBeLessThan(10_000);
  });

  test("does not hold up a run whose time is nearly over, when GitHub does not answer", async () => {
    const { outputs, ms, stdout } = await commented(() => {}, { ...WITH_COMMENT, timeout: "5" });
    expect(outputs["result"]).toBe("detached");
    expect(stdout).toMatch(/^::warning .*comment/m);
    expect(ms).toBeLessThan(12_000);
  });
});
