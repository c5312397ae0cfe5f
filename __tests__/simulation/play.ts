/** Plays a case from its beginning until nothing moves any more, and keeps all that the invariants look at. */

import { Emulator } from "../../emulator/core/emulator.ts";
import { seededRandom } from "../../emulator/core/random.ts";
import { savedReceipt } from "../papers.ts";
import type { Case, Moment, OtherAct, Phase, PhaseKind } from "./case.ts";
import { type Env, type RunRecord, run, type Subject } from "./run.ts";
import { approvedEnv, mainEnv, postEnv, restoreEnv } from "./selection.ts";
import { Timeline } from "./timeline.ts";
import { type Snapshot, Truth } from "./truth.ts";
import { PLANS, STAGES, stateOf } from "./universe.ts";

export interface PlayedRun {
  readonly kind: "main" | PhaseKind;
  readonly phase: Phase;
  readonly record: RunRecord;
  /** The receipt that a restore was given, or a post step found. */
  readonly receipt: string | undefined;
  readonly before: Snapshot;
  /** Nothing of an earlier run was under way any more when it began. */
  readonly cleanStart: boolean;
  /** How many changes others had made when it began. */
  readonly othersBefore: number;
}

export interface Played {
  readonly the: Case;
  readonly emulator: Emulator;
  readonly truth: Truth;
  readonly runs: readonly PlayedRun[];
  /** After everything has landed. */
  readonly final: Snapshot;
  /** Changes that others made, those without effect left out. */
  readonly others: readonly { readonly at: number; readonly words: string; readonly renamed?: string }[];
  /** Milliseconds by which the slowest replica lags. */
  readonly staleness: number;
}

/** 2026-11-22T00:00:00Z */
const BEGIN = 1_795_305_600_000;

export async function play(the: Case, subject: Subject): Promise<Played> {
  const timeline = new Timeline(BEGIN);
  const emulator = new Emulator({ state: stateOf(the), world: the.world, random: seededRandom(the.random) });
  const truth = new Truth(emulator);
  const staleness = Math.max(...(the.world.reads?.lagsMs ?? [0]));
  const runs: PlayedRun[] = [];
  const others: Played["others"][number][] = [];
  const settle = async (): Promise<void> => {
    await timeline.until(() => false);
    for (let due = emulator.nextDue; due !== undefined; due = emulator.nextDue) {
      timeline.skipTo(due);
      emulator.advance(timeline.now);
    }
  };

  for (const [index, phase] of the.phases.entries()) {
    const kind = index === 0 ? "main" : phase.kind;
    const given = envOf(the, kind, phase, runs);
    if (given === undefined) continue;
    if (phase.settled) {
      await settle();
      timeline.skipTo(timeline.now + staleness + 1);
    }
    emulator.clearFaults();
    emulator.addFaults(phase.faults);
    const acts = new Acts(phase.others, (act) => {
      const done = perform(act, emulator, truth, timeline.now);
      if (done !== undefined) others.push({ at: timeline.now, ...done });
    });
    const lead = acts.lead();
    if (lead > 0) {
      let begun = false;
      acts.before(timeline, lead);
      timeline.in(lead, () => {
        begun = true;
      });
      await timeline.until(() => begun);
    }
    emulator.advance(timeline.now);
    const before = truth.snapshot();
    const cleanStart = index === 0 || (phase.settled && lead === 0);
    const othersBefore = others.length;
    const record = await run({
      subject,
      timeline,
      emulator,
      the,
      phase,
      step: kind === "post" ? "post" : "main",
      env: given.env,
      seed: the.random + 31 * (index + 1),
      happened: (what) => acts.happened(what, timeline),
    });
    runs.push({ kind, phase, record, receipt: given.receipt, before, cleanStart, othersBefore });
  }
  await settle();
  return { the, emulator, truth, runs, final: truth.snapshot(), others, staleness };
}

/** `undefined`: there is nothing to undo, so nobody would start this run. */
function envOf(
  the: Case,
  kind: PlayedRun["kind"],
  phase: Phase,
  runs: readonly PlayedRun[],
): { env: Env; receipt: string | undefined } | undefined {
  if (kind === "main" || kind === "again") return { env: mainEnv(the), receipt: undefined };
  const last = runs.findLast((each) => each.kind === "main" || each.kind === "again" || each.kind === "approved");
  if (last === undefined) return undefined;
  const { outputs, state } = last.record;
  if (kind === "approved") {
    const approval = outputs.get("approval") ?? "";
    return approval === "" ? undefined : { env: approvedEnv(the, approval), receipt: undefined };
  }
  if (kind === "post") return { env: postEnv(the, state), receipt: savedReceipt(state) };
  const receipt = outputs.get("receipt") ?? "";
  return receipt === "" ? undefined : { env: restoreEnv(the, receipt, phase.dryRun), receipt };
}

