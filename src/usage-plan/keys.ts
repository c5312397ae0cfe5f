/** The people behind a usage plan: which API keys are on it at a stage, and whether that speaks against a detach. */

import { NcloudError } from "../ncloud/errors.ts";
import { byCalls } from "./by-calls.ts";
import { problem } from "./problem.ts";
import type { Run } from "./run.ts";
import { sideBySide } from "./side-by-side.ts";
import type { AffectedKey, ApiKey, Problem, StagePath, Subscription } from "./types.ts";
import type { StageWork } from "./work.ts";

/** Requests side by side for the keys of a product: a product can have thousands. */
const KEYS_SIDE_BY_SIDE = 16;
const MAX_NAMES = 50;

/**
 * The keys on a plan at a stage, most calls first; or why they cannot be read.
 * @param maxAgeMs how old the look may be; older, and the product is looked at again
 */
export type KeysOf = (at: StagePath, planId: string, maxAgeMs?: number) => Promise<readonly AffectedKey[] | Unreadable>;

type ByPlace = ReadonlyMap<string, readonly AffectedKey[]>;

interface Reading {
  /** Monotonic. */
  readonly began: number;
  readonly found: Promise<Found | Unreadable>;
}

interface Found {
  readonly keys: readonly ApiKey[];
  readonly byPlace: ByPlace;
}

/**
 * Looks at the keys of each product at once, beside whatever else is read. NCP has no list of a plan's keys, so each
 * key of the product is asked for its plans: with one stage of the product in the run, on that stage alone; with
 * several, on all its stages at once. One request per key either way.
 */
export function createKeysOf(run: Run, work: readonly StageWork[]): KeysOf {
  const stagesOf = Map.groupBy(
    work.map(({ at }) => at),
    ({ product }) => product.id,
  );
  const readings = new Map<string, Reading>();
  const read = (productId: string): Reading => {
    const before = readings.get(productId)?.found;
    const found = readKeys(run, productId, stagesOf.get(productId) ?? [], before);
    found.catch(() => {}); // whoever asks for it gets the rejection
    const reading = { began: run.clock.monotonic(), found };
    readings.set(productId, reading);
    return reading;
  };
  // A step behind the observation, which is to have the connection that is there already.
  queueMicrotask(() => {
    for (const productId of stagesOf.keys()) if (!readings.has(productId)) read(productId);
  });

  return async (at, planId, maxAgeMs = Number.POSITIVE_INFINITY) => {
    const last = readings.get(at.product.id);
    const fresh = last !== undefined && run.clock.monotonic() - last.began < maxAgeMs;
    const found = await (fresh ? last : read(at.product.id)).found;
    return "code" in found ? found : (found.byPlace.get(`${at.stage.id}/${planId}`) ?? []);
  };
}

async function readKeys(
  run: Run,
  productId: string,
  stages: readonly StagePath[],
  before: Promise<Found | Unreadable> | undefined,
): Promise<Found | Unreadable> {
  const only = stages.length === 1 ? stages[0] : undefined;
  const answers = new Map<string, readonly Subscription[] | NcloudError>();
  const ask = (keys: readonly ApiKey[]): Promise<unknown> =>
    sideBySide(keys, KEYS_SIDE_BY_SIDE, async ({ id }) => {
      answers.set(id, await orError(run.gateway.subscriptions(productId, id, only)));
    });
  const listing = orError(run.gateway.apiKeys(productId));
  // Keys that are known are asked beside the list: a second look mostly is one round trip.
  const earlier = await before;
  if (earlier !== undefined && "keys" in earlier) await ask(earlier.keys);
  const keys = await listing;
  if (keys instanceof NcloudError) return unreadable(keys);
  await ask(keys.filter(({ id }) => !answers.has(id)));

  const byPlace = new Map<string, AffectedKey[]>();
  for (const key of keys) {
    const rows = answers.get(key.id) ?? [];
    if (rows instanceof NcloudError) return unreadable(rows);
    for (const { stageId, planId, monthCalls } of rows) {
      if (planId === undefined) continue; // on the default plan
      const place = `${stageId}/${planId}`;
      const on = byPlace.get(place) ?? [];
      on.push({ ...key, ...(monthCalls === undefined ? {} : { monthCalls }) });
      byPlace.set(place, on);
    }
  }
  // Replies come in any order; what people read does not.
  for (const on of byPlace.values()) on.sort(byCalls);
  return { keys, byPlace };
}

async function orError<T>(reply: Promise<T>): Promise<T | NcloudError> {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof NcloudError) return error;
    throw error;
  }
}

/** Why the keys are not known. */
export type Unreadable = Extract<Problem, { readonly code: "api-keys-unreadable" }>;

function unreadable({ code: reason, facts, cause }: NcloudError): Unreadable {
  return problem("api-keys-unreadable", { ...facts, reason }, cause) as Unreadable;
}

/** Keys that NCP does not let through, so that nobody notices what becomes of their plan. */
const WITHOUT_CALLS: ReadonlySet<string | undefined> = new Set(["DENY", "REJECTED"]);

/** More keys on the plan, or more calls of theirs, than the user allows: the problem that refuses it. */
export function tooMany(run: Run, keys: readonly AffectedKey[]): Problem | undefined {
  const counted = keys.filter(({ status }) => !WITHOUT_CALLS.has(status));
  const { maxAffectedApiKeys, maxAffectedCalls } = run;
  if (maxAffectedApiKeys !== undefined && counted.length > maxAffectedApiKeys) {
    return problem("too-many-api-keys", { count: counted.length, limit: maxAffectedApiKeys });
  }
  const calls = counted.reduce((sum, { monthCalls = 0 }) => sum + monthCalls, 0);
  if (maxAffectedCalls !== undefined && calls > maxAffectedCalls) {
    return problem("too-many-calls", { count: calls, limit: maxAffectedCalls });
  }
  return undefined;
}

/** Whether the run was told to stop for keys: then not to know them is a reason to stop. */
export const mustKnowKeys = (run: Run): boolean =>
  run.maxAffectedApiKeys !== undefined || run.maxAffectedCalls !== undefined || run.successor !== undefined;

/** Names with this month's calls, for log and summary. */
export function keyNames(keys: readonly AffectedKey[]): string[] {
  return keys
    .slice(0, MAX_NAMES)
    .map(({ id, name, monthCalls }) => `${name} (${id}${monthCalls === undefined ? "" : `, ${monthCalls}`})`);
}
