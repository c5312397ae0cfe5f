import type { Level } from "../../../usage-plan/types.ts";
import { clockTime, duration, number } from "../words.ts";
import { commentFault } from "./comment.ts";
import { UNITS, ZONE } from "./units.ts";

/** Headings, row labels and the like. All are plain text: the place that shows them escapes. Every language has them. */
export const labels = {
  level: { product: "Product", api: "API", stage: "Stage", "usage-plan": "Usage plan" } satisfies {
    [L in Level]: string;
  },
  /** A later step that fails takes back what this run did. */
  rollbackMayFollow:
    "If a later step fails or the job is cancelled, this is undone. A block that begins with “Rollback” then says how that ended.",
  /** A run again: what earlier attempts did stands in their own receipts. */
  earlierAttempts: (attempt: number) =>
    `This is attempt ${attempt}. What earlier attempts detached is in their own receipts, not in this one.`,
  /** A warning: it is not NCP's. */
  otherServer: (origin: string) => `Requests go to ${origin}, which is not NCP (input \`api-url\`).`,
  /** A warning about something of ours that failed on the side. */
  sideFailure: (what: "summary" | "outputs" | "state" | "file", words: string) =>
    ({
      summary: `The job summary could not be written: ${words}`,
      outputs: `Outputs could not be written, so later steps cannot go by them; what this step did is said above: ${words}`,
      file: `The readable receipt or approval could not be written to a file; the output has it in one line: ${words}`,
      state: `How this step ended could not be saved; a rollback would look for itself: ${words}`,
    })[what],
  /** The warning about a comment that is not there, with a sentence of `commentFault`. */
  commentFailed: (issue: number, why: string) => `The record could not be left as a comment on issue ${issue}: ${why}`,
  commentFault,
  /** Title of warnings. */
  title: "NCP usage plans",
  beforeAfter: "Usage plans before → after",
  before: "Usage plans before",
  now: "Usage plans now",
  nothing: "none",
  result: "Result",
  target: "Target",
  by: "Started by",
  run: "Run",
  reason: "Reason",
  server: "Server",
  why: "Usual causes",
  fix: "What to do",
  more: "More",
  details: "Details",
  warnings: "Warnings",
  /** The table of API keys and its columns. */
  keys: "API keys of the plan",
  key: "API key",
  keyStatus: "Status",
  keyCalls: "Calls this month",
  keyMovedTo: "Now on",
  /** The same in a dry run. */
  keyWouldMoveTo: "Would move to",
  undo: "Undo",
  undoHow: "Add this step to a workflow to attach again what this run detached:",
  undoTooLarge: "The receipt is too large to be shown here. It is in the output `receipt` of this step.",
  /** Before the receipt in the log. */
  receipt: "Receipt, to undo this with `mode: restore`",
  /** A moment, in the reader's part of the world. */
  time: (iso: string) => clockTime(iso, ZONE),
  seconds: (ms: number) => duration(ms, UNITS),
  moreRows: (count: number) => `… and ${number(count)} more: see the output \`results\`.`,
  moreWarnings: (count: number) => `… and ${number(count)} more warnings in the log.`,
  /** An annotation that is not all: the log has the rest. */
  moreInLog: "The rest is in the log.",
  /** Heading of a folded list of targets. */
  targets: (count: number) => `Targets (${number(count)})`,
  /** The page of all problems, from the top of the repository. */
  troubleshooting: "docs/troubleshooting.md",
  /** Title of the comment on an issue. */
  audit: "Usage plan record",
};
