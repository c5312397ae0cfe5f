/** Runs the domain over real sockets against the emulator: what `main` does, without GitHub's side. */
import { setTimeout as sleepFor } from "node:timers/promises";
import { seed } from "../../../emulator/seed.ts";
import { type RunningEmulator, type StartOptions, startEmulator } from "../../../emulator/server.ts";
import { createApiGateway } from "../../../src/ncloud/api.ts";
import { createClient } from "../../../src/ncloud/client.ts";
import { Deadline } from "../../../src/ncloud/deadline.ts";
import type { Clock } from "../../../src/ncloud/ports.ts";
import { createTransport } from "../../../src/ncloud/transport.ts";
import { check } from "../../../src/usage-plan/check.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import { resolve } from "../../../src/usage-plan/resolve.ts";
import type { Run } from "../../../src/usage-plan/run.ts";
import type { Note, Outcome, Selection, Selector } from "../../../src/usage-plan/types.ts";

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

/** Things of `emulator/seed.json`. */
export const PRODUCT = { id: "p4y2m8q0zt", name: "결제 서비스" };
export const API = { id: "a9f3k1c7wd", name: "결제 API" };
export const STAGE = { id: "s1v6b0n3ke", name: "운영" };

export const ids = (...values: string[]): Selector => ({ ids: values, names: [], all: false });
export const names = (...values: string[]): Selector => ({ ids: [], names: values, all: false });
export const both = (id: string, name: string): Selector => ({ ids: [id], names: [name], all: false });
export const ALL: Selector = { ids: [], names: [], all: true };

export const onStage = (plan: Selector): Selection => ({
  product: ids(PRODUCT.id),
  api: ids(API.id),
  stage: ids(STAGE.id),
  plan,
});

export interface Scenario {
  readonly emulator: RunningEmulator;
  /** One more run against the same server. */
  run(selection: Selection, options?: Partial<Run> & { mode?: "detach" | "check" }): Promise<Ended>;
  /** `METHOD target` of the requests since the last call. */
  requests(): string[];
}

export interface Ended {
  readonly outcomes: readonly Outcome[];
  readonly notes: readonly Note[];
}

/** Starts an emulator for the length of `test`. */
export async function scenario(options: StartOptions, test: (scenario: Scenario) => Promise<void>): Promise<void> {
  const emulator = await startEmulator({ ...options, state: options.state ?? seed() });
  let told = 0;
  try {
    await test({
      emulator,
      requests() {
        const all = emulator.requests();
        const since = all.slice(told);
        told = all.length;
        return since.map((entry) => `${entry.method} ${entry.target}`);
      },
      run: (selection, more = {}) => runOnce(emulator, selection, more),
    });
  } finally {
    await emulator.close();
  }
}

async function runOnce(
  emulator: RunningEmulator,
  selection: Selection,
  { mode = "detach", ...more }: Partial<Run> & { mode?: "detach" | "check" },
): Promise<Ended> {
  const notes: Note[] = [];
  const tell = (note: Note) => void notes.push(note);
  const deadline = more.deadline ?? new Deadline(clock, 10_000);
  const random = Math.random;
  const transport = createTransport({ origin: emulator.url, concurrency: 16 });
  const credentials = { accessKey: "EMULATORMANAGER00001", secretKey: "emulator-manager-not-a-real-secret-00001" };
  const endpoint = { origin: emulator.url };
  const client = createClient({ transport, clock, credentials, endpoint, tell });
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
    ...more,
  };
  try {
    const work = await resolve(run, selection);
    return { outcomes: await (mode === "check" ? check(run, work) : detach(run, work)), notes };
  } finally {
    deadline.release();
    transport.close();
  }
}
