import { describe, expect, it } from "vitest";
import { MAX_REPLY_BYTES } from "../../../src/ncloud/exchange.ts";
import { isObject, parseJson } from "../../../src/ncloud/json.ts";

describe("JSON", () => {
  it("parses what is JSON, and nothing else", () => {
    expect(parseJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
    expect(parseJson("null")).toBeNull();
    for (const text of ["", "{", "<html>", '{"a":1} x', "undefined"]) expect(parseJson(text)).toBeUndefined();
  });

  it("parses whatever depth fits into a reply", () => {
    const half = MAX_REPLY_BYTES / 2;
    let depth = 0;
    for (let at = parseJson("[".repeat(half) + "]".repeat(half)); Array.isArray(at); at = at[0]) depth++;
    expect(depth).toBe(half);
    expect(parseJson(`${'{"a":'.repeat(MAX_REPLY_BYTES / 6)}1${"}".repeat(MAX_REPLY_BYTES / 6)}`)).toBeDefined();
    expect(parseJson("[".repeat(MAX_REPLY_BYTES))).toBeUndefined();
  });

  it("tells objects from the rest", () => {
    expect([{}, [], null, "x", 1, undefined].map(isObject)).toEqual([true, false, false, false, false, false]);
  });
});
