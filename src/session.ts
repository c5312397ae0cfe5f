/** One run over the network: the deadline, the gateway and the signals, wired for as long as it takes. */
import type { Sinks } from "./action/core.ts";
import type { Config } from "./action/inputs.ts";
import type { Processes } from "./action/living.ts";
import { orCaFile, type Runtime, unfit } from "./environment.ts";
import { createApiGateway } from "./ncloud/api.ts";
import { createClient } from "./ncloud/client.ts";
import { Deadline } from "./ncloud/deadline.ts";
import type { Endpoint } from "./ncloud/endpoint.ts";
import type { Clock, Env, Random, Transport } from "./ncloud/ports.ts";
import { problemsOf } from "./usage-plan/problem.ts";
import type { Run } from "./usage-plan/run.ts";
import type { Outcome, Problem, Tell } from "./usage-plan/types.ts";

/** The process, as an argument: `index.ts` passes the real one, tests pass a virtual one. */
export interface Host {
  readonly env: Env;
  readonly clock: Clock;
  readonly random: Random;
  readonly runtime: Runtime;
  /** Where text leaves the process. Left out: the runner's commands and files. */
  readonly sinks?: Sinks;
  connect(endpoint: Endpoint): Transport & { close(): void };
  readonly processes: Processes;
  /** Calls back for every signal to stop, also for one that came before; returns how to stop listening. */
  onSignal(callback: () => void): () => void;
}

/**
 * After a signal, a write in flight has this long to finish or to be reconciled. GitHub kills the process 10 s after
 * the first signal, and outputs and summary have to be written by then.
 */
export const GRACE_MS = 5_000;

export interface SessionOptions {
  readonly tell: Tell;
  readonly beforeFirstWrite: NonNullable<Run["beforeFirstWrite"]>;
  readonly beforeWrites?: NonNullable<Run["beforeWrites"]>;
  readonly work: (run: Run) => Promise<readonly Outcome[]>;
}

export interface Session {
  readonly outcomes: readonly Outcome[];
  /** Why there are no outcomes. */
  readonly problems: readonly Problem[];
  /** Milliseconds of the run's time limit that are left. */
  readonly leftMs: number;
}

export async function inSession(host: Host, config: Config, options: SessionOptions): Promise<Session> {
  const { clock, random } = host;
  const { tell, beforeFirstWrite, beforeWrites, work } = options;
  const fault = unfit(host.runtime);
  if (fault !== undefined) return { outcomes: [], problems: [fault], leftMs: config.timeoutMs };
  const explained = (outcome: Outcome): Outcome =>
    outcome.problem === undefined ? outcome : { ...outcome, problem: orCaFile(outcome.problem, host.env) };
  const deadline = new Deadline(clock, config.timeoutMs);
  const silence = host.onSignal(() => {
    if (!deadline.cancelled) tell({ code: "cancelling", level: "warning", facts: { ms: GRACE_MS } });
    deadline.cancel(GRACE_MS);
  });
  const { accessKey, secretKey, endpoint } = config;
  const transport = host.connect(endpoint);
  const client = createClient({ transport, clock, endpoint, tell, credentials: { accessKey, secretKey } });
  const run: Run = {
    gateway: createApiGateway({ client, deadline, random, tell }),
    clock,
    random,
    deadline,
    tell,
    dryRun: config.dryRun,
    verify: config.verify,
    ifNotAttached: config.ifNotAttached,
    ifAttached: config.ifAttached,
    maxAffectedApiKeys: config.maxAffectedApiKeys,
    maxAffectedCalls: config.maxAffectedCalls,
    lookAtKeys: config.lookAtApiKeys,
    concurrency: config.concurrency,
    beforeFirstWrite,
    ...(beforeWrites && { beforeWrites }),
  };
  try {
    const outcomes = (await work(run)).map(explained);
    return { outcomes, problems: [], leftMs: deadline.remainingMs };
  } catch (error) {
    return {
      outcomes: [],
      problems: problemsOf(error).map((each) => orCaFile(each, host.env)),
      leftMs: deadline.remainingMs,
    };
  } finally {
    deadline.release();
    transport.close();
    silence();
  }
}
