import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { BY_IDS, ROOT } from "../harness/action.ts";
import { type Many, type Shape, startMany } from "../harness/many.ts";
import { type Results, runRounds, type Variant } from "../harness/rounds.ts";
import { counted, toLimit } from "../harness/row.ts";
import type { Lab, Row, Section } from "../harness/section.ts";
import { SUCCESSOR, startSingle } from "../harness/single.ts";
import { spread } from "../harness/stats.ts";

const STAR: Shape = { stages: 300, plans: 1 };
const INVENTORY: Shape = { stages: 1_000, plans: 1 };
const THOUSAND: Shape = { stages: 50, plans: 20 };
const KEYS = 5_000;
const SIDE_BY_SIDE = 16;
/** Long enough that what is sent side by side cannot be taken for a sequence. */
const TRIP_MS = 300;
const MAX_TRIPS = 8;

export const lists: Section = {
  title: "Requests, lists and what is left for later",
  async run(lab) {
    const trips = await roundTrips(lab);
    const many = await startMany(lab);
    try {
      const star = await requestsOf(lab, many, "one plan off 300 stages (`*`)");
      const state = await savedState(lab, many);
      const rows: Row[] = [
        {
          ...{ id: "star", what: "one plan off 300 stages (`*`), requests", found: counted(star), goal: 320 },
          how: "300 writes; the plan's list of stages is 4 pages, read twice before and once after; its row, the keys",
        },
        {
          ...{ id: "trips", what: "successor, 1 stage, 16 keys: round trips in sequence", found: counted(trips) },
          how: `counted at the server: a request follows one that came at least ${TRIP_MS} ms, its reply's time, before`,
          goal: MAX_TRIPS,
        },
        {
          ...{ id: "state", what: "`GITHUB_STATE` at 1,000 targets", found: counted(state / 1e6), goal: 0.3 },
          ...{ how: "the file's bytes, with `rollback-on-failure`", digits: 2, unit: " MB" },
        },
        {
          ...{ id: "post", what: "post step of a green job, Node starts", found: counted(postStarts()), goal: 0 },
          how: "`post-if` in action.yml: the runner starts none",
        },
      ];
      if (lab.quick) return { results: [], rows };
      const long = await longLists(lab, many);
      return { results: [long.results], rows: [...rows, ...long.rows] };
    } finally {
      await many.server.close();
    }
  },
};

async function longLists(lab: Lab, many: Many): Promise<{ results: Results; rows: Row[] }> {
  const reply = spread(await many.server.replyTimes()).median;
  const inventory = "inventory of 1,000 stages";
  const guard = `guard, ${KEYS.toLocaleString("en-US")} API keys`;
  const keys = { stages: 1, plans: 1, apiKeys: KEYS };
  const results = await runRounds(lab.measurer, lab.rounds(3), [
    many.inventory(inventory, INVENTORY, SIDE_BY_SIDE),
    many.action(guard, keys, 4, { "max-affected-api-keys": "1000000" }),
  ]);
  const looks = 2 + 3 * Math.ceil(INVENTORY.stages / SIDE_BY_SIDE);
  const reads = Math.ceil(KEYS / SIDE_BY_SIDE);
  const by = `${reply.toFixed(1)} ms`;
  return {
    results,
    rows: [
      {
        ...{ id: "inventory", what: `${inventory}, 16 side by side / limit`, goal: 1.08, digits: 3 },
        how: `products, their stages, then three looks at each stage, 16 at a time: ${looks} × ${by}`,
        found: toLimit(results, inventory, looks * reply),
      },
      {
        ...{ id: "guard", what: `${guard} / limit`, goal: 1.06, digits: 3 },
        how: `one read per key, 16 at a time: ${reads} × ${by}; their list, start and detach come on top`,
        found: toLimit(results, guard, reads * reply),
      },
    ],
  };
}

async function requestsOf(lab: Lab, many: Many, name: string): Promise<number> {
  await once(lab, many.action(name, STAR, SIDE_BY_SIDE, { "stage-id": "*" }));
  return ((await many.server.control("GET", "requests")) as unknown[]).length;
}

async function savedState(lab: Lab, many: Many): Promise<number> {
  await once(lab, many.action("state", THOUSAND, SIDE_BY_SIDE, { "rollback-on-failure": "true" }));
  return statSync(join(lab.folder, "state")).size;
}

interface Arrival {
  readonly at: number;
}

async function roundTrips(lab: Lab): Promise<number> {
  const single = await startSingle(lab, { apiKeys: 16, latencyMs: TRIP_MS });
  try {
    await once(lab, single.action("successor", { ...BY_IDS, "successor-plan-id": SUCCESSOR }));
    const arrivals = (await single.server.control("GET", "requests")) as Arrival[];
    const depths: { readonly at: number; readonly depth: number }[] = [];
    for (const { at } of arrivals.toSorted((a, b) => a.at - b.at)) {
      const before = depths.filter((other) => other.at + TRIP_MS <= at).map(({ depth }) => depth);
      depths.push({ at, depth: 1 + Math.max(0, ...before) });
    }
    return Math.max(...depths.map(({ depth }) => depth));
  } finally {
    await single.server.close();
  }
}

async function once(lab: Lab, variant: Variant): Promise<void> {
  const finished = await lab.measurer.run(await variant.prepare());
  if (finished.exitCode !== 0) throw new Error(`${variant.name}: ${finished.stdout.slice(-2000)}`);
  await variant.check(finished);
}

/** Of a job that is green. */
function postStarts(): number {
  const { runs } = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as { runs: Record<string, string> };
  return runs["post"] !== undefined && runs["post-if"] !== "failure() || cancelled()" ? 1 : 0;
}
