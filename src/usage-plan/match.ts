/** Finding what the user named in a list that NCP gave: exact comparison on our side, never a guess. */

import { distance } from "./distance.ts";
import { levelRow } from "./levels.ts";
import { problem, RunError, runError } from "./problem.ts";
import type { Level, Problem, Ref, Selector } from "./types.ts";
import { labelOf } from "./work.ts";

const MAX_NEAREST = 5;
const MAX_CHOICES = 10;

/** Korean names reach us composed or decomposed, by the keyboard they were typed on: they mean the same. */
export const sameName = (a: string | undefined, b: string): boolean => a?.normalize("NFC") === b.normalize("NFC");

/** Whether a thing is what the selector's id or, without one, its name means. */
export function fits(selector: Selector, ref: Ref): boolean {
  if (selector.all) return true;
  return selector.ids.length > 0
    ? selector.ids.includes(ref.id)
    : selector.names.some((name) => sameName(ref.name, name));
}

/** An id and a name of one level that do not belong together: refused before any write. */
export function checkName(level: Level, selector: Selector, ref: Ref): void {
  const expected = selector.names[0];
  if (selector.ids.length === 0 || expected === undefined || sameName(ref.name, expected)) return;
  throw runError("id-name-mismatch", { level, id: ref.id, expected, got: ref.name ?? "" });
}

/** One entry of the list by id. */
export function pickId<Row extends Ref>(level: Level, id: string, list: readonly Row[]): Row {
  const found = list.find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new RunError([notFound(level, id, list)]);
}

/** @param within the name of what the list is of */
export function notFound(level: Level, id: string, list: readonly Ref[], within?: string): Problem {
  const parent = within === undefined ? {} : { within };
  const choices = list.slice(0, MAX_CHOICES).map(labelOf);
  const facts = { id, ...parent, ...namedLike(id, list), list: choices, total: list.length };
  return problem(levelRow(level).notFound, facts);
}

/** A name where an id was expected: what has that name. */
export function namedLike(text: string, list: readonly Ref[]): { readonly named?: string } {
  const found = list.find((each) => sameName(each.name, text));
  return found === undefined ? {} : { named: found.id };
}

/** The one entry with this name: none and several are errors that list what there is. */
export function pickName<Row extends Ref>(level: Level, name: string, list: readonly Row[]): Row {
  const found = uniqueById(list.filter((each) => sameName(each.name, name)));
  const [only, second] = found;
  if (only === undefined) throw runError("name-not-found", { level, name, list: nearest(name, list) });
  if (second !== undefined) throw runError("name-ambiguous", { level, name, list: found.map(labelOf) });
  return only;
}

export function uniqueById<Item extends Ref>(list: readonly Item[]): Item[] {
  return [...new Map(list.map((each) => [each.id, each])).values()];
}

/** Comparing costs the product of two lengths, and holds up the run's time limit: a hostile list must not make it hours. */
const MAX_COMPARED = 100;
const MAX_CANDIDATES = 5_000;

const comparable = (name: string): string => name.slice(0, MAX_COMPARED).normalize("NFC").toLowerCase();

/** The names that differ least from what was typed. */
function nearest(name: string, list: readonly Ref[]): string[] {
  const wanted = comparable(name);
  return uniqueById(list)
    .slice(0, MAX_CANDIDATES)
    .map((ref) => ({ ref, distance: distance(wanted, comparable(ref.name ?? "")) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MAX_NEAREST)
    .map(({ ref }) => labelOf(ref));
}
