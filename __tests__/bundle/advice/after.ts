/** Writes whose result is not known, undo and rollback. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { FaultRuleInput } from "../../../emulator/core/faults.ts";
import type { StateInput } from "../../../emulator/core/state.ts";
import { seed } from "../../../emulator/seed.ts";
import type { ProblemCode } from "../../../src/usage-plan/facts.ts";
import { type ReceiptPaper, unpacked } from "../../papers.ts";
import { post, ROLLBACK } from "../post.ts";
import { API, type Emulated, FREE, PRODUCT, STAGE, TARGET, until } from "../runner.ts";
import { again, CONSOLE, INFORMS, LEAN, look, once, type Row, SHORT, undo } from "./row.ts";

const folder = mkdtempSync(join(tmpdir(), "advice-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
/** A readable receipt as a file, changed or not. */
function fileOf(receipt: string, change: (paper: ReceiptPaper) => object = (paper) => paper): string {
  files += 1;
  const path = join(folder, `${files}.json`);
  writeFileSync(path, JSON.stringify(change(unpacked(receipt))));
  return path;
}

const receiptOf = async ({ run }: Emulated, inputs = LEAN): Promise<string> =>
  (await run(inputs)).outputs["receipt"] ?? "";
/** The receipt of a detach when the trouble is over. */
async function fresh(all: Emulated): Promise<string> {
  all.server.setWorld({});
  all.server.emulator.attach(STAGE, FREE, Date.now());
  return receiptOf(all);
}
const restore = (receipt: string, more = {}) => ({ mode: "restore", receipt, ...more });
/** By a clock that is half a minute ahead: what was sent before has landed by then, and nobody waits for it. */
const LATER = {
  env: { NODE_OPTIONS: "--import=data:text/javascript,{const{now}=Date;Date.now=()=>now()+31e3}" },
};
const looksAfter = ({ server }: Emulated, operation: string): number => {
  const all = server.requests();
  const at = all.findLastIndex((entry) => entry.operation === operation);
  return at < 0 ? 0 : all.slice(at).filter((entry) => entry.operation === "stage-plans").length;
};
const readsFail: FaultRuleInput = {
  on: ["stage-plans", "plan-stages"],
  nth: 2,
  times: "all",
  do: { kind: "reply", status: 503 },
};

/** A run whose first look after the write is followed by what somebody else does. */
async function meanwhile(all: Emulated, operation: string, inputs: Record<string, string>, act: () => void) {
  const { ended } = all.start(inputs);
  await until(() => looksAfter(all, operation) > 0);
  act();
  return ended;
}

/** The receipt that was not undone in full. */
const UNDONE = new WeakMap<Emulated, string>();
const OTHER_KEY = { "access-key": "EMULATOROTHER0000006", "secret-key": "emulator-other-not-a-real-secret-0000006" };
function withOtherKey(): StateInput {
  const state = seed();
  state.credentials?.push({ accessKey: OTHER_KEY["access-key"], secretKey: OTHER_KEY["secret-key"] });
  return state;
}

/** More than a receipt holds: 20,000 targets with ids that nothing packs. Nothing is asked before it is known. */
const CROWD = {
  "product-id": PRODUCT,
  "api-id": API,
  "stage-id": Array.from({ length: 8 }, (_, n) => `s${n}`).join(),
  "usage-plan-id": Array.from({ length: 2_500 }, () => `u${randomBytes(8).toString("hex").slice(0, 9)}`).join(),
  verify: "false",
};

