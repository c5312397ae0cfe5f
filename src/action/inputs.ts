/** All inputs at a glance, as one typed record. `config.ts` judges and freezes it. */

import { MODE_NAMES } from "../usage-plan/types.ts";
import { readCredentials, readSite } from "./inputs/account.ts";
import type { Reader } from "./inputs/read.ts";
import { NO_SELECTION, readSelection, readSuccessor } from "./inputs/selection.ts";

export const LANGUAGES = ["en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Seconds. Less than the lower limit does not leave time for one attempt from afar; more than an hour is a mistake. */
export const TIMEOUT = { min: 5, max: 3600, default: 120 } as const;
export const CONCURRENCY = { min: 1, max: 16, default: 4 } as const;
const ISSUE = { min: 1, max: 999_999_999 } as const;
const OUTCOMES = ["succeed", "fail"] as const;

export type Config = Readonly<ReturnType<typeof readInputs>>;

export function readInputs(reader: Reader) {
  const { strict, lenient } = reader;
  const mode = strict.word("mode", MODE_NAMES, "detach");
  const approval = strict.text("approval", "none");
  return {
    mode,
    /** In `mode: restore`, and with an approval: empty at every level. */
    selection: mode === "restore" || approval !== undefined ? NO_SELECTION : readSelection(reader),
    ...readCredentials(reader),
    ...readSite(reader),
    dryRun: strict.boolean("dry-run", false),
    verify: strict.boolean("verify", true),
    ifNotAttached: strict.word("if-not-attached", OUTCOMES, "succeed"),
    ifAttached: strict.word("if-attached", OUTCOMES, "fail"),
    lookAtApiKeys: strict.boolean("look-at-api-keys", true),
    /** `unlimited`: undefined. */
    maxAffectedApiKeys: strict.limit("max-affected-api-keys", "unlimited"),
    maxAffectedCalls: strict.limit("max-affected-calls", "unlimited"),
    /** The plan that API keys move to: by id, by name, or by both, which must agree. */
    successor: readSuccessor(reader),
    /** As given; `usage-plan/approval.ts` reads it. */
    approval,
    rollbackOnFailure: strict.boolean("rollback-on-failure", false),
    /** As given; `usage-plan/receipt.ts` reads it. `mode: restore` has it, or a file, or both. */
    receipt: optional(reader, "receipt"),
    /** A file, or a folder of them. */
    receiptFile: optional(reader, "receipt-file"),
    reason: optional(reader, "reason"),
    timeoutMs: 1000 * lenient.integer("timeout", TIMEOUT, TIMEOUT.default),
    concurrency: lenient.integer("concurrency", CONCURRENCY, CONCURRENCY.default),
    summary: lenient.boolean("summary", true),
    language: lenient.word("language", LANGUAGES, usualLanguage(reader)),
    githubToken: optional(reader, "github-token"),
    /** Number of an issue of the repository. Given only together with `githubToken`. */
    auditIssue: lenient.integer("audit-issue", ISSUE, undefined),
  };
}

/** `NCLOUD_LANG` belongs to other tools, which may know more languages: what we do not know is no fault. */
const usualLanguage = ({ env }: Reader): Language =>
  LANGUAGES.find((language) => language === env["NCLOUD_LANG"]) ?? "en";

function optional(reader: Reader, input: string): string | undefined {
  const value = reader.text(input);
  return value === "" ? undefined : value;
}
