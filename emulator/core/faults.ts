import * as v from "valibot";
import { check, count, milliseconds } from "./check.ts";
import { SELECTORS } from "./operations.ts";

/** Bodies outside the contract, and the shapes in which NCP and what stands before it tell errors. */
export const SHAPES = [
  "front-end", // {"error":{"errorCode":"210","message":"…","details":"…"}}
  "front-end-number", // the same with errorCode as a number
  "flat", // {"errorCode":9014,"message":"…"}
  "response-error", // {"responseError":{"returnCode":"…","returnMessage":"…"}}
  "code-msg", // {"code":"…","msg":"…"}
  "spring", // {"timestamp":…,"status":…,"error":"…","message":"…"}
  "xml",
  "html",
  "text",
  "wrong-type", // plain text that says it is JSON
  "empty",
  "cut-off", // JSON that ends in the middle
  "huge", // 2 MiB
  "deep", // 20,000 levels
  "hostile", // workflow commands, Markdown, HTML, ANSI, bidi
  "null",
  "array",
] as const;
export type Shape = (typeof SHAPES)[number];

/**
 * Whether and when a write is carried out when its reply is spoiled: `no`, `at-once` (as the request arrives), or
 * some time after. Whoever gave up waiting meanwhile does not stop it.
 */
const apply = v.union(
  [v.picklist(["no", "at-once"]), v.strictObject({ afterMs: milliseconds() })],
  'expected "no", "at-once" or {"afterMs": N}',
);
export type Apply = v.InferOutput<typeof apply>;

const status = (from: number, to: number) => v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));
const code = () => v.union([v.string(), v.number()]);
const header = () => v.record(v.string(), v.string());

/** Seconds, or an HTTP date, or text as it stands. */
const retryAfter = v.union([count(), v.strictObject({ dateInMs: v.pipe(v.number(), v.integer()) }), v.string()]);

const fault = v.variant("kind", [
  /** The connection is refused: nothing of the request is read. (Over sockets: see docs/emulator.md.) */
  v.strictObject({ kind: v.literal("refuse") }),
  /** This request is reset, and for `forMs` from now every connection is refused. */
  v.strictObject({ kind: v.literal("down"), forMs: milliseconds(), apply: v.optional(apply, "no") }),
  v.strictObject({
    kind: v.literal("reset"),
    when: v.optional(v.picklist(["before-body", "after-body"]), "after-body"),
    apply: v.optional(apply, "no"),
  }),
  /** No reply, ever. */
  v.strictObject({ kind: v.literal("hold"), apply: v.optional(apply, "no") }),
  /** An error (or any other) reply in place of the true one. */
  v.strictObject({
    kind: v.literal("reply"),
    status: status(200, 599),
    code: v.exactOptional(code()),
    message: v.exactOptional(v.string()),
    shape: v.exactOptional(v.picklist(SHAPES)),
    retryAfter: v.exactOptional(retryAfter),
    headers: v.exactOptional(header()),
    apply: v.optional(apply, "no"),
  }),
  v.strictObject({
    kind: v.literal("redirect"),
    status: v.optional(v.picklist([301, 302, 303, 307, 308]), 302),
    /** The request's own path is put behind it. */
    to: v.optional(v.string(), "http://other-host.invalid"),
    apply: v.optional(apply, "no"),
  }),
  /** The true reply, `bytes` at a time; `endless`: with a body that goes on for ever. */
  v.strictObject({
    kind: v.literal("drip"),
    bytes: v.optional(v.pipe(count(), v.minValue(1)), 1),
    everyMs: v.optional(milliseconds(), 100),
    endless: v.optional(v.boolean(), false),
    apply: v.optional(apply, "at-once"),
  }),
  /** The head of the true reply and half of its body, and then the connection is over. */
  v.strictObject({
    kind: v.literal("half"),
    end: v.optional(v.picklist(["reset", "close"]), "reset"),
    apply: v.optional(apply, "at-once"),
  }),
  /** Bytes that are not HTTP. */
  v.strictObject({ kind: v.literal("garbage"), apply: v.optional(apply, "no") }),
  /** The true status with a body outside the contract. */
  v.strictObject({ kind: v.literal("body"), shape: v.picklist(SHAPES), apply: v.optional(apply, "at-once") }),
  /** The true reply, later; the write is carried out on arrival, or at `apply`. */
  v.strictObject({ kind: v.literal("latency"), ms: milliseconds(), apply: v.optional(apply, "at-once") }),
  /** The server's clock is off for this request: for the check of the timestamp and for `Date`. */
  v.strictObject({ kind: v.literal("clock"), offsetMs: v.pipe(v.number(), v.integer()) }),
  v.strictObject({ kind: v.literal("no-date") }),
]);
export type Fault = v.InferOutput<typeof fault>;

export const faultRule = v.strictObject({
  /** Which requests: one operation, a group, or several of them. */
  on: v.optional(
    v.union(
      [v.picklist(SELECTORS), v.array(v.picklist(SELECTORS))],
      `expected one or several of ${SELECTORS.join(", ")}`,
    ),
    "any",
  ),
  /** Only requests whose path names this stage. */
  stage: v.exactOptional(v.string()),
  /** The first request, counted from 1 among those that match, to be hit. With it, `times` is 1 unless given. */
  nth: v.exactOptional(v.pipe(count(), v.minValue(1))),
  /** How many requests are hit at most. Left out: one with `nth`, else `all`. */
  times: v.exactOptional(
    v.union([v.literal("all"), v.pipe(count(), v.minValue(1))], 'expected "all" or a number from 1'),
  ),
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1),
  do: fault,
});
export type FaultRule = v.InferOutput<typeof faultRule>;
export type FaultRuleInput = v.InferInput<typeof faultRule>;

export const parseFaults = (json: unknown): FaultRule[] => check(v.array(faultRule), json, "faults");
