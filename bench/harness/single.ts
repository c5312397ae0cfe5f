/** Ways to take one plan off one stage, each checked at the emulator: ours, the bare scripts, and the peers. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generated, generateState } from "../../emulator/generate.ts";
import { actionCommand, expectResult, type Inputs, plainEnv, TARGET } from "./action.ts";
import { type Command, python } from "./measure.ts";
import type { Variant } from "./rounds.ts";
import type { Lab } from "./section.ts";
import { type Server, startServer } from "./servers.ts";
import { signed } from "./signed.ts";

const BENCH = fileURLToPath(new URL("..", import.meta.url));

export const bench = (file: string): string => join(BENCH, file);

/** One stage with five plans, the one that is taken off among them. */
export async function startSingle(lab: Lab): Promise<Single> {
  const state = generateState({ stages: 1, plans: 5 });
  return new Single(lab, await startServer({ folder: lab.folder, state }));
}

export class Single {
  readonly #lab: Lab;
  readonly server: Server;
  /** Where the variants go: the server itself, or a relay before it. */
  url: string;

  constructor(lab: Lab, server: Server) {
    this.#lab = lab;
    this.server = server;
    this.url = server.url;
  }

  action(name: string, inputs: Inputs, dist?: string): Variant {
    const { folder } = this.#lab;
    const { caFile } = this.server;
    return {
      name,
      prepare: async () =>
        actionCommand({ folder, url: this.url, caFile, inputs, ...(dist !== undefined && { dist }) }),
      check: async (finished) => {
        expectResult(folder, finished, "detached");
        await this.#putBack();
      },
    };
  }

  /** @param script left out: the one that fits the work */
  bare(name: string, work: "write" | "verified", script?: string): Variant {
    return this.#variant(name, () => {
      const [read, write] = [signed(this.url, "read"), signed(this.url, "write")];
      const requests =
        work === "write"
          ? { BARE_REQUEST: JSON.stringify(write) }
          : { BARE_REQUESTS: JSON.stringify([read, write, read]) };
      const usual = work === "write" ? "bare/one-post.mjs" : "bare/three-requests.mjs";
      return {
        argv: [process.execPath, script ?? bench(usual)],
        env: { ...plainEnv(this.server.caFile), ...requests },
      };
    });
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

  /** Node with nothing to do. */
  empty(name: string): Variant {
    const command = { argv: [process.execPath, "-e", "0"], env: plainEnv(this.server.caFile) };
    return { name, prepare: async () => command, check: async () => {} };
  }

  #variant(name: string, command: () => Command): Variant {
    return { name, prepare: async () => command(), check: () => this.#putBack() };
  }

  /** Also proves that the run before had taken it off. */
  async #putBack(): Promise<void> {
    const at = { stageId: TARGET.stage, usagePlanId: TARGET.plan };
    const { changed } = (await this.server.control("POST", "attach", at)) as { changed: boolean };
    if (!changed) throw new Error("the plan is still on the stage");
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
