/** The figures of docs/mutation.md, from Stryker's reports. */

export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/** Below it a file has a row of its own. */
const GOOD = 95;

const CAUGHT: ReadonlySet<string> = new Set(["Killed", "Timeout"]);
/** What Stryker could not run, and what was not asked for, counts for nothing. */
const COUNTED: ReadonlySet<string> = new Set(["Killed", "Timeout", "Survived", "NoCoverage"]);

interface Figures {
  readonly name: string;
  readonly files: number;
  readonly mutants: number;
  readonly caught: number;
  readonly timedOut: number;
}

export function mutationTable(reports: readonly MutationReport[], date: string): string {
  const files = reports
    .flatMap((report) => Object.entries(report.files))
    .map(([path, { mutants }]) => ({
      path,
      states: mutants.map(({ status }) => status).filter((each) => COUNTED.has(each)),
    }))
    .filter(({ states }) => states.length > 0)
    .map(({ path, states }) => figuresOf(path.replace(/^src\//, ""), 1, states));
  const folders = [...Map.groupBy(files, ({ name }) => name.split("/")[0] ?? "")].map(([name, of]) => ({
    name: `\`src/${name}\``,
    files: of.length,
    mutants: sum(of.map(({ mutants }) => mutants)),
    caught: sum(of.map(({ caught }) => caught)),
    timedOut: sum(of.map(({ timedOut }) => timedOut)),
  }));
  const low = files.filter((each) => score(each) < GOOD).map((each) => ({ ...each, name: `\`${each.name}\`` }));
  return [
    `Measured until ${date}, Node ${process.versions.node}; below ${GOOD} a file has its own row.`,
    "",
    "| | files measured | mutants | caught | of these by time-out | score |",
    "|---|---:|---:|---:|---:|---:|",
    ...[...folders, ...low].map(
      (each) =>
        `| ${each.name} | ${each.files} | ${each.mutants} | ${each.caught} | ${each.timedOut} | ${score(each).toFixed(1)} |`,
    ),
  ].join("\n");
}

/** The page with other figures. */
export function withMutation(page: string, table: string): string {
  const mark = "<!-- Written by `npm run mutation` -->";
  const [before = "", , after = ""] = page.split(mark);
  return `${before}${mark}\n\n${table}\n\n${mark}${after}`;
}

function figuresOf(name: string, files: number, states: readonly string[]): Figures {
  return {
    name,
    files,
    mutants: states.length,
    caught: states.filter((each) => CAUGHT.has(each)).length,
    timedOut: states.filter((each) => each === "Timeout").length,
  };
}

const score = ({ caught, mutants }: Figures): number => (100 * caught) / mutants;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
