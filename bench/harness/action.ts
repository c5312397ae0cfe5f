/** The built bundle as a runner starts it: inputs as variables, and files for what it reports. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { generated } from "../../emulator/generate.ts";
import type { Command, Finished } from "./measure.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export type Inputs = Readonly<Record<string, string>>;

/** The one target that is detached again and again. */
export const TARGET = {
  product: generated.product,
  api: generated.api,
  stage: generated.stage(0),
  plan: generated.plan(0),
} as const;

export const BY_IDS: Inputs = {
  "product-id": TARGET.product,
  "api-id": TARGET.api,
  "stage-id": TARGET.stage,
  "usage-plan-id": TARGET.plan,
};

export interface ActionRun {
  readonly folder: string;
  readonly url: string;
  readonly caFile: string;
  readonly inputs: Inputs;
}

/** `BENCH_PROFILE=FOLDER`: each run of the action leaves a CPU profile there. Its times are then no figures. */
const PROFILE = process.env["BENCH_PROFILE"]
  ? ["--cpu-prof", "--cpu-prof-interval=200", `--cpu-prof-dir=${process.env["BENCH_PROFILE"]}`]
  : [];

/** A runner passes every input that has a default, given or not. */
const DEFAULTS: Inputs = defaults();

export function actionCommand({ folder, url, caFile, inputs }: ActionRun): Command {
  const all = {
    ...DEFAULTS,
    "access-key": generated.accessKey,
    "secret-key": generated.secretKey,
    "api-url": url,
    ...inputs,
  };
  const files = { GITHUB_OUTPUT: "output", GITHUB_STATE: "state", GITHUB_STEP_SUMMARY: "summary" };
  const paths = Object.entries(files).map(([name, file]) => [name, join(folder, file)] as const);
  for (const [, path] of paths) writeFileSync(path, "");
  return {
    argv: [process.execPath, ...PROFILE, join(ROOT, "dist/index.js")],
    env: {
      ...plainEnv(caFile),
      GITHUB_ACTIONS: "true",
      ...Object.fromEntries(paths),
      ...Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
  };
}

/** What every measured process gets, whoever it is. */
export function plainEnv(caFile: string): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", LANG: "C.UTF-8", NODE_EXTRA_CA_CERTS: caFile };
}

/** Throws unless the output `result` of the last run in the folder is the one that is expected. */
export function expectResult(folder: string, finished: Finished, expected: string): void {
  const output = readFileSync(join(folder, "output"), "utf8");
  const result = /^result<<(\S+)\r?\n(.*)\r?\n\1\r?$/m.exec(output)?.[2];
  if (result !== expected) throw new Error(`result is ${result}, not ${expected}:\n${finished.stdout.slice(-2000)}`);
}

function defaults(): Inputs {
  const action: { inputs: Record<string, { default?: string }> } = parse(
    readFileSync(join(ROOT, "action.yml"), "utf8"),
  );
  return Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value = "" }]) => [
      name,
      value.startsWith("${{") ? "" : value,
    ]),
  );
}
