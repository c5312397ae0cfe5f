/** What a list costs in which a name is looked for. Apart: mutation testing counts every step, which takes minutes here. */
import { expect, it } from "vitest";
import { pickName } from "../../../src/usage-plan/match.ts";

it.each([
  ["many names there are", 50_000, 12],
  ["long they are", 5_000, 400],
])("a name is looked for in time, however %s", (_, count, length) => {
  /** What the processor took: not the clock's time, since others may keep the machine busy. */
  const cost = (names: number, words: number): number => {
    const list = Array.from({ length: names }, (_each, n) => ({
      id: `u${n}`,
      name: `${"체험 플랜 ".repeat(words)}${n}`,
    }));
    const began = process.threadCpuUsage();
    expect(() => pickName("product", "체험 플랜 ".repeat(8), list)).toThrow("name-not-found");
    const { user } = process.threadCpuUsage(began);
    return user;
  };
  const usual = cost(5_000, 12);
  // Ten times as much and more, where each is compared, or every letter of it.
  expect(cost(count, length)).toBeLessThan(4 * usual);
});
