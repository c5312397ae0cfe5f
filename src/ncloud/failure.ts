/**
 * Sorts every failure of one exchange. One pure function; its table, with the reasons, is docs/failures.md,
 * and each line there has a test row.
 */
import type { NcloudCode, NetworkReason, Sort } from "./errors.ts";

export type Failure =
  /** No complete reply came. `sent`: at least one byte of the request may have left this machine. */
  | { readonly kind: "network"; readonly sent: boolean; readonly reason: NetworkReason }
  /** A reply that is not 2xx. `ncpCode`: as text, where the body holds one. */
  | { readonly kind: "reply"; readonly status: number; readonly ncpCode?: string | undefined };

export interface Sorted {
  readonly code: NcloudCode;
  readonly sort: Sort;
}

export function sortFailure(failure: Failure): Sorted {
  return failure.kind === "network"
    ? sortNetwork(failure.sent, failure.reason)
    : sortReply(failure.status, failure.ncpCode);
}

/** The code, and the sort when nothing was sent. */
const NETWORK: Readonly<Record<NetworkReason, readonly [NcloudCode, Sort]>> = {
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

function sortNetwork(sent: boolean, reason: NetworkReason): Sorted {
  const [code, unsent] = NETWORK[reason];
  return { code, sort: sent ? "uncertain" : unsent };
}

function sortReply(status: number, ncpCode: string | undefined): Sorted {
  // It may be the answer to a request that was carried out ("see the result there"), whatever HTTP says of each number.
  if (status >= 300 && status < 400) return { code: "redirect-refused", sort: "uncertain" };
  switch (status) {
    case 400:
      return { code: "bad-request", sort: "refused" };
    case 401:
      return { code: ncpCode === "210" ? "permission-denied" : "authentication-failed", sort: "refused" };
    case 403:
      return { code: "forbidden", sort: "refused" };
    case 404:
      return { code: "not-found", sort: "refused" };
    case 408:
      return { code: "endpoint-timeout", sort: "uncertain" };
    case 413:
      return { code: "request-too-large", sort: "refused" };
    case 429:
      return ncpCode === "400"
        ? { code: "quota-exhausted", sort: "refused" }
        : { code: "throttled", sort: "throttled" };
    case 502:
    case 503:
      return { code: "endpoint-error", sort: "uncertain" };
    case 504:
      return { code: "endpoint-timeout", sort: "uncertain" };
  }
  if (status >= 400 && status < 500) return { code: "refused-by-server", sort: "refused" };
  return { code: "server-error", sort: "uncertain" };
}
