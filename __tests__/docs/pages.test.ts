/** What the pages for users say can be followed: links lead somewhere, YAML is taken by the action, shell lines run. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/action/config.ts";
import { readReceipts } from "../../src/usage-plan/receipt-read.ts";
import { inputsOf } from "../unit/action/support.ts";
import { ALL, blocksOf, brokenLinks, PAGES, read, type Step, stepsIn } from "./pages.ts";

const manifest = parse(read("action.yml")) as { inputs: Record<string, { default?: string }>; outputs: object };
const INPUTS = Object.keys(manifest.inputs);
const OUTPUTS = Object.keys(manifest.outputs);

const KEYS = { "access-key": "AKIDEXAMPLE", "secret-key": "SKEXAMPLEexample0123456789" };

/** What the runner makes of the expressions of a step. */
function filled(step: Step): Record<string, string> {
  const values = Object.entries(step.with).map(([name, value]) => [
    name,
    value
      .replaceAll("${{ secrets.NCP_ACCESS_KEY }}", KEYS["access-key"])
      .replaceAll("${{ secrets.NCP_SECRET_KEY }}", KEYS["secret-key"])
      .replaceAll(/\$\{\{.*?\}\}/g, "ncp-receipt-2.AAAA"),
  ]);
  return Object.fromEntries(values);
}

describe.each(ALL)("%s", (path) => {
  test("has no link that leads nowhere", () => {
    expect(brokenLinks(path)).toEqual([]);
  });

  test("has lines that fit a diff", () => {
    const long = read(path)
      .split("\n")
      // A table's row cannot be broken, nor can a request or a link.
      .filter((line) => line.length > 120 && !/^\s*[|<]/.test(line) && !/\S{60}/.test(line));
    expect(long).toEqual([]);
  });
});

describe.each(PAGES)("%s", (path) => {
  test("has a counterpart in the other language", () => {
    const other =
      path === "README.md"
        ? "docs/README.ko.md"
        : path.replace(/\.ko\.md$|\.md$/, (end) => (end === ".md" ? ".ko.md" : ".md"));
    expect(existsSync(path === "docs/README.ko.md" ? "README.md" : other)).toBe(true);
  });

  // What runs elsewhere than under a runner of GitHub: bundle/outside.test.ts.
  test.runIf(!path.includes("outside") && blocksOf(path, "yaml").length > 0)(
    "has YAML that the action takes, with inputs that it has",
    () => {
      for (const block of blocksOf(path, "yaml")) {
        const steps = stepsIn(block);
        expect(steps.length, block).toBeGreaterThan(0);
        for (const step of steps) {
          expect(step.uses).toMatch(/^<owner>\/ncp-apigw-detach-usage-plan@<sha>$/);
          expect(INPUTS).toEqual(expect.arrayContaining(Object.keys(step.with)));
          const inputs = filled(step);
          expect(() => readConfig(inputsOf(inputs)), JSON.stringify(inputs)).not.toThrow();
          if (path.endsWith(".ko.md")) expect(step.with).toMatchObject({ language: "ko" });
        }
      }
    },
  );

  test.runIf(blocksOf(path, "json").length > 0)("has JSON that is some", () => {
    for (const block of blocksOf(path, "json")) expect(() => JSON.parse(block) as unknown).not.toThrow();
  });

  test.runIf(process.platform !== "win32" && !path.includes("outside") && blocksOf(path, "sh").length > 0)(
    "has shell lines that run",
    () => {
      const bin = mkdtempSync(join(tmpdir(), "docs-"));
      const calls = join(bin, "calls");
      for (const name of ["npm", "gh"]) {
        writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> "${calls}"\n`);
        chmodSync(join(bin, name), 0o755);
      }
      for (const block of blocksOf(path, "sh")) {
        const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}` };
        const { status, stderr } = spawnSync("sh", ["-eu", "-c", block], { env, encoding: "utf8" });
        expect({ block, status, stderr }).toEqual({ block, status: 0, stderr: "" });
      }
      const scripts = (JSON.parse(read("package.json")) as { scripts: object }).scripts;
      for (const call of readFileSync(calls, "utf8").trim().split("\n")) {
        const script = /^npm (?:run )?(\S+)$/.exec(call)?.[1];
        if (script !== undefined && script !== "ci") expect(Object.keys(scripts)).toContain(script);
        else expect(call).toMatch(/^npm ci$|^gh secret set NCP_(ACCESS|SECRET)_KEY --env [a-z-]+$/);
      }
    },
  );
});

/** The rows of the first table of a section, as cells. */
function rowsIn(page: string, heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const table = /(?:^\|.*\n)+/m.exec(section)?.[0] ?? "";
  const lines = table.split("\n").filter((line) => /^\|\s*`/.test(line));
  return lines.map((line) => line.split("|").slice(1, -1));
}

const names = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? "");

describe.each([
  ["README.md", "Inputs", "Outputs"],
  ["docs/README.ko.md", "입력값", "출력값"],
])("%s", (path, inputs, outputs) => {
  const page = read(path);

  test("lists every input with its default, and every output", () => {
    const rows = rowsIn(page, inputs);
    expect(rows.flatMap(([name]) => names(name)).sort()).toEqual([...INPUTS].sort());
    for (const [name, fallback] of rows) {
      const declared = manifest.inputs[names(name)[0] ?? ""]?.default;
      if (declared !== undefined) expect([name, ...names(fallback)]).toEqual([name, declared]);
    }
    expect(
      rowsIn(page, outputs)
        .flatMap(([name]) => names(name))
        .sort(),
    ).toEqual([...OUTPUTS].sort());
  });

  test("has every input in one snippet", () => {
    const snippets = blocksOf(path, "yaml").map((block) =>
      [...block.matchAll(/^ {4}(?:# )?([a-z-]+): \S/gm)].map((found) => found[1] ?? "").sort(),
    );
    expect(snippets).toContainEqual([...INPUTS].sort());
  });
});

test.each(["docs/receipt.md", "docs/receipt.ko.md"])("%s shows a receipt that can be read", (path) => {
  const json = blocksOf(path, "json")[0] ?? "";
  const { site, origin, account } = JSON.parse(json) as Record<string, string>;
  const scope = { site: site ?? "", origin: origin ?? "", account: account ?? "" };
  const stages = readReceipts([{ source: path, json, masked: false }], scope, { anyAccount: false });
  expect(stages[0]?.plans.map(({ id }) => id)).toEqual(["u5h0j3w8pe", "u2g7d4l9xa"]);
});
