/** What was true at the server at any moment, for those who judge a run afterwards. */
import type { Emulator } from "../../emulator/core/emulator.ts";
import { keyPlanAt, plansAt, type Stage, type Subscription } from "../../emulator/core/store.ts";
import { APIS, KEYS, type Named, PLANS, PRODUCTS, STAGES } from "./universe.ts";

/** Plans of each stage and plan of each key, each by id, sorted: to be compared as JSON. */
export interface Snapshot {
  readonly stages: Readonly<Record<string, readonly string[]>>;
  /** By `key/stage`. `null`: the default plan. */
  readonly keys: Readonly<Record<string, string | null>>;
}

export class Truth {
  readonly #emulator: Emulator;
  /** Kept, since a deleted stage is gone from the store and its history is not. */
  readonly #stages: ReadonlyMap<string, Stage>;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #names = new Map<string, { readonly at: number; readonly name: string }[]>();

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    this.#stages = new Map(emulator.store.stages);
    const things: readonly (readonly Named[])[] = [PRODUCTS, APIS, STAGES, PLANS, KEYS];
    for (const { id, name } of things.flat()) this.#names.set(id, [{ at: -Infinity, name }]);
    this.#remember();
  }

  renamed(id: string, name: string, at: number): void {
    this.#names.get(id)?.push({ at, name });
  }

  /** All names that a thing had at some moment of [from, to]. */
  namesIn(id: string, from: number, to: number): readonly string[] {
    const names = this.#names.get(id) ?? [];
    return names
      .filter(({ at }, index) => at <= to && (names[index + 1]?.at ?? Infinity) >= from)
      .map(({ name }) => name);
  }

  /** Whether another plan had one of the plan's names meanwhile. */
  sharesName(plan: string, from: number, to: number): boolean {
    const mine = new Set(this.namesIn(plan, from, to));
    return PLANS.some(({ id }) => id !== plan && this.namesIn(id, from, to).some((name) => mine.has(name)));
  }

  isOn(stage: string, plan: string, at: number): boolean {
    const found = this.#stages.get(stage);
    return found !== undefined && plansAt(found, at).has(plan);
  }

  /** Whether the plan was on (or off) the stage at some moment of [from, to]. */
  was(on: boolean, stage: string, plan: string, from: number, to: number): boolean {
    if (this.isOn(stage, plan, from) === on) return true;
    const changes = this.#stages.get(stage)?.changes ?? [];
    return changes.some((change) => change.plan === plan && change.on === on && change.at >= from && change.at <= to);
  }

  /** Whether the key was on the plan at some moment of [from, to]. */
  keyWasOn(key: string, stage: string, plan: string, from: number, to: number): boolean {
    return this.#keyPlans(key, stage, from, to).includes(plan);
  }

  /** Whether the key was on the plan all the time. */
  keyStayedOn(key: string, stage: string, plan: string, from: number, to: number): boolean {
    return this.#keyPlans(key, stage, from, to).every((each) => each === plan);
  }

  #keyPlans(key: string, stage: string, from: number, to: number): readonly (string | undefined)[] {
    this.#remember();
    const found = this.#subscriptions.get(`${key}/${stage}`);
    if (found === undefined) return [undefined];
    const times = [from, to, ...found.changes.map(({ at }) => at).filter((at) => at > from && at < to)];
    return times.map((at) => keyPlanAt(found, at));
  }

  /** The keys that are on the plan at the stage now. */
  keysOn(stage: string, plan: string): readonly string[] {
    return KEYS.map(({ id }) => id).filter((key) => this.#subscription(key, stage)?.plan === plan);
  }

  snapshot(): Snapshot {
    this.#remember();
    const stages = [...this.#stages].map(([id, { plans }]) => [id, [...plans].sort()] as const);
    const keys = [...this.#subscriptions].map(([place, { plan }]) => [place, plan ?? null] as const).sort();
    return { stages: Object.fromEntries(stages), keys: Object.fromEntries(keys) };
  }

  #subscription(key: string, stage: string): Subscription | undefined {
    return this.#emulator.store.keys.get(key)?.subscriptions.get(stage);
  }

  #remember(): void {
    for (const key of this.#emulator.store.keys.values()) {
      for (const [stage, found] of key.subscriptions) this.#subscriptions.set(`${key.apiKeyId}/${stage}`, found);
    }
  }
}
