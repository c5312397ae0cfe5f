/** Many targets: the emulator with a large state, and ways to take all of it off, each checked. */
import { generated, generateState } from "../../emulator/generate.ts";
import { actionCommand, expectResult, type Inputs } from "./action.ts";
import { type Command, type Finished, python } from "./measure.ts";
import type { Variant } from "./rounds.ts";
import type { Lab } from "./section.ts";
import { type Server, startServer } from "./servers.ts";
import { bench, peerEnv } from "./single.ts";

export interface Shape {
  readonly stages: number;
  /** On each stage, all of them targets. */
  readonly plans: number;
  readonly apiKeys?: number;
}

/** Time to each reply. */
export const LATENCY_MS = 20;

/** Replies in sequence, at the least: each stage is read, written plan by plan, and read; stages go side by side. */
export function replies({ stages, plans }: Shape, concurrency: number): number {
  return (plans + 2) * Math.ceil(stages / concurrency);
}

export async function startMany(lab: Lab): Promise<Many> {
  const state = generateState({ stages: 1, plans: 1 });
  return new Many(lab, await startServer({ folder: lab.folder, state, latencyMs: LATENCY_MS }));
}

export class Many {
  readonly #lab: Lab;
  readonly server: Server;

  constructor(lab: Lab, server: Server) {
    this.#lab = lab;
    this.server = server;
  }

  action(name: string, shape: Shape, concurrency: number, more: Inputs = {}): Variant {
    const { folder } = this.#lab;
    const { url, caFile } = this.server;
    const inputs = {
      "product-id": generated.product,
      "api-id": generated.api,
      "stage-id": stages(shape).join("\n"),
      "usage-plan-id": plans(shape).join("\n"),
      concurrency: String(concurrency),
      timeout: "600",
      ...more,
    };
    const run = (): Command => actionCommand({ folder, url, caFile, inputs });
    return this.#variant(name, shape, run, (finished) => expectResult(folder, finished, "detached"));
  }

  /** Which plans are on which stages, of the whole API. */
  inventory(name: string, shape: Shape, concurrency: number): Variant {
    const { folder } = this.#lab;
    const { url, caFile } = this.server;
    const inputs = {
      mode: "check",
      "if-attached": "succeed",
      "product-id": generated.product,
      "api-id": generated.api,
      "stage-id": "*",
      "usage-plan-id": "*",
      concurrency: String(concurrency),
      timeout: "600",
    };
    return {
      name,
      prepare: async () => {
        await this.#fill(shape);
        return actionCommand({ folder, url, caFile, inputs });
      },
      check: async (finished) => expectResult(folder, finished, "attached"),
    };
  }

  python(name: string, shape: Shape, concurrency: number): Variant {
    return this.#variant(name, shape, () => ({
      argv: [python(), bench("peers/detach.py"), "kept", "many"],
      env: this.#peerEnv(shape, concurrency),
    }));
  }

  #peerEnv(shape: Shape, concurrency: number): Record<string, string> {
    return {
      ...peerEnv(this.server.url, this.server.caFile),
      STAGES: stages(shape).join(" "),
      PLANS: plans(shape).join(" "),
      PARALLEL: String(concurrency),
    };
  }

  #variant(name: string, shape: Shape, command: () => Command, look: (finished: Finished) => void = () => {}): Variant {
    return {
      name,
      prepare: async () => {
        await this.#fill(shape);
        return command();
      },
      check: async (finished) => {
        look(finished);
        const left = await this.#left();
        if (left > 0) throw new Error(`${left} plans are still on their stages`);
      },
    };
  }

  async #fill(shape: Shape): Promise<void> {
    await this.server.control("PUT", "state", generateState(shape));
    await this.server.control("DELETE", "requests");
  }

  async #left(): Promise<number> {
    const state = (await this.server.control("GET", "state")) as ReturnType<typeof generateState>;
    const all = (state.products ?? []).flatMap(({ apis = [] }) => apis.flatMap(({ stages = [] }) => stages));
    return all.reduce((sum, { usagePlanIds = [] }) => sum + usagePlanIds.length, 0);
  }
}

const stages = ({ stages: count }: Shape): string[] => Array.from({ length: count }, (_, i) => generated.stage(i));
const plans = ({ plans: count }: Shape): string[] => Array.from({ length: count }, (_, i) => generated.plan(i));
