/** docs/performance.md, from what a full run has found. */
import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { number, table, wrapped } from "./harness/markdown.ts";
import { python } from "./harness/measure.ts";
import { type Findings, type Goal, isKept, type Section } from "./harness/section.ts";

export interface Found {
  /** What `npm run bench -- NAME` knows it by. */
  readonly name: string;
  readonly section: Section;
  readonly findings: Findings;
}

export function goalsTable(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => [
    goal.what,
    `${number(goal.value, goal.unit === "" ? 0 : 2)} ${goal.unit}`.trim(),
    `${goal.limit} ${goal.unit}`.trim(),
    isKept(goal) ? "kept" : "**missed**",
  ]);
  return table(["goal", "median", "at most", ""], rows);
}

/** @param load of the last minute before the run, as `os.loadavg` gives it */
export function documentOf(found: readonly Found[], load: number): string {
  const goals = found.flatMap(({ findings }) => findings.goals);
  const sections = found.map(({ section, findings }) => `## ${section.title}\n\n${findings.markdown}`);
  const text = `# Performance

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}; do not edit. Everything was measured on one machine in one run: ${versions().join(", ")}; \
${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${number(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}; load average ${number(load, 1)} before it began.

Seconds differ from machine to machine; what counts are the ratios. Whatever is compared runs in turn, every second round backwards, and ratios are \
taken within a round. The emulator, the relay and the measuring process are processes of their own. Every run is checked: by its \
output \`result\`, and by the emulator's state. One section alone: \`npm run bench -- start-up\` (or ${found.map(({ name }) => name).join(", ")}).

${goalsTable(goals)}
${sections.join("\n")}`;
  return wrapped(`${text.trimEnd()}\n`);
}

function versions(): string[] {
  const first = (program: string, ...args: string[]): string =>
    execFileSync(program, args, { encoding: "utf8" }).split("\n")[0]?.trim() ?? "";
  return [
    `Node ${process.versions.node}`,
    first(python(), "--version"),
    first("openssl", "version").split(" ").slice(0, 2).join(" "),
    first("curl", "--version").split(" ").slice(0, 2).join(" "),
    `bash ${first("bash", "-c", "echo $BASH_VERSION")}`,
    first("jq", "--version"),
  ];
}
