/** The emulator and the relay, each in a process of its own: what they use is not counted to what is measured. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { spawnEmulator } from "../../emulator/child.ts";
import type { StateInput } from "../../emulator/core/state.ts";
import { requestsTo } from "./signed.ts";

export interface Server {
  /** Origin, with TLS. */
  readonly url: string;
  readonly port: number;
  /** The CA's certificate, in PEM, as a file. */
  readonly caFile: string;
  /** Asks the emulator's control endpoint. Throws when it says no. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** How long a reply takes, ms: reads of the one target, one after the other on one connection, by `node:https`. */
  replyTimes(): Promise<readonly number[]>;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** For its files. */
  readonly folder: string;
  readonly state: StateInput;
  /** Time that every reply takes. */
  readonly latencyMs?: number;
}

let number = 0;

export async function startServer({ folder, state, latencyMs = 0 }: ServerOptions): Promise<Server> {
  number++;
  const seedFile = join(folder, `state-${number}.json`);
  const caFile = join(folder, `ca-${number}.pem`);
  writeFileSync(seedFile, JSON.stringify(state));
  const args = ["--tls", "--ca-file", caFile, "--seed", seedFile, "--latency-ms", String(latencyMs)];
  const { url, port, close } = await spawnEmulator(args);
  const ca = readFileSync(caFile);
  const agent = new Agent({ ca, keepAlive: false });
  return {
    url,
    port,
    caFile,
    control: (method, path, body) => control(agent, `${url}/__emulator/${path}`, method, body),
    replyTimes: () => replyTimes(url, ca),
    async close() {
      await close();
    },
  };
}

async function control(agent: Agent, url: string, method: string, body: unknown): Promise<unknown> {
  const sent = request(url, { agent, method });
  sent.end(body === undefined ? "" : JSON.stringify(body));
  const [reply] = await once(sent, "response");
  let text = "";
  for await (const chunk of reply.setEncoding("utf8")) text += chunk;
  if (reply.statusCode !== 200) throw new Error(`${method} ${url}: ${text}`);
  return JSON.parse(text);
}

const WARM_UP = 100;
const COUNTED = 50;

async function replyTimes(origin: string, ca: Buffer): Promise<number[]> {
  const agent = new Agent({ ca, keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + COUNTED; i++) {
    const { url, method, headers } = requestsTo(origin).read();
    const started = performance.now();
    const [reply] = await once(request(url, { agent, method, headers }).end(), "response");
    await once(reply.resume(), "end");
    if (reply.statusCode !== 200) throw new Error(`${method} ${url}: ${reply.statusCode}`);
    if (i >= WARM_UP) times.push(performance.now() - started);
  }
  agent.destroy();
  return times;
}

export interface Relay {
  readonly url: string;
  readonly port: number;
  close(): void;
}

/** A relay to a port of this machine, `oneWayMs` long in each direction. */
export async function startRelay(to: number, oneWayMs: number): Promise<Relay> {
  const script = fileURLToPath(new URL("../relay.ts", import.meta.url));
  const args = [script, "--to", String(to), "--one-way-ms", String(oneWayMs)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout === null) throw new Error("the relay has no output");
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const port = Number(/^relay listening port=(\d+)$/.exec(String(line))?.[1]);
  return { url: `https://127.0.0.1:${port}`, port, close: () => void child.kill() };
}
