/**
 * 3. What somebody put back on purpose after we saw it gone is left alone. And how a write is repeated: never after a
 * clear no, and never on top of one that may have landed without looking twice.
 */
import { endOf, type Judged, keyPlanTold, named, pairOf } from "../judge.ts";
import { agreed, looksAt } from "../looks.ts";
import type { Sent } from "../network.ts";
import { type Pair, pairFit } from "../selection.ts";
import type { Invariant } from "./types.ts";

export const repeatsAreCareful: Invariant = (judged) => {
  const found: string[] = [];
  for (const [pair, writes] of byTarget(judged)) {
    for (const [index, write] of writes.entries()) {
      const earlier = writes.slice(0, index);
      found.push(...earlier.flatMap((first) => seenDone(judged, pair, first, write)));
      found.push(...repeated(judged, pair, earlier, write));
    }
  }
  found.push(...judged.outcomes.flatMap((outcome) => confirmed(judged, pairOf(outcome), outcome.verdict)));
  found.push(...keysOfOthers(judged), ...impatient(judged));
  return found;
};

function byTarget(judged: Judged): [Pair, Sent[]][] {
  const groups = new Map<string, [Pair, Sent[]]>();
  for (const write of judged.writes) {
    const { operation, stage = "", plan = "", key = "" } = write;
    const group: [Pair, Sent[]] = groups.get([operation, stage, plan, key].join()) ?? [{ stage, plan }, []];
    groups.set([operation, stage, plan, key].join(), group);
    group[1].push(write);
  }
  return [...groups.values()];
}

/** Between two writes of a plan, a listing that shows the first one done: whatever is seen later is somebody's wish. */
function seenDone(judged: Judged, pair: Pair, first: Sent, write: Sent): string[] {
  if (write.operation === "subscribe") return [];
  const on = write.operation === "attach";
  const seen = judged
    .listings(pair.stage)
    .some(
      ({ asked, at, plans }) =>
        asked >= first.at && at <= write.at && plans !== undefined && plans.has(pair.plan) === on,
    );
  return seen ? [`${named(pair)}: written again after it was seen ${on ? "there" : "gone"}`] : [];
}

function repeated(judged: Judged, pair: Pair, earlier: readonly Sent[], write: Sent): string[] {
  const last = earlier.at(-1);
  if (last === undefined) return [];
  const end = endOf(last);
  const says = (why: string): string[] => [`${named(pair)}: ${write.operation} repeated ${why}`];
  switch (end) {
    case "accepted":
      return says("after it was accepted");
    case "pending":
      return says("while it was under way");
    case "refused":
    case "quota":
      return says(`after a clear no (${last.end?.kind === "reply" ? last.end.status : ""})`);
    case "clock":
      // The clock is corrected three times at most, and a request is signed again once for each.
      return earlier.filter((each) => endOf(each) === "clock").length > 3 ? says("after a fourth 401") : [];
    case "uncertain":
      return looksBetween(judged, pair, last, write) >= (write.operation === "subscribe" ? 1 : 2)
        ? []
        : says("on top of one that may have landed, without looking twice");
    case "throttled":
    case "unsent":
      return [];
  }
}

function looksBetween(judged: Judged, pair: Pair, last: Sent, write: Sent): number {
  const from = last.end?.at ?? last.at;
  if (write.operation === "subscribe") {
    return judged.run.record.sent.filter(
      (sent) =>
        sent.operation === "subscriptions" &&
        sent.key === write.key &&
        sent.at >= from &&
        (sent.end?.at ?? Infinity) <= write.at &&
        keyPlanTold(sent, pair.stage) !== pair.plan,
    ).length;
  }
  return judged.listings(pair.stage).filter(({ asked, at }) => asked >= from && at <= write.at).length;
}

/**
 * After an accepted write `detached` takes one listing that shows it. After one in doubt, or one that was refused and is
 * done all the same, it takes two looks that agree: then reads are all there is.
 */
function confirmed(judged: Judged, pair: Pair, verdict: string): string[] {
  if (!judged.verify || (verdict !== "detached" && verdict !== "restored")) return [];
  const writes = judged.writesOn(pair);
  const last = writes.at(-1);
  if (last === undefined) return []; // Restored: only its keys were put back.
  const on = last.operation === "attach";
  if (endOf(last) !== "accepted") {
    return agreed(judged, pair, on, last.at) ? [] : [`${named(pair)}: ${verdict} without two looks that agree on it`];
  }
  const seen = looksAt(judged, pair).some((look) => look.asked >= last.at && look.on !== !on);
  return seen ? [] : [`${named(pair)}: ${verdict} without a look that shows it`];
}

/** A key that was last seen on another plan of its own is somebody's wish as well. */
function keysOfOthers(judged: Judged): string[] {
  return judged.writes.flatMap((write) => {
    if (write.operation !== "subscribe") return [];
    const { sent } = judged.run.record;
    const looks = sent
      .slice(0, sent.indexOf(write))
      .filter(({ product }) => product === write.product) // another one knows nothing of this one's stages
      .filter(({ operation, key, end }) => operation === "subscriptions" && key === write.key && end !== undefined)
      .filter(({ end }) => (end?.at ?? Infinity) <= write.at)
      .sort((a, b) => (a.end?.at ?? 0) - (b.end?.at ?? 0));
    const told = looks.map((look) => keyPlanTold(look, write.stage ?? "")).filter((plan) => plan !== undefined);
    const last = told.at(-1);
    if (told.length === 0) return [`key ${write.key}: moved without a look at where it is`];
    if (last === null || last === undefined)
      return judged.mode === "restore" ? [] : [`key ${write.key}: moved from the default plan`];
    // What another stage's work was shown in passing: this one's own write in doubt is done. A repeat changes nothing.
    if (last === write.plan) return [];
    return isFrom(judged, write, last) ? [] : [`key ${write.key}: moved away from ${last}, where somebody put it`];
  });
}

/** Where a key may be taken from: a plan that was asked for; at an undo, the plan that it was moved to. */
function isFrom(
  { mode, wanted, moves, played, seenFrom, to }: Judged,
  { stage = "", key }: Sent,
  plan: string,
): boolean {
  return mode === "restore"
    ? moves.keys.some((each) => each.stage === stage && each.plan === plan && each.key === key)
    : pairFit(wanted, { stage, plan }, played.truth, seenFrom, to) !== "never";
}

/**
 * `Retry-After` in seconds is waited for, up to 20 s, before the same request goes out again. Where less time is left
 * than it asks for, that question is given up, and what is left is for the next one.
 */
function impatient(judged: Judged): string[] {
  const last = new Map<string, Sent>();
  let writes = 0;
  return judged.run.record.sent.flatMap((sent) => {
    if (!sent.write && sent.operation !== "stage-plans") return []; // others may be asked side by side
    // A listing for another write is another question.
    if (sent.write) writes += 1;
    const same = [sent.target, sent.plan, sent.write ? "" : writes].join();
    const end = last.get(same)?.end;
    last.set(same, sent);
    if (sent.afterCancel || end?.kind !== "reply" || end.status !== 429 || !/^\d+$/.test(end.retryAfter ?? ""))
      return [];
    const asked = Math.min(20_000, 1_000 * Number(end.retryAfter));
    const fits = end.at + asked < judged.from + judged.timeoutMs;
    return fits && sent.at + 1 < end.at + asked
      ? [`${sent.operation}: again ${sent.at - end.at} ms after "Retry-After: ${end.retryAfter}"`]
      : [];
  });
}
