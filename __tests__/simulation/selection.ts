/** What a case asks for: as inputs for the run, and as this side's own idea of what that means. */
import type { Case, How } from "./case.ts";
import type { Env } from "./run.ts";
import type { Truth } from "./truth.ts";
import {
  ACCESS_KEY,
  APIS,
  apiOf,
  type Named,
  PLANS,
  PRODUCTS,
  productOf,
  SECRET_KEY,
  STAGES,
  TYPO,
} from "./universe.ts";

const TYPO_NAME = "없는 이름";

export interface Selector {
  readonly all: boolean;
  /** Left out: not given. */
  readonly ids?: readonly string[];
  readonly names?: readonly string[];
  /** A name, without an id beside it, of two things. Left out: no. */
  readonly ambiguous?: boolean;
}

export interface Wanted {
  readonly product: Selector;
  readonly api: Selector;
  readonly stage: Selector;
  readonly plan: Selector;
  /** By an approval: these and no others, whatever else the four could mean together. */
  readonly pairs?: readonly Pair[];
}

/** `false`: the run has no inputs that need reads. */
export const readsAllowed = ({ inputs }: Case): boolean => inputs.verify;

const isShared = (plan: Named): boolean => PLANS.some(({ id, name }) => id !== plan.id && name === plan.name);

/** Nobody renames or deletes anything. */
export const isStable = (phases: Case["phases"]): boolean =>
  phases.every(({ others }) => others.every(({ do: what }) => !/^(rename|delete)/.test(what)));

export function wantedOf(the: Case): Wanted {
  const { selection, inputs } = the;
  const star = inputs.verify ? selection.star : "none";
  const first = selection.stages[0] ?? 0;
  const api = apiOf(first);
  const level = (name: "product" | "api" | "stage" | "plan", all: boolean, things: readonly Named[]): Selector => {
    if (all) return { all };
    const several = things.length > 1;
    const asked = inputs.verify ? selection[name] : "id";
    const how: How = several && (asked === "both" || asked === "mismatch") ? "id" : asked;
    const wrong = selection.typo === name;
    const ids = things.map(({ id }, at) => (wrong && at === 0 ? TYPO : id));
    const names = things.map(({ name: text }, at) => (wrong && at === 0 ? TYPO_NAME : text));
    if (how === "id") return { all, ids };
    if (how === "name") {
      const shared = name === "plan" && PLANS.some((plan) => names.includes(plan.name) && isShared(plan));
      const ambiguous = (the.twin?.level === name && !wrong) || (shared && isStable(the.phases));
      return { all, names: [...new Set(names)], ...(ambiguous && { ambiguous }) };
    }
    return { all, ids, names: how === "both" ? names : [TYPO_NAME] };
  };
  const pick = (list: readonly Named[], indexes: readonly number[]): Named[] => indexes.flatMap((at) => list[at] ?? []);
  const stages = selection.stages.filter((stage) => apiOf(stage) === api);
  return {
    product: level("product", star === "product", pick(PRODUCTS, [productOf(api)])),
    api: level("api", star === "product" || star === "api", pick(APIS, [api])),
    stage: level("stage", star !== "none" && star !== "plan", pick(STAGES, stages)),
    plan: level("plan", star === "plan", pick(PLANS, selection.plans)),
  };
}

/** The effective inputs: what does not go together is left at its default. */
export function inputsOf({ inputs }: Case): Case["inputs"] {
  const { mode, verify, lookAtKeys } = inputs;
  const noKeys = { guard: null, successor: null } as const;
  if (!verify)
    return { ...inputs, ...noKeys, mode: "detach", dryRun: false, ifNotAttached: "succeed", rollback: false };
  if (mode === "check") return { ...inputs, ...noKeys, lookAtKeys: true, ifNotAttached: "succeed", rollback: false };
  return lookAtKeys ? inputs : { ...inputs, ...noKeys };
}

/** The id of the plan that keys move to, if one is named. */
export function successorOf(the: Case): string | undefined {
  const { successor } = inputsOf(the);
  return successor === null ? undefined : PLANS[successor]?.id;
}

/** A successor that is one of the plans itself: nothing may be written. A star leaves it out. */
export function isOwnSuccessor(the: Case, wanted: Wanted): boolean {
  const { ids, names } = wanted.plan;
  const own = PLANS.find(({ id }) => id === successorOf(the));
  if (own === undefined || wanted.plan.all) return false;
  return ids?.includes(own.id) ?? names?.some((name) => name.normalize("NFC") === own.name.normalize("NFC")) ?? false;
}

function common(the: Case): Record<string, string> {
  const { timeout, concurrency, language } = the.inputs;
  return {
    "INPUT_ACCESS-KEY": ACCESS_KEY,
    "INPUT_SECRET-KEY": SECRET_KEY,
    INPUT_TIMEOUT: String(timeout),
    INPUT_CONCURRENCY: String(concurrency),
    INPUT_LANGUAGE: language,
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: "/simulated",
    GITHUB_STATE: "/state",
    GITHUB_REPOSITORY: "example/gateway",
    GITHUB_RUN_ID: "1",
    GITHUB_ACTOR: "somebody",
  };
}

