import type { Judged } from "../judge.ts";

/** Looks at one run, after everything has landed, and says in words what should never be. */
export type Invariant = (judged: Judged) => readonly string[];