export const AFTER = {
  "main-still-running": {
    produce: async (all) => {
      const { state } = await all.run(ROLLBACK);
      const begun = (state["record-0"] ?? "").replace(/"space":"[^"]*"/, '"space":"pid:[1]"');
      return post(all, { state: { "record-0": begun, "record-1": state["record-1"] ?? "" } });
    },
    advice: { "Wait until the job has ended": undo({ timeout: "8" }), "Or check the stages in the console": CONSOLE },
  },
  "write-uncertain": {
    with: { world: { faults: [{ on: "detach", do: { kind: "reset" } }, readsFail] } },
    produce: once(SHORT),
    advice: { "Check which usage plans": look(), "Run the step again": again() },
  },
  "still-attached": {
    with: { world: { accepted: { status: 202, applied: { afterMs: 6_000 } } } },
    produce: once(SHORT),
    advice: {
      "Check which usage plans": look(),
      "Raise `timeout`": ({ run, server }) => {
        server.emulator.attach(STAGE, FREE, Date.now());
        server.setWorld({ accepted: { status: 202, applied: { afterMs: 6_000 } } });
        return run({ ...LEAN, timeout: "30" });
      },
      "Run the step again": again(),
    },
  },
  "still-detached": {
    produce: async (all) => {
      const receipt = await receiptOf(all);
      all.server.setWorld({ accepted: { status: 202, applied: "never" } });
      return all.run(restore(receipt, { timeout: "5" }));
    },
    advice: {
      "Check which usage plans": look(),
      "Raise `timeout`": async (all) => {
        const receipt = await fresh(all);
        all.server.setWorld({ accepted: { status: 202, applied: { afterMs: 6_000 } } });
        return all.run(restore(receipt, { timeout: "30" }));
      },
      "Run the step again": async (all) => all.run(restore(await fresh(all))),
    },
  },
  "not-verified": {
    with: { world: { faults: [readsFail] } },
    produce: once(SHORT),
    advice: { "Check which usage plans": look(), "Run the step again": again() },
  },
  "attached-again": {
    with: { world: { faults: [{ on: "detach", nth: 1, do: { kind: "reset", apply: "at-once" } }] } },
    produce: (all) => meanwhile(all, "detach", LEAN, () => all.server.emulator.attach(STAGE, FREE, Date.now())),
    advice: { "Check which usage plans": look(), "Find out who attached it": again() },
  },
  "detached-again": {
    with: { world: { faults: [{ on: "attach", nth: 1, do: { kind: "reset", apply: "at-once" } }] } },
    produce: async (all) => {
      const receipt = await receiptOf(all);
      return meanwhile(all, "attach", restore(receipt), () => all.server.emulator.detach(STAGE, FREE, Date.now()));
    },
    advice: {
      "Check which usage plans": look(),
      "Find out who detached it": async (all) => all.run(restore(await fresh(all))),
    },
  },
  "stage-changed": {
    with: { world: { faults: [{ on: "detach", nth: 1, do: { kind: "reset" } }] } },
    produce: (all) =>
      meanwhile(all, "detach", LEAN, () => {
        all.server.emulator.detach(STAGE, FREE, Date.now());
        all.server.emulator.attach(STAGE, FREE, Date.now());
      }),
    advice: { "Check which usage plans": look(), "Talk to whoever works on the stage": again() },
  },
  "receipt-invalid": {
    produce: async (all) => all.run(restore((await receiptOf(all)).slice(0, -9))),
    advice: {
      "Use the `receipt` output of the run to undo as it is": async (all) => {
        await all.run(restore(await fresh(all)));
        return all.run({ mode: "restore", "receipt-file": fileOf(await fresh(all)) });
      },
    },
  },
  "receipt-masked": {
    produce: async (all) => all.run(restore((await receiptOf(all)).replace(/.{4}$/, "***"))),
    advice: {
      "Use the file of the `receipt-file` output": async (all) =>
        all.run({ mode: "restore", "receipt-file": fileOf(await fresh(all)) }),
      "Store ids as variables": "secrets and variables are GitHub's",
    },
  },
  "receipt-too-large-to-pass-on": {
    produce: once(CROWD),
    advice: { "Split the targets with a matrix": "jobs are GitHub's; targets.test.ts runs the entries of a matrix" },
  },
  "receipt-other-site": {
    produce: async (all) =>
      all.run(restore(await receiptOf(all), { "api-url": all.server.url.replace("127.0.0.1", "localhost") })),
    advice: { "Use the `site` and `api-url` of the run to undo": async (all) => all.run(restore(await fresh(all))) },
  },
  "receipt-other-account": {
    with: { state: withOtherKey() },
    produce: async (all) => all.run({ ...restore(await receiptOf(all)), ...OTHER_KEY }),
    advice: {
      "Use the access key of the run to undo": async (all) => all.run(restore(await fresh(all))),
      "If the key was replaced": async (all) => {
        const file = fileOf(await fresh(all), ({ account: _, ...paper }) => paper);
        return all.run({ mode: "restore", "receipt-file": file, ...OTHER_KEY });
      },
    },
  },
  "keys-differ": {
    produce: async (all) => {
      const receipt = await receiptOf(all, TARGET);
      UNDONE.set(all, receipt);
      all.server.setWorld({ forbidden: ["subscribe"] });
      return all.run(restore(receipt));
    },
    advice: {
      "These are not": INFORMS,
      "Put them on the plan by hand": (all) => {
        all.server.setWorld({});
        return all.run(restore(UNDONE.get(all) ?? ""), LATER);
      },
    },
  },
  "state-unwritable": {
    produce: ({ run }) => run(ROLLBACK, { env: { GITHUB_STATE: "/nonexistent/state" } }),
    advice: {
      "Or run the step without `rollback-on-failure`": ({ run }) =>
        run(TARGET, { env: { GITHUB_STATE: "/nonexistent/state" } }),
      "Free disk space": ({ run, server }) => {
        server.emulator.attach(STAGE, FREE, Date.now());
        return run(ROLLBACK);
      },
    },
  },
  "state-damaged": {
    produce: async (all) => {
      const main = await all.run(ROLLBACK);
      const state = { ...main.state, "record-1": (main.state["record-1"] ?? "").slice(0, -20) };
      return { ...(await post(all, { state })), outputs: main.outputs };
    },
    advice: { "See the log and the summary": undo(), "Or compare the stages in the console": CONSOLE },
  },
  "rollback-failed": {
    produce: async (all) => {
      const main = await all.run(ROLLBACK);
      all.server.setWorld({ forbidden: ["writes"] });
      return post(all, main);
    },
    // It stands before the problems of the targets, which have the links.
    says: /^What this step had detached could not be attached again completely\.$/m,
    advice: { "When the cause is gone": undo(), "Or attach the usage plans by hand": CONSOLE },
  },
} satisfies Partial<Record<ProblemCode, Row>>;
