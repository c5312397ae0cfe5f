/** What the main step saves for its post step, through a runner that may lose, cut or keep it. */
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendJournal, readJournal } from "../../../src/action/living.ts";
import { createSaver, ENDS, partsOf, readSaved, type SavedStep } from "../../../src/action/state.ts";
import { type ReceiptStage, stageJson } from "../../../src/usage-plan/receipt.ts";

const STEP: SavedStep = {
  timeoutMs: 30_000,
  concurrency: 3,
  language: "ko",
  summary: false,
  auditIssue: 7,
  record: {
    site: "gov",
    origin: "https://localhost:1",
    account: "0123456789abcdef",
    at: "2026-11-25T00:00:00.000Z",
    run: "https://github.com/acme/shop/actions/runs/1",
    by: "minji",
    reason: "요금제 개편",
  },
  process: { pid: 42, mark: "123 node dist/index.js", space: "pid:[1]", folder: "/tmp/x" },
};

const stage = (n: number, plans = 1, name = "운영"): ReceiptStage => ({
  product: { id: "p4y2m8q0zt", name: "결제 서비스" },
  api: { id: "a9f3k1c7wd", name: "결제 API" },
  stage: { id: `s${String(n).padStart(9, "0")}`, name },
  plans: Array.from({ length: plans }, (_, at) => ({
    id: `u${String(at).padStart(9, "0")}`,
    name: "무료 체험 플랜",
    sure: false,
    sent: true,
    keys: [],
    keysKnown: true,
  })),
  successors: [],
});

/** A runner's file: lines as a main step appends them. */
function runner() {
  const appends: string[] = [];
  const saver = createSaver((values) => {
    appends.push(values.map(([name, value]) => `${name}=${value}\n`).join(""));
  });
  return { saver, appends };
}

/** What the runner gives the post step: each name's last value, as an environment variable. */
function handedOver(file: string) {
  const lines = file.split("\n").filter((line) => line.includes("="));
  const env = Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf("=");
      expect(line.length - at).toBeLessThanOrEqual(32_767);
      return [`STATE_${line.slice(0, at)}`, line.slice(at + 1)];
    }),
  );
  return readSaved(partsOf({ PATH: "/bin", ...env }));
}

