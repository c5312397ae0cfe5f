/** Reads fields of JSON that came back through a workflow: nothing in it is believed before it is checked. */
import { isId } from "../ncloud/ids.ts";
import type { Ref } from "./types.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Of a name, a link, a reason. Longer ones are not written either. */
export const MAX_TEXT = 1_000;

/** @param damaged makes the error of a field that is not what it should be */
export function createFields(damaged: (place: string, expected: string) => Error) {
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
  return { object, list, optional, text, ref };
}
