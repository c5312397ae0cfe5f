/**
 * Runs `work` for every item, at most `limit` at a time, and keeps the order of the results.
 * After a rejection no further item is started; the rejection is passed on once the running ones have ended.
 */
export async function mapConcurrent<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  let broken: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (broken !== undefined) return;
      try {
        results[index] = await work(item, index);
      } catch (error) {
        broken ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (broken !== undefined) throw broken.error;
  return results;
}
