import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { describeUnderAct, runWorkflow, type WorkflowOptions } from "./act.ts";
import { FREE, keysOn, MANAGER, MEMBERS, PROD, plansOn, STAGING, settings, VIEWER, writes } from "./emulated.ts";

let emulator: RunningEmulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const dispatch = (inputs: Readonly<Record<string, string>>): WorkflowOptions => ({
  event: "workflow_dispatch",
  inputs,
  ...settings(emulator, MANAGER),
});

const detachByHand = (): WorkflowOptions =>
  dispatch({
    "product-name": "결제 서비스",
    "api-name": "결제 API",
    "stage-name": "운영",
    "usage-plan-name": "무료 체험 플랜",
    "max-affected-api-keys": "2",
    reason: "free plan ends",
  });

describeUnderAct("restore.yml", () => {
  test("undoes a run by the receipt that it kept", async () => {
    const before = [plansOn(emulator, PROD), keysOn(emulator, PROD, FREE)];
    const { artifacts } = await runWorkflow("manual-detach.yml", detachByHand());
    expect([plansOn(emulator, PROD), keysOn(emulator, PROD, FREE)]).not.toEqual(before);
    const receipt = artifacts["usage-plan-receipt/receipt.json"] ?? "";

    const run = await runWorkflow("restore.yml", dispatch({ receipt, reason: "it was a mistake" }));
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.step("Show what would be restored").outputs).toMatchObject({ result: "would-restore" });
    expect(run.step("Restore what was approved").outputs).toMatchObject({ result: "restored" });
    expect([plansOn(emulator, PROD), keysOn(emulator, PROD, FREE)]).toEqual(before);

    const again = await runWorkflow("restore.yml", dispatch({ receipt, reason: "once more" }));
    expect(again.exitCode, again.raw).toBe(0);
    expect(again.step("Show what would be restored").outputs).toMatchObject({ result: "already-attached" });
    expect(again.jobs).not.toHaveProperty("restore");
  });

  test("refuses a receipt of another account, and what is no receipt", async () => {
    const { artifacts } = await runWorkflow("manual-detach.yml", detachByHand());
    const written = writes(emulator).length;
    const receipt = artifacts["usage-plan-receipt/receipt.json"] ?? "";
    const options = { ...dispatch({ receipt, reason: "x" }), ...settings(emulator, VIEWER) };
    const other = await runWorkflow("restore.yml", options);
    expect(other.step("Restore what was approved").outputs).toMatchObject({ code: "receipt-other-account" });
    const damaged = await runWorkflow("restore.yml", dispatch({ receipt: '{"version":1}', reason: "x" }));
    expect(damaged.jobs).toEqual({ "dry-run": "failure" });
    expect(damaged.step("Show what would be restored").outputs).toMatchObject({ code: "receipt-invalid" });
    expect(writes(emulator)).toHaveLength(written);
  });
});

describeUnderAct("retire-plan-everywhere.yml", () => {
  const retire = (plan: string) =>
    runWorkflow("retire-plan-everywhere.yml", dispatch({ "usage-plan-name": plan, reason: "retired" }));

  test("takes the plan off every stage, one job for each, and then finds it nowhere", async () => {
    const run = await retire("무료 체험 플랜");
    expect(run.exitCode, run.raw).toBe(0);
    expect(JSON.parse(run.step("Show what would be detached").outputs["matrix"] ?? "")).toHaveLength(1);
    expect(run.steps.filter(({ job, name }) => job === "detach" && name === "Detach the usage plan")).toHaveLength(6);
    const stages = [MEMBERS, PROD, STAGING].toSorted();
    expect(writes(emulator).toSorted()).toEqual(stages.map((stage) => `detach ${stage} ${FREE} 200`));
    for (const stage of stages) expect(plansOn(emulator, stage)).not.toContain(FREE);
    expect(Object.keys(run.artifacts).toSorted()).toEqual(
      stages.map((stage) => `usage-plan-receipt-${stage}/receipt.json`),
    );
  });

  test("does nothing for a plan that is on no stage", async () => {
    const run = await retire("미사용 플랜");
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.step("Show what would be detached").outputs).toMatchObject({ matrix: "[]" });
    expect(run.jobs).not.toHaveProperty("detach");
    expect(writes(emulator)).toEqual([]);
  });

  test("goes on when one stage fails, and then says where the plan still is", async () => {
    emulator.emulator.addFaults([{ on: "detach", stage: PROD, do: { kind: "reply", status: 403, code: "10011" } }]);
    const run = await retire("무료 체험 플랜");
    expect(run.exitCode).not.toBe(0);
    expect(plansOn(emulator, PROD)).toContain(FREE);
    for (const stage of [MEMBERS, STAGING]) expect(plansOn(emulator, stage)).not.toContain(FREE);
    const check = run.step("Check that the plan is on no stage");
    expect(check).toMatchObject({ result: "failure", outputs: { result: "attached", "total-count": "1" } });
    expect(check.summary).toContain(PROD);
  });
});

describeUnderAct("watch-it-stays-off.yml", () => {
  const watch = () => runWorkflow("watch-it-stays-off.yml", { event: "schedule", ...settings(emulator, VIEWER) });
  const CHECK = "Check that the plan is off";

  test("is green while the plan is off, and red when somebody has attached it again", async () => {
    for (const stage of [PROD, STAGING]) emulator.emulator.detach(stage, FREE, Date.now());
    const off = await watch();
    expect(off.exitCode, off.raw).toBe(0);
    expect(off.step(CHECK).outputs).toMatchObject({ result: "already-detached" });

    emulator.emulator.attach(STAGING, FREE, Date.now());
    const on = await watch();
    expect(on.exitCode).not.toBe(0);
    expect(on.step(CHECK).outputs).toMatchObject({ result: "attached", "attached-count": "1" });
    expect(on.step(CHECK).summary).toContain("staging 환경");
    expect(writes(emulator)).toEqual([]);
  });
});
