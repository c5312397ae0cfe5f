import type { Catalog } from "./catalog.ts";
import { inputFault, inputRules } from "./en/inputs.ts";
import { labels } from "./en/labels.ts";
import { ncpProblems } from "./en/ncp.ts";
import { networkProblems } from "./en/network.ts";
import { notes, reasons } from "./en/notes.ts";
import { planProblems } from "./en/plans.ts";
import { writeProblems } from "./en/writes.ts";

export const en: Catalog = {
  language: "en",
  problems: { ...ncpProblems, ...networkProblems, ...planProblems, ...writeProblems },
  notes,
  reasons,
  inputRules,
  inputFault,
  labels,
};
