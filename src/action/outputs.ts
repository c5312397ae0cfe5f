/** Sets every output, on success and on failure. */
import type { Outcome, Report, Verdict } from "../usage-plan/types.ts";
import { VERDICTS } from "../usage-plan/verdicts.ts";
import { cut, jsonLine } from "./escape.ts";
import { countsOf, redFirst } from "./render.ts";
import type { Toolkit } from "./toolkit.ts";

/**
 * GitHub allows 1 MiB of outputs per job, counted in UTF-16: 524,288 units. A receipt has at most 120 KiB and comes
 * only with runs that wrote, a matrix only with runs that did not: the two share what `results` leaves.
 */
export const MAX_RESULTS = 380_000;
export const MAX_MATRIX = 130_000;
/** A matrix makes at most 256 jobs. */
export const MAX_CHUNK = 256;

const MAX_NAME = 100;

/** What the plan is still on: a further run would have work with it. */
const TO_DETACH: ReadonlySet<Verdict> = new Set<Verdict>(["would-detach", "attached"]);

export function writeOutputs(toolkit: Toolkit, given: Report): void {
  const report = toolkit.redact(given);
  const counts = countsOf(report.outcomes);
  toolkit.setOutput("result", report.result);
  toolkit.setOutput("changed", String(report.changed));
  toolkit.setOutput("code", firstCode(report));
  toolkit.setOutput("receipt", report.receipt ?? "");
  for (const name of ["receipt-file", "approval", "approval-file"]) toolkit.setOutput(name, "");
  toolkit.setOutput("results", resultsOf(report.outcomes));
  toolkit.setOutput("matrix", matrixOf(report.outcomes));
  toolkit.setOutput("total-count", String(counts.total));
  for (const verdict of VERDICTS) toolkit.setOutput(`${verdict}-count`, String(counts[verdict]));
}

/** The code of what made the step red: of the run, or of the first target with the step's verdict. */
function firstCode({ problems, outcomes, result }: Report): string {
  const worst = outcomes.find((outcome) => outcome.verdict === result);
  return problems[0]?.code ?? worst?.problem?.code ?? "";
}

/**
 * One entry per target. Over the limit names are left out of all entries, then green entries from the end, then red
 * ones: it always is valid JSON, and `total-count` tells how many there would be.
 */
export function resultsOf(outcomes: readonly Outcome[], limit = MAX_RESULTS): string {
  const full = jsonLine(outcomes.map((outcome) => entryOf(outcome, true)));
  if (full.length <= limit) return full;
  const bare = jsonLine(outcomes.map((outcome) => entryOf(outcome, false)));
  return bare.length <= limit
    ? bare
    : fitting(
        redFirst(outcomes).map((outcome) => entryOf(outcome, false)),
        limit,
      );
}

function entryOf({ target, verdict, changed, problem }: Outcome, names: boolean): object {
  const { product, api, stage, plan } = target;
  const named = (key: string, name: string | undefined): object =>
    names && name !== undefined ? { [key]: cut(name, MAX_NAME) } : {};
  return {
    productId: product.id,
    ...named("productName", product.name),
    apiId: api.id,
    ...named("apiName", api.name),
    stageId: stage.id,
    ...named("stageName", stage.name),
    usagePlanId: plan.id,
    ...named("usagePlanName", plan.name),
    verdict,
    changed,
    ...(problem === undefined ? {} : { code: problem.code }),
  };
}

/**
 * For `strategy.matrix`: chunks of at most 256 entries, one entry per stage with all its plans, in the names of the
 * inputs. Over the limit stages are left out from the end: a run after this one finds them again.
 */
export function matrixOf(outcomes: readonly Outcome[], limit = MAX_MATRIX): string {
  const stages = new Map<string, { readonly target: Outcome["target"]; readonly plans: string[] }>();
  for (const { target, verdict } of outcomes) {
    if (!TO_DETACH.has(verdict)) continue;
    const place = [target.product.id, target.api.id, target.stage.id].join("/");
    const stage = stages.get(place) ?? { target, plans: [] };
    stage.plans.push(target.plan.id);
    stages.set(place, stage);
  }
  const entries = [...stages.values()].map(({ target, plans }) => ({
    "product-id": target.product.id,
    "api-id": target.api.id,
    "stage-id": target.stage.id,
    "usage-plan-id": plans.join("\n"),
  }));
  // A chunk costs two brackets and a comma: room for them is left.
  const kept = JSON.parse(fitting(entries, limit - 3 * Math.ceil(entries.length / MAX_CHUNK))) as object[];
  const chunks = Array.from({ length: Math.ceil(kept.length / MAX_CHUNK) }, (_, at) =>
    kept.slice(at * MAX_CHUNK, (at + 1) * MAX_CHUNK),
  );
  return jsonLine(chunks);
}

/** As many entries from the beginning as fit, as a JSON array. */
function fitting(entries: readonly object[], limit: number): string {
  const texts: string[] = [];
  let length = 2;
  for (const entry of entries) {
    const text = jsonLine(entry);
    length += text.length + 1;
    if (length > limit) break;
    texts.push(text);
  }
  return `[${texts.join(",")}]`;
}
