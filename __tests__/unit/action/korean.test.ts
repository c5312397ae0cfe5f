/** Everything that a run in Korean can show: it is Korean, and of one style. */
import { describe, expect, test } from "vitest";
import { NOTE_SAMPLES, PROBLEM_SAMPLES, sampleFault, sampleNote, sampleProblem } from "../../../scripts/samples.ts";
import type { InputFault, InputRule } from "../../../src/action/inputs/read.ts";
import { createMessages } from "../../../src/action/messages/index.ts";
import { BROKEN, cause } from "../../../src/action/messages/ko/causes.ts";
import { reasons } from "../../../src/action/messages/ko/reasons.ts";
import { ko } from "../../../src/action/messages/ko.ts";
import type { Subject } from "../../../src/action/messages/words.ts";
import { proxyAgent } from "../../../src/ncloud/proxy.ts";
import type { NoteCode, ProblemCode } from "../../../src/usage-plan/facts.ts";
import { VERDICTS } from "../../../src/usage-plan/verdicts.ts";

const messages = createMessages(ko);

/** Facts are other people's words, in whatever language: shown as figures here, so that what is ours stands out. */
function neutral<Facts extends object>(facts: Facts): Facts {
  const keep = new Set(["level", "operation", "host", "sentAt"]);
  const shown = Object.entries(facts).map(([key, value]: [string, unknown]) => {
    if (key === "expected" && value === "id") return [key, value];
    if (key === "got" && value === "text") return [key, value];
    if (keep.has(key) || (key === "reason" && String(value) in reasons)) return [key, value];
    if (Array.isArray(value)) return [key, value.map(() => "1")];
    return [key, typeof value === "string" ? "1" : value];
  });
  return Object.fromEntries(shown) as Facts;
}

const OPERATIONS = [
  "GET /api/v1/products/p1/apis/a1/stages/s1/usage-plans",
  "POST /api/v1/products/p1/apis/a1/stages/s1/disassociate-usage-plan",
];

function problemTexts(code: ProblemCode): string[] {
  const base = neutral(PROBLEM_SAMPLES[code]);
  const variants = [{}, { seen: true }, { looked: false }, { named: "1" }, { list: [] }].flatMap((more) =>
    OPERATIONS.map((operation) => ({ ...base, ...more, ...("operation" in base ? { operation } : {}) })),
  );
  return variants.flatMap((facts) => {
    const { what, why, fix } = messages.problem(sampleProblem(code, facts));
    return [what, ...why, ...fix];
  });
}

function noteTexts(code: NoteCode): string[] {
  const base = neutral(NOTE_SAMPLES[code]);
  return [{}, { list: [], count: 0 }, { count: 7 }, { ms: -1 }, { ms: 9_000_000 }, { added: [], removed: [] }].map(
    (more) => messages.note(sampleNote(code, { ...base, ...more })),
  );
}

function faultTexts(rule: InputRule): string[] {
  const fault = sampleFault(rule, "1", "1");
  const hidden = { ...fault, shown: undefined, hidden: 99, entry: 2 } as unknown as InputFault;
  const words = { input: "1", rule, allowed: ["1"], others: ["api-url"], shown: "1", min: 4, max: 9 } as InputFault;
  return [fault, hidden, words].map((each) => messages.inputFault(each));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(textsIn);
  return [];
}

const { labels, headlines } = messages;
const COUNTS = [0, 1, 1234];
const LABELS = [
  ...textsIn({ ...labels, troubleshooting: "" }),
  ...COUNTS.flatMap((n) => [labels.moreRows(n), labels.moreWarnings(n), labels.targets(n), labels.earlierAttempts(n)]),
  ...(["summary", "outputs", "state", "file"] as const).map((what) => labels.sideFailure(what, "1")),
  labels.otherServer("1"),
  labels.commentFailed(1, "1"),
  ...Object.values(labels.commentFault).map((say) => say({ status: 1, words: "1", place: "1" })),
  labels.time("2026-11-25T02:15:02.000Z"),
  ...[5, 5_000, 50_000].map((ms) => labels.seconds(ms)),
];

