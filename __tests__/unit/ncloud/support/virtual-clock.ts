import type { Clock } from "../../../../src/ncloud/ports.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that passes only when nothing else is left to do: it jumps from one sleeper's end to the next. */
export class VirtualClock implements Clock {
  /** Milliseconds since the clock was made. */
  passed = 0;
  readonly #start: number;
  readonly #sleepers = new Set<Sleeper>();
  #pumping = false;

  constructor(start = 1_700_000_000_000) {
    this.#start = start;
  }

  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#start + this.passed;
  }

  monotonic(): number {
    return this.passed;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper: Sleeper = {
        at: this.passed + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake);
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    // After all promises that can go on without time passing.
    setImmediate(() => {
      this.#pumping = false;
      const next = [...this.#sleepers].sort((a, b) => a.at - b.at)[0];
      if (next === undefined) return;
      this.passed = Math.max(this.passed, next.at);
      next.wake();
      this.#pump();
    });
  }
}
