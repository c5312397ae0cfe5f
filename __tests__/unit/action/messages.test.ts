import { describe, expect, test } from "vitest";
import { NOTE_SAMPLES, PROBLEM_SAMPLES, sampleFault, sampleNote, sampleProblem } from "../../../scripts/samples.ts";
import type { InputRule } from "../../../src/action/inputs/read.ts";
import { en } from "../../../src/action/messages/en.ts";
import { createMessages, loadMessages } from "../../../src/action/messages/index.ts";
import { ko } from "../../../src/action/messages/ko.ts";
import type { NoteCode, Problem, ProblemCode } from "../../../src/usage-plan/facts.ts";
import { VERDICTS } from "../../../src/usage-plan/verdicts.ts";
import { hostileFacts } from "./support.ts";

const PROBLEMS = Object.keys(PROBLEM_SAMPLES) as ProblemCode[];
const NOTES = Object.keys(NOTE_SAMPLES) as NoteCode[];
const RULES = Object.keys(en.inputRules) as InputRule[];

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
/** What a template with a missing value leaves behind. */
const HOLES = /undefined|null|NaN|\[object|\(\)|""|: \.|\s[.,:;)]|\s\s|^\s|\s$/;

const DETACH = "POST /api/v1/products/p1/apis/a1/stages/s1/disassociate-usage-plan";
const READ = "GET /api/v1/products/p1/apis/a1/stages/s1/usage-plans";

const SUBJECT = { plan: "Gold", stage: "prod", several: false, stages: false, aim: "off", red: true } as const;

