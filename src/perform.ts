/** The work of a step within its limits, and its end said in every place. */
import { leaveComment } from "./action/audit.ts";
import { createLog, type Log, type Reporting, warnAside, wordsOf } from "./action/log.ts";
import { type Papers, writeOutputs } from "./action/outputs.ts";
import { writeSummary } from "./action/summary.ts";
import { WORK } from "./modes.ts";
import { checkReceiptSize, receiptOf } from "./receipts.ts";
import { inSession } from "./session.ts";
import { recordOf, type Step } from "./step.ts";
import { type Approval, everyOf, successorOf, toApprove } from "./usage-plan/approval.ts";
import { intended } from "./usage-plan/receipt.ts";
import { createReport } from "./usage-plan/report.ts";
import type { Run } from "./usage-plan/run.ts";
import { type Note, type Outcome, type Report, type Tell, writesNothing } from "./usage-plan/types.ts";

export interface Around {
  /** What was found before the work began. */
  readonly notes?: readonly Note[];
  /** Before the first request. What it throws is the end of the run. */
  before?(): void;
  readonly beforeWrites?: NonNullable<Run["beforeWrites"]>;
}

export async function perform(step: Step, { notes = [], before, beforeWrites }: Around = {}): Promise<Report> {
  const { host, toolkit, config, started } = step;
  const { mode, dryRun } = config;
  const log = createLog(step);
  const warnings: Note[] = [];
  let keysLookedAt = true;
  const tell: Tell = (note) => {
    if (note.code === "keys-not-looked-at") keysLookedAt = false;
    if (note.level === "warning") warnings.push(note);
    log.tell(note);
  };
  for (const note of notes) tell(note);
  const work = async (run: Run) => {
    before?.();
    return await WORK[mode](run, step);
  };
  const session = await inSession(host, config, {
    tell,
    work,
    beforeFirstWrite: (stages) =>
      checkReceiptSize(
        step,
        stages.map(({ at, plans }) => intended(at, plans)),
      ),
    ...(beforeWrites && { beforeWrites }),
  });
  const receipt = receiptOf(step, session.outcomes);
  if (receipt?.shortened) tell({ code: "receipt-shortened", level: "warning", facts: {} });
  const ended = host.clock.now();
  const about = { mode, dryRun, started, ended, warnings, keysLookedAt };
  // From here on there is no secret in it, whatever shows it.
  const report = toolkit.redact(createReport({ ...about, ...session, receipt: receipt?.line }));
  const papers = { approval: approvalOf(step, session.outcomes), receipt: receipt?.json };
  conclude(step, log, report, { summary: config.summary, ...papers });
  await leaveComment(step, report, session.leftMs);
  return report;
}

/** The report in log, outputs and summary. */
export function conclude(
  reporting: Reporting,
  log: Log,
  report: Report,
  { summary, ...papers }: { readonly summary: boolean } & Papers,
): void {
  const { toolkit, messages, context } = reporting;
  log.finish(report);
  // The outputs are the main step's: what a post step sets reaches nobody, or hides them.
  if (context.rollback === undefined) {
    const { outputs, file } = writeOutputs(toolkit, report, papers);
    if (file !== undefined) warnAside(reporting, "file", file);
    // Later steps count on them: without them the step is red. What was done has been said by then.
    if (outputs !== undefined) toolkit.setFailed(messages.labels.sideFailure("outputs", wordsOf(toolkit, outputs)));
  }
  if (summary) writeSummary(reporting, report);
}

/** Of a run without writes: what a run by its approval would write. */
function approvalOf(step: Step, outcomes: readonly Outcome[]): Approval | undefined {
  const stages = writesNothing(step.config) ? toApprove(outcomes) : [];
  if (stages.length === 0) return undefined;
  const { account: _, ...record } = recordOf(step);
  const successor = successorOf(outcomes);
  const every = everyOf(step.config.selection);
  return step.toolkit.redact({ ...record, ...(successor && { successor }), ...(every && { every }), stages });
}
