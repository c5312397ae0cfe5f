import { describe, expect, test } from "vitest";
import { sampleProblem } from "../../../scripts/samples.ts";
import { readRunContext } from "../../../src/action/context.ts";
import { en } from "../../../src/action/messages/en.ts";
import { createMessages } from "../../../src/action/messages/index.ts";
import { ko } from "../../../src/action/messages/ko.ts";
import { renderReport } from "../../../src/action/report-html.ts";
import { writeSummary } from "../../../src/action/summary.ts";
import { endpointOf } from "../../../src/ncloud/endpoint.ts";
import type { Outcome, Report } from "../../../src/usage-plan/types.ts";
import { FRAGILE_SECRET, HOSTILE, inputsOf, kit, outcome, RUNNER, report, TARGET } from "./support.ts";

const messages = createMessages(en);
const config = {
  reason: "plan is retired",
  site: "public",
  endpoint: endpointOf("public"),
  rollbackOnFailure: false,
} as const;
const context = readRunContext(RUNNER, config);
const render = (given: Report, max = 1_000_000) => renderReport(messages, given, context, max);

/** What a reader sees: tags gone, entities resolved. */
function textOf(markup: string): string {
  const words: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return markup
    .replace(/<[^>]*>/g, " ")
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => words[name] ?? "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ");
}

const TAGS = new Set([
  "h3",
  "del",
  "br",
  "p",
  "b",
  "table",
  "tr",
  "th",
  "td",
  "ul",
  "li",
  "code",
  "pre",
  "a",
  "details",
  "summary",
]);

