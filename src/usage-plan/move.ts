/**
 * The API keys of a plan move to its successor before the plan is detached, so that no key is ever without a named
 * plan: the successor goes on the stage, the keys go over, and only when none is left the plan may go.
 */
import { type NcloudCode, NcloudError } from "../ncloud/errors.ts";
import { ATTACH } from "./direction.ts";
import { type KeysOf, keyNames, type Unreadable } from "./keys.ts";
import { problem, problemOf } from "./problem.ts";
import type { Run } from "./run.ts";
import { sideBySide } from "./side-by-side.ts";
import type { AffectedKey, Problem, Ref, StagePath, Target } from "./types.ts";
import { verify } from "./verify.ts";
import { nameOf } from "./work.ts";
import { writeUntilKnown } from "./write.ts";

export interface Moved {
  /** The keys that were on the plan, those that were moved with where to. */
  readonly keys: readonly AffectedKey[];
  /** Whether this run wrote anything, or may have. */
  readonly changed: boolean;
  /** Whether this run put the successor on the stage, or may have. */
  readonly attached: boolean;
  /** Why the plan must stay on. */
  readonly problem?: Problem;
}

/** First pause between looks while accepted moves do not show; doubled each time. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 5_000;
const KEYS_SIDE_BY_SIDE = 8;

/**
 * Each key is written after a look that shows it on the plan, and the look after all writes shows them all: those that
 * went over, those that do not show it yet, and those that have joined meanwhile (NCP cannot freeze a plan).
 *
 * @param onStage whether the successor was seen on the stage
 */
export async function moveKeys(
  run: Run,
  target: Target,
  successor: Ref,
  onStage: boolean,
  keysOf: KeysOf,
  first: readonly AffectedKey[],
): Promise<Moved> {
  const seen = new Map(first.map((key) => [key.id, key]));
  const accepted = new Set<string>();
  const written = new Set<string>();
  let attached = false;
  let over: ReadonlySet<string> = new Set();
  const to: Ref = { id: successor.id, ...(successor.name && { name: successor.name }) };
  const end = (why?: Problem): Moved => ({
    keys: [...seen.values()].map((key) => (over.has(key.id) || written.has(key.id) ? { ...key, movedTo: to } : key)),
    changed: attached || written.size > 0,
    attached,
    ...(why === undefined ? {} : { problem: why }),
  });

  let pause = FIRST_PAUSE_MS;
  for (let keys = first; keys.length > 0; ) {
    if (!onStage && !attached) {
      const why = await attach(run, { ...target, plan: successor });
      attached = why?.verdict !== "failed";
      if (why !== undefined) return end(notMoved(target, successor, keys, reasonOf(why.problem), why.problem.causes));
    }
    const toWrite = keys.filter(({ id }) => !accepted.has(id));
    if (toWrite.length > 0 && !run.deadline.mayWrite) {
      return end(notMoved(target, successor, keys, run.deadline.cancelled ? "cancelled" : "deadline"));
    }
    const refused = new Map<string, string>();
    await sideBySide(toWrite, KEYS_SIDE_BY_SIDE, async (key) => {
      const error = await subscribe(run, target, key, successor);
      if (error === undefined) accepted.add(key.id);
      if (error === undefined || error.failureClass === "uncertain") written.add(key.id);
      else if (error.failureClass === "refused" || error.failureClass === "unsent-for-good") {
        refused.set(key.id, `${key.name} (${key.id}): ${error.code}`);
      } else pause = Math.max(pause, error.retryAfterMs ?? 0);
    });

    const left = await keysOf(target, target.plan.id, 0);
    const there = await keysOf(target, successor.id);
    if ("code" in left || "code" in there) {
      const why = "code" in left ? left : (there as Unreadable);
      if (run.deadline.over) return end(notMoved(target, successor, keys, why.facts.reason, why.causes));
    } else {
      for (const key of left) seen.set(key.id, key);
      over = new Set(there.map(({ id }) => id));
      keys = left;
      const stuck = left.flatMap(({ id }) => refused.get(id) ?? []);
      if (stuck.length > 0) {
        return end(problem("api-keys-not-moved", { ...facts(target, successor), list: stuck }));
      }
    }
    if (keys.length === 0) break;
    if (run.deadline.over) return end(notMoved(target, successor, keys, "deadline"));
    await run.deadline.sleep(pause);
    pause = Math.min(pause * 2, MAX_PAUSE_MS);
  }
  for (const key of seen.values()) if (!over.has(key.id)) tellLeft(run, target, key);
  const count = [...seen.keys()].filter((id) => over.has(id)).length;
  run.tell({ code: "keys-moved", level: "info", facts: { ...facts(target, successor), count } });
  return end();
}

async function subscribe(run: Run, at: StagePath, key: AffectedKey, to: Ref): Promise<NcloudError | undefined> {
  try {
    await run.gateway.subscribe(at, key.id, to.id);
    return undefined;
  } catch (error) {
    if (error instanceof NcloudError) return error;
    throw error;
  }
}

/** Puts the successor on the stage; why not, and whether it may be there all the same. */
async function attach(
  run: Run,
  target: Target,
): Promise<{ readonly verdict: "failed" | "unknown"; readonly problem: Problem } | undefined> {
  try {
    const written = await writeUntilKnown(run, ATTACH, target, undefined);
    if (written.kind === "failed") return { verdict: "failed", problem: written.problem };
    if (written.kind === "unknown") return { verdict: "unknown", problem: written.problem };
    if (written.kind === "confirmed") return undefined;
    const { unseen } = await verify(run, ATTACH, target, [{ plan: target.plan, sentAt: written.sentAt }]);
    const why = unseen.get(target.plan.id);
    return why === undefined ? undefined : { verdict: "unknown", problem: why };
  } catch (error) {
    return { verdict: "unknown", problem: problemOf(error) };
  }
}

function notMoved(
  target: Target,
  successor: Ref,
  keys: readonly AffectedKey[],
  reason: NcloudCode | undefined,
  causes: readonly string[] = [],
): Problem {
  const more = { ...facts(target, successor), list: keyNames(keys), ...(reason && { reason }) };
  return { ...problem("api-keys-not-moved", more), causes };
}

/** Why the successor is not on the stage, as far as it is NCP's or the network's doing. */
const reasonOf = ({ facts: known }: Problem): NcloudCode | undefined =>
  "reason" in known ? (known.reason as NcloudCode | undefined) : undefined;

/** Somebody moved or deleted it meanwhile: theirs is the later word. */
function tellLeft(run: Run, { plan, stage }: Target, { id, name }: AffectedKey): void {
  run.tell({ code: "key-left", level: "warning", facts: { id, name, plan: nameOf(plan), stage: nameOf(stage) } });
}

const facts = ({ plan, stage }: Target, successor: Ref) => ({
  plan: nameOf(plan),
  stage: nameOf(stage),
  successor: nameOf(successor),
});

/** Keys whose calls of this month alone are more than the successor lets through in a month. */
export function tellQuota(
  run: Run,
  at: StagePath,
  successor: Ref & { readonly monthQuotaRequest?: number | string | undefined },
  keys: readonly AffectedKey[],
): void {
  const limit = Number(successor.monthQuotaRequest ?? Number.NaN);
  if (Number.isNaN(limit)) return;
  const over = keys.filter(({ monthCalls = 0 }) => monthCalls > limit);
  if (over.length === 0) return;
  run.tell({
    code: "successor-quota",
    level: "warning",
    facts: { plan: nameOf(successor), stage: nameOf(at.stage), limit, list: keyNames(over) },
  });
}
