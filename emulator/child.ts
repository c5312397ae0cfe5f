import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ChildEmulator {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** Asks the control endpoint, such as `control("POST", "detach", {…})`. Throws when it says no. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Sends the signal (SIGTERM), and waits for the end. Gives the exit code. */
  close(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `emulator/main.ts` as a process of its own, with its switches as arguments. Plain http for `control`. */
export async function spawnEmulator(args: readonly string[] = []): Promise<ChildEmulator> {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), exited.then(() => undefined)]);
  const found = /^emulator listening url=(\S+) port=(\d+)$/.exec(String(first?.[0] ?? ""));
  if (found === null) throw new Error(`The emulator did not start: ${errors.trim()}`);
  const [url = "", port = ""] = found.slice(1);
  return {
    url,
    port: Number(port),
    child,
    async control(method, path, body) {
      const reply = await fetch(`${url}/__emulator/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const json: unknown = await reply.json();
      if (!reply.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
      return json;
    },
    async close(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}
