/** `npm run check-dist`: red unless dist/, byte for byte, and the table of files are what src/ builds to. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, ROOT } from "./bundle.ts";
import { stalePages } from "./pages/index.ts";
import { sizesOf, withSizes } from "./sizes.ts";

const dist = join(ROOT, "dist");
const faults: string[] = [];

const built = await bundle();
for (const [name, content] of built.files) {
  const path = join(dist, name);
  if (!existsSync(path)) faults.push(`dist/${name} is missing`);
  else if (!readFileSync(path).equals(content)) faults.push(`dist/${name} differs from what src/ builds to`);
  // A path of the machine would make every clone build other bytes.
  for (const place of [ROOT, homedir(), tmpdir()]) {
    if (place.length > 4 && content.includes(place)) faults.push(`dist/${name} holds a path of this machine: ${place}`);
  }
}
for (const name of existsSync(dist) ? readdirSync(dist) : []) {
  if (!built.files.has(name)) faults.push(`dist/${name} is left over: nothing builds it`);
}

const sizes = sizesOf(built);
const doc = readFileSync(join(ROOT, "docs/bundle.md"), "utf8");
if (withSizes(doc, sizes) !== doc) faults.push("the table of files in docs/bundle.md is out of date");
faults.push(...stalePages(ROOT).map((path) => `${path} is not what the code says`));
faults.push(...sizes.exceeded.map((line) => `over the size budget: ${line}`));

if (faults.length > 0) {
  console.error(`${faults.join("\n")}\nRun \`npm run build\` and commit dist/ and docs/bundle.md.`);
  process.exitCode = 1;
} else {
  console.log(`dist/ is what src/ builds to: ${built.files.size} files.`);
}