export function mainEnv(the: Case): Env {
  const { mode, dryRun, verify, ifNotAttached, guard, rollback, lookAtKeys } = inputsOf(the);
  const successor = successorOf(the);
  const env: Record<string, string> = {
    ...common(the),
    INPUT_MODE: mode,
    "INPUT_DRY-RUN": String(dryRun),
    INPUT_VERIFY: String(verify),
  };
  if (ifNotAttached !== "succeed") env["INPUT_IF-NOT-ATTACHED"] = ifNotAttached;
  if (guard !== null) env["INPUT_MAX-AFFECTED-API-KEYS"] = String(guard);
  if (successor !== undefined) env["INPUT_SUCCESSOR-PLAN-ID"] = successor;
  if (!lookAtKeys) env["INPUT_LOOK-AT-API-KEYS"] = "false";
  if (rollback) env["INPUT_ROLLBACK-ON-FAILURE"] = "true";
  const wanted = wantedOf(the);
  for (const [level, input] of [
    ["product", "PRODUCT"],
    ["api", "API"],
    ["stage", "STAGE"],
    ["plan", "USAGE-PLAN"],
  ] as const) {
    const { all, ids, names } = wanted[level];
    if (all) env[`INPUT_${input}-ID`] = "*";
    if (ids !== undefined) env[`INPUT_${input}-ID`] = ids.join(level === "plan" ? "\n" : ",");
    // A value of several lines: a comma in it belongs to the name.
    if (names !== undefined) env[`INPUT_${input}-NAME`] = `${names.join("\n")}\n`;
  }
  return env;
}

/** The limits hold beside it; what is to be written, and where keys move, stands in the approval. */
export function approvedEnv(the: Case, approval: string): Env {
  const { ifNotAttached, guard, rollback } = the.inputs;
  return {
    ...common(the),
    INPUT_MODE: "detach",
    INPUT_APPROVAL: approval,
    ...(ifNotAttached !== "succeed" && { "INPUT_IF-NOT-ATTACHED": ifNotAttached }),
    ...(guard !== null && { "INPUT_MAX-AFFECTED-API-KEYS": String(guard) }),
    ...(rollback && { "INPUT_ROLLBACK-ON-FAILURE": "true" }),
  };
}

export function restoreEnv(the: Case, receipt: string, dryRun: boolean): Env {
  return { ...common(the), INPUT_MODE: "restore", INPUT_RECEIPT: receipt, "INPUT_DRY-RUN": String(dryRun) };
}

/** As the runner starts a post step: the same inputs, and what the main step saved. */
export function postEnv(the: Case, state: ReadonlyMap<string, string>): Env {
  const saved = Object.fromEntries([...state].map(([name, value]) => [`STATE_${name}`, value]));
  return { ...mainEnv(the), ...saved };
}

/** Whether a thing was meant through all of a stretch of time, at some moment of it, or never. */
export type Fit = "always" | "sometimes" | "never";

export function fitOf(selector: Selector, id: string, truth: Truth, from: number, to: number): Fit {
  if (selector.all) return "always";
  if (selector.ids !== undefined && !selector.ids.includes(id)) return "never";
  if (selector.names === undefined) return "always";
  const meant = new Set(selector.names.map((name) => name.normalize("NFC")));
  const fits = truth.namesIn(id, from, to).map((name) => meant.has(name.normalize("NFC")));
  return fits.every(Boolean) ? "always" : fits.some(Boolean) ? "sometimes" : "never";
}

export interface Pair {
  readonly stage: string;
  readonly plan: string;
}

/** How a stage and a plan fit what was asked for. */
export function pairFit(wanted: Wanted, { stage, plan }: Pair, truth: Truth, from: number, to: number): Fit {
  const place = STAGES.findIndex(({ id }) => id === stage);
  if (wanted.pairs !== undefined)
    return wanted.pairs.some((each) => each.stage === stage && each.plan === plan) ? "always" : "never";
  const api = APIS[apiOf(place)];
  const product = PRODUCTS[api?.product ?? -1];
  if (api === undefined || product === undefined || !PLANS.some(({ id }) => id === plan)) return "never";
  const fits = [
    fitOf(wanted.product, product.id, truth, from, to),
    fitOf(wanted.api, api.id, truth, from, to),
    fitOf(wanted.stage, stage, truth, from, to),
    fitOf(wanted.plan, plan, truth, from, to),
  ];
  if (fits.includes("never")) return "never";
  // A name of two plans means neither for sure.
  const named = wanted.plan.ids === undefined && wanted.plan.names !== undefined;
  if (fits.includes("sometimes") || (named && truth.sharesName(plan, from, to))) return "sometimes";
  return "always";
}

export const PAIRS: readonly Pair[] = STAGES.flatMap((stage) =>
  PLANS.map((plan) => ({ stage: stage.id, plan: plan.id })),
);

const LEVELS = ["product", "api", "stage", "plan"] as const;

/** A name of nothing, or not the name of the id beside it: then nothing at all may be written. */
export const hasWrongName = (wanted: Wanted): boolean =>
  LEVELS.some((level) => wanted[level].names?.includes(TYPO_NAME) === true);

/** A name of two things: nobody can mean one of them by it, wherever they are. */
export const isAmbiguous = (wanted: Wanted): boolean => LEVELS.some((level) => wanted[level].ambiguous === true);

/** Something that was asked for does not exist. */
export const hasTypo = (wanted: Wanted): boolean =>
  hasWrongName(wanted) || LEVELS.some((level) => wanted[level].ids?.includes(TYPO) === true);

/** It can never be green. */
export const isWrong = (wanted: Wanted): boolean => hasTypo(wanted) || isAmbiguous(wanted);
