/** Puts API keys back on a plan: those that fell to the stage's default plan or are where we put them, and no others. */
import { NcloudError } from "../ncloud/errors.ts";
import { backoff } from "../ncloud/retry.ts";
import { byCalls } from "./by-calls.ts";
import { subscribe } from "./keys.ts";
import { SPACING_MS, sleepUntil } from "./looks.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { orError } from "./problem.ts";
import type { ReceiptKey } from "./receipt.ts";
import type { Run } from "./run.ts";
import type { AffectedKey, ApiKey, Subscription, Target } from "./types.ts";
import { labelOf, placeFacts } from "./work.ts";

const KEYS_SIDE_BY_SIDE = 8;
/** Pauses between looks while an accepted write does not show; doubled each time. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 5_000;

export interface RestoredKeys {
  /** How many keys this run has written, or may have written (dry run: would write). */
  readonly written: number;
  /** Names of the keys that could not be put on the plan, or are not known to be on it, with the reason. */
  readonly failed: readonly string[];
  /** The others that there still are: on the plan, or where somebody has put them since. */
  readonly keys: readonly AffectedKey[];
}

/** The keys of the product, read when somebody asks, and once. */
type ListKeys = () => Promise<readonly ApiKey[] | NcloudError>;

interface KeyEnd {
  readonly written: boolean;
  readonly key?: AffectedKey;
  readonly failed?: string;
}

export async function restoreKeys(run: Run, target: Target, keys: readonly ReceiptKey[]): Promise<RestoredKeys> {
  let listing: Promise<readonly ApiKey[] | NcloudError> | undefined;
  const list = () => (listing ??= orError(run.gateway.apiKeys(target.product.id)));
  const ends = await mapConcurrent(keys, KEYS_SIDE_BY_SIDE, (key) => restoreKey(run, target, key, list));
  return {
    written: ends.filter(({ written }) => written).length,
    failed: ends.flatMap(({ failed }) => failed ?? []),
    keys: ends.flatMap(({ key }) => key ?? []).sort(byCalls),
  };
}

/**
 * Observe, write, and read until it shows. Setting a key's plan has the same end however often it lands, so an
 * uncertain write is looked at and sent again; an accepted one is only waited for.
 */
async function restoreKey(run: Run, target: Target, key: ReceiptKey, list: ListKeys): Promise<KeyEnd> {
  const facts = {
    id: key.id,
    name: key.name,
    ...placeFacts(target),
  };
  let written = false;
  let accepted = false;
  let missed = false;
  let pause = FIRST_PAUSE_MS;
  const failed = (why: string): KeyEnd => ({ written, failed: `${labelOf(key)}: ${why}` });

  for (let attempt = 1; ; attempt++) {
    const row = await subscriptionOf(run, target, key);
    if (row instanceof NcloudError && row.code === "not-found" && !missed) {
      // 404 can hide a permission as well: that a key is gone, the product's list says.
      const keys = await list();
      if (keys instanceof NcloudError) return failed(row.code);
      if (!keys.some(({ id }) => id === key.id)) {
        run.tell({ code: "key-gone", level: "warning", facts });
        return { written };
      }
      missed = true;
      await run.deadline.sleep(SPACING_MS);
      continue;
    }
    if (row instanceof NcloudError) return failed(accepted ? "not-verified" : row.code);
    const { id, name } = key;
    if (row.planId === target.plan.id) return { written, key: { id, name } };
    if (row.planId !== undefined && row.planId !== key.movedTo) {
      // Somebody chose another plan for this key since: theirs is the later word.
      run.tell({ code: "key-kept", level: "warning", facts: { ...facts, got: row.planName ?? row.planId } });
      const movedTo = { id: row.planId, ...(row.planName !== undefined && { name: row.planName }) };
      return { written, key: { id, name, movedTo } };
    }
    if (run.dryRun) {
      run.tell({ code: "key-would-restore", level: "info", facts });
      return { written: true, key: { id, name } };
    }
    if (accepted) {
      await run.deadline.sleep(pause);
      pause = Math.min(pause * 2, MAX_PAUSE_MS);
      continue;
    }
    if (!run.deadline.mayWrite) return failed(run.deadline.cancelled ? "cancelled" : "deadline");
    const error = await subscribe(run, target, key, target.plan);
    if (error === undefined) {
      run.tell({ code: "key-restored", level: "info", facts });
      accepted = true;
      written = true;
      continue; // most reads show it at once
    }
    if (error.failureClass === "unsent-for-good") return failed(error.code);
    if (error.failureClass === "refused") {
      // What a gateway refuses may be carried out all the same: a look at once, and one that lagging reads have reached.
      let now: Awaited<ReturnType<typeof subscriptionOf>> = error;
      for (const ms of [0, SPACING_MS]) {
        await sleepUntil(run, run.clock.monotonic() + ms);
        now = await subscriptionOf(run, target, key);
        if (!(now instanceof NcloudError) && now.planId === target.plan.id) return { written: true, key: { id, name } };
      }
      written ||= now instanceof NcloudError;
      return failed(error.code);
    }
    written ||= error.failureClass === "uncertain";
    await run.deadline.sleep(backoff(error.failureClass, attempt, error.retryAfterMs, run.random));
  }
}

/** The key's plan on this stage. A key without a row is on the default plan, as far as reads can tell. */
async function subscriptionOf(run: Run, target: Target, key: ReceiptKey): Promise<Partial<Subscription> | NcloudError> {
  const rows = await orError(run.gateway.subscriptions(target.product.id, key.id, target));
  return rows instanceof NcloudError ? rows : (rows[0] ?? {});
}
