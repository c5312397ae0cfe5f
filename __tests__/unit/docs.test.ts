/** Pages that people can read in an editor, and compare: no long lines but those of tables, code and what is written by a script. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const pages = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...readdirSync(new URL("docs/", root))
    // Written by `npm run bench`.
    .filter((name) => name.endsWith(".md") && name !== "performance.md")
    .map((name) => `docs/${name}`),
];

test.each(pages)("%s: at most 120 characters a line", (page) => {
  let code = false;
  const long = readFileSync(fileURLToPath(new URL(page, root)), "utf8")
    .split("\n")
    .filter((line) => {
      if (line.trimStart().startsWith("```")) code = !code;
      return line.length > 120 && !code && !/^\s*(\||<)/.test(line);
    });
  expect(long).toEqual([]);
});
