import { Actors } from "./actors.ts";

import { FaultPicker } from "./fault-picker.ts";
import { type Fault, type FaultRuleInput, parseFaults } from "./faults.ts";
import { fulfil, type Outcome } from "./fulfil.ts";
import type { Admission, EmulatorRequest, Handling } from "./handling.ts";
import { type Entry, mask } from "./journal.ts";
import { isWrite, type Operation, type Route, route } from "./operations.ts";
import { Schedule } from "./schedule.ts";
import { spoil } from "./spoil.ts";
import { parseState, type State, type StateInput } from "./state.ts";
import { Store } from "./store.ts";
import { parseWorld, type World, type WorldInput } from "./world.ts";

export interface EmulatorOptions {
  readonly state: StateInput;
  readonly world?: WorldInput;
  /** Numbers in [0, 1): for probabilities, jitter and random replicas. */
  readonly random?: () => number;
}

/**
 * NCP's API Gateway management API as a plain object: state, and one answer for each request at a given time. It has no
 * clock, no timers and no I/O, so the same schedule of requests always ends the same. Times are milliseconds since the Unix epoch.
 */
export class Emulator extends Actors {
  readonly journal: Entry[] = [];
  readonly #random: () => number;
  readonly #schedule = new Schedule();
  #store: Store;
  #world: World;
  #faults: FaultPicker;
  #downUntil = -Infinity;
  #numbers = 0;
  #reads = 0;

  /** @throws {InvalidDocument} when the state or the world is not what it should be. */
  constructor({ state, world = {}, random = () => 0.5 }: EmulatorOptions) {
    super();
    this.#random = random;
    this.#store = new Store(parseState(state));
    this.#world = parseWorld(world);
    this.#faults = new FaultPicker(this.#world.faults, random);
  }

  get store(): Store {
    return this.#store;
  }

  get world(): World {
    return this.#world;
  }

  /** Carries out what fell due up to `now`. Every method with a time does it first. */
  override advance(now: number): void {
    this.#schedule.advance(now);
  }

  /** When the next late write is due, if one is. */
  get nextDue(): number | undefined {
    return this.#schedule.next;
  }

  /** Until when connections are refused. In the past, or -Infinity: they are not. */
  get downUntil(): number {
    return this.#downUntil;
  }

  /** Refuses every connection for so long. */
  down(forMs: number, now: number): void {
    this.#downUntil = Math.max(this.#downUntil, now + forMs);
  }

  /** The head of a request: enters it into the journal and settles its fault, before the body is there. */
  admit(head: Omit<EmulatorRequest, "body">, now: number): Admission {
    this.advance(now);
    const found = route(head.method, head.target);
    const entry = this.#enter(head, found, now);
    const fault: Fault | undefined =
      now < this.#downUntil ? { kind: "refuse" } : this.#faults.pick(found?.operation, found?.ids["stage"]);
    if (fault !== undefined) entry.fault = fault.kind;
    return { entry, route: found, fault };
  }

  /** A whole request: what becomes of it, and what is to be done on the wire. */
  handle(request: EmulatorRequest, now: number, admission = this.admit(request, now)): Handling {
    this.advance(now);
    const { entry, fault } = admission;
    if (fault?.kind === "down") this.down(fault.forMs, now);
    const outcome = this.#fulfil(request, admission, now);
    const act = spoil(outcome, fault, request.target, now);
    entry.act = act.kind;
    if ("reply" in act) entry.status = act.reply.status;
    const jitter = this.#world.jitterMs > 0 ? Math.floor(this.#random() * this.#world.jitterMs) : 0;
    const slow = fault?.kind === "latency" ? fault.ms : 0;
    return { n: entry.n, afterMs: this.#world.latencyMs + jitter + slow, act };
  }

  /** A new state; all that was due later is forgotten, the journal is kept. */
  setState(state: StateInput): void {
    this.#store = new Store(parseState(state));
    this.#schedule.clear();
  }

  getState(secrets = false): State {
    return this.#store.toState(secrets);
  }

  /** A new world, with its faults counted from nought. What is due already stays due. */
  setWorld(world: WorldInput): void {
    this.#world = parseWorld(world);
    this.#faults = new FaultPicker(this.#world.faults, this.#random);
  }

  addFaults(rules: readonly FaultRuleInput[]): void {
    this.#faults.add(parseFaults(rules));
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  #enter(head: Omit<EmulatorRequest, "body">, found: Route | undefined, now: number): Entry {
    const accessKey = head.headers["x-ncp-iam-access-key"];
    const entry: Entry = {
      n: ++this.#numbers,
      at: now,
      method: head.method,
      target: head.target,
      operation: found?.operation,
      ...found?.ids,
      ...(accessKey === undefined ? {} : { accessKey: mask(accessKey) }),
      ...(head.connection === undefined ? {} : { connection: head.connection }),
      act: "pending",
      accepted: false,
      applied: false,
      changed: false,
    };
    this.journal.push(entry);
    return entry;
  }

  #fulfil(request: EmulatorRequest, admission: Admission, now: number): Outcome {
    const { route: found, entry } = admission;
    const asOf = now - this.#lagOf(found?.operation);
    if (found !== undefined && !isWrite(found.operation)) entry.asOf = asOf;
    return fulfil({
      request,
      admission,
      now,
      store: this.#store,
      world: this.#world,
      schedule: this.#schedule,
      asOf,
    });
  }

  /** How old what the replica shows is that answers. */
  #lagOf(operation: Operation | undefined): number {
    const { lagsMs, pick } = this.#world.reads;
    return lagsMs[this.#replica(pick, operation, lagsMs.length)] ?? 0;
  }

  #replica(pick: World["reads"]["pick"], operation: Operation | undefined, count: number): number {
    switch (pick) {
      case "alternate":
        return this.#reads++ % count;
      case "random":
        return Math.floor(this.#random() * count);
      case "by-view":
        return operation === "plan" || operation === "plan-stages" ? count - 1 : 0;
    }
  }
}
