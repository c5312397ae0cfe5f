/** Red is no dead end: what is not known is named, with the request that may have landed and the place to look. */
import { type Judged, named, pairOf } from "../judge.ts";
import type { Invariant } from "./types.ts";

export const unknownIsExplained: Invariant = (judged) => {
  if (!judged.ended) return [];
  const sinks = new Set(["info", "warning", "error", "setFailed", "appendSummary"]);
  const told = judged.run.record.told.filter(({ sink }) => sinks.has(sink));
  const text = told.map((each) => each.text).join("\n");
  // Targets with one problem are told together, by the first of them.
  const explained = new Set<string | undefined>();
  return judged.outcomes.flatMap((outcome) => {
    if (outcome.verdict !== "unknown") return [];
    const pair = pairOf(outcome);
    const found: string[] = [];
    if (!text.includes(pair.stage) || !text.includes(pair.plan)) found.push(`${named(pair)}: nobody was told of it`);
    if (explained.has(outcome.code)) return found;
    explained.add(outcome.code);
    if (!text.includes(`/stages/${pair.stage}/usage-plans`)) found.push(`${named(pair)}: nothing says where to look`);
    const writes = judged.writesOn(pair);
    if (writes.length > 0 && !writes.some(({ at }) => ourTimes(judged, at).some((time) => text.includes(time)))) {
      found.push(`${named(pair)}: nothing says when it was sent`);
    }
    return found;
  });
};

/** As our clock had it, in the reader's part of the world. */
function ourTimes({ played, from }: Judged, at: number): readonly string[] {
  const { aheadMs, jump } = played.the.clock;
  const set = jump !== null && at >= from + jump.afterMs ? jump.byMs : 0;
  const told = (hours: number, zone: string): string =>
    `${new Date(at + aheadMs + set + hours * 3_600_000).toISOString().slice(0, 19).replace("T", " ")} ${zone}`;
  return [told(0, "UTC"), told(9, "KST")];
}

/**
 * What others changed on a stage while we were at it is named in a warning: whoever reads "only that plan" shall not be
 * misled. Judged by what the run was told: its last look before its first write on the stage, and its last look.
 */
export const neighboursAreTold: Invariant = (judged) => {
  if (!judged.ended || !judged.verify || judged.dryRun || judged.mode === "check") return [];
  const stages = new Set(judged.outcomes.filter(({ verdict }) => verdict === "detached").map(({ stageId }) => stageId));
  return [...stages].flatMap((stage) => {
    const first = judged.writes.find((write) => write.stage === stage);
    const looks = judged.listings(stage);
    const before = looks.findLast(({ at }) => first !== undefined && at <= first.at)?.plans;
    const after = looks.at(-1)?.plans;
    if (before === undefined || after === undefined) return [];
    const ours = new Set(
      judged.outcomes.filter(({ stageId }) => stageId === stage).map(({ usagePlanId }) => usagePlanId),
    );
    if (judged.successor !== undefined) ours.add(judged.successor);
    const changed = [...before.symmetricDifference(after)].filter((plan) => !ours.has(plan));
    const warnings = judged.run.record.told.filter(({ sink }) => sink === "warning").map(({ text }) => text);
    return changed
      .filter((plan) => !warnings.some((text) => text.includes(plan)))
      .map((plan) => `${plan} on ${stage} changed meanwhile, and nobody was told`);
  });
};
