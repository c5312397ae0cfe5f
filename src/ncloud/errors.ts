/**
 * Errors are values: a stable `code`, the facts that fill its message, and the `cause`.
 * No prose here: `src/action/messages` says it in the reader's language.
 */

export type Level = "product" | "api" | "stage" | "usage-plan";

/** What is known about an error or an event. Every text may come from a server: a sink must escape it. */
export interface Facts {
  /** Method and path, such as `POST /api/v1/products/p/apis/a/stages/s/disassociate-usage-plan`. */
  readonly operation?: string;
  readonly host?: string;
  readonly status?: number;
  /** NCP's own `errorCode`, as text (documented as a number, shown as a string). */
  readonly ncpCode?: string;
  readonly ncpMessage?: string;
  readonly ncpDetails?: string;
  readonly level?: Level;
  readonly id?: string;
  readonly name?: string;
  readonly stage?: string;
  readonly plan?: string;
  readonly expected?: string;
  readonly got?: string;
  /** Names or ids to choose from, API keys, inputs, … */
  readonly list?: readonly string[];
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly count?: number;
  readonly total?: number;
  readonly limit?: number;
  readonly attempt?: number;
  /** Milliseconds: a delay, a clock error (positive: our clock is ahead), a duration. */
  readonly ms?: number;
  /** ISO 8601 time at which the request that matters was sent. */
  readonly sentAt?: string;
  /** The code of the error behind an event such as a retry. */
  readonly reason?: string;
}

/**
 * How a failure is treated (table in docs/failures.md):
 * - `refused`: the server said no for good; nothing was done; never repeated.
 * - `throttled`: nothing was done; repeat after a wait (base 1 s).
 * - `unsent`: the request never left this machine, for a reason that may pass (base 50 ms).
 * - `unsent-for-good`: it never left this machine, and would not on a repeat (TLS, unknown host, proxy refusal).
 * - `uncertain`: it may or may not have been carried out. Reads repeat; writes are reconciled.
 * - `clock-corrected`: refused because our clock was off; the correction is in place: repeat at once.
 */
export type FailureClass = "refused" | "throttled" | "unsent" | "unsent-for-good" | "uncertain" | "clock-corrected";

/** Codes of failures at NCP's side or on the way to it. */
export type NcloudCode =
  // Replies, by the contract's table
  | "bad-request"
  | "authentication-failed"
  | "permission-denied"
  | "forbidden"
  | "not-found"
  | "request-too-large"
  | "quota-exhausted"
  | "throttled"
  | "endpoint-error"
  | "endpoint-timeout"
  | "server-error"
  | "refused-by-server" // any other 4xx
  | "redirect-refused" // any 3xx
  | "unexpected-reply" // a 2xx read whose body is outside the contract
  | "endless-pages" // pages stopped making progress
  // The network
  | "dns-failed"
  | "connection-failed"
  | "connection-lost"
  | "tls-failed"
  | "proxy-failed"
  | "attempt-timed-out"
  | "reply-too-large"
  | "malformed-reply"
  // Our own limits
  | "deadline"
  | "cancelled";

export class NcloudError extends Error {
  override readonly name = "NcloudError";
  readonly code: NcloudCode;
  readonly failureClass: FailureClass;
  readonly facts: Facts;
  /** What the server's `Retry-After` asks for, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: NcloudCode,
    failureClass: FailureClass,
    facts: Facts,
    options?: ErrorOptions & { readonly retryAfterMs?: number | undefined },
  ) {
    super(`${code}${facts.operation === undefined ? "" : `: ${facts.operation}`}`, options);
    this.code = code;
    this.failureClass = failureClass;
    this.facts = facts;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** Where an exchange broke, as far as the transport knows. */
export type NetworkReason =
  | "dns" // the name is unknown (ENOTFOUND)
  | "dns-temporary" // EAI_AGAIN
  | "connect" // refused, unreachable, connect time-out
  | "tls" // certificate, protocol
  | "proxy" // the proxy refused for good (407, 403, bad address)
  | "proxy-temporary" // the proxy answered 502, 503, 504 or could not be reached
  | "lost" // reset or closed before the reply was complete
  | "timeout" // limits.timeoutMs passed
  | "aborted" // limits.signal aborted
  | "too-large" // the reply is over MAX_REPLY_BYTES
  | "malformed"; // not HTTP

export class NetworkError extends Error {
  override readonly name = "NetworkError";
  /** `false` only when it is sure that not one byte of the request left this machine. */
  readonly sent: boolean;
  readonly reason: NetworkReason;

  constructor(sent: boolean, reason: NetworkReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.sent = sent;
    this.reason = reason;
  }
}
