import type { Language } from "../inputs.ts";
import type { Catalog, Messages } from "./catalog.ts";
import { en } from "./en.ts";
import { visibleFacts } from "./words.ts";

export type { Messages } from "./catalog.ts";

/** Korean is loaded only when it is asked for. */
export async function loadMessages(language: Language): Promise<Messages> {
  return createMessages(language === "ko" ? (await import(/* webpackChunkName: "ko" */ "./ko.ts")).ko : en);
}

export function createMessages(catalog: Catalog): Messages {
  return {
    language: catalog.language,
    headlines: catalog.headlines,
    labels: catalog.labels,
    problem: ({ code, facts }) => catalog.problems[code](withReason(catalog, visibleFacts(facts))),
    note: (code, facts) => catalog.notes[code](withReason(catalog, visibleFacts(facts))),
    // What a fault shows is a visible line as it is (`inputs/read.ts`).
    inputFault: (fault) => catalog.inputFault(fault, catalog.inputRules[fault.rule](fault)),
  };
}

/** The code of the error behind an event in words, and a time in the reader's. */
function withReason(catalog: Catalog, facts: ReturnType<typeof visibleFacts>): typeof facts {
  const { reason, sentAt } = facts;
  return {
    ...facts,
    ...(reason === undefined ? {} : { reason: new Map(Object.entries(catalog.reasons)).get(reason) ?? reason }),
    ...(sentAt === undefined ? {} : { sentAt: catalog.labels.time(sentAt) }),
  };
}
