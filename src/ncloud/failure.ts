/**
 * Classifies every failure of one exchange. One pure function; its table, with the reasons, is docs/failures.md,
 * and each line there has a test row.
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

/** The code, and the class when nothing was sent. */
const NETWORK: Readonly<Record<NetworkReason, readonly [NetworkCode, FailureClass]>> = {
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

function classifyReply(status: number, ncpCode: string | undefined): Classified<ReplyCode> {
  // It may be the answer to a request that was carried out ("see the result there"), whatever HTTP says of each number.
  if (status >= 300 && status < 400) return { code: "redirect-refused", failureClass: "uncertain" };
  switch (status) {
    case 400:
      return { code: "bad-request", failureClass: "refused" };
    case 401:
      return { code: ncpCode === "210" ? "permission-denied" : "authentication-failed", failureClass: "refused" };
    case 403:
      return { code: "forbidden", failureClass: "refused" };
    case 404:
      return { code: "not-found", failureClass: "refused" };
    case 408:
      return { code: "endpoint-timeout", failureClass: "uncertain" };
    case 413:
      return { code: "request-too-large", failureClass: "refused" };
    case 429:
      return ncpCode === "400"
        ? { code: "quota-exhausted", failureClass: "refused" }
        : { code: "throttled", failureClass: "throttled" };
    case 502:
    case 503:
      return { code: "endpoint-error", failureClass: "uncertain" };
    case 504:
      return { code: "endpoint-timeout", failureClass: "uncertain" };
  }
  if (status >= 400 && status < 500) return { code: "refused-by-server", failureClass: "refused" };
  return { code: "server-error", failureClass: "uncertain" };
}
