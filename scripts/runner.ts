/**
 * Starts the built action as GitHub's runner does, and reads what it leaves behind: for the demo and for the tests.
 * What a runner does is taken from actions/runner: NodeScriptActionHandler.cs (how it is started),
 * FileCommandManager.cs (the files), ActionCommandManager.cs (the lines that are commands).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { readFileCommands } from "./runner-commands.ts";

export { readFileCommands, readLog } from "./runner-commands.ts";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What is started: `dist/index.js`, which users run. `ACTION_ENTRY=src/index.ts` tries the sources without a build. */
export const ENTRY = resolve(ROOT, process.env["ACTION_ENTRY"] || "dist/index.js");
/** The two programs of `action.yml`, side by side. */
const PROGRAMS = { main: ENTRY, post: join(dirname(ENTRY), `post${extname(ENTRY)}`) };

/** The files that a runner passes by name, and the variables that name them. */
const FILES = {
  output: "GITHUB_OUTPUT",
  summary: "GITHUB_STEP_SUMMARY",
  state: "GITHUB_STATE",
  env: "GITHUB_ENV",
  path: "GITHUB_PATH",
} as const;

export interface ActionOptions {
  /** What a workflow writes under `with:`. The defaults of `action.yml` are added, as a runner adds them. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** On top of the runner's own variables; `undefined` takes one out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stage?: "main" | "post";
  /** For the post step: what the main step saved. */
  readonly state?: Readonly<Record<string, string>>;
  /** A command that the process is started under, such as `unshare`. */
  readonly under?: readonly string[];
  /** Left out: the Node that runs this. */
  readonly node?: string;
  /** Milliseconds after which a process that does not end is killed, and the result is an error. */
  readonly limitMs?: number;
}

export interface ActionResult {
  /** `null` when a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The files as they are. */
  readonly files: Readonly<Record<keyof typeof FILES, string>>;
  /** JSON files that it left in the runner's temporary folder, by their path. */
  readonly temp: Readonly<Record<string, string>>;
  /** First output, after which only its work is done and no more start-up: milliseconds since the Unix epoch. */
  readonly beganAt: number;
  /** Milliseconds from the first output to the end of the process. */
  readonly ms: number;
  /** Milliseconds from the last output to the end. */
  readonly lingeredMs: number;
}

export interface RunningAction {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  stdout(): string;
  /** What it has saved so far for a post step. */
  state(): Readonly<Record<string, string>>;
  /** Rejects when it did not end by itself in time. */
  readonly ended: Promise<ActionResult>;
}

export async function runAction(options: ActionOptions): Promise<ActionResult> {
  return await startAction(options).ended;
}

/** What a runner lays out for one step, and reads when the step is over. */
export interface Sandbox {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads what was left behind, and removes it. */
  collect(): Pick<ActionResult, "outputs" | "state" | "summary" | "files" | "temp">;
}

export function layOut(options: ActionOptions): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), "action-"));
  const workspace = join(folder, "workspace");
  mkdirSync(workspace);
  const paths = Object.entries(FILES).map(([name, variable]) => [name, variable, join(folder, name)] as const);
  for (const [, , path] of paths) writeFileSync(path, "");
  return {
    workspace,
    env: {
      ...runnerVariables(folder),
      ...inputVariables(options),
      ...Object.fromEntries(Object.entries(options.state ?? {}).map(([name, value]) => [`STATE_${name}`, value])),
      ...Object.fromEntries(paths.map(([, variable, path]) => [variable, path])),
      ...options.env,
    },
    collect() {
      const temp = Object.fromEntries(
        readdirSync(folder, { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".json"))
          .map((name) => [join(folder, name), readFileSync(join(folder, name), "utf8")]),
      );
      const texts = paths.map(([name, , path]) => [name, readFileSync(path, "utf8")]);
      rmSync(folder, { recursive: true, force: true });
      const files = Object.fromEntries(texts) as ActionResult["files"];
      const [outputs, state] = [readFileCommands(files.output), readFileCommands(files.state)];
      return { outputs, state, summary: files.summary, files, temp };
    },
  };
}

