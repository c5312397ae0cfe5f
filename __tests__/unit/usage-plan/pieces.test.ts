import { describe, expect, it } from "vitest";
import { NcloudError } from "../../../src/ncloud/errors.ts";
import { mapConcurrent } from "../../../src/usage-plan/map-concurrent.ts";
import { problemOf, problemsOf, RunError } from "../../../src/usage-plan/problem.ts";
import { createReport, overall } from "../../../src/usage-plan/report.ts";
import { MODE_NAMES, type Outcome, writesNothing } from "../../../src/usage-plan/types.ts";
import { canBeGreen, countByVerdict, iconOf, VERDICTS, type Verdict } from "../../../src/usage-plan/verdicts.ts";

const ref = { id: "x" };
const target = { product: ref, api: ref, stage: ref, plan: ref };
const ended = (...verdicts: Verdict[]): Outcome[] =>
  verdicts.map((verdict) => {
    const common = { target, changed: verdict === "detached" };
    return canBeGreen(verdict) ? { ...common, verdict } : { ...common, verdict, problem: problemOf(verdict) };
  });

describe("side by side", () => {
  it("keeps the order and the limit", async () => {
    let running = 0;
    let most = 0;
    const done = await mapConcurrent([5, 1, 4, 2, 3], 2, async (ms, index) => {
      most = Math.max(most, ++running);
      for (let turn = 0; turn < ms; turn++) await Promise.resolve();
      running -= 1;
      return `${index}:${ms}`;
    });
    expect(done).toEqual(["0:5", "1:1", "2:4", "3:2", "4:3"]);
    expect(most).toBe(2);
  });

  it("starts nothing after a rejection, waits for what runs, and passes the first one on", async () => {
    const started: number[] = [];
    const finished: number[] = [];
    const all = mapConcurrent([0, 1, 2, 3], 2, async (item) => {
      started.push(item);
      for (let turn = 0; turn < item * 10; turn++) await Promise.resolve();
      if (item === 0) throw new Error("first");
      finished.push(item);
    });
    await expect(all).rejects.toThrow("first");
    expect(started).toEqual([0, 1]);
    expect(finished).toEqual([1]);
  });

  it("takes an empty list", async () => {
    expect(await mapConcurrent([], 4, async () => 1)).toEqual([]);
  });
});

describe("problems", () => {
  it("keep code and facts of an NCP error, and every message behind it", () => {
    const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    const both = new AggregateError([new Error("v4"), new Error("v6")], "all addresses");
    const error = new NcloudError(
      "connection-lost",
      "uncertain",
      { operation: "GET /x", host: "h" },
      {
        cause: new Error("lost", { cause: new AggregateError([reset, both], "") }),
      },
    );
    expect(problemOf(error)).toEqual({
      code: "connection-lost",
      facts: { operation: "GET /x", host: "h" },
      causes: ["lost", "AggregateError", "ECONNRESET: read ECONNRESET", "all addresses", "v4", "v6"],
    });
  });

  it("say each message once, name a code once, and are bounded", () => {
    const nested = (depth: number): Error => new Error(`m${depth}`, depth === 0 ? {} : { cause: nested(depth - 1) });
    expect(problemOf(nested(20)).causes).toHaveLength(8);
    const coded = Object.assign(new Error("EPIPE: broken", { cause: new Error("EPIPE: broken") }), { code: "EPIPE" });
    expect(problemOf(coded)).toEqual({ code: "internal-error", facts: {}, causes: ["EPIPE: broken"] });
    expect(problemOf("a text").causes).toEqual(["a text"]);
  });

  it("say nothing of what is no cause, and only name codes that are words", () => {
    const numbered = Object.assign(new Error("odd", { cause: null }), { code: 5 });
    expect(problemOf(numbered).causes).toEqual(["odd"]);
    expect(problemOf(undefined)).toEqual({ code: "internal-error", facts: {}, causes: [] });
    expect(problemOf(null).causes).toEqual([]);
  });

  it("of a RunError are its own", () => {
    expect(new RunError([]).name).toBe("RunError");
    expect(problemOf(new RunError([]))).toMatchObject({ code: "internal-error" });
    const problems = [problemOf("a"), problemOf("b")];
    expect(problemsOf(new RunError(problems))).toBe(problems);
    expect(problemOf(new RunError(problems))).toBe(problems[0]);
    expect(problemsOf("c")).toEqual([problemOf("c")]);
    expect(new RunError(problems).message).toBe("internal-error, internal-error");
  });
});

