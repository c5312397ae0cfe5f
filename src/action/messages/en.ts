import type { Catalog } from "./catalog.ts";
import { headlines } from "./en/headlines.ts";
import { inputRules, inputValue } from "./en/inputs.ts";
import { labels } from "./en/labels.ts";
import { ncpProblems } from "./en/ncp.ts";
import { networkProblems } from "./en/network.ts";
import { notes } from "./en/notes.ts";
import { paperProblems } from "./en/papers.ts";
import { targetProblems } from "./en/targets.ts";
import { verdicts } from "./en/verdicts.ts";
import { writeProblems } from "./en/writes.ts";

export const en: Catalog = {
  language: "en",
  problems: { ...targetProblems, ...writeProblems, ...paperProblems, ...ncpProblems, ...networkProblems },
  notes,
  cause: (text) => text,
  inputRules,
  inputValue,
  verdicts,
  headlines,
  labels,
};
