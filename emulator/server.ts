import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { control, isControl } from "./control.ts";
import { Emulator } from "./core/emulator.ts";
import type { Entry } from "./core/journal.ts";
import { seededRandom } from "./core/random.ts";
import type { StateInput } from "./core/state.ts";
import type { WorldInput } from "./core/world.ts";
import type { RunningEmulator } from "./running.ts";
import { seed } from "./seed.ts";
import { type Certificate, certificate, type TlsMode } from "./tls.ts";
import { arrivedBody, perform, readBody } from "./wire.ts";

export type { RunningEmulator };

export interface StartOptions {
  /** Left out: `emulator/seed.json`. */
  readonly state?: StateInput;
  readonly world?: WorldInput;
  /** `true` is `trusted`: a certificate for localhost, 127.0.0.1 and ::1 by a CA made for this server. */
  readonly tls?: boolean | TlsMode;
  /** Short for the world's `latencyMs`. */
  readonly latencyMs?: number;
  /** 0: any free one. */
  readonly port?: number;
  /** A loopback address or name. */
  readonly host?: "127.0.0.1" | "::1" | "localhost";
  /** Every connection is over so long after a reply on it, unannounced. Left out: when its time comes, or the client's. */
  readonly hangsUpAfterMs?: number;
  /** Seed of probabilities, jitter and random replicas. */
  readonly randomSeed?: number;
}

interface Connection {
  readonly socket: Socket;
  /** 1, 2, 3, … in the order in which they were made. */
  readonly number: number;
}

/** Starts the emulator on a loopback port of this process. */
export async function startEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  const { state = seed(), host = "127.0.0.1", tls = false, randomSeed = 1 } = options;
  const world = { ...options.world, ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }) };
  const emulator = new Emulator({ state, world, random: seededRandom(randomSeed) });
  const made = tls === false ? undefined : await certificate(tls === true ? "trusted" : tls);
  const server = new EmulatorServer(emulator, made, options.hangsUpAfterMs);
  await server.listen(options.port ?? 0, host);
  return server;
}

class EmulatorServer implements RunningEmulator {
  readonly emulator: Emulator;
  readonly ca: string | undefined;
  readonly #server: Server;
  /** By the client's port, by which a TLS socket and the plain one below it know each other. */
  readonly #open = new Map<number, Connection>();
  #connections = 0;
  #host = "";
  #port = 0;
  #reopen: NodeJS.Timeout | undefined;
  #wake: NodeJS.Timeout | undefined;

  readonly #hangsUpAfterMs: number | undefined;

  constructor(emulator: Emulator, tls: Certificate | undefined, hangsUpAfterMs: number | undefined) {
    this.#hangsUpAfterMs = hangsUpAfterMs;
    this.emulator = emulator;
    this.ca = tls?.ca;
    // No time limits of its own: whatever hangs here hangs because a test wants it.
    const limits = { keepAliveTimeout: 600_000, requestTimeout: 0, headersTimeout: 0, noDelay: true };
    this.#server =
      tls === undefined ? createServer(limits) : createTlsServer({ ...limits, key: tls.key, cert: tls.cert });
    // With TLS this is the plain socket below, the only one that can be reset.
    this.#server.on("connection", (socket: Socket) => this.#connected(socket));
    this.#server.on("request", (request, response) => void this.#serve(request, response));
    this.#server.on("tlsClientError", (_error, socket) => socket.destroy());
    this.#server.on("clientError", (_error, socket) => socket.destroy());
  }

  get url(): string {
    const host = this.#host.includes(":") ? `[${this.#host}]` : this.#host;
    return `${this.ca === undefined ? "http" : "https"}://${host}:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  requests(): readonly Entry[] {
    return this.emulator.journal;
  }

  setWorld(world: WorldInput): void {
    this.emulator.setWorld(world);
  }

  connections(): number {
    return this.#connections;
  }

  async listen(port: number, host: string): Promise<void> {
    this.#server.listen(port, host);
    await once(this.#server, "listening");
    this.#host = host;
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async down(forMs: number): Promise<void> {
    this.emulator.down(forMs, Date.now());
    clearTimeout(this.#reopen);
    this.#reopen = setTimeout(() => void this.#listenAgain(), forMs);
    await this.#stop((socket) => socket.resetAndDestroy());
  }

  async close(): Promise<void> {
    clearTimeout(this.#reopen);
    clearTimeout(this.#wake);
    await this.#stop((socket) => socket.destroy());
  }

  /** The port may be taken for a moment, by somebody's outgoing connection. */
  async #listenAgain(): Promise<void> {
    try {
      await this.listen(this.#port, this.#host);
    } catch {
      this.#reopen = setTimeout(() => void this.#listenAgain(), 50);
    }
  }

  async #stop(finish: (socket: Socket) => void): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const { socket } of this.#open.values()) finish(socket);
    await closed;
  }

  #connected(socket: Socket): void {
    const port = socket.remotePort ?? 0;
    this.#open.set(port, { socket, number: ++this.#connections });
    socket.on("close", () => {
      if (this.#open.get(port)?.socket === socket) this.#open.delete(port);
    });
    socket.on("error", () => socket.destroy());
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (isControl(request)) await control(request, response, this);
      else await this.#answer(request, response);
    } catch (error) {
      // A bug of the emulator must not look like a world.
      console.error("emulator:", error);
      response.destroy();
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const connection = this.#open.get(request.socket.remotePort ?? 0);
    const head = {
      method: request.method ?? "",
      target: request.url ?? "",
      headers: request.headers as Readonly<Record<string, string | undefined>>,
      ...(connection === undefined ? {} : { connection: connection.number }),
    };
    const admission = this.emulator.admit(head, Date.now());
    const { fault } = admission;
    const early = fault?.kind === "refuse" || (fault?.kind === "reset" && fault.when === "before-body");
    const body = early ? await arrivedBody(request) : await readBody(request);
    if (body === undefined) {
      admission.entry.act = "aborted";
      return;
    }
    const { act, afterMs } = this.emulator.handle({ ...head, body }, Date.now(), admission);
    this.#wakeUp();
    if (afterMs > 0) await sleep(afterMs, undefined, { ref: false });
    if (act.kind === "refuse" && act.forMs !== undefined) await this.down(act.forMs);
    else perform(act, request.socket, response, connection?.socket ?? request.socket);
    const after = this.#hangsUpAfterMs;
    if (after !== undefined) response.once("finish", () => setTimeout(() => request.socket.destroy(), after));
  }

  /** Late writes land on time, even when nobody asks. */
  #wakeUp(): void {
    clearTimeout(this.#wake);
    const due = this.emulator.nextDue;
    if (due === undefined) return;
    this.#wake = setTimeout(
      () => {
        this.emulator.advance(Date.now());
        this.#wakeUp();
      },
      Math.max(1, due - Date.now()),
    ).unref();
  }
}