/** Every tag is one of ours, closed in order, and no block has an empty line in it. */
function expectWellFormed(markup: string): void {
  const open: string[] = [];
  for (const [, slash, name = ""] of markup.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    expect(TAGS).toContain(name);
    if (slash === "/") expect(open.pop()).toBe(name);
    else if (name !== "br") open.push(name);
  }
  expect(open).toEqual([]);
  expect(markup.replace(/<\/?[a-z0-9]+( align="left"| href="[^"<>]*")?>/g, "")).not.toMatch(/[<>]/);
  for (const block of markup.split("\n\n").filter((part) => part.trim() !== "")) expect(block).toMatch(/^</);
}

describe("a plain detach", () => {
  const done = outcome("detached", {
    before: [TARGET.plan, { id: "plan000002", name: "Silver" }],
    after: [{ id: "plan000002", name: "Silver" }],
  });
  const markup = render(report({ outcomes: [done], receipt: "ncp-receipt-2.abc" }));
  const text = textOf(markup);

  test("has the verdict first", () => {
    expect(markup.split("\n")[0]).toBe("<h3>✅ Gold <code>plan000001</code> is off prod <code>stage00001</code></h3>");
  });
  test("has the target with names and ids, before and after", () => {
    for (const part of ["결제 서비스 prod000001", "orders api0000001", "prod stage00001", "Gold plan000001"]) {
      expect(text).toContain(part);
    }
    expect(markup).toContain(
      '<th align="left">Usage plans before → after</th><td><b>Gold</b>, Silver → <del>Gold</del>, Silver</td>',
    );
  });
  test("says who, where and why", () => {
    expect(text).toContain("Started by: kim");
    expect(markup).toContain('<a href="https://github.com/acme/shop/actions/runs/42/attempts/1">release / detach</a>');
    expect(text).toContain("Reason: plan is retired");
  });
  test("has the step that undoes it", () => {
    expect(markup).toContain("<details><summary>Undo</summary>");
    expect(text).toContain("mode: restore");
    expect(text).toContain("receipt: ncp-receipt-2.abc");
  });
  test("is well formed", () => expectWellFormed(markup));
});

test("a failure says what, why, what to do, with a link and the causes folded", () => {
  const problem = sampleProblem("tls-failed", { host: "api.example" }, ["CERT_HAS_EXPIRED: certificate has expired"]);
  const markup = render(report({ outcomes: [outcome("failed", { problem })] }));
  expect(markup).toMatch(
    /^<h3>❌ Gold <code>plan000001<\/code> was not detached from prod <code>stage00001<\/code><\/h3>/,
  );
  expect(markup.indexOf("No secure connection")).toBeLessThan(markup.indexOf("<table>"));
  expect(textOf(markup)).toContain("No secure connection to api.example");
  expect(textOf(markup)).toContain("NODE_EXTRA_CA_CERTS");
  expect(markup).toContain('docs/troubleshooting.md#tls-failed">tls-failed</a>');
  expect(markup).toMatch(/<details><summary>Details<\/summary>\n<ul>\n<li><code>CERT&#95;HAS/);
  expectWellFormed(markup);
});

test.each([
  [report({ outcomes: [outcome("detached")] }), "To undo it, use the step under Undo."],
  [report({ outcomes: [outcome("would-detach")], dryRun: true }), "run the same step without dry-run ."],
  [report({ outcomes: [outcome("already-detached")] }), "There is nothing to do."],
])("a green run says what to do next", (given, text) => {
  expect(textOf(render(given))).toContain(text);
});

test("the headline is not said again below it", () => {
  expect(textOf(render(report())).match(/nothing to do/gi)).toHaveLength(1);
  const problem = sampleProblem("name-not-found", { level: "stage", name: "v1. 0" });
  const [headline, fact] = render(report({ problems: [problem] })).split("\n\n");
  expect(headline).toContain("There is no stage named");
  expect(fact).toMatch(/^<p>(?!There is).*Nothing was written for this target\.<\/p>/);
});

test("what is not verified is not called detached", () => {
  const text = textOf(render(report({ outcomes: [outcome("accepted")] })));
  expect(text).toContain("⚠️ NCP accepted it; nobody looked whether Gold plan000001 is off prod stage00001");
  expect(text).toContain("To be sure, run mode: check");
});

test("bad input: every fault is a line", () => {
  const problems = [
    { code: "invalid-input", facts: { list: ["`a`: one. Fix.", "`b`: two. Fix."] }, causes: [] },
  ] as const;
  const markup = render(report({ problems }));
  expect(markup.match(/<li>/g)).toHaveLength(2);
  expect(textOf(markup)).toContain("2 inputs are not valid");
});

test("keys and warnings are listed", () => {
  const keys = [
    { id: "key0000002", name: "new", monthCalls: 7 },
    {
      id: "key0000001",
      name: "partner",
      monthCalls: 12345,
      status: "ENABLED",
      movedTo: { id: "plan2", name: "Silver" },
    },
  ];
  const warnings = [
    { code: "neighbours-changed", level: "warning", facts: { stage: "prod", added: ["New (x1)"], removed: [] } },
  ] as const;
  const text = textOf(render(report({ outcomes: [outcome("detached", { keys })], warnings })));
  expect(text).toContain(
    "API keys of the plan (2) API key Status Calls this month Now on partner key0000001 ENABLED 12,345 Silver plan2 new key0000002 7",
  );
  expect(text).toContain('Somebody else changed other usage plans of stage "prod" in the meantime. Added: New (x1).');
});

describe("many targets", () => {
  const outcomes: Outcome[] = Array.from({ length: 1000 }, (_, at) => {
    const plan = { id: `plan${at}`, name: `Plan ${at}` };
    const problem = sampleProblem("throttled");
    return outcome(at === 900 ? "failed" : "detached", {
      target: { ...TARGET, plan },
      ...(at === 900 ? { problem } : {}),
    });
  });
  test("of one stage are one line: red ones first, and how many more", () => {
    const markup = render(report({ outcomes }));
    const rows = markup.match(/<tr><td>.*<\/tr>/g) ?? [];
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(
      /❌ failed: Plan 900 <code>plan900<\/code><br>✅ 999 were detached: Plan 0 .*… \+989<\/td>/,
    );
    expect(markup.split("\n")[0]).toBe("<h3>❌ 1 of 1,000 targets failed, 999 were detached</h3>");
    expectWellFormed(markup);
  });
  test("of many stages are folded, a line each, capped, and the rest is counted", () => {
    const spread = outcomes.map((each, at) => ({
      ...each,
      target: { ...each.target, stage: { id: `stage${at}`, name: `Stage ${at}` } },
    }));
    const markup = render(report({ outcomes: spread }));
    const rows = markup.match(/<tr><td>.*<\/tr>/g) ?? [];
    expect(rows).toHaveLength(200);
    expect(rows[0]).toContain("plan900");
    expect(textOf(markup)).toContain("… and 800 more: see the output results .");
    expect(markup.indexOf("<details><summary>Targets (1000)")).toBeLessThan(markup.indexOf("<table>"));
    expectWellFormed(markup);
  });
  test.each([1_000_000, 60_000, 20_000, 5_000, 600])("fit into %i bytes, and stay well formed", (max) => {
    const ref = { id: "x1", name: HOSTILE.repeat(10) };
    const worst = outcomes.map((each, at) => ({
      ...each,
      target: { product: ref, api: ref, stage: { ...ref, id: `s${at}` }, plan: ref },
    }));
    const markup = render(report({ outcomes: worst, receipt: JSON.stringify({ a: "x".repeat(119_000) }) }), max);
    expect(Buffer.byteLength(markup)).toBeLessThanOrEqual(max);
    expectWellFormed(markup);
  });
});

test.each([en, ko])("$language: nothing hostile gets through", (catalog) => {
  const ref = { id: HOSTILE, name: HOSTILE };
  const facts = { operation: HOSTILE, ncpMessage: HOSTILE, ncpDetails: HOSTILE };
  const problem = sampleProblem("bad-request", facts, [HOSTILE]);
  const given = report({
    outcomes: [
      outcome("failed", { target: { product: ref, api: ref, stage: ref, plan: ref }, problem, keys: [ref] }),
      outcome("unknown", { target: { product: ref, api: ref, stage: ref, plan: ref }, before: [ref], after: [ref] }),
    ],
    warnings: [
      { code: "neighbours-changed", level: "warning", facts: { stage: HOSTILE, added: [HOSTILE], removed: [HOSTILE] } },
    ],
    receipt: "ncp-receipt-2.abc",
  });
  const hostileRun = { ...context, actor: HOSTILE, reason: HOSTILE, workflow: HOSTILE, runUrl: `https://x/"><script>` };
  const markup = renderReport(createMessages(catalog), given, hostileRun, 1_000_000);
  expectWellFormed(markup);
  expect(markup.replaceAll("\n", "").replaceAll("\u200b", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  const outsideOfCode = markup.replace(/<code>[\s\S]*?<\/code>/g, "");
  expect(outsideOfCode).not.toMatch(/@octocat|#1\b/);
  expect(outsideOfCode).not.toMatch(/[`*_|[\]]/);
});

test("no secret gets in: not every runner masks its summaries", async () => {
  const secret = "SECRETsecret0123456789";
  const { toolkit, summary } = kit(inputsOf({ "secret-key": secret }));
  const problem = sampleProblem("bad-request", { ncpMessage: `${"x".repeat(290)}${secret}` }, [secret]);
  const given = toolkit.redact(report({ outcomes: [outcome("failed", { problem })] }));
  writeSummary({ toolkit, messages, context: toolkit.redact({ ...context, reason: secret }) }, given);
  expect(summary).toHaveLength(1);
  expect(summary[0]).not.toContain(secret.slice(0, 8));
});

test("a secret that escaping changes is gone as well", async () => {
  const { toolkit, summary } = kit(inputsOf({ "secret-key": FRAGILE_SECRET }));
  const problem = sampleProblem("bad-request", { ncpMessage: FRAGILE_SECRET }, [FRAGILE_SECRET]);
  const given = toolkit.redact(report({ outcomes: [outcome("failed", { problem })] }));
  writeSummary({ toolkit, messages, context: toolkit.redact({ ...context, reason: FRAGILE_SECRET }) }, given);
  expect(textOf(summary.join(""))).not.toMatch(/SEC_RET|23456789/);
});

test("a summary that cannot be written is a warning, not a failure", async () => {
  const { toolkit, warnings } = kit({}, { summaryFails: new Error("disk is full") });
  writeSummary({ toolkit, messages, context }, report({ outcomes: [outcome("detached")] }));
  expect(warnings).toEqual(["The job summary could not be written: disk is full"]);
});

test("a failed rollback shows the receipt it should have worked off", () => {
  const problem = sampleProblem("permission-denied");
  const failed = report({ mode: "restore", outcomes: [outcome("failed", { problem })] });
  const rollback = { receipt: "ncp-receipt-2.abc" };
  const text = textOf(renderReport(messages, failed, { ...context, rollback }, 1_000_000));
  expect(text).toContain("❌ Rollback: Gold plan000001 was not put back on prod stage00001");
  expect(text).toContain("What this step had detached could not be attached again completely.");
  expect(text).toContain("receipt: ncp-receipt-2.abc");
  const restored = report({ mode: "restore", outcomes: [outcome("restored")] });
  expect(renderReport(messages, restored, { ...context, rollback }, 1_000_000)).not.toContain("version");
});

describe("the run's context", () => {
  test("of a local action and of no runner at all", () => {
    expect(readRunContext({})).toMatchObject({
      actor: undefined,
      runUrl: undefined,
      uses: "<owner>/ncp-apigw-detach-usage-plan@<sha> # v1.0.0",
      docs: "",
    });
  });
  test("who started a run again comes before who started it", () => {
    expect(readRunContext({ ...RUNNER, GITHUB_TRIGGERING_ACTOR: "lee" }).actor).toBe("lee");
  });
  test("of a GitHub Enterprise server", () => {
    const env = { ...RUNNER, GITHUB_SERVER_URL: "https://ghe.example/", GITHUB_RUN_ATTEMPT: "" };
    expect(readRunContext(env).runUrl).toBe("https://ghe.example/acme/shop/actions/runs/42");
  });
});
