/**
 * Whether a plan is on a stage, known by reads alone. A single read can be stale, so it takes two looks that agree, at
 * least a second apart, and by two views where there are two: the stage's list of plans, the plan's list of stages. Two
 * that disagree start anew. What that sees through, and what not: docs/architecture.md, "Looks".
 */
import { NcloudError } from "../ncloud/errors.ts";
import { MAX_WAIT_MS, statusOf } from "../ncloud/retry.ts";
import type { Gateway } from "./ports.ts";
import { failureOf, orError, problem, problemOf, RunError } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Problem, Ref, StagePath, Target, UsagePlan } from "./types.ts";
import { nameOf } from "./work.ts";

/** As long as reads may lag behind everywhere. */
export const SPACING_MS = 1_000;
const MAX_PAUSE_MS = 5_000;

/** One look at the stage's plans, or why it failed. */
export async function look(run: Run, at: StagePath): Promise<readonly UsagePlan[] | NcloudError> {
  const plans = await orError(run.gateway.stagePlans(at));
  if (!(plans instanceof NcloudError)) run.looked?.(plans);
  return plans;
}

interface SharedRead {
  readonly began: number;
  readonly rows: ReturnType<Gateway["planStages"]>;
}

const SHARED = new WeakMap<Gateway, Map<string, SharedRead>>();

/** One read of a plan's stages answers for all of them, where it began late enough to be a look of its own. */
function stagesOfPlan({ gateway, clock }: Run, planId: string, notBefore: number): SharedRead["rows"] {
  const reads = SHARED.get(gateway) ?? new Map<string, SharedRead>();
  SHARED.set(gateway, reads);
  const last = reads.get(planId);
  if (last !== undefined && last.began >= notBefore) return last.rows;
  const read = { began: clock.monotonic(), rows: gateway.planStages(planId) };
  reads.set(planId, read);
  return read.rows;
}

/** A pause before the look after one that failed: as long as the server asked for at the least. */
export const askedFor = ({ retryAfterMs = 0 }: NcloudError, ms: number): number =>
  Math.max(ms, Math.min(MAX_WAIT_MS, retryAfterMs));

/** Says that a look failed and when the next one comes. */
export function tellFailedLook(run: Run, error: NcloudError, attempt: number, ms: number): void {
  const known = { operation: error.facts.operation, attempt, ms, reason: error.code, ...statusOf(error) };
  run.tell({ code: "retrying", level: "info", facts: known });
}

/** Nothing but the second look is waited for; with a write in doubt, what fails is repeated until the time is up. */
export type Patience = "ask-once" | "in-doubt";

export interface FirstLook {
  /** On the clock that is not set, when its answer was there. Left out: there was none yet. */
  readonly at?: number;
  /** Of each plan, what it showed. */
  readonly plans: readonly { readonly plan: Ref; readonly attached?: boolean }[];
}

export interface Agreed {
  readonly attached: boolean;
  /** The stage's plans, where its list could be read in the last look. */
  readonly plans: readonly UsagePlan[] | undefined;
}

interface Open {
  readonly plan: Ref;
  /** What the look before showed, by one view or by two. */
  readonly before: ReadonlySet<boolean>;
}

/**
 * Looks at a stage, with both views side by side, until the last look at each plan agrees with itself and with the one
 * before it.
 *
 * @returns for each plan's id what they agree on, or why it is not known
 */
export async function untilTwoAgree(
  run: Run,
  at: StagePath,
  first: FirstLook,
  patience: Patience,
): Promise<ReadonlyMap<string, Agreed | Problem>> {
  const ends = new Map<string, Agreed | Problem>();
  let open: Open[] = first.plans.map(({ plan, attached }) => ({
    plan,
    before: new Set(attached === undefined ? [] : [attached]),
  }));
  // Without a first look the next one counts from now: what was read before says nothing of a write since.
  let due = first.at === undefined ? run.clock.monotonic() : first.at + SPACING_MS;
  let failure: NcloudError | undefined;
  for (let looks = 0, failures = 0; open.length > 0; looks++) {
    await sleepUntil(run, due);
    if (run.deadline.over || (run.deadline.cancelled && patience === "ask-once")) {
      for (const { plan } of open) ends.set(plan.id, outOfTime(run, at, plan, looks, failure));
      return ends;
    }
    const [plans, ...places] = await Promise.all([
      look(run, at),
      ...open.map(({ plan }) => orError(stagesOfPlan(run, plan.id, due))),
    ]);
    failure = undefined;
    open = open.flatMap(({ plan, before }, index) => {
      const now = new Set<boolean>();
      const rows = places[index];
      if (!(plans instanceof NcloudError)) now.add(plans.some(({ id }) => id === plan.id));
      if (!(rows instanceof NcloudError)) now.add(rows?.some(({ stage }) => stage.id === at.stage.id) === true);
      const [attached, other] = now;
      if (attached === undefined && plans instanceof NcloudError) {
        failure = plans;
        if (patience === "in-doubt") return { plan, before: now };
        // Cut off by the end of the run: that says less than the looks before.
        ends.set(plan.id, plans.code === "deadline" && looks > 0 ? disagree(at, plan) : problemOf(plans));
        return [];
      }
      if (attached === undefined || other !== undefined || !before.has(attached)) return { plan, before: now };
      ends.set(plan.id, { attached, plans: plans instanceof NcloudError ? undefined : plans });
      return [];
    });
    if (failure !== undefined) failures += 1;
    const ms = failure === undefined ? SPACING_MS : askedFor(failure, pauseAfter(run, failures));
    if (failure !== undefined && open.length > 0) tellFailedLook(run, failure, failures, ms);
    due = run.clock.monotonic() + ms;
  }
  return ends;
}

