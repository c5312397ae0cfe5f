import { describe, expect, it } from "vitest";
import { httpDate, retryAfterMs } from "../../../src/ncloud/http-date.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

describe("HTTP dates", () => {
  it("reads the form that servers may send", () => {
    expect(httpDate("Sun, 22 Nov 2026 12:00:00 GMT")).toBe(NOW);
  });

  it.each([
    undefined,
    "",
    "2026-11-22T12:00:00Z",
    "Sunday, 22-Nov-26 12:00:00 GMT",
    "Sun Nov 22 12:00:00 2026",
    "Sun, 22 Nov 2026 12:00:00 KST",
    "Sun, 22 Nov 2026 12:00:00 GMT, Sun, 22 Nov 2026 12:00:00 GMT",
    "x Sun, 22 Nov 2026 12:00:00 GMT",
    "Sun, 22 Nov 2026 12:00:00 GMT (about)",
    "Sun, 99 Nov 2026 12:00:00 GMT",
    "1",
  ])("reads nothing out of %j", (text) => {
    expect(httpDate(text)).toBeUndefined();
  });

  it.each([
    ["0", 0],
    ["3", 3_000],
    ["120", 120_000],
    ["Sun, 22 Nov 2026 12:00:07 GMT", 7_000],
    ["Sun, 22 Nov 2026 11:00:00 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["9999999999", undefined],
  ])("Retry-After %j asks for %s ms", (text, ms) => {
    expect(retryAfterMs(text, NOW)).toBe(ms);
  });
});
