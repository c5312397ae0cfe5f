/** What holds of every schedule: the simulation's invariants, as far as a server alone can tell. */
import type { Case } from "../../simulation/case.ts";
import { saysHowItEnded } from "../../simulation/invariants/ends.ts";
import { differences, receiptsAreWhole, renamedIsTold, restoresPutBack } from "../../simulation/invariants/receipts.ts";
import { repeatsAreCareful } from "../../simulation/invariants/repeats.ts";
import { verdictsAreTrue } from "../../simulation/invariants/verdicts.ts";
import { writesAreAllowed } from "../../simulation/invariants/writes.ts";
import { Judged, RED } from "../../simulation/judge.ts";
import { PAIRS, pairFit, successorOf, wantedOf } from "../../simulation/selection.ts";
import type { Snapshot } from "../../simulation/truth.ts";
import { ENDS_WITHIN_MS } from "../runner.ts";
import type { PlayedForReal } from "./play.ts";

const INVARIANTS = {
  "verdict-is-true": verdictsAreTrue,
  "write-is-allowed": writesAreAllowed,
  "repeat-is-careful": repeatsAreCareful,
  "says-how-it-ended": saysHowItEnded,
  "receipt-is-whole": receiptsAreWhole,
  "restore-puts-back": restoresPutBack,
  "renamed-is-told": renamedIsTold,
};

/** The time that a post step gives itself at the least. */
const POST_MS = 45_000;

/** On a busy machine what was sent in time arrives late. */
const LATE_S = 3;

/** A server that goes down closes its connections, and what had come in on them unread: a write may be in doubt unheard. */
const UNHEARD = /nothing was written that could be in doubt|in the receipt, and never written/;

/** In words, nothing when all is well. */
export function faultsOf(given: PlayedForReal): string[] {
  const { the } = given;
  const played = { ...given, the: { ...the, inputs: { ...the.inputs, timeout: the.inputs.timeout + LATE_S } } };
  return [
    ...played.runs.flatMap((_, run) => {
      const judged = new Judged(played, run);
      const wentDown = judged.run.record.sent.some(({ entry }) => entry?.fault === "down");
      return Object.entries(INVARIANTS).flatMap(([name, holds]) =>
        holds(judged)
          .filter((words) => !(wentDown && UNHEARD.test(words)))
          .map((words) => `${name} (run ${run + 1}): ${words}`),
      );
    }),
    ...played.runs.flatMap((_, run) => endsInTime(played, run)),
    ...secondRun(played),
  ];
}

function endsInTime({ runs, results }: PlayedForReal, index: number): string[] {
  const { record, kind } = runs[index] ?? {};
  const result = results[index];
  if (record === undefined || result === undefined || result.signal !== null) return [];
  const found: string[] = [];
  // A post step takes its own time: what may still land is waited for, whatever the main step's time limit was.
  const limit = kind === "post" ? POST_MS + ENDS_WITHIN_MS : ENDS_WITHIN_MS;
  if (result.ms > limit) found.push(`ends-in-time: it took ${result.ms} ms`);
  const { cancelledAt, endedAt = 0 } = record;
  if (cancelledAt !== undefined && endedAt > cancelledAt + ENDS_WITHIN_MS) {
    found.push(`ends-in-time: it ended ${endedAt - cancelledAt} ms after the signal`);
  }
  return found;
}

/** A second run after any death ends in the same state as one clean run: what was asked for is off, and only that. */
function secondRun(played: PlayedForReal): string[] {
  const { the, runs, others, final } = played;
  const [main, again, third] = runs;
  if (main === undefined || again?.kind !== "again" || third !== undefined || others.length > 0) return [];
  if (the.world.accepted?.applied === "never") return [];
  const judged = new Judged(played, 1);
  if (!again.cleanStart || RED.has(judged.result) || judged.mode !== "detach") return [];
  const expected = judged.dryRun ? main.before : withoutTargets(main.before, the, played);
  return differences(expected, final, false).map((words) => `second-run: not as after one clean run: ${words}`);
}

function withoutTargets(before: Snapshot, the: Case, { truth }: PlayedForReal): Snapshot {
  const wanted = wantedOf(the);
  const successor = successorOf(the);
  const gone = PAIRS.filter((pair) => pairFit(wanted, pair, truth, 0, Date.now()) === "always");
  const isGone = (stage: string, plan: string) => gone.some((pair) => pair.stage === stage && pair.plan === plan);
  // Where an API key had to move, its new plan is on the stage.
  const moved = new Set(
    Object.entries(before.keys).flatMap(([place, plan]) => {
      const [, stage = ""] = place.split("/");
      return plan !== null && plan !== successor && isGone(stage, plan) ? [stage] : [];
    }),
  );
  const stages = Object.entries(before.stages).map(([id, plans]) => {
    const left = plans.filter((plan) => plan === successor || !isGone(id, plan));
    return [id, successor !== undefined && moved.has(id) ? [...new Set([...left, successor])].sort() : left];
  });
  return { ...before, stages: Object.fromEntries(stages) };
}
