/** read → mask → validate → run the mode → report: the main step, and the post step that takes it back. */
import { leaveComment } from "./action/audit.ts";
import { InputError, readConfig } from "./action/config.ts";
import { type RunContext, readRunContext } from "./action/context.ts";
import type { Config } from "./action/inputs.ts";
import { createLog } from "./action/log.ts";
import { loadMessages, type Messages } from "./action/messages/index.ts";
import { writeOutputs } from "./action/outputs.ts";
import { createSaver, readForPost, type SavedRun } from "./action/state.ts";
import { writeSummary } from "./action/summary.ts";
import { createToolkit, type Toolkit } from "./action/toolkit.ts";
import { accountOf } from "./ncloud/account.ts";
import { type Host, inSession } from "./session.ts";
import { check } from "./usage-plan/check.ts";
import { detach } from "./usage-plan/detach.ts";
import { problem } from "./usage-plan/problem.ts";
import {
  intended,
  type ReceiptRecord,
  type ReceiptScope,
  type ReceiptStage,
  readReceipt,
  stagesToUndo,
  writeReceipt,
} from "./usage-plan/receipt.ts";
import { createReport } from "./usage-plan/report.ts";
import { resolve } from "./usage-plan/resolve.ts";
import { restore, workOf } from "./usage-plan/restore.ts";
import type { Run } from "./usage-plan/run.ts";
import type { Note, Outcome, Report, Tell } from "./usage-plan/types.ts";
import { type StageWork, targetsOf } from "./usage-plan/work.ts";

/** A comment must not hold up a release: what it has not said by then stands in the summary. */
const MAX_COMMENT_MS = 10_000;

export async function main(host: Host): Promise<void> {
  const toolkit = createToolkit(host.env, host.sinks);
  const saved = readForPost(toolkit);
  await (saved === undefined ? mainStep(host, toolkit) : postStep(host, toolkit, saved));
}

async function mainStep(host: Host, toolkit: Toolkit): Promise<void> {
  const save = createSaver(toolkit);
  save({ result: undefined, changed: false, receipt: undefined });
  const started = host.clock.now();
  let config: Config;
  try {
    config = readConfig(host.env);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const messages = await loadMessages(error.language);
    const { faults } = error;
    const problems = [problem("invalid-input", { count: faults.length, list: faults.map(messages.inputFault) })];
    const report = createReport({ mode: "detach", dryRun: false, started, ended: host.clock.now(), problems });
    const context = readRunContext(host.env);
    createLog(toolkit, messages, context).finish(report);
    tryOutputs(toolkit, messages, report);
    if (error.summary) writeSummary(toolkit, messages, report, context);
    return;
  }
  const messages = await loadMessages(config.language);
  const context = readRunContext(host.env, config);
  const record = recordOf(config, context, started);
  const intents: ReceiptStage[] = [];
  const beforeWrites: Run["beforeWrites"] = config.rollbackOnFailure
    ? (at, plans) => {
        intents.push(intended(at, plans));
        save({ result: undefined, changed: true, receipt: writeReceipt(record, intents).text });
      }
    : undefined;
  const report = await perform(
    host,
    toolkit,
    messages,
    config,
    context,
    (run) => runMode(run, config, record),
    beforeWrites,
  );
  save({ result: report.result, changed: report.changed, receipt: report.receipt });
}

/** The modes differ in where their work comes from and in what they do with it. */
async function runMode(run: Run, config: Config, scope: ReceiptScope): Promise<readonly Outcome[]> {
  if (config.mode === "restore") {
    const receipt = readReceipt(config.receipt ?? "", scope);
    tellTargets(run, workOf(receipt));
    return restore(run, receipt);
  }
  const work = await resolve(run, config.selection);
  tellTargets(run, work);
  return config.mode === "check" ? check(run, work) : detach(run, work);
}

/** The list is fixed, and said, before the first write. */
function tellTargets(run: Run, work: readonly StageWork[]): void {
  const targets = targetsOf(work);
  const list = targets.map(({ product, api, stage, plan }) =>
    [product, api, stage, plan].map(({ id, name }) => name ?? id).join(" / "),
  );
  const facts = { count: targets.length, list };
  run.tell(
    targets.length === 0
      ? { code: "nothing-to-do", level: "info", facts: {} }
      : { code: "targets", level: "info", facts },
  );
}