describe.each([en, ko])("$language", (catalog) => {
  const messages = createMessages(catalog);
  const textsOf = (problem: Problem): string[] => {
    const { what, why, fix } = messages.problem(problem);
    return [what, ...why, ...fix];
  };

  test.each(PROBLEMS)("problem %s is whole sentences and says what to do", (code) => {
    const { what, fix } = messages.problem(sampleProblem(code));
    expect(what).toMatch(/[.?!\])`]$/);
    expect(fix.length).toBeGreaterThan(0);
    for (const text of textsOf(sampleProblem(code))) expect(text).not.toMatch(HOLES);
  });

  test.each(NOTES)("note %s is one line", (code) => {
    const text = messages.note(sampleNote(code));
    expect(text).not.toMatch(HOLES);
    expect(text).not.toMatch(INVISIBLE);
    expect(text.length).toBeGreaterThan(5);
  });

  test.each(PROBLEMS)("problem %s shows hostile facts as visible lines of limited length", (code) => {
    for (const text of textsOf(sampleProblem(code, hostileFacts(PROBLEM_SAMPLES[code])))) {
      expect(text).not.toMatch(INVISIBLE);
      expect(text).not.toContain("##[");
      expect(text.length).toBeLessThan(4000);
    }
  });

  test.each(NOTES)("note %s shows hostile facts as a visible line", (code) => {
    const text = messages.note(sampleNote(code, hostileFacts(NOTE_SAMPLES[code])));
    expect(text).not.toMatch(INVISIBLE);
    expect(text).not.toContain("##[");
  });

  test.each(RULES)("input rule %s names the input, the rule and the fix", (rule) => {
    const line = messages.inputFault(sampleFault(rule, "stage-id", "prod"));
    expect(line).toMatch(/^`stage-id`: .{4,}\. .{4,}/u);
    expect(line).not.toMatch(/undefined|NaN/);
  });

  test("every verdict has words", () => {
    for (const verdict of VERDICTS) {
      expect(messages.verdicts[verdict].label).not.toBe("");
      expect(messages.verdicts[verdict].headline(SUBJECT)).toContain("Gold");
    }
  });

  test("a refused write is not answered with a policy that only reads, nor with verify: false", () => {
    for (const code of ["permission-denied", "forbidden"] as const) {
      const write = textsOf(sampleProblem(code, { operation: DETACH })).join(" ");
      expect(write).toContain("NCP_API_GATEWAY_MANAGER");
      expect(write).not.toContain("verify: false");
      expect(textsOf(sampleProblem(code, { operation: READ })).join(" ")).toContain("NCP_API_GATEWAY_VIEWER");
    }
  });

  test("a refusal of a plan that was just seen there is about API keys, not about ids", () => {
    for (const code of ["bad-request", "forbidden", "refused-by-server"] as const) {
      const { why, fix } = messages.problem(sampleProblem(code, { operation: DETACH, seen: true, ncpCode: "9014" }));
      expect(why[0]).toContain("API");
      expect(fix[0]).toContain("successor-plan-id");
    }
  });

  const CAUSES = {
    policy: [/10011/, /NCP_API_GATEWAY_MANAGER/],
    "in-use": [/API Key.* Usage Plan|API keys.* plan/, /successor-plan-id/],
    "not-subscribed": [/^(The account is not subscribed|계정이 API Gateway를)/, /API Gateway/],
  } as const;
  test.each([
    ["10011", true, ["policy"]],
    ["10002", true, ["policy"]],
    ["230", true, ["policy", "in-use"]],
    ["9014", true, ["in-use", "policy"]],
    ["230", false, ["policy", "not-subscribed"]],
  ] as const)("403 with NCP code %s, the plan seen there: %s, is because of %j", (ncpCode, seen, causes) => {
    const { why, fix } = messages.problem(sampleProblem("forbidden", { operation: DETACH, ncpCode, seen }));
    expect(why).toEqual(causes.map((cause) => expect.stringMatching(CAUSES[cause][0])));
    expect(fix).toEqual(causes.map((cause) => expect.stringMatching(CAUSES[cause][1])));
  });

  test("a 401 says which host it was, and which site that is", () => {
    expect(messages.problem(sampleProblem("authentication-failed")).what).toContain(
      "apigateway.apigw.ntruss.com (site: public)",
    );
    expect(messages.problem(sampleProblem("authentication-failed", { host: "localhost:1" })).what).not.toContain(
      "site",
    );
  });

  test("nobody is told that a second run looks first where it does not", () => {
    for (const problem of [
      sampleProblem("write-uncertain", { looked: false }),
      sampleProblem("attached-again"),
      sampleProblem("detached-again"),
    ]) {
      expect(textsOf(problem).join(" ")).not.toContain("`verify: true`");
    }
  });

  test("an id that is a name is said to be one", () => {
    const problem = sampleProblem("plan-not-found", { id: "gold", named: "d5k1v8q3xo" });
    expect(textsOf(problem)[1]).toMatch(/"gold".*d5k1v8q3xo/);
  });

  test("what an uncertain write leaves open is said with the read that shows it", () => {
    const { fix } = messages.problem(sampleProblem("write-uncertain", { operation: DETACH }));
    expect(fix.join(" ")).toContain("`GET /api/v1/products/p1/apis/a1/stages/s1/usage-plans`");
  });
});

test("times of day are Korean time in Korean and UTC in English, without parts of a second", () => {
  const problem = sampleProblem("still-attached", { sentAt: "2026-11-25T02:15:02.345Z" });
  expect(createMessages(ko).problem(problem).what).toContain("2026-11-25 11:15:02 KST");
  expect(createMessages(en).problem(problem).what).toContain("2026-11-25 02:15:02 UTC");
});

test.each([
  [-660_000, "11 min behind", "약 11분 느립니다"],
  [130_000, "2 min ahead of", "약 2분 빠릅니다"],
  [-9_000_000, "3 h behind", "약 3시간 느립니다"],
])("a clock that is %s ms off is told in a unit that fits", (ms, english, korean) => {
  expect(createMessages(en).note(sampleNote("clock-corrected", { ms }))).toContain(english);
  expect(createMessages(ko).note(sampleNote("clock-corrected", { ms }))).toContain(korean);
});

test("large numbers have separators, in both languages", () => {
  for (const catalog of [en, ko]) {
    const messages = createMessages(catalog);
    expect(messages.note(sampleNote("progress", { count: 1234, total: 56789 }))).toMatch(/1,234.*56,789|56,789.*1,234/);
    expect(messages.headlines.plans(1234567)).toContain("1,234,567");
  }
});

test("languages are loaded by their name", async () => {
  expect((await loadMessages("en")).language).toBe("en");
  expect((await loadMessages("ko")).language).toBe("ko");
});
