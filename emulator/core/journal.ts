import type { Operation } from "./operations.ts";

/** One request as the emulator saw it. Holds no secret: no signature, and of the access key only its end. */
export interface Entry {
  /** 1, 2, 3, … in the order of arrival. */
  readonly n: number;
  readonly at: number;
  readonly method: string;
  readonly target: string;
  readonly operation: Operation | undefined;
  readonly product?: string;
  readonly api?: string;
  readonly stage?: string;
  readonly key?: string;
  plan?: string;
  readonly accessKey?: string;
  /** Number of the connection, over sockets. */
  readonly connection?: number;
  /** What was done on the wire. `pending` until the whole request was there. */
  act: string;
  /** Status of the reply. Left out when there is none. */
  status?: number;
  /** NCP's own code of the true reply, where it is an error. */
  code?: string;
  /** Why a request was not authenticated. */
  refusal?: string;
  /** Kind of the injected fault. */
  fault?: string;
  /** The moment that a read shows. */
  asOf?: number;
  /** Whether the write was taken on, at once or for later. */
  accepted: boolean;
  /** When a write taken on for later is due. */
  dueAt?: number;
  /** Whether the write was carried out, and when, even if there was nothing to do. */
  applied: boolean;
  appliedAt?: number;
  /** Whether it changed the state. */
  changed: boolean;
}

/** Keeps the end of an access key, so that two keys can be told apart. */
export function mask(accessKey: string): string {
  return accessKey.length <= 8 ? "***" : `***${accessKey.slice(-4)}`;
}
