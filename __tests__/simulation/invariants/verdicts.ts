/** 1. The verdict is the truth at the server, or it is `unknown` and red. */
import { GREEN, isRed, type Judged, named, type Outcome, pairOf, RED, took, tookAny } from "../judge.ts";
import { isWrong, PAIRS, pairFit } from "../selection.ts";
import type { Invariant } from "./types.ts";

export const verdictsAreTrue: Invariant = (judged) => {
  if (!judged.ended) return [];
  return [...judged.outcomes.flatMap((outcome) => untrue(judged, outcome)), ...greenAndWrong(judged)];
};

function untrue(judged: Judged, outcome: Outcome): string[] {
  const { played, to, seenFrom, verify } = judged;
  const { truth } = played;
  const pair = pairOf(outcome);
  const { stage, plan } = pair;
  const writes = judged.writesOn(pair);
  const keyWrites = judged.keyWritesOn(pair);
  const [first] = writes;
  const found: string[] = [];
  const wrong = (why: string): void => void found.push(`${outcome.verdict}: ${named(pair)}: ${why}`);
  const wasOff = (from: number) => truth.was(false, stage, plan, from, to);
  const wasOn = (from: number) => truth.was(true, stage, plan, from, to);
  const afterWrite = (first?.at ?? to) - played.staleness;

  switch (outcome.verdict) {
    case "detached":
      if (!verify) wrong("nobody looked");
      if (first === undefined) wrong("nothing was written");
      else if (!wasOff(afterWrite)) wrong("it never was off since our write");
      break;
    case "accepted":
      if (verify) wrong("somebody looked");
      // That NCP said yes is all that is claimed.
      if (!writes.some(({ end }) => end?.kind === "reply" && end.status < 300)) wrong("no write was accepted");
      break;
    case "already-detached":
      if (!wasOff(seenFrom)) wrong("it never was off");
      break;
    case "would-detach":
    case "attached":
      if (!wasOn(seenFrom)) wrong("it never was on");
      break;
    case "restored":
      if (writes.length + keyWrites.length === 0) wrong("nothing was written");
      if (!wasOn(first === undefined ? seenFrom : afterWrite)) wrong("it never was on since our write");
      for (const key of keysGone(judged, outcome)) wrong(`${key} never was on it`);
      break;
    case "already-attached":
      if (!wasOn(seenFrom)) wrong("it never was on");
      for (const key of keysGone(judged, outcome)) wrong(`${key} never was on it`);
      break;
    case "would-restore":
      if (
        !wasOff(seenFrom) &&
        keysOf(judged, outcome).every((key) => truth.keyStayedOn(key, stage, plan, seenFrom, to))
      ) {
        wrong("there was nothing to do");
      }
      break;
    case "failed":
    case "refused":
      // Not even later. A restore may have put the plan back and stumbled over its keys: it says that it changed something.
      if (!outcome.changed && tookAny(writes)) wrong("our write took effect");
      if (!outcome.changed && tookAny(keyWrites)) wrong("our write took effect on a key");
      if (outcome.changed && outcome.code !== "keys-differ") wrong("it changed something");
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

/** The keys that the receipt has for a target. */
function keysOf({ receipt }: Judged, { stageId, usagePlanId }: Outcome): readonly string[] {
  return receipt.find(({ stage, plan }) => stage === stageId && plan === usagePlanId)?.keys ?? [];
}

/** Those that never were on the plan during the run. */
function keysGone(judged: Judged, outcome: Outcome): readonly string[] {
  const { played, seenFrom, to } = judged;
  const { stageId, usagePlanId } = outcome;
  return keysOf(judged, outcome).filter((key) => !played.truth.keyWasOn(key, stageId, usagePlanId, seenFrom, to));
}

/** A green step: whatever the user asked for is so, also for what no outcome speaks of. */
function greenAndWrong(judged: Judged): string[] {
  const { played, run, result, outcomes, wanted, mode, seenFrom, to } = judged;
  if (run.record.red || RED.has(result)) return [];
  const found = outcomes.filter(isRed).map(({ verdict }) => `green with an outcome ${verdict}`);
  if (judged.idle) return found;
  if (mode === "restore") {
    if (judged.dryRun) return found;
    for (const then of judged.receipt) {
      if (!played.truth.was(true, then.stage, then.plan, seenFrom, to))
        found.push(`green, and ${named(then)} never was on`);
    }
    return found;
  }
  if (judged.verify && isWrong(wanted)) found.push("green for something that does not exist");
  if (mode === "detach" && (judged.dryRun || !judged.verify)) return found;
  for (const pair of PAIRS) {
    if (pairFit(wanted, pair, played.truth, seenFrom, to) !== "always") continue;
    if (!played.truth.was(false, pair.stage, pair.plan, seenFrom, to))
      found.push(`green, and ${named(pair)} was on all the time`);
  }
  return found;
}
