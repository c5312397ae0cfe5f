/**
 * `npm run simulate -- --seeds 100000 --jobs 2`: plays that many seeds, from `--from`.
 * `npm run simulate -- --seed 7`: plays one and tells it in words; `--path` is what a failure prints.
 * `--src DIR`: another copy of `src/`, with its `node_modules` beside it.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { failureInWords, replayLine, shrink, trySeed } from "./campaign.ts";
import { loadSubject, SRC } from "./subject.ts";
import { Table } from "./table.ts";

/** From a worker to its parent. */
interface Progress {
  readonly done: number;
  readonly failed: readonly number[];
  readonly counts: Table["counts"];
}

const EVERY_MS = 2_000;
/** How many failing seeds are told in full. */
const MAX_SHRUNK = 3;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "2000" },
    from: { type: "string", default: "0" },
    seed: { type: "string" },
    path: { type: "string" },
    jobs: { type: "string", default: "1" },
    src: { type: "string", default: SRC },
    worker: { type: "string" },
  },
});

const number = (text: string, name: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`--${name} takes a whole number, not "${text}"`);
  return Number(text);
};
const seeds = number(values.seeds, "seeds");
const from = number(values.from, "from");
const jobs = Math.max(1, number(values.jobs, "jobs"));

if (values.worker !== undefined) await work(number(values.worker, "worker"));
else if (values.seed !== undefined) await replay(number(values.seed, "seed"), values.path);
else await campaign();

async function replay(seed: number, path: string | undefined): Promise<void> {
  const tried = await trySeed(seed, await loadSubject(values.src), path);
  console.log(failureInWords(tried));
  if (tried.violations.length === 0) return console.log("All invariants hold.");
  process.exitCode = 1;
  if (path === undefined) await tellSmallest(seed);
}

async function tellSmallest(seed: number): Promise<void> {
  const smallest = await shrink(seed, await loadSubject(values.src));
  if (smallest === undefined) return;
  console.log(`\nSeed ${seed} fails. The smallest schedule that does:\n`);
  console.log(failureInWords(smallest));
  console.log(`\nReplay: ${replayLine(seed, smallest.path)}\n`);
}

async function campaign(): Promise<void> {
  const table = new Table();
  const failed: number[] = [];
  const started = performance.now();
  let done = 0;
  let told = started;
  const line = (): string => {
    const seconds = (performance.now() - started) / 1_000;
    return `${done} of ${seeds} seeds, ${failed.length} failed, ${(done / seconds).toFixed(0)} per second`;
  };
  await Promise.all(
    Array.from({ length: jobs }, async (_, index) => {
      const child = fork(import.meta.filename, [...process.argv.slice(2), "--worker", String(index)]);
      child.on("message", (progress: Progress) => {
        done += progress.done;
        failed.push(...progress.failed);
        for (const seed of progress.failed) console.log(`failed: ${replayLine(seed)}`);
        table.merge(progress.counts);
        if (performance.now() - told < EVERY_MS) return;
        told = performance.now();
        console.log(line());
      });
      const [code] = (await once(child, "exit")) as [number | null];
      if (code !== 0) throw new Error(`worker ${index} ended with ${code}`);
    }),
  );
  console.log(`${line()}\n\n${table}`);
  if (failed.length === 0) return console.log("\nAll invariants hold.");
  process.exitCode = 1;
  failed.sort((a, b) => a - b);
  for (const seed of failed.slice(0, MAX_SHRUNK)) await tellSmallest(seed);
}

/** Every `jobs`th seed, told to the parent now and then. */
async function work(index: number): Promise<void> {
  const subject = await loadSubject(values.src);
  let table = new Table();
  let failed: number[] = [];
  let done = 0;
  let told = performance.now();
  const tell = (): void => {
    (process as unknown as ChildProcess).send({ done, failed, counts: table.counts } satisfies Progress);
    [table, failed, done, told] = [new Table(), [], 0, performance.now()];
  };
  for (let seed = from + index; seed < from + seeds; seed += jobs) {
    const { played, violations } = await trySeed(seed, subject);
    table.add(played);
    if (violations.length > 0) failed.push(seed);
    done += 1;
    if (performance.now() - told >= EVERY_MS / 2) tell();
  }
  tell();
  process.disconnect();
}
