/**
 * Plays a case of the simulation with the built bundle as a process, the emulator behind a socket, and real signals;
 * and keeps what happened in the simulation's own words, so that its invariants can judge it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { ActionResult, RunningAction } from "../../../scripts/runner.ts";
import { savedReceipt } from "../../papers.ts";
import type { Case, Moment, Phase, Stop } from "../../simulation/case.ts";
import { type Played, type PlayedRun, perform } from "../../simulation/play.ts";
import type { Env, RunRecord, Told } from "../../simulation/run.ts";
import { mainEnv, postEnv, restoreEnv } from "../../simulation/selection.ts";
import { Truth } from "../../simulation/truth.ts";
import { stateOf } from "../../simulation/universe.ts";
import { type Emulated, emulated, readLog, WINDOWS } from "../runner.ts";
import { NOBODY, sentOf, Tap } from "./tap.ts";

const LOOK_MS = 3;
const TERM_AFTER_MS = 7_500;
/** The first words of the line that says that no new write is started, in both languages. */
const CANCELLED = /^::warning [^:]*::(Cancelled|취소)/m;

export interface PlayedForReal extends Played {
  readonly results: readonly ActionResult[];
}

/** @param judge is called while the server is still there */
export async function playForReal(the: Case, judge: (played: PlayedForReal) => void): Promise<void> {
  await emulated({ state: stateOf(the), world: the.world, randomSeed: the.random }, async (all) => {
    const { emulator } = all.server;
    const tap = new Tap(emulator);
    const truth = new Truth(emulator);
    const staleness = Math.max(...(the.world.reads?.lagsMs ?? [0]));
    const runs: PlayedRun[] = [];
    const results: ActionResult[] = [];
    const others: Played["others"][number][] = [];

    for (const [index, phase] of the.phases.entries()) {
      const kind = index === 0 ? "main" : phase.kind;
      const given = envOf(the, kind, phase, runs);
      if (given === undefined) continue;
      if (phase.settled && index > 0) await settle(all, staleness);
      emulator.clearFaults();
      emulator.addFaults(phase.faults);
      const othersBefore = others.length;
      const early = phase.others.filter(({ after, ms }) => after === "start" && ms < 0);
      const before = { ...truth.snapshot() };
      const acts = phase.others.map((act) => ({
        ...act,
        run: () => {
          const done = perform(act, emulator, truth, Date.now());
          if (done !== undefined) others.push({ at: Date.now(), ...done });
        },
      }));
      for (const act of acts) if (act.after === "start" && act.ms < 0) act.run();
      const { record, result } = await runOnce(all, phase, given, kind, acts, tap);
      const cleanStart = index === 0 || (phase.settled && early.length === 0);
      runs.push({ kind, phase, record, receipt: given.receipt, before, cleanStart, othersBefore });
      results.push(result);
    }
    await settle(all, 0);
    judge({ the, emulator, truth, runs, final: truth.snapshot(), others, staleness, results });
  });
}

/** Until nothing is under way any more, and no replica lags. */
async function settle({ server }: Emulated, staleness: number): Promise<void> {
  const { emulator } = server;
  while (emulator.nextDue !== undefined || emulator.downUntil > Date.now()) {
    await sleep(LOOK_MS);
    emulator.advance(Date.now());
  }
  await sleep(staleness + 1);
}

interface Given {
  readonly env: Env;
  readonly receipt: string | undefined;
  readonly state: ReadonlyMap<string, string>;
}

/** `undefined`: there is nothing to undo, so nobody would start this run. */
function envOf(the: Case, kind: PlayedRun["kind"], phase: Phase, runs: readonly PlayedRun[]): Given | undefined {
  const state = new Map<string, string>();
  if (kind === "main" || kind === "again") return { env: mainEnv(the), receipt: undefined, state };
  const last = runs.findLast((each) => each.kind === "main" || each.kind === "again");
  if (last === undefined) return undefined;
  if (kind === "post") {
    const saved = last.record.state;
    return { env: postEnv(the, new Map()), receipt: savedReceipt(saved), state: saved };
  }
  const receipt = last.record.outputs.get("receipt") ?? "";
  return receipt === "" ? undefined : { env: restoreEnv(the, receipt, phase.dryRun), receipt, state };
}

