/** Reads all pages of a list: nothing is missed when the list changes meanwhile, and no server can keep us at it. */
import type { Page } from "./replies.ts";

/**
 * Rows asked for at a time. NCP documents neither a default nor a maximum; 100 is what its own examples use, keeps a
 * page of the widest rows well under the reply limit, and shows nearly every list in one request. A server that gives
 * fewer is followed.
 */
export const PAGE_SIZE = 100;

/** Pages read side by side, once the first has told how many there are: twice as many as soon as they have come, and so on. */
export const PAGES_AT_ONCE = { first: 4, most: 16 } as const;

/** How often a list that changes under our hands is read from the start again. */
export const MAX_RESTARTS = 5;

/** A list that claims to be longer has no end. The largest seen is a product's API keys, by the thousand. */
const MAX_ROWS = 100_000;

/** The pages make no progress, or the list never holds still or never ends. */
export class EndlessPagesError extends Error {
  override readonly name = "EndlessPagesError";
  readonly seen: number;
  readonly total: number;

  constructor(seen: number, total: number) {
    super(`${seen} rows of ${total} and no progress`);
    this.seen = seen;
    this.total = total;
  }
}

export type ReadPage<Row> = (offset: number, limit: number) => Promise<Page<Row>>;

/**
 * Every page but the first begins with the last row of the one before. When that row is not there, somebody has added
 * or removed rows before it, so one may have slipped from a page not yet read to one already read: then the list is
 * read again. Rows that stay where they are, relative to each other, are thus never missed.
 *
 * Where pages cannot overlap (one row each, or a server that rounds the offset down to a multiple of the limit), the
 * list counts when two readings in a row are the same.
 *
 * @param key what tells rows apart
 * @throws {EndlessPagesError}
 */
export async function readAllPages<Row>(read: ReadPage<Row>, key: (row: Row) => string): Promise<readonly Row[]> {
  let overlapping = true;
  let before: string | undefined;
  for (let round = 0; ; round++) {
    const first = await read(0, PAGE_SIZE);
    if (first.rows.length >= first.total) return first.rows;
    if (first.rows.length === 1) overlapping = false;
    if (first.rows.length === 0 || round > MAX_RESTARTS) throw new EndlessPagesError(first.rows.length, first.total);

    // Pages of different sizes break a plan made from the first; one page after the other cannot be broken so.
    const plan: Plan = { overlap: overlapping ? 1 : 0, atOnce: round === 0 ? PAGES_AT_ONCE : ONE_BY_ONE };
    const rows = await readOn(read, key, first, plan);
    if (rows === "changed") continue;
    if (rows === "no-progress") {
      if (!overlapping) throw new EndlessPagesError(first.rows.length, first.total);
      overlapping = false;
      continue;
    }
    const keys = JSON.stringify(rows.map(key));
    if (overlapping || keys === before) return rows;
    before = keys;
  }
}

const ONE_BY_ONE = { first: 1, most: 1 } as const;

interface Plan {
  readonly overlap: 0 | 1;
  readonly atOnce: { readonly first: number; readonly most: number };
}

async function readOn<Row>(
  read: ReadPage<Row>,
  key: (row: Row) => string,
  first: Page<Row>,
  { overlap, atOnce }: Plan,
): Promise<readonly Row[] | "changed" | "no-progress"> {
  const firstKeys = JSON.stringify(first.rows.map(key));
  const step = first.rows.length - overlap;
  const rows = [...first.rows];
  const seen = new Set(rows.map(key));
  let total = first.total;

  for (let most = atOnce.first; rows.length < total; most = Math.min(2 * most, atOnce.most)) {
    if (total > MAX_ROWS) throw new EndlessPagesError(rows.length, total);
    const count = Math.min(most, Math.ceil((total - rows.length) / step));
    const from = rows.length - overlap;
    const pages = await together(count, (index) => read(from + index * step, PAGE_SIZE));
    for (const page of pages) {
      const last = rows.at(-1);
      const begin = page.rows[0];
      const joined = begin !== undefined && last !== undefined && key(begin) === key(last);
      // The first page again. Of a list of another length it may also be what moved up or down meanwhile.
      if (JSON.stringify(page.rows.map(key)) === firstKeys) {
        return page.total === first.total ? "no-progress" : "changed";
      }
      if (overlap === 1 ? !joined : page.total !== total) return "changed";
      if (page.rows.length === overlap && rows.length < page.total) return "no-progress";
      for (const row of page.rows.slice(overlap)) {
        if (seen.has(key(row))) return "changed";
        seen.add(key(row));
        rows.push(row);
      }
      total = page.total;
    }
  }
  return rows;
}

/** Runs `count` reads side by side. When one fails, the others are waited for: none runs on unwatched. */
async function together<T>(count: number, read: (index: number) => Promise<T>): Promise<readonly T[]> {
  const settled = await Promise.allSettled(Array.from({ length: count }, (_, index) => read(index)));
  return settled.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
}
