/** Draws cases. Shrinking goes towards a plain detach in a plain world: the usual always comes first. */
import fc, { type Arbitrary } from "fast-check";
import type { Apply, FaultRuleInput } from "../../emulator/core/faults.ts";
import type { Case, How, Inputs, KeyDraw, Moment, OtherAct, Phase, SelectionDraw, Stop, WireFault } from "./case.ts";
import { isStable } from "./selection.ts";
import { KEYS, PLANS, STAGES } from "./universe.ts";

/** The usual, and in `percent` of all cases something special. */
function mostly<T>(usual: T, percent: number, special: Arbitrary<T>): Arbitrary<T> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 100 - percent, arbitrary: fc.constant(usual) },
    { weight: percent, arbitrary: special },
  );
}

/** As an act's key: its stage and plan count among those that are selected. */
const NEAR = -1;

const record = <T>(model: { [K in keyof T]: Arbitrary<T[K]> }): Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true }) as Arbitrary<T>;
const index = (list: readonly unknown[]): Arbitrary<number> => fc.nat(list.length - 1);
const between = (min: number, max: number): Arbitrary<number> => fc.integer({ min, max });
const oneOf = fc.constantFrom;

/** Milliseconds, the short ones as likely as the long ones. */
const ms = (max: number): Arbitrary<number> =>
  fc.oneof(between(0, Math.min(max, 100)), between(0, Math.min(max, 3_000)), between(0, max));

/** What takes no time at all has no order. */
const atLeastOne = (value: number): number => Math.max(1, value);

const apply: Arbitrary<Apply> = fc.oneof(
  { withCrossShrink: true },
  oneOf("no" as const),
  oneOf("at-once" as const),
  record({ afterMs: ms(60_000) }),
);

const ERROR_SHAPES = ["front-end", "flat", "spring", "html", "empty", "cut-off", "hostile", "huge", "deep"] as const;

const fault: Arbitrary<FaultRuleInput["do"]> = fc.oneof(
  {
    weight: 5,
    arbitrary: record({ kind: fc.constant("reset" as const), when: oneOf("after-body", "before-body"), apply }),
  },
  {
    weight: 8,
    arbitrary: record({
      kind: fc.constant("reply" as const),
      status: oneOf(504, 503, 500, 502, 408),
      shape: oneOf(...ERROR_SHAPES),
      apply,
    }),
  },
  { weight: 5, arbitrary: record({ kind: fc.constant("hold" as const), apply }) },
  { weight: 1, arbitrary: record({ kind: fc.constant("refuse" as const) }) },
  { weight: 1, arbitrary: record({ kind: fc.constant("down" as const), forMs: ms(20_000), apply }) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      record({ kind: fc.constant("reply" as const), status: fc.constant(429), code: oneOf("410", "420") }),
      record({
        kind: fc.constant("reply" as const),
        status: fc.constant(429),
        code: fc.constant("410"),
        retryAfter: fc.oneof(between(0, 40), record({ dateInMs: between(-5_000, 30_000) }), oneOf("soon")),
      }),
    ),
  },
  {
    weight: 3,
    // Carried out all the same: a gateway that tried its back end twice, an error page in front of a done write.
    arbitrary: record({
      kind: fc.constant("reply" as const),
      status: oneOf(400, 401, 403, 404, 409, 413, 418),
      shape: oneOf(...ERROR_SHAPES),
      apply: mostly<Apply>("no", 50, fc.constant("at-once")),
    }),
  },
  {
    weight: 1,
    arbitrary: record({ kind: fc.constant("reply" as const), status: fc.constant(429), code: fc.constant("400") }),
  },
  {
    weight: 1,
    arbitrary: record({
      kind: fc.constant("reply" as const),
      status: oneOf(200, 202),
      shape: oneOf("empty", "text", "null", "array"),
    }),
  },
  { weight: 2, arbitrary: record({ kind: fc.constant("redirect" as const), status: oneOf(302, 303, 308), apply }) },
  {
    weight: 1,
    arbitrary: record({
      kind: fc.constant("drip" as const),
      bytes: oneOf(50, 1, 2_000),
      everyMs: oneOf(10, 500),
      endless: fc.boolean(),
      apply,
    }),
  },
  { weight: 2, arbitrary: record({ kind: fc.constant("half" as const), end: oneOf("reset", "close"), apply }) },
  { weight: 1, arbitrary: record({ kind: fc.constant("garbage" as const), apply }) },
  {
    weight: 2,
    arbitrary: record({
      kind: fc.constant("body" as const),
      shape: oneOf("empty", "huge", "deep", "null", "html", "cut-off"),
      apply,
    }),
  },
  { weight: 3, arbitrary: record({ kind: fc.constant("latency" as const), ms: ms(30_000), apply }) },
  {
    weight: 1,
    arbitrary: record({ kind: fc.constant("clock" as const), offsetMs: oneOf(660_000, -660_000, 200_000) }),
  },
  { weight: 1, arbitrary: record({ kind: fc.constant("no-date" as const) }) },
);

