/** All that has to hold, by name. docs/simulation.md says each in words. */
import type { Case } from "../case.ts";
import { Judged, RED } from "../judge.ts";
import { type Played, play } from "../play.ts";
import type { Subject } from "../run.ts";
import { approvalsAreKept } from "./approval.ts";
import { ambiguousIsRefused, decidesWhenItCan } from "./calm.ts";
import { endsInTime, saysHowItEnded } from "./ends.ts";
import { doubtIsWaitedFor, slowsDown, twoLooksAgree } from "./looks.ts";
import { keysHaveAPlan, movesAreUndoable } from "./moves.ts";
import { differences, receiptsAreWhole, renamedIsTold, restoresPutBack } from "./receipts.ts";
import { repeatsAreCareful } from "./repeats.ts";
import { secretsStaySecret } from "./secrets.ts";
import type { Invariant } from "./types.ts";
import { verdictsAreTrue } from "./verdicts.ts";
import { neighboursAreTold, unknownIsExplained } from "./words.ts";
import { writesAreAllowed } from "./writes.ts";

const INVARIANTS = {
  "verdict-is-true": verdictsAreTrue,
  "write-is-allowed": writesAreAllowed,
  "repeat-is-careful": repeatsAreCareful,
  "two-looks-agree": twoLooksAgree,
  "slows-down": slowsDown,
  "doubt-is-waited-for": doubtIsWaitedFor,
  "ends-in-time": endsInTime,
  "says-how-it-ended": saysHowItEnded,
  "secret-stays-secret": secretsStaySecret,
  "receipt-is-whole": receiptsAreWhole,
  "restore-puts-back": restoresPutBack,
  "keys-have-a-plan": keysHaveAPlan,
  "moves-are-undoable": movesAreUndoable,
  "approval-is-kept": approvalsAreKept,
  "renamed-is-told": renamedIsTold,
  "unknown-is-explained": unknownIsExplained,
  "neighbours-are-told": neighboursAreTold,
  "ambiguous-is-refused": ambiguousIsRefused,
  "decides-when-it-can": decidesWhenItCan,
} satisfies Record<string, Invariant>;

export const INVARIANT_NAMES = [...Object.keys(INVARIANTS), "second-run-completes"] as readonly string[];

export interface Violation {
  readonly invariant: string;
  /** Which run of the case, from 0. */
  readonly run: number;
  readonly words: string;
}

export async function violations(played: Played, subject: Subject): Promise<readonly Violation[]> {
  const endless = played.runs.findIndex(({ record }) => record.livelock === true);
  if (endless >= 0)
    return [{ invariant: "ends-in-time", run: endless, words: "it goes round in circles and never ends" }];
  const found = played.runs.flatMap((_, run) => {
    const judged = new Judged(played, run);
    return Object.entries(INVARIANTS).flatMap(([invariant, holds]) =>
      holds(judged).map((words) => ({ invariant, run, words })),
    );
  });
  return [...found, ...(await secondRun(played, subject))];
}

/** 6. A second run after any death ends in the same state as one clean run. */
async function secondRun(played: Played, subject: Subject): Promise<readonly Violation[]> {
  const { the, runs, others, final } = played;
  const [main, again, third] = runs;
  if (main === undefined || again?.kind !== "again" || third !== undefined || others.length > 0) return [];
  // A clock that is set in the middle of a run can spoil the second as well as the first.
  if (the.clock.jump !== null) return [];
  if (the.world.accepted?.applied === "never" || !isClean(again.phase) || again.record.endedAt === undefined) return [];
  // A half-done stage can take more reads than a fresh one: more than its time allows, and then it is red and says so.
  if (again.record.outputs.get("code") === "deadline") return [];
  // The first run's troubles reach into the second: a server that is still down.
  if (again.record.sent.some(({ entry }) => entry?.fault !== undefined)) return [];
  const phase = the.phases[0];
  if (phase === undefined) return [];
  const once: Case = { ...the, phases: [{ ...phase, faults: [], wire: [], others: [], stop: null }] };
  const clean = await play(once, subject);
  const result = clean.runs[0]?.record.outputs.get("result") ?? "failed";
  // A run that does not come through on its own is no measure.
  if (RED.has(result) && result !== "refused") return [];
  return differences(clean.final, final, true).map((words) => ({
    invariant: "second-run-completes",
    run: 1,
    words: `not as after one clean run: ${words}`,
  }));
}

const isClean = ({ faults, wire, others, stop }: Case["phases"][number]): boolean =>
  faults.length + wire.length + others.length === 0 && stop === null;
