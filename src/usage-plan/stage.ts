/**
 * One stage, either direction: observed once, written plan by plan, verified once.
 * Never rejects: whatever happens becomes the verdict of the targets it happened to.
 */
import type { Direction } from "./direction.ts";
import { type KeysOf, keyNames, tooMany } from "./guard.ts";
import { diagnose, findPlan, neighboursNote, observe } from "./observe.ts";
import { failed, problem, problemOf } from "./problem.ts";
import type { IntendedPlan, Run } from "./run.ts";
import type { AffectedKey, Outcome, Problem, Ref, Target, UsagePlan } from "./types.ts";
import { type Pending, verify } from "./verify.ts";
import type { PlanWork, StageWork } from "./work.ts";
import { type Written, writeUntilKnown } from "./write.ts";

/** A plan that is to be written: everything that could speak against it has been looked at. */
interface Ready extends IntendedPlan {
  readonly target: Target;
}

export async function changeStage(
  run: Run,
  direction: Direction,
  stage: StageWork,
  keysOf: KeysOf | undefined,
): Promise<Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  const put = (outcome: Outcome): void => void outcomes.set(outcome.target.plan.id, outcome);
  if (run.deadline.cancelled || run.deadline.over) {
    const why = problem(run.deadline.cancelled ? "cancelled" : "deadline", {});
    return targets(stage).map((target) => failed(target, why));
  }
  let broken: unknown;
  try {
    if (run.verify || run.dryRun) await withReads(run, direction, stage, keysOf, put);
    else await blind(run, direction, stage, put);
  } catch (error) {
    broken = error;
  }
  // Whatever was not decided may have been written: a defect of ours must not claim that it was not.
  const undecided = { verdict: "unknown", changed: true, problem: problemOf(broken) } as const;
  return targets(stage).map((target) => outcomes.get(target.plan.id) ?? { ...undecided, target });
}

const targets = (stage: StageWork): Target[] => stage.plans.map(({ plan }) => ({ ...stage.at, plan }));

/** `verify: false`: one signed write per plan, and its status is all that is known. No run without writes gets here. */
async function blind(run: Run, direction: Direction, stage: StageWork, put: (outcome: Outcome) => void): Promise<void> {
  run.beforeWrites?.(
    stage.at,
    stage.plans.map(({ plan }) => ({ plan, keys: [] })),
  );
  for (const target of targets(stage)) {
    const written = await writeUntilKnown(run, direction, target, undefined);
    if (written.kind !== "accepted") {
      put(outcomeOf(direction, target, written));
      continue;
    }
    run.tell({ code: "unverified", level: "info", facts: { plan: nameOf(target.plan), stage: nameOf(target.stage) } });
    put({ target, verdict: direction.done, changed: true, sentAt: written.sentAt });
  }
}

async function withReads(
  run: Run,
  direction: Direction,
  stage: StageWork,
  keysOf: KeysOf | undefined,
  put: (outcome: Outcome) => void,
): Promise<void> {
  let { before, attached } = stage;
  if (attached === undefined) {
    try {
      before ??= await observe(run, stage.at);
    } catch (error) {
      const why = await diagnose(run, stage.at, error);
      for (const target of targets(stage)) put(failed(target, why));
      return;
    }
    attached = new Set(before.map(({ id }) => id));
  }
  const on = attached;
  const seen = before === undefined ? {} : { before: refs(before) };
  const inPlace = stage.plans.filter(({ plan }) => on.has(plan.id) === direction.attached);
  const toWrite = stage.plans.filter(({ plan }) => on.has(plan.id) !== direction.attached);
  // Independent of the writes, so under way beside them.
  const looks = Promise.all(
    inPlace.map((work) => alreadyThere(run, direction, { ...stage.at, plan: work.plan }, work, before)),
  );
  looks.catch(() => {}); // awaited at the end: until then a rejection is nobody's, and would end the process

  const ready: Ready[] = [];
  for (const work of toWrite) {
    const checked = await checkPlan(run, direction, stage, work, before, keysOf);
    if ("verdict" in checked) put({ ...checked, ...seen });
    else ready.push(checked);
  }
  if (ready.length > 0) run.beforeWrites?.(stage.at, ready);

  const accepted: (Pending & { readonly ready: Ready })[] = [];
  let written = 0;
  let latest: readonly UsagePlan[] | undefined;
  for (const each of ready) {
    const result = await writeUntilKnown(run, direction, each.target, before);
    if (result.kind === "accepted" || result.kind === "confirmed") written += 1;
    if (result.kind === "confirmed") latest = result.plans;
    if (result.kind === "accepted") accepted.push({ plan: each.plan, sentAt: result.sentAt, ready: each });
    else {
      const outcome = outcomeOf(direction, each.target, result);
      put(finish(run, direction, { ...outcome, ...seen, ...keysPart(each.keys) }));
    }
  }

  if (accepted.length > 0) {
    const { plans, unseen } = await verify(run, direction, stage.at, accepted);
    latest = plans ?? latest;
    const after = plans === undefined ? {} : { after: refs(plans) };
    for (const { ready: each, sentAt } of accepted) {
      const why = unseen.get(each.plan.id);
      const common = { target: each.target, changed: true, sentAt, ...seen, ...after, ...keysPart(each.keys) };
      put(why === undefined ? { ...common, verdict: direction.done } : { ...common, verdict: "unknown", problem: why });
    }
    if (unseen.size < written) {
      run.tell({
        code: "verified",
        level: "info",
        facts: { stage: nameOf(stage.at.stage), count: written - unseen.size },
      });
    }
  }
  const ours = new Set(stage.plans.map(({ plan }) => plan.id));
  const note = before && latest && neighboursNote(stage.at, ours, before, latest);
  if (note !== undefined) run.tell(note);
  for (const outcome of await looks) put({ ...outcome, ...seen });
}

