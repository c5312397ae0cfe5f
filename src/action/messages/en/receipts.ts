/** Problems of receipts, of the way back, and of the machine that the action runs on. */
import type { Catalog } from "../catalog.ts";
import { number } from "../words.ts";
import { AGAIN, CONSOLE } from "./phrases.ts";

const NOT_SENT = "No request was sent.";

export const receiptProblems = {
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
    fix: [
      "When the cause is gone, run this action with `mode: restore` and the receipt (in the log and the summary of this step).",
      `Or attach the usage plans by hand in the console: ${CONSOLE}.`,
    ],
  }),
  "node-too-old": ({ expected, got }) => ({
    what: `The action runs on Node ${got}; it needs Node ${expected} or later. ${NOT_SENT}`,
    why: ["The runner is older than 2.327.1, or starts actions with another Node (on Linux ARM32 it does)."],
    fix: ["Update the runner to 2.327.1 or later, on x64 or ARM64."],
  }),
  "ca-file-unusable": ({ path, reason }) => ({
    what: `The file that NODE_EXTRA_CA_CERTS names cannot be used (${reason}): ${path}. ${NOT_SENT}`,
    why: ["The file does not exist, may not be read, or holds no PEM certificate."],
    fix: ["Correct NODE_EXTRA_CA_CERTS, or remove it if the network does not intercept TLS."],
  }),
  "no-webassembly": () => ({
    what: `Node runs without WebAssembly, which reading HTTP replies needs. ${NOT_SENT}`,
    why: ["NODE_OPTIONS holds `--jitless` or a similar option."],
    fix: ["Remove the option from NODE_OPTIONS for this step."],
  }),
  "internal-error": () => ({
    what: "The action itself failed. This is a defect of the action, not of your workflow.",
    why: [],
    fix: ["Open an issue with the details below. Secrets are removed from them.", AGAIN],
  }),
} satisfies Partial<Catalog["problems"]>;
