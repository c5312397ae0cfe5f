/** What the tests of single writes share: one plan by ids on a stage of three, the faults of a script, and what to look at. */

import type { FaultRuleInput } from "../../../emulator/core/faults.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import type { Outcome, Problem } from "../../../src/usage-plan/types.ts";
import type { AnyFacts } from "../facts.ts";
import { STAGE } from "./scenario.ts";
import { type Act, AT, byIds, GOLD, MONTHLY, type Play, type Played, type Scene, sentAt, TRIAL } from "./virtual.ts";

export const STAGE_URL = `/api/v1/products/${AT.product.id}/apis/${AT.api.id}/stages/${STAGE.id}`;
export const DETACH_OPERATION = `POST ${STAGE_URL}/disassociate-usage-plan`;
export const ATTACH_OPERATION = `POST ${STAGE_URL}/associate-usage-plan`;
export const TARGET = { ...AT, plan: GOLD };
/** Of everything that is not told in names yet. */
export const BY_ID = { ...AT, plan: { id: GOLD.id } };
export const READ = "0 stage-plans";
export const WRITE = `0 detach ${GOLD.id}`;
export const BEFORE = [TRIAL, GOLD, MONTHLY];

export const detachGold = (scene: Scene, play: Play = {}): Promise<Played> =>
  scene.play((run) => detach(run, byIds(GOLD)), play);

export const reply = (status: number, more: object = {}) => ({ kind: "reply", status, ...more }) as const;

/** `times` writes from the nth on. */
export const writes = (what: FaultRuleInput["do"], nth = 1, times: number | "all" = 1): FaultRuleInput => ({
  on: "writes",
  nth,
  times,
  do: what,
});

/** `times` reads from the nth on. */
export const reads = (what: FaultRuleInput["do"], nth = 1, times: number | "all" = 1): FaultRuleInput => ({
  on: "reads",
  nth,
  times,
  do: what,
});

/** An operation, always or as often as is said. */
export const on = (
  what: NonNullable<FaultRuleInput["on"]> & string,
  how: FaultRuleInput["do"],
  nth = 1,
  times: number | "all" = "all",
): FaultRuleInput => ({ on: what, nth, times, do: how });

/** Somebody moves an API key to another plan of the stage, after a write. */
export const keyMoves = (key: string, to: { readonly id: string }, nth = 1, ms = 0): Act => ({
  after: "write",
  nth,
  ms,
  do: (emulator, now) => emulator.moveKey(key, STAGE.id, to.id, now),
});

export function only<Item>(items: readonly Item[]): Item {
  const [item, ...more] = items;
  if (item === undefined || more.length > 0) throw new Error(`one was expected, not ${items.length}`);
  return item;
}

export const problemOf = (played: Played): Problem | undefined => only(played.outcomes).problem;

/** `verdict code` of each outcome. */
export const verdicts = (played: Played): string[] =>
  played.outcomes.map(({ verdict, problem }) => (problem === undefined ? verdict : `${verdict} ${problem.code}`));

export const verdictOf = (played: Played): string => only(verdicts(played));

export const writesOf = (played: Played): string[] =>
  played.requests.filter((request) => /^[\d.]+ (detach|attach|subscribe) /.test(request));

/** The outcome of a write, sent at 0, of which nobody can say whether it was carried out. */
export const inDoubt = (code: Problem["code"], facts: AnyFacts, causes: Problem["causes"] = []): Outcome => ({
  target: TARGET,
  verdict: "unknown",
  changed: true,
  before: BEFORE,
  sentAt: sentAt(0),
  problem: {
    code,
    facts: { operation: DETACH_OPERATION, sentAt: sentAt(0), plan: GOLD.name, stage: STAGE.name, ...facts },
    causes,
  } as Problem,
});

/** The outcome of a write that reads confirmed, and of one that was accepted and verified. */
export const detached = (at: number): Outcome => ({
  target: TARGET,
  verdict: "detached",
  changed: true,
  before: BEFORE,
  after: BEFORE.filter(({ id }) => id !== TARGET.plan.id),
  sentAt: sentAt(at),
});
