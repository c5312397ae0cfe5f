/** Runs one command at a time and measures it from spawn to exit. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Command {
  /** The program by its full path, and its arguments. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Usage {
  /** From before the spawn until the exit is known. */
  readonly wallMs: number;
  /** User and system time, of its children as well. */
  readonly cpuMs: number;
  /** The most memory that the process, or the largest of its children, held. */
  readonly peakMiB: number;
}

export interface Finished extends Usage {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whatever hangs is killed after this time, with all its children. */
const TIMEOUT_MS = 300_000;

export class Measurer {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #stdin: NodeJS.WritableStream;
  readonly #stdout: string;
  readonly #stderr: string;

  /** @param folder for what the commands print */
  constructor(folder: string) {
    const script = fileURLToPath(new URL("./measure.py", import.meta.url));
    const child = spawn(python(), ["-I", script], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    this.#stdin = child.stdin;
    this.#lines = createInterface({ input: child.stdout });
    this.#stdout = join(folder, "stdout");
    this.#stderr = join(folder, "stderr");
  }

  async run({ argv, env }: Command): Promise<Finished> {
    const request = { argv, env, stdout: this.#stdout, stderr: this.#stderr, timeoutMs: TIMEOUT_MS };
    this.#stdin.write(`${JSON.stringify(request)}\n`);
    const [line] = await once(this.#lines, "line");
    const reply = JSON.parse(String(line)) as { exitCode: number; wallMs: number; cpuMs: number; peakKiB: number };
    const { peakKiB, ...rest } = reply;
    const stdout = readFileSync(this.#stdout, "utf8");
    const stderr = readFileSync(this.#stderr, "utf8");
    return { ...rest, peakMiB: peakKiB / 1024, stdout, stderr };
  }

  close(): void {
    this.#child.kill();
  }
}

let interpreter: string | undefined;

/** The interpreter itself: what `python3` on the PATH is may be a script that looks for it first. */
export function python(): string {
  interpreter ??= execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
  return interpreter;
}
