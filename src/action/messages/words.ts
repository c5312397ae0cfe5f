/** Small parts that messages of every language are made of. */
import { siteOf } from "../../ncloud/endpoint.ts";
import type { NcloudCode, ReplyFacts } from "../../ncloud/errors.ts";
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

export type Reasons = { readonly [C in NcloudCode | "not-verified"]: string };

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

/** `1,234,567`, which both languages write alike. */
export function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** What a language brings for the phrases that all of them build alike. */
export interface PhraseWords {
  /** Behind the first few of a list. */
  readonly more: (count: string) => string;
  readonly ncpCode: string;
  /** Between a word and brackets. */
  readonly gap: "" | " ";
  readonly units: { readonly [U in "ms" | "s" | "min" | "h" | "d"]: string };
  /** The reader's part of the world. */
  readonly zone: { readonly name: string; readonly hours: number };
  /** Why something is tried again, read again or not known, in a few words inside a sentence. */
  readonly reasons: Reasons;
}

const MAX_NAMED = 10;

export function createPhrases({ more, ncpCode, gap, units, zone, reasons }: PhraseWords) {
  /** The first few of a list, and how many more there are of `total`. */
  const listed = (list: readonly string[], total: number = list.length): string => {
    const shown = list.slice(0, MAX_NAMED);
    const left = Math.max(total, list.length) - shown.length;
    return shown.join(", ") + (left > 0 ? more(number(left)) : "");
  };
  /** A line for a list, or none for an empty one. */
  const lineOf = (title: string, list: readonly string[], total?: number): string[] =>
    list.length === 0 ? [] : [`${title}: ${listed(list, total)}.`];
  const words = new Map(Object.entries(reasons));
  return {
    listed,
    lineOf,
    /** API keys, such as `mobile (k1a2b3c4d5): forbidden`, each with the code at its end in words. */
    keyLine: (title: string, list: readonly string[]): string[] =>
      lineOf(
        title,
        list.map((entry) =>
          entry.replace(/: ([a-z-]+)$/, (end, code: string) => `: ${words.get(code) ?? end.slice(2)}`),
        ),
      ),
    /** Why something failed, with the status of the reply where there was one. */
    because: ({ reason, status }: { readonly reason: keyof Reasons; readonly status?: number }): string =>
      `${reasons[reason]}${status === undefined ? "" : `, HTTP ${status}`}`,
    /** ` (HTTP 401, NCP code 200: Authentication Failed)`: what the server said, or nothing. */
    said: ({ status, ncpCode: code, ncpMessage = "", ncpDetails = "" }: Partial<ReplyFacts>): string => {
      const numbers = [
        ...(status === undefined ? [] : [`HTTP ${status}`]),
        ...(code === undefined ? [] : [`${ncpCode} ${code}`]),
      ];
      const texts = [ncpMessage, ncpDetails].filter((text) => text !== "");
      const parts = [numbers.join(", "), texts.join("; ").replace(/\.$/, "")].filter((part) => part !== "");
      return parts.length === 0 ? "" : `${gap}(${parts.join(": ")})`;
    },
    /** A length of time in its two or three figures, with the unit that fits. */
    time: (ms: number): string => {
      if (ms < 1_000) return `${Math.round(ms)}${units.ms}`;
      if (ms < 10_000) return `${Math.round(ms / 100) / 10}${units.s}`;
      if (ms < 120_000) return `${Math.round(ms / 1_000)}${units.s}`;
      if (ms < 7_200_000) return `${Math.round(ms / 60_000)}${units.min}`;
      if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)}${units.h}`;
      return `${number(Math.round(ms / 86_400_000))}${units.d}`;
    },
    /** `2026-11-25 11:15:02 KST` of an ISO 8601 time; a text that is none stays as it is. */
    clock: (iso: string): string => {
      const ms = Date.parse(iso);
      if (Number.isNaN(ms)) return iso;
      const local = new Date(ms + zone.hours * 3_600_000).toISOString();
      return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone.name}`;
    },
  };
}

/** Input values, or names of inputs, as code. */
export const codes = (list: readonly string[]): string => list.map((each) => `\`${each}\``).join(", ");

/** The request, as code after a sentence: `… POST /api/v1/…`. It is empty where it was said already. */
export function at({ operation }: { readonly operation: string }): string {
  return operation === "" ? "" : ` \`${operation}\``;
}

/**
 * Why NCP answers 403, most likely first. What was `seen` on its stage a moment before was read: the account is
 * subscribed, and NCP may have a rule for plans in use. Its code 230 is documented for permissions; 10011 and 10002
 * came for nothing else.
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
