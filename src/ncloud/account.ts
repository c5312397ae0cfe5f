import { createHash } from "node:crypto";

/**
 * A fingerprint of an access key id: tells whether two runs used the same key without showing it. Receipts carry it.
 * Cut to 64 bits: enough to tell keys apart.
 */
export function accountOf(accessKey: string): string {
  return createHash("sha256").update(`ncp-apigw-receipt:${accessKey}`).digest("hex").slice(0, 16);
}
