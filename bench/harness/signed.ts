/** Requests signed by code that is not the action's. */
import { createHmac } from "node:crypto";
import { generated } from "../../emulator/generate.ts";
import { TARGET } from "./action.ts";

export interface Signed {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The emulator takes a signature for five minutes. */
export function signed(origin: string, method: string, path: string, json?: object): Signed {
  const stamp = String(Date.now());
  const target = `/api/v1/products/${TARGET.product}/${path}`;
  const signature = createHmac("sha256", generated.secretKey)
    .update(`${method} ${target}\n${stamp}\n${generated.accessKey}`)
    .digest("base64");
  const headers = {
    "content-type": "application/json",
    "x-ncp-apigw-timestamp": stamp,
    "x-ncp-iam-access-key": generated.accessKey,
    "x-ncp-apigw-signature-v2": signature,
  };
  return { url: origin + target, method, headers, ...(json && { body: JSON.stringify(json) }) };
}

const STAGE = `apis/${TARGET.api}/stages/${TARGET.stage}`;

/** The requests of the action's own work on the one target, as a script would send them. */
export const requestsTo = (origin: string) => ({
  read: () => signed(origin, "GET", `${STAGE}/usage-plans?offset=0&limit=100`),
  detach: () => signed(origin, "POST", `${STAGE}/disassociate-usage-plan`, { usagePlanId: TARGET.plan }),
  attach: (usagePlanId: string) => signed(origin, "POST", `${STAGE}/associate-usage-plan`, { usagePlanId }),
  keys: () => signed(origin, "POST", "api-keys/search", { offset: 0, limit: 100 }),
  subscriptions: (key: string) =>
    signed(
      origin,
      "GET",
      `subscription-detail?apiKeyId=${key}&apiId=${TARGET.api}&stageId=${TARGET.stage}&offset=0&limit=100`,
    ),
  move: (key: string, usagePlanId: string) =>
    signed(origin, "PUT", `api-keys/${key}/stages/${TARGET.stage}`, { usagePlanId }),
});
