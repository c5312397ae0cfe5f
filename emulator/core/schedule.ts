/** What is to happen later, in the order in which it is due. */
export class Schedule {
  readonly #due: { readonly at: number; readonly run: (at: number) => void }[] = [];

  get next(): number | undefined {
    return this.#due[0]?.at;
  }

  add(at: number, run: (at: number) => void): void {
    const later = this.#due.findIndex((job) => job.at > at);
    this.#due.splice(later < 0 ? this.#due.length : later, 0, { at, run });
  }

  /** Runs all that is due up to `now`, each with its own time. */
  advance(now: number): void {
    while ((this.#due[0]?.at ?? Infinity) <= now) {
      const job = this.#due.shift();
      job?.run(job.at);
    }
  }

  clear(): void {
    this.#due.length = 0;
  }
}
