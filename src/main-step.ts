/** The main step: read → mask → validate → run the mode → report. */
import { InputError, readConfig } from "./action/config.ts";
import { readRunContext } from "./action/context.ts";
import { createLog } from "./action/log.ts";
import { loadMessages } from "./action/messages/index.ts";
import { pack } from "./action/paper.ts";
import { createSaver } from "./action/state.ts";
import { writeSummary } from "./action/summary.ts";
import { createToolkit, type Toolkit } from "./action/toolkit.ts";
import { perform, tryOutputs } from "./perform.ts";
import type { Host } from "./session.ts";
import { recordOf, type Step } from "./step.ts";
import { problem } from "./usage-plan/problem.ts";
import { intended, type ReceiptStage, receiptJson } from "./usage-plan/receipt.ts";
import { createReport } from "./usage-plan/report.ts";
import type { Run } from "./usage-plan/run.ts";

export async function mainStep(host: Host): Promise<void> {
  const toolkit = createToolkit(host.env, host.sinks);
  const save = createSaver(toolkit);
  save({ result: undefined, changed: false, receipt: undefined });
  const step = await open(host, toolkit);
  if (step === undefined) return;
  const intents: ReceiptStage[] = [];
  const beforeWrites: Run["beforeWrites"] = step.config.rollbackOnFailure
    ? (at, plans, successor) => {
        intents.push(intended(at, plans, successor));
        const lastWrite = new Date(host.clock.now()).toISOString();
        const receipt = JSON.stringify(receiptJson({ ...recordOf(step), lastWrite }, intents));
        save({ result: undefined, changed: true, receipt: pack("receipt", receipt) });
      }
    : undefined;
  const report = await perform(step, beforeWrites);
  save({ result: report.result, changed: report.changed, receipt: report.receipt });
}

/** `undefined`: inputs were wrong, and that has been said. */
async function open(host: Host, toolkit: Toolkit): Promise<Step | undefined> {
  const started = host.clock.now();
  try {
    const config = readConfig(host.env);
    const messages = await loadMessages(config.language);
    return { host, toolkit, messages, config, context: readRunContext(host.env, config), started };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const messages = await loadMessages(error.language);
    const { faults } = error;
    const problems = [problem("invalid-input", { list: faults.map(messages.inputFault) })];
    const report = createReport({ mode: "detach", dryRun: false, started, ended: host.clock.now(), problems });
    const context = readRunContext(host.env);
    createLog(toolkit, messages, context).finish(report);
    tryOutputs(toolkit, messages, report);
    if (error.summary) writeSummary(toolkit, messages, report, context);
    return undefined;
  }
}
