import type { Catalog } from "./catalog.ts";
import { cause } from "./ko/causes.ts";
import { headlines } from "./ko/headlines.ts";
import { inputRules, inputValue } from "./ko/inputs.ts";
import { labels } from "./ko/labels.ts";
import { ncpProblems } from "./ko/ncp.ts";
import { networkProblems } from "./ko/network.ts";
import { notes } from "./ko/notes.ts";
import { paperProblems } from "./ko/papers.ts";
import { targetProblems } from "./ko/targets.ts";
import { verdicts } from "./ko/verdicts.ts";
import { writeProblems } from "./ko/writes.ts";

export const ko: Catalog = {
  language: "ko",
  problems: { ...targetProblems, ...writeProblems, ...paperProblems, ...ncpProblems, ...networkProblems },
  notes,
  cause,
  inputRules,
  inputValue,
  verdicts,
  headlines,
  labels,
};
