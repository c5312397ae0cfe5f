/** One run of a step, as `src/main.ts` has them, on a virtual machine, and all that the outside saw of it. */
import type { Emulator } from "../../emulator/core/emulator.ts";
import { seededRandom } from "../../emulator/core/random.ts";
import type { Sinks } from "../../src/action/core.ts";
import type { Host } from "../../src/session.ts";
import type { Case, Moment, Phase, Stop } from "./case.ts";
import { Network, type NetworkErrorClass, type Sent } from "./network.ts";
import { Livelock, type Timeline } from "./timeline.ts";

/** What is under test: `src/`, or a copy of it with a fault in it. */
export interface Subject {
  readonly main: (host: Host) => Promise<void>;
  readonly post: (host: Host) => Promise<void>;
  readonly NetworkError: NetworkErrorClass;
}

export type Env = Readonly<Record<string, string>>;

export interface Told {
  readonly sink: keyof Sinks;
  readonly text: string;
}

export interface RunRecord {
  readonly env: Env;
  readonly startedAt: number;
  /** Left out: it was killed, or would never have come to an end. */
  endedAt?: number;
  cancelledAt?: number;
  killedAt?: number;
  /** It threw: `main` never should. */
  threw?: unknown;
  livelock?: boolean;
  readonly sent: Sent[];
  /** Everything that left the process, in order. */
  readonly told: Told[];
  readonly outputs: Map<string, string>;
  readonly state: Map<string, string>;
  /** `setFailed` was called. */
  red: boolean;
}

export interface RunOptions {
  readonly subject: Subject;
  readonly timeline: Timeline;
  readonly emulator: Emulator;
  readonly the: Case;
  readonly phase: Phase;
  readonly step: "main" | "post";
  readonly env: Env;
  readonly seed: number;
  /** Something happened after which others act: `start` comes once. */
  happened(what: Moment): void;
}

/** GitHub's runner: SIGINT first, SIGTERM so much later. */
const TERM_AFTER_MS = 7_500;

export async function run(options: RunOptions): Promise<RunRecord> {
  const { subject, timeline, emulator, the, phase, env } = options;
  const record: RunRecord = {
    env,
    startedAt: timeline.now,
    sent: [],
    told: [],
    outputs: new Map(),
    state: new Map(),
    red: false,
  };
  let alive = true;
  let signalled = false;
  let onSignal: (() => void) | undefined;
  const signal = (): void => {
    if (!alive || record.endedAt !== undefined) return;
    record.cancelledAt ??= timeline.now;
    signalled = true;
    onSignal?.();
  };
  const stopNow = (kind: Stop["kind"]): void => {
    if (record.endedAt !== undefined || !alive) return;
    if (kind === "kill") {
      alive = false;
      record.killedAt = timeline.now;
      return;
    }
    signal();
    timeline.in(TERM_AFTER_MS, signal);
  };
  const counts = new Map<Moment, number>();
  const happened = (what: Moment): void => {
    options.happened(what);
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    const { stop } = phase;
    if (stop?.after === what && (what === "start" || stop.nth === count))
      timeline.in(stop.ms, () => stopNow(stop.kind));
  };

  const world: Host = {
    env,
    clock: clockOf(timeline, the, record.startedAt, () => alive),
    random: seededRandom(options.seed),
    runtime: { node: process.versions.node, webAssembly: true },
    sinks: recording(record),
    processes: { pid: 0, exists: () => false },
    connect: () =>
      new Network({
        timeline,
        emulator,
        delays: the.network,
        faults: phase.wire,
        log: record.sent,
        NetworkError: subject.NetworkError,
        alive: () => alive,
        cancelled: () => record.cancelledAt !== undefined,
        happened,
      }),
    onSignal(callback) {
      onSignal = callback;
      if (signalled) callback();
      return () => {
        onSignal = undefined;
      };
    },
  };

  happened("start");
  subject[options.step](world).then(
    () => {
      if (alive) record.endedAt = timeline.now;
    },
    (error: unknown) => {
      record.threw = error;
      record.endedAt = timeline.now;
    },
  );
  try {
    await timeline.until(() => record.endedAt !== undefined || !alive);
  } catch (error) {
    if (!(error instanceof Livelock)) throw error;
    record.livelock = true;
  }
  alive = false;
  return record;
}

/** Our wall clock may be wrong and be set while we run; the monotonic one is right, from an origin of its own. */
function clockOf(timeline: Timeline, { clock }: Case, startedAt: number, alive: () => boolean): Host["clock"] {
  const { aheadMs, jump } = clock;
  return {
    now: () => timeline.now + aheadMs + (jump !== null && timeline.now >= startedAt + jump.afterMs ? jump.byMs : 0),
    monotonic: () => timeline.now - startedAt + 41.25,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const timer = timeline.in(ms, () => {
          signal?.removeEventListener("abort", wake);
          if (alive()) resolve();
        });
        const wake = (): void => {
          timeline.cancel(timer);
          timeline.in(0, () => {
            if (alive()) resolve();
          });
        };
        if (signal?.aborted) wake();
        else signal?.addEventListener("abort", wake, { once: true });
      }),
  };
}

function recording(record: RunRecord): Sinks {
  const tell = (sink: keyof Sinks, ...texts: readonly string[]): void => {
    for (const text of texts) record.told.push({ sink, text });
  };
  const annotate =
    (sink: "warning" | "error") =>
    (text: string, { title }: { readonly title?: string }): void =>
      tell(sink, text, ...(title === undefined ? [] : [title]));
  return {
    info: (text) => tell("info", text),
    debug: (text) => tell("debug", text),
    warning: annotate("warning"),
    error: annotate("error"),
    setFailed(text) {
      record.red = true;
      tell("setFailed", text);
    },
    startGroup: (title) => tell("startGroup", title),
    endGroup() {},
    setOutput(name, value) {
      record.outputs.set(name, value);
      tell("setOutput", value);
    },
    saveState(_, values) {
      for (const [name, value] of values) {
        record.state.set(name, value);
        tell("saveState", value);
      }
    },
    // The runner's own mask command: the one place where a secret belongs.
    setSecret() {},
    appendSummary(_, markdown) {
      tell("appendSummary", markdown);
    },
    writeFile(folder, name, text) {
      tell("writeFile", text);
      return `${folder}/${name}.json`;
    },
  };
}
