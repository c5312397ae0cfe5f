/** One HTTP exchange as undici reports it, event by event: what was sent, what came, and how it ended. */
import type { Dispatcher } from "undici";
import { type Broken, NetworkError, type NetworkReason } from "./errors.ts";
import type { AttemptLimits, HttpReply } from "./ports.ts";

/** No reply of the contract comes near. Over it, the connection is dropped. */
export const MAX_REPLY_BYTES = 1024 * 1024;

/** What the action reads of a reply's headers. */
const HEADERS_READ = [
  ...["date", "retry-after"],
  // Of GitHub's, for the comment.
  ...["content-type", "location", "x-ratelimit-remaining", "x-ratelimit-reset"],
] as const;

const UTF8 = new TextDecoder();
const NOTHING: Buffer = Buffer.alloc(0);

type Controller = Dispatcher.DispatchController;
type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The exchanges that end with a signal: one listener for all of them, since all of a run have the same few signals. */
const WAITING = new WeakMap<AbortSignal, Set<Exchange>>();

function waitingFor(signal: AbortSignal): Set<Exchange> {
  const known = WAITING.get(signal);
  if (known !== undefined) return known;
  const waiting = new Set<Exchange>();
  signal.addEventListener("abort", () => {
    for (const each of [...waiting]) each.abort();
  });
  WAITING.set(signal, waiting);
  return waiting;
}

export class Exchange implements Dispatcher.DispatchHandler {
  readonly reply: Promise<HttpReply>;
  readonly #resolve: (reply: HttpReply) => void;
  readonly #reject: (error: NetworkError) => void;
  readonly #waiting: Set<Exchange>;
  readonly #timer: NodeJS.Timeout;
  #controller: Controller | undefined;
  #settled = false;
  /** undici says "start" right before it writes: from then on, bytes may have left. */
  #sent = false;
  #status = 0;
  #headers: Record<string, string> = {};
  /** What has come of the body, in the first `#size` bytes. Not the chunks: a million of one byte take 100 times as much. */
  #body = NOTHING;
  #size = 0;

  constructor(limits: AttemptLimits) {
    const { promise, resolve, reject } = Promise.withResolvers<HttpReply>();
    this.reply = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#waiting = waitingFor(limits.signal).add(this);
    this.#timer = setTimeout(() => this.#fail("timeout", "no complete reply in time"), limits.timeoutMs);
    if (limits.signal.aborted) this.abort();
  }

  get settled(): boolean {
    return this.#settled;
  }

  abort(): void {
    this.#fail("aborted", "the run's time is over");
  }

  close(): void {
    this.#fail("aborted", "the transport was closed");
  }

  onRequestStart(controller: Controller): void {
    // Given up while it waited for a connection. Thrown here, undici writes not a byte of it and keeps the connection.
    if (this.#settled) throw new NetworkError(false, "aborted", "given up");
    this.#controller = controller;
    this.#sent = true;
  }

  onResponseStart(_: Controller, status: number, headers: Headers): void {
    if (status < 200) return; // early hints and the like: the reply is still to come
    this.#status = status;
    for (const name of HEADERS_READ) {
      const value = headers[name];
      const first = typeof value === "object" ? value[0] : value;
      if (first !== undefined) this.#headers[name] = first;
    }
    if (Number(headers["content-length"]) > MAX_REPLY_BYTES) this.#tooLarge();
  }

  onResponseData(_: Controller, chunk: Buffer): void {
    const size = this.#size + chunk.length;
    if (size > MAX_REPLY_BYTES) {
      this.#tooLarge();
      return;
    }
    if (size > this.#body.length) {
      const larger = Buffer.allocUnsafe(Math.max(size, 2 * this.#body.length));
      this.#body.copy(larger, 0, 0, this.#size);
      this.#body = larger;
    }
    chunk.copy(this.#body, this.#size);
    this.#size = size;
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    this.#resolve({
      status: this.#status,
      headers: this.#headers,
      body: this.#size === 0 ? "" : UTF8.decode(this.#body.subarray(0, this.#size)),
    });
  }

  onResponseError(_: Controller | null, error: Error): void {
    if (error instanceof NetworkError) {
      if (this.#settle()) this.#reject(error);
      return;
    }
    const [reason, message] = this.#sent ? exchangeFailure(error, this.#status > 0) : connectFailure(error);
    this.#fail(reason, message, error);
  }

  #tooLarge(): void {
    this.#fail("too-large", "the reply is too large");
  }

  #fail(reason: NetworkReason, message: Broken, cause?: Error): void {
    if (!this.#settle()) return;
    const error = new NetworkError(this.#sent, reason, message, cause === undefined ? {} : { cause });
    this.#reject(error);
    this.#controller?.abort(error); // drops the connection: nothing can follow on it
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#waiting.delete(this);
    return true;
  }
}

type Why = readonly [NetworkReason, Broken];

/** What broke an exchange after its first byte. `begun`: the head of the reply was there. */
function exchangeFailure(error: NodeJS.ErrnoException, begun: boolean): Why {
  if (isClosing(error)) return CLOSED;
  if (error.code === "UND_ERR_HEADERS_OVERFLOW") return ["too-large", "the reply's headers are too large"];
  const odd = error.code === "UND_ERR_SOCKET" ? ODD.get(error.message) : undefined;
  if (odd !== undefined) return ["malformed", odd];
  // undici says so of everything that is wrong in a head behind its Content-Length.
  if (error.code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" && !begun)
    return ["malformed", "the head of the reply contradicts itself, such as by two lengths"];
  // The parser's errors have no code, and one of them is an end in the middle of a message: cut off, not nonsense.
  if (error.name === "HTTPParserError" && !error.message.includes("EOF")) return ["malformed", "the reply is not HTTP"];
  return ["lost", "the connection was lost before the reply was complete"];
}

/** What undici does not take for a reply though it looks like one, by its words. */
const ODD: ReadonlyMap<string, Broken> = new Map([
  ["bad response", "the server sent 100 Continue, which nobody had asked for"],
  ["bad upgrade", "the server switched to another protocol, which nobody had asked for"],
]);

/** Why there was no connection. */
export function connectFailure(error: NodeJS.ErrnoException): Why {
  if (isClosing(error)) return CLOSED;
  // Node says ENOTFOUND for "no such name" and "no address"; all else of the look-up may pass.
  if (error.code === "ENOTFOUND") return ["dns", "the host name is unknown"];
  if (error.syscall === "getaddrinfo") return ["dns-temporary", "the host name could not be looked up"];
  if (error.code === "UND_ERR_CONNECT_TIMEOUT") return ["connect", "no connection in time"];
  if (isOfTls(error)) return ["tls", "the TLS handshake failed"];
  return ["connect", "the connection could not be made"];
}

const CLOSED: Why = ["aborted", "the transport was closed"];

function isClosing({ code }: NodeJS.ErrnoException): boolean {
  return code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED";
}

/** The system's codes are E and capitals, undici's begin with UND_ERR_; OpenSSL has a code for all that it refuses. */
function isOfTls({ code }: NodeJS.ErrnoException): boolean {
  return code !== undefined && (code === "EPROTO" || !/^(E[A-Z0-9]+$|UND_ERR_)/.test(code));
}
