import { appendFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { InvalidDocument } from "./core/check.ts";
import type { StateInput } from "./core/state.ts";
import type { WorldInput } from "./core/world.ts";
import { readJson, seed, world } from "./seed.ts";
import { type RunningEmulator, startEmulator } from "./server.ts";
import { TLS_MODES, type TlsMode } from "./tls.ts";

const USAGE = `Starts a stand-in for NCP's API Gateway management API on a loopback port.

  npm run emulator -- [options]

  --port N              port to listen on (default 0: any free one)
  --host NAME           127.0.0.1 (default), ::1 or localhost
  --seed FILE           state to start with (default emulator/seed.json)
  --world FILE|NAME     how the undocumented parts behave: a file, or one of emulator/worlds by its name
  --latency-ms N        time to each reply
  --tls [MODE]          https, with a CA made on the spot: trusted (default), wrong-name, unknown-ca, expired
  --ca-file FILE        write the CA's certificate there, for NODE_EXTRA_CA_CERTS or curl --cacert
  --ready-file FILE     write the URL there once it listens
  --github-output       append url, port and ca-file to the file that GITHUB_OUTPUT names
  --random-seed N       seed of probabilities and jitter (default 1)
  --help
`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    // `--tls` may stand alone.
    args: args.map((arg, i) => (arg === "--tls" && !isMode(args[i + 1]) ? "--tls=trusted" : arg)),
    options: {
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      seed: { type: "string" },
      world: { type: "string" },
      "latency-ms": { type: "string" },
      tls: { type: "string" },
      "ca-file": { type: "string" },
      "ready-file": { type: "string" },
      "github-output": { type: "boolean", default: false },
      "random-seed": { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const server = await startEmulator({
    port: whole("--port", values.port),
    host: host(values.host),
    randomSeed: whole("--random-seed", values["random-seed"]),
    state: values.seed === undefined ? seed() : (readJson(values.seed) as StateInput),
    ...(values.world === undefined ? {} : { world: readWorld(values.world) }),
    ...(values["latency-ms"] === undefined ? {} : { latencyMs: whole("--latency-ms", values["latency-ms"]) }),
    ...(values.tls === undefined ? {} : { tls: mode(values.tls) }),
  });
  const stop = () => void server.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    announce(server, values["ca-file"], values["ready-file"], values["github-output"]);
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Tells where it listens, in every way that was asked for. */
function announce(server: RunningEmulator, caFile?: string, readyFile?: string, githubOutput?: boolean): void {
  const { url, port, ca } = server;
  if (caFile !== undefined) {
    if (ca === undefined) throw new InvalidDocument("--ca-file: there is a CA only with --tls");
    writeFileSync(caFile, ca);
  }
  if (githubOutput) appendOutputs(url, port, caFile);
  process.stdout.write(`emulator listening url=${url} port=${port}\n`);
  process.stdout.write(`Set api-url to ${url}. Ctrl-C ends it.\n`);
  if (readyFile !== undefined) writeFileSync(readyFile, `${url}\n`);
}

/** A name has neither a slash nor an ending. */
function readWorld(text: string): WorldInput {
  return /^[a-z0-9-]+$/.test(text) ? world(text) : (readJson(text) as WorldInput);
}

function appendOutputs(url: string, port: number, caFile: string | undefined): void {
  const file = process.env["GITHUB_OUTPUT"];
  if (!file) throw new InvalidDocument("--github-output: GITHUB_OUTPUT is not set: this is no step of a workflow.");
  appendFileSync(file, `url=${url}\nport=${port}\n${caFile === undefined ? "" : `ca-file=${caFile}\n`}`);
}

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidDocument(`${name}: a whole number, not "${text}"`);
  return Number(text);
}

function host(text: string): "127.0.0.1" | "::1" | "localhost" {
  if (text === "127.0.0.1" || text === "::1" || text === "localhost") return text;
  throw new InvalidDocument(`--host: 127.0.0.1, ::1 or localhost, not "${text}": it is for this machine only`);
}

const isMode = (text: string | undefined): text is TlsMode => TLS_MODES.some((mode) => mode === text);

function mode(text: string): TlsMode {
  if (isMode(text)) return text;
  throw new InvalidDocument(`--tls: one of ${TLS_MODES.join(", ")}, not "${text}"`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const bad = error instanceof InvalidDocument || (error instanceof TypeError && "code" in error) || isSystem(error);
  process.stderr.write(`emulator: ${bad ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
}

/** Such as a port that is taken. */
function isSystem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
