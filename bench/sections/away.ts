import { generated } from "../../emulator/generate.ts";
import { BY_IDS } from "../harness/action.ts";
import { type Results, runRounds } from "../harness/rounds.ts";
import { ratio } from "../harness/row.ts";
import type { Lab, Row, Section } from "../harness/section.ts";
import { startRelay } from "../harness/servers.ts";
import { type Single, SUCCESSOR, startSingle, VERIFIED, type Waves } from "../harness/single.ts";
import { without } from "../harness/without.ts";

const ONE_WAY_MS = 90;
const OURS = "verified detach";
const BARE = "bare `node:https`, three requests";
const KEPT = "Python, http.client, connection kept";
const BLIND = "one blind curl of presigned requests";
const BASH = "bash + openssl + curl";
const URLLIB = "Python, urllib";
const ONE = "`verify: false`";
const BARE_ONE = "bare `node:https`, one request";
const BASH_ONE = "bash + openssl + curl, one request";
const KEYS = 16;
const WITH_KEYS = `verified detach, ${KEYS} API keys`;
const BARE_KEYS = `bare \`node:https\`, the same ${3 + 1 + KEYS} requests`;
const MOVE = `successor, ${KEYS} API keys`;
const BARE_MOVE = "bare `node:https`, the same requests";

const keys = Array.from({ length: KEYS }, (_, i) => generated.key(i));

const LOOKED: Waves = (to) => [[to.read(), to.keys()], keys.map(to.subscriptions), [to.detach()], [to.read()]];

const MOVED: Waves = (to) => [
  [to.read(), to.keys()],
  keys.map(to.subscriptions),
  [to.attach(SUCCESSOR)],
  [to.read(), to.keys(), ...keys.map(to.subscriptions)],
  keys.map((key) => to.move(key, SUCCESSOR)),
  [to.keys(), ...keys.map(to.subscriptions)],
  [to.detach()],
  [to.read()],
];

export const away: Section = {
  title: `${2 * ONE_WAY_MS} ms away`,
  async run(lab) {
    const none = await overRelay(lab, 0, (single) => withoutKeys(lab, single));
    const some = await overRelay(lab, KEYS, (single) =>
      runRounds(lab.measurer, lab.rounds(6, 1), [
        single.action(WITH_KEYS, BY_IDS),
        single.waves(BARE_KEYS, LOOKED),
        single.action(MOVE, { ...BY_IDS, "successor-plan-id": SUCCESSOR }),
        single.waves(BARE_MOVE, MOVED),
      ]),
    );
    const row = (id: string, results: Results, ours: string, theirs: string, goal: number): Row => ({
      ...{ id, what: `${ours} / ${theirs}`, how: "wall, in turn", goal, digits: 3 },
      found: ratio(results, ours, theirs, "wallMs"),
    });
    const { fast, slow } = none;
    return {
      results: [fast, ...(slow ? [slow] : []), some],
      rows: [
        row("away", fast, OURS, BARE, 1.02),
        ...(slow ? [{ ...row("away-bash", slow, OURS, BASH, 1), below: true }] : []),
        ...(slow ? [{ ...row("away-urllib", slow, OURS, URLLIB, 1), below: true }] : []),
        { ...row("away-kept", fast, OURS, KEPT, 1), below: true },
        ...(lab.quick ? [] : [row("away-blind", fast, OURS, BLIND, 1.03)]),
        row("away-one", fast, ONE, BARE_ONE, 1.02),
        ...(lab.quick ? [] : [row("away-one-bash", fast, ONE, BASH_ONE, 1.05)]),
        row("away-keys", some, WITH_KEYS, BARE_KEYS, 1.02),
        row("away-successor", some, MOVE, BARE_MOVE, 1.03),
      ],
    };
  },
};

async function withoutKeys(lab: Lab, single: Single): Promise<{ fast: Results; slow: Results | undefined }> {
  const ours = single.action(OURS, BY_IDS);
  const fast = await runRounds(lab.measurer, lab.rounds(10, 2), [
    ours,
    single.waves(BARE, VERIFIED),
    single.python(KEPT, "kept", "verified"),
    ...(lab.quick
      ? []
      : [
          single.bash(BLIND, "blind"),
          single.bash(BASH_ONE, "write"),
          without(lab.folder, "the early connections", ours),
        ]),
    single.action(ONE, { ...BY_IDS, verify: "false" }, "accepted"),
    single.post(BARE_ONE),
  ]);
  if (lab.quick) return { fast, slow: undefined };
  const slow = await runRounds(lab.measurer, 3, [
    ours,
    single.bash(BASH, "verified"),
    single.python(URLLIB, "urllib", "verified"),
  ]);
  return { fast, slow };
}

async function overRelay<T>(lab: Lab, apiKeys: number, run: (single: Single) => Promise<T>): Promise<T> {
  const single = await startSingle(lab, { apiKeys });
  const relay = await startRelay(single.server.port, ONE_WAY_MS);
  try {
    single.url = relay.url;
    return await run(single);
  } finally {
    relay.close();
    await single.server.close();
  }
}
