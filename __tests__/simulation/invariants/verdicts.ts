/** 1. The verdict is the truth at the server, or it is `unknown` and red. */
import { endOf, GREEN, isRed, type Judged, named, type Outcome, pairOf, RED, took, tookAny } from "../judge.ts";
import { keyMisled, misled } from "../looks.ts";
import type { Sent } from "../network.ts";
import { isWrong, PAIRS, type Pair, pairFit } from "../selection.ts";
import type { Invariant } from "./types.ts";

export const verdictsAreTrue: Invariant = (judged) => {
  if (!judged.ended) return [];
  return [...judged.outcomes.flatMap((outcome) => untrue(judged, outcome)), ...greenAndWrong(judged)];
};

function untrue(judged: Judged, outcome: Outcome): string[] {
  const { played, from, to, verify } = judged;
  const { truth } = played;
  const pair = pairOf(outcome);
  const { stage, plan } = pair;
  const writes = judged.writesOn(pair);
  const keyWrites = judged.keyWritesOn(pair).filter((write) => !lostKey(judged, write));
  const [first] = writes;
  const found: string[] = [];
  const wrong = (why: string): void => void found.push(`${outcome.verdict}: ${named(pair)}: ${why}`);
  const wasOff = (from: number) => truth.was(false, stage, plan, from, to);
  const wasOn = (from: number) => truth.was(true, stage, plan, from, to);
  // A verdict that rests on reads alone is true at some moment of the run.
  const readFrom = (on: boolean) => (misled(judged, pair, on) ? judged.seenFrom : from);
  const afterWrite = (on: boolean) => {
    const at = first?.at ?? to;
    return writes.some((write) => endOf(write) === "accepted") || misled(judged, pair, on, at)
      ? at - played.staleness
      : at;
  };

  switch (outcome.verdict) {
    case "detached":
      if (!verify) wrong("nobody looked");
      if (first === undefined) wrong("nothing was written");
      else if (!wasOff(afterWrite(false))) wrong("it never was off since our write");
      break;
    case "accepted":
      if (verify) wrong("somebody looked");
      // That NCP said yes is all that is claimed.
      if (!writes.some(({ end }) => end?.kind === "reply" && end.status < 300)) wrong("no write was accepted");
      break;
    case "already-detached":
      if (!wasOff(readFrom(false))) wrong("it never was off");
      break;
    case "would-detach":
    case "attached":
      if (!wasOn(readFrom(true))) wrong("it never was on");
      break;
    case "restored":
      if (writes.length + keyWrites.length === 0) wrong("nothing was written");
      if (!wasOn(first === undefined ? readFrom(true) : afterWrite(true))) wrong("it never was on since our write");
      for (const key of keysGone(judged, outcome)) wrong(`${key} never was on it`);
      break;
    case "already-attached":
      if (!wasOn(readFrom(true))) wrong("it never was on");
      for (const key of keysGone(judged, outcome)) wrong(`${key} never was on it`);
      break;
    case "would-restore":
      if (
        !wasOff(readFrom(false)) &&
        keysOf(judged, outcome).every((key) => truth.keyStayedOn(key, stage, plan, judged.seenFrom, to))
      ) {
        wrong("there was nothing to do");
      }
      break;
    case "failed":
    case "refused":
      // Not even later. A restore may have put the plan back and stumbled over its keys: it says that it changed something.
      if (!outcome.changed && tookAny(writes.filter((write) => !lost(judged, pair, write))))
        wrong("our write took effect");
      if (!outcome.changed && tookAny(keyWrites)) wrong("our write took effect on a key");
      if (
        outcome.changed &&
        !["keys-differ", "api-keys-not-moved"].includes(outcome.code ?? "") &&
        judged.successor === undefined
      )
        wrong("it changed something");
      break;
    case "unknown":
      if (writes.length + keyWrites.length === 0 && outcome.code !== "reads-disagree") {
        wrong("nothing was written that could be in doubt");
      }
      break;
    default:
      wrong("no such verdict");
  }
  if (GREEN.has(outcome.verdict) && !outcome.changed && [...writes, ...keyWrites].some(took)) {
    wrong("it says that nothing was changed, and our write changed it");
  }
  return found;
}

/** A write that was refused and carried out all the same: later than that, or no replica showed it, or nobody could look. */
export function lost(judged: Judged, pair: Pair, write: Sent): boolean {
  return unseen(judged, write) ?? misled(judged, pair, write.operation !== "attach", write.end?.at);
}

/** The same of a key's plan. */
export const lostKey = (judged: Judged, write: Sent): boolean => unseen(judged, write) ?? keyMisled(judged, write);

/** `undefined`: a look would have shown it, if it was no stale one. */
function unseen(judged: Judged, write: Sent): boolean | undefined {
  if (!["refused", "quota", "clock"].includes(endOf(write))) return false;
  const { at = Infinity } = write.end ?? {};
  if (!judged.verify || (write.entry?.appliedAt ?? at) > at) return true;
  // Somebody undid it before the look that would have shown it.
  return judged.played.others.some((other) => other.at >= write.at && other.at <= judged.to) ? true : undefined;
}

/** The keys that the receipt has for a target. */
function keysOf({ receipt }: Judged, { stageId, usagePlanId }: Outcome): readonly string[] {
  return receipt.find(({ stage, plan }) => stage === stageId && plan === usagePlanId)?.keys ?? [];
}

/** Those that never were on the plan during the run, and nobody was told: somebody may have moved or deleted one since. */
function keysGone(judged: Judged, outcome: Outcome): readonly string[] {
  const { played, seenFrom, to } = judged;
  const { stageId, usagePlanId, code } = outcome;
  const told = judged.run.record.told.filter(({ sink }) => sink === "warning").map(({ text }) => text);
  return keysOf(judged, outcome)
    .filter((key) => !played.truth.keyWasOn(key, stageId, usagePlanId, seenFrom, to))
    .filter((key) => code !== "keys-differ" && !told.some((text) => text.includes(nameOf(played, key))));
}

const nameOf = ({ truth, the }: Judged["played"], key: string): string => {
  const name = truth.namesIn(key, -Infinity, Infinity)[0] ?? key;
  return the.world.names === "nfd" ? name.normalize("NFD") : name;
};

/** A green step: whatever the user asked for is so, also for what no outcome speaks of. */
function greenAndWrong(judged: Judged): string[] {
  const { played, run, result, outcomes, wanted, mode, seenFrom, to } = judged;
  const since = (pair: Pair, on: boolean) =>
    judged.writesOn(pair).length > 0 || misled(judged, pair, on) ? seenFrom : judged.from;
  if (run.record.red || RED.has(result)) return [];
  const found = outcomes.filter(isRed).map(({ verdict }) => `green with an outcome ${verdict}`);
  if (judged.idle) return found;
  if (mode === "restore") {
    if (judged.dryRun) return found;
    for (const then of judged.receipt) {
      if (!played.truth.was(true, then.stage, then.plan, since(then, true), to))
        found.push(`green, and ${named(then)} never was on`);
    }
    return found;
  }
  if (judged.verify && isWrong(wanted)) found.push("green for something that does not exist");
  if (mode === "detach" && (judged.dryRun || !judged.verify)) return found;
  for (const pair of PAIRS) {
    if (pair.plan === judged.successor) continue; // a star leaves it out
    if (pairFit(wanted, pair, played.truth, seenFrom, to) !== "always") continue;
    if (!played.truth.was(false, pair.stage, pair.plan, since(pair, false), to))
      found.push(`green, and ${named(pair)} was on all the time`);
  }
  return found;
}
