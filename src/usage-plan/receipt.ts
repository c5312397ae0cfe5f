/**
 * What is needed to undo a run: plain data without a secret, which `action/paper.ts` makes a line of. Format:
 * docs/receipt.md. How it is read again: `receipt-read.ts`.
 */
import { MAX_TEXT } from "./fields.ts";
import type { IntendedPlan } from "./run.ts";
import type { ApiKey, Outcome, PlacedSuccessor, Ref, StagePath } from "./types.ts";
import { placeOf } from "./work.ts";

export const RECEIPT_VERSION = 2;

export interface ReceiptKey extends ApiKey {
  /** Id of the plan that the run put it on. Left out: it was on the plan, and the run did not touch it. */
  readonly movedTo?: string;
}

export interface ReceiptPlan extends Ref {
  /** `false`: the write may have landed, and nothing could tell. */
  readonly sure: boolean;
  /** `false`: only its API keys were written, the plan itself never. */
  readonly sent: boolean;
  /** API keys that were on the plan. */
  readonly keys: readonly ReceiptKey[];
  /** `false`: nobody could look, so there may be others. */
  readonly keysKnown: boolean;
}

export interface ReceiptStage<Plan = ReceiptPlan> extends StagePath {
  readonly plans: readonly Plan[];
  readonly successors: readonly PlacedSuccessor[];
}

/** Where the receipt is good: a receipt of another site or account is refused before any request. */
export interface ReceiptScope {
  readonly site: string;
  readonly origin: string;
  /** Fingerprint of the access key id, which belongs to one account. */
  readonly account: string;
}

export interface ReceiptRecord extends ReceiptScope {
  /** ISO 8601: when the run began. */
  readonly at: string;
  /** ISO 8601: no request that writes was sent after this. */
  readonly lastWrite?: string;
  readonly run?: string;
  readonly by?: string;
  readonly reason?: string;
}

/** The stages that a run changed, or may have changed: only those can be put back. */
export function stagesToUndo(outcomes: readonly Outcome[]): ReceiptStage[] {
  const stages = new Map<string, StagePath & { plans: ReceiptPlan[]; successors: PlacedSuccessor[] }>();
  for (const { target, verdict, changed, keys, successor } of outcomes) {
    if (!changed) continue;
    const { product, api, stage, plan } = target;
    const place = placeOf(target);
    const found = stages.get(place) ?? { product, api, stage, plans: [], successors: [] };
    stages.set(place, found);
    // A plan that could not be emptied was never sent for: only its keys were written.
    found.plans.push(planOf({ plan, keys }, verdict === "detached", verdict !== "failed"));
    if (successor !== undefined) found.successors = [placed(successor, found.successors[0])];
  }
  return [...stages.values()];
}

/** What one plan's move has put on the stage, the next one finds there. */
const placed = (successor: PlacedSuccessor, before: PlacedSuccessor | undefined): PlacedSuccessor =>
  before?.attached ? before : successor;

/** When the last of them was sent. */
export function lastWriteOf(outcomes: readonly Outcome[]): string | undefined {
  return outcomes
    .flatMap(({ sentAt }) => sentAt ?? [])
    .sort()
    .at(-1);
}

/** What is about to be written: how it ends is not known yet. */
export function intended(
  { product, api, stage }: StagePath,
  plans: readonly IntendedPlan[],
  successor?: PlacedSuccessor,
): ReceiptStage {
  const successors = successor === undefined ? [] : [successor];
  return { product, api, stage, plans: plans.map((each) => planOf(each, false, true)), successors };
}

function planOf({ plan, keys }: IntendedPlan, sure: boolean, sent: boolean): ReceiptPlan {
  const known = (keys ?? []).map(({ id, name, movedTo }) => ({ id, name, ...(movedTo && { movedTo: movedTo.id }) }));
  return { ...plan, sure, sent, keys: known, keysKnown: keys !== undefined };
}

/** @param names `false`: names are for people, and are left out where the receipt would be too long with them */
export function receiptJson(record: ReceiptRecord, stages: readonly ReceiptStage[], names = true): object {
  return { version: RECEIPT_VERSION, ...record, stages: stages.map((each) => stageJson(each, names)) };
}

/** What goes without saying is not said. */
export function stageJson({ product, api, stage, plans, successors }: ReceiptStage, names = true): object {
  const ref = ({ id, name }: Ref) => (names && isSayable(name) ? { id, name } : { id });
  const [successor] = successors;
  return {
    product: ref(product),
    api: ref(api),
    stage: ref(stage),
    plans: plans.map((each) => ({
      ...ref(each),
      ...(each.sure || !each.sent ? {} : { sure: false }),
      ...(each.sent ? {} : { sent: false }),
      ...(each.keysKnown ? {} : { keys: "unknown" }),
      ...(each.keys.length === 0
        ? {}
        : { keys: each.keys.map(({ movedTo, ...key }) => ({ ...ref(key), ...(movedTo && { movedTo }) })) }),
    })),
    ...(successor && { successor: { ...ref(successor), attached: successor.attached } }),
  };
}

/** A name in which a secret stood comes back as no name rather than as another one. */
const isSayable = (name: string | undefined): name is string =>
  name !== undefined && name !== "" && name.length <= MAX_TEXT && !name.includes("***");
