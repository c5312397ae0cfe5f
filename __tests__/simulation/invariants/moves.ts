/** API keys that move to a successor: none is without a named plan, none of others is touched, and all of it can be undone. */
import { savedReceipt } from "../../papers.ts";
import { type Judged, keyPlanTold, named, readMoves, took } from "../judge.ts";
import type { Sent } from "../network.ts";
import { KEYS } from "../universe.ts";
import type { Invariant } from "./types.ts";
import { lost, lostKey } from "./verdicts.ts";

/**
 * A plan is not detached while the last look at a key shows the key on it. And a key that was on a plan which is off now,
 * and that nobody else touched, is on the successor.
 */
export const keysHaveAPlan: Invariant = (judged) => {
  const { successor, played, run, mode, writes } = judged;
  if (mode !== "detach" || successor === undefined) return [];
  const found: string[] = [];
  for (const write of writes) {
    const { stage = "", plan = "", operation } = write;
    if (operation !== "detach") continue;
    for (const { id } of KEYS) {
      const last = lastLook(judged, id, write);
      if (last === plan) found.push(`${named({ stage, plan })}: detached, and the last look showed ${id} on it`);
    }
  }
  if (played.others.length > 0 || !run.cleanStart) return found;
  for (const [place, then] of Object.entries(run.before.keys)) {
    const [key = "", stage = ""] = place.split("/");
    const off = writes.some(
      (write) => write.operation === "detach" && write.stage === stage && write.plan === then && took(write),
    );
    const after = played.runs[judged.index + 1]?.before ?? played.final;
    if (off && after.keys[place] !== successor)
      found.push(`${key} was on ${named({ stage, plan: then ?? "" })} and is on ${after.keys[place] ?? "no plan"}`);
  }
  return found;
};

/** The plan that the last whole answer before a write showed. */
function lastLook({ run }: Judged, key: string, write: Sent): string | null | undefined {
  const { sent } = run.record;
  return sent
    .slice(0, sent.indexOf(write))
    .filter(({ product }) => product === write.product)
    .filter(
      ({ operation, key: of, end }) => operation === "subscriptions" && of === key && (end?.at ?? Infinity) <= write.at,
    )
    .sort((a, b) => (a.end?.at ?? 0) - (b.end?.at ?? 0))
    .map((each) => keyPlanTold(each, write.stage ?? ""))
    .filter((plan) => plan !== undefined)
    .at(-1);
}

/** Every key that a write of ours moved, and a successor that one put on a stage, is in the receipt; killed, in the state. */
export const movesAreUndoable: Invariant = (judged) => {
  const { successor, run, mode, ended, writes } = judged;
  if (mode !== "detach" || successor === undefined) return [];
  if (!ended && run.record.env["INPUT_ROLLBACK-ON-FAILURE"] !== "true") return [];
  const text = ended ? run.record.outputs.get("receipt") : savedReceipt(run.record.state);
  const { attached, keys } = text === undefined || text === "" ? { attached: [], keys: [] } : readMoves(text);
  return writes.filter(took).flatMap((write) => {
    const { operation, stage = "", plan = "", key } = write;
    const isThere = (each: { readonly stage: string; readonly plan: string }) =>
      each.stage === stage && each.plan === plan;
    if (operation === "attach") {
      return attached.some(isThere) || lost(judged, { stage, plan }, write)
        ? []
        : [`${named({ stage, plan })}: put on, and the receipt does not know`];
    }
    if (operation !== "subscribe") return [];
    return keys.some((each) => isThere(each) && each.key === key) || lostKey(judged, write)
      ? []
      : [`${key} was moved to ${named({ stage, plan })}, and the receipt does not know`];
  });
};
