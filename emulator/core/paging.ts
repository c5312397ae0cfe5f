import type { Context } from "./context.ts";
import { Refused } from "./context.ts";
import { FAILURES } from "./failures.ts";
import type { World } from "./world.ts";

export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

/** The page that `offset` and `limit` of the query or the body ask for. @throws {Refused} when they are no numbers. */
export function page<T>(rows: readonly T[], context: Context): Page<T> {
  const { defaultLimit, maxLimit, overMax, pages } = context.world.paging;
  const offset = parameter(context, "offset", 0) ?? 0;
  const asked = parameter(context, "limit", 1) ?? defaultLimit;
  if (asked > maxLimit && overMax === "refuse") throw new Refused(FAILURES.badRequest(`limit: at most ${maxLimit}`));
  const limit = Math.min(asked, maxLimit);
  const from = pages === "ignore-offset" ? 0 : offset;
  const none = pages === "empty-after-first" && offset > 0;
  return {
    rows: none ? [] : rows.slice(from, from + limit),
    total: rows.length + (pages === "total-too-high" ? 1 : 0),
  };
}

function parameter({ query, body }: Context, name: string, least: number): number | undefined {
  const given = query.get(name) ?? body[name];
  if (given === undefined || given === null || given === "") return undefined;
  const value = typeof given === "number" ? given : Number(given);
  if (!Number.isInteger(value) || value < least) throw new Refused(FAILURES.badRequest(`${name}: a whole number`));
  return value;
}

/** Whether a name passes a filter. No filter: all do. */
export function passes(name: string, filter: unknown, how: World["nameFilter"]): boolean {
  if (typeof filter !== "string" || filter === "" || how === "ignored") return true;
  if (how === "exact") return name === filter;
  if (how === "substring") return name.includes(filter);
  return name.toLowerCase().includes(filter.toLowerCase());
}
