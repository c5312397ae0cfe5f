/** One HTTP exchange as undici reports it, event by event: what was sent, what came, and how it ended. */
import type { Dispatcher } from "undici";
import { NetworkError, type NetworkReason } from "./errors.ts";
import type { AttemptLimits, HttpReply } from "./ports.ts";

/** No reply of the contract comes near. Over it, the connection is dropped. */
export const MAX_REPLY_BYTES = 1024 * 1024;

/** What the action reads of a reply's headers. */
const HEADERS_READ = ["date", "retry-after"] as const;

const UTF8 = new TextDecoder();

type Controller = Dispatcher.DispatchController;
type Headers = Readonly<Record<string, string | string[] | undefined>>;

export class Exchange implements Dispatcher.DispatchHandler {
  readonly reply: Promise<HttpReply>;
  readonly #resolve: (reply: HttpReply) => void;
  readonly #reject: (error: NetworkError) => void;
  readonly #limits: AttemptLimits;
  readonly #timer: NodeJS.Timeout;
  #controller: Controller | undefined;
  #settled = false;
  /** undici says "start" right before it writes: from then on, bytes may have left. */
  #sent = false;
  #status = 0;
  #headers: Record<string, string> = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(limits: AttemptLimits) {
    const { promise, resolve, reject } = Promise.withResolvers<HttpReply>();
    this.reply = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#limits = limits;
    this.#timer = setTimeout(() => this.#fail("timeout", "no complete reply in time"), limits.timeoutMs);
    limits.signal.addEventListener("abort", this.#onAbort);
    if (limits.signal.aborted) this.#onAbort();
  }

  get settled(): boolean {
    return this.#settled;
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
      const value = [headers[name]].flat()[0];
      if (value !== undefined) this.#headers[name] = value;
    }
    if (Number(headers["content-length"]) > MAX_REPLY_BYTES) this.#tooLarge();
  }

  onResponseData(_: Controller, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > MAX_REPLY_BYTES) this.#tooLarge();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    this.#resolve({ status: this.#status, headers: this.#headers, body: UTF8.decode(Buffer.concat(this.#chunks)) });
  }

  onResponseError(_: Controller | null, error: Error): void {
    if (error instanceof NetworkError) {
      if (this.#settle()) this.#reject(error);
      return;
    }
    const [reason, message] = this.#reasonOf(error);
    this.#fail(reason, message, error);
  }

  readonly #onAbort = (): void => this.#fail("aborted", "the run's time is over");

  #tooLarge(): void {
    this.#fail("too-large", `the reply is over ${MAX_REPLY_BYTES} bytes`);
  }

  #reasonOf(error: NodeJS.ErrnoException): readonly [NetworkReason, string] {
    const code = error.code ?? "";
    if (code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED") return ["aborted", "the transport was closed"];
    if (code === "UND_ERR_HEADERS_OVERFLOW") return ["too-large", "the reply's headers are too large"];
    // The parser's errors have no code, and one of them is an end in the middle of a message: cut off, not nonsense.
    if (error.name === "HTTPParserError" && !error.message.includes("EOF"))
      return ["malformed", "the reply is not HTTP"];
    return ["lost", "the connection was lost before the reply was complete"];
  }

  #fail(reason: NetworkReason, message: string, cause?: Error): void {
    if (!this.#settle()) return;
    const error = new NetworkError(this.#sent, reason, message, cause === undefined ? {} : { cause });
    this.#reject(error);
    this.#controller?.abort(error); // drops the connection: nothing can follow on it
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#limits.signal.removeEventListener("abort", this.#onAbort);
    return true;
  }
}
