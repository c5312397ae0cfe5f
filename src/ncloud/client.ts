/** Signs and sends one attempt, classifies what goes wrong, and puts our clock right by the server's when it must. */
import type { Endpoint } from "./endpoint.ts";
import { readErrorBody } from "./error-body.ts";
import { NcloudError, NetworkError, type RequestFacts } from "./errors.ts";
import { classify } from "./failure.ts";
import { httpDate, retryAfterMs } from "./http-date.ts";
import type { NcloudTell } from "./model.ts";
import type { AttemptLimits, Clock, HttpReply, Method, Transport } from "./ports.ts";
import { type Credentials, signedHeaders } from "./signature.ts";

/** NCP refuses a timestamp that is more than five minutes off; a correction below this would cure nothing. */
export const CLOCK_TOLERANCE_MS = 120_000;

export interface ClientOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
  readonly tell: NcloudTell;
}

export interface ClientRequest {
  readonly method: Method;
  /** Below the base path, starting with `/`, its parts encoded. */
  readonly path: string;
  /** In order; what is undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON, which leaves out what is undefined. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A 2xx reply. Its body is whatever came. */
export interface ClientReply {
  readonly status: number;
  readonly body: string;
}

export interface Client {
  /** Method and path of a request, as errors and notes name it. */
  operation(request: ClientRequest): string;
  /**
   * One signed attempt.
   * @throws {NcloudError} for everything but a 2xx reply
   */
  send(request: ClientRequest, limits: AttemptLimits): Promise<ClientReply>;
}

export function createClient(options: ClientOptions): Client {
  const { transport, credentials, endpoint } = options;
  const { host } = new URL(endpoint.origin);
  const clock = new ServerClock(options.clock, options.tell);

  const operation = (request: ClientRequest): string => `${request.method} ${endpoint.basePath}${request.path}`;

  return {
    operation,
    async send(request, limits) {
      const target = endpoint.basePath + request.path + queryString(request.query);
      const stamp = clock.stamp();
      const headers = {
        accept: "application/json",
        ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        ...signedHeaders(request.method, target, stamp.timestamp, credentials),
      };
      const http = { method: request.method, target, headers };
      const facts: RequestFacts = { operation: operation(request), host };
      const reply = await exchange(
        request.body === undefined ? http : { ...http, body: JSON.stringify(request.body) },
        limits,
        facts,
      );
      if (reply.status >= 200 && reply.status < 300) return { status: reply.status, body: reply.body };
      throw refusal(reply, stamp, facts);
    },
  };

  async function exchange(
    request: Parameters<Transport["send"]>[0],
    limits: AttemptLimits,
    facts: RequestFacts,
  ): Promise<HttpReply> {
    try {
      return await transport.send(request, limits);
    } catch (caught) {
      if (!(caught instanceof NetworkError)) throw caught;
      const { code, failureClass } = classify({ kind: "network", sent: caught.sent, reason: caught.reason });
      throw new NcloudError(code, failureClass, facts, { cause: caught });
    }
  }

  function refusal(reply: HttpReply, stamp: Stamp, facts: RequestFacts): NcloudError {
    const error = readErrorBody(reply.body);
    const { code, failureClass } = classify({ kind: "reply", status: reply.status, ncpCode: error.ncpCode });
    const date = httpDate(reply.headers["date"]);
    const corrected = code === "authentication-failed" && clock.correctedBy(date, stamp);
    return new NcloudError(
      code,
      corrected ? "clock-corrected" : failureClass,
      { ...facts, status: reply.status, ...error },
      { retryAfterMs: retryAfterMs(reply.headers["retry-after"], date ?? clock.stamp().timestamp) },
    );
  }
}

/** `?a=1&b=%ED%95%9C`, or nothing. Spaces become `%20`: what is signed is exactly what goes on the wire. */
export function queryString(query: ClientRequest["query"] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

interface Stamp {
  /** Milliseconds since the Unix epoch, as the server's clock should show it. */
  readonly timestamp: number;
  /** Whether the request was signed after the correction. */
  readonly corrected: boolean;
}

/**
 * Our wall clock, corrected at most once in a run by a server's `Date`, for all requests of the client.
 * A `Date` can be believed here: TLS has checked who sent it, or it came from this machine.
 */
class ServerClock {
  readonly #clock: Clock;
  readonly #tell: NcloudTell;
  #offset = 0;
  #corrected = false;

  constructor(clock: Clock, tell: NcloudTell) {
    this.#clock = clock;
    this.#tell = tell;
  }

  stamp(): Stamp {
    return { timestamp: Math.round(this.#clock.now() + this.#offset), corrected: this.#corrected };
  }

  /** Whether a request that failed to authenticate is worth signing again, since the clock is right only now. */
  correctedBy(date: number | undefined, stamp: Stamp): boolean {
    // Signed side by side with the request that brought the correction.
    if (this.#corrected) return !stamp.corrected;
    if (date === undefined) return false;
    const ahead = Math.round(this.#clock.now() - date);
    if (Math.abs(ahead) <= CLOCK_TOLERANCE_MS) return false;
    this.#offset = -ahead;
    this.#corrected = true;
    this.#tell({ code: "clock-corrected", level: "warning", facts: { ms: ahead } });
    return true;
  }
}
