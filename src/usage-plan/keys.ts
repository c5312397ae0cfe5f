/** The people behind a usage plan: which API keys are on it at a stage, and whether that speaks against a detach. */

import { NcloudError } from "../ncloud/errors.ts";
import { byCalls } from "./by-calls.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { orError, problem } from "./problem.ts";
import type { Run } from "./run.ts";
import type { AffectedKey, ApiKey, Problem, Ref, StagePath, Subscription, Target } from "./types.ts";
import { placeFacts } from "./work.ts";

/** Requests side by side for the keys of a product: a product can have thousands. */
const KEYS_SIDE_BY_SIDE = 16;
const MAX_NAMES = 50;

/** Who is on a plan, most calls first, or why that is not known: of one look at a stage, however many plans are asked for. */
export type KeysOn = (planId: string) => readonly AffectedKey[] | Unreadable;

/**
 * Looks at who is on the plans of a stage.
 * @param maxAgeMs how old the look may be; older, and the product is looked at again. 0: by a look that begins now
 */
export type LookAtKeys = (at: StagePath, maxAgeMs?: number) => Promise<KeysOn>;

type ByPlace = ReadonlyMap<string, readonly AffectedKey[]>;

interface Found {
  readonly keys: readonly ApiKey[];
  readonly byPlace: ByPlace;
  /** Monotonic. */
  readonly began: number;
  readonly took: number;
}

/**
 * Looks at the keys of each product, their list beside whatever else is read. NCP has no list of a plan's keys, so each
 * key of the product is asked for its plans: with one stage of the product in the run, on that stage alone; with
 * several, on all its stages at once. One request per key either way.
 */
export function createLookAtKeys(run: Run, stages: readonly StagePath[]): LookAtKeys {
  const stagesOf = Map.groupBy(stages, ({ product }) => product.id);
  const products = new Map([...stagesOf].map(([id, some]) => [id, new ProductKeys(run, id, some)]));
  // A step behind the observation, which is to have the connection that is there already.
  queueMicrotask(() => {
    for (const product of products.values()) product.list();
  });
  return async (at, maxAgeMs) => {
    const found = await products.get(at.product.id)?.look(maxAgeMs);
    if (found === undefined) throw new TypeError("a product that is not in the work");
    return (planId) => ("code" in found ? found : (found.byPlace.get(`${at.stage.id}/${planId}`) ?? []));
  };
}

/** One look after the other: whoever needs a newer one waits for it, and shares it with all who wait. */
class ProductKeys {
  readonly #run: Run;
  readonly #id: string;
  readonly #only: StagePath | undefined;
  #listing: Promise<readonly ApiKey[] | NcloudError> | undefined;
  #last: { readonly number: number; readonly found: Promise<Found | Unreadable> } | undefined;
  #known: readonly ApiKey[] = [];
  #count = 0;

  constructor(run: Run, id: string, stages: readonly StagePath[]) {
    this.#run = run;
    this.#id = id;
    this.#only = stages.length === 1 ? stages[0] : undefined;
  }

  /** The product's list of keys: under way until somebody asks who is on a plan. */
  list(): Promise<readonly ApiKey[] | NcloudError> {
    this.#listing ??= orError(this.#run.gateway.apiKeys(this.#id));
    this.#listing.catch(() => {}); // whoever asks for it gets the rejection
    return this.#listing;
  }

