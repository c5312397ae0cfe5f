/**
 * The last word before each write of a stage: who is on the plan is looked at again, what is about to be written is
 * announced, and where a successor is named the API keys go there first.
 */
import { NcloudError } from "../ncloud/errors.ts";
import { changedSince } from "./approval.ts";
import { keyNames, mustKnowKeys, tooMany } from "./keys.ts";
import { look } from "./looks.ts";
import { type Answers, type Move, moveKeys, notMoved } from "./move.ts";
import type { Prepared, Ready } from "./prepare.ts";
import { failed, problemOf } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Outcome, Problem, ProblemCode, Target } from "./types.ts";
import { refOf } from "./work.ts";

/** Keys are looked at once more before a write when the last look is older than this. */
const KEYS_FRESH_MS = 5_000;

/** Not a failure: what was asked for does not allow it. */
const REFUSALS: ReadonlySet<ProblemCode> = new Set(["changed-since-approval", "too-many-api-keys", "too-many-calls"]);

type Settle = (outcome: Outcome) => void;

export interface Allowed {
  readonly ready: readonly Ready[];
  /** The stage's plans, where they have been read by now. */
  readonly before: Prepared["before"];
  /** Whether API keys have to move before the plan can be written. */
  readonly mustMove: (each: Ready) => boolean;
  /** Right before the plan is written: `undefined` when it must stay, and why has been settled. */
  readonly free: (each: Ready) => Promise<Ready | undefined>;
  /** Before a write is sent again: the plan with the keys that are on it by now, or why it must stay. */
  readonly again: (each: Ready) => Promise<Ready | Problem>;
}

/** What this run knows of a stage's move by what it did, which outweighs looks: plans that are written later go by it. */
export interface Moves {
  /** Undefined: nobody has looked. */
  onStage: Move["onStage"] | undefined;
  /** By this run. */
  attached: boolean;
  readonly answers: Answers;
}

export const noMoves = (): Moves => ({
  onStage: undefined,
  attached: false,
  answers: { accepted: new Set(), refused: new Map() },
});

/** Plan by plan: between the look that shows a plan without keys and its write, nothing else of the stage happens. */
export async function allow(
  run: Run,
  prepared: Prepared,
  given: readonly Ready[],
  settle: Settle,
  moves: Moves,
): Promise<Allowed> {
  const { at, lookAtKeys } = prepared;
  const ready: Ready[] = [];
  for (const each of given) {
    const allowed = await lookAgain(run, prepared, each, settle);
    if (allowed !== undefined) ready.push(allowed);
  }
  const successor = await run.successor;
  const moving = successor && lookAtKeys && { successor, lookAtKeys };
  let { before } = prepared;
  if (successor !== undefined && ready.length > 0 && moves.onStage === undefined) {
    const plans = before ?? (await look(run, at));
    if (plans instanceof NcloudError) {
      for (const { target, keys } of ready.splice(0)) settle(failed(target, problemOf(plans), { keys }));
    } else {
      before = plans;
      moves.onStage = plans.some((plan) => plan.id === successor.id);
    }
  }
  const announce = ({ plan, keys }: Pick<Ready, "plan" | "keys">): void => {
    if (successor === undefined) {
      run.beforeWrites?.(at, [{ plan, keys }]);
      return;
    }
    const to = refOf(successor);
    const moving = keys?.map((key) => ({ ...key, movedTo: to }));
    const attaches = moves.attached || (moves.onStage === false && moving !== undefined && moving.length > 0);
    run.beforeWrites?.(at, [{ plan, keys: moving }], { ...to, attached: attaches });
  };

  const free = async (earlier: Ready): Promise<Ready | undefined> => {
    const each = await lookAgain(run, prepared, earlier, settle);
    if (each === undefined) return undefined;
    const { target, plan, keys = [], approved } = each;
    try {
      announce(each);
    } catch (error) {
      settle(failed(target, problemOf(error), { keys: each.keys }));
      return undefined;
    }
    if (moving === undefined) return each;
    const { onStage = false, answers } = moves;
    const moved = await moveKeys(run, {
      ...moving,
      target,
      onStage,
      answers,
      keys,
      approved,
      announce: (joined) => announce({ plan, keys: joined }),
    });
    // Tried once: what was refused is not asked for again with the next plan.
    moves.onStage = moved.notAttached ?? (onStage || moved.attached);
    moves.attached ||= moved.attached;
    const placed = { ...refOf(moving.successor), attached: moved.attached };
    if (moved.problem === undefined) return { ...each, keys: moved.keys, successor: placed };
    const why = { keys: moved.keys, successor: placed };
    if (!moved.changed && REFUSALS.has(moved.problem.code)) settle(refusedBy(target, moved.problem, moved.keys));
    else settle({ ...failed(target, moved.problem, why), changed: moved.changed });
    return undefined;
  };
  const again = async (each: Ready): Promise<Ready | Problem> => {
    if (moving !== undefined) {
      // Of keys that have moved nothing is left to compare: whoever is on the plan by now keeps it where it is.
      const left = (await moving.lookAtKeys(at, 0))(each.plan.id);
      if ("code" in left) return left;
      return left.length === 0 ? each : notMoved(each.target, moving.successor, keyNames(left), hasMoved(each));
    }
    const { ready: now, objection } = await lookNow(run, prepared, each);
    if (objection !== undefined) return objection;
    const { keys: earlier = [] } = each;
    const joined = (now.keys ?? []).filter(({ id }) => !earlier.some((key) => key.id === id));
    if (joined.length === 0) return each;
    const both = { ...each, keys: [...earlier, ...joined] };
    try {
      announce(both);
    } catch (error) {
      return problemOf(error);
    }
    return both;
  };
  return {
    ready,
    before,
    again,
    mustMove: ({ keys = [] }) => successor !== undefined && keys.length > 0,
    free,
  };
}

/** Whether anything was written for a plan before its own write, or may have been. */
export const hasMoved = ({ keys = [], successor }: Pick<Ready, "keys" | "successor">): boolean =>
  successor?.attached === true || keys.some(({ movedTo }) => movedTo !== undefined);

const refusedBy = (target: Target, why: Problem, keys: Ready["keys"]): Outcome => ({
  target,
  verdict: "refused",
  changed: false,
  problem: why,
  keys,
});

interface Now {
  /** With the keys that are on the plan by now. */
  readonly ready: Ready;
  readonly objection?: Problem | undefined;
}

/** NCP cannot freeze a plan: who has joined since an old look counts. */
async function lookAgain(run: Run, prepared: Prepared, each: Ready, settle: Settle): Promise<Ready | undefined> {
  const { ready, objection } = await lookNow(run, prepared, each);
  if (objection === undefined) return ready;
  const { target, keys } = ready;
  if (objection.code === "api-keys-unreadable") settle(failed(target, objection, { keys }));
  else settle(refusedBy(target, objection, keys));
  return undefined;
}

async function lookNow(run: Run, { at, lookAtKeys }: Prepared, each: Ready): Promise<Now> {
  if (lookAtKeys === undefined) return { ready: each };
  const { target, approved } = each;
  const looked = (await lookAtKeys(at, KEYS_FRESH_MS))(each.plan.id);
  if ("code" in looked)
    return mustKnowKeys(run) || approved?.keys !== undefined ? { ready: each, objection: looked } : { ready: each };
  const changed = approved && changedSince(approved, target, looked, await run.successor);
  return { ready: { ...each, keys: looked }, objection: changed ?? tooMany(run, looked) };
}
