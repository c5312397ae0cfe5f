import { connect } from "node:net";
import { BY_IDS, BY_NAMES } from "../harness/action.ts";
import { cells, table } from "../harness/markdown.ts";
import { runRounds, valuesOf } from "../harness/rounds.ts";
import type { Section } from "../harness/section.ts";
import { type Relay, startRelay } from "../harness/servers.ts";
import { startSingle } from "../harness/single.ts";
import { type Spread, spread } from "../harness/stats.ts";
import { withoutEarlyConnect } from "../harness/variants.ts";

export const ONE_WAY_MS = 90;
const ROUND_TRIP_MS = 2 * ONE_WAY_MS;

const BY_ID = "by ids";
const BY_NAME = "by names";
const UNVERIFIED = "`verify: false`";
const BARE = "bare script";
const LATE = "without the early connection";

export const roundTrips: Section = {
  title: "Round trips",
  async run(lab) {
    const single = await startSingle(lab);
    const relay = await startRelay(single.server.port, ONE_WAY_MS);
    try {
      single.url = relay.url;
      const echo = await measureRelay(relay);
      const late = withoutEarlyConnect(lab.folder);
      const rounds = lab.rounds(12);
      const unverified = { ...BY_IDS, verify: "false" };
      const results = await runRounds(lab.measurer, rounds, [
        single.action(BY_ID, BY_IDS),
        single.action(`${BY_ID}, ${LATE}`, BY_IDS, late),
        single.bare(`${BY_ID}, ${BARE}`, "verified"),
        single.action(BY_NAME, BY_NAMES),
        single.action(`${BY_NAME}, ${LATE}`, BY_NAMES, late),
        single.action(UNVERIFIED, unverified),
        single.action(`${UNVERIFIED}, ${LATE}`, unverified, late),
        single.bare(`${UNVERIFIED}, ${BARE}`, "write"),
      ]);
      const limit = (name: string): number => (name.startsWith(BY_ID) ? 5 : name.startsWith(BY_NAME) ? 6 : 3);
      const ratio = (name: string): Spread =>
        spread(valuesOf(results, name, "wallMs").map((ms) => ms / (limit(name) * ROUND_TRIP_MS)));
      const rows = [...results.keys()].map((name) => [
        name,
        String(limit(name)),
        ...cells(spread(valuesOf(results, name, "wallMs"))),
        ...cells(ratio(name), 3),
      ]);
      const goal = (name: string) => ({
        what: `${name}: whole process / ${limit(name)} round trips of ${ROUND_TRIP_MS} ms`,
        value: ratio(name).median,
        limit: 1.1,
        unit: "×",
      });
      return {
        goals: [goal(BY_ID), goal(BY_NAME), goal(UNVERIFIED)],
        markdown: `A relay on loopback (\`bench/relay.ts\`, a process of its own) holds every byte for ${ONE_WAY_MS} ms each way; TLS 1.3. No \
relay in user space can hold back the kernel's own TCP handshake, so it counts a connection as made one round trip after it \
was accepted, and holds what the client sends before. (Linux can delay the packets themselves with \`tc netem\`; \
many kernels, such as this machine's, come without it, and it needs root.) What the relay really gave, measured with an \
echo: ${cells(echo, 1).join(" / ")} ms per round trip (min / median / max).

The limit is TCP + TLS + one round trip per reply: a verified detach has three replies, by names four, \`verify: false\` one. \
The ratios are the whole process, from spawn to exit, to that limit at ${ROUND_TRIP_MS} ms; ${rounds} rounds, the variants in turn. \
"${LATE}" is the same \`dist/\` with the one call of \`connectEarly\` taken out. The bare scripts sign nothing, look at \
nothing and write no outputs.

${table(["", "round trips", "min, ms", "median", "max", "min / limit", "median", "max"], rows)}`,
      };
    } finally {
      relay.close();
      await single.server.close();
    }
  },
};

/** Round trips over the open relay, as a TLS server answers: each client's bytes that make no sense end with an alert. */
async function measureRelay(relay: Relay): Promise<Spread> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const socket = connect({ port: relay.port, host: "127.0.0.1", noDelay: true });
    socket.on("error", reject);
    // Longer than the relay takes to count the connection as made.
    await new Promise((after) => setTimeout(after, 2 * ROUND_TRIP_MS));
    const started = performance.now();
    socket.write("this is no ClientHello\n");
    socket.on("end", resolve).resume();
    await promise;
    times.push(performance.now() - started);
    socket.destroy();
  }
  return spread(times);
}
