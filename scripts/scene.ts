/** One way in which a run can end, what it is made of, and how it is played by the built action against an emulator. */
import { generated, generateState } from "../emulator/generate.ts";
import { type RunningEmulator, type StartOptions, startEmulator } from "../emulator/server.ts";
import { type ActionOptions, type ActionResult, runAction } from "./runner.ts";

export const LANGUAGES = ["en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

type Inputs = Readonly<Record<string, string>>;

export interface Scene {
  readonly name: string;
  readonly about: string;
  readonly server?: StartOptions;
  /** The last step's result is what is shown. */
  readonly play: (run: Run, server: RunningEmulator) => Promise<ActionResult>;
  /** The output `result`, and `code` behind it. A post step sets none. */
  readonly ends: string;
  /** Who is on the plan and the stage that the headline has to name. */
  readonly names?: readonly string[];
}

type Run = (inputs: Inputs, options?: Omit<ActionOptions, "inputs">) => Promise<ActionResult>;

export const MANAGER = {
  "access-key": "EMULATORMANAGER00001",
  "secret-key": "emulator-manager-not-a-real-secret-00001",
};
export const WRITER = {
  "access-key": "EMULATORWRITER000003",
  "secret-key": "emulator-writer-not-a-real-secret-000003",
};
export const NOBODY = {
  "access-key": "EMULATORNOBODY000005",
  "secret-key": "emulator-nobody-not-a-real-secret-000005",
};
export const GENERATED = { "access-key": generated.accessKey, "secret-key": generated.secretKey };

export const STAGE = "s1v6b0n3ke";
export const FREE = "u2g7d4l9xa";
export const BASIC = "u9k6s1f2tv";
export const PATH = { "product-id": "p4y2m8q0zt", "api-id": "a9f3k1c7wd" };
export const IDS = { ...PATH, "stage-id": STAGE, "usage-plan-id": FREE };
export const NAMES = {
  "product-name": "결제 서비스",
  "api-name": "결제 API",
  "stage-name": "운영",
  "usage-plan-name": "무료 체험 플랜",
};
export const NAMED = ["무료 체험 플랜", "운영"];
export const GOLD = { ...NAMES, "usage-plan-name": "Partner Gold" };
export const REASON = { reason: "PAY-1204" };
export const THREE = { ...PATH, "stage-id": `${STAGE},s7t2x9r4ql,s0u5y8i2om`, "usage-plan-id": FREE };
export const ROLLBACK = { ...NAMES, "rollback-on-failure": "true" };

/** What was done to one plan is put back. */
export const restored =
  (more: Inputs, between?: (server: RunningEmulator) => void): Scene["play"] =>
  async (run, server) => {
    const { outputs } = await run(ROLLBACK);
    between?.(server);
    return await run({ mode: "restore", receipt: outputs["receipt"] ?? "", ...more });
  };

export const rolledBack =
  (between?: (server: RunningEmulator) => void): Scene["play"] =>
  async (run, server) => {
    const { state } = await run(ROLLBACK);
    between?.(server);
    return await run({ ...ROLLBACK, timeout: "10" }, { stage: "post", state });
  };

export const once =
  (inputs: Inputs): Scene["play"] =>
  (run) =>
    run(inputs);

export const many = (stages: number, plans: number): StartOptions => ({
  state: generateState({ stages, plans, apiKeys: 12 }),
});
export const generatedPath = { "product-id": generated.product, "api-id": generated.api, ...GENERATED };

/** Plays a scene in a language: what the last step left behind, and which server was asked. */
export async function play(
  scene: Scene,
  language: Language,
): Promise<{ readonly result: ActionResult; readonly origin: string }> {
  const server = await startEmulator(scene.server);
  const run: Run = (inputs, options = {}) =>
    runAction({ ...options, inputs: { ...MANAGER, "api-url": server.url, language, ...inputs } });
  try {
    return { result: await scene.play(run, server), origin: server.url };
  } finally {
    await server.close();
  }
}
