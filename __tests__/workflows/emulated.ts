/** The emulator as an example workflow meets it: its keys, its address, and what it says happened. */
import type { RunningEmulator } from "../../emulator/server.ts";

/** 결제 서비스 / 결제 API / 운영, and 무료 체험 플랜 on it: what the examples name. */
export const PROD = "s1v6b0n3ke";
export const STAGING = "s7t2x9r4ql";
export const MEMBERS = "s3j6d1f8bz";
export const FREE = "u2g7d4l9xa";
export const BASIC = "u9k6s1f2tv";

export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

export const MANAGER: KeyPair = {
  accessKey: "EMULATORMANAGER00001",
  secretKey: "emulator-manager-not-a-real-secret-00001",
};

/** May read, and not write: the key of the dry runs. */
export const VIEWER: KeyPair = {
  accessKey: "EMULATORVIEWER000002",
  secretKey: "emulator-viewer-not-a-real-secret-000002",
};

/**
 * `npm ci` would need the network: the packages of this tree are there already. All else is for the real npm, in a
 * session of its own: act gives each step a terminal, and what a step leaves running would end with it (SIGHUP).
 * GitHub's runner gives none.
 */
export const NPM = `#!/usr/bin/env node
const { env, argv } = process;
const options = { detached: true, stdio: "inherit", env: { ...env, PATH: env.PATH.replace(/^[^:]*:/, "") } };
if (argv[2] !== "ci") require("node:child_process").spawn("npm", argv.slice(2), options).unref();
`;

/** What the examples take from the repository's settings. */
export function settings(emulator: RunningEmulator, { accessKey, secretKey }: KeyPair) {
  return {
    apiUrl: emulator.url,
    // The rehearsal's alone.
    vars: { NCP_API_URL: emulator.url },
    secrets: { NCP_ACCESS_KEY: accessKey, NCP_SECRET_KEY: secretKey },
  };
}

/** Ids of the stage's plans, sorted. */
export function plansOn(emulator: RunningEmulator, stageId: string): readonly string[] {
  const stages = emulator.emulator.getState().products.flatMap(({ apis }) => apis.flatMap(({ stages }) => stages));
  return stages.find((stage) => stage.stageId === stageId)?.usagePlanIds.toSorted() ?? [];
}

/** Ids of the API keys that are on the plan at the stage, sorted. */
export function keysOn(emulator: RunningEmulator, stageId: string, usagePlanId: string): readonly string[] {
  return emulator.emulator
    .getState()
    .apiKeys.filter(({ subscriptions }) =>
      subscriptions.some((at) => at.stageId === stageId && at.usagePlanId === usagePlanId),
    )
    .map(({ apiKeyId }) => apiKeyId)
    .toSorted();
}

/** The writes that reached the emulator, as `operation stage plan status`; what was refused at the door has no plan. */
export function writes(emulator: RunningEmulator): readonly string[] {
  const kinds: readonly unknown[] = ["detach", "attach", "subscribe"];
  return emulator
    .requests()
    .filter(({ operation }) => kinds.includes(operation))
    .map((row) => [row.operation, row.stage, row.plan, row.status].filter((part) => part !== undefined).join(" "));
}
