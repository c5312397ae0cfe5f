/** Sets every output, on success and on failure. */
import { type Approval, approvalJson } from "../usage-plan/approval.ts";
import type { AffectedKey, Outcome, Report } from "../usage-plan/types.ts";
import { countByVerdict, VERDICTS } from "../usage-plan/verdicts.ts";
import { cut, jsonLine } from "./escape.ts";
import { MAX_LINE, pack, readable } from "./paper.ts";
import { redFirst } from "./render.ts";
import type { Toolkit } from "./toolkit.ts";

/**
 * GitHub allows 1 MiB of outputs per job, counted in UTF-16: 524,288 units. A receipt comes only with runs that wrote,
 * approval and matrix only with runs that did not; `results` get what they leave.
 */
const MAX_OUTPUTS = 510_000;
export const MAX_RESULTS = 380_000;
export const MAX_MATRIX = 250_000;
/** A matrix makes at most 256 jobs. */
const MAX_CHUNK = 256;

const MAX_NAME = 100;

export interface Papers {
  /** Of a run without writes: what it would have written. */
  readonly approval?: Approval | undefined;
  /** The receipt as people read it. */
  readonly receipt?: string | undefined;
}

/** What could not be written, by kind: the reason of the first of each. */
export interface Unwritten {
  readonly outputs?: unknown;
  readonly file?: unknown;
}

/** Whatever cannot be written, the rest is: a short output fits where a long one does not. */
export function writeOutputs(toolkit: Toolkit, report: Report, papers: Papers = {}): Unwritten {
  const { approval } = papers;
  const counts = countByVerdict(report.outcomes);
  const unwritten: { -readonly [K in keyof Unwritten]: Unwritten[K] } = {};
  const set = (name: string, value: string): void => {
    try {
      toolkit.setOutput(name, value);
    } catch (error) {
      unwritten.outputs ??= error;
    }
  };
  const setFile = (name: string, kind: string, text: string | undefined): void => {
    try {
      set(name, text === undefined ? "" : toolkit.writeTemp(kind, text));
    } catch (error) {
      unwritten.file ??= error;
      set(name, "");
    }
  };
  set("result", report.result);
  set("changed", String(report.changed));
  set("code", firstCode(report));
  set("receipt", report.receipt ?? "");
  setFile("receipt-file", "ncp-receipt", papers.receipt);
  const line = approval === undefined ? "" : lineOf(approval);
  const matrix = matrixOf(approval);
  const left = MAX_OUTPUTS - line.length - matrix.length;
  set("approval", line);
  setFile("approval-file", "ncp-approval", approval && readable(approvalJson(approval)));
  set("results", resultsOf(report.outcomes, Math.min(MAX_RESULTS, left)));
  set("matrix", matrix);
  set("total-count", String(report.outcomes.length));
  for (const verdict of VERDICTS) set(`${verdict}-count`, String(counts[verdict]));
  return unwritten;
}

/** The code of what made the step red: of the run, or of the first target with the step's verdict. */
function firstCode({ problems, outcomes, result }: Report): string {
  const worst = outcomes.find(({ verdict, problem }) => verdict === result && problem !== undefined);
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

function entryOf({ target, verdict, changed, problem, keys }: Outcome, names: boolean): object {
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
    // A plan can have thousands of them: they go with the names, where it is too much.
    ...(names && keys !== undefined && keys.length > 0 ? { apiKeys: keys.map(keyEntryOf) } : {}),
  };
}

function keyEntryOf({ id, name, status, monthCalls, movedTo }: AffectedKey): object {
  return { id, name: cut(name, MAX_NAME), status, monthCalls, movedTo: movedTo?.id };
}

/** What is too long to be handed to a later step is left to the matrix, stage by stage. */
function lineOf(approval: Approval): string {
  const line = pack("approval", JSON.stringify(approvalJson(approval)));
  return line.length <= MAX_LINE ? line : "";
}

/**
 * For `strategy.matrix`: chunks of at most 256 entries, one entry per stage with all its plans, in the names of the
 * inputs. Over the limit stages are left out from the end: a run after this one finds them again.
 */
export function matrixOf(approval: Approval | undefined, limit = MAX_MATRIX): string {
  if (approval === undefined) return "[]";
  const { run: _, by: _by, reason: _reason, every: _every, ...record } = approval;
  const entries = approval.stages.map((stage) => ({
    "product-id": stage.product.id,
    "api-id": stage.api.id,
    "stage-id": stage.stage.id,
    "usage-plan-id": stage.plans.map(({ id }) => id).join("\n"),
    approval: pack("approval", JSON.stringify(approvalJson({ ...record, stages: [stage] }))),
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