describe("the word for the step", () => {
  it.each<[Verdict[], Verdict]>([
    [["detached", "already-detached"], "detached"],
    [["already-detached", "would-detach"], "would-detach"],
    [["detached", "refused"], "refused"],
    [["refused", "failed"], "failed"],
    [["failed", "unknown"], "unknown"],
    [["already-attached", "restored"], "restored"],
    [["already-attached", "would-restore"], "would-restore"],
    [["already-detached", "attached"], "attached"],
    [["detached", "accepted"], "accepted"],
  ])("%j is %s", (verdicts, word) => {
    expect(overall("detach", ended(...verdicts))).toBe(word);
    expect(overall("detach", ended(...verdicts.toReversed()))).toBe(word);
  });

  it.each(["detach", "check", "restore"] as const)("knows every verdict (%s)", (mode) => {
    for (const verdict of VERDICTS) expect(overall(mode, ended(verdict))).toBe(verdict);
  });

  it("is the wanted state when there was nothing to do", () => {
    expect(overall("detach", [])).toBe("already-detached");
    expect(overall("check", [])).toBe("already-detached");
    expect(overall("restore", [])).toBe("already-attached");
  });

  it("is red exactly when an outcome has a problem, and then after a red outcome", () => {
    const [asked] = ended("already-detached");
    if (asked === undefined) throw new TypeError("no outcome");
    const red = { ...asked, problem: problemOf("it should have been there") };
    const base = { mode: "detach", dryRun: false, started: 0, ended: 1_500 } as const;
    expect(createReport({ ...base, outcomes: [...ended("detached"), red] })).toMatchObject({
      result: "already-detached",
      red: true,
    });
    expect(createReport({ ...base, outcomes: ended("detached", "attached") })).toMatchObject({ red: false });
    expect(VERDICTS.filter((verdict) => !canBeGreen(verdict))).toEqual(["unknown", "failed", "refused"]);
    for (const verdict of VERDICTS) for (const colour of [true, false]) expect(iconOf(verdict, colour)).toMatch(/./u);
    expect([iconOf("already-detached", false), iconOf("already-detached", true)]).toEqual(["✅", "❌"]);
  });

  it("is failed for a run that came to no target", () => {
    const base = { mode: "detach", dryRun: false, started: 0, ended: 1_500 } as const;
    expect(createReport({ ...base, problems: [problemOf("x")] })).toMatchObject({
      result: "failed",
      red: true,
      changed: false,
    });
    const warnings = [{ code: "keys-not-known", level: "warning", facts: { plan: "p", stage: "s" } }] as const;
    expect(createReport({ ...base, warnings }).warnings).toEqual(warnings);
    expect(createReport({ ...base, outcomes: ended("detached"), receipt: "{}" })).toMatchObject({
      result: "detached",
      changed: true,
      receipt: "{}",
      problems: [],
      startedAt: "1970-01-01T00:00:00.000Z",
      endedAt: "1970-01-01T00:00:01.500Z",
    });
    expect(createReport(base)).toStrictEqual({
      mode: "detach",
      dryRun: false,
      result: "already-detached",
      red: false,
      changed: false,
      outcomes: [],
      problems: [],
      warnings: [],
      keysLookedAt: true,
      startedAt: "1970-01-01T00:00:00.000Z",
      endedAt: "1970-01-01T00:00:01.500Z",
    });
  });

  it("writes nothing in a dry run and in a check", () => {
    const writes = (dryRun: boolean) => MODE_NAMES.filter((mode) => !writesNothing({ mode, dryRun }));
    expect([writes(false), writes(true)]).toEqual([["detach", "restore"], []]);
  });

  it("comes with counts", () => {
    expect(countByVerdict(ended("detached", "failed", "detached"))).toMatchObject({
      detached: 2,
      failed: 1,
      unknown: 0,
    });
  });
});
