/** Small parts that messages of every language are made of. */
import { siteOf } from "../../ncloud/endpoint.ts";
import type { ReplyFacts } from "../../ncloud/errors.ts";
import type { Aim, Limits } from "../../usage-plan/types.ts";
import { plain } from "../escape.ts";

/** Of what a headline speaks: names as they are shown, or counts. */
export interface Subject {
  readonly plan: string;
  readonly stage: string;
  /** `plan` and `stage` are counts of several. */
  readonly several: boolean;
  readonly stages: boolean;
  readonly aim: Aim;
  readonly red: boolean;
}

const MAX_LISTED = 200;

/** Facts that a message may use as they are: each text one visible line, cut to a length. */
export function visibleFacts<Facts extends object>(facts: Facts): Facts {
  const visible = Object.entries(facts).map(([key, value]: [string, unknown]) => [key, visibleFact(key, value)]);
  // Every fact keeps its kind: a text stays a text, a list a list.
  return Object.fromEntries(visible) as Facts;
}

function visibleFact(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_LISTED).map((item) => plain(String(item), 400));
  return typeof value === "string" ? plain(value, key === "id" || key === "name" ? 120 : 300) : value;
}

/** Limits of a plan that are set: what is no number is no limit that could be said. */
export function limitsOf(
  facts: Limits,
  unit: { readonly [L in keyof Required<Limits>]: (count: string) => string },
): string {
  return (["rateRps", "dayQuotaRequest", "monthQuotaRequest"] as const)
    .flatMap((key) => {
      const limit = facts[key];
      return limit !== undefined && /^\d{1,19}$/.test(limit) ? unit[key](BigInt(limit).toLocaleString("en-US")) : [];
    })
    .join(", ");
}

export const quoted = (text: string): string => `"${text}"`;

/** The first few of a list, and how many more there are of `total`. */
export function some(
  list: readonly string[],
  more: (count: string) => string,
  total: number = list.length,
  max = 10,
): string {
  const shown = list.slice(0, max);
  const left = Math.max(total, list.length) - shown.length;
  return shown.join(", ") + (left > 0 ? more(number(left)) : "");
}

/** `(HTTP 401, NCP code 200: Authentication Failed)`: what the server said, or nothing. */
export function reply(facts: Partial<ReplyFacts>, ncpCode: string): string {
  const { status, ncpCode: code, ncpMessage = "", ncpDetails = "" } = facts;
  const numbers = [
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(code === undefined ? [] : [`${ncpCode} ${code}`]),
  ];
  const words = [ncpMessage, ncpDetails].filter((text) => text !== "");
  const parts = [numbers.join(", "), words.join("; ").replace(/\.$/, "")].filter((part) => part !== "");
  return parts.length === 0 ? "" : `(${parts.join(": ")})`;
}

/** `1,234,567`, which both languages write alike. */
export function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `mobile (k1a2b3c4d5): forbidden`, with the code at its end in words. */
export function inWords(entry: string, reasons: Readonly<Record<string, string>>): string {
  const words = new Map(Object.entries(reasons));
  return entry.replace(/: ([a-z-]+)$/, (end, code: string) => `: ${words.get(code) ?? end.slice(2)}`);
}

/** A length of time in its two or three figures, with the unit that fits. */
export function duration(ms: number, units: { readonly [U in "ms" | "s" | "min" | "h" | "d"]: string }): string {
  if (ms < 1_000) return `${Math.round(ms)}${units.ms}`;
  if (ms < 10_000) return `${Math.round(ms / 100) / 10}${units.s}`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)}${units.s}`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)}${units.min}`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)}${units.h}`;
  return `${number(Math.round(ms / 86_400_000))}${units.d}`;
}

/** `2026-11-25 11:15:02 KST` of an ISO 8601 time; a text that is none stays as it is. */
export function clockTime(iso: string, zone: { readonly name: string; readonly hours: number }): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return iso;
  const local = new Date(ms + zone.hours * 3_600_000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone.name}`;
}

/** The request, as code after a sentence: `… POST /api/v1/…`. It is empty where it was said already. */
export function at({ operation }: { readonly operation: string }): string {
  return operation === "" ? "" : ` \`${operation}\``;
}

/**
 * Why NCP answers 403, most likely first. What was `seen` on its stage a moment before was read: the account is subscribed,
 * and NCP may have a rule for plans in use. Its code 230 is documented for permissions; 10011 and 10002 came for nothing else.
 */
export function whyForbidden({
  seen = false,
  ncpCode,
}: {
  readonly seen?: boolean;
  readonly ncpCode?: string;
}): readonly ("policy" | "in-use" | "not-subscribed")[] {
  if (!seen) return ["policy", "not-subscribed"];
  if (ncpCode === "10011" || ncpCode === "10002") return ["policy"];
  return ncpCode === "230" ? ["policy", "in-use"] : ["in-use", "policy"];
}

/** Whether the request changes something: reads are GET, and searches, which NCP takes as POST. */
export function isWrite(operation: string): boolean {
  return !operation.startsWith("GET ") && !operation.endsWith("/search");
}

/** The read that shows what a write did: `GET …/stages/{s}/usage-plans`. */
export function lookAt(operation: string): string | undefined {
  const stage = /^[A-Z]+ (\S+\/stages\/[\w-]+)\/\S+$/.exec(operation)?.[1];
  return stage === undefined ? undefined : `GET ${stage}/usage-plans`;
}

/** A host, and the site it belongs to where it is one of NCP's. */
export function hostWithSite(host: string): string {
  const site = siteOf(`https://${host}`);
  return site === undefined ? host : `${host} (site: ${site})`;
}
