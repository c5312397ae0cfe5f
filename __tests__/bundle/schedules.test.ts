/**
 * The simulation's schedules again, with nothing simulated: the built bundle as a process, real resets, held
 * connections and half replies, real signals, and a real kill -9 with a second run after it.
 *
 * `BUNDLE_SEEDS=2000` plays more of them (from `BUNDLE_FROM` on), `BUNDLE_SEED=17` one, which then tells its schedule.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Case } from "../simulation/case.ts";
import { drawCase } from "../simulation/draw.ts";
import { caseInWords, playedInWords } from "../simulation/words.ts";
import { faultsOf } from "./schedules/judge.ts";
import { playForReal } from "./schedules/play.ts";
import { inRealTime } from "./schedules/real-time.ts";

const SEEDS = Number(process.env["BUNDLE_SEEDS"] || 200);
const FROM = Number(process.env["BUNDLE_FROM"] || 0);
const ONE = process.env["BUNDLE_SEED"];
/** Side by side: most of the time they wait. */
const AT_ONCE = 12;

const drawn = (seed: number): Case => {
  const [the] = fc.sample(drawCase, { seed, numRuns: 1 });
  if (the === undefined) throw new Error(`seed ${seed} draws nothing`);
  return the;
};

/** What is wrong with a seed, and the whole of it in words. */
interface Told {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly words: string;
}

/** Nothing when all is well. */
async function play(seed: number): Promise<Told[]> {
  const real = inRealTime(drawn(seed));
  const told: Told[] = [];
  const tell = (faults: readonly string[], played: readonly string[]): void => {
    const replay = `Seed ${seed}. Replay: BUNDLE_SEED=${seed} npm run vitest -- run schedules`;
    told.push({ seed, faults, words: [replay, ...caseInWords(real), "", ...played, "", ...faults].join("\n") });
  };
  try {
    await playForReal(real, (played) => {
      const faults = faultsOf(played);
      if (faults.length > 0 || ONE !== undefined) tell(faults, playedInWords(played));
    });
  } catch (error) {
    tell([error instanceof Error ? error.message : String(error)], []);
  }
  if (ONE !== undefined) console.log(told.map(({ words }) => words).join("\n"));
  return told.filter(({ faults }) => faults.length > 0);
}

async function playAll(seeds: readonly number[]): Promise<Told[]> {
  const queue = [...seeds];
  const told: Told[] = [];
  const worker = async (): Promise<void> => {
    for (let seed = queue.shift(); seed !== undefined; seed = queue.shift()) told.push(...(await play(seed)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // A machine that is busy for some seconds makes every run late: what is only late is played again, by itself.
  const onlyLate = ({ faults }: Told): boolean => faults.every((fault) => fault.startsWith("ends-in-time"));
  const again: Told[] = [];
  for (const { seed } of told.filter(onlyLate)) again.push(...(await play(seed)));
  return [...told.filter((each) => !onlyLate(each)), ...again];
}

const seeds = ONE === undefined ? Array.from({ length: SEEDS }, (_, at) => FROM + at) : [Number(ONE)];

test("every invariant holds", { timeout: 60_000 + 2_000 * SEEDS }, async () => {
  const told = await playAll(seeds);
  expect(told.map(({ words }) => words).join("\n\n")).toBe("");
});

test("the judge finds a lie", async () => {
  const plain = { faults: [], wire: [], others: [], stop: null, settled: true, dryRun: false } as const;
  const honest: Case = {
    ...drawn(0),
    attached: [[0, 0]],
    twin: null,
    targetsOn: true,
    keys: [],
    permission: "manage",
    world: {},
    clock: { aheadMs: 0, jump: null },
    selection: {
      stages: [0],
      plans: [0],
      product: "id",
      api: "id",
      stage: "id",
      plan: "id",
      star: "none",
      typo: "none",
    },
    inputs: {
      ...drawn(0).inputs,
      mode: "detach",
      dryRun: false,
      verify: true,
      guard: null,
      rollback: false,
      timeout: 5,
    },
    phases: [{ ...plain, kind: "again" }],
  };
  await playForReal(honest, (played) => {
    expect(faultsOf(played)).toEqual([]);
    const [run] = played.runs;
    if (run === undefined) throw new Error("nothing was played");
    const told = (name: string, value: string) => {
      const outputs = new Map([...run.record.outputs, [name, value]]);
      return faultsOf({ ...played, runs: [{ ...run, record: { ...run.record, outputs } }] }).join();
    };
    const results = run.record.outputs.get("results") ?? "";
    expect(told("results", results.replace('"detached"', '"accepted"'))).toContain("verdict-is-true");
    expect(told("results", results.replace('"changed":true', '"changed":false'))).toContain("nothing was changed");
    expect(told("receipt", "")).toContain("receipt-is-whole");
    expect(told("result", "unknown")).toContain("says-how-it-ended");
    const nobody = { ...run.record, sent: run.record.sent.map((sent) => ({ ...sent, plan: "u9another0" })) };
    expect(faultsOf({ ...played, runs: [{ ...run, record: nobody }] }).join()).toContain("nobody asked for that");
    const late = { ...(played.results[0] as (typeof played.results)[number]), ms: 20_000 };
    expect(faultsOf({ ...played, results: [late] }).join()).toContain("ends-in-time");
  });
});
