/**
 * NCP's signature, version 2: Base64 of HMAC-SHA256 over method, request-target, timestamp and access key.
 * Body, host and other headers are not covered: TLS alone protects them. See docs/ncp-api.md, "Signature".
 */
import { createHmac, createSecretKey, type KeyObject } from "node:crypto";

export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Of a text Node makes a key anew for every signature, which takes as long as the signature itself. */
const KEYS = new WeakMap<Credentials, KeyObject>();

function keyOf(credentials: Credentials): KeyObject {
  const key = KEYS.get(credentials) ?? createSecretKey(credentials.secretKey, "utf8");
  KEYS.set(credentials, key);
  return key;
}

/**
 * @param target path and query string, in the very bytes that go on the wire
 * @param timestamp milliseconds since the Unix epoch
 */
export function sign(method: string, target: string, timestamp: number, credentials: Credentials): string {
  const text = `${method} ${target}\n${timestamp}\n${credentials.accessKey}`;
  return createHmac("sha256", keyOf(credentials)).update(text).digest("base64");
}

/** The three headers of a signed request. */
export function signedHeaders(
  method: string,
  target: string,
  timestamp: number,
  credentials: Credentials,
): Record<string, string> {
  return {
    "x-ncp-apigw-timestamp": String(timestamp),
    "x-ncp-iam-access-key": credentials.accessKey,
    "x-ncp-apigw-signature-v2": sign(method, target, timestamp, credentials),
  };
}
