/**
 * Errors are values: a stable `code`, the facts that fill its message, and the `cause`.
 * No prose here: `src/action/messages` says it in the reader's language.
 */

export type Level = "product" | "api" | "stage" | "usage-plan";

/** A request that failed, and where it went. Every text of facts may come from a server: a sink must escape it. */
export interface RequestFacts {
  /** Method and path, such as `POST /api/v1/products/p/apis/a/stages/s/disassociate-usage-plan`. */
  readonly operation: string;
  readonly host: string;
}

/** And what the server said to it. */
export interface ReplyFacts extends RequestFacts {
  readonly status: number;
  /** NCP's own `errorCode`, as text (documented as a number, shown as a string). */
  readonly ncpCode?: string;
  readonly ncpMessage?: string;
  readonly ncpDetails?: string;
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

/** What a part of a reply should be, and what it was. */
export interface Unexpected {
  /** Where in the reply, such as `content[0].usagePlanId`; empty for the whole. */
  readonly at: string;
  readonly expected: "JSON" | "object" | "list" | "id" | "count" | "list-of-keys" | "plan-asked-for";
  readonly got:
    | "empty"
    | "not-json"
    | "nothing"
    | "null"
    | "list"
    | "object"
    | "text"
    | "number"
    | "boolean"
    | "another";
}

/** Failures at NCP's side or on the way to it: each code, and what is known with it. */
export interface NcloudFacts {
  // Replies, by the contract's table
  "bad-request": ReplyFacts;
  "authentication-failed": ReplyFacts;
  "permission-denied": ReplyFacts;
  forbidden: ReplyFacts;
  "not-found": ReplyFacts;
  "request-too-large": ReplyFacts;
  "quota-exhausted": ReplyFacts;
  throttled: ReplyFacts;
  "endpoint-error": ReplyFacts;
  "endpoint-timeout": ReplyFacts;
  "server-error": ReplyFacts;
  /** Any other 4xx. */
  "refused-by-server": ReplyFacts;
  /** Any 3xx. */
  "redirect-refused": ReplyFacts;
  /** A 401, and a server whose clock is over a day from ours. `ms`: positive when ours is ahead. */
  "clock-wrong": ReplyFacts & { readonly ms: number };
  /** A 2xx read whose body is outside the contract. */
  "unexpected-reply": Pick<RequestFacts, "operation"> & Unexpected;
  /** Pages stopped making progress before all `total` rows were there. */
  "endless-pages": Pick<RequestFacts, "operation"> & { readonly total: number };
  // The network
  "dns-failed": RequestFacts;
  "connection-failed": RequestFacts;
  "connection-lost": RequestFacts;
  "tls-failed": RequestFacts;
  "proxy-failed": RequestFacts;
  "attempt-timed-out": RequestFacts;
  "reply-too-large": RequestFacts;
  "malformed-reply": RequestFacts;
  // Our own limits
  /** `seconds`: how much longer an undo had to wait for the detach that it undoes. */
  deadline: Pick<RequestFacts, "operation"> & { readonly seconds?: number };
  cancelled: Pick<RequestFacts, "operation">;
}

export type NcloudCode = keyof NcloudFacts;

export class NcloudError<C extends NcloudCode = NcloudCode> extends Error {
  override readonly name = "NcloudError";
  readonly code: C;
  readonly failureClass: FailureClass;
  readonly facts: NcloudFacts[C];
  /** What the server's `Retry-After` asks for, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: C,
    failureClass: FailureClass,
    facts: NcloudFacts[C],
    options?: ErrorOptions & { readonly retryAfterMs?: number | undefined },
  ) {
    super(`${code}: ${facts.operation}`, options);
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

/**
 * What broke, in words of our own, for Details: each language has its own for them. What else stands there is the system's,
 * OpenSSL's or a server's.
 */
export type Broken =
  | "given up"
  | "the run's time is over"
  | "the transport was closed"
  | "no complete reply in time"
  | "the reply is too large"
  | "the reply's headers are too large"
  | "the reply is not HTTP"
  | "the head of the reply contradicts itself, such as by two lengths"
  | "the server sent 100 Continue, which nobody had asked for"
  | "the server switched to another protocol, which nobody had asked for"
  | "the connection was lost before the reply was complete"
  | "the host name is unknown"
  | "the host name could not be looked up"
  | "no connection in time"
  | "the TLS handshake failed"
  | "the connection could not be made"
  | "no PEM certificate in it"
  | "unreadable";

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
