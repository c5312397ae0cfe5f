/** The network between a run and the emulator: delays, connections, and what goes wrong on the way. */
import type { Emulator } from "../../emulator/core/emulator.ts";
import type { Act, Reply } from "../../emulator/core/handling.ts";
import type { Entry } from "../../emulator/core/journal.ts";
import { isWrite, type Operation, route } from "../../emulator/core/operations.ts";
import type { NetworkReason, NetworkError as SrcNetworkError } from "../../src/ncloud/errors.ts";
import type { AttemptLimits, HttpReply, HttpRequest, Transport } from "../../src/ncloud/ports.ts";
import type { Case, Moment, WireFault } from "./case.ts";
import type { Timeline, Timer } from "./timeline.ts";
import { SECRET_KEY } from "./universe.ts";

/** One attempt of the run, as somebody sees it who stands between run and server and remembers everything. */
export interface Sent {
  readonly operation: Operation | undefined;
  readonly write: boolean;
  readonly method: string;
  readonly target: string;
  readonly signature: string;
  readonly product?: string;
  readonly api?: string;
  readonly stage?: string;
  /** In the body of a write, in the path of a read. */
  readonly plan?: string;
  /** In the path of a write, in the query of a read. */
  readonly key?: string;
  /** When the run asked for it. */
  readonly at: number;
  /** The run had been told to stop before. */
  readonly afterCancel: boolean;
  /** `limits.signal` had aborted before: not one byte leaves. */
  readonly stillborn: boolean;
  /** What the server noted. Left out: it never got there. */
  entry?: Entry;
  /** What the run got to know of it, and when. Left out: nothing. */
  end?: SentEnd;
  wire?: WireFault["kind"];
}

export type SentEnd =
  | {
      readonly kind: "reply";
      readonly at: number;
      readonly status: number;
      readonly body: string;
      readonly retryAfter?: string;
    }
  | { readonly kind: "error"; readonly at: number; readonly sent: boolean; readonly reason: NetworkReason };

export type NetworkErrorClass = typeof SrcNetworkError;

export interface NetworkOptions {
  readonly timeline: Timeline;
  readonly emulator: Emulator;
  readonly delays: Case["network"];
  readonly faults: readonly WireFault[];
  readonly log: Sent[];
  readonly NetworkError: NetworkErrorClass;
  alive(): boolean;
  cancelled(): boolean;
  /** Something happened after which somebody may act. */
  happened(what: Moment): void;
}

/** As in `src/ncloud/transport.ts` and `src/ncloud/exchange.ts`. */
const MAX_CONNECTIONS = 18;
const KEEP_ALIVE_MS = 4_000;
const CONNECT_MS = 10_000;
const MAX_REPLY_BYTES = 1024 * 1024;
const HEAD_BYTES = 160;

export class Network implements Transport {
  readonly #options: NetworkOptions;
  readonly #seen = new Map<WireFault, number>();
  readonly #waiting: (() => void)[] = [];
  readonly #open = new Set<() => void>();
  /** When each idle connection was last used. */
  #idle: number[] = [];
  #busy = 0;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  send(request: HttpRequest, limits: AttemptLimits): Promise<HttpReply> {
    const sent = this.#note(request, limits);
    const fault = this.#faultFor(sent);
    if (fault !== undefined) sent.wire = fault.kind;
    return new Promise((resolve, reject) => {
      new Exchange(this.#options, request, limits, sent, fault, this, resolve, reject);
    });
  }

