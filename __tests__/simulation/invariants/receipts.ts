/** Whatever happened, what was done can be taken back: the receipt names it, and a restore does what it names. */
import { savedReceipt, unpacked } from "../../papers.ts";
import { Judged, named, type ReceiptPlan, readReceipt, took } from "../judge.ts";
import type { Sent } from "../network.ts";
import type { Pair } from "../selection.ts";
import type { Snapshot } from "../truth.ts";
import type { Invariant } from "./types.ts";
import { lost, lostKey } from "./verdicts.ts";

export const receiptsAreWhole: Invariant = (judged) => {
  const { run, mode, ended, writes } = judged;
  if (mode !== "detach") return [];
  const rollback = run.record.env["INPUT_ROLLBACK-ON-FAILURE"] === "true";
  if (!ended && !rollback) return []; // Killed: nothing was promised.
  const text = ended ? run.record.outputs.get("receipt") : savedReceipt(run.record.state);
  const listed = text === undefined || text === "" ? [] : readReceipt(text);
  const found: string[] = [];
  for (const write of writes.filter(took)) {
    const { product, api, stage = "", plan = "" } = write;
    if (write.operation !== "detach") continue; // what is done to move keys: `moves-are-undoable`
    const row = listed.find(
      (each) => each.stage === stage && each.plan === plan && each.product === product && each.api === api,
    );
    if (row === undefined) {
      if (!lost(judged, { stage, plan }, write))
        found.push(`${named({ stage, plan })}: changed, and not in the receipt`);
    } else found.push(...missingKeys(judged, row));
  }
  for (const row of listed) {
    const moving = (operation: string | undefined) => operation !== "detach" && judged.successor !== undefined;
    const sent = writes.some(
      ({ stage, plan, operation }) => stage === row.stage && (plan === row.plan || moving(operation)),
    );
    if (ended && !sent) found.push(`${named(row)}: in the receipt, and never written`);
  }
  if (rollback && ended) {
    const saved = savedReceipt(run.record.state);
    const known = saved === undefined ? [] : readReceipt(saved);
    if (sorted(known) !== sorted(listed)) found.push("the post step would get another receipt than the outputs have");
  }
  return found;
};

const sorted = (plans: readonly ReceiptPlan[]): string =>
  plans
    .map((each) => JSON.stringify(each))
    .sort()
    .join();

/** The keys on the plan are read before it is written; where they cannot be, the receipt says so. */
function missingKeys({ played, seenFrom, to, run }: Judged, row: ReceiptPlan): string[] {
  if (row.keysUnknown || played.others.length > 0 || !run.cleanStart) return [];
  const then = Object.entries(run.before.keys).filter(
    ([place, plan]) => plan === row.plan && place.endsWith(`/${row.stage}`),
  );
  return then
    .map(([place]) => place.split("/")[0] ?? "")
    .filter((key) => !row.keys.includes(key) && played.truth.keyWasOn(key, row.stage, row.plan, seenFrom, to))
    .map((key) => `${named(row)}: the receipt does not know its key ${key}`);
}

/**
 * Detach, anything goes wrong, restore: the state is what it was before the detach. Where others had their hands in,
 * or nothing was read, only the verdicts can be judged.
 */
export const restoresPutBack: Invariant = (judged) => {
  const { played, run, index, mode, ended, result, dryRun } = judged;
  if (mode !== "restore" || !ended || dryRun || run.record.red || result === "") return [];
  if (played.others.length > 0 || !run.cleanStart) return [];
  const main = played.runs[index - 1];
  if (main === undefined || main.kind === "restore" || main.kind === "post" || !main.cleanStart) return [];
  if (main.record.env["INPUT_VERIFY"] === "false") return []; // It may have "detached" what was not there.
  const first = new Judged(played, index - 1);
  if (first.writes.some((write) => took(write) && isLost(first, write))) return []; // nobody knows of it
  const after = played.runs[index + 1]?.before ?? played.final;
  if (played.runs[index + 1]?.cleanStart === false) return [];
  const keysKnown = judged.receipt.every(({ keysUnknown }) => !keysUnknown);
  return differences(withKept(judged, main.before, after), after, keysKnown).map(
    (each) => `restored, and not as it was: ${each}`,
  );
};

const isLost = (judged: Judged, write: Sent): boolean =>
  write.operation === "subscribe"
    ? lostKey(judged, write)
    : lost(judged, { stage: write.stage ?? "", plan: write.plan ?? "" }, write);

/** A successor that could not be detached again stays, and a warning says so, by the names of plan and stage. */
function withKept({ moves, run, played, seenFrom, to }: Judged, { stages, keys }: Snapshot, after: Snapshot): Snapshot {
  const warnings = run.record.told.filter(({ sink }) => sink === "warning").map(({ text }) => text.normalize("NFC"));
  const names = (id: string) => [id, ...played.truth.namesIn(id, seenFrom, to).map((name) => name.normalize("NFC"))];
  const isTold = ({ stage, plan }: Pair): boolean =>
    warnings.some((text) => [stage, plan].every((id) => names(id).some((name) => text.includes(name))));
  // Two stages can have one name: which of them was meant, the state shows.
  const kept = moves.attached.filter((each) => isTold(each) && after.stages[each.stage]?.includes(each.plan));
  const plansOf = (stage: string, plans: readonly string[]): readonly string[] =>
    [...new Set([...plans, ...kept.filter((each) => each.stage === stage).map(({ plan }) => plan)])].sort();
  return { keys, stages: Object.fromEntries(Object.entries(stages).map(([id, plans]) => [id, plansOf(id, plans)])) };
}

export function differences(before: Snapshot, after: Snapshot, keys: boolean): string[] {
  const places = [
    ...Object.entries(before.stages).map(([id, plans]) => [id, plans.join(), after.stages[id]?.join()] as const),
    ...(keys ? Object.entries(before.keys).map(([place, plan]) => [place, plan, after.keys[place]] as const) : []),
  ];
  return places
    .filter(([, was, is]) => was !== is)
    .map(([place, was, is]) => `${place} had ${was ?? "the default plan"}, has ${is ?? "the default plan"}`);
}

/** A plan that has another name now is put back with a word about it, not in silence. */
export const renamedIsTold: Invariant = ({ played, run, mode, ended, outcomes, from, to, seenFrom }) => {
  if (mode !== "restore" || !ended || run.receipt === undefined) return [];
  const { stages } = unpacked(run.receipt);
  return outcomes.flatMap(({ usagePlanId, verdict }) => {
    const then = stages.flatMap(({ plans }) => plans).find(({ id }) => id === usagePlanId)?.name;
    const now = played.truth.namesIn(usagePlanId, seenFrom, to);
    const put = verdict === "restored" || verdict === "already-attached" || verdict === "would-restore";
    const plain = played.the.world.names === undefined || played.the.world.names === "as-stored";
    if (!put || !plain || then === undefined || now.length !== 1 || now[0] === then || from > to) return [];
    const told = run.record.told.some(({ sink, text }) => sink === "warning" && text.includes(usagePlanId));
    return told ? [] : [`${usagePlanId} was renamed from ${then} to ${now[0]}, and nobody was told`];
  });
};
