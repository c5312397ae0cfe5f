/** The real process as the `Host` of both programs of the action: signals, clock, dice, network, and the one catch. */
import { setTimeout as sleepFor } from "node:timers/promises";
import { connectEarly } from "./early.ts";
import { turn } from "./ncloud/connecting.ts";
import type { Clock } from "./ncloud/ports.ts";
import { proxyFor } from "./ncloud/proxy-env.ts";
import { calmV8, endSoon } from "./process-end.ts";
import type { Host } from "./session.ts";

/** Stages side by side are at most 16, and so are the reads of API keys; a list and a look at a stage go out beside those. */
const MAX_CONNECTIONS = 18;

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => process.uptime() * 1000,
  sleep: (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

/**
 * undici asks it for the time when a connection falls idle, and Node's own loads 11 modules at its first use: 2 % of a run.
 * Whoever needs more of it imports `node:perf_hooks`.
 */
const PERFORMANCE = { now: clock.monotonic };

/** Which step this is, is the program's text: nothing that a job can set decides it. Never rejects. */
export async function start(step: "main" | "post"): Promise<void> {
  // First of all, so that it is under way while the rest is loaded. A post step mostly has nothing to do.
  const early = step === "main" ? connectEarly(process.env) : undefined;
  const onSignal = listenForSignals();
  Object.defineProperty(globalThis, "performance", { value: PERFORMANCE, configurable: true, writable: true });
  // Whoever reads the log may go away; the work goes on, and outputs, state and summary are files.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  try {
    // Loading holds the event loop, which has to turn before a connection is begun, and once more when its name is known.
    await turn();
    const { createTransport } = await import(/* webpackChunkName: "transport" */ "./ncloud/transport.ts");
    await turn();
    const steps = await import(/* webpackChunkName: "run" */ "./main.ts");
    await calmV8();
    await steps[step]({
      env: process.env,
      clock,
      random: Math.random,
      runtime: { node: process.versions.node, webAssembly: "WebAssembly" in globalThis },
      connect: ({ origin }) =>
        createTransport({
          origin,
          concurrency: MAX_CONNECTIONS,
          ...(early?.origin === origin && { early: early.ready, secureContext: early.context }),
          proxy: proxyFor(origin, process.env),
        }),
      processes: { pid: process.pid, exists },
      onSignal,
    });
  } catch (error) {
    // A defect of ours: every expected failure is a report. The message could hold anything, so only the kind is printed.
    process.exitCode = 1;
    const kind = error instanceof Error ? error.name : typeof error;
    process.stdout.write(`::error title=internal-error::Unexpected ${kind}. Please report it.\n`);
  } finally {
    early?.close();
    endSoon();
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** From now on a signal is a wish to stop, not the end: what was done has to be said. */
function listenForSignals(): Host["onSignal"] {
  let signalled = false;
  let listener: (() => void) | undefined;
  // SIGHUP: the terminal of a runner, or of a run without one, was closed. Node takes it for the end even under nohup.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      signalled = true;
      listener?.();
    });
  }
  return (callback) => {
    listener = callback;
    if (signalled) callback();
    return () => {
      listener = undefined;
    };
  };
}
