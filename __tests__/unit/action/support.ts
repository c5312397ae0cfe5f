/** Sinks that keep what they get, a toolkit over them, and reports to show. */

import { sampleProblem } from "../../../scripts/samples.ts";
import type { Sinks } from "../../../src/action/core.ts";
import { createToolkit, type Toolkit } from "../../../src/action/toolkit.ts";
import type { Env } from "../../../src/ncloud/ports.ts";
import { createReport, type ReportParts } from "../../../src/usage-plan/report.ts";
import type { Outcome, Report, Target, Verdict } from "../../../src/usage-plan/types.ts";
import { canBeGreen } from "../../../src/usage-plan/verdicts.ts";

export interface Kept {
  readonly sinks: Sinks;
  /** Everything that any sink got, in order. */
  readonly all: string[];
  readonly info: string[];
  readonly debug: string[];
  readonly warnings: string[];
  readonly failures: string[];
  readonly errors: string[];
  readonly groups: string[];
  readonly secrets: string[];
  readonly outputs: Map<string, string>;
  readonly states: Map<string, string>;
  readonly files: Map<string, string>;
  readonly summary: string[];
}

export function keep(options: { readonly summaryFails?: Error } = {}): Kept {
  const kept: Omit<Kept, "sinks"> = {
    all: [],
    info: [],
    debug: [],
    warnings: [],
    failures: [],
    errors: [],
    groups: [],
    secrets: [],
    outputs: new Map(),
    states: new Map(),
    files: new Map(),
    summary: [],
  };
  const into = (list: string[]) => (text: string, properties?: { readonly title?: string }) => {
    list.push(text);
    kept.all.push(text, properties?.title ?? "");
  };
  const sinks: Sinks = {
    info: into(kept.info),
    debug: into(kept.debug),
    warning: into(kept.warnings),
    error: into(kept.errors),
    setFailed: into(kept.failures),
    startGroup: into(kept.groups),
    endGroup: () => undefined,
    setOutput(name, value) {
      kept.outputs.set(name, value);
      kept.all.push(value);
    },
    saveState(_, values) {
      for (const [name, value] of values) {
        kept.states.set(name, value);
        kept.all.push(value);
      }
    },
    writeFile(folder, name, text) {
      kept.files.set(name, text);
      kept.all.push(text);
      return `${folder}/${name}.json`;
    },
    setSecret: (value) => kept.secrets.push(value),
    appendSummary(_, markdown) {
      if (options.summaryFails !== undefined) throw options.summaryFails;
      kept.summary.push(markdown);
      kept.all.push(markdown);
    },
  };
  return { ...kept, sinks };
}

export const RUNNER: Env = {
  GITHUB_ACTIONS: "true",
  GITHUB_STEP_SUMMARY: "/summary",
  GITHUB_STATE: "/state",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "acme/shop",
  GITHUB_RUN_ID: "42",
  GITHUB_RUN_ATTEMPT: "1",
  GITHUB_ACTOR: "kim",
  GITHUB_WORKFLOW: "release",
  GITHUB_JOB: "detach",
  GITHUB_ACTION_REPOSITORY: "acme/ncp-apigw-detach-usage-plan",
  GITHUB_ACTION_REF: "v1.0.0",
};

/** Inputs as a runner hands them over. */
export function inputsOf(inputs: Readonly<Record<string, string>>): Env {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

export function kit(
  env: Env = {},
  options: { readonly summaryFails?: Error } = {},
): Kept & { readonly toolkit: Toolkit } {
  const kept = keep(options);
  return { ...kept, toolkit: createToolkit({ ...RUNNER, ...env }, kept.sinks) };
}

/** Whatever a server or a user may have written, at its worst. */
export function hostileFacts<Facts extends object>(facts: Facts, text = HOSTILE): Facts {
  const worst = Object.entries(facts).map(([key, value]: [string, unknown]) => {
    if (typeof value === "string" && key !== "level" && key !== "reason") return [key, text];
    return [key, Array.isArray(value) ? [text, text] : value];
  });
  return Object.fromEntries(worst) as Facts;
}

export const TARGET: Target = {
  product: { id: "prod000001", name: "결제 서비스" },
  api: { id: "api0000001", name: "orders" },
  stage: { id: "stage00001", name: "prod" },
  plan: { id: "plan000001", name: "Gold" },
};

export function outcome(verdict: Verdict, more: Partial<Outcome> = {}): Outcome {
  const common = { target: TARGET, changed: verdict === "detached", ...more };
  // A verdict that is never wanted comes with a problem: any will do where none is given.
  return canBeGreen(verdict) ? { ...common, verdict } : { problem: sampleProblem("forbidden"), ...common, verdict };
}

export function report(parts: Partial<ReportParts> = {}): Report {
  return createReport({
    mode: "detach",
    dryRun: false,
    started: 1_700_000_000_000,
    ended: 1_700_000_001_500,
    ...parts,
  });
}

/**
 * Every escape changes it: taken out only where that is done before escaping. As a key it would be refused as an
 * input, but it is masked before that is known.
 */
export const FRAGILE_SECRET = "SEC_RET*\u200bse|cret[01]23456789";

/** What a server could send to break a place where it is shown. */
export const HOSTILE =
  "\u001b[31m::set-env name=X::y\r\n::error::boo\n##[add-path]/evil\u202e\u200b</td></table><script>alert(1)</script>[a](javascript:1)![x](http://evil/x.png)`code`|**b** @octocat #1 ${{ secrets.X }} ';--\u0000\ud800";
