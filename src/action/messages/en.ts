import type { Catalog } from "./catalog.ts";
import { approvalNotes, approvalProblems } from "./en/approvals.ts";
import { headlines } from "./en/headline.ts";
import { inputFault, inputRules } from "./en/inputs.ts";
import { keyNotes, keyProblems } from "./en/keys.ts";
import { labels } from "./en/labels.ts";
import { ncpProblems } from "./en/ncp.ts";
import { networkProblems } from "./en/network.ts";
import { notes } from "./en/notes.ts";
import { planProblems } from "./en/plans.ts";
import { reasons } from "./en/reasons.ts";
import { receiptProblems } from "./en/receipts.ts";
import { verdicts } from "./en/verdicts.ts";
import { wayBackNotes, wayBackProblems } from "./en/way-back.ts";
import { writeProblems } from "./en/writes.ts";

export const en: Catalog = {
  language: "en",
  problems: {
    ...approvalProblems,
    ...ncpProblems,
    ...networkProblems,
    ...planProblems,
    ...keyProblems,
    ...writeProblems,
    ...receiptProblems,
    ...wayBackProblems,
  },
  notes: { ...notes, ...approvalNotes, ...keyNotes, ...wayBackNotes },
  reasons,
  inputRules,
  inputFault,
  verdicts,
  headlines,
  labels,
};
