import { BY_IDS } from "../harness/action.ts";
import { cells, number, table } from "../harness/markdown.ts";
import type { Usage } from "../harness/measure.ts";
import { runRounds, spreadOf, valuesOf } from "../harness/rounds.ts";
import type { Section } from "../harness/section.ts";
import { bench, startSingle } from "../harness/single.ts";
import { pairedRatios } from "../harness/stats.ts";
import { bundled, withoutFlags } from "../harness/variants.ts";

const EMPTY = "Node with nothing to do";
const BARE = "bare script, one POST";
const OURS = "action, `verify: false` (one POST)";
const BARE_THREE = "bare script, three requests";
const OURS_THREE = "action, verified detach (three requests)";
const UNDICI = "undici's client, one POST";
const NO_FLAGS = "action, verified detach, V8's defaults";

const WHAT: readonly (readonly [keyof Usage, string, number])[] = [
  ["wallMs", "wall, ms", 1],
  ["cpuMs", "CPU, ms", 1],
  ["peakMiB", "peak memory, MiB", 1],
];

export const startUp: Section = {
  title: "Start-up",
  async run(lab) {
    const single = await startSingle(lab);
    try {
      const results = await runRounds(lab.measurer, lab.rounds(30), [
        single.empty(EMPTY),
        single.bare(BARE, "write"),
        single.action(OURS, { ...BY_IDS, verify: "false" }),
        single.bare(UNDICI, "write", await bundled(lab.folder, bench("bare/undici-post.mjs"))),
        single.bare(BARE_THREE, "verified"),
        single.action(OURS_THREE, BY_IDS),
        single.action(NO_FLAGS, BY_IDS, withoutFlags(lab.folder)),
      ]);
      const ratio = (ours: string, bare: string, what: keyof Usage) =>
        pairedRatios(valuesOf(results, ours, what), valuesOf(results, bare, what));
      const pairs = [
        [OURS, BARE],
        [UNDICI, BARE],
        [OURS_THREE, BARE_THREE],
        [NO_FLAGS, BARE_THREE],
      ] as const;
      const ratios = pairs.flatMap(([ours, bare]) =>
        WHAT.map(([what, words]) => [
          `${words.split(",")[0]}: ${ours} / ${bare}`,
          ...cells(ratio(ours, bare, what), 2),
        ]),
      );
      const sizes = WHAT.flatMap(([what, words, digits]) =>
        [...results.keys()].map((name) => [`${words}: ${name}`, ...cells(spreadOf(results, name, what), digits)]),
      );
      const [wall, cpu, peak] = WHAT.map(([what]) => ratio(OURS, BARE, what).median);
      return {
        goals: [
          { what: "one POST against the bare script: wall", value: wall ?? 0, limit: 1.5, unit: "×" },
          { what: "one POST against the bare script: CPU", value: cpu ?? 0, limit: 1.5, unit: "×" },
          { what: "one POST against the bare script: peak memory", value: peak ?? 0, limit: 1.35, unit: "×" },
        ],
        markdown: `Over TLS on loopback, with no delay: what is left is what the process itself costs. The bare script is \
\`bench/bare/one-post.mjs\`: one POST by \`node:https\`, whose signature was made beforehand, and nothing else. Ours \
reads and checks all inputs, signs, sends, reads the reply, and writes log, outputs, state and summary. Both run on the \
same Node, with the same environment; ${number(lab.rounds(30))} pairs.

Two rows say where the rest comes from. *undici's client* is the bare script with undici in place of \`node:https\`, bundled like the \
action: what the HTTP client alone costs. *V8's defaults* is the action without the flags that \`src/process-end.ts\` sets (no optimization of \
WebAssembly, and a young heap that does not grow): with the third reply V8 begins to optimize undici's parser, and Node waits for it at exit.

What is above the bare script, by profiles (\`--cpu-prof\`) and by leaving parts out, in ms of some 50: undici's client 20 to 25, of which V8 reads and \
compiles 424 KB for 5 and Node loads \`http\`, \`http2\` and \`assert\` for it for 5; our own 230 KB read and compiled 7; inputs, checks and signature 8, log, outputs and summary 8, \
each function run once, in the interpreter. Tried and not taken, since each was worth 4 ms at the most and has its price: \`process.exit\` in place of a natural end, leaving out \
\`node:http2\` (undici then has none for the audit comment either), chunks in ASCII, no comments in the bundle, one TLS context for all connections (no difference). CommonJS in place of an ES module would spare 4 % of the CPU; but Node ends an ES module whose \
work never ends with exit code 13, so red, and a CommonJS one with 0. A flag for V8 at the start costs 30 ms: \
Node's own modules then come without their code cache. Where a network lies between, all of it but some 10 ms after the last reply passes while TCP and TLS are under way: see *Round trips*.

${table(["paired ratios", "min", "median", "max"], ratios)}
${table(["", "min", "median", "max"], sizes)}`,
      };
    } finally {
      await single.server.close();
    }
  },
};
