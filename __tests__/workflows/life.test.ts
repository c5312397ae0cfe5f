/** Every example through what happens to it in life: the table is life.ts, and an example without a row is red. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { withGitHub } from "../bundle/github.ts";
import { describeUnderAct, pasted, runWorkflow, startWorkflow, type WorkflowOptions, type WorkflowRun } from "./act.ts";
import { MANAGER, plansOn, writes } from "./emulated.ts";
import { LIFE, type Row, told } from "./life.ts";
import { masking, secretsOf, withoutSucceeded } from "./workflow-text.ts";

const EXAMPLES = readdirSync(new URL("../../examples/", import.meta.url)).filter((name) => name.endsWith(".yml"));
const rows = Object.entries(LIFE);
/** Every id of the emulator's data that an example meets, kept as a secret. */
const IDS = ["p4y2m8q0zt", "a9f3k1c7wd", "s1v6b0n3ke", "s7t2x9r4ql", "s3j6d1f8bz", "u2g7d4l9xa"];

test("every example has its row", () => {
  expect(Object.keys(LIFE).toSorted()).toEqual(EXAMPLES.toSorted());
});

/** Runs `live` on an emulator of its own, with what the example is started with. */
async function living(
  row: Row,
  live: (emulator: RunningEmulator, options: WorkflowOptions) => Promise<void>,
): Promise<void> {
  const emulator = await startEmulator();
  try {
    await withGitHub({}, async ({ url }) => {
      const plain = row.start(emulator);
      const secrets = { ...plain.secrets, GITHUB_TOKEN: "ghs_not-a-real-token-0001" };
      const given = { ...(await row.before?.(emulator)), env: { GITHUB_API_URL: url }, secrets };
      await live(emulator, { ...plain, ...given });
    });
  } finally {
    await emulator.close();
  }
}

/** Holds the run in the script with these words until `meanwhile` has happened. */
async function held(
  name: string,
  options: WorkflowOptions,
  words: string,
  meanwhile: () => Promise<void> | void,
): Promise<WorkflowRun> {
  const bash = `#!/bin/sh
for script; do :; done
if grep -qF "${words}" "$script"; then
  touch "$SIGNS/held"
  until test -e "$SIGNS/on"; do sleep 0.1; done
fi
exec /bin/bash "$@"
`;
  const { act, signs, ended } = startWorkflow(name, { ...options, programs: { ...options.programs, bash } });
  while (!existsSync(join(signs, "held")) && act.exitCode === null) await sleep(20);
  await meanwhile();
  writeFileSync(join(signs, "on"), "");
  return await ended;
}

describeUnderAct("an example in life", () => {
  test.concurrent.each(rows)("%s: ids kept as secrets", (name, row) =>
    living(row, async (emulator, options) => {
      const secrets = { ...options.secrets, ...secretsOf(IDS) };
      row.done(await runWorkflow(name, { ...options, secrets, workflow: masking(pasted(name), IDS) }), emulator);
    }),
  );

  // Where they write they wait for one another, by the group of their jobs: the second dry run is over by then.
  test.concurrent.each(rows)("%s: two at once", (name, row) =>
    living(row, async (emulator, options) => {
      const { held: words } = row;
      const runs =
        words === undefined
          ? await Promise.all([runWorkflow(name, options), runWorkflow(name, options)])
          : [await held(name, options, words, async () => row.done(await runWorkflow(name, options), emulator))];
      for (const run of runs) row.done(run, emulator);
    }),
  );

  test.concurrent.each(rows)("%s: a job that failed is run again", (name, row) =>
    living(row, async (emulator, options) => {
      emulator.emulator.addFaults([{ on: row.fails, nth: 1, do: { kind: "reply", status: 403, code: "10011" } }]);
      const first = await runWorkflow(name, options);
      expect(first.exitCode, told(first)).not.toBe(0);
      const workflow = withoutSucceeded(pasted(name), first);
      const artifacts = { ...options.artifacts, ...first.artifacts };
      row.done(await runWorkflow(name, { ...options, workflow, artifacts, attempt: 2 }), emulator);
    }),
  );

  test.concurrent.each(rows.filter(([, { nothing }]) => typeof nothing !== "string"))(
    "%s: nothing to do",
    (name, row) =>
      living(row, async (emulator, options) => {
        const before = writes(emulator);
        if (typeof row.nothing !== "string") row.nothing(emulator);
        const run = await runWorkflow(name, options);
        expect(run.exitCode, told(run)).toBe(0);
        expect(writes(emulator)).toEqual(before);
      }),
  );

  const meanwhile = rows.flatMap(([name, row]) =>
    (["keyMoved", "stageGone"] as const).flatMap((what) => {
      const cell = row[what];
      return typeof cell === "string" ? [] : { name, row, what, cell };
    }),
  );
  test.concurrent.each(meanwhile)("$name: $what meanwhile", ({ name, row, cell }) =>
    living(row, async (emulator, options) => {
      const given = { ...options, files: { ...options.files, ...cell.files } };
      if (row.held === undefined) cell.happens(emulator);
      const run =
        row.held === undefined
          ? await runWorkflow(name, given)
          : await held(name, given, row.held, () => cell.happens(emulator));
      cell.comes(run, emulator);
    }),
  );

  /** When a run is cancelled: in each of its steps, and while its first write is under way. */
  const cancels = rows.flatMap(([name, row]) => {
    const { jobs } = parse(pasted(name)) as { jobs: Record<string, { steps: { name: string }[] }> };
    const each = Object.entries(jobs).flatMap(([job, { steps }]) => steps.map((step) => ({ job, step: step.name })));
    const all = row.cancelled === "reads" ? each : [...each, { job: "any", step: "the first write" }];
    return all.map((when) => ({ name, row, ...when }));
  });
  test.concurrent.each(cancels)("$name: cancelled in $job / $step", ({ name, row, job, step }) =>
    living(row, async (emulator, options) => {
      const all = () => JSON.stringify([...stages(emulator)].map((stage) => [stage, plansOn(emulator, stage)]));
      const [before, written] = [all(), writes(emulator).length];
      const one = { ...options, workflow: pasted(name).replace(/world: \[.*\]/, "world: [default]") };
      const started = startWorkflow(name, one);
      if (job !== "any") await started.begun(job, step);
      else while (writes(emulator).length === written && started.act.exitCode === null) await sleep(1);
      started.act.kill("SIGINT");
      const run = await started.ended;
      const left = all();
      // What is undone by the run itself, or green because all was over; or whoever undoes it has the receipt.
      const receipts = run.steps.filter(({ outputs }) => outputs["receipt"]);
      if (left !== before && row.cancelled === "undone") expect(run.exitCode, told(run)).toBe(0);
      // act kills what it cancels. GitHub's runner asks first, and then a write has its receipt: bundle/cancel.test.ts.
      if (left !== before && row.cancelled === "receipt" && job !== "any")
        expect(receipts.length, told(run)).toBeGreaterThan(0);
      if (row.cancelled === "reads") expect(writes(emulator)).toEqual([]);
      expect(run.everything).not.toContain(MANAGER.secretKey);
      // Whoever starts it again gets what it is for.
      if (row.cancelled !== "reads")
        row.done(
          await runWorkflow(name, { ...one, attempt: 2, artifacts: { ...options.artifacts, ...run.artifacts } }),
          emulator,
        );
    }),
  );
});

const stages = (emulator: RunningEmulator): Set<string> =>
  new Set(
    emulator.emulator
      .getState()
      .products.flatMap(({ apis }) => apis.flatMap(({ stages }) => stages.map(({ stageId }) => stageId))),
  );
