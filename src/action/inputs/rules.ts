/** Inputs that do not go together. An input that would silently do nothing is a fault: somebody counts on it. */
import type { Config } from "../config.ts";
import type { Reader } from "./reader.ts";
import { SELECTION_INPUTS } from "./selection.ts";

/** Linux starts no process with an environment string over 128 KiB; name and margin need some of it. */
export const MAX_RECEIPT_BYTES = 120 * 1024;

/** Characters. A receipt with a longer reason would not be read again. */
const MAX_REASON = 500;

export function checkTogether(reader: Reader, config: Config): void {
  if ((config.reason?.length ?? 0) > MAX_REASON) {
    reader.fault({ input: "reason", rule: "text-too-long", max: MAX_REASON });
  }
  checkMode(reader, config);
  if (!config.verify) checkWithoutReads(reader, config);
  if (config.auditIssue !== undefined && config.githubToken === undefined) {
    reader.fault({ input: "github-token", rule: "token-missing", others: ["audit-issue"] });
  }
}

function checkMode(reader: Reader, config: Config): void {
  const { mode } = config;
  const notHere = (input: string, allowed: readonly string[]): void =>
    reader.fault({ input, rule: "not-in-mode", shown: mode, allowed });

  if (mode === "restore") {
    for (const input of SELECTION_INPUTS) if (reader.text(input) !== "") notHere(input, ["detach", "check"]);
    if (config.receipt === undefined) reader.fault({ input: "receipt", rule: "receipt-missing" });
    else if (Buffer.byteLength(config.receipt) > MAX_RECEIPT_BYTES) {
      reader.fault({ input: "receipt", rule: "receipt-too-long", max: MAX_RECEIPT_BYTES });
    }
  } else if (config.receipt !== undefined) notHere("receipt", ["restore"]);

  if (mode !== "detach") {
    if (config.rollbackOnFailure) notHere("rollback-on-failure", ["detach"]);
    if (config.maxAffectedApiKeys !== undefined) notHere("max-affected-api-keys", ["detach"]);
    if (config.ifNotAttached !== "succeed") notHere("if-not-attached", ["detach"]);
  }
}

/** `verify: false` is one signed POST per target: everything that has to read is out of its reach. */
function checkWithoutReads(reader: Reader, config: Config): void {
  const { selection } = config;
  const needsReads = (input: string, shown?: string): void =>
    reader.fault({ input, rule: "needs-reads", ...(shown === undefined ? {} : { shown }) });

  for (const [level, selector] of [
    ["product", selection.product],
    ["api", selection.api],
    ["stage", selection.stage],
    ["usage-plan", selection.plan],
  ] as const) {
    if (selector.all) needsReads(`${level}-id`, "*");
    if (selector.names.length > 0) needsReads(`${level}-name`);
  }
  if (config.mode !== "detach") needsReads("mode", config.mode);
  if (config.dryRun) needsReads("dry-run", "true");
  if (config.ifNotAttached === "fail") needsReads("if-not-attached", "fail");
  if (config.maxAffectedApiKeys !== undefined) needsReads("max-affected-api-keys", String(config.maxAffectedApiKeys));
  if (config.rollbackOnFailure) needsReads("rollback-on-failure", "true");
}