/** A plan in its wanted place already: that its id is no typo is still to be shown. */
async function alreadyThere(
  run: Run,
  direction: Direction,
  target: Target,
  work: PlanWork,
  before: readonly UsagePlan[] | undefined,
): Promise<Outcome> {
  const row = before?.find((plan) => plan.id === target.plan.id);
  const found = row ?? (work.exists ? undefined : await findPlan(run, target.plan.id));
  if (found !== undefined && "code" in found) return failed(target, found);
  const named = found === undefined ? target : { ...target, plan: { id: found.id, name: found.name } };
  const mismatch = nameMismatch(work, found);
  return mismatch === undefined
    ? finish(run, direction, { target: named, verdict: direction.already, changed: false })
    : failed(named, mismatch);
}

/** Everything between seeing that a plan is to be written and writing it. */
async function checkPlan(
  run: Run,
  direction: Direction,
  stage: StageWork,
  work: PlanWork,
  before: readonly UsagePlan[] | undefined,
  keysOf: KeysOf | undefined,
): Promise<Ready | Outcome> {
  // To be put back: the plan is not on the stage, so its own row has to show that it still exists.
  const row =
    direction.attached && !work.exists
      ? await findPlan(run, work.plan.id)
      : before?.find((plan) => plan.id === work.plan.id);
  if (row !== undefined && "code" in row) return failed({ ...stage.at, plan: work.plan }, row);
  const plan: Ref = row === undefined ? work.plan : { id: row.id, name: row.name };
  const target: Target = { ...stage.at, plan };
  const mismatch = nameMismatch(work, row);
  if (mismatch !== undefined) return failed(target, mismatch);

  const keys = keysOf === undefined ? [] : await keysOf(stage.at, plan.id);
  if ("code" in keys) return failed(target, keys);
  if (keysOf !== undefined) {
    const facts = { plan: nameOf(plan), stage: nameOf(stage.at.stage), count: keys.length, list: keyNames(keys) };
    run.tell({ code: "affected-keys", level: "info", facts });
  }
  const refusal = tooMany(run, keys);
  if (refusal !== undefined) return { target, verdict: "refused", changed: false, problem: refusal, keys };
  if (run.dryRun) return { target, verdict: direction.would, changed: false, ...keysPart(keys) };
  return { target, plan, keys };
}

function nameMismatch(work: PlanWork, row: UsagePlan | undefined): Problem | undefined {
  if (work.expectedName === undefined || row === undefined) return undefined;
  if (row.name.normalize("NFC") === work.expectedName) return undefined;
  return problem("id-name-mismatch", { level: "usage-plan", id: row.id, expected: work.expectedName, got: row.name });
}

/** The outcome of a write that needs no verification. */
function outcomeOf(direction: Direction, target: Target, written: Exclude<Written, { kind: "accepted" }>): Outcome {
  switch (written.kind) {
    case "confirmed":
      return { target, verdict: direction.done, changed: true, sentAt: written.sentAt, after: refs(written.plans) };
    case "needless":
      return { target, verdict: direction.already, changed: false };
    case "failed":
      return failed(target, written.problem);
    case "unknown":
      return { target, verdict: "unknown", changed: true, sentAt: written.sentAt, problem: written.problem };
  }
}

/** `if-not-attached: fail` makes a failure of a plan that was off already. */
function finish(run: Run, direction: Direction, outcome: Outcome): Outcome {
  if (direction.attached || outcome.verdict !== direction.already || run.ifNotAttached === "succeed") return outcome;
  const facts = { plan: nameOf(outcome.target.plan), stage: nameOf(outcome.target.stage) };
  return { ...outcome, verdict: "failed", problem: problem("not-attached", facts) };
}

const refs = (plans: readonly UsagePlan[]): Ref[] => plans.map(({ id, name }) => ({ id, name }));
const keysPart = (keys: readonly AffectedKey[]) => (keys.length === 0 ? {} : { keys });
const nameOf = (ref: Ref): string => ref.name ?? ref.id;
