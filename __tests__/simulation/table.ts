/** Verdicts by fault: shows that the simulation meets what it is meant to meet. */
import type { Case } from "./case.ts";
import type { Played } from "./play.ts";
import { faultInWords } from "./words.ts";

type Counts = Record<string, Record<string, number>>;

const COLUMNS = [
  "detached",
  "accepted",
  "already-detached",
  "would-detach",
  "attached",
  "restored",
  "already-attached",
  "would-restore",
  "refused",
  "failed",
  "unknown",
  "killed",
  "idle",
] as const;

export class Table {
  readonly counts: Counts = {};

  /** Counts every run under every fault that it met, under the others that acted, and under how it was stopped. */
  add({ the, runs }: Played): void {
    for (const { phase, record } of runs) {
      // A post step sets no outputs.
      const post = record.red ? "failed" : record.sent.length > 0 ? "restored" : "idle";
      const verdict = record.outputs.get("result") ?? (record.killedAt === undefined ? post : "killed");
      for (const row of new Set(rowsOf(the, phase, record))) this.#count(row, verdict);
    }
  }

  merge(counts: Counts): void {
    for (const [row, cells] of Object.entries(counts)) {
      for (const [verdict, count] of Object.entries(cells)) this.#count(row, verdict, count);
    }
  }

  toString(): string {
    const rows = Object.keys(this.counts).sort();
    const seen = COLUMNS.filter((column) => rows.some((row) => this.counts[row]?.[column] !== undefined));
    const width = Math.max(0, ...rows.map((row) => row.length));
    const line = (head: string, cells: readonly string[]): string =>
      `${head.padEnd(width)}  ${cells.map((cell, at) => cell.padStart(Math.max(7, seen[at]?.length ?? 0))).join("  ")}`;
    return [
      line("what the run met", seen),
      ...rows.map((row) =>
        line(
          row,
          seen.map((column) => String(this.counts[row]?.[column] ?? "")),
        ),
      ),
    ].join("\n");
  }

  #count(row: string, verdict: string, by = 1): void {
    const cells = this.counts[row] ?? {};
    this.counts[row] = cells;
    cells[verdict] = (cells[verdict] ?? 0) + by;
  }
}

function rowsOf(the: Case, phase: Case["phases"][number], record: Played["runs"][number]["record"]): string[] {
  const met = new Set(record.sent.map(({ entry }) => entry?.fault).filter((kind) => kind !== undefined));
  const faults = phase.faults
    .map(({ do: fault }) => fault)
    .filter(({ kind }) => met.has(kind))
    .map((fault) => faultInWords(fault, true));
  const wire = record.sent.flatMap((sent) => (sent.wire === undefined ? [] : [`network: ${sent.wire}`]));
  const wrote = record.sent.filter(({ write }) => write).map(({ operation }) => `(wrote: ${operation})`);
  const rows = [
    ...faults,
    ...wire,
    ...phase.others.map((act) => `somebody: ${act.do}`),
    ...(record.cancelledAt === undefined ? [] : ["signal"]),
    ...(record.killedAt === undefined ? [] : ["kill"]),
    ...(Math.max(...(the.world.reads?.lagsMs ?? [0])) > 0 ? ["world: stale reads"] : []),
  ];
  return ["(any)", ...wrote, ...(rows.length > 0 ? rows : ["(nothing)"])];
}
