/**
 * The post step attaches again what the main step detached: it is started when the job failed or was cancelled. What was
 * changed is answered by yes, no or not known, and not known is loud.
 */
import { type RunContext, readRunContext } from "./action/context.ts";
import { readCredentials } from "./action/inputs/account.ts";
import { createReader, type InputFault } from "./action/inputs/read.ts";
import { type Config, LANGUAGES, readInputs } from "./action/inputs.ts";
import { readJournal, stopMain } from "./action/living.ts";
import { createLog } from "./action/log.ts";
import { loadMessages, type Messages } from "./action/messages/index.ts";
import { pack } from "./action/paper.ts";
import { partsOf, readSaved, type Saved, type SavedStep } from "./action/state.ts";
import { createToolkit, type Toolkit } from "./action/toolkit.ts";
import { endpointOf } from "./ncloud/endpoint.ts";
import { perform } from "./perform.ts";
import type { Host } from "./session.ts";
import { problem, RunError } from "./usage-plan/problem.ts";
import { RECEIPT_VERSION } from "./usage-plan/receipt.ts";
import type { Problem } from "./usage-plan/types.ts";

/** A cancelled job has five minutes for all that is left of it. */
const MAX_MS = 240_000;
/** A short limit of the main step leaves no time to wait for a request in doubt. */
const MIN_MS = 45_000;
/** For saying how it ended. */
const REPORT_MS = 5_000;

export async function postStep(host: Host): Promise<void> {
  const toolkit = createToolkit(host.env, host.sinks);
  const begun = host.clock.monotonic();
  const found = readSaved(partsOf(host.env));
  if (found === undefined) return noRecord(host, toolkit);
  const messages = await loadMessages(found.step?.language ?? "en");
  const { saved, why } = await afterMain(host, toolkit, messages, found);
  const log = createLog({ toolkit, messages, context: readRunContext({}) });
  if (why === undefined && saved.stages.length === 0) {
    return log.tell({ code: "rollback-nothing", level: "info", facts: {} });
  }
  const { faults, ...keys } = keysOf(host);
  const step = saved.step ?? NOT_KNOWN;
  const receipt = receiptOf(saved, step, host.clock.now());
  const leftMs = MAX_MS - REPORT_MS - (host.clock.monotonic() - begun);
  const config: Config = {
    // A restore without any input: whatever they say by now, it is the main step's work.
    ...readInputs(createReader({ INPUT_MODE: "restore" }, [])),
    ...step,
    ...keys,
    site: step.record.site,
    endpoint: { origin: step.record.origin },
    reason: step.record.reason,
    receipt,
    timeoutMs: Math.min(Math.max(step.timeoutMs, MIN_MS), leftMs),
  };
  const context: RunContext = { ...toolkit.redact(readRunContext(host.env, config)), rollback: { receipt } };
  const problems: readonly Problem[] = why !== undefined ? [why] : inputProblems(faults, messages);
  const before = (): void => {
    if (problems.length > 0) throw new RunError(problems);
  };
  await perform({ host, toolkit, messages, config, context, started: host.clock.now() }, { before });
}

/** Nothing is written without a record, which is as it should be where no rollback was asked for. */
async function noRecord(host: Host, toolkit: Toolkit): Promise<void> {
  const { text } = createReader(host.env, []);
  if (/^(false)?$/i.test(text("rollback-on-failure")) || /^true$/i.test(text("dry-run"))) return;
  const messages = await loadMessages(LANGUAGES.find((each) => each === text("language")) ?? "en");
  createLog({ toolkit, messages, context: readRunContext({}) }).tell({
    code: "rollback-no-record",
    level: "warning",
    facts: {},
  });
}

interface AfterMain {
  readonly saved: Saved;
  /** Why it is not known what was changed. */
  readonly why?: Problem;
}

/** All that the main step has saved, when it is sure to save no more. */
async function afterMain(host: Host, toolkit: Toolkit, messages: Messages, found: Saved): Promise<AfterMain> {
  const { step, ended } = found;
  const damaged = problem("state-damaged", {});
  if (step === undefined) return { saved: found, why: damaged };
  const latest = (): Saved => readSaved(partsOf({ ...host.env, ...readJournal(step.process) })) ?? found;
  const over =
    ended !== undefined ||
    (await stopMain(step.process, host.processes, host.clock, {
      ended: () => latest().ended !== undefined,
      waits: () => toolkit.info(messages.note({ code: "rollback-waits", facts: {} })),
    }));
  const saved = ended === undefined ? latest() : found;
  if (!over) return { saved, why: problem("main-still-running", {}) };
  return saved.whole ? { saved } : { saved, why: damaged };
}

/** The keys are all that is taken from the inputs: whatever else they say by now, it is the main step's work. */
function keysOf({ env }: Host) {
  const faults: InputFault[] = [];
  const reader = createReader(env, faults);
  return { ...readCredentials(reader), githubToken: reader.text("github-token") || undefined, faults };
}

function inputProblems(faults: readonly InputFault[], messages: Messages): readonly Problem[] {
  if (faults.length === 0) return [];
  return [problem("invalid-input", { list: faults.map(messages.inputFault) })];
}

/** What a restore needs. Of a main step that did not say how it ended, a request may have been sent until now. */
function receiptOf({ stages, ended }: Saved, { record }: SavedStep, now: number): string {
  if (stages.length === 0) return "";
  const lastWrite = ended === undefined ? new Date(now).toISOString() : ended.lastWrite;
  return pack(
    "receipt",
    JSON.stringify({ version: RECEIPT_VERSION, ...record, ...(lastWrite && { lastWrite }), stages }),
  );
}

/** For saying that nothing is known of the main step. */
const NOT_KNOWN: SavedStep = {
  timeoutMs: MAX_MS,
  concurrency: 1,
  language: "en",
  summary: true,
  auditIssue: undefined,
  record: { site: "public", ...endpointOf("public"), account: "", at: "" },
  process: { pid: 0, mark: "", space: "", folder: "" },
};
