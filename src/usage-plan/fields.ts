/** Reads fields of JSON that came back through a workflow: nothing in it is believed before it is checked. */
import { isId } from "../ncloud/ids.ts";
import type { Ref, StagePath } from "./types.ts";

export type Json = Readonly<Record<string, unknown>>;

/** What a run leaves for another one, as it was given back: one of several. */
export interface Paper {
  /** The input or the file that it comes from. */
  readonly source: string;
  /** Undefined: it was none of ours, not even a damaged one. */
  readonly json: string | undefined;
  /** It holds the stars that a runner, or a redactor, puts where a secret seems to be. */
  readonly masked: boolean;
}

/** Of a name, a link, a reason. Longer ones are not written either. */
export const MAX_TEXT = 1_000;

/** @param damaged makes the error of a field that is not what it should be */
export function createFields(damaged: (place: string, expected: string, error?: unknown) => Error) {
  const object = (value: unknown, place: string): Json => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw damaged(place, "{…}");
    return value as Json;
  };
  const list = <T>(value: unknown, place: string, read: (each: unknown, place: string) => T): T[] => {
    if (!Array.isArray(value)) throw damaged(place, "[…]");
    return value.map((each, at) => read(each, `${place}[${at}]`));
  };
  const optional = <T>(value: unknown, read: (given: unknown) => T): T | undefined =>
    value === undefined ? undefined : read(value);
  const text = (value: unknown, place: string): string => {
    if (typeof value !== "string" || value === "" || value.length > MAX_TEXT) {
      throw damaged(place, `"…" (≤ ${MAX_TEXT})`);
    }
    return value;
  };
  /** An id becomes part of a path: nothing gets there that is none. */
  const ref = (value: unknown, place: string): Ref => {
    const { id, name } = object(value, place);
    if (typeof id !== "string" || !isId(id)) throw damaged(`${place}.id`, "[A-Za-z0-9_-]{1,64}");
    return { id, ...(name === undefined ? {} : { name: text(name, `${place}.name`) }) };
  };
  const stagePath = (value: unknown, place: string): StagePath => {
    const { product, api, stage } = object(value, place);
    return {
      product: ref(product, `${place}.product`),
      api: ref(api, `${place}.api`),
      stage: ref(stage, `${place}.stage`),
    };
  };
  /** Milliseconds since the Unix epoch. */
  const time = (value: unknown, place: string): number => {
    const ms = Date.parse(text(value, place));
    if (Number.isNaN(ms)) throw damaged(place, "ISO 8601");
    return ms;
  };
  /** For people: who, where, why. */
  const origins = (record: Json) => {
    const given = (name: string) => optional(record[name], (each) => text(each, name));
    const [run, by, reason] = [given("run"), given("by"), given("reason")];
    return { ...(run && { run }), ...(by && { by }), ...(reason && { reason }) };
  };
  /** A whole paper, where it is one at all. */
  const document = (json: string | undefined, example: string): Json => {
    if (json === undefined) throw damaged("", example);
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch (error) {
      throw damaged("", "JSON", error);
    }
    return object(value, "");
  };
  return { object, list, optional, text, ref, stagePath, time, origins, document };
}