  close(): void {
    for (const close of [...this.#open]) close();
  }

  /** Gives a connection, at once or when one is free. `fresh`: it is still to be made. */
  acquire(ready: (fresh: boolean) => void): void {
    if (this.#busy >= MAX_CONNECTIONS) {
      this.#waiting.push(() => this.acquire(ready));
      return;
    }
    this.#busy += 1;
    const { now } = this.#options.timeline;
    this.#idle = this.#idle.filter((used) => now - used < KEEP_ALIVE_MS);
    ready(this.#idle.pop() === undefined);
  }

  release(usable: boolean): void {
    this.#busy -= 1;
    if (usable) this.#idle.push(this.#options.timeline.now);
    this.#waiting.shift()?.();
  }

  opened(close: () => void): void {
    this.#open.add(close);
  }

  closed(close: () => void): void {
    this.#open.delete(close);
  }

  #note(request: HttpRequest, limits: AttemptLimits): Sent {
    const found = route(request.method, request.target);
    const write = found !== undefined && isWrite(found.operation);
    const key = found?.ids["key"] ?? found?.query.get("apiKeyId") ?? undefined;
    const plan = write ? planIn(request.body) : found?.ids["plan"];
    const sent: Sent = {
      operation: found?.operation,
      write,
      method: request.method,
      target: request.target,
      signature: request.headers["x-ncp-apigw-signature-v2"] ?? "",
      ...found?.ids,
      ...(plan === undefined ? {} : { plan }),
      ...(key === undefined ? {} : { key }),
      at: this.#options.timeline.now,
      afterCancel: this.#options.cancelled(),
      stillborn: limits.signal.aborted,
    };
    this.#options.log.push(sent);
    return sent;
  }

  #faultFor(sent: Sent): WireFault | undefined {
    let hit: WireFault | undefined;
    for (const fault of this.#options.faults) {
      if (fault.on !== "any" && (fault.on === "writes") !== sent.write) continue;
      const seen = (this.#seen.get(fault) ?? 0) + 1;
      this.#seen.set(fault, seen);
      if (hit === undefined && seen >= fault.nth && seen < fault.nth + fault.times) hit = fault;
    }
    return hit;
  }
}

/** One attempt. Whatever ends it, the run learns of it by an event of its own, so that no loop can escape time. */
class Exchange {
  readonly #o: NetworkOptions;
  readonly #request: HttpRequest;
  readonly #limits: AttemptLimits;
  readonly #sent: Sent;
  readonly #fault: WireFault | undefined;
  readonly #network: Network;
  readonly #resolve: (reply: HttpReply) => void;
  readonly #reject: (error: Error) => void;
  #timer: Timer | undefined;
  #over = false;
  #connected = false;
  #left = false;

  constructor(
    options: NetworkOptions,
    request: HttpRequest,
    limits: AttemptLimits,
    sent: Sent,
    fault: WireFault | undefined,
    network: Network,
    resolve: (reply: HttpReply) => void,
    reject: (error: Error) => void,
  ) {
    this.#o = options;
    this.#request = request;
    this.#limits = limits;
    this.#sent = sent;
    this.#fault = fault;
    this.#network = network;
    this.#resolve = resolve;
    this.#reject = reject;
    network.opened(this.#onAbort);
    limits.signal.addEventListener("abort", this.#onAbort);
    this.#timer = options.timeline.in(limits.timeoutMs, () => this.#fail("timeout"));
    if (sent.stillborn) this.#onAbort();
    else network.acquire((fresh) => this.#begin(fresh));
  }

  readonly #onAbort = (): void => this.#fail("aborted");

  #begin(fresh: boolean): void {
    this.#connected = true;
    if (this.#over) {
      this.#network.release(false);
      return;
    }
    const kind = this.#fault?.kind;
    const { timeline, delays } = this.#o;
    if (kind === "dns" || kind === "dns-temporary") timeline.in(5, () => this.#fail(kind));
    else if (kind === "tls" || kind === "proxy" || kind === "proxy-temporary")
      timeline.in(delays.connectMs, () => this.#fail(kind));
    else if (kind === "connect") timeline.in(CONNECT_MS, () => this.#fail("connect"));
    else timeline.in(fresh ? delays.connectMs : 0, () => this.#leave());
  }

  /** From here on bytes are under way, and nothing that happens to us calls them back. */
  #leave(): void {
    if (this.#over || !this.#o.alive()) return;
    this.#left = true;
    const { timeline, delays } = this.#o;
    const { kind, ms = 0 } = this.#fault ?? {};
    if (kind === "lost-before") timeline.in(delays.upMs, () => this.#fail("lost"));
    else timeline.in(delays.upMs + (kind === "slow-up" ? ms : 0), () => this.#arrive());
  }

  #arrive(): void {
    const { emulator, timeline, delays } = this.#o;
    const { act, afterMs, n } = emulator.handle(this.#request, timeline.now);
    const entry = emulator.journal[n - 1];
    if (entry !== undefined) this.#sent.entry = entry;
    this.#o.happened("arrival");
    if (this.#sent.write) this.#o.happened("write");
    const slow = this.#fault?.kind === "slow-down" ? this.#fault.ms : 0;
    const done = doneBy(act);
    if (done === undefined) return;
    timeline.in(afterMs + done.afterMs + delays.downMs + slow, () => {
      if ("reason" in done) this.#fail(done.reason, done.sent);
      else this.#deliver(done.reply);
    });
  }

  #deliver({ status, headers, body }: Reply): void {
    if (this.#fault?.kind === "echo") {
      status = 500;
      const told = `${SECRET_KEY} ${JSON.stringify(this.#request.headers)}`;
      body = JSON.stringify({ error: { errorCode: "900", message: told, details: told } });
    }
    if (body.length > MAX_REPLY_BYTES) {
      this.#fail("too-large");
      return;
    }
    const { date, "retry-after": retryAfter } = headers;
    const asked = retryAfter === undefined ? {} : { retryAfter };
    this.#end({ kind: "reply", at: this.#o.timeline.now, status, body, ...asked }, true, () =>
      this.#resolve({
        status,
        headers: {
          ...(date === undefined ? {} : { date }),
          ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
        },
        body,
      }),
    );
    this.#o.happened("reply");
    if (status === 200 && this.#showsDone(body)) this.#o.happened("seen");
  }

  /** A listing of a stage, after a write on it, in which the plan is where the write wants it. */
  #showsDone(body: string): boolean {
    const { operation, stage } = this.#sent;
    if (operation !== "stage-plans") return false;
    const last = this.#o.log.findLast((sent) => sent.write && sent.stage === stage && sent.operation !== "subscribe");
    return last?.plan !== undefined && body.includes(`"${last.plan}"`) === (last.operation === "attach");
  }

  #fail(reason: NetworkReason, sent = this.#left): void {
    this.#end({ kind: "error", at: this.#o.timeline.now, sent, reason }, false, () =>
      this.#reject(new this.#o.NetworkError(sent, reason, `simulated: ${reason}`)),
    );
  }

  #end(end: SentEnd, usable: boolean, tell: () => void): void {
    if (this.#over) return;
    this.#over = true;
    this.#o.timeline.cancel(this.#timer);
    this.#limits.signal.removeEventListener("abort", this.#onAbort);
    this.#network.closed(this.#onAbort);
    if (this.#connected) this.#network.release(usable);
    if (!this.#o.alive()) return;
    this.#sent.end = end;
    this.#o.timeline.in(0, () => {
      if (this.#o.alive()) tell();
    });
  }
}

/** What an act comes to for a client that waits long enough. `undefined`: nothing, ever. */
function doneBy(
  act: Act,
): { afterMs: number; reply: Reply } | { afterMs: number; reason: NetworkReason; sent: boolean } | undefined {
  switch (act.kind) {
    case "reply":
      return { afterMs: 0, reply: act.reply };
    case "refuse":
      // With `forMs` it is a connection that was there and is reset; without, there never was one.
      return { afterMs: 0, reason: act.forMs === undefined ? "connect" : "lost", sent: act.forMs !== undefined };
    case "reset":
    case "half":
      return { afterMs: 0, reason: "lost", sent: true };
    case "garbage":
      return { afterMs: 0, reason: "malformed", sent: true };
    case "hold":
      return undefined;
    case "drip": {
      const size = HEAD_BYTES + (act.endless ? MAX_REPLY_BYTES : Buffer.byteLength(act.reply.body));
      const afterMs = Math.ceil(size / act.bytes) * act.everyMs;
      return act.endless ? { afterMs, reason: "too-large", sent: true } : { afterMs, reply: act.reply };
    }
  }
}

function planIn(body: string | undefined): string | undefined {
  if (body === undefined) return undefined;
  const json: unknown = JSON.parse(body);
  const plan = typeof json === "object" && json !== null && "usagePlanId" in json ? json.usagePlanId : undefined;
  return typeof plan === "string" ? plan : undefined;
}
