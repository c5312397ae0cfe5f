/**
 * What a run leaves for another one (a receipt, an approval) as one line that goes through outputs, inputs, matrices and
 * shells as it is: a word for its kind and version, and the deflated JSON in base64url. No id stands in it in clear, so no
 * mask hits it, and a thousand targets are a few kilobytes. Deflated with zlib's checksum: of a raw stream with one wrong
 * letter, every fifth unpacks to another JSON, with other ids in it.
 */
import { deflateSync, inflateSync } from "node:zlib";
import type { Paper } from "../usage-plan/fields.ts";
import { visibleJson } from "./escape.ts";

const BEGINNINGS = { receipt: "ncp-receipt-2.", approval: "ncp-approval-1." } as const;

export type PaperKind = keyof typeof BEGINNINGS;

/** Linux starts no process with an environment string over 128 KiB; name and margin need some of it. */
export const MAX_LINE = 120 * 1024;
/** More than any run of ours writes: nothing larger is unpacked or parsed. */
export const MAX_JSON = 4 * 1024 * 1024;

export function pack(kind: PaperKind, json: string): string {
  return BEGINNINGS[kind] + deflateSync(json, { level: 9 }).toString("base64url");
}

/** The same for people: indented, and every character visible. */
export const readable = (paper: object): string =>
  `${JSON.stringify(paper, undefined, 2).split("\n").map(visibleJson).join("\n")}\n`;

/** The JSON text of a line, or the text itself where it is JSON already. Undefined: neither, or damaged. */
export function unpack(kind: PaperKind, text: string): string | undefined {
  const line = text.trim();
  if (line.startsWith("{") || line.startsWith("[")) return line;
  const beginning = BEGINNINGS[kind];
  const body = line.slice(beginning.length);
  if (!line.startsWith(beginning) || !/^[A-Za-z0-9_-]+$/.test(body)) return undefined;
  try {
    return inflateSync(Buffer.from(body, "base64url"), { maxOutputLength: MAX_JSON }).toString("utf8");
  } catch {
    return undefined;
  }
}

/** All papers of a text: packed lines or readable JSON, several of either one per line, or as an array. */
export function papersIn(kind: PaperKind, text: string, source: string): Paper[] {
  const whole = parsed(text);
  const parts = Array.isArray(whole)
    ? whole.map((each) => (typeof each === "string" ? each : JSON.stringify(each)))
    : typeof whole === "string"
      ? [whole]
      : whole === undefined
        ? text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "")
        : [text];
  return parts.flatMap((part, at) => {
    const from = parts.length === 1 ? source : `${source}[${at}]`;
    if (part !== text && parts.length > 1 && parsed(part) !== undefined) return papersIn(kind, part, from);
    return [{ source: from, json: unpack(kind, part), masked: part.includes("***") }];
  });
}

function parsed(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    // A byte order mark is white space to trim(), and none to JSON.
    return JSON.parse(text.trim());
  } catch {
    return undefined;
  }
}
