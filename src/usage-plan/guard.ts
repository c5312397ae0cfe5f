/** The people behind the API keys: which keys use a plan on a stage, read before it is written. */
import { NcloudError } from "../ncloud/errors.ts";
import { problem } from "./problem.ts";
import type { Run } from "./run.ts";
import { sideBySide } from "./side-by-side.ts";
import type { AffectedKey, Problem, StagePath } from "./types.ts";
import type { StageWork } from "./work.ts";

/** Requests side by side for the keys of a product: a product can have thousands. */
const KEYS_SIDE_BY_SIDE = 16;
const MAX_NAMES = 50;

export type KeysOf = (at: StagePath, planId: string) => Promise<readonly AffectedKey[] | Problem>;

/**
 * Reads each product's keys once, when they are first asked for. With one stage of the product in the run, each
 * key is asked about that stage alone; with several, about all its stages at once: one request per key either way.
 */
export function createKeysOf(run: Run, work: readonly StageWork[]): KeysOf {
  const byProduct = new Map<string, Promise<ReadonlyMap<string, readonly AffectedKey[]> | Problem>>();
  return async (at, planId) => {
    const productId = at.product.id;
    const stages = work.filter((each) => each.at.product.id === productId).map((each) => each.at);
    let read = byProduct.get(productId);
    if (read === undefined) {
      read = readKeys(run, productId, stages);
      byProduct.set(productId, read);
    }
    const found = await read;
    return found instanceof Map ? (found.get(`${at.stage.id}/${planId}`) ?? []) : (found as Problem);
  };
}

async function readKeys(
  run: Run,
  productId: string,
  stages: readonly StagePath[],
): Promise<ReadonlyMap<string, readonly AffectedKey[]> | Problem> {
  const only = stages.length === 1 ? stages[0] : undefined;
  const found = new Map<string, AffectedKey[]>();
  try {
    const keys = await run.gateway.apiKeys(productId);
    await sideBySide(keys, KEYS_SIDE_BY_SIDE, async (key) => {
      for (const row of await run.gateway.subscriptions(productId, key.id, only)) {
        if (row.planId === undefined) continue; // on the default plan
        const place = `${row.stageId}/${row.planId}`;
        const on = found.get(place) ?? [];
        on.push({ ...key, ...(row.monthCalls === undefined ? {} : { monthCalls: row.monthCalls }) });
        found.set(place, on);
      }
    });
    return found;
  } catch (error) {
    if (!(error instanceof NcloudError)) throw error;
    return problem("api-keys-unreadable", { ...error.facts, reason: error.code }, error.cause);
  }
}

/** Too many keys on the plan for what the user allows: the problem that refuses it. */
export function tooMany(run: Run, keys: readonly AffectedKey[]): Problem | undefined {
  const limit = run.maxAffectedApiKeys;
  if (limit === undefined || keys.length <= limit) return undefined;
  return problem("too-many-api-keys", { count: keys.length, limit, list: keyNames(keys) });
}

/** Names with this month's calls, for log and summary. */
export function keyNames(keys: readonly AffectedKey[]): string[] {
  return keys
    .slice(0, MAX_NAMES)
    .map(({ id, name, monthCalls }) => `${name} (${id}${monthCalls === undefined ? "" : `, ${monthCalls}`})`);
}
