/** Facts as a test reads them: of whatever problem or note came. */
import type { NoteCode, NoteFacts, ProblemCode, ProblemFacts } from "../../src/usage-plan/facts.ts";

type Some = ProblemFacts[ProblemCode] | NoteFacts[NoteCode];
type Keys<T> = T extends unknown ? (string extends keyof T ? never : keyof T) : never;
type Value<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
export type AnyFacts = { readonly [K in Keys<Some>]?: Value<Some, K> };

export const factsOf = (from: { readonly facts: object } | undefined): AnyFacts => from?.facts ?? {};
