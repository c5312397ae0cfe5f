import type { Headers } from "./authentication.ts";
import type { Fault } from "./faults.ts";
import type { Entry } from "./journal.ts";
import type { Route } from "./operations.ts";

export interface EmulatorRequest {
  readonly method: string;
  /** Path and query string, as they came over the wire. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Headers;
  readonly body?: string;
  /** Number of the connection, for the journal. */
  readonly connection?: number;
}

/** A request whose head has arrived: its fault, if any, is settled. */
export interface Admission {
  readonly entry: Entry;
  readonly route: Route | undefined;
  readonly fault: Fault | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is to be done on the wire. */
export type Act =
  | { readonly kind: "reply"; readonly reply: Reply }
  /** The connection never came to be. `forMs`: and none will, for so long. */
  | { readonly kind: "refuse"; readonly forMs?: number }
  | { readonly kind: "reset"; readonly when: "before-body" | "after-body" }
  /** No reply and no end. */
  | { readonly kind: "hold" }
  /** `bytes` of the raw reply every `everyMs`. `endless`: more and more body after that. */
  | {
      readonly kind: "drip";
      readonly reply: Reply;
      readonly bytes: number;
      readonly everyMs: number;
      readonly endless: boolean;
    }
  /** The head and half of the body, and then the end of the connection. */
  | { readonly kind: "half"; readonly reply: Reply; readonly end: "reset" | "close" }
  /** Bytes that are not HTTP, and the end of the connection. */
  | { readonly kind: "garbage"; readonly text: string };

export interface Handling {
  /** Journal number of the request. */
  readonly n: number;
  /** Milliseconds from the whole request to the act. */
  readonly afterMs: number;
  readonly act: Act;
}
