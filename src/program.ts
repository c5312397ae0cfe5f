/**
 * The real process, which nothing else touches, for both programs of the action. First of all the main step begins to
 * connect; then the rest is loaded.
 */
import { setTimeout as sleepFor } from "node:timers/promises";
import { connectEarly } from "./early.ts";
import type { Clock } from "./ncloud/ports.ts";
import { proxyFor } from "./ncloud/proxy-env.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** More than an end needs, and a run still ends within `timeout` + 2 s. */
const END_MS = 500;
/** Stages side by side are at most 16, and so are the reads of API keys. */
const MAX_CONNECTIONS = 16;
/**
 * Two habits of V8 that serve processes with a long life (`node --v8-options`; measured in docs/performance.md):
 * it begins to optimize WebAssembly, in which undici reads replies, with the third reply or so, which takes 40 ms of CPU
 * and 9 MiB, and Node waits for the end of it before it exits (nodejs/node#36616); even 4,000 replies do not earn that
 * back. And it lets the youngest part of the heap double again and again, to 50 MiB of garbage in a run of thousands.
 */
const V8_FLAGS = "--no-wasm-tier-up --no-wasm-dynamic-tiering --semi-space-growth-factor=1";

// From the first moment on, a signal is a wish to stop, not the end: what was done has to be said.
let signalled = false;
let onSignal: (() => void) | undefined;
for (const signal of SIGNALS) {
  process.on(signal, () => {
    signalled = true;
    onSignal?.();
  });
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const clock: Clock = {
  now: () => Date.now(),
  // Not performance.now(): the first use of `performance` loads 11 of Node's modules.
  monotonic: () => process.uptime() * 1000,
  sleep: (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

/** Which step this is, is the program's text: nothing that a job can set decides it. Never rejects. */
export async function start(step: "main" | "post"): Promise<void> {
  // A post step mostly has nothing to do.
  const early = step === "main" ? connectEarly(process.env) : undefined;
  try {
    // Loading holds the event loop, which has to turn before a connection is begun, and once more when the name is
    // looked up. So it gets to turn before the loading, and between its two halves.
    await turn();
    const { createTransport, dialOver } = await import(/* webpackChunkName: "transport" */ "./ncloud/transport.ts");
    // TLS follows as soon as TCP is there. What goes wrong with it is said when it is used.
    const first = early && dialOver(early.socket, early.origin);
    first?.ready.catch(() => {});
    await turn();
    const steps = await import(/* webpackChunkName: "run" */ "./main.ts");
    // Only now: with a changed flag, V8 no longer takes the code of Node's own modules from Node's cache.
    const { setFlagsFromString } = await import("node:v8");
    setFlagsFromString(V8_FLAGS);
    await steps[step]({
      env: process.env,
      clock,
      random: Math.random,
      connect: ({ origin }) =>
        createTransport({
          origin,
          concurrency: MAX_CONNECTIONS,
          first: early?.origin === origin ? first : undefined,
          proxy: proxyFor(origin, process.env),
        }),
      onSignal(callback) {
        onSignal = callback;
        if (signalled) callback();
        return () => {
          onSignal = undefined;
        };
      },
    });
  } catch (error) {
    // A defect of ours: every expected failure is a report. The message could hold anything, so only the kind is printed.
    process.exitCode = 1;
    const kind = error instanceof Error ? error.name : typeof error;
    process.stdout.write(`::error title=internal-error::Unexpected ${kind}. Please report it.\n`);
  } finally {
    early?.socket.destroy();
    endSoon();
  }
}

function endSoon(): void {
  setTimeout(endAnyway, END_MS).unref();
}

/**
 * The system's name look-up can hold a thread for half a minute, can not be cancelled, and Node waits for its threads
 * before it exits, by whatever call. All has been said by then: only to become another program ends them (execve(2)).
 */
function endAnyway(): void {
  const code = process.exitCode ?? 0;
  if (process.stdout.writableLength > 0) {
    // What the runner has not read yet is still in this process.
    endSoon();
  } else if (process.platform !== "win32") {
    process.execve?.(process.execPath, [process.execPath, "-e", `process.exitCode = ${code}`], {});
  } else if (code !== 0) {
    // There it ends with 1, as it should: were it 0, the end would have to wait.
    process.kill(process.pid, "SIGKILL");
  }
}
