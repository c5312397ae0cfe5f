/** NCP's time, which signatures carry: our clock's, until a reply shows that it is off. */
import type { NcloudTell } from "./model.ts";
import type { Clock } from "./ports.ts";

/** NCP refuses a timestamp that is more than five minutes off; a correction below this would cure nothing. */
const TOLERANCE_MS = 120_000;

/** Nobody's clock is off by more than that and goes on unnoticed: then it is not ours alone that has to be set right. */
const MAX_CORRECTION_MS = 24 * 3_600_000;

/** A server whose `Date` is another one each time is not followed for ever. */
const MAX_CORRECTIONS = 3;

export interface Stamp {
  /** Milliseconds since the Unix epoch, as the server's clock should show it. */
  readonly timestamp: number;
  /** How many corrections went into it. */
  readonly corrections: number;
  /** When, on the clock that is not set. */
  readonly at: number;
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
    const at = this.#clock.monotonic();
    return { timestamp: Math.round(this.#now()), corrections: this.#corrections, at };
  }

  /**
   * What the `Date` of a reply says about the clock that the request was signed by, when it failed to authenticate:
   * `corrected`, and it is worth signing again; `wrong`, by so much that it is not corrected; or that it is not the clock.
   * Our wall clock may have been set since.
   */
  judge(date: number | undefined, stamp: Stamp): "corrected" | "wrong" | "right" {
    // Signed side by side with the request that brought the correction.
    if (stamp.corrections < this.#corrections) return "corrected";
    if (date === undefined) return "right";
    const ms = this.aheadOf(date, stamp);
    if (Math.abs(ms) <= TOLERANCE_MS) return "right";
    if (Math.abs(ms) > MAX_CORRECTION_MS) return "wrong";
    if (this.#corrections === MAX_CORRECTIONS) return "right";
    this.#corrections += 1;
    this.#known = { date, at: this.#clock.monotonic() };
    this.#tell({ code: "clock-corrected", level: "warning", facts: { ms: this.#told(date, ms) } });
    return "corrected";
  }

  /** By how much the signature's time is ahead of a reply's `Date`. */
  aheadOf(date: number, { timestamp, at }: Stamp): number {
    return Math.round(timestamp + this.#clock.monotonic() - at - date);
  }

  /** Whoever sets the clock needs to know how it is now; where it has been set right since, how it was. */
  #told(date: number, signed: number): number {
    const now = Math.round(this.#clock.now() - date);
    return Math.abs(now) > TOLERANCE_MS ? now : signed;
  }

  #now(): number {
    return this.#known === undefined ? this.#clock.now() : this.#known.date + this.#clock.monotonic() - this.#known.at;
  }
}