export function startAction(options: ActionOptions): RunningAction {
  const { workspace, env, collect: collectFiles } = layOut(options);
  let first: number | undefined;
  let last = performance.now();
  const [command, ...args] = [
    ...(options.under ?? []),
    options.node ?? process.execPath,
    PROGRAMS[options.stage ?? "main"],
  ] as const;
  const child = spawn(command, args, { cwd: workspace, env, stdio: ["ignore", "pipe", "pipe"] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const collect = (into: Buffer[]) => (chunk: Buffer) => {
    last = performance.now();
    first ??= last;
    into.push(chunk);
  };
  child.stdout.on("data", collect(out));
  child.stderr.on("data", collect(err));

  const limitMs = options.limitMs ?? 60_000;
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    child.kill("SIGKILL");
  }, limitMs);

  const ended = new Promise<ActionResult>((done, failed) => {
    child.once("error", failed);
    // "close" and not "exit": all output has been read.
    child.once("close", (exitCode, signal) => {
      clearTimeout(timer);
      const end = performance.now();
      const stdout = Buffer.concat(out).toString("utf8");
      const stderr = Buffer.concat(err).toString("utf8");
      try {
        const left = collectFiles();
        if (hung) throw new Error(`The action did not end within ${limitMs} ms.\n${stdout}${stderr}`);
        const began = first ?? end;
        const times = { beganAt: performance.timeOrigin + began, ms: end - began, lingeredMs: end - last };
        done({ exitCode, signal, stdout, stderr, ...left, ...times });
      } catch (error) {
        failed(error);
      }
    });
  });
  const state = () => readFileCommands(readFileSync(env[FILES.state] ?? "", "utf8"));
  return { child, stdout: () => Buffer.concat(out).toString("utf8"), state, ended };
}

/** Every input that is declared gets a variable, also when it is empty; spaces become `_`, small letters capitals. */
function inputVariables({ inputs = {} }: ActionOptions): Record<string, string> {
  const defaults = Object.entries(declared().inputs).map(([name, { default: text = "" }]) => [name, text]);
  const all: Record<string, string> = { ...Object.fromEntries(defaults), ...inputs };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]),
  );
}

interface Declared {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The inputs and outputs of `action.yml`. */
export function declared(): Declared {
  return parse(readFileSync(join(ROOT, "action.yml"), "utf8"), { schema: "failsafe" }) as Declared;
}

/** What a GitHub-hosted Linux runner sets, as far as it may matter. */
function runnerVariables(folder: string): Record<string, string> {
  return {
    PATH: dirname(process.execPath),
    HOME: folder,
    LANG: "C.UTF-8",
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION: "detach",
    GITHUB_ACTION_REPOSITORY: "OWNER/ncp-apigw-detach-usage-plan",
    GITHUB_ACTION_REF: "v1.0.0",
    GITHUB_ACTOR: "dev-kim",
    GITHUB_TRIGGERING_ACTOR: "dev-kim",
    GITHUB_REPOSITORY: "example/shop",
    GITHUB_RUN_ID: "1234567890",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_RUN_NUMBER: "42",
    GITHUB_WORKFLOW: "Release",
    GITHUB_JOB: "retire-plan",
    GITHUB_EVENT_NAME: "workflow_dispatch",
    GITHUB_REF: "refs/heads/main",
    GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_API_URL: "https://api.github.com",
    GITHUB_WORKSPACE: join(folder, "workspace"),
    RUNNER_OS: "Linux",
    RUNNER_ARCH: "X64",
    RUNNER_TEMP: folder,
    ACTIONS_RUNTIME_TOKEN: "emulated-runtime-token-not-a-secret",
    // A Windows process needs these two to open sockets and files.
    ...(process.platform === "win32"
      ? { SystemRoot: process.env["SystemRoot"] ?? "", TEMP: process.env["TEMP"] ?? "" }
      : {}),
  };
}
