import * as v from "valibot";
import { check, count, milliseconds } from "./check.ts";
import { faultRule, SHAPES } from "./faults.ts";
import { SELECTORS } from "./operations.ts";

/**
 * One way in which the parts of NCP that nobody documented could behave. Everything has a default, so a world says
 * only what is special about it.
 */

/** How NCP may answer a write to which there is nothing to do. */
const nothingToDo = v.picklist([200, 201, 202, 204, 400, 404, 409]);

/** How a missing permission looks: HTTP status and NCP's code. */
export const DENIALS = ["401/210", "403/230", "403/10011", "403/10002", "404/300"] as const;
export type Denial = (typeof DENIALS)[number];

const world = v.strictObject({
  /** One sentence for people. */
  description: v.optional(v.string(), ""),

  /** How a write that NCP takes on is answered, and when it takes effect. */
  accepted: v.optional(
    v.strictObject({
      status: v.optional(v.picklist([200, 201, 202, 204]), 204),
      body: v.optional(v.picklist(["empty", "json", "text", "html", "cut-off", "huge"]), "empty"),
      applied: v.optional(
        v.union(
          [v.picklist(["at-once", "never"]), v.strictObject({ afterMs: milliseconds() })],
          'expected "at-once", "never" or {"afterMs": N}',
        ),
        "at-once",
      ),
    }),
    {},
  ),
  /** The reply to a detach of a plan that exists but is not on the stage. */
  detachOfAbsent: v.optional(nothingToDo, 400),
  /** The reply to an attach of a plan that is on the stage already. */
  attachOfPresent: v.optional(nothingToDo, 409),

  /** A detach while API keys use the plan: refused, or the keys fall back to the default plan, or keep naming it. */
  keysInUse: v.optional(v.picklist(["refuse", "default", "keep"]), "default"),
  keysInUseStatus: v.optional(v.picklist([400, 403, 409]), 400),

  reads: v.optional(
    v.strictObject({
      /** One entry per replica: how old what it shows is. `[0]`: every read shows the truth. */
      lagsMs: v.optional(v.pipe(v.array(milliseconds()), v.nonEmpty()), [0]),
      /** `by-view`: what is read below a plan by the last replica, everything else by the first. */
      pick: v.optional(v.picklist(["alternate", "random", "by-view"]), "alternate"),
    }),
    {},
  ),

  /** Operations that no key may use, beside what the state's permissions say, and how any denial looks. */
  forbidden: v.optional(v.array(v.picklist(SELECTORS)), []),
  denial: v.optional(v.picklist(DENIALS), "401/210"),

  errors: v.optional(
    v.strictObject({
      shape: v.optional(v.picklist(SHAPES), "front-end"),
      details: v.optional(v.boolean(), true),
    }),
    {},
  ),
  /** `Content-Type` of JSON replies. `null`: none. */
  contentType: v.optional(v.nullable(v.string()), "application/json;charset=UTF-8"),

  paging: v.optional(
    v.strictObject({
      defaultLimit: v.optional(v.pipe(count(), v.minValue(1)), 20),
      maxLimit: v.optional(v.pipe(count(), v.minValue(1)), 100),
      overMax: v.optional(v.picklist(["clamp", "refuse"]), "clamp"),
      /**
       * `ignore-offset`: every page is the first. `empty-after-first`: all others are empty, `total` is true.
       * `total-too-high`: `total` always promises one row more than there is.
       */
      pages: v.optional(v.picklist(["true", "ignore-offset", "empty-after-first", "total-too-high"]), "true"),
    }),
    {},
  ),
  nameFilter: v.optional(v.picklist(["substring", "exact", "ignore-case", "ignored"]), "substring"),
  /** `nfd`: names come decomposed, as some file systems and databases keep Korean. `hostile`: with workflow commands, Markdown, HTML and escapes. */
  names: v.optional(v.picklist(["as-stored", "nfd", "hostile"]), "as-stored"),
  /** Under which key the list of API keys comes. */
  apiKeyList: v.optional(v.picklist(["nested", "content", "apiKeys"]), "nested"),
  /** What a plan's list of stages says of the plan itself: its numbers alone, or its whole row. */
  planOfStages: v.optional(v.picklist(["numbers", "row"]), "numbers"),

  clock: v.optional(
    v.strictObject({
      /** Added to the true time: positive when the server is ahead. */
      offsetMs: v.optional(v.pipe(v.number(), v.integer()), 0),
      /** `server`: the server's own clock. `true`: the true time, though timestamps are checked by the wrong clock. */
      date: v.optional(v.picklist(["server", "true", "absent", "garbage"]), "server"),
    }),
    {},
  ),

  /** Time from the whole request to the reply. */
  latencyMs: v.optional(milliseconds(), 0),
  /** Up to this much is added, evenly spread. */
  jitterMs: v.optional(milliseconds(), 0),

  faults: v.optional(v.array(faultRule), []),
});

export type WorldInput = v.InferInput<typeof world>;
export type World = v.InferOutput<typeof world>;

export const parseWorld = (json: unknown): World => check(world, json, "world");
