/** What the tests of restored API keys share. */
import type { ReceiptPlan } from "../../../src/usage-plan/receipt.ts";
import type { StageToRestore } from "../../../src/usage-plan/receipt-read.ts";
import { restore } from "../../../src/usage-plan/restore.ts";
import { STAGE } from "./scenario.ts";
import { AT, GOLD, type Play, Scene } from "./virtual.ts";

export const IOS = { id: "k3x9t6m1qa", name: "모바일 앱 (iOS)" };
export const PARTNER_A = { id: "k8d2f5v0wb", name: "파트너사 A" };
export const BATCH = { id: "k6w0p3n8ed", name: "내부 배치" }; // on the default plan of STAGE
export const NOWHERE = { id: "k1r7j4s9hc", name: "partner-b" };

/** A plan that is on already is known by two looks, a second apart: what follows comes then. */
export const PLAN_SEEN = ["1000 stage-plans", `1000 plan-stages ${GOLD.id}`] as const;
export const LOOK = `1000 subscriptions ${BATCH.id} ${STAGE.id}`;
export const PUT = `1000 subscribe ${GOLD.id} ${BATCH.id}`;
export const FACTS = { ...BATCH, plan: GOLD.name, stage: STAGE.name };

export const receipt = (plan: { id: string; name?: string }, ...keys: ReceiptPlan["keys"]): StageToRestore[] => [
  { ...AT, plans: [{ ...plan, sure: true, sent: true, keys, keysKnown: true, sentBy: 0 }], successors: [] },
];
export const put = (what: readonly StageToRestore[], play: Play = {}, scene = new Scene()) =>
  scene.play((run) => restore(run, what), play);
export const subscribe = (what: object, nth = 1, times: number | "all" = 1) =>
  ({ on: "subscribe", nth, times, do: what }) as NonNullable<Play["faults"]>[number];
export const looks = (requests: readonly string[]) => requests.slice(3);
