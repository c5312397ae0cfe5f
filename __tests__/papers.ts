/** Receipts and approvals as docs/receipt.md describes them, read and written by code of its own. */
import { deflateSync, inflateSync } from "node:zlib";

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
  return JSON.parse(inflateSync(Buffer.from(body, "base64url")).toString("utf8")) as T;
}

export const packed = (paper: unknown): string =>
  `ncp-receipt-2.${deflateSync(JSON.stringify(paper)).toString("base64url")}`;

/** What a main step's state says that it may have changed, as a receipt; undefined when that is nothing. */
export function savedReceipt(state: ReadonlyMap<string, string>): string | undefined {
  const parts = Array.from({ length: state.size }, (_, at) => state.get(`record-${at}`) ?? "");
  const records = parts
    .map((part) => (part.startsWith("=") ? `${part.slice(1)}\n` : part.slice(1)))
    .join("")
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => JSON.parse(text) as { stage?: ReceiptPaper["stages"][number]; end?: string });
  const ends = [...(records.find(({ end }) => end !== undefined)?.end ?? "")];
  const stages = records
    .flatMap(({ stage }) => stage ?? [])
    .map((stage) => ({
      ...stage,
      plans: stage.plans.flatMap(({ sure: _, ...plan }) => {
        const end = ends.shift() ?? "?";
        return end === "-" ? [] : [{ ...plan, ...(end === "?" ? { sure: false } : {}) }];
      }),
    }))
    .filter(({ plans }) => plans.length > 0);
  return stages.length === 0 ? undefined : packed({ version: 2, stages });
}
