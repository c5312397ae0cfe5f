/**
 * `npm run bench`: everything, and docs/performance.md. `npm run bench -- --quick`: what a change can spoil, printed
 * only, in under a minute. `npm run bench -- start-up thousand`: some sections, printed only.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { documentOf, type Found, rowsTable } from "./document.ts";
import { ROOT } from "./harness/action.ts";
import { Measurer } from "./harness/measure.ts";
import type { Section } from "./harness/section.ts";
import { away } from "./sections/away.ts";
import { lists } from "./sections/lists.ts";
import { startUp } from "./sections/start-up.ts";
import { thousand } from "./sections/thousand.ts";

const SECTIONS: Readonly<Record<string, Section>> = { away, "start-up": startUp, thousand, lists };

const USAGE = `npm run bench [-- [--quick] [SECTION...]]   sections: ${Object.keys(SECTIONS).join(", ")}
BENCH_PROFILE=FOLDER leaves a CPU profile of each run of the action there.`;

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(SECTIONS);
const unknown = names.filter((name) => SECTIONS[name] === undefined);
if (values.help || unknown.length > 0) {
  console.error(unknown.length > 0 ? `No such section: ${unknown.join(", ")}.\n${USAGE}` : USAGE);
  process.exit(values.help ? 0 : 2);
}

const folder = mkdtempSync(join(tmpdir(), "bench-"));
const measurer = new Measurer(folder);
const found: Found[] = [];
const load = loadavg()[0] ?? Number.NaN;
const { quick } = values;
const began = performance.now();
try {
  for (const name of names) {
    const section = SECTIONS[name];
    if (section === undefined) continue;
    const findings = await section.run({
      ...{ folder, measurer, quick },
      rounds: (full, few = 2) => (quick ? few : full),
    });
    found.push({ section, findings });
    console.log(`## ${section.title}\n\n${rowsTable(findings.rows)}`);
  }
} finally {
  measurer.close();
  rmSync(folder, { recursive: true, force: true });
}
const minutes = (performance.now() - began) / 60_000;
console.log(
  `${minutes.toFixed(1)} minutes, load average ${load.toFixed(1)} before, ${loadavg()[0]?.toFixed(1)} after.`,
);

if (!quick && positionals.length === 0 && process.env["BENCH_PROFILE"] === undefined) {
  writeFileSync(join(ROOT, "docs/performance.md"), documentOf(found, { before: load, minutes }));
  console.log("Written to docs/performance.md.");
}
