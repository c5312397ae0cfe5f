/** Receipts and approvals as docs/receipt.md describes them, read and written by code of its own. */
import { deflateRawSync, inflateRawSync } from "node:zlib";

export interface ReceiptPaper {
  version: number;
  account?: string;
  stages: {
    product: { id: string; name?: string };
    api: { id: string; name?: string };
    stage: { id: string; name?: string };
    plans: { id: string; name?: string; sure?: boolean; keys?: { id: string; name?: string }[] | "unknown" }[];
  }[];
}

/** What a line of letters holds: `ncp-receipt-2.…`. */
export function unpacked<T = ReceiptPaper>(line: string): T {
  const [, body] = /^ncp-[a-z]+-\d\.([A-Za-z0-9_-]+)$/.exec(line) ?? [];
  if (body === undefined) throw new Error(`no paper: ${line.slice(0, 100)}`);
  return JSON.parse(inflateRawSync(Buffer.from(body, "base64url")).toString("utf8")) as T;
}

export const packed = (paper: unknown): string =>
  `ncp-receipt-2.${deflateRawSync(JSON.stringify(paper)).toString("base64url")}`;
