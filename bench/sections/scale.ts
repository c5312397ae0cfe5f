import { generated } from "../../emulator/generate.ts";
import { LATENCY_MS, type Many, replies, type Shape, startMany } from "../harness/many.ts";
import { cells, number, table } from "../harness/markdown.ts";
import { type Results, runRounds, spreadOf, type Variant, valuesOf } from "../harness/rounds.ts";
import type { Findings, Lab, Section } from "../harness/section.ts";
import { pairedRatios, type Spread, spread } from "../harness/stats.ts";
import { withoutFlags } from "../harness/variants.ts";

const SINGLE: Shape = { stages: 1, plans: 1 };
const THOUSAND: Shape = { stages: 50, plans: 20 };
const LARGEST: Shape = { stages: 500, plans: 20 };
const CURVE: readonly Shape[] = [{ stages: 10, plans: 1 }, { stages: 16, plans: 6 }, THOUSAND, LARGEST];
const WIDE = 16;
const USUAL = 4;
const KEYS = 5_000;
const FEW_KEYS = 500;
/** `src/usage-plan/guard.ts`: reads of keys side by side. */
const KEYS_SIDE_BY_SIDE = 16;

const count = ({ stages, plans }: Shape): number => stages * plans;
const named = (shape: Shape): string => `${number(count(shape))} (${shape.stages} × ${shape.plans})`;

export const scale: Section = {
  title: "Scale",
  async run(lab) {
    const many = await startMany(lab);
    try {
      const times = spread(await many.server.replyTimes());
      const ms = times.median;
      const parts = [await thousand(lab, many, ms), await curve(lab, many, ms), await guard(lab, many, ms)];
      return {
        goals: parts.flatMap(({ goals }) => goals),
        markdown: `${LATENCY_MS} ms to each reply, over TLS, without the relay. The emulator waits by a timer, and a timer is late: \
\`node:https\` alone, 100 reads in sequence on one kept connection (after 200 that warm both sides up), gets its replies in ${cells(times, 1).join(" / ")} ms (min / median / \
max). Limits are in replies one after the other, and each counts as that median.\n\n${parts.map(({ markdown }) => markdown).join("\n")}`,
      };
    } finally {
      await many.server.close();
    }
  },
};

const SINGLE_DETACH = "1 target";
const NO_FLAGS = "the first, with V8's defaults";

async function thousand(lab: Lab, many: Many, replyMs: number): Promise<Findings> {
  const [wide, usual] = [`1,000 targets, concurrency ${WIDE}`, `1,000 targets, concurrency ${USUAL}`];
  const results = await runRounds(lab.measurer, lab.rounds(7), [
    many.action(SINGLE_DETACH, SINGLE, USUAL),
    many.action(wide, THOUSAND, WIDE),
    many.action(usual, THOUSAND, USUAL),
    many.action(NO_FLAGS, THOUSAND, WIDE, {}, withoutFlags(lab.folder)),
  ]);
  const limits = { [wide]: replies(THOUSAND, WIDE) * replyMs, [usual]: replies(THOUSAND, USUAL) * replyMs };
  const toLimit = (name: string) => spread(valuesOf(results, name, "wallMs").map((ms) => ms / (limits[name] ?? 0)));
  const memory = (name: string) => memoryRatio(results, name, SINGLE_DETACH);
  const rows = Object.entries(limits).map(([name, limit]) => [
    name,
    number(limit),
    ...cells(spreadOf(results, name, "wallMs")),
    ...cells(toLimit(name), 3),
  ]);
  const memoryRows = [...Object.keys(limits), NO_FLAGS].map((name) => [name, ...cells(memory(name), 2)]);
  return {
    goals: [
      { what: `${wide}: wall / limit`, value: toLimit(wide).median, limit: 1.15, unit: "×" },
      { what: `${usual}: wall / limit`, value: toLimit(usual).median, limit: 1.15, unit: "×" },
      { what: `${wide}: peak memory / ${SINGLE_DETACH}`, value: memory(wide).median, limit: 1.5, unit: "×" },
    ],
    markdown: `### 1,000 targets over 50 stages

The limit is (targets per stage + 2) replies × rounds of stages side by side: ${replies(THOUSAND, WIDE)} and ${replies(THOUSAND, USUAL)} in sequence. It holds nothing for the start of the process \
or for TCP and TLS.

${table(["", "limit, ms", "wall, ms: min", "median", "max", "wall / limit: min", "median", "max"], rows)}
Peak memory against ${SINGLE_DETACH} (median ${number(spreadOf(results, SINGLE_DETACH, "peakMiB").median)} MiB):

${table(["", "min", "median", "max"], memoryRows)}`,
  };
}