/** Runs the work within its limits, and says in every place how it ended. */
async function perform(
  host: Host,
  toolkit: Toolkit,
  messages: Messages,
  config: Config,
  context: RunContext,
  work: (run: Run) => Promise<readonly Outcome[]>,
  beforeWrites?: Run["beforeWrites"],
): Promise<Report> {
  const { mode, dryRun } = config;
  const started = host.clock.now();
  const log = createLog(toolkit, messages, context);
  const warnings: Note[] = [];
  const tell: Tell = (note) => {
    if (note.level === "warning") warnings.push(note);
    log.tell(note);
  };
  const session = await inSession(host, config, { tell, work, ...(beforeWrites && { beforeWrites }) });
  const receipt = receiptOf(config, recordOf(config, context, started), session.outcomes, tell);
  const report = createReport({ mode, dryRun, started, ended: host.clock.now(), ...session, warnings, receipt });
  log.finish(report);
  // The outputs are the main step's: what a post step sets reaches nobody, or hides them.
  if (context.rollback === undefined) tryOutputs(toolkit, messages, report);
  if (config.summary) writeSummary(toolkit, messages, report, context);
  const { githubToken: token, auditIssue: issue } = config;
  if (token !== undefined && issue !== undefined) {
    // The comment lives within the run's limit as well, but for a second that a run at its limit may take for it.
    const limitMs = Math.min(MAX_COMMENT_MS, session.leftMs + 1_000);
    await leaveComment(toolkit, messages, report, context, { token, issue }, host.env, limitMs);
  }
  return report;
}

/** Later steps count on the outputs: without them the step is red, but what was done has been said by then. */
function tryOutputs(toolkit: Toolkit, messages: Messages, report: Report): void {
  try {
    writeOutputs(toolkit, report);
  } catch (error) {
    toolkit.setFailed(messages.labels.sideFailure("outputs", error instanceof Error ? error.message : String(error)));
  }
}

function receiptOf(
  config: Config,
  record: ReceiptRecord,
  outcomes: readonly Outcome[],
  tell: Tell,
): string | undefined {
  const stages = config.mode === "detach" ? stagesToUndo(outcomes) : [];
  if (stages.length === 0) return undefined;
  const { text, shortened } = writeReceipt(record, stages);
  if (shortened) tell({ code: "receipt-shortened", level: "warning", facts: {} });
  return text;
}

function recordOf(config: Config, context: RunContext, at: number): ReceiptRecord {
  return {
    site: config.site,
    origin: config.endpoint.origin,
    account: accountOf(config.accessKey),
    at: new Date(at).toISOString(),
    ...(context.runUrl === undefined ? {} : { run: context.runUrl }),
    ...(context.actor === undefined ? {} : { by: context.actor }),
    ...(config.reason === undefined ? {} : { reason: config.reason }),
  };
}

/** The post step puts back what the main step took off, when the job failed or was cancelled meanwhile. */
async function postStep(host: Host, toolkit: Toolkit, saved: SavedRun): Promise<void> {
  let config: Config;
  try {
    config = readConfig(host.env);
  } catch (error) {
    // The main step said it already, and changed nothing.
    if (error instanceof InputError) return;
    throw error;
  }
  if (!config.rollbackOnFailure) return;
  const messages = await loadMessages(config.language);
  const log = createLog(toolkit, messages);
  const { receipt } = saved;
  if (config.jobStatus === "success") return log.tell({ code: "rollback-skipped", level: "debug", facts: {} });
  if (receipt === undefined) return log.tell({ code: "rollback-nothing", level: "info", facts: {} });

  const context: RunContext = { ...readRunContext(host.env, config), rollback: { receipt } };
  const undo: Config = { ...config, mode: "restore", dryRun: false, receipt };
  const scope = recordOf(undo, context, host.clock.now());
  await perform(host, toolkit, messages, undo, context, (run) => runMode(run, undo, scope));
}
