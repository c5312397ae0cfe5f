/**
 * The writes of one prepared stage, in either direction: written plan by plan, verified once.
 * Never rejects: whatever happens becomes the verdict of the targets it happened to.
 */

import { type Allowed, allow, hasMoved, type Moves, noMoves } from "./allow.ts";
import type { Direction } from "./direction.ts";
import { keyNames } from "./keys.ts";
import { neighboursNote } from "./observe.ts";
import { type Prepared, type Ready, settle } from "./prepare.ts";
import { failed, problem, problemOf, RunError } from "./problem.ts";
import type { Run } from "./run.ts";
import type { AffectedKey, Outcome, Problem, StagePath, Target, UsagePlan } from "./types.ts";
import { type Pending, verify } from "./verify.ts";
import { nameOf, placeFacts, refs } from "./work.ts";
import { type WriteResult, writeUntilKnown } from "./write.ts";

/**
 * @param see how accepted writes are seen to be done
 * @returns an outcome for everything that was prepared
 */
export async function change(
  given: Run,
  direction: Direction,
  prepared: Prepared,
  see: typeof verify = verify,
): Promise<Outcome[]> {
  let first = prepared.before;
  let last = first;
  const run: Run = {
    ...given,
    looked(plans) {
      first ??= plans;
      last = plans;
    },
  };
  const moves = noMoves();
  const written = await write(run, direction, prepared, prepared.ready, see, moves);
  // Not beside the writes: what one look at the stage shows, a write in doubt would have to know as well.
  const settled = await settle(run, prepared);
  const late = await write(run, direction, prepared, settled.ready, see, moves);
  const outcomes = [...prepared.decided, ...written, ...settled.decided, ...late];
  await tellNeighbours(run, prepared.at, outcomes, first, last);
  return outcomes;
}

/** What the last look at a stage shows, whatever it was for, against the first. */
async function tellNeighbours(
  run: Run,
  at: StagePath,
  outcomes: readonly Outcome[],
  first: readonly UsagePlan[] | undefined,
  last: readonly UsagePlan[] | undefined,
): Promise<void> {
  if (first === undefined || last === undefined || !outcomes.some(({ changed }) => changed)) return;
  const ours = new Set(outcomes.map(({ target }) => target.plan.id));
  const successor = await run.successor;
  if (successor !== undefined) ours.add(successor.id);
  const note = neighboursNote(at, ours, first, last);
  if (note !== undefined) run.tell(note);
}

async function write(
  run: Run,
  direction: Direction,
  prepared: Prepared,
  ready: readonly Ready[],
  see: typeof verify,
  moves: Moves,
): Promise<readonly Outcome[]> {
  if (ready.length === 0) return [];
  if (!run.deadline.mayWrite) {
    const code = run.deadline.cancelled ? "cancelled" : "deadline";
    const why = (target: Target) => problem(code, { operation: direction.operation(target) });
    return ready.map(({ target }) => failed(target, why(target), { before: refs(prepared.before) }));
  }
  const outcomes = new Map<string, Outcome>();
  const settle = (outcome: Outcome): void => void outcomes.set(outcome.target.plan.id, outcome);
  let broken: unknown;
  try {
    if (run.verify) {
      const allowed = await allow(run, prepared, ready, settle, moves);
      await verified(run, direction, prepared, allowed, settle, see);
    } else {
      run.beforeWrites?.(prepared.at, ready);
      await blind(run, direction, ready, settle);
    }
  } catch (error) {
    broken = error;
  }
  // `beforeWrites` speaks before anything of the stage is written.
  if (broken instanceof RunError) {
    const why = problemOf(broken);
    return ready.map(({ target }) => outcomes.get(target.plan.id) ?? failed(target, why));
  }
  // Whatever was not decided may have been written: a defect of ours must not claim that it was not.
  const undecided = { verdict: "unknown", changed: true, problem: problemOf(broken) } as const;
  return ready.map(({ target }) => outcomes.get(target.plan.id) ?? { ...undecided, target });
}

/** `verify: false`: one signed write per plan, and its status is all that is known. No run without writes gets here. */
async function blind(
  run: Run,
  direction: Direction,
  ready: readonly Ready[],
  settle: (outcome: Outcome) => void,
): Promise<void> {
  for (const { target } of ready) {
    const written = await writeUntilKnown(run, direction, target, undefined);
    if (written.kind !== "accepted") {
      settle(outcomeOf(direction, { target, plan: target.plan, keys: undefined }, written));
      continue;
    }
    run.tell({ code: "unverified", level: "info", facts: placeFacts(target) });
    settle({ target, verdict: "accepted", changed: true, sentAt: written.sentAt });
  }
}

async function verified(
  run: Run,
  direction: Direction,
  { at }: Prepared,
  allowed: Allowed,
  settle: (outcome: Outcome) => void,
  see: typeof verify,
): Promise<void> {
  const { ready, before, mustMove, free, again } = allowed;
  let accepted: (Pending & { readonly ready: Ready })[] = [];
  let confirmed = 0;
  const verifyAccepted = async (): Promise<void> => {
    if (accepted.length === 0) return;
    const { plans, unseen } = await see(run, direction, at, accepted);
    for (const { ready: each, sentAt } of accepted) {
      const why = unseen.get(each.plan.id);
      const { target, keys, successor } = each;
      const common = { target, changed: true, sentAt, before: refs(before), after: refs(plans), keys, successor };
      settle(
        why === undefined ? { ...common, verdict: direction.done } : { ...common, verdict: "unknown", problem: why },
      );
    }
    const count = accepted.length + confirmed - unseen.size;
    if (count > 0) run.tell({ code: "verified", level: "info", facts: { stage: nameOf(at.stage), count } });
    accepted = [];
    confirmed = 0;
  };

  for (const plan of ready) {
    // Keys can take all of the time to move: what is written by then is not to be left unseen.
    if (mustMove(plan)) await verifyAccepted();
    const freed = await free(plan);
    if (freed === undefined) continue;
    let each = freed;
    const objection = async (): Promise<Problem | undefined> => {
      const now = await again(each);
      if ("code" in now) return now;
      each = now;
      return undefined;
    };
    const written = await writeUntilKnown(run, direction, each.target, before, objection);
    if (written.kind === "accepted") {
      accepted.push({ plan: each.plan, sentAt: written.sentAt, ready: each });
      continue;
    }
    if (written.kind === "confirmed") confirmed += 1;
    settle({ ...outcomeOf(direction, each, written), before: refs(before) });
  }
  await verifyAccepted();
}

/** Where a plan is refused whose ids are right, who uses it is the first cause. */
function withKeys(why: Problem, keys: readonly AffectedKey[] = []): Problem {
  const left = keys.filter(({ movedTo }) => movedTo === undefined);
  if (!("seen" in why.facts) || left.length === 0) return why;
  return { ...why, facts: { ...why.facts, keys: keyNames(left) } } as Problem;
}

/** The outcome of a write that needs no verification. */
function outcomeOf(direction: Direction, ready: Ready, written: Exclude<WriteResult, { kind: "accepted" }>): Outcome {
  const { target, keys, successor } = ready;
  const about = { keys, successor };
  switch (written.kind) {
    case "confirmed": {
      const { sentAt, plans } = written;
      return { target, verdict: direction.done, changed: true, sentAt, after: refs(plans), ...about };
    }
    case "failed":
      return {
        ...failed(target, withKeys(written.problem, keys), about),
        changed: hasMoved(ready),
      };
    case "unknown": {
      const { sentAt, problem: why } = written;
      return { target, verdict: "unknown", changed: true, sentAt, problem: why, ...about };
    }
  }
}
