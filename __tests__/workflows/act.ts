/**
 * Runs a workflow of examples/ to the letter, under nektos/act in host mode (no containers). Actions of other people,
 * which would come from the network, are played by those in `actions/`; ours is the one of this tree.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { describeWhere } from "../describe-where.ts";
import { type ActLog, type Entry, entriesOf, readLog } from "./act-log.ts";
import { lastLinesRead } from "./last-lines.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STAND_INS = fileURLToPath(new URL("actions", import.meta.url));
export const OURS = "OWNER/ncp-apigw-detach-usage-plan";

/** What somebody has pasted and filled in: neither `<owner>` nor `<sha>` is a legal name, so that it resolves to nobody's. */
export const filled = (text: string): string =>
  text.replaceAll("<owner>/", "OWNER/").replace(/(@|")<sha>/g, `$1${"0".repeat(40)}`);
export const pasted = (example: string): string => filled(readFileSync(join(ROOT, "examples", example), "utf8"));

/** What the examples' steps call, beside act itself. Another program named act is not taken for it. */
const missing = ["act", "bash", "curl", "jq"].filter((program) => {
  const { error, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return error !== undefined || (program === "act" && !stdout.startsWith("act version "));
});
// `.ci/run` installs act and sets this: there, nothing may be skipped.
if (missing.length > 0 && process.env["NCP_REQUIRE_ACT"] === "1") {
  throw new Error(`NCP_REQUIRE_ACT=1, but these are not installed: ${missing.join(", ")}`);
}

export const describeUnderAct = describeWhere(
  missing.length === 0 ? undefined : `not installed: ${missing.join(", ")}`,
  { timeout: 120_000 },
);

/** What act would look for in a git repository and on its remote. */
const RUN = {
  GITHUB_REPOSITORY: "acme/shop",
  GITHUB_REF: "refs/tags/v1.2.3",
  GITHUB_RUN_ID: "77",
  SHA_REF: "0123456789abcdef0123456789abcdef01234567",
};

export interface WorkflowOptions {
  readonly event: "push" | "workflow_dispatch" | "schedule" | "pull_request";
  /** The workflow's text, where it is no example as it stands. */
  readonly workflow?: string;
  /** Inputs of a dispatch. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Files of the repository that the workflow belongs to, by path. They can be run. */
  readonly files?: Readonly<Record<string, string>>;
  /** Scripts that steps find before the machine's programs, by name. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Where our action sends its requests when the workflow does not say: production examples name NCP's own address. */
  readonly apiUrl?: string;
  /** What else the event says. */
  readonly payload?: object;
  /** What the steps find beside the runner's own variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** 1 for the first attempt. */
  readonly attempt?: number;
  /** What is kept of an earlier run, by `<artifact>/<file>`. */
  readonly artifacts?: Readonly<Record<string, string>>;
  /** Also the debug log, which holds the environment of every step. */
  readonly debug?: boolean;
}

export interface WorkflowRun extends ActLog {
  /** act's own: 0 when every job is green. */
  readonly exitCode: number | null;
  /** What was uploaded, by `<artifact>/<file>`. */
  readonly artifacts: Readonly<Record<string, string>>;
}

export interface StartedWorkflow {
  readonly act: ChildProcess;
  /** A directory for signs between a step and the test: `$SIGNS` in a step. */
  readonly signs: string;
  /** Resolves when a step of a job runs, or when nothing runs any more. */
  readonly begun: (job: string, step: string) => Promise<void>;
  readonly ended: Promise<WorkflowRun>;
}

export async function runWorkflow(example: string, options: WorkflowOptions): Promise<WorkflowRun> {
  return startWorkflow(example, options).ended;
}

export function startWorkflow(example: string, options: WorkflowOptions): StartedWorkflow {
  const dir = mkdtempSync(join(tmpdir(), "workflow-"));
  const at = (name: string): string => join(dir, name);
  const workflow = options.workflow ?? pasted(example);
  const write = (name: string, content: string, mode = 0o600): void => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), content, { mode });
  };
  for (const name of ["home", "signs", "artifacts", "programs"]) mkdirSync(at(name));
  for (const [name, content] of Object.entries(options.artifacts ?? {})) write(`artifacts/${name}`, content);
  for (const [name, content] of Object.entries(options.files ?? {})) write(`repository/${name}`, content, 0o755);
  for (const [name, content] of Object.entries(options.programs ?? {})) write(`programs/${name}`, content, 0o755);
  write(`repository/.github/workflows/${example}`, workflow);
  write("event.json", JSON.stringify({ inputs: options.inputs ?? {}, ...options.payload }));
  write("secrets", dotenv(options.secrets ?? {}));
  write("vars", dotenv(options.vars ?? {}));
  cpSync(join(ROOT, "dist"), at("action/dist"), { recursive: true });
  write("action/action.yml", manifest(options.apiUrl));
  // Above every workspace, where the emulator finds the packages that it needs.
  symlinkSync(join(ROOT, "node_modules"), at("node_modules"), "junction");

  const act = spawn(
    "act",
    [
      options.event,
      ...["--workflows", `.github/workflows/${example}`, "--eventpath", at("event.json"), "--json"],
      ...["ubuntu-latest", "self-hosted"].flatMap((label) => ["--platform", `${label}=-self-hosted`]),
      ...["--no-cache-server", "--action-cache-path", at("cache")],
      ...["--secret-file", at("secrets"), "--var-file", at("vars"), "--actor", "minji"],
      ...Object.entries({
        ...RUN,
        ...attemptOf(options),
        ...lastLinesRead(dir),
        ...options.env,
        SIGNS: at("signs"),
        ARTIFACTS: at("artifacts"),
        SOURCES: ROOT,
      }).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
      ...standIns(workflow, at("action")).flatMap(([name, path]) => ["--local-repository", `${name}=${path}`]),
      ...(options.debug === true ? ["--verbose"] : []),
    ],
    {
      cwd: at("repository"),
      // Less than a test may take, so that nothing is left behind by one that hangs.
      timeout: 100_000,
      stdio: ["ignore", "pipe", "pipe"],
      // Nothing of the machine's own set-up but its programs, and among them first the Node of these tests.
      env: {
        HOME: at("home"),
        PATH: [at("programs"), dirname(process.execPath), process.env["PATH"]].join(delimiter),
      },
    },
  );
  let said = "";
  act.stdout.on("data", (text: string) => {
    said += text;
  });
  const begun = async (job: string, step: string): Promise<void> => {
    const runs = ({ jobID, step: name, stage }: Entry) => jobID === job && name === step && stage === "Main";
    while (act.exitCode === null && !entriesOf(said).some(runs)) await sleep(20);
  };
  return { act, signs: at("signs"), begun, ended: finish(act, dir) };
}

