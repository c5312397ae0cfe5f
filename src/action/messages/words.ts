/** Small parts that messages of every language are made of. */
import type { Facts } from "../../usage-plan/types.ts";
import { plain } from "../escape.ts";

const MAX_LISTED = 200;

/** Facts that a message may use as they are: each text one visible line, cut to a length. */
export function visibleFacts(facts: Facts): Facts {
  const visible = Object.entries(facts).map(([key, value]: [string, unknown]) => [key, visibleFact(key, value)]);
  // Every fact keeps its kind: a text stays a text, a list a list.
  return Object.fromEntries(visible) as Facts;
}

function visibleFact(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_LISTED).map((item) => plain(String(item), 400));
  return typeof value === "string" ? plain(value, key === "id" || key === "name" ? 120 : 300) : value;
}

/** `"prod"`, or what stands for a thing whose name is not known. */
export function quoted(text: string | undefined, otherwise: string): string {
  return text === undefined || text === "" ? otherwise : `"${text}"`;
}

/** The first few of a list, and how many more there are. */
export function some(
  list: readonly string[] | undefined,
  more: (count: number) => string,
  total?: number,
  max = 10,
): string {
  if (list === undefined || list.length === 0) return "";
  const shown = list.slice(0, max);
  const left = Math.max(total ?? 0, list.length) - shown.length;
  return shown.join(", ") + (left > 0 ? more(left) : "");
}

/** ` (HTTP 401, NCP code 200: Authentication Failed)`: what the server said, or nothing. */
export function reply(facts: Facts, ncpCode: string): string {
  const words = [facts.ncpMessage, facts.ncpDetails]
    .filter((text) => text !== undefined && text !== "")
    .join("; ")
    .replace(/\.$/, "");
  const numbers = [
    ...(facts.status === undefined ? [] : [`HTTP ${facts.status}`]),
    ...(facts.ncpCode === undefined ? [] : [`${ncpCode} ${facts.ncpCode}`]),
  ].join(", ");
  const parts = [numbers, words].filter((part) => part !== "");
  return parts.length === 0 ? "" : ` (${parts.join(": ")})`;
}

/** 12,345. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Seconds from one second on, milliseconds below. The units come with their space, where the language has one. */
export function duration(ms: number | undefined, second: string, millisecond: string): string {
  if (ms === undefined) return "";
  return ms < 1000 ? `${Math.round(ms)}${millisecond}` : `${Math.round(ms / 100) / 10}${second}`;
}

/** How long ago something was, in its largest unit. */
export function ageOf(
  ms: number,
  unit: { readonly day: string; readonly hour: string; readonly minute: string },
): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes}${unit.minute}`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)}${unit.hour}` : `${Math.round(minutes / 1440)}${unit.day}`;
}

/** The request, as code after a sentence: `… POST /api/v1/…`. */
export function at(facts: Facts): string {
  return facts.operation === undefined ? "" : ` \`${facts.operation}\``;
}

/** The read that shows what a write did: `GET …/stages/{s}/usage-plans`. */
export function lookAt(facts: Facts): string | undefined {
  const stage = /^[A-Z]+ (\S+\/stages\/[A-Za-z0-9]+)\/\S+$/.exec(facts.operation ?? "")?.[1];
  return stage === undefined ? undefined : `GET ${stage}/usage-plans`;
}

/** `2026-11-25 11:15:02 KST`: a moment on the clocks of the reader's part of the world. */
export function localTime(iso: string, zone: string, offsetHours: number): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  return `${new Date(at + offsetHours * 3_600_000).toISOString().slice(0, 19).replace("T", " ")} ${zone}`;
}
