/** A code, made to come about in the built action, and its advice, followed. */
import type { StartOptions } from "../../../emulator/server.ts";
import { type ActionResult, type Emulated, TARGET } from "../runner.ts";

/** What comes of it when the advice is followed: green. Text: why no machine can follow it. */
export type Deed = string | ((all: Emulated, produced: ActionResult) => Promise<ActionResult>);

export interface Row {
  readonly with?: StartOptions;
  readonly produce: (all: Emulated) => Promise<ActionResult>;
  /** Every line of advice by its beginning, in the order in which they are followed, one after the other. */
  readonly advice: Readonly<Record<string, Deed>>;
  /** How it is known where it has no link of its own. */
  readonly says?: RegExp;
  /** Why this machine cannot produce it. */
  readonly skip?: string | undefined;
}

type Inputs = Readonly<Record<string, string>>;

/** Nobody looks at API keys: fewer requests. */
export const LEAN: Inputs = { ...TARGET, "look-at-api-keys": "false" };
/** The shortest time limit, for what lasts to the end. */
export const SHORT: Inputs = { ...LEAN, timeout: "5" };

export const once =
  (inputs: Inputs) =>
  ({ run }: Emulated): Promise<ActionResult> =>
    run(inputs);

/** The trouble is over, and the same is run again. */
export const again =
  (inputs: Inputs = LEAN) =>
  ({ run, server }: Emulated): Promise<ActionResult> => {
    server.setWorld({});
    return run(inputs);
  };

/** Green whatever it finds: what counts is that it can say. */
export const look =
  (inputs: Inputs = TARGET) =>
  ({ run, server }: Emulated): Promise<ActionResult> => {
    server.setWorld({});
    return run({ ...inputs, mode: "check", "if-attached": "succeed" });
  };

export const undo =
  (inputs: Inputs = {}) =>
  ({ run, server }: Emulated, { outputs, stdout }: ActionResult): Promise<ActionResult> => {
    server.setWorld({});
    const receipt = outputs["receipt"] || (/ncp-receipt-2\.[\w-]+/.exec(stdout)?.[0] ?? "");
    return run({ mode: "restore", receipt, ...inputs });
  };

export const CONSOLE = "is done in NCP's console, which is not emulated";
export const PEOPLE = "is for people to find out";
export const SITE = "the other sites are other servers";
export const REPORT = "an issue is opened by a person";
export const INFORMS = "only says which they are";
