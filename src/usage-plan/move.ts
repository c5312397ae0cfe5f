/**
 * The API keys of a plan move to its successor before the plan is detached, so that no key is ever without a named
 * plan: the successor goes on the stage, the keys go over, and only when none is left the plan may go.
 */
import { type NcloudCode, NcloudError } from "../ncloud/errors.ts";
import { changedSince, notApproved } from "./approval.ts";
import { ATTACH } from "./direction.ts";
import { keyNames, type LookAtKeys, subscribe, tooMany, type Unreadable } from "./keys.ts";
import { askedFor, SPACING_MS, sleepUntil } from "./looks.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { orError, problem, problemOf } from "./problem.ts";
import type { Run } from "./run.ts";
import type { AffectedKey, Problem, Ref, Target } from "./types.ts";
import { verify } from "./verify.ts";
import { type Agreed, labelOf, nameOf, placeFacts, refOf } from "./work.ts";
import { writeUntilKnown } from "./write.ts";

export interface Moved {
  /** The keys that were on the plan, those that were moved, or may have been, with where to. */
  readonly keys: readonly AffectedKey[];
  /** Whether this run wrote anything, or may have. */
  readonly changed: boolean;
  /** Whether this run put the successor on the stage, or may have. */
  readonly attached: boolean;
  /** Why the plan must stay on. */
  readonly problem: Problem | undefined;
  readonly notAttached?: NotAttached;
}

/** Why the successor is not on the stage, or is not known to be. */
interface NotAttached {
  /** Whether it may be there all the same. */
  readonly inDoubt: boolean;
  /** As far as it is NCP's or the network's doing. */
  readonly reason?: NcloudCode | undefined;
  readonly causes: readonly string[];
}

/** First pause between looks while accepted moves do not show; doubled each time. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 5_000;
/** With eight, the sixteen keys that a look sees in one round trip would take two to write. */
const KEYS_SIDE_BY_SIDE = 16;
/** A key is written right after a look that shows where it is: a late write must not take it from where somebody put it. */
const FRESH_MS = 1_000;

export interface Move {
  readonly target: Target;
  readonly successor: Ref;
  /** Whether the successor was seen on the stage; or why this run could not put it there. */
  readonly onStage: boolean | NotAttached;
  readonly lookAtKeys: LookAtKeys;
  /** What NCP has answered for keys of this stage, whichever plan they were on. */
  readonly answers: Answers;
  /** The keys on the plan, as they were announced. */
  readonly keys: readonly AffectedKey[];
  /** With an approval: whoever else joins stays where they are, and so does the plan. */
  readonly approved?: Agreed | undefined;
  /** Who has joined is announced as well, before it is written. */
  readonly announce: (keys: readonly AffectedKey[]) => void;
}

/** A key is sent to the successor of a stage once: after a yes it is waited for, after a no the plan stays on. */
export interface Answers {
  readonly accepted: Set<string>;
  readonly refused: Map<string, string>;
}

/**
 * Each key is written after a look that shows it on the plan, and the look after all writes shows them all: those that
 * went over, those that do not show it yet, and those that have joined meanwhile (NCP cannot freeze a plan).
 */
