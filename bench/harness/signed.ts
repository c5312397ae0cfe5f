/** Requests signed by code that is not the action's. */
import { createHmac } from "node:crypto";
import { generated } from "../../emulator/generate.ts";
import { TARGET } from "./action.ts";

export interface Signed {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Of the one target. The emulator takes a signature for five minutes. */
export function signed(origin: string, work: "read" | "write"): Signed {
  const [method, path] =
    work === "read"
      ? (["GET", "usage-plans?offset=0&limit=100"] as const)
      : (["POST", "disassociate-usage-plan"] as const);
  const stamp = String(Date.now());
  const target = `/api/v1/products/${TARGET.product}/apis/${TARGET.api}/stages/${TARGET.stage}/${path}`;
  const signature = createHmac("sha256", generated.secretKey)
    .update(`${method} ${target}\n${stamp}\n${generated.accessKey}`)
    .digest("base64");
  const headers = {
    "content-type": "application/json",
    "x-ncp-apigw-timestamp": stamp,
    "x-ncp-iam-access-key": generated.accessKey,
    "x-ncp-apigw-signature-v2": signature,
  };
  const body = work === "write" ? { body: JSON.stringify({ usagePlanId: TARGET.plan }) } : {};
  return { url: origin + target, method, headers, ...body };
}
