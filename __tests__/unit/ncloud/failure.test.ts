import { describe, expect, it } from "vitest";
import { stalePages } from "../../../scripts/pages/index.ts";
import type { NetworkReason } from "../../../src/ncloud/errors.ts";
import { classify, type Failure } from "../../../src/ncloud/failure.ts";

/** Said again on purpose: the table decides what is repeated, and a slip in it must not pass. */
const NETWORK: ReadonlyArray<readonly [NetworkReason, "yes" | "no", string, string]> = [
  ["dns", "no", "dns-failed", "unsent-for-good"],
  ["dns-temporary", "no", "dns-failed", "unsent"],
  ["connect", "no", "connection-failed", "unsent"],
  ["tls", "no", "tls-failed", "unsent-for-good"],
  ["proxy", "no", "proxy-failed", "unsent-for-good"],
  ["proxy-temporary", "no", "proxy-failed", "unsent"],
  ["lost", "no", "connection-lost", "unsent"],
  ["lost", "yes", "connection-lost", "uncertain"],
  ["timeout", "no", "attempt-timed-out", "unsent"],
  ["timeout", "yes", "attempt-timed-out", "uncertain"],
  ["aborted", "no", "deadline", "unsent"],
  ["aborted", "yes", "deadline", "uncertain"],
  ["too-large", "yes", "reply-too-large", "uncertain"],
  ["malformed", "yes", "malformed-reply", "uncertain"],
];

const REPLIES: ReadonlyArray<readonly [string, string, string, string]> = [
  ["3xx", "-", "redirect-refused", "uncertain"],
  ["400", "-", "bad-request", "refused"],
  ["401", "210", "permission-denied", "refused"],
  ["401", "-", "authentication-failed", "refused"],
  ["403", "-", "forbidden", "refused"],
  ["404", "-", "not-found", "refused"],
  ["408", "-", "endpoint-timeout", "uncertain"],
  ["413", "-", "request-too-large", "refused"],
  ["429", "400", "quota-exhausted", "refused"],
  ["429", "-", "throttled", "throttled"],
  ["4xx", "-", "refused-by-server", "refused"],
  ["502", "-", "endpoint-error", "uncertain"],
  ["503", "-", "endpoint-error", "uncertain"],
  ["504", "-", "endpoint-timeout", "uncertain"],
  ["5xx", "-", "server-error", "uncertain"],
];

describe("classes of failures", () => {
  it.each(NETWORK)("%s, sent: %s → %s, %s", (reason, sent, code, failureClass) => {
    expect(classify({ kind: "network", reason, sent: sent === "yes" })).toEqual({ code, failureClass });
  });

  it("never calls a request harmless that may have left", () => {
    for (const [reason] of NETWORK) {
      expect(classify({ kind: "network", reason, sent: true }).failureClass).toBe("uncertain");
    }
  });

  it("knows what to do about every reason when nothing was sent", () => {
    for (const [reason] of NETWORK) {
      expect(classify({ kind: "network", reason, sent: false }).failureClass).toMatch(/^unsent(-for-good)?$/);
    }
  });

  it.each(REPLIES)("%s, NCP %s → %s, %s", (status, ncpCode, code, failureClass) => {
    for (const failure of repliesOf(status, ncpCode)) {
      expect({ failure, ...classify(failure) }).toEqual({ failure, code, failureClass });
    }
  });

  it.each([
    [401, "200", "authentication-failed"],
    [403, "210", "forbidden"],
    [403, "10011", "forbidden"],
    [429, "410", "throttled"],
    [429, "420", "throttled"],
    [500, "900", "server-error"],
    [503, "500", "endpoint-error"],
    [504, "510", "endpoint-timeout"],
    [600, undefined, "server-error"],
  ])("%s with NCP %s → %s", (status, ncpCode, code) => {
    expect(classify({ kind: "reply", status, ncpCode }).code).toBe(code);
  });

  it("is what docs/failures.md says, line by line", () => {
    expect(stalePages(".")).not.toContain("docs/failures.md");
  });
});

/** Every reply that a line stands for and that no line before it has taken. */
function repliesOf(status: string, ncpCode: string): Failure[] {
  const taken = REPLIES.map(([each]) => each);
  const family = Number(status[0]) * 100;
  const statuses = status.endsWith("xx")
    ? Array.from({ length: 100 }, (_, index) => family + index).filter((each) => !taken.includes(String(each)))
    : [Number(status)];
  const special = REPLIES.filter(([each, code]) => each === status && code !== "-").map(([, code]) => code);
  const codes =
    ncpCode === "-"
      ? [undefined, "", "0", "100", "200", "210", "400", "410", "900", "x"].filter(
          (each) => !special.includes(each ?? ""),
        )
      : [ncpCode];
  return statuses.flatMap((each) => codes.map((code) => ({ kind: "reply", status: each, ncpCode: code }) as const));
}
