/** `npm run build`: writes dist/, the table of files in docs/bundle.md, and the pages that come from code. Fails when the size budget is exceeded. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, ROOT } from "./bundle.ts";
import { writePages } from "./pages/index.ts";
import { sizesOf, withSizes } from "./sizes.ts";

const dist = join(ROOT, "dist");
const doc = join(ROOT, "docs/bundle.md");

const built = await bundle();
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const [name, content] of built.files) writeFileSync(join(dist, name), content);

writePages(ROOT);

const sizes = sizesOf(built);
writeFileSync(doc, withSizes(readFileSync(doc, "utf8"), sizes));
console.log(sizes.details);
for (const line of sizes.exceeded) {
  console.error(`Over the size budget: ${line}.`);
  process.exitCode = 1;
}
