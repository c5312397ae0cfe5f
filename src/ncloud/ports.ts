/**
 * What this action needs of the world, as arguments: a clock, randomness and one HTTP exchange.
 * The simulation passes a virtual clock and an in-memory server; `index.ts` passes the real ones.
 */

/** The environment of the process: variables by name. */
export type Env = Readonly<Record<string, string | undefined>>;

export interface Clock {
  /** Wall clock in milliseconds since the Unix epoch. May jump; use it for signatures and records only. */
  now(): number;
  /** Monotonic milliseconds from an arbitrary origin. Use it for deadlines. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds, or as soon as `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A number in [0, 1). */
export type Random = () => number;

/** `PATCH` is GitHub's alone: the comment. */
export type Method = "GET" | "POST" | "PUT" | "PATCH";

export interface HttpRequest {
  readonly method: Method;
  /** Path and query string in the very bytes that go on the wire: they are what is signed. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpReply {
  readonly status: number;
  /** Names in lower case. Only the headers that the action reads need be present. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, at most `MAX_REPLY_BYTES` long. */
  readonly body: string;
}

export interface AttemptLimits {
  /** Milliseconds for this one attempt, from name look-up to the last byte of the body. */
  readonly timeoutMs: number;
  /** Ends the attempt at once when it aborts. */
  readonly signal: AbortSignal;
}

export interface Transport {
  /**
   * One HTTP exchange: no retry, no redirect.
   * @throws {NetworkError} when no complete reply came.
   */
  send(request: HttpRequest, limits: AttemptLimits): Promise<HttpReply>;
}
