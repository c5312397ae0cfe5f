/** Problems with the way back: what would be needed to undo a run. */
import type { Catalog } from "../catalog.ts";

type Codes = "receipt-masked" | "receipt-too-large-to-pass-on";

const NOTHING_WRITTEN = "Nothing was written.";
const NOT_SENT = "No request was sent.";

export const wayBackProblems: Pick<Catalog["problems"], Codes> = {
  "receipt-masked": (facts) => ({
    what: `Stars (\`***\`) stand in the receipt${facts.name === undefined ? "" : ` (${facts.name})`} where a part of it was. ${NOT_SENT}`,
    why: [
      "GitHub masks what it takes for a secret: ids that are kept as secrets, or a secret that is a common word.",
      "The receipt was copied from a log or a summary in which it was masked.",
    ],
    fix: [
      "Give the file of the `receipt-file` output, kept as an artifact: files are not masked.",
      "Keep ids as variables (`vars`), not as secrets, and make no secret of several lines or of a common word.",
    ],
  }),
  "receipt-too-large-to-pass-on": (facts) => ({
    what: `The receipt of this run would have ${facts.count ?? "too many"} characters, and no later step could be given more than ${facts.limit ?? "so many"}: nobody could undo it. ${NOTHING_WRITTEN}`,
    why: ["A run of thousands of targets or API keys. An environment variable of a Linux process holds 128 KiB."],
    fix: ["Split the targets by a matrix: the `matrix` output of a dry run has one entry per stage."],
  }),
};
