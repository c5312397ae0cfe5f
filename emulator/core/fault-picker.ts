import type { Fault, FaultRule } from "./faults.ts";
import { type Operation, selects } from "./operations.ts";

/** Counts requests against the rules and says which fault, if any, a request meets: the first rule that hits. */
export class FaultPicker {
  readonly #rules: { readonly rule: FaultRule; seen: number; hits: number }[] = [];
  readonly #random: () => number;

  constructor(rules: readonly FaultRule[], random: () => number) {
    this.#random = random;
    this.add(rules);
  }

  add(rules: readonly FaultRule[]): void {
    for (const rule of rules) this.#rules.push({ rule, seen: 0, hits: 0 });
  }

  clear(): void {
    this.#rules.length = 0;
  }

  pick(operation: Operation | undefined, stage: string | undefined): Fault | undefined {
    let hit: Fault | undefined;
    for (const counted of this.#rules) {
      const { rule } = counted;
      const on = Array.isArray(rule.on) ? rule.on : [rule.on];
      if (!on.some((selector) => selects(selector, operation))) continue;
      if (rule.stage !== undefined && rule.stage !== stage) continue;
      counted.seen++;
      if (hit !== undefined) continue;
      if (counted.seen < (rule.nth ?? 1)) continue;
      const { times = rule.nth === undefined ? "all" : 1 } = rule;
      if (times !== "all" && counted.hits >= times) continue;
      if (rule.probability < 1 && this.#random() >= rule.probability) continue;
      counted.hits++;
      hit = rule.do;
    }
    return hit;
  }
}