function manifest(apiUrl: string | undefined): string {
  const text = readFileSync(join(ROOT, "action.yml"), "utf8");
  return apiUrl === undefined ? text : text.replace(/^ {2}api-url:$/m, `$&\n    default: ${apiUrl}`);
}

const attemptOf = ({ attempt = 1 }: WorkflowOptions) => ({ GITHUB_RUN_ATTEMPT: String(attempt) });

/** The one receipt that a run kept. */
export function receiptIn({ artifacts }: Pick<WorkflowRun, "artifacts">): unknown {
  const kept = Object.entries(artifacts).filter(([path]) => path.startsWith("usage-plan-receipt"));
  const [only, another] = kept;
  if (only === undefined || another !== undefined)
    throw new Error(`${kept.length} receipts: ${Object.keys(artifacts)}`);
  return JSON.parse(only[1]);
}

async function finish(act: ChildProcess, dir: string): Promise<WorkflowRun> {
  let [stdout, stderr] = ["", ""];
  act.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  act.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [exitCode] = (await once(act, "close")) as [number | null];
  const log = readLog(stdout, stderr);
  const artifacts = readTree(join(dir, "artifacts"));
  rmSync(dir, { recursive: true, force: true });
  return { ...log, exitCode, artifacts };
}

/** Every action that the workflow uses, as it names it, and the directory that it is taken from. */
function standIns(workflow: string, ours: string): [name: string, path: string][] {
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps: { uses?: string }[] }> };
  const names = Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap(({ uses }) => (uses === undefined || uses.startsWith("./") ? [] : [uses])),
  );
  return [...new Set(names)].map((name) => {
    const [repository = ""] = name.split("@");
    if (repository === OURS) return [name, ours];
    const path = join(STAND_INS, repository.replace("actions/", ""));
    if (!existsSync(path)) throw new Error(`No stand-in for ${repository} in ${STAND_INS}.`);
    return [name, path];
  });
}

const dotenv = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
    .join("");

function readTree(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(root, path), readFileSync(path, "utf8")];
    }),
  );
}
