import { BY_IDS } from "../harness/action.ts";
import { bundled } from "../harness/bundled.ts";
import { runRounds } from "../harness/rounds.ts";
import { ratio } from "../harness/row.ts";
import type { Row, Section } from "../harness/section.ts";
import { bench, startSingle } from "../harness/single.ts";
import { without } from "../harness/without.ts";

const OURS = "one POST (`verify: false`)";
const UNDICI = "the same POST by undici's client alone, bundled alike";
const BARE = "the same by the bare `node:https` script";
const VERIFIED = "verified detach, on loopback";

export const startUp: Section = {
  title: "Start-up, on loopback",
  async run(lab) {
    const single = await startSingle(lab);
    try {
      const results = await runRounds(lab.measurer, lab.rounds(40, 10), [
        single.post(BARE),
        single.action(OURS, { ...BY_IDS, verify: "false" }, "accepted"),
        single.post(UNDICI, await bundled(lab.folder, bench("bare/undici-post.mjs"))),
        single.action(VERIFIED, BY_IDS),
        ...(lab.quick ? [] : [without(lab.folder, "flags for V8", single.action(VERIFIED, BY_IDS))]),
      ]);
      const row = (id: string, theirs: string, what: "wallMs" | "cpuMs" | "peakMiB", goal: number): Row => ({
        id,
        what: `${OURS} / ${theirs}`,
        how: { wallMs: "wall, in turn", cpuMs: "CPU, in turn", peakMiB: "peak memory" }[what],
        found: ratio(results, OURS, theirs, what),
        goal,
        digits: 2,
      });
      return {
        results: [results],
        rows: [
          row("start-undici", UNDICI, "wallMs", 1.2),
          row("start-bare", BARE, "wallMs", 1.65),
          row("start-memory", BARE, "peakMiB", 1.25),
        ],
      };
    } finally {
      await single.server.close();
    }
  },
};
