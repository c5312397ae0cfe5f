/** Every code is produced by the built action, and what it advises is done: it helps, or the words are wrong. */
import { describe, expect, test } from "vitest";
import { PROBLEM_SAMPLES } from "../../scripts/samples.ts";
import type { ProblemCode } from "../../src/usage-plan/facts.ts";
import { AFTER } from "./advice/after.ts";
import { BEFORE } from "./advice/before.ts";
import { REPLIES } from "./advice/replies.ts";
import type { Row } from "./advice/row.ts";
import { type ActionResult, emulated, errorOf, readLog } from "./runner.ts";

/** Those that wait longest come first: a post step waits 20 s for a main step that may still run. */
const ROWS: { readonly [C in ProblemCode]: Row } = { ...AFTER, ...REPLIES, ...BEFORE };

test("every code has a row", () => {
  expect(Object.keys(ROWS).sort()).toEqual(Object.keys(PROBLEM_SAMPLES).sort());
});

const linesIn = (text: string): string[] => [...text.matchAll(/^\s*- (.+)$/gm)].map(([, line]) => line ?? "");

/** The lines under "What to do" of the problem whose link ends with the code; undefined: nobody has said the code. */
function adviceOf(result: ActionResult, code: string, says?: RegExp): string[] | undefined {
  const log = readLog(result.stdout).map(({ text }) => text);
  const text = [errorOf(result), ...log].join("\n").replaceAll("\r", "");
  if (says !== undefined) {
    const [, after] = text.split(says);
    return after === undefined ? undefined : linesIn(/^\nWhat to do:(\n\s*- .+)+/.exec(after)?.[0] ?? "");
  }
  const end = text.search(new RegExp(`^\\s*More: .*#${code}$`, "m"));
  const section =
    text
      .slice(0, end)
      .split(/^\s*More: .*$/m)
      .at(-1) ?? "";
  return end < 0
    ? undefined
    : linesIn(
        section
          .split(/^\s*What to do:$/m)
          .slice(1)
          .at(-1) ?? "",
      );
}

describe.concurrent("a code and its advice", () => {
  for (const [code, row] of Object.entries(ROWS)) {
    test.skipIf(row.skip !== undefined)(code, { timeout: 90_000 }, () =>
      emulated(row.with ?? {}, async (all) => {
        const produced = await row.produce(all);
        expect(produced.exitCode).toBe(1);
        const lines = adviceOf(produced, code, row.says) ?? expect.fail(`${code} was not said: ${produced.stdout}`);
        const begins = Object.keys(row.advice);
        expect(lines.filter((line) => !begins.some((begin) => line.startsWith(begin)))).toEqual([]);
        expect(begins.filter((begin) => !lines.some((line) => line.startsWith(begin)))).toEqual([]);
        for (const [begin, deed] of Object.entries(row.advice)) {
          if (typeof deed === "string") continue;
          const result = await deed(all, produced);
          expect(result.exitCode, `${begin}: ${result.stdout}`).toBe(0);
        }
      }),
    );
  }
});