interface Act {
  readonly after: Moment;
  readonly nth: number;
  readonly ms: number;
  run(): void;
}

async function runOnce(
  all: Emulated,
  phase: Phase,
  { env, state }: Given,
  kind: PlayedRun["kind"],
  acts: readonly Act[],
  tap: Tap,
): Promise<{ record: RunRecord; result: ActionResult }> {
  const told = all.server.requests().length;
  const running = all.start(inputsOf(env), {
    stage: kind === "post" ? "post" : "main",
    state: Object.fromEntries(state),
  });
  const stops: { cancelledAt?: number; killedAt?: number } = {};
  const { stop } = phase;
  const ours =
    stop === null || (WINDOWS && stop.kind === "signal")
      ? []
      : [{ ...stop, run: () => end(running, stop.kind, stops) }];
  const counts = new Map<Moment, number>();
  tap.onMoment = (what) => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    for (const act of [...acts, ...ours]) {
      if (act.after !== what || (what === "start" ? act.ms < 0 : act.nth !== count)) continue;
      setTimeout(() => tap.onMoment !== NOBODY && act.run(), Math.max(0, act.ms));
    }
  };
  // A signal takes its time to reach a process: what counts is when the process says that it has.
  let heardAt: number | undefined;
  running.child.stdout?.on("data", () => {
    if (stops.cancelledAt !== undefined && CANCELLED.test(running.stdout())) heardAt ??= Date.now();
  });
  // Before its first line the process may not have got as far as to listen to signals.
  running.child.stdout?.once("data", () => tap.onMoment("start"));
  const result = await running.ended;
  tap.onMoment = NOBODY;
  const killed = result.signal !== null;
  const record: RunRecord = {
    env: { ...env, ...Object.fromEntries([...state].map(([name, value]) => [`STATE_${name}`, value])) },
    // The pipe and the socket reach us in any order.
    startedAt: Math.floor(result.beganAt) - 100,
    ...(killed ? { killedAt: stops.killedAt ?? Date.now() } : { endedAt: Date.now() }),
    ...(stops.cancelledAt === undefined ? {} : { cancelledAt: stops.cancelledAt }),
    sent: all.server
      .requests()
      .slice(told)
      .map((entry) => sentOf(entry, tap.noted.get(entry.n), heardAt)),
    told: toldOf(result),
    outputs: new Map(Object.entries(result.outputs)),
    state: new Map(Object.entries(result.state)),
    red: result.exitCode === 1,
  };
  return { record, result };
}

function end({ child }: RunningAction, kind: Stop["kind"], stops: { cancelledAt?: number; killedAt?: number }): void {
  if (kind === "kill") {
    stops.killedAt = Date.now();
    child.kill("SIGKILL");
    return;
  }
  stops.cancelledAt = Date.now();
  child.kill("SIGINT");
  setTimeout(() => child.kill("SIGTERM"), TERM_AFTER_MS).unref();
}

/** `INPUT_STAGE-ID` to `stage-id`. The variables of the runner are set by the one that starts the action. */
function inputsOf(env: Env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith("INPUT_") ? [[name.slice(6).toLowerCase(), value]] : [],
    ),
  );
}

function toldOf({ stdout, summary }: ActionResult): Told[] {
  const lines = readLog(stdout).map(({ command, text }): Told => {
    const sink = command === "warning" || command === "error" || command === "debug" ? command : "info";
    return { sink, text };
  });
  return summary === "" ? lines : [...lines, { sink: "appendSummary", text: summary }];
}
