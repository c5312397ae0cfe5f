import { describe, expect, it } from "vitest";
import { isObject, MAX_DEPTH, parseJson } from "../../../src/ncloud/json.ts";

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

describe("JSON", () => {
  it("parses what is JSON, and nothing else", () => {
    expect(parseJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
    expect(parseJson("null")).toBeNull();
    for (const text of ["", "{", "<html>", '{"a":1} x', "undefined"]) expect(parseJson(text)).toBeUndefined();
  });

  it("refuses what is too deep, without parsing it", () => {
    expect(parseJson(nested(MAX_DEPTH))).toBeDefined();
    expect(parseJson(nested(MAX_DEPTH + 1))).toBeUndefined();
    expect(parseJson(`${'{"a":'.repeat(MAX_DEPTH + 1)}1${"}".repeat(MAX_DEPTH + 1)}`)).toBeUndefined();
    expect(parseJson("[".repeat(500_000))).toBeUndefined();
  });

  it("does not count brackets in text, nor those that are closed again", () => {
    const text = JSON.stringify({ a: `"${"[{".repeat(100)}`, b: Array.from({ length: 100 }, () => [{}]) });
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it("tells objects from the rest", () => {
    expect([{}, [], null, "x", 1, undefined].map(isObject)).toEqual([true, false, false, false, false, false]);
  });
});
