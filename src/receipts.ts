/** Receipts between the domain and the runner: written as one line and a readable file, read from inputs and files. */
import { MAX_JSON, MAX_LINE, pack, papersIn, readable } from "./action/paper.ts";
import { PaperFileError, papersFrom } from "./action/paper-files.ts";
import { recordOf, type Step } from "./step.ts";
import { runError } from "./usage-plan/problem.ts";
import { lastWriteOf, type ReceiptRecord, type ReceiptStage, receiptJson, stagesToUndo } from "./usage-plan/receipt.ts";
import { readReceipts, type StageToRestore } from "./usage-plan/receipt-read.ts";
import type { Outcome } from "./usage-plan/types.ts";

export interface WrittenReceipt {
  readonly line: string;
  /** The same, to be read by people. */
  readonly json: string;
  /** Names had to be left out. */
  readonly shortened: boolean;
}

/** What the run needs to be undone; undefined when it changed nothing. */
export function receiptOf(step: Step, outcomes: readonly Outcome[]): WrittenReceipt | undefined {
  const stages = step.config.mode === "detach" ? stagesToUndo(outcomes) : [];
  if (stages.length === 0) return undefined;
  const lastWrite = lastWriteOf(outcomes);
  return write(step, { ...recordOf(step), ...(lastWrite === undefined ? {} : { lastWrite }) }, stages);
}

/** JSON that fits however it packs: base64 makes four bytes of three, and deflate adds next to none to what it cannot shorten. */
const SURELY_FITS = 0.73 * MAX_LINE;

/** @throws {RunError} when the receipt of these writes could be handed to no later step: before the first of them */
export function checkReceiptSize(step: Step, stages: readonly ReceiptStage[]): void {
  const record = { ...recordOf(step), lastWrite: new Date(step.started).toISOString() };
  if (Buffer.byteLength(JSON.stringify(receiptJson(record, stages))) <= SURELY_FITS) return;
  const { line, json } = write(step, record, stages);
  const fits = line.length <= MAX_LINE && Buffer.byteLength(json) <= MAX_JSON;
  if (!fits) throw runError("receipt-too-large-to-pass-on", { count: line.length, limit: MAX_LINE });
}

function write({ toolkit }: Step, record: ReceiptRecord, stages: readonly ReceiptStage[]): WrittenReceipt {
  // Names and the reason come from outside; ids are the server's, and have to come back as they are.
  const [cleanRecord, cleanStages] = toolkit.redact([record, stages] as const);
  const full = lineOf(receiptJson(cleanRecord, cleanStages));
  if (full.line.length <= MAX_LINE) return { ...full, shortened: false };
  return { ...lineOf(receiptJson(cleanRecord, cleanStages, false)), shortened: true };
}

const lineOf = (receipt: object) => ({
  line: pack("receipt", JSON.stringify(receipt)),
  json: readable(receipt),
});

/**
 * All receipts that the step was given, as one undo. A dry run writes nothing: it may be made with another key.
 * @throws {RunError}
 */
export function receiptsGiven(step: Step): StageToRestore[] {
  const { receipt, receiptFile, dryRun } = step.config;
  const texts = [
    ...(receipt === undefined ? [] : papersIn("receipt", receipt, "receipt")),
    ...(receiptFile === undefined ? [] : filesOf(step, receiptFile)),
  ];
  return readReceipts(texts, recordOf(step), { anyAccount: dryRun });
}

function filesOf({ host }: Step, path: string) {
  try {
    return papersFrom("receipt", path, host.env);
  } catch (error) {
    if (!(error instanceof PaperFileError)) throw error;
    throw runError("receipt-invalid", { name: `receipt-file: ${path}`, expected: "ncp-receipt-2.…" }, error);
  }
}
