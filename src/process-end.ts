/**
 * How the process ends, and three habits of V8 that would hold it up. Whoever doubts either can leave its call out of
 * `program.ts`: nothing else changes. Measured by `npm run bench -- start-up`.
 */

/** More than an end needs, and a run still ends within `timeout` + 2 s. */
const END_MS = 500;

/**
 * V8's defaults serve processes with a long life (`node --v8-options`). It begins to optimize WebAssembly, in which
 * undici reads replies, with the third reply or so, which takes 40 ms of CPU and 9 MiB, and Node waits for the end of it
 * before it exits (nodejs/node#36616); even 4,000 replies do not earn that back. And it lets the youngest part of the
 * heap double again and again, to 50 MiB of garbage in a run of thousands. And its last optimizer, Turbofan, earns nothing
 * back in a run of seconds: without it 1,000 targets take 9 % less CPU and 3 MiB less.
 */
const V8_FLAGS = "--no-wasm-tier-up --no-wasm-dynamic-tiering --semi-space-growth-factor=1 --no-turbofan";

/** Call it when all is loaded: with a changed flag, V8 no longer takes the code of Node's own modules from Node's cache. */
export async function calmV8(): Promise<void> {
  const { setFlagsFromString } = await import("node:v8");
  setFlagsFromString(V8_FLAGS);
}

/**
 * Call it when all is said. The system's name look-up can hold a thread for half a minute, cannot be cancelled, and Node
 * waits for its threads before it exits, by whatever call. Only to become another program ends them (execve(2)).
 */
export function endSoon(): void {
  setTimeout(endAnyway, END_MS).unref();
}

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
