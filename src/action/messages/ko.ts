import type { Catalog } from "./catalog.ts";
import { approvalNotes, approvalProblems } from "./ko/approvals.ts";
import { headlines } from "./ko/headline.ts";
import { inputFault, inputRules } from "./ko/inputs.ts";
import { keyNotes, keyProblems } from "./ko/keys.ts";
import { labels } from "./ko/labels.ts";
import { ncpProblems } from "./ko/ncp.ts";
import { networkProblems } from "./ko/network.ts";
import { notes } from "./ko/notes.ts";
import { planProblems } from "./ko/plans.ts";
import { reasons } from "./ko/reasons.ts";
import { receiptProblems } from "./ko/receipts.ts";
import { verdicts } from "./ko/verdicts.ts";
import { wayBackNotes, wayBackProblems } from "./ko/way-back.ts";
import { writeProblems } from "./ko/writes.ts";

export const ko: Catalog = {
  language: "ko",
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
