import type { Labels } from "../catalog.ts";
import { clockTime, duration, number } from "../words.ts";
import { commentFault } from "./comment.ts";
import { UNITS, ZONE } from "./units.ts";

export const labels: Labels = {
  level: { product: "Product", api: "API", stage: "Stage", "usage-plan": "Usage plan" },
  rollbackMayFollow:
    "If a later step fails or the job is cancelled, this is undone. A block that begins with “Rollback” then says how that ended.",
  earlierAttempts: (attempt) =>
    `This is attempt ${attempt}. What earlier attempts detached is in their own receipts, not in this one.`,
  otherServer: (origin) => `Requests go to ${origin}, which is not NCP (input \`api-url\`).`,
  sideFailure: (what, words) =>
    ({
      summary: `The job summary could not be written: ${words}`,
      outputs: `Outputs could not be written, so later steps cannot go by them; what this step did is said above: ${words}`,
      file: `The readable receipt or approval could not be written to a file; the output has it in one line: ${words}`,
      state: `How this step ended could not be saved; a rollback would look for itself: ${words}`,
    })[what],
  commentFailed: (issue, why) => `The record could not be left as a comment on issue ${issue}: ${why}`,
  commentFault,
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
  keys: "API keys of the plan",
  key: "API key",
  keyStatus: "Status",
  keyCalls: "Calls this month",
  keyMovedTo: "Now on",
  keyWouldMoveTo: "Would move to",
  undo: "Undo",
  undoHow: "Add this step to a workflow to attach again what this run detached:",
  undoTooLarge: "The receipt is too large to be shown here. It is in the output `receipt` of this step.",
  receipt: "Receipt, to undo this with `mode: restore`",
  time: (iso) => clockTime(iso, ZONE),
  seconds: (ms) => duration(ms, UNITS),
  moreRows: (count) => `… and ${number(count)} more: see the output \`results\`.`,
  moreWarnings: (count) => `… and ${number(count)} more warnings in the log.`,
  moreInLog: "The rest is in the log.",
  targets: (count) => `Targets (${number(count)})`,
  troubleshooting: "docs/troubleshooting.md",
  audit: "Usage plan record",
};
