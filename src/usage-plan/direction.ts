/** Detaching a plan and attaching it again are one procedure with opposite ends. */
import type { Gateway } from "./ports.ts";
import type { StagePath, UsagePlan } from "./types.ts";
import type { GreenVerdict } from "./verdicts.ts";

export interface Direction {
  /** Whether the plan shall be on the stage in the end. */
  readonly attached: boolean;
  readonly write: (gateway: Gateway, at: StagePath, planId: string) => Promise<void>;
  readonly operation: (at: StagePath) => string;
  readonly done: GreenVerdict;
  readonly already: GreenVerdict;
  readonly would: GreenVerdict;
  /** The write was accepted and reads do not show it. */
  readonly unseen: "still-attached" | "still-detached";
  /** Our write was seen, and then its opposite: somebody else's doing. */
  readonly undone: "attached-again" | "detached-again";
}

const operation = (at: StagePath, verb: string): string =>
  `POST /api/v1/products/${at.product.id}/apis/${at.api.id}/stages/${at.stage.id}/${verb}-usage-plan`;

export const DETACH: Direction = {
  attached: false,
  write: (gateway, at, planId) => gateway.disassociate(at, planId),
  operation: (at) => operation(at, "disassociate"),
  done: "detached",
  already: "already-detached",
  would: "would-detach",
  unseen: "still-attached",
  undone: "attached-again",
};

export const ATTACH: Direction = {
  attached: true,
  write: (gateway, at, planId) => gateway.associate(at, planId),
  operation: (at) => operation(at, "associate"),
  done: "restored",
  already: "already-attached",
  would: "would-restore",
  unseen: "still-detached",
  undone: "detached-again",
};

/** Whether a read shows what the direction wants. */
export function reached(direction: Direction, plans: readonly UsagePlan[], planId: string): boolean {
  return plans.some((plan) => plan.id === planId) === direction.attached;
}
