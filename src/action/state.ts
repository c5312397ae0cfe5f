/**
 * What the main step leaves for its post step: a stream of records, one append each, so that what is saved grows with the
 * work. No secret is among them: the post step reads the keys from its inputs again.
 */

import { SITES, type Site } from "../ncloud/endpoint.ts";
import type { Env } from "../ncloud/ports.ts";
import { createFields } from "../usage-plan/fields.ts";
import { type ReceiptRecord, type ReceiptStage, stageJson } from "../usage-plan/receipt.ts";
import type { Config } from "./inputs.ts";
import { LANGUAGES } from "./inputs.ts";

/** The runner hands each value over as an environment variable: Windows takes 32,767 characters in one, Linux 128 KiB. */
const MAX_PART = 30_000;
const NAME = "record-";
/** What a part begins with: of a record that goes on in the next one, of the last one. */
const [MORE, LAST] = ["+", "="] as const;

/** How to find the process of the main step, should it still run. */
export interface MainProcess {
  readonly pid: number;
  /** What tells it from another one of the same number; empty where the system does not say. */
  readonly mark: string;
  /** In which space of numbers it is one; empty where the system does not say. */
  readonly space: string;
  /** Where both steps leave files for each other; empty where there is no room. */
  readonly folder: string;
}

/** What the post step needs to know of the main step, whatever the inputs are by then. */
export type SavedStep = Pick<Config, "timeoutMs" | "concurrency" | "language" | "summary" | "auditIssue"> & {
  readonly record: ReceiptRecord & { readonly site: Site };
  readonly process: MainProcess;
};

/** How what was about to be written ended: one letter per plan, in the order of the records. */
export const ENDS = { sure: "+", doubtful: "?", "keys-only": "k", "not-written": "-" } as const;
type End = keyof typeof ENDS;

export interface Saver {
  begin(step: SavedStep): void;
  /** Of what is about to be written. */
  intend(stage: ReceiptStage): void;
  end(ends: readonly End[], lastWrite: string | undefined): void;
}

/** @param append throws when the values could not be saved; then nothing may be written to NCP */
export function createSaver(append: (values: readonly (readonly [string, string])[]) => void): Saver {
  let count = 0;
  const save = (record: object): void => {
    const text = JSON.stringify(record);
    const parts = Array.from({ length: Math.ceil(text.length / MAX_PART) }, (_, at) =>
      text.slice(at * MAX_PART, (at + 1) * MAX_PART),
    );
    append(parts.map((part, at) => [`${NAME}${count + at}`, (at === parts.length - 1 ? LAST : MORE) + part]));
    // What could not be saved has no number: the next record takes its place.
    count += parts.length;
  };
  return {
    begin: (step) => save({ step }),
    intend: (stage) => save({ stage: stageJson(stage) }),
    end: (ends, lastWrite) => save({ end: ends.map((end) => ENDS[end]).join(""), ...(lastWrite && { lastWrite }) }),
  };
}

export interface Saved {
  /** `false`: something of it is missing or damaged, so it does not tell what was changed. */
  readonly whole: boolean;
  readonly step: SavedStep | undefined;
  /** As a receipt has them. */
  readonly stages: readonly object[];
  /** Left out: the main step did not get as far as to say it. */
  readonly ended?: { readonly lastWrite: string | undefined };
}

/** `undefined`: nothing was saved. */
export function readSaved(parts: ReadonlyMap<number, string>): Saved | undefined {
  if (parts.size === 0) return undefined;
  const { records, whole } = recordsOf(parts);
  const saved: Mutable = { step: undefined, stages: [] };
  try {
    for (const record of records) take(saved, fields.object(record, ""));
    return { ...saved, whole: whole && saved.step !== undefined };
  } catch (error) {
    if (error instanceof Damaged) return { ...saved, whole: false };
    throw error;
  }
}

/** Parts by their number, from the environment of the post step. */
export function partsOf(env: Env): Map<number, string> {
  return new Map(
    Object.entries(env).flatMap(([name, value]) => {
      const number = /^STATE_record-(\d{1,6})$/i.exec(name)?.[1];
      return number === undefined || value === undefined ? [] : [[Number(number), value] as const];
    }),
  );
}

class Damaged extends Error {}

/** All records up to the first that cannot be read. */
function recordsOf(parts: ReadonlyMap<number, string>): { records: unknown[]; whole: boolean } {
  const records: unknown[] = [];
  let text = "";
  for (let at = 0; at < parts.size; at++) {
    const part = parts.get(at) ?? "";
    text += part.slice(1);
    if (part.startsWith(MORE)) continue;
    if (!part.startsWith(LAST)) return { records, whole: false };
    try {
      records.push(JSON.parse(text));
    } catch {
      return { records, whole: false };
    }
    text = "";
  }
  return { records, whole: text === "" };
}

const fields = createFields(() => new Damaged());

type Mutable = { -readonly [K in keyof Omit<Saved, "whole">]: Saved[K] };

function take(saved: Mutable, record: Readonly<Record<string, unknown>>): void {
  if (saved.ended !== undefined) throw new Damaged();
  if ("step" in record) saved.step = stepOf(record["step"]);
  else if ("stage" in record) saved.stages = [...saved.stages, fields.object(record["stage"], "")];
  else {
    const lastWrite = fields.optional(record["lastWrite"], (given) => fields.text(given, ""));
    saved.stages = withEnds(saved.stages, String(record["end"]));
    saved.ended = { lastWrite };
  }
}

/** What was not written after all is left out, and what is sure by now is sure. */
function withEnds(stages: readonly object[], letters: string): object[] {
  let at = 0;
  const ended = stages.map((stage) => ({
    ...stage,
    plans: fields.list(fields.object(stage, "")["plans"], "", fields.object).flatMap(({ sure: _, ...plan }) => {
      const end = letters[at++];
      if (end === ENDS["not-written"]) return [];
      if (end === ENDS.sure) return [plan];
      if (end === ENDS.doubtful) return [{ ...plan, sure: false }];
      if (end === ENDS["keys-only"]) return [{ ...plan, sent: false }];
      throw new Damaged();
    }),
  }));
  if (at !== letters.length) throw new Damaged();
  return ended.filter(({ plans }) => plans.length > 0);
}

function stepOf(value: unknown): SavedStep {
  const { object, text, optional } = fields;
  const number = (given: unknown): number => {
    if (typeof given !== "number" || !Number.isFinite(given) || given < 0) throw new Damaged();
    return given;
  };
  const word = <W extends string>(given: unknown, words: readonly W[]): W => {
    const found = words.find((each) => each === given);
    if (found === undefined) throw new Damaged();
    return found;
  };
  const string = (given: unknown): string => {
    if (typeof given !== "string") throw new Damaged();
    return given;
  };
  const step = object(value, "");
  const record = object(step["record"], "");
  const { pid, mark, space, folder } = object(step["process"], "");
  return {
    timeoutMs: number(step["timeoutMs"]),
    concurrency: number(step["concurrency"]),
    language: word(step["language"], LANGUAGES),
    summary: step["summary"] !== false,
    auditIssue: optional(step["auditIssue"], number),
    record: {
      site: word(record["site"], SITES),
      origin: text(record["origin"], ""),
      account: text(record["account"], ""),
      at: text(record["at"], ""),
      ...fields.origins(record),
    },
    process: { pid: number(pid), mark: string(mark), space: string(space), folder: string(folder) },
  };
}
