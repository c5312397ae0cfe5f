/** From a seed to a verdict on the action; and from a failing seed to the shortest schedule that still fails. */
import fc from "fast-check";
import type { Case } from "./case.ts";
import { drawCase } from "./draw.ts";
import { type Violation, violations } from "./invariants/index.ts";
import { type Played, play } from "./play.ts";
import type { Subject } from "./run.ts";
import { caseInWords, playedInWords } from "./words.ts";

/** What is smallest by then is small enough. */
const SHRINK_MS = 60_000;

export interface Tried {
  readonly the: Case;
  readonly played: Played;
  readonly violations: readonly Violation[];
}

export async function tryCase(the: Case, subject: Subject): Promise<Tried> {
  const played = await play(the, subject);
  return { the, played, violations: await violations(played, subject) };
}

/** A path of fast-check's leads from the seed's case to a shrunk one. */
export async function trySeed(seed: number, subject: Subject, path?: string): Promise<Tried> {
  return (await check(seed, subject, { endOnFailure: true, ...(path === undefined ? {} : { path }) })).tried;
}

/** The smallest case that fast-check finds to fail, and its path. `undefined`: the seed does not fail. */
export async function shrink(seed: number, subject: Subject): Promise<(Tried & { readonly path: string }) | undefined> {
  const { tried, path } = await check(seed, subject, { interruptAfterTimeLimit: SHRINK_MS });
  return path === undefined || tried.violations.length === 0 ? undefined : { ...tried, path };
}

async function check(seed: number, subject: Subject, options: fc.Parameters<[Case]>) {
  let smallest: Tried | undefined;
  const property = fc.asyncProperty(drawCase, async (the) => {
    const tried = await tryCase(the, subject);
    const fails = tried.violations.length > 0;
    if (fails || smallest === undefined) smallest = tried;
    return !fails;
  });
  // Unbiased: how often something happens is said in draw.ts, and there alone.
  const details = await fc.check(property, { seed, numRuns: 1, unbiased: true, ...options });
  if (smallest === undefined) throw new Error(`seed ${seed} and path ${options.path ?? "(none)"} lead to no case`);
  return { tried: smallest, path: details.counterexamplePath ?? undefined };
}

export function failureInWords({ the, played, violations: found }: Tried): string {
  return [
    ...caseInWords(the),
    "",
    ...playedInWords(played),
    "",
    ...found.map(({ invariant, run, words }) => `BROKEN ${invariant} (run ${run + 1}): ${words}`),
  ].join("\n");
}

export const replayLine = (seed: number, path?: string): string =>
  `npm run simulate -- --seed ${seed}${path === undefined ? "" : ` --path ${path}`}`;
