/** The jobs of ci.yml that try the way back, as far as act goes: what a real runner sees of them is read from their logs. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { describeUnderAct, runWorkflow } from "./act.ts";

const root = new URL("../../", import.meta.url);
const text = (path: string): string => readFileSync(fileURLToPath(new URL(path, root)), "utf8");
const folder = (path: string) =>
  readdirSync(new URL(path, root), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[a-z]+$/.test(name))
    .map((name) => [`${path}${name}`, text(`${path}${name}`)] as const);

/** The packages of this tree are there already. */
const NPM = "#!/bin/sh\nexit 0\n";
/**
 * act gives each step a terminal, and what a step leaves running would end with it. GitHub's runner gives none,
 * and ends at the end of a job what is left: here it ends by itself.
 */
const NODE = `#!/bin/sh
case $1 in emulator/*) exec setsid timeout 60 "${process.execPath}" "$@" ;; esac
exec "${process.execPath}" "$@"
`;

interface Ci {
  readonly env: unknown;
  readonly jobs: { readonly "way-back": { readonly strategy: { readonly matrix: { include: { name: string }[] } } } };
}

function only(name: string): string {
  const { env, jobs } = parse(text(".github/workflows/ci.yml")) as Ci;
  const job = structuredClone(jobs["way-back"]);
  job.strategy.matrix.include = job.strategy.matrix.include.filter((row) => row.name === name);
  return stringify({ name: "CI", on: "push", permissions: {}, env, jobs: { "way-back": job } });
}

describeUnderAct("ci.yml", () => {
  test.each([
    ["ubuntu", ["off", "on"], "failure"],
    ["post-only", ["on", "on"], undefined],
  ])("the witness sees what became of the plan: %s", async (name, seen, later) => {
    const files = Object.fromEntries([
      ...["action.yml", "package.json"].map((name) => [name, text(name)] as const),
      ...folder("emulator/"),
      ...folder("dist/"),
      ...folder(".github/actions/witness/"),
    ]);
    const run = await runWorkflow("ci.yml", {
      event: "push",
      workflow: only(name),
      files,
      programs: { npm: NPM, node: NODE },
    });
    const looks = run.steps.flatMap(({ log }) => [...log.matchAll(/^WITNESS (on|off)$/gm)].map(([, word]) => word));
    expect(looks, run.raw).toEqual(seen);
    expect(run.steps.find((step) => step.name === "A later step fails")?.result).toBe(later);
  });
});
