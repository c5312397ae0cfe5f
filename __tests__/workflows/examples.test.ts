/** What holds for every example, without running it: it is a program that people paste. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { OURS, pasted } from "./act.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, ROOT)), "utf8");
const examples = readdirSync(fileURLToPath(new URL("examples/", ROOT))).filter((name) => name.endsWith(".yml"));

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly "continue-on-error"?: boolean;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: unknown;
        readonly concurrency?: unknown;
        readonly environment?: string;
        readonly "timeout-minutes"?: number;
        readonly steps: readonly Step[];
      }
    >
  >;
}

const action = parse(read("action.yml")) as { inputs: Record<string, unknown>; outputs: Record<string, unknown> };
const inputs = new Set(Object.keys(action.inputs));
const outputs = new Set(Object.keys(action.outputs));
const readme = read("README.md");

test("there are the examples that the README names, and no others", () => {
  const named = [...readme.matchAll(/\(examples\/([^)]+\.yml)\)/g)].map(([, name]) => name);
  expect([...new Set(named)].toSorted()).toEqual(examples.toSorted());
});

describe.each(examples)("%s", (name) => {
  const original = read(`examples/${name}`);
  const text = pasted(name);
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("starts with no permission, gives each job its own, and ends in time", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs) expect(job.concurrency ?? workflow.concurrency).toBeDefined();
    const writing = jobs.filter((job) => job.environment === "ncp-production" || job.environment === "production");
    // One run at a time writes on a stage, and nobody's reviewers are waited for by another run.
    for (const { concurrency } of writing) {
      expect(concurrency).toMatchObject({ group: expect.stringMatching(/^usage-plans-/), "cancel-in-progress": false });
    }
    for (const job of jobs.filter((each) => each.environment === "ncp-approval"))
      expect(job.concurrency).toBeUndefined();
    for (const job of jobs) {
      expect(job.permissions).toBeTypeOf("object");
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(30);
    }
  });

  test("pins every action by its commit, with the version beside it", () => {
    const lines = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
    expect(lines).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("resolves to nobody's repository before it is filled in, and says how", () => {
    expect(original).toContain("# - Put the account that you use the action from in the place of <owner>");
    const lines = original.split("\n").filter((line) => line.includes("ncp-apigw-detach-usage-plan@"));
    for (const line of lines) expect(line).toMatch(/uses: <owner>\/ncp-apigw-detach-usage-plan@<sha> # v1\.0\.0$/);
    const ours = steps.flatMap(({ uses }) => (uses?.startsWith(OURS) ? [uses] : []));
    expect(new Set(ours)).toEqual(new Set([`${OURS}@${"0".repeat(40)}`]));
  });

  test("keeps no token in a checkout", () => {
    for (const { uses, with: given } of steps) {
      if (uses?.startsWith("actions/checkout@")) expect(given).toMatchObject({ "persist-credentials": false });
    }
  });

  test("sends a production run to no other address than NCP's own", () => {
    const others = steps.filter(({ with: given }) => String(given?.["api-url"] ?? "").includes("vars."));
    expect(others).toHaveLength(name === "rehearsal.yml" ? 1 : 0);
  });

  test("keeps what it wrote for each attempt, and is not red for it", () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"))) {
      expect(step["continue-on-error"]).toBe(true);
      expect(step.with?.["name"]).toContain("${{ github.run_attempt }}");
    }
  });

  // act evaluates no `concurrency`: there a JSON that is none would end the job on GitHub alone.
  test("reads no JSON that GitHub empties, where a secret holds an id of it", () => {
    const read = text
      .split("\n")
      .filter((line) => line.includes("fromJSON(needs.") && !line.trimStart().startsWith("#"));
    for (const line of read) expect(line).not.toMatch(/fromJSON\(needs\.[\w-]+\.outputs\.[\w-]+\)/);
  });

  test("puts no expression into a script", () => {
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });

  test("names each step, and only inputs and outputs that the action has", () => {
    for (const { name: title, uses, with: given } of steps) {
      expect(title).toBeTypeOf("string");
      if (uses?.startsWith(OURS)) expect(inputs).toEqual(inputs.union(new Set(Object.keys(given ?? {}))));
    }
    const used = [...text.matchAll(/steps\.(?:detach|dry-run)\.outputs\.([a-z-]+)/g)].map(([, output]) => output ?? "");
    expect(outputs).toEqual(outputs.union(new Set(used)));
  });

  test("has secrets in no place but the two inputs of the keys", () => {
    const lines = text.split("\n").filter((line) => /\$\{\{.*\bsecrets\b/.test(line));
    for (const line of lines) {
      expect(line).toMatch(/^ +(access|secret)-key: \$\{\{ secrets\.NCP_(ACCESS|SECRET)_KEY \}\}$/);
    }
  });
});
