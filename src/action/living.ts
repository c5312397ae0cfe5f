/**
 * Whether the main step still runs when the post step begins, and how to stop it: in a container job a cancel does not
 * reach the process that `docker exec` started. Both steps see the same files under `RUNNER_TEMP`, and mostly the same
 * processes.
 */
import { existsSync, mkdtempSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Env } from "../ncloud/ports.ts";
import { appendWhole } from "./append.ts";
import type { MainProcess } from "./state.ts";

/** The system's processes, as an argument. */
export interface Processes {
  readonly pid: number;
  /** Whether there is a process of this number; it may be another one than is meant. */
  exists(pid: number): boolean;
}

const LOOK_MS = 250;
/** More than a run takes to end that was told to: 5 s for the write in flight, and what it has to say. */
const PATIENCE_MS = 20_000;

/** The process of this step, and a folder for both steps. */
export function describeSelf(processes: Processes, env: Env): MainProcess {
  const { pid } = processes;
  return { pid, mark: markOf(pid), space: spaceOf(), folder: roomIn(env["RUNNER_TEMP"] ?? "") };
}

function roomIn(temp: string): string {
  try {
    return temp === "" ? "" : mkdtempSync(join(temp, "ncp-detach-"));
  } catch {
    return "";
  }
}

/** The start and the command line of a process: its number alone is given to another one some day. */
function markOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // After the name, which may hold anything: the state is field 3, the start field 22 (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${fields[19] ?? ""} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()}`;
  } catch {
    return "";
  }
}

/** Two containers count their processes each for itself. */
function spaceOf(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

const stopFile = (folder: string): string => join(folder, "stop");
const journalFile = (folder: string): string => join(folder, "journal");

/** A second copy of what is saved: a runner takes the first when the main step seems to be over, and that is too early. */
export function appendJournal({ folder }: MainProcess, values: readonly (readonly [string, string])[]): void {
  if (folder === "") return;
  try {
    appendWhole(journalFile(folder), values.map(([name, value]) => `${name} ${value}\n`).join(""));
  } catch {
    // The runner's own file is what counts; this is for a main step that outlives its time.
  }
}

/** As a runner hands it over. */
export function readJournal({ folder }: MainProcess): Env {
  try {
    // What has no end is not whole yet.
    const lines = readFileSync(journalFile(folder), "utf8").split("\n").slice(0, -1);
    return Object.fromEntries(
      lines.map((line) => {
        const space = line.indexOf(" ");
        return [`STATE_${line.slice(0, space)}`, line.slice(space + 1)];
      }),
    );
  } catch {
    return {};
  }
}

/** Calls back once when the post step asks this process to stop. Give `over` when that does not matter any more. */
export async function listenForStop(
  { folder }: MainProcess,
  clock: Clock,
  over: AbortSignal,
  stop: () => void,
): Promise<void> {
  if (folder === "") return;
  while (!over.aborted) {
    if (existsSync(stopFile(folder))) return stop();
    await clock.sleep(LOOK_MS, over);
  }
}

/**
 * Tells the main step to stop if it still runs, and waits for its end.
 *
 * @param options whether it has said by now how it ended, and what to do when it has to be waited for
 * @returns `false` when it runs on, or when nobody can know whether it does
 */
export async function stopMain(
  main: MainProcess,
  processes: Processes,
  clock: Clock,
  { ended, waits }: { readonly ended: () => boolean; readonly waits: () => void },
): Promise<boolean> {
  const isOver = (): boolean => ended() || isGone(main, processes);
  if (isOver()) return true;
  waits();
  try {
    writeFileSync(stopFile(main.folder), "");
  } catch {
    // Then it can only be waited for.
  }
  const until = clock.monotonic() + PATIENCE_MS;
  while (clock.monotonic() < until) {
    await clock.sleep(LOOK_MS);
    if (isOver()) return true;
  }
  return false;
}

/** `false`: it is there, or it may be there and cannot be seen from here. */
function isGone({ pid, mark, space }: MainProcess, processes: Processes): boolean {
  if (space !== spaceOf()) return false;
  return mark === "" ? !processes.exists(pid) : markOf(pid) !== mark;
}
