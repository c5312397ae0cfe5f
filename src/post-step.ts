/** The post step puts back what the main step took off: it is started when the job failed or was cancelled. */

import { InputError, readConfig } from "./action/config.ts";
import { type RunContext, readRunContext } from "./action/context.ts";
import type { Config } from "./action/inputs.ts";
import { createLog } from "./action/log.ts";
import { loadMessages } from "./action/messages/index.ts";
import { readForPost } from "./action/state.ts";
import { createToolkit } from "./action/toolkit.ts";
import { perform } from "./perform.ts";
import type { Host } from "./session.ts";

export async function postStep(host: Host): Promise<void> {
  const toolkit = createToolkit(host.env, host.sinks);
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
  const receipt = readForPost(toolkit)?.receipt;
  if (receipt === undefined) {
    return createLog(toolkit, messages).tell({ code: "rollback-nothing", level: "info", facts: {} });
  }
  const undo: Config = { ...config, mode: "restore", dryRun: false, receipt };
  const context: RunContext = { ...readRunContext(host.env, undo), rollback: { receipt } };
  await perform({ host, toolkit, messages, config: undo, context, started: host.clock.now() });
}
