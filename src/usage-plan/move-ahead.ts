/** What is said of moving API keys before any of them is moved. */
import { keyNames } from "./keys.ts";
import type { Run, Successor } from "./run.ts";
import type { AffectedKey, Ref, StagePath, Target } from "./types.ts";
import { nameOf, placeFacts, refOf } from "./work.ts";

/** A dry run shows where the keys would go. */
export function wouldMove(
  run: Run,
  target: Target,
  successor: Ref | undefined,
  keys: readonly AffectedKey[] | undefined,
  plans: readonly Ref[] | undefined,
): readonly AffectedKey[] | undefined {
  if (successor === undefined || keys === undefined || keys.length === 0) return keys;
  const attaches = plans !== undefined && !plans.some(({ id }) => id === successor.id);
  const known = { ...placeFacts(target), successor: nameOf(successor), count: keys.length, attaches };
  run.tell({ code: "keys-would-move", level: "info", facts: known });
  return keys.map((key) => ({ ...key, movedTo: refOf(successor) }));
}

/** Keys whose calls of this month alone are more than the successor lets through in a month. */
export function tellQuota(run: Run, at: StagePath, successor: Successor, keys: readonly AffectedKey[]): void {
  const limit = Number(successor.monthQuotaRequest); // without one, not a number: nobody is over it
  const over = keys.filter(({ monthCalls = 0 }) => monthCalls > limit);
  if (over.length === 0) return;
  run.tell({
    code: "successor-quota",
    level: "warning",
    facts: { plan: nameOf(successor), stage: nameOf(at.stage), limit, list: keyNames(over) },
  });
}
