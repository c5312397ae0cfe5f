/** What a run was shown of one plan on one stage, and how far that can be relied on. */
import { type Judged, keyPlanTold, listed, whole } from "./judge.ts";
import type { Sent } from "./network.ts";
import type { Pair, Wanted } from "./selection.ts";

/** The lag that is promised to be seen through: a second everywhere, and five on one replica of several. */
const EVERYWHERE_MS = 1_000;
const ON_ONE_MS = 5_000;
/** Two looks are at least so far apart. */
export const SPACING_MS = 1_000;

export function isCovered(lagsMs: readonly number[]): boolean {
  const late = lagsMs.filter((lag) => lag > EVERYWHERE_MS);
  return late.length === 0 || (late.length === 1 && lagsMs.length > 1 && Math.max(...late) <= ON_ONE_MS);
}

export type View = "stage" | "plan";

export interface LookAt {
  readonly view: View;
  readonly asked: number;
  readonly at: number;
  /** `undefined`: one page of several, so nobody can say what is not on it. */
  readonly on: boolean | undefined;
  /** By a replica that lags more than all may. */
  readonly stale: boolean;
}

/** Whole answers, by both views, in the order in which they were asked for. */
export function looksAt({ run, wanted }: Judged, pair: Pair): readonly LookAt[] {
  return run.record.sent.flatMap((sent) => {
    const view = viewOf(sent, pair);
    const rows = view === undefined ? undefined : listed(sent, view === "stage" ? "content" : "stages");
    if (view === undefined || rows === undefined) return [];
    const found = rows.some((row) => (view === "stage" ? row["usagePlanId"] === pair.plan : isAt(row, pair, wanted)));
    const { at, end } = sent;
    const on = found || whole(sent, rows.length) ? found : undefined;
    return [{ view, asked: at, at: end?.at ?? at, on, stale: isStale(sent) }];
  });
}

/** `*`: at any stage of the product and the API that were asked for. */
function isAt(row: Readonly<Record<string, unknown>>, { stage }: Pair, { product, api }: Wanted): boolean {
  if (stage !== "*") return row["stageId"] === stage;
  const meant = ({ ids, names }: Wanted["api"], id: unknown, name: unknown): boolean =>
    ids?.includes(String(id)) ?? names?.includes(String(name).normalize("NFC")) ?? true;
  return meant(product, row["productId"], row["productName"]) && meant(api, row["apiId"], row["apiName"]);
}

function viewOf({ operation, stage, plan }: Sent, pair: Pair): View | undefined {
  if (operation === "stage-plans" && stage === pair.stage) return "stage";
  return operation === "plan-stages" && plan === pair.plan ? "plan" : undefined;
}

/** Whether a view was asked that late, whatever came of it. */
function triedSince({ run }: Judged, pair: Pair, view: View, since: number): boolean {
  return run.record.sent.some((sent) => sent.at >= since && viewOf(sent, pair) === view);
}

/** Two looks that agree, at least a second apart, by two views where both could be read. */
export function agreed(judged: Judged, pair: Pair, on: boolean, since = judged.from): boolean {
  const looks = looksAt(judged, pair).filter((look) => look.asked >= since && look.on !== !on);
  return looks.some((first) =>
    looks.some(
      ({ asked, view }) =>
        asked >= first.asked + SPACING_MS &&
        (view !== first.view ||
          pair.stage === "*" ||
          triedSince(judged, pair, view === "stage" ? "plan" : "stage", since)),
    ),
  );
}

/**
 * Whether the run looked as it should, and all that it was shown came from a replica that lags more than is promised:
 * then nobody could have known better.
 */
export function misled(judged: Judged, pair: Pair, on: boolean, since = judged.from): boolean {
  if (!isCovered(judged.played.the.world.reads?.lagsMs ?? [0])) return true;
  const looks = looksAt(judged, pair).filter((look) => look.asked >= since && look.on !== !on);
  const [first] = looks;
  if (first === undefined) return false;
  const since2 = first.asked + SPACING_MS;
  const late = looks.filter(({ asked }) => asked >= since2);
  const { plan, stage } = judged.wanted;
  const views: readonly View[] = plan.all ? ["stage"] : stage.all ? ["plan"] : ["stage", "plan"];
  const tried = views.every((view) => triedSince(judged, pair, view, since2));
  // One page of several is no look of its own: the next one may not have come.
  return late.length > 0 && tried && late.every(({ stale, on: seen }) => stale || seen === undefined);
}

/** The same of a write of a key's plan, of which there is one view: no look at it a second later was by a replica that keeps up. */
export function keyMisled(judged: Judged, write: Sent): boolean {
  if (!isCovered(judged.played.the.world.reads?.lagsMs ?? [0])) return true;
  const since = (write.end?.at ?? write.at) + SPACING_MS;
  const late = judged.run.record.sent.filter(
    (sent) =>
      sent.operation === "subscriptions" &&
      sent.key === write.key &&
      sent.at >= since &&
      keyPlanTold(sent, write.stage ?? "") !== undefined,
  );
  return late.length > 0 && late.every(isStale);
}

const isStale = ({ at, entry }: Sent): boolean => (entry?.at ?? at) - (entry?.asOf ?? at) > EVERYWHERE_MS;
