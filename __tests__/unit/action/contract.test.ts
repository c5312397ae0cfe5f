/** action.yml, the typed record, the README and the troubleshooting page say the same. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { stalePages } from "../../../scripts/pages/index.ts";
import { WARNINGS } from "../../../scripts/pages/troubleshooting.ts";
import { readConfig } from "../../../src/action/config.ts";
import { CONCURRENCY, LANGUAGES, TIMEOUT } from "../../../src/action/inputs.ts";
import { en } from "../../../src/action/messages/en.ts";
import { SITES } from "../../../src/ncloud/endpoint.ts";
import { MODE_NAMES } from "../../../src/usage-plan/types.ts";
import { VERDICTS } from "../../../src/usage-plan/verdicts.ts";
import { inputsOf } from "./support.ts";

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly branding: object;
  readonly inputs: Record<
    string,
    { readonly description: string; readonly default?: string; readonly required?: boolean }
  >;
  readonly outputs: Record<string, { readonly description: string }>;
  readonly runs: object;
}

const read = (path: string): string => readFileSync(path, "utf8").replaceAll("\r\n", "\n");

const manifest = parse(read("action.yml")) as Manifest;
const INPUTS = Object.keys(manifest.inputs);
const OUTPUTS = Object.keys(manifest.outputs);

/** The rows of the first table of a section, as cells. Further tables explain values. */
function rowsIn(readme: string, heading: RegExp): string[][] {
  const section = readme.split(/^## /m).find((part) => heading.test(part.split("\n")[0] ?? "")) ?? "";
  const table = /(?:^\|.*\n)+/m.exec(section)?.[0] ?? "";
  const lines = table.split("\n").filter((line) => /^\|\s*`/.test(line));
  return lines.map((line) => line.split("|").slice(1, -1));
}

/** What stands in backticks. */
const names = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? "");

describe("action.yml", () => {
  test("is what the marketplace and the runner ask for", () => {
    expect(manifest.name).toBe("Detach NCP API Gateway usage plan");
    expect(manifest.description.length).toBeLessThan(125);
    expect(manifest.branding).toMatchObject({ icon: expect.any(String), color: expect.any(String) });
    expect(manifest.runs).toEqual({
      using: "node24",
      main: "dist/index.js",
      post: "dist/post.js",
      "post-if": "failure() || cancelled()",
    });
    for (const [name, { description }] of [...Object.entries(manifest.inputs), ...Object.entries(manifest.outputs)]) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(description.trim().length).toBeGreaterThan(10);
    }
    // Runners do not enforce it: who reads it would count on it.
    expect(Object.values(manifest.inputs).filter(({ required }) => required !== undefined)).toEqual([]);
  });

  test("every input is read, and no other", () => {
    const asked = new Set<string>();
    const env = new Proxy<Record<string, string>>(
      {},
      {
        get(_, name) {
          const input = /^INPUT_(.*)$/.exec(String(name))?.[1];
          if (input !== undefined) asked.add(input.toLowerCase());
          return undefined;
        },
      },
    );
    expect(() => readConfig(env)).toThrow();
    expect([...asked].sort()).toEqual([...INPUTS].sort());
  });

  test("its defaults are those of the code", () => {
    const needed = { "product-id": "p1", "api-id": "a1", "stage-id": "s1", "usage-plan-id": "u1" };
    const keys = { "access-key": "AKIDEXAMPLE", "secret-key": "SKEXAMPLE" };
    const read = (inputs: Record<string, string>) => {
      return readConfig(inputsOf(inputs));
    };
    const defaults = Object.fromEntries(
      Object.entries(manifest.inputs).flatMap(([name, input]) =>
        input.default === undefined ? [] : [[name, input.default]],
      ),
    );
    expect(read({ ...defaults, ...needed, ...keys })).toEqual(read({ ...needed, ...keys }));
    expect(Object.keys(defaults).length).toBeGreaterThan(5);
  });

  test("its descriptions name every allowed word and limit", () => {
    const says = (name: string, words: readonly unknown[]) => {
      for (const word of words) expect(manifest.inputs[name]?.description).toContain(String(word));
    };
    says("mode", MODE_NAMES);
    says("site", SITES);
    says("language", LANGUAGES);
    says("if-not-attached", ["succeed", "fail"]);
    says("if-attached", ["succeed", "fail"]);
    for (const limit of ["max-affected-api-keys", "max-affected-calls"]) says(limit, ["unlimited"]);
    for (const input of ["successor-plan-id", "approval"]) says(input, ["none"]);
    says("timeout", [TIMEOUT.min, TIMEOUT.max]);
    says("concurrency", [CONCURRENCY.min, CONCURRENCY.max]);
    for (const verdict of VERDICTS) {
      expect(manifest.outputs["result"]?.description).toContain(`\`${verdict}\``);
      expect(manifest.outputs[`${verdict}-count`]?.description).toContain(`\`${verdict}\``);
    }
  });
});

describe.runIf(existsSync("README.md"))("the README", () => {
  const readme = existsSync("README.md") ? read("README.md") : "";
  test("lists every input", () => {
    const listed = rowsIn(readme, /inputs/i).flatMap(([name]) => names(name));
    expect(listed.sort()).toEqual([...INPUTS].sort());
  });
  test("has the defaults of action.yml", () => {
    for (const [name, fallback] of rowsIn(readme, /inputs/i)) {
      const declared = manifest.inputs[names(name)[0] ?? ""]?.default;
      if (declared !== undefined && !declared.includes("${{"))
        expect([name, ...names(fallback)]).toEqual([name, declared]);
    }
  });
  test("lists every output", () => {
    const listed = rowsIn(readme, /outputs/i).flatMap(([name]) => names(name));
    expect(listed.sort()).toEqual([...OUTPUTS].sort());
  });
});

describe.each(["docs/troubleshooting.md", "docs/troubleshooting.ko.md"])("%s", (path) => {
  test("has a section per code and warning, and no other", () => {
    const sections = [...read(path).matchAll(/^### (.+)$/gm)].map((found) => found[1] ?? "");
    expect(sections.sort()).toEqual([...Object.keys(en.problems), ...WARNINGS].sort());
  });

  test("is what the catalogue says", () => {
    expect(stalePages(".")).not.toContain(path);
  });
});

test("every note that becomes an annotation has a section", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  const told = sources.flatMap((path) =>
    [...read(`src/${path}`).matchAll(/code: "([a-z-]+)",\s+level: "warning"/g)].map((found) => found[1] ?? ""),
  );
  expect(told.length).toBeGreaterThan(3);
  expect([...WARNINGS]).toEqual(expect.arrayContaining(told));
});
