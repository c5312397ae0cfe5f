import type { Catalog } from "./catalog.ts";
import { inputFault, inputRules } from "./ko/inputs.ts";
import { labels } from "./ko/labels.ts";
import { ncpProblems } from "./ko/ncp.ts";
import { networkProblems } from "./ko/network.ts";
import { notes, reasons } from "./ko/notes.ts";
import { planProblems } from "./ko/plans.ts";
import { writeProblems } from "./ko/writes.ts";

export const ko: Catalog = {
  language: "ko",
  problems: { ...ncpProblems, ...networkProblems, ...planProblems, ...writeProblems },
  notes,
  reasons,
  inputRules,
  inputFault,
  labels,
};
