import { describe, expect, test } from "vitest";
import type { InputFault, InputRule } from "../../../src/action/inputs/read.ts";
import { en } from "../../../src/action/messages/en.ts";
import { createMessages, loadMessages } from "../../../src/action/messages/index.ts";
import { ko } from "../../../src/action/messages/ko.ts";
import type { Facts, NoteCode, ProblemCode } from "../../../src/usage-plan/types.ts";
import { VERDICTS } from "../../../src/usage-plan/verdicts.ts";
import { HOSTILE } from "./support.ts";

const PROBLEMS = Object.keys(en.problems) as ProblemCode[];
const NOTES = Object.keys(en.notes) as NoteCode[];
const RULES = Object.keys(en.inputRules) as InputRule[];

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
/** What a template with a missing value leaves behind. */
const HOLES = /undefined|null|NaN|\[object|\(\)|""|: \.|\s[.,:;)]|\s\s|^\s|\s$/;

const FULL: Facts = {
  operation: "POST /api/v1/products/p1/apis/a1/stages/s1/disassociate-usage-plan",
  host: "apigateway.apigw.ntruss.com",
  status: 401,
  ncpCode: "200",
  ncpMessage: "Authentication Failed",
  ncpDetails: "Invalid key",
  level: "stage",
  id: "stage00001",
  name: "prod",
  stage: "prod",
  plan: "Gold",
  expected: "Gold",
  got: "Silver",
  list: ["Gold (plan000001)", "Silver (plan000002)"],
  added: ["Bronze (plan000003)"],
  removed: ["Basic (plan000004)"],
  count: 2,
  total: 5,
  limit: 1,
  attempt: 2,
  ms: 1500,
  sentAt: "2026-11-22T00:00:00.000Z",
  reason: "endpoint-timeout",
};

const HOSTILE_FACTS: Facts = Object.fromEntries(
  Object.entries(FULL).map(([key, value]) => {
    if (typeof value === "string" && key !== "level") return [key, HOSTILE];
    return [key, Array.isArray(value) ? [HOSTILE, HOSTILE] : value];
  }),
);

describe.each([en, ko])("$language", (catalog) => {
  const messages = createMessages(catalog);
  const textsOf = (code: ProblemCode, facts: Facts): string[] => {
    const { what, why, fix } = messages.problem({ code, facts });
    return [what, ...why, ...fix];
  };

  describe.each([
    ["no facts", {}],
    ["all facts", FULL],
  ] as const)("with %s", (_, facts) => {
    test.each(PROBLEMS)("problem %s is whole sentences and says what to do", (code) => {
      const { what, fix } = messages.problem({ code, facts });
      expect(what).toMatch(/[.?!)`]$/);
      expect(fix.length).toBeGreaterThan(0);
      for (const text of textsOf(code, facts)) expect(text).not.toMatch(HOLES);
    });
    test.each(NOTES)("note %s is one line", (code) => {
      const text = messages.note(code, facts);
      expect(text).not.toMatch(HOLES);
      expect(text).not.toMatch(INVISIBLE);
      expect(text.length).toBeGreaterThan(5);
    });
  });

  test.each(PROBLEMS)("problem %s shows hostile facts as visible lines of limited length", (code) => {
    for (const text of textsOf(code, HOSTILE_FACTS)) {
      expect(text).not.toMatch(INVISIBLE);
      expect(text).not.toContain("##[");
      expect(text.length).toBeLessThan(4000);
    }
  });

  test.each(NOTES)("note %s shows hostile facts as a visible line", (code) => {
    const text = messages.note(code, HOSTILE_FACTS);
    expect(text).not.toMatch(INVISIBLE);
    expect(text).not.toContain("##[");
  });

  test.each(RULES)("input rule %s names the input, the rule and the fix", (rule) => {
    const full: InputFault = {
      input: "stage-id",
      rule,
      shown: "n/a",
      entry: 2,
      others: ["api-id"],
      allowed: ["a", "b"],
      min: 1,
      max: 9,
    };
    for (const fault of [
      full,
      { input: "stage-id", rule, hidden: 95 } as const,
      { input: "stage-id", rule } as const,
    ]) {
      const line = messages.inputFault(fault);
      expect(line).toMatch(/^`stage-id`: .{4,}\. .{4,}/u);
      expect(line).not.toMatch(INVISIBLE);
      expect(line).not.toMatch(/undefined|NaN/);
    }
  });

  test("every verdict has words", () => {
    for (const verdict of VERDICTS) {
      expect(messages.labels.verdict[verdict]).not.toBe("");
      for (const mode of ["detach", "check", "restore"] as const) {
        for (const red of [true, false]) {
          const of = { plan: "Gold", stage: "prod", several: false, stages: false, mode, red };
          expect(messages.headlines.one[verdict](of)).toMatch(/Gold.*prod|prod.*Gold/);
        }
      }
    }
  });
});

test("all that Korean says is Korean", () => {
  const messages = createMessages(ko);
  const said = [
    ...PROBLEMS.flatMap((code) => {
      const { what, why, fix } = messages.problem({ code, facts: {} });
      return [what, ...why, ...fix];
    }),
    ...NOTES.map((code) => messages.note(code, FULL)),
    ...RULES.map((rule) => messages.inputFault({ input: "stage-id", rule })),
    ...Object.values(messages.headlines.one).map((say) =>
      say({ plan: "골드", stage: "운영", several: false, stages: false, mode: "detach", red: true }),
    ),
  ];
  for (const text of said) expect(text).toMatch(/[가-힣]{2}/);
  // The polite form everywhere: an order is a request.
  for (const text of said) expect(text).not.toMatch(/(하세요|해라|한다|하십시요)[.]/);
});

test("languages are loaded by their name", async () => {
  expect((await loadMessages("en")).language).toBe("en");
  expect((await loadMessages("ko")).language).toBe("ko");
});

test("the reason of an event is said in words, an unknown one as it is", () => {
  const messages = createMessages(en);
  expect(messages.note("retrying", { reason: "throttled" })).toContain("NCP asks to slow down");
  expect(messages.note("retrying", { reason: "toString" })).toContain("toString");
});

test("what an uncertain write leaves open is said with the read that shows it", () => {
  const { fix } = createMessages(en).problem({ code: "write-uncertain", facts: FULL });
  expect(fix.join(" ")).toContain("`GET /api/v1/products/p1/apis/a1/stages/s1/usage-plans`");
});
