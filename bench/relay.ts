/**
 * A TCP relay that makes the loopback as long as the way to Korea: `node bench/relay.ts --to PORT --one-way-ms 90`.
 *
 * Every byte arrives later by the one-way time, in both directions. The kernel makes the TCP connection to the relay at
 * once, which no relay can delay; so the connection counts as made one round trip after it was accepted, and what
 * the client sends before is held until then. For a client that speaks first, as TLS and HTTP clients do, that
 * costs what the TCP handshake would.
 */

import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { parseArgs } from "node:util";

class Lane {
  readonly #to: Socket;
  readonly #delayMs: number;
  /** On this process's clock. */
  readonly #opensAt: number;
  readonly #queue: Array<{ readonly due: number; readonly bytes: Buffer | undefined }> = [];

  constructor(from: Socket, to: Socket, delayMs: number, opensAt: number) {
    this.#to = to;
    this.#delayMs = delayMs;
    this.#opensAt = opensAt;
    from.on("data", (bytes: Buffer) => this.#push(bytes));
    from.on("end", () => this.#push(undefined));
    from.on("error", () => to.destroy());
  }

  #push(bytes: Buffer | undefined): void {
    const due = Math.max(performance.now(), this.#opensAt) + this.#delayMs;
    this.#queue.push({ due, bytes });
    if (this.#queue.length === 1) this.#wait();
  }

  #wait(): void {
    const next = this.#queue[0];
    if (next === undefined) return;
    const left = next.due - performance.now();
    // Timers count whole milliseconds and may be late by one: the last one is waited for turn by turn.
    if (left > 1.5) setTimeout(() => this.#wait(), Math.floor(left - 1));
    else if (left > 0) setImmediate(() => this.#wait());
    else {
      this.#queue.shift();
      if (next.bytes === undefined) this.#to.end();
      else this.#to.write(next.bytes);
      this.#wait();
    }
  }
}

const { values } = parseArgs({ options: { to: { type: "string" }, "one-way-ms": { type: "string" } } });
const [to, oneWayMs] = [Number(values.to), Number(values["one-way-ms"])];
if (!(to > 0) || !(oneWayMs >= 0)) throw new RangeError("--to PORT --one-way-ms N");

const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
  const opensAt = performance.now() + 2 * oneWayMs;
  const upstream = connect({ port: to, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
  new Lane(client, upstream, oneWayMs, opensAt);
  new Lane(upstream, client, oneWayMs, 0);
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`relay listening port=${(server.address() as AddressInfo).port}\n`);
});
