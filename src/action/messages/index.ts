import type { Language } from "../inputs.ts";
import type { Catalog, Messages } from "./catalog.ts";
import { en } from "./en.ts";
import { visibleFacts } from "./words.ts";

export type { Messages } from "./catalog.ts";

/** Others than English are loaded only when they are asked for. */
const CATALOGUES: { readonly [L in Language]: () => Promise<Catalog> } = {
  en: async () => en,
  ko: async () => (await import(/* webpackChunkName: "ko" */ "./ko.ts")).ko,
};

export async function loadMessages(language: Language): Promise<Messages> {
  return createMessages(await CATALOGUES[language]());
}

export function createMessages(catalog: Catalog): Messages {
  return {
    language: catalog.language,
    cause: catalog.cause,
    verdicts: catalog.verdicts,
    headlines: catalog.headlines,
    labels: catalog.labels,
    // Code and facts belong together, which the type system forgets on the way through a table.
    problem: ({ code, facts }) => catalog.problems[code](visibleFacts(facts) as never),
    note: ({ code, facts }) => catalog.notes[code](visibleFacts(facts) as never),
    // What a fault shows is a visible line as it is (`inputs/read.ts`).
    inputFault(fault) {
      const { rule, fix } = catalog.inputRules[fault.rule](fault as never);
      // A mode is no value that was wrong: the rule names it.
      const isShown = fault.rule !== "not-in-mode" && (fault.shown ?? fault.hidden) !== undefined;
      return `\`${fault.input}\`: ${rule}${isShown ? catalog.inputValue(fault) : ""}. ${fix}`;
    },
  };
}
