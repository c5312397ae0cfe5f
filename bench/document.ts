/** docs/performance.md, from what a full run has found. */
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { number, table, wrapped } from "./harness/markdown.ts";
import { python } from "./harness/measure.ts";
import { type Results, spreadOf } from "./harness/rounds.ts";
import { type Findings, isKept, type Row, type Section } from "./harness/section.ts";
import { REASONS } from "./reasons.ts";

export interface Found {
  readonly section: Section;
  readonly findings: Findings;
}

export function rowsTable(rows: readonly Row[]): string {
  const cellsOf = (row: Row): string[] => {
    const { found, goal, below, digits = 0, unit = "" } = row;
    const text = (value: number): string => number(value, digits) + unit;
    const range = found.min === found.max ? "" : `${text(found.min)} – ${text(found.max)}`;
    const kept = isKept(row) ? "" : "**missed**";
    const limit = `${below ? "<" : "≤"} ${Number.isInteger(goal) ? number(goal) : goal}${unit}`;
    return [row.what, limit, text(found.median), range, kept, row.how];
  };
  return table(["", "goal", "median", "min – max", "", "how the limit is computed"], rows.map(cellsOf), [2, 3]);
}

function secondsTable(results: readonly Results[]): string {
  const rows = results.flatMap((each) =>
    [...each.keys()].map((name) => [
      name,
      ...(["wallMs", "cpuMs", "peakMiB"] as const).map((what) => number(spreadOf(each, name, what).median)),
    ]),
  );
  return table(["medians", "wall, ms", "CPU, ms", "peak memory, MiB"], rows, [1, 2, 3]);
}

const BUSY = ` **The machine had more to do than this**: then a wall time against a limit says little, a small ratio of wall times not much more; \
CPU, memory and counts stand.`;

/** @param rows what misses, and why */
export function whysOf(rows: readonly (readonly [readonly string[], string])[]): string {
  if (rows.length === 0) return "Nothing.";
  return rows.map(([what, reason]) => `- ${what.map((each) => `**${each}**`).join(", ")}: ${reason}.`).join("\n");
}

/** @param before load average of the last minute before the run */
export function documentOf(
  found: readonly Found[],
  { before, minutes }: { readonly before: number; readonly minutes: number },
): string {
  const missed = found.flatMap(({ findings }) => findings.rows).filter((row) => !isKept(row));
  const byReason = Map.groupBy(missed, ({ id }) => REASONS[id] ?? "not looked into");
  const whys = whysOf([...byReason].map(([reason, rows]) => [rows.map(({ what }) => what), reason]));
  const busy = Math.max(before, loadavg()[0] ?? 0) > cpus().length ? BUSY : "";
  const sections = found.map(({ section, findings: { rows, results } }) =>
    [`## ${section.title}\n`, rowsTable(rows), ...(results.length > 0 ? [secondsTable(results)] : [])].join("\n"),
  );
  const text = `# Performance

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, in ${minutes.toFixed(0)} minutes; do not edit. One machine, one run: ${versions().join(", ")}; \
${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${process.platform} ${process.arch}; load average ${number(before, 1)} before, ${number(loadavg()[0] ?? 0, 1)} at the end.

Seconds differ from machine to machine; what counts are the ratios. Whatever is compared runs in turn, every second round backwards, and ratios are \
taken within a round. A figure is of the whole process, from spawn to exit. Each run is checked, by its output \`result\` and by the emulator's state. \
The bare scripts (\`bench/bare/\`) send requests that were signed beforehand and look at no reply; the peers (\`bench/peers/\`) are written as one who knows the \
tools would, check no inputs and repeat nothing. The way to Korea is a relay on loopback (\`bench/relay.ts\`).${busy}

## What misses its goal, and why

${whys}

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
  ];
}