export async function moveKeys(run: Run, move: Move): Promise<Moved> {
  const { target, successor, onStage, lookAtKeys, keys: first, approved, announce } = move;
  const { accepted, refused } = move.answers;
  const known = new Map(first.map((key) => [key.id, key]));
  /** What this run has moved, or may have. */
  const written = new Set<string>();
  /** Of a request in doubt a later refusal says nothing. */
  const doubted = new Set<string>();
  let attached = false;
  let over: ReadonlySet<string> = new Set();
  const to = refOf(successor);
  const end = (why?: Problem): Moved => {
    const went = ({ id }: AffectedKey): boolean => over.has(id) || written.has(id);
    return {
      keys: [...known.values()].map((key) => (went(key) ? { ...key, movedTo: to } : key)),
      changed: changed(),
      attached,
      problem: why,
    };
  };
  const stuckOf = (found: Places | Unreadable): readonly AffectedKey[] =>
    "code" in found ? [] : found.left.filter(({ id }) => refused.has(id));
  const changed = (): boolean => attached || written.size > 0;
  const stays = (list: readonly string[], reason?: NcloudCode, causes?: readonly string[]): Moved =>
    end(notMoved(target, successor, list, changed(), reason, causes));
  let looked = run.clock.monotonic();
  let keys = first;
  const notAttached = (why: NotAttached): Moved => ({
    ...stays(keyNames(keys), why.reason, why.causes),
    notAttached: why,
  });
  if (first.length === 0) return end();
  if (typeof onStage === "object") return notAttached(onStage);
  if (onStage) {
    const fresh = (await lookAtKeys(target, FRESH_MS))(target.plan.id);
    if (!("code" in fresh)) keys = fresh;
  } else {
    const placed = await attach(run, { ...target, plan: successor }, async () => {
      looked = run.clock.monotonic();
      return (await lookAtKeys(target, 0))(target.plan.id);
    });
    attached = placed.why === undefined || placed.why.inDoubt;
    if (placed.why !== undefined) return notAttached(placed.why);
    if (!("code" in placed.keys)) keys = placed.keys;
  }
  const changedSinceThen = approved && !attached && changedSince(approved, target, keys, successor);
  if (changedSinceThen) return end(changedSinceThen);

  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
    const joined = keys.filter(({ id }) => !known.has(id));
    if (joined.length > 0) {
      const all = [...known.values(), ...joined];
      const refusal = notApproved(approved, target, joined, changed()) ?? tooMany(run, all, changed());
      if (refusal !== undefined) {
        // Who was neither announced nor written has no place in a receipt.
        if (!changed()) for (const key of joined) known.set(key.id, key);
        return end(refusal);
      }
      try {
        announce(all.map((key) => ({ ...key, movedTo: to })));
      } catch (error) {
        return end(problemOf(error));
      }
    }
    for (const key of keys) known.set(key.id, key);
    const toWrite = keys.filter(({ id }) => !accepted.has(id) && !refused.has(id));
    if (toWrite.length > 0 && !run.deadline.mayWrite) {
      return stays(keyNames(keys), run.deadline.cancelled ? "cancelled" : "deadline");
    }
    let wait = pause;
    await mapConcurrent(toWrite, KEYS_SIDE_BY_SIDE, async (key) => {
      if (run.clock.monotonic() - looked > FRESH_MS && !(await isOn(run, target, key))) return;
      const error = await subscribe(run, target, key, successor);
      const { failureClass } = error ?? {};
      if (error === undefined) accepted.add(key.id);
      if (failureClass === "uncertain") doubted.add(key.id);
      if (error === undefined || failureClass === "uncertain" || failureClass === "refused") written.add(key.id);
      if (error !== undefined && (failureClass === "refused" || failureClass === "unsent-for-good")) {
        refused.set(key.id, `${labelOf(key)}: ${error.code}`);
      } else if (error !== undefined) wait = askedFor(error, wait);
    });

    looked = run.clock.monotonic();
    let found = await whereKeysAre(move);
    let stuck = stuckOf(found);
    if (stuck.some(({ id }) => written.has(id))) {
      // What a gateway refuses may be carried out all the same: it takes two looks, a second apart, to believe it.
      await sleepUntil(run, run.clock.monotonic() + SPACING_MS);
      looked = run.clock.monotonic();
      found = await whereKeysAre(move);
      const before = new Set(stuck.map(({ id }) => id));
      stuck = stuckOf(found).filter(({ id }) => before.has(id));
    }
    if ("code" in found) {
      if (run.deadline.over) return stays(keyNames(keys), found.facts.reason, found.causes);
    } else {
      over = new Set(found.there.map(({ id }) => id));
      keys = found.left;
      for (const { id } of stuck) if (!doubted.has(id)) written.delete(id);
      const list = stuck.flatMap(({ id }) => refused.get(id) ?? []);
      if (list.length > 0) return stays(list);
    }
    if (keys.length === 0) break;
    if (keys.some(({ id }) => known.has(id))) await run.deadline.sleep(wait);
  }
  for (const key of known.values()) if (!over.has(key.id)) tellLeft(run, target, key);
  const count = [...known.keys()].filter((id) => over.has(id)).length;
  run.tell({ code: "keys-moved", level: "info", facts: { ...facts(target, successor), count } });
  return end();
}

interface Places {
  /** Still on the plan. */
  readonly left: readonly AffectedKey[];
  /** On the successor. */
  readonly there: readonly AffectedKey[];
}

/** By a look that begins now. */
async function whereKeysAre({ target, successor, lookAtKeys }: Move): Promise<Places | Unreadable> {
  const keysOn = await lookAtKeys(target, 0);
  const left = keysOn(target.plan.id);
  const there = keysOn(successor.id);
  if ("code" in left) return left;
  return "code" in there ? there : { left, there };
}

/** Whether the key is on the plan now. What cannot be read is not written: the look at all of them tells more. */
async function isOn(run: Run, target: Target, key: AffectedKey): Promise<boolean> {
  const rows = await orError(run.gateway.subscriptions(target.product.id, key.id, target));
  return !(rows instanceof NcloudError) && rows[0]?.planId === target.plan.id;
}

/** Puts the successor on the stage; why not, and whether it may be there all the same. `look` goes out with the verifying. */
async function attach<T>(
  run: Run,
  target: Target,
  look: () => Promise<T>,
): Promise<{ readonly why: NotAttached } | { readonly why: undefined; readonly keys: T }> {
  const unknown = ({ facts: known, causes }: Problem) => {
    const reason = "reason" in known ? (known.reason as NcloudCode | undefined) : undefined;
    return { why: { inDoubt: true, reason, causes } };
  };
  try {
    const written = await writeUntilKnown(run, ATTACH, target, undefined);
    if (written.kind === "failed") {
      // What was not written was refused, by NCP or by the clock.
      const { code, causes } = written.problem;
      return { why: { inDoubt: false, reason: code as NcloudCode, causes } };
    }
    if (written.kind === "unknown") return unknown(written.problem);
    const pending = [{ plan: target.plan, sentAt: written.sentAt }];
    const [{ unseen }, keys] = await Promise.all([verify(run, ATTACH, target, pending), look()]);
    const why = unseen.get(target.plan.id);
    return why === undefined ? { why, keys } : unknown(why);
  } catch (error) {
    return unknown(problemOf(error));
  }
}

export function notMoved(
  target: Target,
  successor: Ref,
  list: readonly string[],
  changed: boolean,
  reason?: NcloudCode,
  causes: readonly string[] = [],
): Problem {
  const more = { ...facts(target, successor), list, changed, ...(reason && { reason }) };
  return { ...problem("api-keys-not-moved", more), causes };
}

/** Somebody moved or deleted it meanwhile: theirs is the later word. */
function tellLeft(run: Run, { plan, stage }: Target, { id, name }: AffectedKey): void {
  run.tell({ code: "key-left", level: "warning", facts: { id, name, ...placeFacts({ plan, stage }) } });
}

const facts = ({ plan, stage }: Target, successor: Ref) => ({
  ...placeFacts({ plan, stage }),
  successor: nameOf(successor),
});
