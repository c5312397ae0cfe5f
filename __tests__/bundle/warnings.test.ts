/** Every warning of docs/troubleshooting.md is said by the built action, in the state that it is about. */
import { describe, expect, test } from "vitest";
import { seed } from "../../emulator/seed.ts";
import type { StartOptions } from "../../emulator/server.ts";
import { WARNINGS } from "../../scripts/pages/troubleshooting.ts";
import { sampleNote } from "../../scripts/samples.ts";
import { en } from "../../src/action/messages/en.ts";
import { createMessages } from "../../src/action/messages/index.ts";
import { LEAN, SHORT } from "./advice/row.ts";
import { post } from "./post.ts";
import {
  type ActionResult,
  CANARY,
  type Emulated,
  emulated,
  FREE,
  GOLD,
  readLog,
  STAGE,
  TARGET,
  UNUSED,
  until,
  WINDOWS,
} from "./runner.ts";

type Warning = (typeof WARNINGS)[number];

interface Row {
  readonly with?: StartOptions;
  readonly run: (all: Emulated) => Promise<ActionResult>;
  /** What it says, whatever the names are. */
  readonly says: RegExp;
  readonly skip?: string;
}

const IOS = "k3x9t6m1qa";
const slow = (on: "detach" | "attach"): StartOptions => ({
  world: { faults: [{ on, nth: 1, do: { kind: "latency", ms: 500 } }] },
});

/** Something that somebody else does, as soon as a request of this kind has arrived. */
async function beside(all: Emulated, on: string, inputs: Record<string, string>, act: (now: number) => void) {
  const { ended } = all.start(inputs);
  await until(() => all.server.requests().some(({ operation }) => operation === on));
  act(Date.now());
  return ended;
}

/** A run, what others do then, and its undo. */
const undone =
  (inputs: Record<string, string>, act: (all: Emulated, now: number) => void = () => {}, timeout = "30") =>
  async (all: Emulated) => {
    const { outputs } = await all.run(inputs);
    act(all, Date.now());
    return all.run({ mode: "restore", receipt: outputs["receipt"] ?? "", timeout });
  };

/** The successor allows a hundred calls a month. */
function lowQuota() {
  const state = seed();
  const usagePlans = state.usagePlans?.map((plan) =>
    plan.usagePlanId === UNUSED ? { ...plan, monthQuotaRequest: 100 } : plan,
  );
  return { ...state, usagePlans: usagePlans ?? [] };
}

const ROWS: { readonly [W in Exclude<Warning, "receipt-shortened">]: Row } = {
  "clock-corrected": {
    with: { world: { clock: { offsetMs: 660_000 } } },
    run: ({ run }) => run(LEAN),
    says: /The runner's clock is .+ NCP's/,
  },
  "neighbours-changed": {
    with: slow("detach"),
    run: (all) => beside(all, "detach", LEAN, (now) => all.server.emulator.attach(STAGE, UNUSED, now)),
    says: /Somebody else changed other usage plans/,
  },
  cancelling: {
    with: slow("detach"),
    run: async (all) => {
      const { child, ended } = all.start(LEAN);
      await until(() => all.server.requests().some(({ operation }) => operation === "detach"));
      child.kill("SIGINT");
      return ended;
    },
    says: /Cancelled: no new write is started/,
    ...(WINDOWS && { skip: "Windows has no signals" }),
  },
  "done-after-refusal": {
    with: { world: { faults: [{ on: "detach", nth: 1, do: { kind: "reply", status: 409, apply: "at-once" } }] } },
    run: ({ run }) => run(LEAN),
    says: /The request .+ was refused .+ two reads show it done/,
  },
  "approval-others": {
    run: async ({ run, server }) => {
      const { outputs } = await run({ ...TARGET, "stage-id": "*", "dry-run": "true" });
      server.emulator.attach(CANARY, FREE, Date.now());
      return run({ approval: outputs["approval"] ?? "" });
    },
    says: /has been attached to .+ more stages? since the approval/,
  },
  "plan-renamed": {
    run: undone(LEAN, ({ server }, now) => server.emulator.rename(FREE, "새 이름", now)),
    says: /has been renamed since it was detached/,
  },
  "key-kept": {
    run: undone(TARGET, ({ server }, now) => server.emulator.moveKey(IOS, STAGE, GOLD, now)),
    says: /and stays there: somebody moved it since/,
  },
  "keys-unknown": {
    with: { world: { forbidden: ["search-keys"] } },
    run: ({ run }) => run(TARGET),
    says: /API keys that use usage plan .+ could not be read/,
  },
  "key-left": {
    with: slow("attach"),
    run: (all) =>
      beside(all, "attach", { ...TARGET, "successor-plan-id": UNUSED }, (now) =>
        all.server.emulator.moveKey(IOS, STAGE, GOLD, now),
      ),
    says: /is neither on usage plan .+ nor on its successor/,
  },
  "successor-quota": {
    with: { state: lowQuota() },
    run: ({ run }) => run({ ...TARGET, "successor-plan-id": UNUSED }),
    says: /Some API keys made more calls this month than usage plan/,
  },
  "key-gone": {
    run: undone(TARGET, ({ server }) => {
      const state = server.emulator.getState(true);
      server.emulator.setState({ ...state, apiKeys: state.apiKeys.filter(({ apiKeyId }) => apiKeyId !== IOS) });
    }),
    says: /does not exist any more, so it is not put back/,
  },
  "keys-not-known": { run: undone(LEAN), says: /Nobody looked at the API keys when usage plan/ },
  "plan-made-anew": {
    run: undone(LEAN, ({ server }, now) => {
      server.emulator.deletePlan(FREE, now);
      server.emulator.rename(UNUSED, "무료 체험 플랜", now);
    }),
    says: /does not exist any more\. Of that name there is/,
  },
  "may-still-land": {
    with: { world: { faults: [{ on: "detach", do: { kind: "hold" } }] } },
    run: undone(SHORT, undefined, "60"),
    says: /may still be carried out and detach it/,
  },
  "rollback-no-record": { run: (all) => post(all, { state: {} }), says: /The main step left no record of its work/ },
  "secret-is-short": {
    run: ({ run }) => run({ ...LEAN, "github-token": "word" }),
    says: /has fewer than 8 characters/,
  },
  "successor-kept": {
    run: undone({ ...TARGET, "successor-plan-id": UNUSED }, ({ server }, now) =>
      server.emulator.moveKey("k6w0p3n8ed", STAGE, UNUSED, now),
    ),
    says: /stays on stage .+, though the run that is undone put it there/,
  },
};

/** Ten thousand names and more: unit tests make such a receipt. */
const ELSEWHERE: readonly Warning[] = ["receipt-shortened"];

test("every warning has a row, or is tested elsewhere", () => {
  expect([...Object.keys(ROWS), ...ELSEWHERE].sort()).toEqual([...WARNINGS].sort());
});

describe.concurrent("a warning", () => {
  for (const [code, row] of Object.entries(ROWS)) {
    test.skipIf(row.skip !== undefined)(code, { timeout: 60_000 }, () =>
      emulated(row.with ?? {}, async (all) => {
        // The words of the table are those of the code, and not another's.
        expect(createMessages(en).note(sampleNote(code as Warning, {}, "warning"))).toMatch(row.says);
        const { stdout } = await row.run(all);
        const warnings = readLog(stdout).flatMap(({ command, text }) => (command === "warning" ? [text] : []));
        expect(warnings.join("\n"), stdout).toMatch(row.says);
      }),
    );
  }
});
