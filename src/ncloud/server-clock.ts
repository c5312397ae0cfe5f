/** NCP's time, which signatures carry: our clock's, until a reply shows that it is off. */
import type { NcloudTell } from "./model.ts";
import type { Clock } from "./ports.ts";

/** NCP refuses a timestamp that is more than five minutes off; a correction below this would cure nothing. */
export const TOLERANCE_MS = 120_000;

/** Nobody's clock is off by more than that and goes on unnoticed: then it is not ours alone that has to be set right. */
export const MAX_CORRECTION_MS = 24 * 3_600_000;

/** A server whose `Date` is another one each time is not followed for ever. */
const MAX_CORRECTIONS = 3;

export interface Stamp {
  /** Milliseconds since the Unix epoch, as the server's clock should show it. */
  readonly timestamp: number;
  /** How many corrections went into it. */
  readonly corrections: number;
}

export class ServerClock {
  readonly #clock: Clock;
  readonly #tell: NcloudTell;
  #corrections = 0;
  /** The server's time at a moment of our monotonic clock: whoever sets our wall clock right meanwhile changes nothing. */
  #known: { readonly date: number; readonly at: number } | undefined;

  constructor(clock: Clock, tell: NcloudTell) {
    this.#clock = clock;
    this.#tell = tell;
  }

  stamp(): Stamp {
    return { timestamp: Math.round(this.#now()), corrections: this.#corrections };
  }

  /**
   * What the `Date` of a reply says about our clock, when a request failed to authenticate: `corrected`, and it is worth
   * signing again; `wrong`, by so much that it is not corrected; or that it is not the clock.
   */
  judge(date: number | undefined, stamp: Stamp): "corrected" | "wrong" | "right" {
    // Signed side by side with the request that brought the correction.
    if (stamp.corrections < this.#corrections) return "corrected";
    if (date === undefined || Math.abs(this.#now() - date) <= TOLERANCE_MS) return "right";
    if (Math.abs(this.aheadOf(date)) > MAX_CORRECTION_MS) return "wrong";
    if (this.#corrections === MAX_CORRECTIONS) return "right";
    this.#corrections += 1;
    this.#known = { date, at: this.#clock.monotonic() };
    this.#tell({ code: "clock-corrected", level: "warning", facts: { ms: this.aheadOf(date) } });
    return "corrected";
  }

  /** By how much the clock of this machine is ahead of a server's `Date`. */
  aheadOf(date: number): number {
    return Math.round(this.#clock.now() - date);
  }

  #now(): number {
    return this.#known === undefined ? this.#clock.now() : this.#known.date + this.#clock.monotonic() - this.#known.at;
  }
}