/** The same for one plan that was written: what fails is repeated, and the time is all that ends it. */
export async function lookUntilKnown(
  run: Run,
  target: Target,
  first: { readonly at: number; readonly attached: boolean } | undefined,
): Promise<Agreed | Problem> {
  const { plan } = target;
  const start =
    first === undefined ? { plans: [{ plan }] } : { at: first.at, plans: [{ plan, attached: first.attached }] };
  const ends = await untilTwoAgree(run, target, start, "in-doubt");
  return ends.get(plan.id) ?? disagree(target, plan);
}

/**
 * Lists that stand for "all of them" (`*`): what a single stale look leaves out, nobody would miss. Of each there is one
 * view, and it is read until two looks in a row agree; of all of them side by side. Where the first look at all takes
 * longer than looks have to be apart, the second follows without a pause.
 *
 * @param operation the read, for people
 * @param idsOf what two looks have to agree on
 * @param collect reads several, in their order
 */
export async function wholeLists<Of, List>(
  run: Run,
  operation: string,
  of: readonly Of[],
  read: (each: Of) => Promise<List>,
  idsOf: (list: List) => readonly string[],
  collect: (run: Run, of: readonly Of[], work: (each: Of) => Promise<List>) => Promise<readonly List[]>,
): Promise<List[]> {
  const known = new Map<Of, { readonly ids: string; readonly list: List; readonly at: number }>();
  const due = (each: Of): number => (known.get(each)?.at ?? Number.NEGATIVE_INFINITY) + SPACING_MS;
  for (let open = of; ; ) {
    const agreed = new Set<Of>();
    await collect(run, open, async (each) => {
      await sleepUntil(run, due(each));
      const list = await read(each);
      const ids = idsOf(list).toSorted().join();
      if (known.get(each)?.ids === ids) agreed.add(each);
      known.set(each, { ids, list, at: run.clock.monotonic() });
      return list;
    });
    open = open.filter((each) => !agreed.has(each));
    if (open.length === 0) return of.flatMap((each) => known.get(each)?.list ?? []);
    await sleepUntil(run, Math.min(...open.map(due)));
    if (run.deadline.cancelled || run.deadline.over) {
      throw new RunError([problem(run.deadline.cancelled ? "cancelled" : "deadline", { operation })]);
    }
  }
}

/** A signal wakes every sleeper once: the looks are as far apart all the same. */
export async function sleepUntil(run: Run, due: number): Promise<void> {
  for (let twice = 0; twice < 2; twice++) {
    const ms = due - run.clock.monotonic();
    if (ms > 0) await run.deadline.sleep(ms);
  }
}

/** Longer after each failed look; near the end half of what is left, so that the last look is not seconds old. */
function pauseAfter(run: Run, failures: number): number {
  const ms = Math.min(MAX_PAUSE_MS, SPACING_MS * 2 ** (failures - 1));
  return Math.min(ms, Math.max(SPACING_MS, run.deadline.remainingMs / 2));
}

function outOfTime(run: Run, at: StagePath, plan: Ref, looks: number, failure: NcloudError | undefined): Problem {
  if (failure !== undefined) return failureOf(failure);
  if (run.deadline.cancelled) return problem("cancelled", { operation: readOf(at) });
  if (looks === 0) return problem("deadline", { operation: readOf(at) });
  return disagree(at, plan);
}

export const readOf = ({ product, api, stage }: StagePath): string =>
  `GET /api/v1/products/${product.id}/apis/${api.id}/stages/${stage.id}/usage-plans`;

function disagree(at: StagePath, plan: Ref): Problem {
  return problem("reads-disagree", { operation: readOf(at), plan: nameOf(plan), stage: nameOf(at.stage) });
}
