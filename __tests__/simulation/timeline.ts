/** Virtual time: nothing here waits for a real timer, and the same schedule always runs in the same order. */

export interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/**
 * More than any honest run needs: four stages, written again and again for ten minutes, pages of one row. A run that
 * reaches it goes in circles without time passing, or nearly so.
 */
const MAX_EVENTS = 30_000;

export class Livelock extends Error {
  override readonly name = "Livelock";
}

/** One true time, in milliseconds since the Unix epoch, that jumps from event to event. */
export class Timeline {
  #now: number;
  #events = 0;
  /** Sorted; what is due first is last. */
  readonly #due: Timer[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  /** Calls back `ms` from now; among events of one moment, in the order in which they were asked for. */
  in(ms: number, run: () => void): Timer {
    const timer = { at: this.#now + Math.max(0, ms), run };
    let place = this.#due.length;
    while (place > 0 && (this.#due[place - 1]?.at ?? 0) <= timer.at) place--;
    this.#due.splice(place, 0, timer);
    return timer;
  }

  cancel(timer: Timer | undefined): void {
    const place = timer === undefined ? -1 : this.#due.indexOf(timer);
    if (place >= 0) this.#due.splice(place, 1);
  }

  /**
   * Lets events happen until `done`, or until there are none left.
   * @throws {Livelock} when it never comes to an end
   */
  async until(done: () => boolean): Promise<void> {
    for (this.#events = 0; ; this.#events++) {
      await idle();
      if (done()) return;
      const next = this.#due.pop();
      if (next === undefined) return;
      if (this.#events > MAX_EVENTS) throw new Livelock(`${MAX_EVENTS} events and no end`);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
  }

  /** Moves on, when there is nothing to happen before. */
  skipTo(time: number): void {
    this.#now = Math.max(this.#now, time);
  }
}

/** After all promises that can go on without the clock have done so: Node runs immediates only when none is left. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
