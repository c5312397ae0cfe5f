/** What GitHub does to a workflow and act does not: as a change of its text. */
import { parse, stringify } from "yaml";
import type { ActLog } from "./act-log.ts";

interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly steps: readonly { readonly id?: string; readonly name: string }[];
  readonly outputs?: Readonly<Record<string, string>>;
}

/** GitHub empties a job's output in which a secret stands. And ids that are written out come from secrets as well. */
export function masking(workflow: string, values: readonly string[]): string {
  const { jobs, ...rest } = parse(workflow) as Workflow;
  const emptied = (text: string): string =>
    text.replace(/^\$\{\{ (\S+) \}\}$/, (_, output: string) => {
      const none = values.map((value) => `!contains(${output}, '${value}')`).join(" && ");
      return `\${{ ${none} && ${output} || '' }}`;
    });
  const each = Object.entries(jobs).map(([name, job]) => [name, withOutputs(job, (_, text) => emptied(text))]);
  const text = stringify({ ...rest, jobs: Object.fromEntries(each) }, { lineWidth: 0 });
  return text.replace(/^( +\w+(?:-\w+)*-id): (\w{10})$/gm, "$1: ${{ secrets.ID_$2 }}");
}

export const secretsOf = (values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value) => [`ID_${value}`.toUpperCase(), value]));

/** "Re-run failed jobs": what succeeded does not run again, and its outputs are those of the first attempt. */
export function withoutSucceeded(workflow: string, first: ActLog): string {
  const { jobs, ...rest } = parse(workflow) as Workflow;
  const each = Object.entries(jobs).map(([name, job]) => {
    if (first.jobs[name] !== "success") return [name, job];
    const literal = (output: string): string => {
      const [, id, named = ""] = /steps\.([\w-]+)\.outputs\.([\w-]+)/.exec(output) ?? [];
      const title = job.steps.find((step) => step.id === id)?.name;
      const step = first.steps.find((ran) => ran.job === name && ran.name === title && ran.stage === "Main");
      return step?.outputs[named] ?? "";
    };
    const done = { ...withOutputs(job, (_, text) => literal(text)), steps: [{ name: "Ran before", run: "true" }] };
    return [name, done];
  });
  return stringify({ ...rest, jobs: Object.fromEntries(each) }, { lineWidth: 0 });
}

function withOutputs(job: Job, map: (name: string, text: string) => string): Job {
  if (job.outputs === undefined) return job;
  const outputs = Object.entries(job.outputs).map(([name, text]) => [name, map(name, text)]);
  return { ...job, outputs: Object.fromEntries(outputs) };
}
