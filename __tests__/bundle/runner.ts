/** An emulator and the built action against it. Whatever a test is about, every run is looked over by `lookOver`. */
import { seed } from "../../emulator/seed.ts";
import { type RunningEmulator, type StartOptions, startEmulator } from "../../emulator/server.ts";
import {
  type ActionOptions,
  type ActionResult,
  type RunningAction,
  readLog,
  startAction,
} from "../../scripts/runner.ts";
import { lookOver } from "./look-over.ts";
import { signaturesSeenBy } from "./signatures.ts";

export { type ActionResult, readLog } from "../../scripts/runner.ts";

/** Keys of `emulator/seed.json`. */
export const MANAGER = key("EMULATORMANAGER00001", "emulator-manager-not-a-real-secret-00001");
export const VIEWER = key("EMULATORVIEWER000002", "emulator-viewer-not-a-real-secret-000002");
export const WRITER = key("EMULATORWRITER000003", "emulator-writer-not-a-real-secret-000003");
export const DISABLED = key("EMULATORDISABLED0004", "emulator-disabled-not-a-real-secret-0004");
export const NOBODY = key("EMULATORNOBODY000005", "emulator-nobody-not-a-real-secret-000005");

/** Things of `emulator/seed.json`: three plans on the stage 운영, keys on two of them. */
export const PRODUCT = "p4y2m8q0zt";
export const API = "a9f3k1c7wd";
export const STAGE = "s1v6b0n3ke";
export const STAGING = "s7t2x9r4ql";
export const CANARY = "s0u5y8i2om";
export const FREE = "u2g7d4l9xa";
export const GOLD = "u5h0j3w8pe";
export const BASIC = "u9k6s1f2tv";
export const INTERNAL = "u3m8z5q7cb";
export const UNUSED = "u8x3w0e6mf";

/** The free plan on the stage 운영. */
export const TARGET = { "product-id": PRODUCT, "api-id": API, "stage-id": STAGE, "usage-plan-id": FREE };

/** Windows has no signals: a process there is ended, and never asked. Nor has it long environment variables. */
export const WINDOWS = process.platform === "win32";

/** The shortest `timeout` that there is, in seconds. */
export const QUICK_S = 5;
/**
 * With it, or after a signal, the action ends within 7 s (the simulation sees to that, on a virtual clock). A busy machine
 * is left some more: less than GitHub's 10 s until it kills, and than any single limit inside (10 s to connect, 15 s for
 * an attempt), so that a run that only one of those would end is found.
 */
export const ENDS_WITHIN_MS = 9_500;

const PATH = `/api/v1/products/${PRODUCT}/apis/${API}/stages/${STAGE}`;
export const OBSERVE = `GET ${PATH}/usage-plans?offset=0&limit=100`;
export const DETACH = `POST ${PATH}/disassociate-usage-plan`;
export const ATTACH = `POST ${PATH}/associate-usage-plan`;

export interface Emulated {
  readonly server: RunningEmulator;
  /** Runs the action to its end. Inputs: `TARGET`, the manager's keys and the emulator's URL, unless given otherwise. */
  run(inputs?: Readonly<Record<string, string>>, options?: Omit<ActionOptions, "inputs">): Promise<ActionResult>;
  start(inputs?: Readonly<Record<string, string>>, options?: Omit<ActionOptions, "inputs">): RunningAction;
  /** `METHOD target` of the requests since the last call. */
  requests(): string[];
  /** Ids of the plans on a stage now. */
  plans(stage?: string): readonly string[];
}

/** Starts an emulator for the length of `test`. */
export async function emulated(options: StartOptions, test: (emulated: Emulated) => Promise<void>): Promise<void> {
  const server = await startEmulator({ ...options, state: options.state ?? seed() });
  let told = 0;
  const start: Emulated["start"] = (inputs = TARGET, more = {}) => {
    const all = { ...MANAGER, "api-url": server.url, ...inputs };
    const running = startAction({ ...more, inputs: all });
    const ended = running.ended.then((result) => {
      lookOver(result, {
        inputs: all,
        env: more.env ?? {},
        stage: more.stage ?? "main",
        secrets: [...apiKeyValues(server), ...signaturesSeenBy(server.port)],
      });
      return result;
    });
    return { ...running, ended };
  };
  try {
    await test({
      server,
      start,
      run: (inputs, more) => start(inputs, more).ended,
      requests() {
        const since = server.requests().slice(told);
        told += since.length;
        return since.map((entry) => `${entry.method} ${entry.target}`);
      },
      plans: (stage = STAGE) => server.emulator.plansOn(stage),
    });
  } finally {
    await server.close();
  }
}

type AloneOptions = Omit<ActionOptions, "inputs"> & { readonly port?: number };

/** Against a server that is none of ours, or none at all. Inputs: `TARGET` and the manager's keys, unless given. */
export async function runAlone(
  inputs: Readonly<Record<string, string>>,
  options?: AloneOptions,
): Promise<ActionResult> {
  return await startAlone(inputs, options).ended;
}

/** @param options with `port` of a server in this process, signatures that it gets are secrets */
export function startAlone(inputs: Readonly<Record<string, string>>, options: AloneOptions = {}): RunningAction {
  const { port, ...more } = options;
  const all = { ...TARGET, ...MANAGER, ...inputs };
  const running = startAction({ ...more, inputs: all });
  const ended = running.ended.then((result) => {
    const secrets = port === undefined ? [] : signaturesSeenBy(port);
    lookOver(result, { inputs: all, env: more.env ?? {}, stage: more.stage ?? "main", secrets });
    return result;
  });
  return { ...running, ended };
}

/** Waits until something is true of the world outside; a test that waits in vain fails by its time limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function apiKeyValues(server: RunningEmulator): string[] {
  return server.emulator
    .getState(true)
    .apiKeys.flatMap(({ primaryKey, secondaryKey }) => [primaryKey ?? "", secondaryKey ?? ""])
    .filter((value) => value !== "");
}

function key(accessKey: string, secretKey: string) {
  return { "access-key": accessKey, "secret-key": secretKey } as const;
}

/** The text of the one error annotation. */
export function errorOf({ stdout }: ActionResult): string {
  return readLog(stdout).find(({ command }) => command === "error")?.text ?? "";
}

/** `Details` of the annotation: what the layers below said, down to the system's own words. */
export function causes(result: ActionResult): string {
  return errorOf(result).split(/^Details:$/m)[1] ?? "";
}
