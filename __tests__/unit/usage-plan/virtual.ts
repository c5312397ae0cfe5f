/**
 * One scripted scene on a virtual clock: the domain and `src/ncloud` above it are real, the network is in memory and the
 * server is the emulator's core. What a test looks at is what the outside sees: requests with their times, outcomes, notes.
 */

import { Emulator } from "../../../emulator/core/emulator.ts";
import type { FaultRuleInput } from "../../../emulator/core/faults.ts";
import type { StateInput } from "../../../emulator/core/state.ts";
import type { WorldInput } from "../../../emulator/core/world.ts";
import { seed } from "../../../emulator/seed.ts";
import { createApiGateway } from "../../../src/ncloud/api.ts";
import { createClient } from "../../../src/ncloud/client.ts";
import { Deadline } from "../../../src/ncloud/deadline.ts";
import { NetworkError } from "../../../src/ncloud/errors.ts";
import type { Clock } from "../../../src/ncloud/ports.ts";
import { GRACE_MS } from "../../../src/session.ts";
import { problemsOf } from "../../../src/usage-plan/problem.ts";
import type { Run } from "../../../src/usage-plan/run.ts";
import type { Note, NoteCode, Outcome, Problem } from "../../../src/usage-plan/types.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import type { WireFault } from "../../simulation/case.ts";
import { Network, type Sent } from "../../simulation/network.ts";
import { Timeline } from "../../simulation/timeline.ts";
import { type AnyFacts, factsOf } from "../facts.ts";
import { API, PRODUCT, STAGE } from "./scenario.ts";

/** Plans of `emulator/seed.json`; the first three are on STAGE, in this order. */
export const TRIAL = { id: "u2g7d4l9xa", name: "무료 체험 플랜" };
export const GOLD = { id: "u5h0j3w8pe", name: "Partner Gold" };
export const MONTHLY = { id: "u9k6s1f2tv", name: "월 정액 기본" };
export const INTERNAL = { id: "u3m8z5q7cb", name: "Internal (unlimited)" };
export const UNUSED = { id: "u8x3w0e6mf", name: "미사용 플랜" };
export const AT = { product: PRODUCT, api: API, stage: STAGE };

/** The true time at which every scene begins. */
export const START = Date.UTC(2026, 10, 22, 3, 0, 0);
/** `sentAt` of a request that was sent so long after the start. */
export const sentAt = (ms: number): string => new Date(START + ms).toISOString();

export interface Act {
  /** `arrival`: of any request at the server; `write`: of a write there; `reply`: of any reply at the client. */
  readonly after?: "start" | "arrival" | "write" | "reply";
  readonly nth?: number;
  readonly ms?: number;
  readonly do: "cancel" | ((emulator: Emulator, now: number) => void);
}

export interface Play {
  readonly faults?: readonly FaultRuleInput[];
  readonly wire?: readonly (Pick<WireFault, "kind"> & Partial<WireFault>)[];
  readonly acts?: readonly Act[];
  /** Milliseconds. Default: 120,000. */
  readonly timeout?: number;
  /** How far our wall clock is ahead. */
  readonly aheadMs?: number;
  /** Every drawn number, or the numbers in turn, the last one for ever. Default: 0.5. */
  readonly random?: number | readonly number[];
  readonly delays?: { readonly connectMs: number; readonly upMs: number; readonly downMs: number };
  readonly permission?: "manage" | "view" | "write" | "none";
  readonly run?: Partial<Run>;
}

export interface Played {
  readonly outcomes: readonly Outcome[];
  /** Of a run that threw. */
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  /** `milliseconds-since-start operation…` of everything that the run tried to send. */
  readonly requests: readonly string[];
  readonly sent: readonly Sent[];
  /** Milliseconds from start to end. */
  readonly took: number;
  notesOf(code: NoteCode): readonly AnyFacts[];
}

const CREDENTIALS = {
  manage: { accessKey: "EMULATORMANAGER00001", secretKey: "emulator-manager-not-a-real-secret-00001" },
  view: { accessKey: "EMULATORVIEWER000002", secretKey: "emulator-viewer-not-a-real-secret-000002" },
  write: { accessKey: "EMULATORWRITER000003", secretKey: "emulator-writer-not-a-real-secret-000003" },
  none: { accessKey: "EMULATORNOBODY000005", secretKey: "emulator-nobody-not-a-real-secret-000005" },
} as const;

export class Scene {
  readonly timeline = new Timeline(START);
  readonly emulator: Emulator;

  constructor(world: WorldInput = {}, state: StateInput = seed()) {
    this.emulator = new Emulator({ state, world });
  }

