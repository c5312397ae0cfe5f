/** What act says with `--json`: one record per line, read into what a person sees on the page of a run. */

export interface Entry {
  readonly msg?: string;
  readonly jobID?: string;
  readonly matrix?: Readonly<Record<string, unknown>>;
  readonly step?: string;
  readonly stage?: string;
  readonly stepResult?: string;
  readonly jobResult?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
  readonly raw_output?: boolean;
}

export interface StepRun {
  readonly job: string;
  readonly stage: string;
  readonly name: string;
  readonly matrix: Readonly<Record<string, unknown>>;
  result: string;
  /** What it printed, commands left out. */
  log: string;
  summary: string;
  readonly outputs: Record<string, string>;
  /** Its `::debug::`, `::warning::`, `::error::` commands, as `error: text`. */
  readonly annotations: string[];
}

export interface ActLog {
  /** `success` or `failure` by job id. A job that did not run is not there. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Every step that ran, post steps too, in order. */
  readonly steps: readonly StepRun[];
  /** The step of a name that ran; throws when there is none, or more than one. */
  step(name: string, stage?: "Main" | "Post"): StepRun;
  /** All that steps printed, and all summaries and outputs: where no secret may be. */
  readonly everything: string;
  /** As it came, for a look when a test fails. */
  readonly raw: string;
}

const ANNOTATIONS = ["debug", "notice", "warning", "error"];

export function readLog(stdout: string, stderr: string): ActLog {
  const jobs: Record<string, string> = {};
  const steps = new Map<string, StepRun>();
  for (const entry of entriesOf(stdout)) {
    if (entry.jobID === undefined) continue;
    if (entry.jobResult !== undefined) jobs[entry.jobID] = entry.jobResult;
    if (entry.stage !== undefined) add(steps, entry, entry.jobID, entry.stage);
  }
  const all = [...steps.values()].filter(({ result }) => result !== "");
  return {
    jobs,
    steps: all,
    step(name, stage = "Main") {
      const found = all.filter((step) => step.name === name && step.stage === stage);
      const [step] = found;
      if (step === undefined || found.length > 1) {
        throw new Error(`${found.length} steps "${stage} ${name}" ran:\n${stdout}\n${stderr}`);
      }
      return step;
    },
    everything: JSON.stringify(all),
    raw: `${stdout}\n${stderr}`,
  };
}

function add(steps: Map<string, StepRun>, entry: Entry, job: string, stage: string): void {
  const { step: name = "", matrix = {} } = entry;
  const key = JSON.stringify([job, matrix, stage, name]);
  const step = steps.get(key) ?? {
    ...{ job, stage, name, matrix, result: "", log: "", summary: "" },
    outputs: {},
    annotations: [],
  };
  steps.set(key, step);
  if (entry.stepResult !== undefined) step.result = entry.stepResult;
  else if (entry.command === "summary") step.summary += entry.content ?? "";
  else if (entry.command === "set-output") step.outputs[entry.name ?? ""] = entry.arg ?? "";
  else if (ANNOTATIONS.includes(entry.command ?? "")) step.annotations.push(`${entry.command}: ${entry.arg ?? ""}`);
  else if (entry.raw_output === true) step.log += entry.msg ?? "";
}

export const entriesOf = (stdout: string): Entry[] =>
  stdout.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as Entry];
    } catch {
      // act itself prints plain lines, too, and a last one may not be whole yet.
      return [];
    }
  });
