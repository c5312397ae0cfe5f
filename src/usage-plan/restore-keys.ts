/** Puts API keys back on a plan: those that fell to the stage's default plan, and no others. */
import { NcloudError } from "../ncloud/errors.ts";
import { backoff } from "../ncloud/retry.ts";
import type { Run } from "./run.ts";
import { sideBySide } from "./side-by-side.ts";
import type { ApiKey, Subscription, Target } from "./types.ts";

const KEYS_SIDE_BY_SIDE = 8;

export interface RestoredKeys {
  /** How many keys were put back (dry run: would be). */
  readonly put: number;
  /** Names of the keys that are not on the plan now, with the reason. */
  readonly differ: readonly string[];
}

export async function restoreKeys(run: Run, target: Target, keys: readonly ApiKey[]): Promise<RestoredKeys> {
  const ends = await sideBySide(keys, KEYS_SIDE_BY_SIDE, async (key) => {
    try {
      return await restoreKey(run, target, key);
    } catch (error) {
      if (error instanceof NcloudError) return `${key.name} (${key.id}): ${error.code}`;
      throw error;
    }
  });
  return {
    put: ends.filter((end) => end === "put").length,
    differ: ends.filter((end) => end !== "put" && end !== "there"),
  };
}

/**
 * Observe, write, and read until it shows. Setting a key's plan has the same end however often it lands, so an
 * uncertain write is looked at and sent again; an accepted one is only waited for.
 * @returns `there`, `put`, or why the key is not on the plan
 */
async function restoreKey(run: Run, target: Target, key: ApiKey): Promise<string> {
  const facts = { ...key, plan: target.plan.name ?? target.plan.id, stage: target.stage.name ?? target.stage.id };
  const label = `${key.name} (${key.id})`;
  let written = false;
  let accepted = false;
  for (let attempt = 1; ; attempt++) {
    const row = await subscriptionOf(run, target, key);
    if (row?.planId === target.plan.id) return written ? "put" : "there";
    if (row?.planId !== undefined) {
      // Somebody chose another plan for this key since: theirs is the later word.
      const got = row.planName ?? row.planId;
      run.tell({ code: "key-kept", level: "warning", facts: { ...facts, got } });
      return `${label}: ${got}`;
    }
    if (run.dryRun) {
      run.tell({ code: "key-would-restore", level: "info", facts });
      return "put";
    }
    if (run.deadline.over || (!accepted && !run.deadline.mayWrite)) {
      return `${label}: ${run.deadline.cancelled ? "cancelled" : accepted ? "not-verified" : "deadline"}`;
    }
    let wait = backoff("throttled", attempt, undefined, run.random);
    if (!accepted) {
      try {
        await run.gateway.subscribe(target, key.id, target.plan.id);
        run.tell({ code: "key-restored", level: "info", facts });
        written = true;
        accepted = true;
        continue; // most reads show it at once
      } catch (error) {
        if (!(error instanceof NcloudError) || error.sort === "refused" || error.sort === "unsent-for-good")
          throw error;
        written ||= error.sort === "uncertain";
        wait = error.sort === "clock-corrected" ? 0 : backoff(error.sort, attempt, error.retryAfterMs, run.random);
      }
    }
    await run.deadline.sleep(wait);
  }
}

/** The key's row for this stage. A key without one is on the default plan, as far as reads can tell. */
async function subscriptionOf(run: Run, target: Target, key: ApiKey): Promise<Subscription | undefined> {
  const rows = await run.gateway.subscriptions(target.product.id, key.id, target);
  return rows.find((row) => row.stageId === target.stage.id);
}
