import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { describeUnderAct, runWorkflow, type WorkflowOptions } from "./act.ts";
import { FREE, MANAGER, NPM, PROD, plansOn, settings, writes } from "./emulated.ts";

const EXAMPLE = "rehearsal.yml";
describeUnderAct(EXAMPLE, () => {
  // Stands for NCP, beside the emulators that the workflow starts by itself.
  let real: RunningEmulator;
  beforeEach(async () => {
    real = await startEmulator();
  });
  afterEach(() => real.close());

  const rehearse = (event: WorkflowOptions["event"]) =>
    runWorkflow(EXAMPLE, { event, programs: { npm: NPM }, ...settings(real, MANAGER) });

  test("rehearses in three worlds, and only then goes to the real one", async () => {
    const run = await rehearse("workflow_dispatch");
    expect(run.exitCode, run.raw).toBe(0);
    const verdicts = (name: string): unknown[] =>
      run.steps
        .filter((step) => step.job === "rehearse" && step.stage === "Main" && step.name === name)
        .map(({ matrix, outputs }) => `${matrix["world"]}: ${outputs["result"]}`)
        .toSorted();
    const worlds = ["default", "detach-applied-then-504", "reads-late"];
    expect(verdicts("Detach the usage plan")).toEqual(worlds.map((world) => `${world}: detached`));
    expect(verdicts("Check that it is off")).toEqual(worlds.map((world) => `${world}: already-detached`));
    expect(verdicts("Put it back")).toEqual(worlds.map((world) => `${world}: restored`));
    expect(writes(real)).toEqual([`detach ${PROD} ${FREE} 204`]);
    expect(plansOn(real, PROD)).not.toContain(FREE);
  });

  test("leaves the real one alone for a pull request", async () => {
    const run = await rehearse("pull_request");
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.jobs).toEqual({ rehearse: "success" });
    expect(real.requests()).toEqual([]);
  });
});