  async look(maxAgeMs = Number.POSITIVE_INFINITY): Promise<Found | Unreadable> {
    const asked = this.#run.clock.monotonic();
    const earlier = this.#count;
    for (;;) {
      this.#last ??= { number: ++this.#count, found: this.#read() };
      const last = this.#last;
      const found = await last.found;
      const isNew = last.number > earlier;
      if (isNew || (maxAgeMs > 0 && ("code" in found || asked - found.began < allowance(found, maxAgeMs))))
        return found;
      if (this.#last === last) this.#last = undefined;
    }
  }

  async #read(): Promise<Found | Unreadable> {
    const began = this.#run.clock.monotonic();
    const answers = new Map<string, readonly Subscription[] | NcloudError>();
    const ask = async ({ id }: ApiKey): Promise<void> =>
      void answers.set(id, await orError(this.#run.gateway.subscriptions(this.#id, id, this.#only)));
    // Keys that are known are asked beside the list: a second look mostly is one round trip.
    const listing = this.list();
    // The list is one of the sixteen, but where all the others fit into one round trip with it.
    const beside = this.#known.length > KEYS_SIDE_BY_SIDE ? KEYS_SIDE_BY_SIDE - 1 : KEYS_SIDE_BY_SIDE;
    await mapConcurrent(this.#known, beside, ask);
    const keys = await listing;
    this.#listing = undefined;
    if (keys instanceof NcloudError) return unreadable(keys);
    this.#known = keys;
    const unasked = keys.filter(({ id }) => !answers.has(id));
    await mapConcurrent(unasked, KEYS_SIDE_BY_SIDE, ask);
    for (const answer of answers.values()) if (answer instanceof NcloudError) return unreadable(answer);
    const byPlace = placed(keys, answers as ReadonlyMap<string, readonly Subscription[]>);
    return { keys, byPlace, began, took: this.#run.clock.monotonic() - began };
  }
}

/** Thousands of keys take longer to look at than a look is good for: then as long as it took, and as long again. */
const allowance = ({ keys, took }: Found, maxAgeMs: number): number =>
  keys.length > KEYS_SIDE_BY_SIDE ? Math.max(maxAgeMs, 2 * took) : maxAgeMs;

function placed(keys: readonly ApiKey[], answers: ReadonlyMap<string, readonly Subscription[]>): ByPlace {
  const byPlace = new Map<string, AffectedKey[]>();
  for (const key of keys) {
    for (const { stageId, planId, monthCalls } of answers.get(key.id) ?? []) {
      if (planId === undefined) continue; // on the default plan
      const place = `${stageId}/${planId}`;
      const users = byPlace.get(place) ?? [];
      users.push({ ...key, ...(monthCalls === undefined ? {} : { monthCalls }) });
      byPlace.set(place, users);
    }
  }
  // Replies come in any order; what people read does not.
  for (const users of byPlace.values()) users.sort(byCalls);
  return byPlace;
}

/** Puts a key on a plan: why not, if it is not known to be done. */
export const subscribe = (run: Run, at: StagePath, key: Ref, to: Ref): Promise<NcloudError | undefined> =>
  orError(run.gateway.subscribe(at, key.id, to.id).then(() => undefined));

/** Why the keys are not known. */
export type Unreadable = Extract<Problem, { readonly code: "api-keys-unreadable" }>;

function unreadable({ code: reason, facts, cause }: NcloudError): Unreadable {
  return problem("api-keys-unreadable", { ...facts, reason }, cause) as Unreadable;
}

/** Keys that NCP does not let through, so that nobody notices what becomes of their plan. */
const WITHOUT_CALLS: ReadonlySet<string | undefined> = new Set(["DENY", "REJECTED"]);

/**
 * More keys on the plan, or more calls of theirs, than the user allows: the problem that refuses it.
 * @param moved whether some have moved by now: then it is not so that nothing was written
 */
export function tooMany(run: Run, keys: readonly AffectedKey[], moved = false): Problem | undefined {
  const more = moved ? { moved } : {};
  const counted = keys.filter(({ status }) => !WITHOUT_CALLS.has(status));
  const { maxAffectedApiKeys = Number.POSITIVE_INFINITY, maxAffectedCalls = Number.POSITIVE_INFINITY } = run;
  if (counted.length > maxAffectedApiKeys) {
    return problem("too-many-api-keys", { count: counted.length, limit: maxAffectedApiKeys, ...more });
  }
  const calls = counted.reduce((sum, { monthCalls = 0 }) => sum + monthCalls, 0);
  if (calls > maxAffectedCalls) {
    return problem("too-many-calls", { count: calls, limit: maxAffectedCalls, ...more });
  }
  return undefined;
}

/** Whether the run was told to stop for keys: then not to know them is a reason to stop. */
export const mustKnowKeys = (run: Run): boolean =>
  run.maxAffectedApiKeys !== undefined || run.maxAffectedCalls !== undefined || run.successor !== undefined;

/** Says who is on the plan, or that nobody knows. */
export function tellKeys(run: Run, target: Target, looked: readonly AffectedKey[] | Unreadable): void {
  const facts = placeFacts(target);
  if ("code" in looked) {
    run.tell({ code: "keys-unknown", level: "warning", facts: { ...facts, reason: looked.facts.reason } });
  } else {
    const known = { ...facts, count: looked.length, list: keyNames(looked) };
    run.tell({ code: "affected-keys", level: "info", facts: known });
  }
}

/** Names with this month's calls, for log and summary. */
export function keyNames(keys: readonly AffectedKey[]): string[] {
  return keys
    .slice(0, MAX_NAMES)
    .map(
      ({ id, name, monthCalls }) =>
        `${name} (${id}${monthCalls === undefined ? "" : `, ${monthCalls.toLocaleString("en-US")}`})`,
    );
}
