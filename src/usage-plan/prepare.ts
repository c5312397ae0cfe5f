/**
 * Everything before a stage's first write, in either direction: the stage is observed once, and each of its plans is
 * then either decided (nothing to write, or something speaks against it) or ready. Writes nothing, and never rejects.
 */
import { changedSince } from "./approval.ts";
import type { Direction } from "./direction.ts";
import { type LookAtKeys, mustKnowKeys, tellKeys, tooMany } from "./keys.ts";
import { untilLanded } from "./landed.ts";
import { untilTwoAgree } from "./looks.ts";
import { tellQuota, wouldMove } from "./move-ahead.ts";
import { diagnose, findPlan, observe } from "./observe.ts";
import { failed, problem, problemOf } from "./problem.ts";
import type { IntendedPlan, Run } from "./run.ts";
import type { Outcome, PlacedSuccessor, Problem, StagePath, Target, UsagePlan } from "./types.ts";
import { type Agreed, type EarlierDetach, type PlanWork, placeFacts, refs, type StageWork, targetsOf } from "./work.ts";

/** A plan that is to be written: everything that could speak against it has been looked at. */
export interface Ready extends IntendedPlan {
  readonly target: Target;
  /** What it must still be right before the write. */
  readonly approved?: Agreed | undefined;
  /** On how many stages its own list has shown it, where that was read. */
  readonly onStages?: number | undefined;
  /** Where its API keys have been moved. */
  readonly successor?: PlacedSuccessor | undefined;
}

export interface Prepared {
  readonly at: StagePath;
  /** The stage's plans as first observed; undefined where nothing read them (`verify: false`, or by names). */
  readonly before: readonly UsagePlan[] | undefined;
  readonly decided: readonly Outcome[];
  readonly ready: readonly Ready[];
  /** To look at the keys again, when they have been looked at. */
  readonly lookAtKeys?: LookAtKeys | undefined;
  /** What would be decided by one look, which can be stale: `settle` decides. */
  readonly seenOnce: readonly SeenOnce[];
  /** When the look was over, on the clock that is not set. */
  readonly seenAt: number;
}

export interface SeenOnce {
  readonly target: Target;
  readonly attached: boolean;
  /** In a restore: the request that detached it. */
  readonly detach?: EarlierDetach | undefined;
  /** What becomes of it, by what two looks agree on. */
  readonly end: (attached: boolean) => Promise<Ready | Outcome>;
}

const isReady = (each: Ready | SeenOnce | Outcome): each is Ready => !("verdict" in each || "end" in each);

/** What its plans are judged by: the stage as one look showed it. */
interface Observed {
  readonly run: Run;
  readonly direction: Direction;
  readonly at: StagePath;
  readonly before: readonly UsagePlan[] | undefined;
  readonly lookAtKeys: LookAtKeys | undefined;
}

export async function prepare(
  run: Run,
  direction: Direction,
  stage: StageWork,
  lookAtKeys?: LookAtKeys,
): Promise<Prepared> {
  const { at, nowhere } = stage;
  if (nowhere !== undefined) {
    const decided = targetsOf([stage]).map((target) => ({ ...already(run, direction, target), lookedAt: nowhere }));
    return unread(run, at, decided, []);
  }
  if (run.deadline.cancelled || run.deadline.over) {
    const code = run.deadline.cancelled ? "cancelled" : "deadline";
    return stopped(run, stage, problem(code, { operation: direction.operation(at) }));
  }
  if (!run.verify && !run.dryRun) {
    const ready = targetsOf([stage]).map((target) => ({ target, plan: target.plan, keys: undefined }));
    return unread(run, at, [], ready);
  }
  try {
    return await lookAt(run, direction, stage, lookAtKeys);
  } catch (error) {
    return stopped(run, stage, problemOf(error));
  }
}

/** A stage that nothing was read of. */
function unread(run: Run, at: StagePath, decided: readonly Outcome[], ready: readonly Ready[]): Prepared {
  return { at, before: undefined, decided, ready, seenOnce: [], seenAt: run.clock.monotonic() };
}

function stopped(run: Run, stage: StageWork, why: Problem): Prepared {
  const decided = targetsOf([stage]).map((target) => failed(target, why));
  return unread(run, stage.at, decided, []);
}

async function lookAt(
  run: Run,
  direction: Direction,
  stage: StageWork,
  lookAtKeys: LookAtKeys | undefined,
): Promise<Prepared> {
  const { at } = stage;
  let { before, attached } = stage;
  if (attached === undefined) {
    try {
      before ??= await observe(run, at);
    } catch (error) {
      return stopped(run, stage, await diagnose(run, at, error));
    }
    attached = new Set(before.map(({ id }) => id));
  }
  const plansOn = attached;
  const { seenAt = run.clock.monotonic() } = stage;
  const observed: Observed = { run, direction, at, before, lookAtKeys };
  const checked = await Promise.all(
    stage.plans.map((work) =>
      plansOn.has(work.plan.id) === direction.attached ? alreadyThere(observed, work) : toWrite(observed, work),
    ),
  );
  return {
    at,
    before,
    lookAtKeys,
    decided: checked.flatMap((each) => ("verdict" in each ? { ...each, before: refs(before) } : [])),
    ready: checked.filter(isReady),
    seenOnce: checked.filter((each) => "end" in each),
    seenAt,
  };
}