async function curve(lab: Lab, many: Many, replyMs: number): Promise<Findings> {
  const results = await runRounds(lab.measurer, lab.rounds(3), [
    many.action(SINGLE_DETACH, SINGLE, WIDE),
    ...CURVE.map((shape) => many.action(named(shape), shape, WIDE)),
  ]);
  // Start and end are the same whatever the number: they are taken off by the single detach.
  const cpuOf = (shape: Shape): readonly number[] =>
    difference(results, named(shape), "cpuMs").map((ms) => ms / (count(shape) - 1));
  const rows = CURVE.map((shape) => {
    const name = named(shape);
    const cpu = spread(cpuOf(shape));
    return [
      name,
      number(spreadOf(results, name, "wallMs").median),
      number(spreadOf(results, name, "wallMs").median / (replies(shape, WIDE) * replyMs), 3),
      ...cells(cpu, 2),
      number(spreadOf(results, name, "peakMiB").median),
      number(memoryRatio(results, name, SINGLE_DETACH).median, 2),
    ];
  });
  const flat = pairedRatios(cpuOf(LARGEST), cpuOf(THOUSAND)).median;
  return {
    goals: [{ what: "CPU per target: 10,000 targets / 1,000 targets", value: flat, limit: 1.2, unit: "×" }],
    markdown: `### Cost per target, from 10 to 10,000

Concurrency ${WIDE}. CPU per target is what the run takes more than a single detach, by the number of targets.

${table(["targets (stages × plans)", "wall, ms", "wall / limit", "CPU per target, ms: min", "median", "max", "peak MiB", "/ single"], rows)}`,
  };
}

async function guard(lab: Lab, many: Many, replyMs: number): Promise<Findings> {
  const shape = (apiKeys: number): Shape => ({ ...SINGLE, apiKeys });
  const run = (name: string, apiKeys: number): Variant =>
    many.action(name, shape(apiKeys), USUAL, { "max-affected-api-keys": "1000000" });
  const [few, all] = [`${number(FEW_KEYS)} API keys`, `${number(KEYS)} API keys`];
  const results = await runRounds(lab.measurer, lab.rounds(3), [
    many.action(SINGLE_DETACH, SINGLE, USUAL),
    run(few, FEW_KEYS),
    run(all, KEYS),
  ]);
  // In sequence at best: one key's read after the other on each of the connections.
  const limit = Math.ceil(KEYS / KEYS_SIDE_BY_SIDE) * replyMs;
  const toLimit = spread(valuesOf(results, all, "wallMs").map((ms) => ms / limit));
  const memory = memoryRatio(results, all, few);
  const toSingle = memoryRatio(results, all, SINGLE_DETACH);
  const rows = [SINGLE_DETACH, few, all].map((name) => [
    name,
    ...cells(spreadOf(results, name, "wallMs")),
    ...cells(spreadOf(results, name, "peakMiB")),
  ]);
  return {
    goals: [
      { what: `guard, ${all}: wall / limit`, value: toLimit.median, limit: 1.15, unit: "×" },
      { what: `guard: peak memory, ${all} / ${few}`, value: memory.median, limit: 1.2, unit: "×" },
    ],
    markdown: `### The guard on a product with ${number(KEYS)} API keys

\`max-affected-api-keys\` with every key on the plan (product ${generated.product} of the generated state). The limit is one read per \
key, ${KEYS_SIDE_BY_SIDE} at a time: ${number(limit)} ms; the list itself, the detach and the start come on top.

${table(["", "wall, ms: min", "median", "max", "peak MiB: min", "median", "max"], rows)}
Wall / limit: ${cells(toLimit, 3).join(" / ")}; peak memory, ${all} / ${few}: ${cells(memory, 2).join(" / ")}; ${all} / ${SINGLE_DETACH} without the guard: \
${cells(toSingle, 2).join(" / ")} (min / median / max).
`,
  };
}

function memoryRatio(results: Results, name: string, of: string): Spread {
  return pairedRatios(valuesOf(results, name, "peakMiB"), valuesOf(results, of, "peakMiB"));
}

function difference(results: Results, name: string, what: "cpuMs" | "wallMs"): number[] {
  const base = valuesOf(results, SINGLE_DETACH, what);
  return valuesOf(results, name, what).map((value, i) => value - (base[i] ?? Number.NaN));
}
