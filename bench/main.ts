/** `npm run bench`: everything, and docs/performance.md. `npm run bench -- start-up scale`: some sections, printed only. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { documentOf, type Found, goalsTable } from "./document.ts";
import { ROOT } from "./harness/action.ts";
import { Measurer } from "./harness/measure.ts";
import type { Section } from "./harness/section.ts";
import { peers } from "./sections/peers.ts";
import { roundTrips } from "./sections/round-trips.ts";
import { scale } from "./sections/scale.ts";
import { size } from "./sections/size.ts";
import { startUp } from "./sections/start-up.ts";

const SECTIONS: Readonly<Record<string, Section>> = {
  "round-trips": roundTrips,
  "start-up": startUp,
  peers,
  scale,
  size,
};

const USAGE = `npm run bench [-- [--quick] [SECTION...]]   sections: ${Object.keys(SECTIONS).join(", ")}`;

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(SECTIONS);
const unknown = names.filter((name) => SECTIONS[name] === undefined);
if (unknown.length > 0) {
  console.error(`No such section: ${unknown.join(", ")}.\n${USAGE}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "bench-"));
const measurer = new Measurer(folder);
const found: Found[] = [];
const load = loadavg()[0] ?? Number.NaN;
try {
  for (const name of names) {
    const section = SECTIONS[name];
    if (section === undefined) continue;
    const findings = await section.run({
      folder,
      measurer,
      rounds: (full) => (values.quick ? Math.min(full, 3) : full),
    });
    found.push({ name, section, findings });
    console.log(`## ${section.title}\n\n${findings.markdown}\n${goalsTable(findings.goals)}`);
  }
} finally {
  measurer.close();
  rmSync(folder, { recursive: true, force: true });
}

if (!values.quick && positionals.length === 0) {
  writeFileSync(join(ROOT, "docs/performance.md"), documentOf(found, load));
  console.log("Written to docs/performance.md.");
}
