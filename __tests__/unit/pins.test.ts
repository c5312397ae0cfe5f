/** Whatever a workflow runs is pinned by commit, with the version beside it, and one action is one commit everywhere. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = new URL("../../", import.meta.url);
const workflows = [".github/workflows/", "examples/"].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => folder + name),
);
const text = (file: string): string => readFileSync(fileURLToPath(new URL(file, root)), "utf8");

const PINNED = /^\s*(?:- )?uses: ([\w.-]+\/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/;
/** Ours in the examples: a placeholder that nobody's repository can answer to. */
const OURS = /^\s*(?:- )?uses: <owner>\/ncp-apigw-detach-usage-plan@<sha> # v\d+\.\d+\.\d+$/;
const LOCAL = /^\s*(?:- )?uses: \.\/[\w./-]*$/;
const uses = (file: string): string[] =>
  text(file)
    .split("\n")
    .filter((line) => /^\s*(?:- )?uses:/.test(line));

describe.each(workflows)("%s", (file) => {
  it("pins every action", () => {
    expect(uses(file).filter((line) => ![PINNED, OURS, LOCAL].some((form) => form.test(line)))).toEqual([]);
  });

  it("gives no rights by default", () => {
    expect((parse(text(file)) as { permissions?: unknown }).permissions).toEqual({});
  });

  it("limits the time of every job", () => {
    const { jobs } = parse(text(file)) as { jobs: Record<string, { "timeout-minutes"?: number; uses?: string }> };
    const endless = Object.entries(jobs).filter(
      ([, job]) => job.uses === undefined && job["timeout-minutes"] === undefined,
    );
    expect(endless.map(([name]) => name)).toEqual([]);
  });

  it("leaves no credentials in a checkout", () => {
    const checkouts = text(file).match(/uses: actions\/checkout@/g)?.length ?? 0;
    expect(text(file).match(/persist-credentials: false/g)?.length ?? 0).toBe(checkouts);
  });
});

describe("ci.yml", () => {
  const { jobs } = parse(text(".github/workflows/ci.yml")) as {
    jobs: Record<string, { needs?: string | string[]; "continue-on-error"?: boolean }>;
  };

  it("has no job that escapes the one required check", () => {
    const { "all-green": gate, ...others } = jobs;
    const watched = Object.values(others).flatMap(({ needs = [] }) => needs);
    // What may fail is read by another job, which may not.
    const left = Object.entries(others).filter(
      ([name, job]) =>
        !(gate?.needs?.includes(name) ?? false) && !(job["continue-on-error"] === true && watched.includes(name)),
    );
    expect(left.map(([name]) => name)).toEqual([]);
  });
});

describe("all workflows", () => {
  it("are there", () => {
    expect(workflows).toContain(".github/workflows/ci.yml");
  });

  it("use one commit and one version of an action", () => {
    const seen = new Map<string, Set<string>>();
    for (const line of workflows.flatMap(uses)) {
      const [, name, commit, version] = PINNED.exec(line) ?? [];
      if (name === undefined) continue;
      // github/codeql-action/init and /analyze are one repository.
      const repository = name.split("/").slice(0, 2).join("/");
      seen.set(repository, (seen.get(repository) ?? new Set()).add(`${commit} ${version}`));
    }
    expect([...seen].filter(([, versions]) => versions.size > 1)).toEqual([]);
    expect(seen.size).toBeGreaterThan(3);
  });
});
