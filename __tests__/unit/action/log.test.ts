import { describe, expect, test } from "vitest";
import { NOTE_SAMPLES, PROBLEM_SAMPLES, sampleNote, sampleProblem } from "../../../scripts/samples.ts";
import { readRunContext } from "../../../src/action/context.ts";
import { createLog } from "../../../src/action/log.ts";
import { en } from "../../../src/action/messages/en.ts";
import { createMessages } from "../../../src/action/messages/index.ts";
import { ko } from "../../../src/action/messages/ko.ts";
import type { NoteCode, Outcome, Problem, ProblemCode } from "../../../src/usage-plan/types.ts";
import { FRAGILE_SECRET, HOSTILE, hostileFacts, inputsOf, kit, outcome, RUNNER, report, TARGET } from "./support.ts";

const messages = createMessages(en);
const context = readRunContext(RUNNER);
const note = sampleNote;

function start(env = {}) {
  const kept = kit(env);
  return { ...kept, log: createLog({ toolkit: kept.toolkit, messages, context }) };
}

const many = (count: number, make: (at: number) => Outcome): Outcome[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe("notes as they happen", () => {
  test("go to the log, the debug log or an annotation, by their level", () => {
    const { log, info, debug, warnings } = start();
    log.tell(note("verified", { stage: "prod", count: 1 }));
    log.tell(note("nothing-to-do", {}, "debug"));
    log.tell(note("clock-corrected", { ms: -150_000 }, "warning"));
    expect(info).toEqual(['Verified: read again, stage "prod" shows the change of 1 usage plan.']);
    expect(debug).toEqual([expect.stringContaining("othing")]);
    expect(warnings).toEqual([expect.stringContaining("3 min behind NCP's")]);
  });

  test("more warnings than GitHub shows become lines, so that none is lost", () => {
    const { log, info, warnings } = start();
    for (let at = 0; at < 12; at++) log.tell(note("neighbours-changed", { stage: `s${at}`, added: ["x"] }, "warning"));
    expect(warnings).toHaveLength(9);
    expect(info).toHaveLength(3);
    expect(info[2]).toContain('stage "s11"');
  });

  test("a path that is tried again and again is said once", () => {
    const { log, info } = start();
    const retrying = (attempt: number, operation: string) =>
      log.tell(note("retrying", { attempt, operation, reason: "throttled" }));
    for (const attempt of [1, 2, 3]) retrying(attempt, "GET /a");
    retrying(1, "GET /b");
    expect(info.map((line) => line.split(" in 1.5 s.")[1])).toEqual([" `GET /a`", "", "", " `GET /b`"]);
  });

  test("the server is said first, and a warning says that it is not NCP's", () => {
    const { toolkit, info, warnings } = kit();
    createLog({
      toolkit,
      messages,
      context: { ...context, server: { site: "public", origin: "https://apigateway.apigw.ntruss.com", isNcp: true } },
    });
    expect(info).toEqual(["Server: https://apigateway.apigw.ntruss.com (public)"]);
    expect(warnings).toEqual([]);
    createLog({
      toolkit,
      messages,
      context: { ...context, server: { site: "public", origin: "http://localhost:1", isNcp: false } },
    });
    expect(warnings).toEqual(["Requests go to http://localhost:1, which is not NCP (input `api-url`)."]);
  });

  test("a few targets are on one line", () => {
    const { log, info, groups } = start();
    log.tell(note("targets", { count: 2, list: ["a / b / c / d", "e / f / g / h"] }));
    expect(groups).toEqual([]);
    expect(info).toEqual(["Targets: 2. a / b / c / d, e / f / g / h"]);
  });

  test.each([
    ["when somebody debugs", { RUNNER_DEBUG: "1" }, 1000],
    ["not at all otherwise", {}, 0],
  ])("many targets are listed one by one in a group, and what happens to each is said %s", (_, env, lines) => {
    const { log, info, debug, groups } = start(env);
    const list = Array.from({ length: 1000 }, (_, at) => `target ${at}`);
    log.tell(note("targets", { count: 1000, list }));
    for (let at = 0; at < 1000; at++) log.tell(note("writing", { plan: `p${at}` }));
    log.tell(note("retrying", { reason: "throttled" }));
    log.tell(note("progress", { count: 500, total: 1000 }));
    expect(groups).toEqual(["Targets: 1,000."]);
    expect(info[0]?.split("\n")).toEqual(list.map((line) => `  ${line}`));
    expect(info.slice(1)).toEqual([expect.stringContaining("NCP asks to slow down"), "500 of 1,000 targets done."]);
    expect(debug).toHaveLength(lines);
  });

  test("a run that does not say how many targets it has does not flood the log either", () => {
    const { log, info, debug } = start({ RUNNER_DEBUG: "1" });
    for (let at = 0; at < 1000; at++) log.tell(note("accepted"));
    expect(info).toHaveLength(300);
    expect(debug).toHaveLength(700);
  });

  test("a secret that a server sends back is gone before the text is cut", () => {
    const secret = "SECRETsecret0123456789";
    const { log, all } = start(inputsOf({ "secret-key": secret }));
    for (let length = 270; length < 310; length++) {
      log.tell(
        note("observed", { stage: "x".repeat(length) + secret, list: [`${"y".repeat(length + 100)}${secret}`] }),
      );
    }
    expect(all.join("\n")).not.toContain(secret.slice(0, 8));
  });
});

test("a secret that escaping changes is gone as well", () => {
  const { log, all, toolkit } = start(inputsOf({ "secret-key": FRAGILE_SECRET }));
  log.tell(note("observed", { stage: FRAGILE_SECRET, list: [FRAGILE_SECRET] }));
  log.tell(note("targets", { count: 30, list: Array.from({ length: 30 }, () => FRAGILE_SECRET) }));
  const problem = sampleProblem("bad-request", { ncpMessage: FRAGILE_SECRET }, [FRAGILE_SECRET]);
  const target = { ...TARGET, plan: { id: "plan000001", name: FRAGILE_SECRET } };
  log.finish(toolkit.redact(report({ outcomes: [outcome("failed", { problem, target })] })));
  expect(all.join("\n").split("\n").length).toBeGreaterThan(30);
  expect(all.join("\n")).not.toMatch(/SEC_RET|23456789/);
});

describe("the end of a run", () => {
  test("green: one line with the target, no annotation", () => {
    const { log, info, failures } = start();
    log.finish(report({ outcomes: [outcome("detached")] }));
    expect(info).toEqual(["✅ Gold (plan000001) is off prod (stage00001)"]);
    expect(failures).toEqual([]);
  });

  test("verify: false is not called verified", () => {
    const { toolkit, info } = kit();
    createLog({ toolkit, messages, context }).finish(report({ outcomes: [outcome("accepted")] }));
    expect(info[0]).toContain("nobody looked");
  });

  test("red: one annotation with fact, causes, fix, link and the chain of causes", () => {
    const { log, failures, errors } = start();
    const problem = sampleProblem("authentication-failed", {}, ["first\ncause", "second cause"]);
    log.finish(report({ outcomes: [outcome("failed", { problem })] }));
    expect(errors).toEqual([]);
    expect(failures).toHaveLength(1);
    const lines = failures[0]?.split("\n") ?? [];
    expect(lines[0]).toContain(
      "apigateway.apigw.ntruss.com (site: public) did not accept the access key and secret key (HTTP 401, NCP code 200: Authentication Failed).",
    );
    expect(lines).toContain("Usual causes:");
    expect(lines).toContain("What to do:");
    expect(lines).toContain(
      "More: https://github.com/acme/ncp-apigw-detach-usage-plan/blob/v1.0.0/docs/troubleshooting.md#authentication-failed",
    );
    expect(lines.slice(-3)).toEqual(["Details:", "  - first\\ncause", "  - second cause"]);
  });

  test("a problem of the whole run: no target is mentioned", () => {
    const { log, info, failures } = start();
    const problems = [sampleProblem("name-not-found", { level: "stage", name: "prd" })];
    log.finish(report({ problems }));
    expect(info).toEqual(['❌ There is no stage named "prd"']);
    expect(failures[0]).toContain('There is no stage named "prd".');
  });

  test("several problems of the whole run are all said", () => {
    const { log, info, failures } = start();
    const named = (name: string) => sampleProblem("name-not-found", { level: "stage", name });
    log.finish(report({ problems: [named("prd"), named("deb")] }));
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('"prd"');
    expect(info.join("\n")).toContain('"deb"');
  });

  test("several targets: a line for each, one problem said once with its targets", () => {
    const { log, info, failures } = start();
    const problem = sampleProblem("throttled");
    log.finish(
      report({ outcomes: [outcome("detached"), outcome("failed", { problem }), outcome("failed", { problem })] }),
    );
    expect(info.slice(0, 3).map((line) => line.split(":")[0])).toEqual(["✅ detached", "❌ failed", "❌ failed"]);
    expect(info[3]).toBe("❌ 2 of 3 targets failed, 1 was detached");
    expect(failures).toHaveLength(1);
    expect(failures[0]?.match(/asked to slow down/g)).toHaveLength(1);
    // Its title is the headline, which is not said again below it.
    expect(failures[0]).toMatch(/^❌ failed: .*\n❌ failed: /);
  });

  test("whatever a problem holds, its annotation has fact, fix and link in what GitHub shows", () => {
    for (const language of [en, ko]) {
      for (const code of Object.keys(language.problems) as ProblemCode[]) {
        const { toolkit, failures, info } = kit();
        const long = Array.from({ length: 90 }, () => "가나다라 ".repeat(30));
        const text = long.join(" ");
        const sample = sampleProblem(code, {}, long);
        const facts = hostileFacts(sample.facts, text);
        const problem = { ...sample, facts: "list" in facts ? { ...facts, list: long } : facts } as Problem;
        const outcomes = many(30, () => outcome("failed", { problem }));
        createLog({ toolkit, messages: createMessages(language), context }).finish(report({ outcomes }));
        const [shown = ""] = failures;
        expect(shown.length).toBeLessThan(4_000);
        expect(shown).toContain(`/blob/v1.0.0/${language.labels.troubleshooting}#${code}`);
        expect(shown).toContain(`${language.labels.fix}:\n  - `);
        // What was left out is in the log.
        const rest = language.labels.moreInLog;
        if (shown.endsWith(rest))
          expect(info.some((line) => line.includes(`#${code}`) && !line.endsWith(rest))).toBe(true);
      }
    }
  });

  test("a thousand red targets make one annotation of bearable length", () => {
    const { log, groups, failures } = start();
    const problem = sampleProblem("throttled");
    log.finish(report({ outcomes: many(1000, () => outcome("failed", { problem })) }));
    expect(groups).toEqual(["Targets (1,000)"]);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.length).toBeLessThan(4_000);
  });

  test("a rollback that failed shows the manual way and the receipt", () => {
    const { toolkit, failures, info } = kit();
    const rollback = { receipt: "ncp-receipt-2.abc" };
    const problem = sampleProblem("permission-denied");
    createLog({ toolkit, messages, context: { ...context, rollback } }).finish(
      report({ mode: "restore", outcomes: [outcome("failed", { problem })] }),
    );
    expect(info[0]).toMatch(/^❌ Rollback: /);
    expect(info[1]).toBe(`Receipt, to undo this with \`mode: restore\`: ${rollback.receipt}`);
    expect(failures[0]).toMatch(
      /^What this step had detached could not be attached again completely\.\nWhat to do:\n {2}- When the cause is gone/,
    );
    expect(failures[0]).toContain("The key is valid, but its account is not allowed to do this");
    expect(failures[0]).not.toContain(rollback.receipt);
    expect(failures[0]).toContain("mode: restore");
  });
});

test.each([en, ko])("$language: nothing hostile gets through", (catalog) => {
  const { toolkit, all, info } = kit();
  const log = createLog({ toolkit, messages: createMessages(catalog), context });
  const ref = { id: "x1", name: HOSTILE };
  const target = { product: ref, api: ref, stage: ref, plan: ref };
  for (const code of Object.keys(NOTE_SAMPLES) as NoteCode[]) log.tell(note(code, hostileFacts(NOTE_SAMPLES[code])));
  log.tell(note("targets", { count: 30, list: Array.from({ length: 30 }, () => HOSTILE) }));
  const problem = sampleProblem("bad-request", hostileFacts(PROBLEM_SAMPLES["bad-request"]), [HOSTILE]);
  log.finish(report({ outcomes: [{ target, verdict: "failed", changed: false, problem }, outcome("detached")] }));
  expect(all.length).toBeGreaterThan(50);
  for (const text of all) {
    // A line break of ours is the only character without a glyph.
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  }
  for (const line of info.join("\n").split("\n")) {
    expect(line.trimStart()).not.toMatch(/^::/);
    expect(line).not.toContain("##[");
  }
});