const NOTHING_WRONG: Omit<Phase, "kind" | "settled" | "dryRun"> = {
  faults: [],
  wire: [],
  others: [],
  stop: null,
};

/** What a run of this direction mostly asks for. */
const ON = {
  detach: fc.oneof(
    { weight: 8, arbitrary: oneOf("writes" as const) },
    { weight: 6, arbitrary: oneOf("detach" as const, "stage-plans" as const, "reads" as const) },
    { weight: 3, arbitrary: oneOf("any" as const, "subscriptions" as const, "subscribe" as const, "attach" as const) },
    {
      weight: 1,
      arbitrary: oneOf("plan-stages" as const, "search-plans" as const, "plan" as const, "search-keys" as const),
    },
  ),
  restore: fc.oneof(
    { weight: 8, arbitrary: oneOf("writes" as const, "subscribe" as const) },
    { weight: 6, arbitrary: oneOf("attach" as const, "stage-plans" as const, "reads" as const) },
    { weight: 3, arbitrary: oneOf("any" as const, "subscriptions" as const, "plan" as const) },
  ),
} as const;
type Way = keyof typeof ON;

const faultRule = (way: Way): Arbitrary<FaultRuleInput> =>
  record({ on: ON[way], nth: between(1, 4), times: mostly(1, 35, oneOf(2, 3, 99)), do: fault });

/** A write that may have landed, and somebody who does the opposite once it is seen. */
const contested = (way: Way): Arbitrary<typeof NOTHING_WRONG> =>
  record({
    on: way === "detach" ? oneOf("detach" as const) : oneOf("attach" as const, "subscribe" as const),
    do: fc.oneof(
      record({ kind: fc.constant("reset" as const), when: oneOf("after-body" as const), apply }),
      record({ kind: fc.constant("reply" as const), status: oneOf(504, 503), apply }),
    ),
    after: oneOf<Moment>("seen", "write", "reply"),
    nth: between(1, 2),
    ms: ms(4_000),
    act: mostly<OtherAct["do"]>("undo", 40, oneOf("reattach", "move-key", "attach", "detach")),
    place: record({ stage: index(STAGES), plan: index(PLANS), key: index(KEYS) }),
  }).map(({ on, do: what, after: when, nth, ms: wait, act, place }) => ({
    ...NOTHING_WRONG,
    faults: [{ on, nth: 1, times: 1, do: what }],
    others: [{ after: when, nth, ms: wait, do: act, ...place }],
  }));