/** A plan in its wanted place already: that its id is no typo is still to be shown. */
async function alreadyThere(observed: Observed, work: PlanWork): Promise<SeenOnce | Outcome> {
  const { run, direction } = observed;
  const target = await targetOf(observed, work);
  if ("verdict" in target) return target;
  return {
    target,
    attached: direction.attached,
    detach: work.detach,
    end: async (attached) =>
      attached === direction.attached
        ? already(run, direction, target)
        : await checkPlan(observed, { ...work, plan: target.plan, exists: true }),
  };
}

/** The target by the plan's own row: an id that does not exist, or is not of the name that was given, ends here. */
async function targetOf({ run, at, before }: Observed, work: PlanWork): Promise<Target | Outcome> {
  const row = before?.find((plan) => plan.id === work.plan.id);
  const found = row ?? (work.exists ? undefined : await findPlan(run, work.plan.id));
  if (found !== undefined && "code" in found) return failed({ ...at, plan: work.plan }, found);
  const plan = found === undefined ? work.plan : { id: found.id, name: found.name };
  const target: Target = { ...at, plan };
  const mismatch = nameMismatch(work, found);
  return mismatch === undefined ? target : failed(target, mismatch);
}

/** A plan that is to be written. A dry run says no more than `would`, and rests on reads alone. */
async function toWrite(observed: Observed, work: PlanWork): Promise<Ready | SeenOnce | Outcome> {
  const { run, direction } = observed;
  const checked = await checkPlan(observed, work);
  if (!("verdict" in checked) || checked.verdict !== direction.would) return checked;
  const { target } = checked;
  return {
    target,
    attached: !direction.attached,
    end: async (attached) => (attached === direction.attached ? already(run, direction, target) : checked),
  };
}

/** The second look at what one look alone would decide. Never rejects. */
export async function settle(run: Run, { at, seenOnce, seenAt, before }: Prepared): Promise<Settled> {
  const first = { at: seenAt, plans: seenOnce.map(({ target, attached }) => ({ plan: target.plan, attached })) };
  const ends: (Ready | Outcome)[] = [];
  let plans = before;
  try {
    const looks = await untilTwoAgree(run, at, first, "ask-once");
    const detached = seenOnce.flatMap(({ target: { plan }, detach }) => (detach ? { plan, detach } : []));
    const agreed = await untilLanded(run, at, looks, detached);
    // By names, nobody has read the stage's list until now.
    for (const known of agreed.values()) plans ??= "code" in known ? undefined : known.plans;
    ends.push(
      ...(await Promise.all(
        seenOnce.map(({ target, end }) => {
          const known = agreed.get(target.plan.id) ?? problem("internal-error", {});
          return "code" in known ? notKnown(target, known) : end(known.attached);
        }),
      )),
    );
  } catch (error) {
    ends.push(...seenOnce.map(({ target }) => failed(target, problemOf(error))));
  }
  return {
    decided: ends.flatMap((each) => (isReady(each) ? [] : { ...each, before: refs(plans) })),
    ready: ends.filter(isReady),
  };
}

export const targetCount = ({ decided, ready, seenOnce }: Prepared): number =>
  decided.length + ready.length + seenOnce.length;

type Settled = Pick<Prepared, "decided" | "ready">;

/** Nothing was written, and reads do not tell how it is. */
function notKnown(target: Target, why: Problem): Outcome {
  return { target, verdict: why.code === "reads-disagree" ? "unknown" : "failed", changed: false, problem: why };
}

/** Everything between seeing that a plan is to be written and writing it. The first objection decides. */
async function checkPlan(observed: Observed, work: PlanWork): Promise<Ready | Outcome> {
  const { run, direction, at, before, lookAtKeys } = observed;
  const target = await targetOf(observed, work);
  if ("verdict" in target) return target;
  const { plan } = target;

  const looked = lookAtKeys && (await lookAtKeys(at))(plan.id);
  if (looked !== undefined && "code" in looked && (mustKnowKeys(run) || work.approved?.keys !== undefined)) {
    return failed(target, looked);
  }
  if (looked !== undefined) tellKeys(run, target, looked);
  const keys = looked === undefined || "code" in looked ? undefined : looked;
  const successor = await run.successor;
  const changed = work.approved && changedSince(work.approved, target, keys, successor);
  const refusal = changed ?? tooMany(run, keys ?? []);
  if (refusal !== undefined) return { target, verdict: "refused", changed: false, problem: refusal, keys };
  if (successor !== undefined) tellQuota(run, at, successor, keys ?? []);
  if (run.dryRun)
    return { target, verdict: direction.would, changed: false, keys: wouldMove(run, target, successor, keys, before) };
  return { target, plan, keys, approved: work.approved, onStages: work.onStages };
}

function nameMismatch(work: PlanWork, row: UsagePlan | undefined): Problem | undefined {
  if (work.expectedName === undefined || row === undefined) return undefined;
  if (row.name.normalize("NFC") === work.expectedName) return undefined;
  return problem("id-name-mismatch", { level: "usage-plan", id: row.id, expected: work.expectedName, got: row.name });
}

/** Nothing to do for a target: with `if-not-attached: fail` a problem as well, so that the step is red. */
export function already(run: Run, direction: Direction, target: Target): Outcome {
  const outcome = { target, verdict: direction.already, changed: false };
  if (direction.attached || run.ifNotAttached === "succeed") return outcome;
  return { ...outcome, problem: problem("not-attached", placeFacts(target)) };
}
