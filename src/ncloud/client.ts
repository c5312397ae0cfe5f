/** Signs and sends one attempt, classifies what goes wrong, and puts our clock right by the server's when it must. */
import { BASE_PATH, type Endpoint } from "./endpoint.ts";
import { readErrorBody } from "./error-body.ts";
import { NcloudError, NetworkError, type RequestFacts } from "./errors.ts";
import { classify } from "./failure.ts";
import { httpDate, retryAfterMs } from "./http-date.ts";
import type { NcloudTell } from "./model.ts";
import type { AttemptLimits, Clock, HttpReply, Method, Transport } from "./ports.ts";
import { ServerClock, type Stamp } from "./server-clock.ts";
import { type Credentials, signedHeaders } from "./signature.ts";

/**
 * A name that nobody knows may be a hiccup of a name server, and nothing has left this machine: it is asked for again for
 * so long, counted from the first time and until the server has answered.
 */
const UNKNOWN_NAME_MS = 5_000;

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
  let unknownSince: number | undefined;

  const operation = (request: ClientRequest): string => `${request.method} ${BASE_PATH}${request.path}`;

  return {
    operation,
    async send(request, limits) {
      const target = BASE_PATH + request.path + queryString(request.query);
      const stamp = clock.stamp();
      const headers = {
        accept: "application/json",
        ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        ...signedHeaders(request.method, target, stamp.timestamp, credentials),
      };
      const { method, body } = request;
      const facts: RequestFacts = { operation: operation(request), host };
      const http =
        body === undefined ? { method, target, headers } : { method, target, headers, body: JSON.stringify(body) };
      const reply = await exchange(http, limits, facts);
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
      const reply = await transport.send(request, limits);
      unknownSince = undefined;
      return reply;
    } catch (caught) {
      if (!(caught instanceof NetworkError)) throw caught;
      const { code, failureClass } = classify({ kind: "network", sent: caught.sent, reason: caught.reason });
      throw new NcloudError(code, isHiccup(caught) ? "unsent" : failureClass, facts, { cause: caught });
    }
  }

  function isHiccup({ reason }: NetworkError): boolean {
    if (reason !== "dns") return false;
    const now = options.clock.monotonic();
    unknownSince ??= now;
    return now - unknownSince < UNKNOWN_NAME_MS;
  }

  function refusal(reply: HttpReply, stamp: Stamp, facts: RequestFacts): NcloudError {
    const error = readErrorBody(reply.body);
    const { code, failureClass } = classify({ kind: "reply", status: reply.status, ncpCode: error.ncpCode });
    const date = httpDate(reply.headers["date"]);
    const clockIs = code === "authentication-failed" ? clock.judge(date, stamp) : "right";
    const said = { ...facts, status: reply.status, ...error };
    if (clockIs === "wrong" && date !== undefined) {
      return new NcloudError("clock-wrong", "refused", { ...said, ms: clock.aheadOf(date, stamp) });
    }
    return new NcloudError(code, clockIs === "corrected" ? "clock-corrected" : failureClass, said, {
      retryAfterMs: retryAfterMs(reply.headers["retry-after"], date ?? clock.stamp().timestamp),
    });
  }
}

/** `?a=1&b=%ED%95%9C`, or nothing. Spaces become `%20`: what is signed is exactly what goes on the wire. */
export function queryString(query: ClientRequest["query"]): string {
  if (query === undefined) return "";
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