  /** Lets time pass between two plays. */
  wait(ms: number): void {
    this.timeline.skipTo(this.timeline.now + ms);
  }

  /** Ids of the plans that are on the stage now. */
  on(stage = STAGE.id): readonly string[] {
    this.emulator.advance(this.timeline.now);
    return this.emulator.plansOn(stage);
  }

  async play(work: (run: Run) => Promise<readonly Outcome[]>, play: Play = {}): Promise<Played> {
    const { timeline, emulator } = this;
    const start = timeline.now;
    const notes: Note[] = [];
    const sent: Sent[] = [];
    const clock = clockOf(timeline, play.aheadMs ?? 0);
    const deadline = new Deadline(clock, play.timeout ?? 120_000);
    const random = randomOf(play.random ?? 0.5);
    const tell = (note: Note): void => void notes.push(note);
    emulator.clearFaults();
    emulator.addFaults(play.faults ?? []);

    const counts = new Map<string, number>();
    const happened = (what: NonNullable<Act["after"]>): void => {
      const count = (counts.get(what) ?? 0) + 1;
      counts.set(what, count);
      for (const { after = "start", nth = 1, ms = 0, do: act } of play.acts ?? []) {
        if (after !== what || nth !== count) continue;
        timeline.in(ms, () => (act === "cancel" ? deadline.cancel(GRACE_MS) : act(emulator, timeline.now)));
      }
    };
    const transport = new Network({
      timeline,
      emulator,
      delays: play.delays ?? { connectMs: 0, upMs: 0, downMs: 0 },
      faults: (play.wire ?? []).map((fault) => ({ on: "any", nth: 1, times: 1, ms: 0, ...fault })),
      log: sent,
      NetworkError,
      alive: () => true,
      cancelled: () => deadline.cancelled,
      happened,
    });
    const endpoint = { origin: "https://127.0.0.1" };
    const client = createClient({
      transport,
      clock,
      endpoint,
      tell,
      credentials: CREDENTIALS[play.permission ?? "manage"],
    });
    const run: Run = {
      gateway: createApiGateway({ client, deadline, random, tell }),
      clock,
      random,
      deadline,
      tell,
      dryRun: false,
      verify: true,
      ifNotAttached: "succeed",
      ifAttached: "fail",
      maxAffectedApiKeys: undefined,
      maxAffectedCalls: undefined,
      lookAtKeys: false,
      concurrency: 4,
      ...play.run,
    };

    happened("start");
    let ended: { outcomes: readonly Outcome[]; problems: readonly Problem[] } | undefined;
    work(run).then(
      (outcomes) => {
        ended = { outcomes, problems: [] };
      },
      (error: unknown) => {
        ended = { outcomes: [], problems: problemsOf(error) };
      },
    );
    await timeline.until(() => ended !== undefined);
    const took = timeline.now - start;
    deadline.release();
    transport.close();
    await timeline.until(() => false); // what was sent lands, whoever waits for it
    if (ended === undefined) throw new Error("nothing is left to happen, and the run has not ended");
    return {
      ...ended,
      notes,
      sent,
      took,
      requests: sent.map((each) => `${each.at - start} ${describe(each)}`),
      notesOf: (code) => notes.filter((note) => note.code === code).map(factsOf),
    };
  }
}

/** Operation and what tells two of them apart; the stage only where it is not STAGE. */
function describe({ operation, write, method, target, stage, plan, key }: Sent): string {
  if (operation === undefined) return `${method} ${target}`;
  const elsewhere = stage === undefined || stage === STAGE.id ? [] : [`@${stage}`];
  const filter = operation === "subscriptions" ? [new URL(target, "http://x").searchParams.get("stageId") ?? "*"] : [];
  return [operation, ...(write || plan !== undefined ? [plan] : []), key, ...filter, ...elsewhere]
    .filter((part) => part !== undefined)
    .join(" ");
}

function clockOf(timeline: Timeline, aheadMs: number): Clock {
  return {
    now: () => timeline.now + aheadMs,
    monotonic: () => timeline.now - START + 17,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          timeline.cancel(timer);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        const timer = timeline.in(ms, wake);
        signal?.addEventListener("abort", wake);
      }),
  };
}

function randomOf(given: number | readonly number[]): () => number {
  const numbers = typeof given === "number" ? [given] : given;
  let turn = 0;
  return () => numbers[Math.min(turn++, numbers.length - 1)] ?? 0;
}

/** Work by ids on STAGE: what `resolve` makes of ids. */
export const byIds = (...plans: readonly { readonly id: string }[]): StageWork[] => [
  { at: AT, plans: plans.map(({ id }) => ({ plan: { id }, exists: false })) },
];
