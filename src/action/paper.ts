/**
 * What a run leaves for another one (a receipt, an approval) as one line that goes through outputs, inputs, matrices and
 * shells as it is: a word for its kind and version, and the deflated JSON in base64url. No id stands in it in clear, so no
 * mask hits it, and a thousand targets are a few kilobytes.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";

const BEGINNINGS = { receipt: "ncp-receipt-2.", approval: "ncp-approval-1." } as const;

export type PaperKind = keyof typeof BEGINNINGS;

/** Linux starts no process with an environment string over 128 KiB; name and margin need some of it. */
export const MAX_LINE = 120 * 1024;
/** More than any run of ours writes: nothing larger is unpacked or parsed. */
export const MAX_JSON = 4 * 1024 * 1024;

export function pack(kind: PaperKind, json: string): string {
  return BEGINNINGS[kind] + deflateRawSync(json, { level: 9 }).toString("base64url");
}

/** The JSON text of a line, or the text itself where it is JSON already. Undefined: neither, or damaged. */
export function unpack(kind: PaperKind, text: string): string | undefined {
  const line = text.trim();
  if (line.startsWith("{") || line.startsWith("[")) return line;
  const beginning = BEGINNINGS[kind];
  const body = line.slice(beginning.length);
  if (!line.startsWith(beginning) || !/^[A-Za-z0-9_-]+$/.test(body)) return undefined;
  try {
    return inflateRawSync(Buffer.from(body, "base64url"), { maxOutputLength: MAX_JSON }).toString("utf8");
  } catch {
    return undefined;
  }
}
