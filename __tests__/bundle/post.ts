/** The post step of a run, as the runner starts it: the same inputs, and what the main step saved. */
import { type ActionResult, BASIC, type Emulated, STAGE, STAGING, TARGET } from "./runner.ts";

export const ROLLBACK = { ...TARGET, "rollback-on-failure": "true" };
/** The plan without API keys. */
export const NO_KEYS = { ...ROLLBACK, "usage-plan-id": BASIC };
export const MANY = { ...ROLLBACK, "stage-id": `${STAGE},${STAGING}`, "usage-plan-id": "*" };

export const post = (
  { run }: Emulated,
  main: Pick<ActionResult, "state">,
  inputs: Readonly<Record<string, string>> = ROLLBACK,
): Promise<ActionResult> => run(inputs, { stage: "post", state: main.state });

/** Ids of the plans on each stage, in whatever order. */
export const everywhere = ({ server }: Emulated) =>
  [STAGE, STAGING].map((stage) => [...server.emulator.plansOn(stage)].sort());