const SUBJECTS = (["off", "look", "on"] as const).flatMap((aim) =>
  [true, false].flatMap((several) =>
    [true, false].map((red): Subject => ({ plan: "1", stage: "1", several, stages: several, aim, red })),
  ),
);
const HEADLINES = [
  headlines.nothing,
  ...COUNTS.flatMap((n) => [headlines.plans(n), headlines.stages(n), headlines.stopped(n)]),
  ...SUBJECTS.flatMap((of) => [
    ...VERDICTS.map((verdict) => ko.verdicts[verdict].headline(of)),
    headlines.tooManyKeys(of, 1, 9),
  ]),
  ...(["product", "api", "stage", "usage-plan"] as const).flatMap((level) =>
    [undefined, "1"].map((parent) => headlines.notFound(level, "1", parent)),
  ),
  headlines.mixed(
    VERDICTS.flatMap((verdict) => COUNTS.map((n) => ko.verdicts[verdict].tally(n) + headlines.undo.below)),
    9,
  ),
  headlines.undo.summary,
  ...Object.values(ko.verdicts).flatMap((words) => [words.label, ...("next" in words ? [words.next] : [])]),
  headlines.rollback("1"),
  headlines.elsewhere("1", "1"),
];

/** What is wrong with a proxy's URL, as the one says it who reads it. */
function faultOfProxy(url: string): string {
  try {
    proxyAgent({ variable: "HTTPS_PROXY", url }, {}, 1);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`nothing is wrong with ${url}`);
}

const CAUSES = [
  ...Object.keys(BROKEN),
  ...["http://user:a#b@host:1", "http://[bad", "http://user:%zz@host:1"].map(faultOfProxy),
  ...["answered 407", "could not be reached"].map((end) => `the proxy of HTTPS_PROXY ${end}`),
  `forbidden: ${OPERATIONS[0]}`,
].map(cause);

const SAID: readonly (readonly [string, readonly string[]])[] = [
  ...(Object.keys(PROBLEM_SAMPLES) as ProblemCode[]).map((code) => [code, problemTexts(code)] as const),
  ...(Object.keys(NOTE_SAMPLES) as NoteCode[]).map((code) => [code, noteTexts(code)] as const),
  ...(Object.keys(ko.inputRules) as InputRule[]).map((rule) => [rule, faultTexts(rule)] as const),
  ["reasons", Object.values(reasons)],
  ["labels", LABELS],
  ["headlines", HEADLINES],
  ["causes", CAUSES.map((text) => text.replace(/: GET .*$/, ""))],
];

/** Product terms as NCP's Korean console writes them, GitHub's own words, and names of protocols and formats. */
const ALLOWED = new Set(
  (
    "NCP API APIs Gateway Usage Plan Plans Stage Product Products Key Keys Access Secret Sub Account Services Application My " +
    "Rate Quota GitHub Action Dependabot IP DNS TLS HTTP HTTPS PEM CA KB MiB KiB ID URL YAML JSON ASCII README NTP Date " +
    "Linux ARM ARM32 ARM64 x64 Node WebAssembly receipt approval public gov fin job site KST UTC environment https u"
  ).split(" "),
);

/** What may stand in Latin letters besides: code in backticks, requests in brackets, times, names of hosts and variables. */
function latinWords(text: string): string[] {
  const words = text
    .replace(/`[^`]*`/g, " ")
    .replace(/\[(?:GET|POST|PUT) [^\]]*\]/g, " ")
    .replace(/\b[a-z0-9-]+(?:\.[a-z0-9-]+)+\b/g, " ")
    .replace(/\b[A-Z]+(?:_[A-Z]+)+\b/g, " ")
    .match(/[A-Za-z][A-Za-z0-9]*/g);
  return (words ?? []).filter((word) => !ALLOWED.has(word));
}

test("the list of Latin words can fail", () => {
  expect(latinWords("연결이 connection could 아닙니다. `verify: false` NCP")).toEqual(["connection", "could"]);
});

describe.each(SAID)("%s", (_, texts) => {
  test("holds no Latin word but terms", () => {
    for (const text of texts) expect.soft(latinWords(text), text).toEqual([]);
  });

  test("keeps to one style", () => {
    for (const text of texts) {
      // The polite form of a request is one; "(으)로" and the like are a program's, not a person's.
      expect.soft(text).not.toMatch(/(하세요|해라|한다|하십시요)[.]/);
      expect.soft(text).not.toMatch(/[가-힣] \(/);
      expect.soft(text).not.toMatch(/\((으|이|가|을|를|은|는|와|과)\)/);
      expect.soft(text).not.toMatch(/머신|거절됨|알 수 없음|관련 액션|시간이 끝났습니다|이름을 찾을 수 없습니다/);
      expect.soft(text).not.toMatch(/이 액션(?!\()/);
    }
  });
});