describe("what main saved, post reads", () => {
  test("nothing was saved", () => {
    expect(handedOver("")).toBeUndefined();
  });

  test("by the second copy as well, whose last line may be missing its end", () => {
    const folder = mkdtempSync(join(tmpdir(), "journal-"));
    try {
      const main = { ...STEP.process, folder };
      expect(readJournal(main)).toEqual({});
      const saver = createSaver((values) => appendJournal(main, values));
      saver.begin(STEP);
      saver.intend(stage(0));
      const whole = readSaved(partsOf(readJournal(main)));
      expect(whole).toStrictEqual({ whole: true, step: STEP, stages: [stageJson(stage(0))] });
      appendFileSync(join(folder, "journal"), 'record-2 ={"end":"');
      expect(readSaved(partsOf(readJournal(main)))).toStrictEqual(whole);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("a beginning, and no write", () => {
    const { saver, appends } = runner();
    saver.begin(STEP);
    expect(handedOver(appends.join(""))).toStrictEqual({ whole: true, step: STEP, stages: [] });
  });

  test("what was about to be written, of a main step that was killed", () => {
    const { saver, appends } = runner();
    saver.begin(STEP);
    saver.intend(stage(1, 2));
    const saved = handedOver(appends.join(""));
    expect(saved).toMatchObject({ whole: true, stages: [{ plans: [{ sure: false }, { sure: false }] }] });
    expect(saved?.ended).toBeUndefined();
  });

  test("how each of them ended", () => {
    const { saver, appends } = runner();
    saver.begin(STEP);
    saver.intend(stage(1, 2));
    saver.intend(stage(2, 2));
    saver.intend(stage(3, 1));
    saver.end(["sure", "not-written", "doubtful", "keys-only", "not-written"], "2026-11-25T00:00:09.000Z");
    const saved = handedOver(appends.join(""));
    const id = (n: number) => ({ id: `u${String(n).padStart(9, "0")}`, name: "무료 체험 플랜" });
    expect(saved?.ended).toEqual({ lastWrite: "2026-11-25T00:00:09.000Z" });
    expect(saved?.stages.map((each) => (each as { plans: object[] }).plans)).toEqual([
      [id(0)],
      [
        { ...id(0), sure: false },
        { ...id(1), sent: false },
      ],
    ]);
  });

  test("one append per save, however large, and a thousand stages in less than 0.3 MB", () => {
    const { saver, appends } = runner();
    saver.begin(STEP);
    for (let n = 0; n < 1_000; n++) saver.intend(stage(n));
    saver.intend(stage(1_000, 600));
    saver.end(Array(1_600).fill("sure"), undefined);
    expect(appends).toHaveLength(1_003);
    const file = appends.join("");
    expect(Buffer.byteLength(file) - Buffer.byteLength(appends[1_001] ?? "")).toBeLessThan(300_000);
    expect(handedOver(file)?.stages).toHaveLength(1_001);
  });

  test("names of any kind", () => {
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 200 }).filter((text) => !text.includes("***"));
    fc.assert(
      fc.property(name, (name) => {
        const { saver, appends } = runner();
        saver.begin(STEP);
        saver.intend(stage(1, 1, name));
        expect(handedOver(appends.join(""))?.stages).toMatchObject([
          { stage: { name: JSON.parse(JSON.stringify(name)) } },
        ]);
      }),
    );
  });
});

describe("what does not tell", () => {
  const whole = () => {
    const { saver, appends } = runner();
    saver.begin(STEP);
    saver.intend(stage(1, 2));
    saver.intend(stage(2, 300));
    saver.end(Array(302).fill("sure"), "2026-11-25T00:00:09.000Z");
    return { file: appends.join(""), ends: appends.map((_, n) => appends.slice(0, n + 1).join("").length) };
  };

  test("cut at any place: either damaged, or as of a main step that was killed at that moment", () => {
    const { file, ends } = whole();
    for (let length = 1; length < file.length; length++) {
      const saved = handedOver(file.slice(0, length));
      const records = ends.filter((end) => end <= length + 1).length;
      // A name without a value is no line of such a file: the runner lets the step fail.
      const between = !file.slice(ends[records - 1] ?? 0, length).includes("=");
      if (saved === undefined) expect(file.slice(0, length)).not.toContain("=");
      else if (saved.ended !== undefined) expect(length).toBe(file.length - 1);
      else if (saved.whole) {
        expect(between, `at ${length}`).toBe(true);
        expect(saved.stages).toHaveLength(records - 1);
      }
    }
  });

  test.each<[string, (file: string) => string]>([
    ["a record lost", (file) => file.replace(/^record-1=.*\n/m, "")],
    ["a part lost", (file) => file.replace(/^record-2=.*\n/m, "")],
    ["the beginning lost", (file) => file.replace(/^record-0=.*\n/m, "")],
    ["two records in one line", (file) => file.replace("\nrecord-1=", "record-1=")],
    ["another end than beginning", (file) => file.replace(/"end":"\++"/, '"end":"+"')],
    ["an end of unknown letters", (file) => file.replace(/"end":"\+/, '"end":"!')],
    ["no site", (file) => file.replace('"site":"gov"', '"site":"mars"')],
    ["a number that is none", (file) => file.replace('"timeoutMs":30000', '"timeoutMs":"soon"')],
    ["no object", () => "record-0=[]\n"],
    ["no JSON", () => "record-0==hello\n"],
    ["masked", () => "record-0=***\n"],
  ])("%s", (_, damage) => {
    expect(handedOver(damage(whole().file))?.whole).toBe(false);
  });

  test("what is known of it is still there, to be shown", () => {
    const { file, ends } = whole();
    const saved = handedOver(file.slice(0, (ends[1] ?? 0) + 100));
    expect(saved).toMatchObject({ whole: false, step: { record: { site: "gov" } }, stages: [{}] });
  });
});

test("every end has a letter of its own", () => {
  expect(new Set(Object.values(ENDS)).size).toBe(Object.keys(ENDS).length);
});
