import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { describeUnderAct, receiptIn, runWorkflow, startWorkflow, type WorkflowOptions } from "./act.ts";
import { FREE, MANAGER, PROD, plansOn, STAGING, settings, writes } from "./emulated.ts";

const EXAMPLE = "approve-then-detach.yml";
const DRY_RUN = "Show what would be detached";
const DETACH = "Detach what was approved";
/** Holds the job of the reviewers until the test lets it go on. */
const BASH = `#!/bin/sh
for script; do :; done
if grep -q "summary is what is done now" "$script"; then
  touch "$SIGNS/approving"
  until test -e "$SIGNS/approved"; do sleep 0.1; done
fi
exec /bin/bash "$@"
`;

describeUnderAct(EXAMPLE, () => {
  let emulator: RunningEmulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  const dispatch = (inputs: Readonly<Record<string, string>> = {}): WorkflowOptions => ({
    event: "workflow_dispatch",
    inputs: {
      "product-name": "결제 서비스",
      "api-name": "결제 API",
      "stage-name": "운영",
      "usage-plan-name": "무료 체험 플랜",
      "max-affected-api-keys": "2",
      reason: "free plan ends",
      ...inputs,
    },
    ...settings(emulator, MANAGER),
  });

  test("shows first what would happen, and then does exactly that", async () => {
    const run = await runWorkflow(EXAMPLE, dispatch());
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.jobs).toEqual({ "dry-run": "success", approve: "success", detach: "success" });

    const shown = run.step(DRY_RUN);
    expect(shown.outputs).toMatchObject({ result: "would-detach", changed: "false", receipt: "" });
    expect(shown.summary).toContain("무료 체험 플랜");
    expect(shown.summary).toContain("모바일 앱 (iOS)");
    expect(shown.summary).toContain("free plan ends");

    expect(run.step(DETACH).outputs).toMatchObject({ result: "detached", changed: "true" });
    expect(writes(emulator)).toEqual([`detach ${PROD} ${FREE} 204`]);
    expect(plansOn(emulator, PROD)).not.toContain(FREE);
    expect(receiptIn(run)).toMatchObject({
      reason: "free plan ends",
      by: "minji",
      stages: [{ stage: { id: PROD }, plans: [{ id: FREE, keys: [{}, {}] }] }],
    });
  });

  /** `meanwhile` happens in the job that waits for the reviewers. */
  const approved = async (meanwhile: () => void, inputs: Readonly<Record<string, string>> = {}) => {
    const { act, signs, ended } = startWorkflow(EXAMPLE, { ...dispatch(inputs), programs: { bash: BASH } });
    while (!existsSync(join(signs, "approving")) && act.exitCode === null) await sleep(50);
    meanwhile();
    writeFileSync(join(signs, "approved"), "");
    return await ended;
  };

  test("leaves alone what others attached while the reviewers thought", async () => {
    emulator.emulator.detach(STAGING, FREE, Date.now());
    const run = await approved(() => emulator.emulator.attach(STAGING, FREE, Date.now()), {
      "stage-name": "운영, staging 환경",
    });
    expect(run.exitCode, run.raw).toBe(0);
    expect(writes(emulator)).toEqual([`detach ${PROD} ${FREE} 204`]);
    expect(plansOn(emulator, STAGING)).toContain(FREE);
  });

  test("is refused when an API key has joined while the reviewers thought, and names it", async () => {
    const run = await approved(() => emulator.emulator.moveKey("k8d2f5v0wb", PROD, FREE, Date.now()), {
      "max-affected-api-keys": "9",
    });
    expect(run.step(DETACH).outputs).toMatchObject({ result: "refused", code: "changed-since-approval" });
    expect(run.step(DETACH).annotations.join()).toContain("k8d2f5v0wb");
    expect(writes(emulator)).toEqual([]);
  });

  test("keeps a receipt of each attempt, and is green when one cannot be kept", async () => {
    const artifacts = { "usage-plan-receipt-1/receipt.json": "{}" };
    const again = await runWorkflow(EXAMPLE, { ...dispatch(), attempt: 2, artifacts });
    expect(again.exitCode, again.raw).toBe(0);
    expect(Object.keys(again.artifacts).map((path) => path.split("/")[0])).toEqual([
      "usage-plan-receipt-1",
      "usage-plan-receipt-2",
    ]);
    emulator.emulator.attach(PROD, FREE, Date.now());
    const taken = await runWorkflow(EXAMPLE, { ...dispatch({ "max-affected-api-keys": "9" }), artifacts });
    expect(taken.step("Keep the receipt").result).toBe("failure");
    expect(taken.exitCode, taken.raw).toBe(0);
  });

  test("does several plans on several stages", async () => {
    const run = await runWorkflow(
      EXAMPLE,
      dispatch({
        "stage-name": "운영, staging 환경",
        "usage-plan-name": "무료 체험 플랜",
        "max-affected-api-keys": "9",
      }),
    );
    expect(run.exitCode, run.raw).toBe(0);
    expect(writes(emulator).toSorted()).toEqual([`detach ${PROD} ${FREE} 204`, `detach ${STAGING} ${FREE} 204`]);
  });

  test("does what is left when one of several is done already", async () => {
    emulator.emulator.detach(PROD, FREE, Date.now());
    const run = await runWorkflow(EXAMPLE, dispatch({ "stage-name": "운영, staging 환경" }));
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.step(DETACH).outputs).toMatchObject({ "detached-count": "1", "total-count": "1" });
    expect(writes(emulator)).toEqual([`detach ${STAGING} ${FREE} 204`]);
  });

  test("asks nobody when more API keys use the plan than allowed", async () => {
    const run = await runWorkflow(EXAMPLE, dispatch({ "max-affected-api-keys": "1" }));
    expect(run.exitCode, run.raw).not.toBe(0);
    expect(run.jobs).toEqual({ "dry-run": "failure" });
    expect(run.step(DRY_RUN).outputs).toMatchObject({ result: "refused" });
    expect(writes(emulator)).toEqual([]);
  });

  test("asks nobody when there is nothing to do", async () => {
    emulator.emulator.detach(PROD, FREE, Date.now());
    const run = await runWorkflow(EXAMPLE, dispatch());
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.steps.map(({ job }) => job)).not.toContain("detach");
    expect(run.step(DRY_RUN).outputs).toMatchObject({ result: "already-detached" });
    expect(writes(emulator)).toEqual([]);
  });

  test("is red at the dry run when a name is wrong, and says which", async () => {
    const run = await runWorkflow(EXAMPLE, dispatch({ "usage-plan-name": "무료 체험 플렌" }));
    expect(run.jobs).toEqual({ "dry-run": "failure" });
    expect(run.step(DRY_RUN).outputs).toMatchObject({ result: "failed", code: "name-not-found" });
    expect(run.step(DRY_RUN).summary).toContain("무료 체험 플랜");
    expect(writes(emulator)).toEqual([]);
  });

  test("takes what people type for text, never for a program or a command", async () => {
    const reason = 'x"; exit 7; $(exit 8) `exit 9` ${{ secrets.NCP_SECRET_KEY }} ::error::made up <b>';
    const run = await runWorkflow(EXAMPLE, dispatch({ reason }));
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.step(DETACH).annotations.join()).not.toContain("made up");
    expect(receiptIn(run)).toMatchObject({ reason });
    expect(run.everything).not.toContain(MANAGER.secretKey);
  });
});
