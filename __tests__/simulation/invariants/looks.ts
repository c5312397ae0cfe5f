/** No verdict on one look; and while a write is in doubt, no failed look ends the run before its time. */
import { endOf, type Judged, named, type Outcome, pairOf } from "../judge.ts";
import { agreed, looksAt } from "../looks.ts";
import type { Invariant } from "./types.ts";

/** Verdicts that rest on reads alone, and what they claim of the plan. `either`: its API keys may be the matter. */
const CLAIMS: Readonly<Record<string, "on" | "off" | "either">> = {
  "already-detached": "off",
  "would-detach": "on",
  attached: "on",
  "already-attached": "on",
  "would-restore": "either",
};

const GRACE_MS = 5_000;
/** The last look may still be under way when the time is over. */
const EARLY_MS = 100;

export const twoLooksAgree: Invariant = (judged) => {
  if (!judged.ended) return [];
  return judged.outcomes.flatMap((outcome) => [...oneLook(judged, outcome), ...gaveUp(judged, outcome)]);
};

function oneLook(judged: Judged, outcome: Outcome): string[] {
  const claim = CLAIMS[outcome.verdict];
  if (claim === undefined || outcome.changed) return [];
  const pair = pairOf(outcome);
  const ok = [true, false].some((on) => claim !== (on ? "off" : "on") && agreed(judged, pair, on));
  return ok ? [] : [`${named(pair)}: ${outcome.verdict}, and no two looks at it agree, a second apart, by two views`];
}

/** `unknown` since looks failed: they went on failing until the time was up. */
function gaveUp(judged: Judged, outcome: Outcome): string[] {
  if (outcome.verdict !== "unknown" || !judged.verify) return [];
  const pair = pairOf(outcome);
  const last = judged.writesOn(pair).at(-1);
  if (last === undefined) return [];
  if (looksAt(judged, pair).some(({ asked }) => asked >= last.at)) return [];
  const { cancelledAt } = judged.run.record;
  const end = Math.min(judged.from + judged.timeoutMs, (cancelledAt ?? Infinity) + GRACE_MS);
  return judged.to >= end - EARLY_MS
    ? []
    : [`${named(pair)}: unknown without one look, and ${end - judged.to} ms of the time are left`];
}

/** Past these, pauses need not grow. With a write in doubt, looks lie between. */
const MAX_PAUSE_MS = 20_000;
const DOUBT_PAUSE_MS = 10_000;

/**
 * A server that says "slow down", or nothing that is clear, to the end: no pause between two attempts is shorter than one
 * before, and when every one was answered "not now", nothing is in doubt.
 */
export const slowsDown: Invariant = (judged) => {
  const found: string[] = [];
  const targets = Map.groupBy(judged.writes, ({ operation, stage, plan, key }) => [operation, stage, plan, key].join());
  for (const writes of targets.values()) {
    const [first] = writes;
    if (first === undefined || first.operation === "subscribe") continue;
    const pair = { stage: first.stage ?? "", plan: first.plan ?? "" };
    let longest = 0;
    let inDoubt = false;
    for (const [index, write] of writes.entries()) {
      const before = writes[index - 1];
      if (before === undefined) continue;
      const end = endOf(before);
      if (end !== "throttled" && end !== "uncertain") continue;
      inDoubt ||= end === "uncertain";
      const pause = write.at - (before.end?.at ?? before.at);
      if (pause + 1 < Math.min(longest, inDoubt ? DOUBT_PAUSE_MS : MAX_PAUSE_MS))
        found.push(`${named(pair)}: written again after ${pause} ms, and before after ${longest}`);
      longest = Math.max(longest, pause);
    }
    const verdict = judged.outcomes.find((each) => each.stageId === pair.stage && each.usagePlanId === pair.plan);
    const said = new Set(writes.map(endOf));
    if (judged.ended && verdict?.verdict === "unknown" && said.isSubsetOf(new Set(["throttled", "unsent"]))) {
      found.push(`${named(pair)}: unknown, and every write was answered "not now"`);
    }
  }
  return found;
};

/** By then a request has been carried out, or is told as one that may still be. */
const LANDED_MS = 30_000;

/** A plan that is on its stage after a detach in doubt is called so when the request is old, or with a warning. */
export const doubtIsWaitedFor: Invariant = (judged) => {
  const { played, index, run, ended, to } = judged;
  if (judged.mode !== "restore" || !ended || judged.dryRun || run.record.red || played.the.clock.jump !== null)
    return [];
  const warnings = run.record.told.filter(({ sink }) => sink === "warning").map(({ text }) => text);
  return judged.receipt.flatMap((pair) => {
    if (!played.truth.isOn(pair.stage, pair.plan, to) || judged.writesOn(pair).length > 0) return [];
    const late = played.runs
      .slice(0, index)
      .flatMap(({ record }) => record.sent)
      .some(
        ({ operation, stage, plan, at, entry }) =>
          operation === "detach" &&
          stage === pair.stage &&
          plan === pair.plan &&
          entry?.changed === true &&
          (entry.appliedAt ?? 0) > to &&
          at + LANDED_MS > to,
      );
    const name = played.truth.namesIn(pair.plan, -Infinity, Infinity);
    const told = warnings.some((text) => [pair.plan, ...name].some((each) => text.normalize("NFC").includes(each)));
    return late && !told ? [`${named(pair)}: called back, and the request of ${to} may still land`] : [];
  });
};
