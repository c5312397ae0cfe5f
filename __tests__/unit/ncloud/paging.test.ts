import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EndlessPagesError, MAX_RESTARTS, PAGE_SIZE, PAGES_AT_ONCE, readAllPages } from "../../../src/ncloud/paging.ts";
import type { Page } from "../../../src/ncloud/replies.ts";

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `row-${index}`);
const key = (row: string): string => row;

/** A list on a server that gives at most `size` rows at a time. `before` runs before each page is read. */
function list(rows: string[], size = PAGE_SIZE, before: (page: number) => void = () => {}) {
  const asked: Array<readonly [number, number]> = [];
  let atOnce = 0;
  const stats = { asked, most: 0, rows };
  const read = async (offset: number, limit: number): Promise<Page<string>> => {
    const number = asked.push([offset, limit]);
    stats.most = Math.max(stats.most, ++atOnce);
    await null;
    before(number);
    const page = { rows: rows.slice(offset, offset + Math.min(limit, size)), total: rows.length };
    await null;
    atOnce--;
    return page;
  };
  return { read, stats };
}

describe("paging", () => {
  it.each([0, 1, 99, 100])("reads %s rows in one request", async (count) => {
    const { read, stats } = list(ids(count));
    expect(await readAllPages(read, key)).toEqual(ids(count));
    expect(stats.asked).toEqual([[0, PAGE_SIZE]]);
  });

  it.each([
    [101, PAGE_SIZE],
    [5_000, PAGE_SIZE],
    [7, 2],
    [50, 3],
    [5, 1],
    [1_000, 40],
  ])("reads %s rows in their order from a server that gives %s at a time", async (count, size) => {
    const { read, stats } = list(ids(count), size);
    expect(await readAllPages(read, key)).toEqual(ids(count));
    expect(stats.most).toBeLessThanOrEqual(PAGES_AT_ONCE.most);
  });

  it("reads pages side by side once it knows how many there are", async () => {
    const { read, stats } = list(ids(5_000));
    await readAllPages(read, key);
    expect([stats.most, stats.asked.length]).toEqual([PAGES_AT_ONCE.most, 51]);
  });

  it("reads one page after the other when their sizes differ", async () => {
    const rows = ids(40);
    const sizes = [5, 3, 7, 2, 9, 4];
    let asked = 0;
    const read = async (offset: number): Promise<Page<string>> => {
      const size = sizes[asked++ % sizes.length] ?? 5;
      return { rows: rows.slice(offset, offset + size), total: rows.length };
    };
    expect(await readAllPages(read, key)).toEqual(rows);
  });

  it("reads twice what comes one row at a time, and no more", async () => {
    const { read, stats } = list(ids(5), 1);
    await readAllPages(read, key);
    expect(stats.asked.map(([offset]) => offset)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
  });

  it("misses no row that comes alone, when as many come as go", async () => {
    const rows = ["a", "b", "c"];
    const { read } = list(rows, 1, (page) => {
      if (page === 2) {
        rows.shift();
        rows.push("d");
      }
    });
    expect(await readAllPages(read, key)).toEqual(["b", "c", "d"]);
  });

  it("ends when the list becomes as short as what it has", async () => {
    const rows = ids(101);
    const { read, stats } = list(rows, PAGE_SIZE, (page) => {
      if (page === 2) rows.pop();
    });
    expect(await readAllPages(read, key)).toEqual(ids(100));
    expect(stats.asked.length).toBe(2);
  });

  it("gives up on a list that never holds still", async () => {
    const rows = ids(150);
    const { read, stats } = list(rows, PAGE_SIZE, () => void rows.unshift(`new-${rows.length}`));
    await expect(readAllPages(read, key)).rejects.toThrow(EndlessPagesError);
    expect(stats.asked.filter(([offset]) => offset === 0).length).toBe(MAX_RESTARTS + 2);
  });

  it("follows a list that grows at its end", async () => {
    const rows = ids(150);
    const { read } = list(rows, PAGE_SIZE, (page) => {
      if (page === 2) rows.push("late-1", "late-2");
    });
    expect(await readAllPages(read, key)).toEqual([...ids(150), "late-1", "late-2"]);
  });

  it("misses no row when rows before it go away meanwhile", async () => {
    const rows = ids(150);
    const { read } = list(rows, PAGE_SIZE, (page) => {
      if (page === 2) rows.splice(0, 1);
      if (page === 3) rows.push("new");
    });
    expect(await readAllPages(read, key)).toEqual([...ids(150).slice(1), "new"]);
  });

  it("misses no row when as many come as go", async () => {
    const rows = ids(150);
    const { read } = list(rows, PAGE_SIZE, (page) => {
      if (page === 2) {
        rows.splice(0, 1);
        rows.push("new");
      }
    });
    expect(await readAllPages(read, key)).toEqual([...ids(150).slice(1), "new"]);
  });

  it.each([1, 2])(
    "takes rows that moved down by one for a change, not for the first page again: pages of %s",
    async (size) => {
      const rows = ["b", "c", "d"];
      const { read } = list(rows, size, (page) => {
        if (page > 1 && rows[0] === "b") rows.unshift("a");
      });
      expect(await readAllPages(read, key)).toEqual(["a", "b", "c", "d"]);
    },
  );

  it("ends when the list becomes short", async () => {
    const rows = ids(150);
    const { read } = list(rows, PAGE_SIZE, (page) => {
      if (page === 2) rows.splice(10);
    });
    expect(await readAllPages(read, key)).toEqual(ids(10));
  });

  it("copes with a server that rounds the offset down to whole pages", async () => {
    const rows = ids(250);
    const read = async (offset: number, limit: number): Promise<Page<string>> => {
      const from = Math.floor(offset / limit) * limit;
      return { rows: rows.slice(from, from + limit), total: rows.length };
    };
    expect(await readAllPages(read, key)).toEqual(rows);
  });

  it.each([
    ["ignores the offset", () => ({ rows: ids(10), total: 25 }), 5],
    ["ignores the offset and gives one row", () => ({ rows: ids(1), total: 25 }), 5],
    ["gives nothing", () => ({ rows: [], total: 25 }), 1],
    ["gives nothing but the first page", (offset: number) => ({ rows: offset === 0 ? ids(10) : [], total: 25 }), 14],
    ["gives the last row for ever", (offset: number) => ({ rows: offset === 0 ? ids(10) : ["row-9"], total: 25 }), 14],
    [
      "repeats a row of a later page",
      (offset: number) => ({ rows: offset === 0 ? ids(10) : ["row-9", "row-10", "row-10"], total: 12 }),
      14,
    ],
    [
      "always has more",
      (offset: number) => ({ rows: [`row-${offset}`, `row-${offset + 1}x${Math.random()}`], total: offset + 9 }),
      16,
    ],
  ])("stops when a server %s", async (_, page, most) => {
    let asked = 0;
    const read = async (offset: number): Promise<Page<string>> => {
      asked++;
      return page(offset);
    };
    const error = await readAllPages(read, key).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EndlessPagesError);
    expect(error).toMatchObject({
      name: "EndlessPagesError",
      message: expect.stringMatching(/^\d+ rows of \d+ and no/),
    });
    expect(asked).toBeLessThanOrEqual(most);
  });

  it("stops at a list without an end", async () => {
    const read = async (offset: number, limit: number): Promise<Page<string>> => ({
      rows: Array.from({ length: limit }, (_, index) => `row-${offset + index}`),
      total: offset + limit + 1_000,
    });
    await expect(readAllPages(read, key)).rejects.toThrow(EndlessPagesError);
  });

  it("fails with a page's error, and only after the others have ended", async () => {
    let running = 0;
    const read = async (offset: number): Promise<Page<string>> => {
      running++;
      await new Promise((resolve) => setImmediate(resolve));
      if (offset > 100) await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (offset === 99) throw new Error("page 2");
      return { rows: ids(600).slice(offset, offset + PAGE_SIZE), total: 600 };
    };
    await expect(readAllPages(read, key)).rejects.toThrow("page 2");
    expect(running).toBe(0);
  });

  it("never misses a row that stays, whatever happens to the others", async () => {
    const change = fc.record({ page: fc.integer({ min: 2, max: 12 }), at: fc.nat(40), remove: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(change),
        async (size, count, changes) => {
          const rows = ids(count);
          let made = 0;
          const gone = new Set<string>();
          const { read } = list(rows, size, (page) => {
            for (const { at, remove } of changes.filter((each) => each.page === page)) {
              if (remove) for (const row of rows.splice(at, 1)) gone.add(row);
              else rows.splice(at, 0, `new-${made++}`);
            }
          });
          const seen = await readAllPages(read, key).catch((error: unknown) => error);
          if (seen instanceof EndlessPagesError) return; // it kept changing: an error, but no lie
          expect(ids(count).filter((row) => !gone.has(row) && !(seen as string[]).includes(row))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