/** The acts of a phase, each waiting for its moment. */
class Acts {
  readonly #acts: readonly OtherAct[];
  readonly #perform: (act: OtherAct) => void;
  readonly #counts = new Map<Moment, number>();

  constructor(acts: readonly OtherAct[], perform: (act: OtherAct) => void) {
    this.#acts = acts;
    this.#perform = perform;
  }

  /** How long before the run the first act is. */
  lead(): number {
    return Math.max(0, ...this.#early().map(({ ms }) => -ms));
  }

  before(timeline: Timeline, lead: number): void {
    for (const act of this.#early()) timeline.in(lead + act.ms, () => this.#perform(act));
  }

  happened(what: Moment, timeline: Timeline): void {
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    for (const act of this.#acts) {
      if (act.after !== what || (what === "start" ? act.ms < 0 : act.nth !== count)) continue;
      timeline.in(act.ms, () => this.#perform(act));
    }
  }

  #early(): OtherAct[] {
    return this.#acts.filter(({ after, ms }) => after === "start" && ms < 0);
  }
}

/**
 * What an act is about: `undo` is about the last write that got to the server; and every third of the others is about
 * that write's stage, or of a rename its plan.
 */
function aimed(act: OtherAct, emulator: Emulator): OtherAct {
  const last = emulator.journal.findLast(({ operation }) => operation === "detach" || operation === "attach");
  const stage = STAGES.findIndex(({ id }) => id === last?.stage);
  const plan = PLANS.findIndex(({ id }) => id === last?.plan);
  if (act.do === "undo") return { ...act, do: last?.operation === "attach" ? "detach" : "attach", stage, plan };
  if (act.key > 0 || act.do === "toggle" || stage < 0 || plan < 0) return act;
  return act.do === "rename" ? { ...act, plan } : { ...act, stage };
}

/** `undefined`: it came to nothing. */
export function perform(
  given: OtherAct,
  emulator: Emulator,
  truth: Truth,
  now: number,
): { words: string; renamed?: string } | undefined {
  const act = aimed(given, emulator);
  const stage = STAGES[act.stage];
  const plan = PLANS[act.plan];
  if (stage === undefined || plan === undefined) return undefined;
  emulator.advance(now);
  const { stages, plans } = emulator.store;
  const [hasStage, hasPlan] = [stages.has(stage.id), plans.has(plan.id)];
  const isOn = hasStage && truth.isOn(stage.id, plan.id, now);
  const said = (done: boolean, words: string) => (done ? { words } : undefined);
  switch (act.do) {
    case "toggle":
      return perform({ ...act, do: isOn ? "detach" : "attach" }, emulator, truth, now);
    case "undo":
    case "attach":
      return said(hasStage && hasPlan && emulator.attach(stage.id, plan.id, now), `${plan.id} onto ${stage.id}`);
    case "detach":
      return said(isOn && emulator.detach(stage.id, plan.id, now), `${plan.id} off ${stage.id}`);
    case "reattach":
      if (!isOn) return undefined;
      emulator.detach(stage.id, plan.id, now);
      emulator.attach(stage.id, plan.id, now);
      return { words: `${plan.id} off ${stage.id} and on again` };
    case "move-key":
      return moveKey(act, emulator, now);
    case "rename": {
      const [thing, name] =
        act.key === 2 ? [stage, "이름 바뀜"] : [plan, act.key === 0 ? "새 플랜" : (PLANS[0]?.name ?? "")];
      if (thing === stage ? !hasStage : !hasPlan) return undefined;
      if (truth.namesIn(thing.id, now, now).at(-1) === name) return undefined;
      emulator.rename(thing.id, name, now);
      truth.renamed(thing.id, name, now);
      return { words: `${thing.id} renamed`, renamed: thing.id };
    }
    case "delete-plan":
      if (!hasPlan) return undefined;
      emulator.deletePlan(plan.id, now);
      return { words: `${plan.id} deleted` };
    case "delete-stage":
      if (!hasStage) return undefined;
      emulator.deleteStage(stage.id, now);
      return { words: `${stage.id} deleted` };
  }
}

/** Keys are few: the act means one that is there, and a plan that it can have, or the default plan. */
function moveKey({ stage, plan, key }: OtherAct, emulator: Emulator, now: number): { words: string } | undefined {
  const keyed = [...emulator.store.stages.values()].filter(({ subscriptions }) => subscriptions.size > 0);
  const place = keyed[stage % Math.max(1, keyed.length)];
  if (place === undefined) return undefined;
  const keys = [...place.subscriptions.keys()];
  const mine = keys[key % keys.length] ?? "";
  const to = [...place.plans, undefined][plan % (place.plans.size + 1)];
  if (!emulator.moveKey(mine, place.stageId, to, now)) return undefined;
  return { words: `key ${mine} at ${place.stageId} to ${to ?? "the default plan"}` };
}
