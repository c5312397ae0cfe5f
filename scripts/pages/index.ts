/** What is written from code beside dist/: `npm run build` writes them, `npm run check-dist` compares. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withCounts } from "./counts.ts";
import { withFailures } from "./failures.ts";
import { troubleshootingPages } from "./troubleshooting.ts";

const FAILURES = "docs/failures.md";
const MANIFEST = "action.yml";

const read = (root: string, path: string): string => readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n");

/** Path and content. */
const pages = (root: string): ReadonlyMap<string, string> =>
  new Map([
    ...troubleshootingPages(),
    [FAILURES, withFailures(read(root, FAILURES))],
    [MANIFEST, withCounts(read(root, MANIFEST))],
  ]);

export function writePages(root: string): void {
  for (const [path, content] of pages(root)) writeFileSync(join(root, path), content);
}

/** Pages of the checkout that are not what the code says. */
export function stalePages(root: string): string[] {
  return [...pages(root)].flatMap(([path, content]) => (read(root, path) === content ? [] : [path]));
}
