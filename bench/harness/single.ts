/** Ways to detach one plan from one stage, each checked at the emulator: ours, the bare scripts, and the peers. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generated, generateState } from "../../emulator/generate.ts";
import { actionCommand, expectResult, type Inputs, plainEnv, TARGET } from "./action.ts";
import { type Command, python } from "./measure.ts";
import type { Variant } from "./rounds.ts";
import type { Lab } from "./section.ts";
import { type Server, startServer } from "./servers.ts";
import { requestsTo, type Signed } from "./signed.ts";

const BENCH = fileURLToPath(new URL("..", import.meta.url));

export const bench = (file: string): string => join(BENCH, file);

/** What a bare script sends: `write` alone, or waves of requests, each when the one before it is answered. */
export type Waves = (to: ReturnType<typeof requestsTo>) => readonly (readonly Signed[])[];

export const VERIFIED: Waves = (to) => [[to.read()], [to.detach()], [to.read()]];

export interface SingleOptions {
  /** All on the one target. */
  readonly apiKeys?: number;
  /** Of the stage; one more plan exists, on no stage. */
  readonly plans?: number;
  readonly latencyMs?: number;
}

/** Exists, and is on no stage. */
export const SUCCESSOR = "usuccessor";

export async function startSingle(lab: Lab, options: SingleOptions = {}): Promise<Single> {
  const { apiKeys = 0, plans = 5, latencyMs = 0 } = options;
  const state = generateState({ stages: 1, plans });
  const usagePlans = [...(state.usagePlans ?? []), { usagePlanId: SUCCESSOR, usagePlanName: "successor" }];
  // `generateState` spreads keys over the plans: here all of them are on the one.
  const keys = generateState({ stages: 1, plans: 1, apiKeys }).apiKeys ?? [];
  const all = { ...state, usagePlans, apiKeys: keys };
  return new Single(lab, await startServer({ folder: lab.folder, state: all, latencyMs }), all);
}

export class Single {
  readonly #lab: Lab;
  readonly #state: ReturnType<typeof generateState>;
  readonly server: Server;
  /** Where the variants go: the server itself, or a relay before it. */
  url: string;

  constructor(lab: Lab, server: Server, state: ReturnType<typeof generateState>) {
    this.#lab = lab;
    this.server = server;
    this.url = server.url;
    this.#state = state;
  }

  action(name: string, inputs: Inputs, result = "detached"): Variant {
    const { folder } = this.#lab;
    const { caFile } = this.server;
    const command = (): Command => actionCommand({ folder, url: this.url, caFile, inputs });
    return this.#variant(name, command, async (finished) => expectResult(folder, finished, result));
  }

  /** @param script left out: `bare/one-post.mjs` */
  post(name: string, script = bench("bare/one-post.mjs")): Variant {
    return this.#bare(name, script, () => ({ BARE_REQUEST: JSON.stringify(requestsTo(this.url).detach()) }));
  }

  waves(name: string, waves: Waves): Variant {
    const env = () => ({ BARE_WAVES: JSON.stringify(waves(requestsTo(this.url))) });
    return this.#bare(name, bench("bare/waves.mjs"), env);
  }

  #bare(name: string, script: string, env: () => Record<string, string>): Variant {
    return this.#variant(name, () => ({
      argv: [process.execPath, script],
      env: { ...plainEnv(this.server.caFile), ...env() },
    }));
  }

  bash(name: string, script: "write" | "verified" | "blind"): Variant {
    return this.#variant(name, () => ({
      argv: ["/bin/bash", bench(`peers/${script}.sh`)],
      env: peerEnv(this.url, this.server.caFile),
    }));
  }

  python(name: string, client: "urllib" | "kept", work: "write" | "verified"): Variant {
    return this.#variant(name, () => ({
      argv: [python(), bench("peers/detach.py"), client, work],
      env: peerEnv(this.url, this.server.caFile),
    }));
  }

  #variant(name: string, command: () => Command, look: Variant["check"] = async () => {}): Variant {
    return {
      name,
      prepare: async () => {
        await this.server.control("PUT", "state", this.#state);
        await this.server.control("DELETE", "requests");
        return command();
      },
      check: async (finished) => {
        await look(finished);
        const { stageId, usagePlanId } = { stageId: TARGET.stage, usagePlanId: TARGET.plan };
        const { changed } = (await this.server.control("POST", "attach", { stageId, usagePlanId })) as {
          changed: boolean;
        };
        if (!changed) throw new Error(`${name}: the plan is still on the stage`);
      },
    };
  }
}

export function peerEnv(url: string, caFile: string): Record<string, string> {
  return {
    ...plainEnv(caFile),
    URL: url,
    ACCESS_KEY: generated.accessKey,
    SECRET_KEY: generated.secretKey,
    PRODUCT: TARGET.product,
    API: TARGET.api,
    STAGE: TARGET.stage,
    PLAN: TARGET.plan,
    CA_FILE: caFile,
  };
}
