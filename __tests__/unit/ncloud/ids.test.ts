import { expect, it } from "vitest";
import { isId } from "../../../src/ncloud/ids.ts";

it.each([
  ["plan000001", true],
  ["A-b_9", true],
  ["x".repeat(64), true],
  ["x".repeat(65), false],
  ["", false],
  ["a b", false],
  ["a.b", false],
  ["..", false],
  ["a/b", false],
  ["*", false],
  ["한글", false],
  ["a\n", false],
])("%j is an id: %s", (text, is) => {
  expect(isId(text)).toBe(is);
});
