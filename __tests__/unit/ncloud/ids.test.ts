import { expect, it } from "vitest";
import { isId, looksLikeId } from "../../../src/ncloud/ids.ts";

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

it.each([
  ["u5h0j3w8pe", true],
  ["u5h0j3w8p", false],
  ["u5h0j3w8pe1", false],
  ["u5h0j3w8pE", false],
  ["my plan 10", false],
])("%j looks like one that NCP gives: %s", (text, does) => {
  expect(looksLikeId(text)).toBe(does);
});