/** Somebody who gives keys another plan, or plans another name, before they are restored. */
const moved: Arbitrary<typeof NOTHING_WRONG> = fc
  .array(
    record({
      do: oneOf("move-key" as const, "rename" as const),
      stage: index(STAGES),
      plan: index(PLANS),
      key: index(KEYS),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((acts) => ({ ...NOTHING_WRONG, others: acts.map((act) => ({ after: "start", nth: 1, ms: -100, ...act })) }));

/** Somebody who was at the very targets a moment ago: what reads still show may be older. */
const justBefore: Arbitrary<typeof NOTHING_WRONG> = fc
  .array(record({ ms: between(-1_500, -1), stage: index(STAGES), plan: index(PLANS) }), { minLength: 1, maxLength: 3 })
  .map((acts) => ({
    ...NOTHING_WRONG,
    others: acts.map((act) => ({ after: "start", nth: 1, do: "toggle", key: NEAR, ...act })),
  }));

const wireFault: Arbitrary<WireFault> = record({
  on: oneOf("writes", "reads", "any"),
  nth: between(1, 4),
  times: mostly(1, 30, oneOf(2, 99)),
  kind: fc.oneof(
    { weight: 4, arbitrary: oneOf<WireFault["kind"]>("lost-before", "slow-up", "slow-down") },
    { weight: 2, arbitrary: oneOf<WireFault["kind"]>("dns-temporary", "connect", "proxy-temporary", "echo", "echo") },
    { weight: 1, arbitrary: oneOf<WireFault["kind"]>("dns", "tls", "proxy") },
  ),
  ms: ms(40_000),
});

const after = oneOf<Moment>("write", "start", "arrival", "reply", "seen");

const otherAct: Arbitrary<OtherAct> = record({
  after,
  nth: fc.oneof(fc.constant(1), between(1, 5)),
  ms: fc.oneof(fc.constant(0), ms(30_000), between(-5_000, 0)),
  do: fc.oneof(
    { weight: 4, arbitrary: oneOf<OtherAct["do"]>("undo") },
    { weight: 4, arbitrary: oneOf<OtherAct["do"]>("attach", "detach", "reattach") },
    { weight: 3, arbitrary: oneOf<OtherAct["do"]>("move-key", "rename") },
    { weight: 1, arbitrary: oneOf<OtherAct["do"]>("delete-plan", "delete-stage") },
  ),
  stage: index(STAGES),
  plan: index(PLANS),
  key: index(KEYS),
});

const stop = (kind: Arbitrary<Stop["kind"]>): Arbitrary<Stop | null> =>
  record({ kind, after, nth: between(1, 4), ms: fc.oneof(fc.constant(0), ms(20_000)) });

const few = <T>(arbitrary: Arbitrary<T>, percent: number, max = 3): Arbitrary<readonly T[]> =>
  mostly<readonly T[]>([], percent, fc.array(arbitrary, { maxLength: max }));

const trouble = (way: Way, percent: number, kill = 0, stopped = 22): Arbitrary<typeof NOTHING_WRONG> =>
  mostly(
    NOTHING_WRONG,
    percent,
    fc.oneof(
      {
        weight: 6,
        arbitrary: record({
          faults: few(faultRule(way), 75),
          wire: few(wireFault, 15, 2),
          others: few(otherAct, 35),
          stop: mostly<Stop | null>(null, stopped, stop(mostly("signal", kill, fc.constant("kill")))),
        }),
      },
      { weight: 1, arbitrary: contested(way) },
      { weight: way === "restore" ? 1 : 0, arbitrary: moved },
      { weight: 2, arbitrary: justBefore },
    ),
  );

/** Whatever others do while somebody looks at what a dry run has shown. */
const reviewed: Arbitrary<typeof NOTHING_WRONG> = fc
  .array(
    record({
      do: oneOf<OtherAct["do"]>("move-key", "rename", "toggle", "reattach", "delete-plan", "delete-stage"),
      ms: between(-5_000, -100),
      stage: index(STAGES),
      plan: index(PLANS),
      key: index(KEYS),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((acts) => ({ ...NOTHING_WRONG, others: acts.map((act) => ({ after: "start", nth: 1, ...act })) }));

const laterPhase = (kind: Phase["kind"], percent: number): Arbitrary<Phase> =>
  record({
    wrong:
      kind === "approved"
        ? fc.oneof({ withCrossShrink: true }, trouble("detach", percent), reviewed)
        : trouble(kind === "again" ? "detach" : "restore", percent),
    settled: mostly(true, 30, fc.constant(false)),
    dryRun: mostly(false, 8, fc.constant(true)),
  }).map(({ wrong, ...rest }) => ({ kind, ...rest, ...wrong }));

const first = (percent: number, kill = 40, stopped = 22): Arbitrary<Phase> =>
  trouble("detach", percent, kill, stopped).map((wrong) => ({
    kind: "again",
    settled: true,
    dryRun: false,
    ...wrong,
  }));

/** The first run, and what follows it. Where something is to be restored, something has to be detached before. */
const phases: Arbitrary<readonly Phase[]> = fc.oneof(
  { withCrossShrink: true },
  { weight: 42, arbitrary: fc.tuple(first(85)) },
  { weight: 15, arbitrary: fc.tuple(first(90, 80, 50), laterPhase("again", 15)) },
  { weight: 25, arbitrary: fc.tuple(first(45), laterPhase("restore", 75)) },
  { weight: 12, arbitrary: fc.tuple(first(60), laterPhase("post", 60)) },
  { weight: 8, arbitrary: fc.tuple(first(15), laterPhase("approved", 80)) },
  { weight: 3, arbitrary: fc.tuple(first(0), laterPhase("approved", 60), laterPhase("restore", 30)) },
  {
    weight: 6,
    arbitrary: fc.tuple(first(30), laterPhase("restore", 30), laterPhase("again", 15), laterPhase("restore", 30)),
  },
);

const how = oneOf<How>("id", "name");
const selection: Arbitrary<SelectionDraw> = record({
  stages: fc.uniqueArray(index(STAGES), { minLength: 1, maxLength: 3 }),
  // The two of one name seldom: by name they come to nothing.
  plans: fc.uniqueArray(
    fc.oneof({ weight: 9, arbitrary: between(0, 2) }, { weight: 2, arbitrary: between(3, PLANS.length - 1) }),
    { minLength: 1, maxLength: 3 },
  ),
  levels: mostly<Pick<SelectionDraw, "product" | "api" | "stage" | "plan">>(
    { product: "id", api: "id", stage: "id", plan: "id" },
    45,
    fc.oneof(
      fc.constant({ product: "name", api: "name", stage: "name", plan: "name" } as const),
      record({ product: how, api: how, stage: how, plan: how }),
      record({
        product: oneOf<How>("id", "both"),
        api: oneOf<How>("id", "both", "name"),
        stage: oneOf<How>("id", "both", "mismatch"),
        plan: oneOf<How>("id", "both", "mismatch"),
      }),
    ),
  ),
  star: mostly<SelectionDraw["star"]>("none", 25, oneOf("plan", "stage", "api", "product")),
  typo: mostly<SelectionDraw["typo"]>("none", 8, oneOf("product", "api", "stage", "plan")),
}).map(({ levels, ...rest }) => ({ ...rest, ...levels }));

const inputs: Arbitrary<Inputs> = record({
  mode: mostly<Inputs["mode"]>("detach", 8, fc.constant("check")),
  dryRun: mostly(false, 7, fc.constant(true)),
  verify: mostly(true, 8, fc.constant(false)),
  ifNotAttached: mostly<Inputs["ifNotAttached"]>("succeed", 8, fc.constant("fail")),
  guard: mostly<number | null>(null, 15, between(0, 3)),
  successor: mostly<number | null>(null, 30, index(PLANS)),
  lookAtKeys: mostly(true, 5, fc.constant(false)),
  rollback: mostly(false, 45, fc.constant(true)),
  timeout: mostly(120, 50, oneOf(5, 10, 30, 60, 600)),
  concurrency: mostly(4, 30, oneOf(1, 2, 16)),
  language: mostly<Inputs["language"]>("en", 20, fc.constant("ko")),
});

const NFD_OR_HOSTILE = oneOf("nfd" as const, "hostile" as const);

const world: Arbitrary<Case["world"]> = record<Required<Pick<Case["world"], WorldKey>>>({
  accepted: mostly<NonNullable<Case["world"]["accepted"]>>(
    {},
    40,
    record({
      status: oneOf(200, 201, 202, 204),
      body: mostly("empty", 30, oneOf("json", "text", "html", "cut-off", "huge")),
      applied: fc.oneof(
        { weight: 4, arbitrary: fc.constant("at-once" as const) },
        { weight: 4, arbitrary: record({ afterMs: ms(20_000) }) },
        { weight: 1, arbitrary: fc.constant("never" as const) },
      ),
    }),
  ),
  detachOfAbsent: mostly(400, 50, oneOf(200, 202, 204, 404, 409)),
  attachOfPresent: mostly(409, 50, oneOf(200, 202, 204, 400, 404)),
  keysInUse: mostly("default", 30, oneOf("keep", "keep", "refuse")),
  reads: mostly<NonNullable<Case["world"]["reads"]>>(
    {},
    40,
    record({
      lagsMs: fc.oneof(
        // As much as is promised to be seen through, and more.
        { weight: 3, arbitrary: between(0, 1_000).map((lag) => [lag]) },
        { weight: 3, arbitrary: fc.tuple(between(0, 1_000), ms(5_000)) },
        { weight: 2, arbitrary: fc.tuple(ms(5_000), between(0, 1_000)) },
        { weight: 1, arbitrary: fc.tuple(between(0, 1_000), between(0, 1_000), ms(5_000)) },
        { weight: 1, arbitrary: ms(10_000).map((lag) => [lag]) },
        { weight: 1, arbitrary: ms(10_000).map((lag) => [0, lag]) },
        { weight: 1, arbitrary: fc.tuple(ms(5_000), ms(15_000)).map(([a, b]) => [0, a, b]) },
      ),
      pick: oneOf("alternate", "random", "by-view", "by-view"),
    }),
  ),
  forbidden: few(
    oneOf(
      "subscriptions",
      "search-keys",
      "stage-plans",
      "plan",
      "plan-stages",
      "attach",
      "subscribe",
      "detach",
      "reads",
    ),
    4,
    2,
  ).map((each) => [...each]),
  denial: oneOf("401/210", "403/230", "403/10011", "404/300"),
  errors: mostly<NonNullable<Case["world"]["errors"]>>({}, 25, record({ shape: oneOf(...ERROR_SHAPES) })),
  paging: mostly<NonNullable<Case["world"]["paging"]>>(
    {},
    15,
    record({
      maxLimit: oneOf(1, 2, 3),
      overMax: mostly("clamp", 5, fc.constant("refuse")),
      pages: mostly("true", 15, oneOf("ignore-offset", "empty-after-first", "total-too-high")),
    }),
  ),
  nameFilter: oneOf("substring", "exact", "ignore-case", "ignored"),
  names: mostly("as-stored", 6, NFD_OR_HOSTILE),
  apiKeyList: mostly("nested", 25, oneOf("content", "apiKeys")),
  contentType: mostly<string | null>("application/json;charset=UTF-8", 10, oneOf(null, "text/html")),
  keysInUseStatus: oneOf(400, 403, 409),
  clock: mostly<NonNullable<Case["world"]["clock"]>>(
    {},
    10,
    record({
      offsetMs: oneOf(0, 660_000, -660_000, 180_000, -90_000_000),
      date: mostly("server", 20, oneOf("true", "absent", "garbage")),
    }),
  ),
  latencyMs: mostly(0, 25, ms(3_000)),
  jitterMs: mostly(0, 20, ms(1_000)),
});
type WorldKey =
  | "accepted"
  | "detachOfAbsent"
  | "attachOfPresent"
  | "keysInUse"
  | "reads"
  | "forbidden"
  | "denial"
  | "errors"
  | "paging"
  | "nameFilter"
  | "names"
  | "apiKeyList"
  | "contentType"
  | "keysInUseStatus"
  | "clock"
  | "latencyMs"
  | "jitterMs";

/** A second thing of one name stays where nobody renames or deletes the first, and where no `*` means both of them. */
function twinOf({ twin, selection, phases }: Case): Case["twin"] {
  if (twin === null) return null;
  const starred = { product: ["product"], api: ["product", "api"], stage: ["product", "api", "stage"], plan: [] };
  const { star }: { star: string } = selection;
  return isStable(phases) && !(starred[twin.level] as string[]).includes(star) ? twin : null;
}

/** Acts that are near the targets get the places of what is selected. What is approved is what a dry run showed. */
function placed(the: Case): Case {
  const { stages, plans } = the.selection;
  const near = (act: OtherAct): OtherAct =>
    act.key === NEAR
      ? { ...act, key: 0, stage: stages[act.stage % stages.length] ?? 0, plan: plans[act.plan % plans.length] ?? 0 }
      : act;
  const approved = the.phases.some(({ kind }) => kind === "approved");
  const inputs: Inputs = approved ? { ...the.inputs, mode: "detach", dryRun: true, verify: true } : the.inputs;
  return {
    ...the,
    twin: twinOf(the),
    inputs,
    phases: the.phases.map((phase) => ({ ...phase, others: phase.others.map(near) })),
  };
}

export const drawCase: Arbitrary<Case> = record<Case>({
  attached: fc.array(fc.tuple(index(STAGES), index(PLANS)), { minLength: 3, maxLength: 14 }),
  targetsOn: mostly(true, 30, fc.constant(false)),
  keys: fc.array(
    record<KeyDraw>({
      key: index(KEYS),
      stage: index(STAGES),
      plan: index(PLANS),
      near: mostly(true, 40, fc.constant(false)),
    }),
    { maxLength: 6 },
  ),
  twin: mostly<Case["twin"]>(
    null,
    12,
    record({ level: oneOf("product", "api", "stage", "plan"), tempting: fc.boolean() }),
  ),
  permission: mostly<Case["permission"]>("manage", 5, oneOf("view", "write", "none", "disabled", "wrong-secret")),
  world,
  network: mostly(
    { connectMs: 20, upMs: 10, downMs: 10 },
    50,
    record({ connectMs: ms(2_000), upMs: ms(500).map(atLeastOne), downMs: ms(500).map(atLeastOne) }),
  ),
  clock: mostly<Case["clock"]>(
    { aheadMs: 0, jump: null },
    12,
    record({
      aheadMs: oneOf(0, 660_000, -660_000, 240_000, 3_600_000),
      jump: mostly<Case["clock"]["jump"]>(
        null,
        30,
        record({ afterMs: ms(5_000), byMs: oneOf(-660_000, 660_000, 3_600_000) }),
      ),
    }),
  ),
  random: fc.nat(1_000_000),
  selection,
  inputs,
  phases,
}).map(placed);
