import { createHmac, timingSafeEqual } from "node:crypto";
import type { Credential } from "./state.ts";

/**
 * NCP's own check of a request, written from its documentation ("API 인증", signature v2): the string to sign is
 * method, space, path with query, LF, timestamp, LF, access key; HMAC-SHA256 with the secret key, in Base64.
 */
export function signature(
  secretKey: string,
  method: string,
  target: string,
  timestamp: string,
  accessKey: string,
): string {
  return createHmac("sha256", secretKey).update(`${method} ${target}\n${timestamp}\n${accessKey}`).digest("base64");
}

/** Documented: a timestamp more than five minutes off the server's clock is refused. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

export type Headers = Readonly<Record<string, string | undefined>>;

/** What is wrong with a request's credentials, for the journal: a client is only told "Authentication Failed". */
export type Refusal = "no-headers" | "unknown-key" | "disabled-key" | "bad-timestamp" | "clock-skew" | "bad-signature";

export function authenticate(
  request: { readonly method: string; readonly target: string; readonly headers: Headers },
  credentials: ReadonlyMap<string, Credential>,
  serverClock: number,
): Credential | Refusal {
  const timestamp = request.headers["x-ncp-apigw-timestamp"];
  const accessKey = request.headers["x-ncp-iam-access-key"];
  const given = request.headers["x-ncp-apigw-signature-v2"];
  if (!timestamp || !accessKey || !given) return "no-headers";
  const credential = credentials.get(accessKey);
  if (credential === undefined) return "unknown-key";
  if (!/^\d{1,16}$/.test(timestamp)) return "bad-timestamp";
  const wanted = Buffer.from(signature(credential.secretKey, request.method, request.target, timestamp, accessKey));
  const got = Buffer.from(given);
  if (got.length !== wanted.length || !timingSafeEqual(got, wanted)) return "bad-signature";
  if (Math.abs(Number(timestamp) - serverClock) > CLOCK_TOLERANCE_MS) return "clock-skew";
  return credential.disabled ? "disabled-key" : credential;
}
