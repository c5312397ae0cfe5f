import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { describeUnderAct, runWorkflow, type WorkflowOptions } from "./act.ts";
import { FREE, MANAGER, PROD, plansOn, STAGING, settings, writes } from "./emulated.ts";

const EXAMPLE = "manual-detach.yml";
const DRY_RUN = "Show what would be detached";
const DETACH = "Detach what was approved";

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
    expect(run.jobs).toEqual({ "dry-run": "success", detach: "success" });

    const shown = run.step(DRY_RUN);
    expect(shown.outputs).toMatchObject({ result: "would-detach", changed: "false", receipt: "" });
    expect(shown.summary).toContain("무료 체험 플랜");
    expect(shown.summary).toContain("모바일 앱 (iOS)");
    expect(shown.summary).toContain("free plan ends");

    expect(run.step(DETACH).outputs).toMatchObject({ result: "detached", changed: "true" });
    expect(writes(emulator)).toEqual([`detach ${PROD} ${FREE} 200`]);
    expect(plansOn(emulator, PROD)).not.toContain(FREE);
    expect(JSON.parse(run.artifacts["usage-plan-receipt/receipt.json"] ?? "")).toMatchObject({
      reason: "free plan ends",
      by: "minji",
      stages: [{ stage: { id: PROD }, plans: [{ id: FREE, keys: [{}, {}] }] }],
    });
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
    expect(writes(emulator).toSorted()).toEqual([`detach ${PROD} ${FREE} 200`, `detach ${STAGING} ${FREE} 200`]);
  });

  test("does what is left when one of several is done already", async () => {
    emulator.emulator.detach(PROD, FREE, Date.now());
    const run = await runWorkflow(EXAMPLE, dispatch({ "stage-name": "운영, staging 환경" }));
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.step(DETACH).outputs).toMatchObject({ "detached-count": "1", "already-detached-count": "1" });
    expect(writes(emulator)).toEqual([`detach ${STAGING} ${FREE} 200`]);
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
    expect(JSON.parse(run.artifacts["usage-plan-receipt/receipt.json"] ?? "")).toMatchObject({ reason });
    expect(run.everything).not.toContain(MANAGER.secretKey);
  });
});
