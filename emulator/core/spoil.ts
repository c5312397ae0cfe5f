import { type Failure, failureOf, type Rendered, render } from "./failures.ts";
import type { Fault } from "./faults.ts";
import type { Outcome } from "./fulfil.ts";
import type { Act, Reply } from "./handling.ts";

/** What the client gets to see: the true reply, or what a fault makes of it. */
export function spoil(outcome: Outcome, fault: Fault | undefined, target: string, now: number): Act {
  switch (fault?.kind) {
    case undefined:
    case "clock":
    case "no-date":
    case "latency":
      return { kind: "reply", reply: reply(outcome, outcome.status, outcome) };
    case "refuse":
      return { kind: "refuse" };
    case "down":
      return { kind: "refuse", forMs: fault.forMs };
    case "reset":
      return { kind: "reset", when: fault.when };
    case "hold":
      return { kind: "hold" };
    case "garbage":
      return { kind: "garbage", text: "SSH-2.0-OpenSSH_9.9\r\n" };
    case "drip": {
      const { bytes, everyMs, endless } = fault;
      return { kind: "drip", reply: reply(outcome, outcome.status, outcome), bytes, everyMs, endless };
    }
    case "half":
      return { kind: "half", reply: reply(outcome, outcome.status, outcome), end: fault.end };
    case "body": {
      const failure: Failure = outcome.failure ?? { status: outcome.status, code: "0", message: "OK" };
      return { kind: "reply", reply: reply(outcome, outcome.status, render(fault.shape, failure, now)) };
    }
    case "redirect":
      return { kind: "reply", reply: reply(outcome, fault.status, EMPTY, { location: `${fault.to}${target}` }) };
    case "reply": {
      const { errors } = outcome.world;
      const failure = failureOf(fault.status, fault.code, fault.message);
      const body = fault.status === 204 ? EMPTY : render(fault.shape ?? errors.shape, failure, now, errors.details);
      const wait = fault.retryAfter === undefined ? {} : { "retry-after": retryAfter(fault.retryAfter, now) };
      return { kind: "reply", reply: reply(outcome, fault.status, body, { ...wait, ...fault.headers }) };
    }
  }
}

const EMPTY: Rendered = { type: undefined, body: "" };

function reply({ date }: Outcome, status: number, { type, body }: Rendered, more: Record<string, string> = {}): Reply {
  const headers = {
    ...(date === undefined ? {} : { date }),
    ...(type === undefined ? {} : { "content-type": type }),
    ...more,
  };
  return { status, headers, body };
}

function retryAfter(given: number | string | { readonly dateInMs: number }, now: number): string {
  return typeof given === "object" ? new Date(now + given.dateInMs).toUTCString() : String(given);
}
