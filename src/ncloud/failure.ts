/**
 * Classifies every failure of one exchange. One pure function over two tables, which docs/failures.md shows with the
 * reasons (`scripts/pages/failures.ts`).
 */
import type { FailureClass, NcloudCode, NcloudFacts, NetworkReason, ReplyFacts, RequestFacts } from "./errors.ts";

/** No complete reply came. `sent`: at least one byte of the request may have left this machine. */
interface NetworkFailure {
  readonly kind: "network";
  readonly sent: boolean;
  readonly reason: NetworkReason;
}

/** A reply that is not 2xx. `ncpCode`: as text, where the body holds one. */
interface ReplyFailure {
  readonly kind: "reply";
  readonly status: number;
  readonly ncpCode?: string | undefined;
}

export type Failure = NetworkFailure | ReplyFailure;

/** Codes by what is known with them: what was asked, or what was answered as well. */
type NetworkCode = { [C in NcloudCode]: RequestFacts extends NcloudFacts[C] ? C : never }[NcloudCode];
type ReplyCode = Exclude<{ [C in NcloudCode]: ReplyFacts extends NcloudFacts[C] ? C : never }[NcloudCode], NetworkCode>;

export interface Classified<Code extends NcloudCode = NcloudCode> {
  readonly code: Code;
  readonly failureClass: FailureClass;
}

export function classify(failure: NetworkFailure): Classified<NetworkCode>;
export function classify(failure: ReplyFailure): Classified<ReplyCode>;
export function classify(failure: Failure): Classified;
export function classify(failure: Failure): Classified {
  return failure.kind === "network"
    ? classifyNetwork(failure.sent, failure.reason)
    : classifyReply(failure.status, failure.ncpCode);
}

/** The code, and the class when nothing was sent. What may have left is `uncertain`, whatever became of it. */
export const NETWORK: Readonly<Record<NetworkReason, readonly [NetworkCode, FailureClass]>> = {
  dns: ["dns-failed", "unsent-for-good"],
  "dns-temporary": ["dns-failed", "unsent"],
  connect: ["connection-failed", "unsent"],
  tls: ["tls-failed", "unsent-for-good"],
  proxy: ["proxy-failed", "unsent-for-good"],
  "proxy-temporary": ["proxy-failed", "unsent"],
  lost: ["connection-lost", "unsent"],
  timeout: ["attempt-timed-out", "unsent"],
  aborted: ["deadline", "unsent"],
  "too-large": ["reply-too-large", "unsent"],
  malformed: ["malformed-reply", "unsent"],
};

function classifyNetwork(sent: boolean, reason: NetworkReason): Classified<NetworkCode> {
  const [code, unsent] = NETWORK[reason];
  return { code, failureClass: sent ? "uncertain" : unsent };
}

/** Status and NCP's own code (`-`: any or none). The first row that fits counts; what fits none is like the last. */
export const REPLIES = [
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
] as const satisfies readonly (readonly [string, string, ReplyCode, FailureClass])[];

const OTHERS = REPLIES[REPLIES.length - 1] as (typeof REPLIES)[number];

function classifyReply(status: number, ncpCode: string | undefined): Classified<ReplyCode> {
  const fits = (pattern: string): boolean =>
    pattern.endsWith("xx") ? pattern === `${Math.trunc(status / 100)}xx` : pattern === String(status);
  const row = REPLIES.find(([pattern, code]) => fits(pattern) && (code === "-" || code === ncpCode)) ?? OTHERS;
  return { code: row[2], failureClass: row[3] };
}
