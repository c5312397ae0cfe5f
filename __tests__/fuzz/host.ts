/**
 * A process that runs the built action again and again, thousands of times: real sockets, real files, dist/ as it is.
 * Three things are not as a runner has them, or no 10,000 cases would fit into minutes:
 * - the process stays, and each run finds its variables in `process.env` as if it were new;
 * - the clock runs `SPEED` times as fast, for the action alone, so that waiting costs little;
 * - no connection leaves this machine: whoever dials another is written down, and refused.
 */

import { createRequire, syncBuiltinESMExports } from "node:module";
import { createServer, type Socket } from "node:net";
import { type Script, standIn } from "./stand-in.ts";

export interface Order {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspace: string;
  readonly stage: "main" | "post";
  readonly script: Script;
}

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** By the action's clock. */
  readonly ms: number;
  /** `host:port` of every connection that was begun, and every name that was looked up. */
  readonly dialled: readonly string[];
  /** What the server got, whole. */
  readonly requests: readonly string[];
  /** What nobody caught. */
  readonly crashes: readonly string[];
}

export const SPEED = 40;

const require = createRequire(import.meta.url);
const timers = require("node:timers") as typeof import("node:timers");
const promises = require("node:timers/promises") as typeof import("node:timers/promises");
const net = require("node:net") as typeof import("node:net");
const dns = require("node:dns") as typeof import("node:dns");

const real = { setTimeout, sleep: promises.setTimeout, now: Date.now, uptime: process.uptime.bind(process) };
const began = { now: real.now(), uptime: real.uptime() };

const fast = ((callback: (...all: unknown[]) => void, ms = 0, ...all: unknown[]) =>
  real.setTimeout(callback, ms / SPEED, ...all)) as typeof setTimeout;
Object.defineProperty(fast, "__promisify__", { value: real.sleep });
globalThis.setTimeout = fast;
timers.setTimeout = fast;
promises.setTimeout = ((ms = 0, value?: unknown, options?: object) =>
  real.sleep(ms / SPEED, value, options)) as typeof promises.setTimeout;
Date.now = () => began.now + (real.now() - began.now) * SPEED;
process.uptime = () => began.uptime + (real.uptime() - began.uptime) * SPEED;
// The end of a process is another test's.
Object.defineProperty(process, "execve", { value: undefined });

const LOOPBACK = /^(127\.|::1$|localhost$)/;
let dialled: string[] = [];
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: Socket, ...all: unknown[]) {
  // Node normalizes before it calls: an array of options and callback.
  const [given] = [all[0]].flat() as [{ host?: string; port?: number | string }];
  const host = given.host ?? "localhost";
  dialled.push(`${host}:${given.port}`);
  if (LOOPBACK.test(host)) return Reflect.apply(connect, this, all);
  process.nextTick(() =>
    this.destroy(Object.assign(new Error("refused"), { code: "ECONNREFUSED", syscall: "connect" })),
  );
  return this;
} as typeof connect;
const lookup = dns.lookup;
dns.lookup = ((host: string, options: unknown, callback?: (...all: unknown[]) => void) => {
  if (LOOPBACK.test(host)) return Reflect.apply(lookup, dns, [host, options, callback]);
  const done = (typeof options === "function" ? options : callback) as (...all: unknown[]) => void;
  dialled.push(`${host}:look-up`);
  process.nextTick(
    done,
    Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND", syscall: "getaddrinfo" }),
  );
}) as unknown as typeof dns.lookup;
syncBuiltinESMExports();

let [stdout, stderr] = ["", ""];
const keepingOut = (write: (text: string) => void) =>
  ((chunk: string | Uint8Array, encoding?: unknown, callback?: () => void) => {
    write(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
    const done = typeof encoding === "function" ? (encoding as () => void) : callback;
    if (done !== undefined) process.nextTick(done);
    return true;
  }) as typeof process.stdout.write;
process.stdout.write = keepingOut((text) => (stdout += text));
process.stderr.write = keepingOut((text) => (stderr += text));

const crashes: string[] = [];
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(
    event,
    (error: unknown) => void crashes.push(error instanceof Error ? (error.stack ?? "") : String(error)),
  );
}

const server = createServer();
const sockets = new Set<Socket>();
let answer: (socket: Socket) => void = (socket) => void socket.destroy();
server.on("connection", (socket) => {
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket)).on("error", () => {});
  answer(socket);
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as { port: number }).port }));

const dist = new URL("../../dist/program.js", import.meta.url).href;
const { start } = (await import(dist)) as { start(stage: "main" | "post"): Promise<void> };

async function run({ env, workspace, stage, script }: Order): Promise<Ran> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value;
  process.chdir(workspace);
  process.exitCode = undefined;
  [stdout, stderr, dialled] = ["", "", []];
  crashes.length = 0;
  const requests: string[] = [];
  answer = standIn(script, requests);
  const at = process.uptime();
  await start(stage);
  const ms = (process.uptime() - at) * 1000;
  // What it left in the event loop gets its turn.
  await real.sleep(0);
  // What a process that ends would take with it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(signal);
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error");
  for (const socket of sockets) socket.destroy();
  process.chdir("/");
  return { exitCode: Number(process.exitCode ?? 0), stdout, stderr, ms, dialled, requests, crashes: [...crashes] };
}

process.on("message", (order: Order) => {
  run(order).then(
    (ran) => process.send?.(ran),
    (error: Error) => process.send?.({ error: error.stack }),
  );
});
