import type { Counts, Labels } from "../catalog.ts";

const verdict = {
  detached: "detached",
  accepted: "accepted, not checked",
  "already-detached": "already detached",
  "would-detach": "would detach",
  refused: "refused",
  failed: "failed",
  unknown: "not known",
  restored: "restored",
  "already-attached": "already attached",
  "would-restore": "would restore",
  attached: "attached",
} as const;

export const labels: Labels = {
  level: { product: "Product", api: "API", stage: "Stage", "usage-plan": "Usage plan" },
  verdict,
  sentence: {
    detached: "Detached: the usage plan is off the stage.",
    accepted: "Accepted by NCP; nobody looked (verify: false).",
    "already-detached": "Already detached: the usage plan is not on the stage. Nothing was written.",
    "would-detach": "Dry run: the usage plan is on the stage and would be detached. Nothing was written.",
    refused: "Refused: nothing was written.",
    failed: "Failed.",
    unknown: "Not known: it may or may not have been done.",
    restored: "Restored: the usage plan is on the stage again.",
    "already-attached": "Already attached: the usage plan is on the stage. Nothing was written.",
    "would-restore": "Dry run: the usage plan is not on the stage and would be attached again. Nothing was written.",
    attached: "Attached: the usage plan is on the stage, where it should not be.",
  },
  next: {
    detached: "To take it back, use the step under Undo.",
    accepted: "To be sure, run `mode: check` with a key that may read, or look in the console.",
    "already-detached": "There is nothing to do.",
    "would-detach": "To do it, run the same step without `dry-run`.",
    restored: "There is nothing more to do.",
    "already-attached": "There is nothing to do.",
    attached: "There is nothing to do: this was an inventory.",
    "would-restore": "To do it, run the same step without `dry-run`.",
  },
  whatNext: "What next",
  calls: (count) => `${count} ${count === 1 ? "call" : "calls"} this month`,
  headline({ result, mode, dryRun }, counts) {
    if (counts.total === 0) return "Nothing to do: no target matches.";
    const what = { detach: "Detach", check: "Check", restore: "Restore" }[mode];
    return `${what}${dryRun ? " (dry run)" : ""}: ${verdict[result]}. ${tally(counts)}`;
  },
  stopped: (count) =>
    count <= 1
      ? "Failed before any target was worked on."
      : `Failed before any target was worked on: ${count} problems.`,
  redTargets: (red, total) => `${red} of ${total} targets ended red. The first:`,
  sideFailure: (what, words) =>
    ({
      summary: `The job summary could not be written: ${words}`,
      comment: `The comment could not be left on the issue: ${words}. The token needs \`permissions: issues: write\`, and the issue must be open for comments.`,
      outputs: `The outputs could not be written: ${words}`,
    })[what],
  dryRun: "Dry run",
  target: "Target",
  result: "Result",
  before: "Usage plans before",
  after: "Usage plans after",
  nothing: "none",
  by: "Started by",
  run: "Run",
  reason: "Reason",
  time: "Time",
  site: "Site",
  what: "What happened",
  why: "Usual causes",
  fix: "What to do",
  more: "More",
  details: "Details",
  warnings: "Warnings",
  keys: "API keys on the plan",
  undo: "Undo",
  undoHow: "Put this step into a workflow to attach again what this run took off:",
  undoTooLarge: "The receipt is too large to be shown here. It is in the output `receipt` of this step.",
  moreRows: (count) => `… and ${count} more: see the output \`results\`.`,
  moreWarnings: (count) => `… and ${count} more warnings in the log.`,
  targets: (count) => `Targets (${count})`,
  audit: "Usage plan record",
  rollback: "Rollback",
};

function tally(counts: Counts): string {
  const words = Object.entries(verdict).flatMap(([key, word]) => {
    const count = counts[key as keyof typeof verdict];
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return `${counts.total} targets: ${words.join(", ")}.`;
}
