import type { Level } from "../../../usage-plan/types.ts";
import type { CommentWords } from "../../audit-github.ts";
import { number } from "../words.ts";
import { clock, time } from "./phrases.ts";

const said = (words: string): string => (words === "" ? "" : `: ${words}`);

const MAYBE_THERE = "the comment may have been left all the same";
const PERMISSION = "The job needs `permissions: issues: write` (in a pull request's comments: `pull-requests: write`)";

/** Why there is no comment. Facts are one-line and visible; a text that nobody said is empty. */
const commentFault: CommentWords = {
  "no-repository": () => "GITHUB_REPOSITORY is not set, so there is no repository to comment in.",
  address: () => "GITHUB_API_URL is not an https address, and the token is only sent over https.",
  unauthorized: ({ words }) => `GitHub does not accept the token (401${said(words)}). Is \`github-token\` still valid?`,
  forbidden: ({ words }) =>
    `the token lacks the permission (403${said(words)}). ${PERMISSION}. Tokens of pull requests from forks never have it, and a locked issue takes no comments.`,
  "not-found": ({ words }) =>
    `there is no such issue in this repository, or the token may not see it (404${said(words)}). Check \`audit-issue\`. ${PERMISSION}.`,
  gone: ({ words }) => `the issue was deleted, or the repository has issues switched off (410${said(words)}).`,
  "rate-limited": ({ status, words }) =>
    `GitHub asks this token to wait (${status}${said(words)}), longer than this run has time for.`,
  rejected: ({ status, words }) => `GitHub refused it (${status}${said(words)}).`,
  "server-error": ({ status, words }) =>
    `GitHub answered ${status}${said(words)}, twice or with no time left for a second try; ${MAYBE_THERE}.`,
  moved: ({ status, place }) =>
    `GitHub redirects (${status}${place === "" ? "" : `, to ${place}`}), and the token is not sent there. Was the issue transferred, or the repository renamed? Give the new number, or leave it out.`,
  "not-github": ({ status }) =>
    `what answered (${status}) named no comment, so it is probably not GitHub's API. Check GITHUB_API_URL, and whether there is a proxy or a login page on the way.`,
  certificate: ({ words }) =>
    `the certificate of GitHub's API cannot be trusted (${words}). A company's own CA goes into NODE_EXTRA_CA_CERTS.`,
  unreachable: ({ words }) => `GitHub's API cannot be reached (${words}).`,
  lost: ({ words }) => `no reply came (${words}); ${MAYBE_THERE}.`,
  late: ({ words }) => `the run's time was up (${words}); ${MAYBE_THERE}.`,
  unexpected: ({ words }) => words,
};

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
  keys: (count: number) => `API keys of the plan (${number(count)})`,
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
  time: clock,
  seconds: time,
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
