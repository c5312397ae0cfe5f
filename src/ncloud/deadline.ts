import type { Clock } from "./ports.ts";

/** Milliseconds that a write needs at the least: to hear its answer, and to look at what it did. */
export const WRITE_ROOM_MS = 2_000;

/** Of what is left of the run, the share that a write may take: the rest is kept for finding out what became of it. */
export const WRITE_SHARE = 2 / 3;
/** Of the grace after a cancellation: two looks a second apart, on a connection made anew, have to fit into the rest. */
const CANCELLED_WRITE_SHARE = 1 / 2;

/**
 * The one time limit over a whole run: every sleep, attempt and page lives within it.
 *
 * Cancelling (SIGINT, SIGTERM) does not stop what is under way: it forbids new writes and brings the
 * end nearer, so that a write in flight can finish or be reconciled.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #over = new AbortController();
  readonly #woken = new AbortController();
  readonly #writesOver = new AbortController();
  readonly #released = new AbortController();
  #end: number;
  #cancelled = false;

  constructor(clock: Clock, totalMs: number) {
    this.#clock = clock;
    this.#end = clock.monotonic() + totalMs;
    void this.#watch();
  }

  /** Aborts when the time is over: everything on the network ends with it. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Aborts when writes in flight have had their time: with the run, or earlier after a cancellation. One for all of them. */
  get writesSignal(): AbortSignal {
    return this.#writesOver.signal;
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** Milliseconds left, never below 0. */
  get remainingMs(): number {
    return Math.max(0, this.#end - this.#clock.monotonic());
  }

  get over(): boolean {
    return this.#over.signal.aborted || this.remainingMs <= 0;
  }

  /** No new write may start once the run is cancelled or too little time is left. */
  get mayWrite(): boolean {
    return !this.#cancelled && this.remainingMs >= WRITE_ROOM_MS;
  }

  /** Brings the end to at most `graceMs` from now, and wakes every sleeper. */
  cancel(graceMs: number): void {
    this.#cancelled = true;
    this.#end = Math.min(this.#end, this.#clock.monotonic() + graceMs);
    void this.#endWrites();
    this.#woken.abort();
    void this.#watch();
  }

  /** Sleeps `ms`, or less: until the end, until the run is cancelled, or until `signal` aborts. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.over) return;
    const wakers = [this.#over.signal];
    // After a cancel the grace is short and only reads are left: sleepers are not woken a second time.
    if (!this.#cancelled) wakers.push(this.#woken.signal);
    if (signal !== undefined) wakers.push(signal);
    await this.#clock.sleep(Math.min(ms, this.remainingMs), AbortSignal.any(wakers));
  }

  /** Lets the process end: the timers of the deadline no longer count. Call it once, at the end of the run. */
  release(): void {
    this.#released.abort();
  }

  async #endWrites(): Promise<void> {
    await this.#clock.sleep(this.remainingMs * CANCELLED_WRITE_SHARE, this.#released.signal);
    if (!this.#released.signal.aborted) this.#writesOver.abort();
  }

  /** After a cancellation a second one runs, for the nearer end: the first has nothing left to do. */
  async #watch(): Promise<void> {
    await this.#clock.sleep(this.remainingMs, this.#released.signal);
    if (this.#released.signal.aborted) return;
    this.#over.abort();
    this.#writesOver.abort();
  }
}
