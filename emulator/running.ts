import type { Emulator } from "./core/emulator.ts";
import type { Entry } from "./core/journal.ts";
import type { WorldInput } from "./core/world.ts";

/** An emulator that listens, as its control requests, tests and benches use it. */
export interface RunningEmulator {
  /** Origin, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** The CA's certificate in PEM, with TLS. With `unknown-ca` it is not the one that signed the server's. */
  readonly ca: string | undefined;
  /** The core: state, world, history, actors. Give its methods `Date.now()`. */
  readonly emulator: Emulator;
  /** The request log, control requests left out. */
  requests(): readonly Entry[];
  setWorld(world: WorldInput): void;
  /** Connections that were made so far, control requests' included. */
  connections(): number;
  /** Refuses every connection for so long: the port is really closed. */
  down(forMs: number): Promise<void>;
  /** Ends every connection and stops. */
  close(): Promise<void>;
}
