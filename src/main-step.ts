/** The main step: read → mask → validate → run the mode → report. */
import { InputError, readConfig } from "./action/config.ts";
import { readRunContext } from "./action/context.ts";
import { createLog, warnAside } from "./action/log.ts";
import { loadMessages } from "./action/messages/index.ts";
import { shortSecrets } from "./action/secrets.ts";
import { createToolkit, type Toolkit } from "./action/toolkit.ts";
import { createJournal } from "./journal.ts";
import { conclude, perform } from "./perform.ts";
import type { Host } from "./session.ts";
import type { Step } from "./step.ts";
import { problem } from "./usage-plan/problem.ts";
import { createReport } from "./usage-plan/report.ts";
import type { Note } from "./usage-plan/types.ts";

export async function mainStep(host: Host): Promise<void> {
  const toolkit = createToolkit(host.env, host.sinks);
  const step = await open(host, toolkit);
  if (step === undefined) return;
  const notes = shortSecrets(host.env).map(
    (name): Note => ({ code: "secret-is-short", level: "warning", facts: { name } }),
  );
  const { rollbackOnFailure, dryRun } = step.config;
  if (!rollbackOnFailure || dryRun) {
    await perform(step, { notes });
    return;
  }
  const journal = createJournal(step);
  const { outcomes } = await perform({ ...step, host: journal.host }, { notes, before: journal.begin, ...journal });
  try {
    journal.end(outcomes);
  } catch (error) {
    // The post step then looks at everything itself.
    warnAside(step, "state", error);
  }
}

/** `undefined`: inputs were wrong, and that has been said. */
async function open(host: Host, toolkit: Toolkit): Promise<Step | undefined> {
  const started = host.clock.now();
  try {
    const config = readConfig(host.env);
    const messages = await loadMessages(config.language);
    return { host, toolkit, messages, config, context: toolkit.redact(readRunContext(host.env, config)), started };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const messages = await loadMessages(error.language);
    const { faults } = error;
    const problems = [problem("invalid-input", { list: faults.map(messages.inputFault) })];
    const report = toolkit.redact(
      createReport({ mode: "detach", dryRun: false, started, ended: host.clock.now(), problems }),
    );
    const context = toolkit.redact(readRunContext(host.env));
    const reporting = { toolkit, messages, context };
    conclude(reporting, createLog(reporting), report, { summary: error.summary });
    return undefined;
  }
}
