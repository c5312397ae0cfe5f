/** Problems of receipts and approvals, and of the way back. */
import type { ProblemFacts } from "../../../usage-plan/facts.ts";
import type { Catalog } from "../catalog.ts";
import { number, quoted } from "../words.ts";
import { CONSOLE, listed, NOT_SENT, Plan, stage, written } from "./phrases.ts";

const RESTORE = "run this action with `mode: restore` and the receipt (in the log and the summary of this step)";

const differences = ({ got, successor, added, removed }: ProblemFacts["changed-since-approval"]): string =>
  [
    ...(got === undefined ? [] : [`it is named ${quoted(got)} now`]),
    ...(successor === undefined ? [] : [`the successor is named ${quoted(successor)} now`]),
    ...(added.length === 0 ? [] : [`API keys added: ${listed(added)}`]),
    ...(removed.length === 0 ? [] : [`API keys gone: ${listed(removed)}`]),
  ].join("; ");

export const paperProblems = {
  "receipt-invalid": ({ name, expected }) => ({
    what: `The receipt cannot be read: \`${name}\` is wrong (expected: ${expected}). ${NOT_SENT}`,
    why: ["It was cut or changed on the way: quotes lost in a shell, or only a part copied from the log."],
    fix: ["Use the `receipt` output of the run to undo as it is, its `receipt-file`, or the YAML step in its summary."],
  }),
  "receipt-other-site": ({ expected, got }) => ({
    what: `The receipt is from ${expected}, but this step works on ${got}. ${NOT_SENT}`,
    why: ["The receipt belongs to another run, or `site` or `api-url` differ from those of that run."],
    fix: ["Use the `site` and `api-url` of the run to undo."],
  }),
  "receipt-other-account": () => ({
    what: `The receipt was made with another access key than the one given here. ${NOT_SENT}`,
    why: ["These are not the credentials of the run to undo, or that key has been replaced since."],
    fix: [
      "Use the access key of the run to undo.",
      "If the key was replaced and the account is the same, delete `account` from the readable receipt (`receipt-file`): then it is not compared.",
    ],
  }),
  "receipt-too-large-to-pass-on": ({ count, limit }) => ({
    what: `The receipt of this run would have ${number(count)} characters. No later step could be given more than ${number(limit)}, so nobody could undo the run. Nothing was written.`,
    why: ["A run of thousands of targets or API keys. An environment variable of a Linux process holds 128 KiB."],
    fix: ["Split the targets with a matrix: the `matrix` output of a dry run has one entry per stage."],
  }),
  "receipt-masked": ({ name }) => ({
    what: `A part of the receipt has been replaced by \`***\` (${name}). ${NOT_SENT}`,
    why: [
      "GitHub masks what it takes for a secret: ids stored as secrets, or a secret that is a common word.",
      "The receipt was copied from a log or a summary in which it was masked.",
    ],
    fix: [
      "Use the file of the `receipt-file` output, kept as an artifact: files are not masked.",
      "Store ids as variables (`vars`), not as secrets, and use no secret of several lines or with a common word.",
    ],
  }),
  "state-unwritable": ({ path, reason }) => ({
    what: `The runner's state file cannot be written (${reason}): ${path}. Without it a rollback is not possible, so nothing was written.`,
    why: ["The disk is full.", "The job runs in a container as a user who may not write the runner's files."],
    fix: [
      "Free disk space, or let the container's user write to the runner's temporary folder (`options: --user root`).",
      "Or run the step without `rollback-on-failure`.",
    ],
  }),
  "rollback-failed": () => ({
    what: "What this step had detached could not be attached again completely.",
    why: [],
    fix: [`When the cause is gone, ${RESTORE}.`, `Or attach the usage plans by hand in the console: ${CONSOLE}.`],
  }),
  "approval-invalid": ({ name, expected }) => ({
    what: `The approval cannot be read: \`${name}\` is wrong (expected: ${expected}). ${NOT_SENT}`,
    why: [
      "It was cut or changed on the way, or it is another output than `approval`.",
      "It was masked: an output that contains a secret of the job arrives empty, or with `***` in it.",
    ],
    fix: ["Pass on the `approval` output of a dry run or check as it is. Store ids in `vars`, not in `secrets`."],
  }),
  "approval-other-site": ({ expected, got }) => ({
    what: `The approval was made for ${expected}, but this step works on ${got}. ${NOT_SENT}`,
    why: ["`site` or `api-url` differ from those of the dry run, or the approval belongs to another dry run."],
    fix: ["Use the `site` and `api-url` of the dry run."],
  }),
  "changed-since-approval": (facts) => ({
    what: `${Plan(facts)} on ${stage(facts)} is not what was approved: ${differences(facts)}. ${written(facts.moved)}`,
    why: ["Somebody changed it after the dry run."],
    fix: ["Make a new dry run, and have it approved."],
  }),
  "state-damaged": () => ({
    what: "The record that the main step left is damaged, so it is not known what was changed. Nothing was attached again.",
    why: ["The runner's state file was cut or changed on the way: a full disk, or a runner that was shut down."],
    fix: [
      "See the log and the summary of the main step for what it changed, and run this action with `mode: restore` and its receipt.",
      `Or compare the stages in the console: ${CONSOLE}.`,
    ],
  }),
  "main-still-running": () => ({
    what: "The main step may still be running, and did not end when it was told to stop. Nothing was attached again, since it could be detached once more.",
    why: [
      "In a job with a container, a cancel does not reach the process in it.",
      "The two steps do not see each other's processes.",
    ],
    fix: [`Wait until the job has ended, then ${RESTORE}.`, `Or check the stages in the console: ${CONSOLE}.`],
  }),
} satisfies Partial<Catalog["problems"]>;
