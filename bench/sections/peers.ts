import { BY_IDS } from "../harness/action.ts";
import { LATENCY_MS, type Shape, startMany } from "../harness/many.ts";
import { cells, number, table } from "../harness/markdown.ts";
import { type Results, runRounds, spreadOf, type Variant, valuesOf } from "../harness/rounds.ts";
import type { Goal, Lab, Section } from "../harness/section.ts";
import { startRelay } from "../harness/servers.ts";
import { type Single, startSingle } from "../harness/single.ts";
import { pairedRatios } from "../harness/stats.ts";
import { ONE_WAY_MS } from "./round-trips.ts";

const OURS = "this action";
const BASH = "bash + openssl + curl";
const BLIND = `${BASH}, signed beforehand, one curl (blind)`;
const URLLIB = "Python, urllib";
const KEPT = "Python, http.client, connection kept";

const SHAPE: Shape = { stages: 50, plans: 20 };
const CONCURRENCY = 16;

export const peers: Section = {
  title: "Peers side by side",
  async run(lab) {
    const single = await startSingle(lab);
    const relay = await startRelay(single.server.port, ONE_WAY_MS);
    try {
      const near = { write: await write(lab, single, 20), verified: await verified(lab, single, 20) };
      single.url = relay.url;
      const far = { write: await write(lab, single, 10), verified: await verified(lab, single, 10) };
      const many = await thousand(lab);
      const away = `${2 * ONE_WAY_MS} ms away`;
      return {
        goals: [...ahead(`verified detach, ${away}`, far.verified), ...ahead("1,000 targets", many)],
        markdown: `The same work on the same server, in turn. "One write" is one signed POST, unverified. "Observe, write, verify" is \
three requests, of which the second is only sent when the first shows the plan (bash reads with jq). The peers are written as \
one who knows the tools would (\`bench/peers/\`), print nothing, check no inputs and retry nothing; they trust one CA, where \
ours also loads Node's whole store as it would on a runner. The one marked *blind* sends its write without having looked, \
and so does less: it is there to show what one connection is worth to curl. http.client with a connection that is kept, by hand, is the strongest that \
Python's own library has: our ratio to it is ${number(ratio(far.verified, KEPT).median, 2)} for a verified detach ${away}, and ${number(ratio(many, KEPT).median, 2)} for the 1,000 targets. Memory is that of the largest process; for bash no \
smaller than that of the measuring process (about 10 MiB).

### One write, no delay

${peerTable(near.write)}
### One write, ${away}

${peerTable(far.write)}
### Observe, write, verify, no delay

${peerTable(near.verified)}
### Observe, write, verify, ${away}

${peerTable(far.verified)}
### 1,000 targets: ${SHAPE.stages} stages with ${SHAPE.plans} plans each, ${LATENCY_MS} ms per reply, ${CONCURRENCY} stages side by side

Each stage is observed once, written plan by plan, and verified once.

${peerTable(many)}`,
      };
    } finally {
      relay.close();
      await single.server.close();
    }
  },
};

function write(lab: Lab, single: Single, rounds: number): Promise<Results> {
  return runRounds(lab.measurer, lab.rounds(rounds), [
    single.action(OURS, { ...BY_IDS, verify: "false" }),
    single.bash(BASH, "write"),
    single.python(URLLIB, "urllib", "write"),
    single.python(KEPT, "kept", "write"),
  ]);
}

function verified(lab: Lab, single: Single, rounds: number): Promise<Results> {
  const variants: readonly Variant[] = [
    single.action(OURS, BY_IDS),
    single.bash(BASH, "verified"),
    single.bash(BLIND, "blind"),
    single.python(URLLIB, "urllib", "verified"),
    single.python(KEPT, "kept", "verified"),
  ];
  return runRounds(lab.measurer, lab.rounds(rounds), variants);
}

async function thousand(lab: Lab): Promise<Results> {
  const many = await startMany(lab);
  try {
    return await runRounds(lab.measurer, lab.rounds(5), [
      many.action(OURS, SHAPE, CONCURRENCY),
      many.bash(BASH, SHAPE, CONCURRENCY),
      many.python(URLLIB, "urllib", SHAPE, CONCURRENCY),
      many.python(KEPT, "kept", SHAPE, CONCURRENCY),
    ]);
  } finally {
    await many.server.close();
  }
}

/** Behind a peer is a ratio over 1. The goals are about the peers that people use; the others show what could be had. */
function ahead(what: string, results: Results): Goal[] {
  return [...results.keys()]
    .filter((name) => name === BASH || name === URLLIB)
    .map((name) => ({ what: `${what}: ours / ${name}`, value: ratio(results, name).median, limit: 1, unit: "×" }));
}

const ratio = (results: Results, peer: string) =>
  pairedRatios(valuesOf(results, OURS, "wallMs"), valuesOf(results, peer, "wallMs"));

function peerTable(results: Results): string {
  const rows = [...results.keys()].map((name) => [
    name,
    ...cells(spreadOf(results, name, "wallMs")),
    ...(name === OURS ? ["", "", ""] : cells(ratio(results, name), 2)),
    number(spreadOf(results, name, "cpuMs").median),
    number(spreadOf(results, name, "peakMiB").median),
  ]);
  return table(["", "wall, ms: min", "median", "max", "ours / theirs: min", "median", "max", "CPU, ms", "MiB"], rows);
}
