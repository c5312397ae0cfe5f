/** Reads all inputs in one place into one typed, frozen record. */
import type { Env } from "../ncloud/ports.ts";
import { type Config, LANGUAGES, type Language } from "./config.ts";
import { InputError, type InputFault } from "./input-error.ts";
import { readCredentials } from "./inputs/credentials.ts";
import { createReader, type Reader } from "./inputs/reader.ts";
import { checkTogether } from "./inputs/rules.ts";
import { NO_SELECTION, readSelection, readSuccessor } from "./inputs/selection.ts";
import { readWhere } from "./inputs/site.ts";
import type { Toolkit } from "./toolkit.ts";

export const MODES = ["detach", "check", "restore"] as const;

/** Seconds. Less than the lower limit does not leave time for one attempt from afar; more than an hour is a mistake. */
export const TIMEOUT = { min: 5, max: 3600, default: 120 } as const;
export const CONCURRENCY = { min: 1, max: 16, default: 4 } as const;

/**
 * Secrets are masked before this: `createToolkit` does it, so that no fault found here can show one.
 * @throws {InputError} with all faults of all inputs
 */
export function readConfig(toolkit: Toolkit, env: Env): Config {
  const faults: InputFault[] = [];
  const reader = createReader(toolkit, env, faults);
  const language = readLanguage(reader);
  const mode = reader.word("mode", MODES, "detach");
  const approval = given(reader, "approval");
  const config: Config = {
    mode,
    language,
    selection: mode === "restore" || approval !== undefined ? NO_SELECTION : readSelection(reader),
    approval,
    ...readCredentials(reader),
    ...readWhere(reader),
    dryRun: reader.boolean("dry-run", false),
    verify: reader.boolean("verify", true),
    ifNotAttached: reader.word("if-not-attached", ["succeed", "fail"], "succeed"),
    ifAttached: reader.word("if-attached", ["succeed", "fail"], "fail"),
    lookAtApiKeys: reader.boolean("look-at-api-keys", true),
    maxAffectedApiKeys: readLimit(reader, "max-affected-api-keys"),
    maxAffectedCalls: readLimit(reader, "max-affected-calls"),
    successor: readSuccessor(reader),
    rollbackOnFailure: reader.boolean("rollback-on-failure", false),
    receipt: optional(reader, "receipt"),
    receiptFile: optional(reader, "receipt-file"),
    reason: optional(reader, "reason"),
    timeoutMs: 1000 * reader.integer("timeout", TIMEOUT, TIMEOUT.default),
    concurrency: reader.integer("concurrency", CONCURRENCY, CONCURRENCY.default),
    summary: reader.boolean("summary", true),
    githubToken: optional(reader, "github-token"),
    auditIssue: reader.integer("audit-issue", { min: 1, max: 999_999_999 }, undefined),
    jobStatus: reader.text("job-status"),
  };
  checkTogether(reader, config);
  if (faults.length > 0) throw new InputError(faults, config);
  return deepFreeze(config);
}

/** `NCLOUD_LANG` belongs to other tools, which may know more languages: what we do not know is no fault. */
function readLanguage(reader: Reader): Language {
  const usual = LANGUAGES.find((language) => language === reader.env["NCLOUD_LANG"]) ?? "en";
  return reader.word("language", LANGUAGES, usual);
}

function optional(reader: Reader, input: string): string | undefined {
  const value = reader.text(input);
  return value === "" ? undefined : value;
}

/** `none` is the default of inputs whose empty value would change what is written. */
function given(reader: Reader, input: string): string | undefined {
  const value = reader.text(input);
  return value === "" || value === "none" ? undefined : value;
}

function readLimit(reader: Reader, input: string): number | undefined {
  if (reader.text(input) === "unlimited") return undefined;
  return reader.integer(input, { min: 0, max: 999_999_999 }, undefined);
}

function deepFreeze<T extends object>(record: T): T {
  for (const value of Object.values(record)) if (typeof value === "object" && value !== null) deepFreeze(value);
  return Object.freeze(record);
}
