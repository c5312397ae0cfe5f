import { LATENCY_MS, replies, type Shape, startMany } from "../harness/many.ts";
import { runRounds, valuesOf } from "../harness/rounds.ts";
import { ratio, toLimit } from "../harness/row.ts";
import type { Row, Section } from "../harness/section.ts";
import { spread } from "../harness/stats.ts";

const SHAPE: Shape = { stages: 50, plans: 20 };
const COUNT = SHAPE.stages * SHAPE.plans;
const WIDE = 16;
const USUAL = 4;
const OURS = `1,000 targets, concurrency ${WIDE}`;
const NARROW = `1,000 targets, concurrency ${USUAL}`;
const KEPT = "Python, http.client, connections kept";
const SINGLE = "1 target";

export const thousand: Section = {
  title: `1,000 targets: ${SHAPE.stages} stages with ${SHAPE.plans} plans each, ${LATENCY_MS} ms to each reply`,
  async run(lab) {
    const many = await startMany(lab);
    try {
      const reply = spread(await many.server.replyTimes()).median;
      const results = await runRounds(lab.measurer, lab.rounds(7, 1), [
        many.action(OURS, SHAPE, WIDE),
        many.python(KEPT, SHAPE, WIDE),
        many.action(SINGLE, { stages: 1, plans: 1 }, WIDE),
      ]);
      const narrow = lab.quick ? undefined : await runRounds(lab.measurer, 3, [many.action(NARROW, SHAPE, USUAL)]);
      const perTarget = spread(
        valuesOf(results, OURS, "cpuMs").map((ms, i) => (ms - (valuesOf(results, SINGLE, "cpuMs")[i] ?? 0)) / COUNT),
      );
      const theirs = spread(valuesOf(results, KEPT, "cpuMs").map((ms) => ms / COUNT));
      const limit = (concurrency: number): number => replies(SHAPE, concurrency) * reply;
      const how = (concurrency: number): string =>
        `${SHAPE.plans} + 2 replies of a stage × ${Math.ceil(SHAPE.stages / concurrency)} rounds of stages × \
${reply.toFixed(1)} ms, what \`node:https\` waits for one on a warm connection`;
      const rows: Row[] = [
        {
          ...{ id: "thousand-kept", what: `${OURS} / ${KEPT}`, how: "wall, in turn", goal: 1, below: true, digits: 3 },
          found: ratio(results, OURS, KEPT, "wallMs"),
        },
        {
          ...{ id: "thousand-limit", what: `${OURS} / limit`, how: how(WIDE), goal: 1.06, digits: 3 },
          found: toLimit(results, OURS, limit(WIDE)),
        },
        ...(narrow === undefined
          ? []
          : [
              {
                ...{ id: "thousand-narrow", what: `${NARROW} / limit`, how: how(USUAL), goal: 1.06, digits: 3 },
                found: toLimit(narrow, NARROW, limit(USUAL)),
              },
            ]),
        {
          ...{ id: "thousand-cpu", what: "CPU per target", how: `(${OURS} − ${SINGLE}) / 1,000`, goal: 0.4 },
          ...{ found: perTarget, digits: 2, unit: " ms" },
        },
        {
          ...{ id: "thousand-cpu-kept", what: "CPU per target / http.client's", digits: 2, goal: 1 },
          how: `http.client's: its whole run / 1,000, ${theirs.median.toFixed(2)} ms`,
          found: {
            min: perTarget.min / theirs.median,
            median: perTarget.median / theirs.median,
            max: perTarget.max / theirs.median,
          },
        },
      ];
      return { results: narrow === undefined ? [results] : [results, narrow], rows };
    } finally {
      await many.server.close();
    }
  },
};
