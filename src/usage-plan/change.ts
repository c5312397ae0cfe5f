/**
 * The writes of one prepared stage, in either direction: written plan by plan, verified once.
 * Never rejects: whatever happens becomes the verdict of the targets it happened to.
 */
import type { Direction } from "./direction.ts";
import { neighboursNote } from "./observe.ts";
import { keysPart, type Prepared, type Ready, settle } from "./prepare.ts";
import { failed, problem, problemOf } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Outcome, Target, UsagePlan } from "./types.ts";
import { type Pending, verify } from "./verify.ts";
import { nameOf, refs } from "./work.ts";
import { type WriteResult, writeUntilKnown } from "./write.ts";

/** @returns an outcome for everything that was prepared */
export async function change(run: Run, direction: Direction, prepared: Prepared): Promise<Outcome[]> {
  // Independent of the writes, so under way beside them.
  const settling = settle(run, direction, prepared);
  const written = await write(run, direction, prepared, prepared.ready);
  const settled = await settling;
  const late = await write(run, direction, prepared, settled.ready);
  return [...prepared.decided, ...written, ...settled.decided, ...late];
}

async function write(
  run: Run,
  direction: Direction,
  prepared: Prepared,
  ready: readonly Ready[],
): Promise<readonly Outcome[]> {
  if (ready.length === 0) return [];
  if (!run.deadline.mayWrite) {
    const code = run.deadline.cancelled ? "cancelled" : "deadline";
    const seen = prepared.before === undefined ? {} : { before: refs(prepared.before) };
    const why = (target: Target) => problem(code, { operation: direction.operation(target) });
    return ready.map(({ target }) => failed(target, why(target), seen));
  }
  const outcomes = new Map<string, Outcome>();
  const put = (outcome: Outcome): void => void outcomes.set(outcome.target.plan.id, outcome);
  let broken: unknown;
  try {
    run.beforeWrites?.(prepared.at, ready);
    await (run.verify ? verified(run, direction, prepared, ready, put) : blind(run, direction, ready, put));
  } catch (error) {
    broken = error;
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
  put: (outcome: Outcome) => void,
): Promise<void> {
  for (const { target } of ready) {
    const written = await writeUntilKnown(run, direction, target, undefined);
    if (written.kind !== "accepted") {
      put(outcomeOf(direction, { target, plan: target.plan, keys: [] }, written));
      continue;
    }
    run.tell({ code: "unverified", level: "info", facts: { plan: nameOf(target.plan), stage: nameOf(target.stage) } });
    put({ target, verdict: "accepted", changed: true, sentAt: written.sentAt });
  }
}

async function verified(
  run: Run,
  direction: Direction,
  { at, before, decided, ready: others, seenOnce }: Prepared,
  ready: readonly Ready[],
  put: (outcome: Outcome) => void,
): Promise<void> {
  const seen = before === undefined ? {} : { before: refs(before) };
  const accepted: (Pending & { readonly ready: Ready })[] = [];
  let confirmed = 0;
  let latest: readonly UsagePlan[] | undefined;
  for (const each of ready) {
    const written = await writeUntilKnown(run, direction, each.target, before);
    if (written.kind === "accepted") {
      accepted.push({ plan: each.plan, sentAt: written.sentAt, ready: each });
      continue;
    }
    if (written.kind === "confirmed") {
      confirmed += 1;
      latest = written.plans;
    }
    put({ ...outcomeOf(direction, each, written), ...seen });
  }

  if (accepted.length > 0) {
    const { plans, unseen } = await verify(run, direction, at, accepted);
    latest = plans ?? latest;
    const after = plans === undefined ? {} : { after: refs(plans) };
    for (const { ready: each, sentAt } of accepted) {
      const why = unseen.get(each.plan.id);
      const common = { target: each.target, changed: true, sentAt, ...seen, ...after, ...keysPart(each.keys) };
      put(why === undefined ? { ...common, verdict: direction.done } : { ...common, verdict: "unknown", problem: why });
    }
    const count = accepted.length + confirmed - unseen.size;
    if (count > 0) run.tell({ code: "verified", level: "info", facts: { stage: nameOf(at.stage), count } });
  }

  const ours = new Set([...decided, ...others, ...seenOnce].map(({ target }) => target.plan.id));
  const note = before && latest && neighboursNote(at, ours, before, latest);
  if (note !== undefined) run.tell(note);
}

/** The outcome of a write that needs no verification. */
function outcomeOf(
  direction: Direction,
  { target, keys }: Ready,
  written: Exclude<WriteResult, { kind: "accepted" }>,
): Outcome {
  switch (written.kind) {
    case "confirmed": {
      const after = refs(written.plans);
      return { target, verdict: direction.done, changed: true, sentAt: written.sentAt, after, ...keysPart(keys) };
    }
    case "failed":
      return failed(target, written.problem, keysPart(keys));
    case "unknown": {
      const { sentAt, problem: why } = written;
      return { target, verdict: "unknown", changed: true, sentAt, problem: why, ...keysPart(keys) };
    }
  }
}
