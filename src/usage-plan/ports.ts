/** What the domain needs of NCP. `src/ncloud/api.ts` fits it; the domain does not know how. */
import type { ApiWithStages, Limits } from "../ncloud/model.ts";
import type { ApiKey, Ref, StageOfPlan, StagePath, Subscription, UsagePlan } from "./types.ts";

export type { StageOfPlan };

/**
 * Reads follow all pages and repeat what can be repeated until the run's deadline.
 * Writes are exactly one signed request each: the domain decides about repeats.
 * Everything rejects with `NcloudError`.
 */
export interface Gateway {
  stagePlans(at: StagePath): Promise<readonly UsagePlan[]>;
  /** The stage's unnamed default plan, as the last read of its plans showed it. Nothing is asked for. */
  defaultPlan(at: StagePath): Limits | undefined;
  plan(planId: string): Promise<UsagePlan>;
  /** All plans, or those that NCP's search finds for the name: compare exactly on this side. */
  searchPlans(name?: string): Promise<readonly UsagePlan[]>;
  planStages(planId: string): Promise<readonly StageOfPlan[]>;
  /** All products, or those that NCP's filter finds for the name. */
  products(name?: string): Promise<readonly Ref[]>;
  apis(productId: string): Promise<readonly Ref[]>;
  /** The same, or those that NCP's filter finds for the name, with the stages of each where the reply has them. */
  apisWithStages(productId: string, name?: string): Promise<readonly ApiWithStages[]>;
  stages(productId: string, apiId: string): Promise<readonly Ref[]>;
  apiKeys(productId: string): Promise<readonly ApiKey[]>;
  /** One key's plan on every stage of the product, or on one stage. */
  subscriptions(productId: string, keyId: string, at?: StagePath): Promise<readonly Subscription[]>;

  disassociate(at: StagePath, planId: string): Promise<void>;
  associate(at: StagePath, planId: string): Promise<void>;
  subscribe(at: StagePath, keyId: string, planId: string): Promise<void>;
}
