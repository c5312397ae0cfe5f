import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { describeUnderAct, receiptIn, runWorkflow, startWorkflow, type WorkflowOptions } from "./act.ts";
import { FREE, keysOn, MANAGER, PROD, plansOn, settings, VIEWER, writes } from "./emulated.ts";

const EXAMPLE = "release-with-rollback.yml";
const DETACH = "Detach the usage plan";
const WORKS = "#!/bin/sh\necho fine\n";
const FAILS = "#!/bin/sh\necho broken\nexit 1\n";

describeUnderAct(EXAMPLE, () => {
  let emulator: RunningEmulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  const release = (
    scripts: { deploy: string; smoke?: string },
    more: Partial<WorkflowOptions> = {},
  ): WorkflowOptions => ({
    event: "push",
    files: { "scripts/deploy.sh": scripts.deploy, "scripts/smoke-test.sh": scripts.smoke ?? WORKS },
    ...settings(emulator, MANAGER),
    ...more,
  });

  test("detaches the plan, and leaves it detached when the release succeeds", async () => {
    const before = plansOn(emulator, PROD);
    const run = await runWorkflow(EXAMPLE, release({ deploy: WORKS }, { debug: true }));
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.step(DETACH).outputs).toMatchObject({ result: "detached", changed: "true" });
    expect(plansOn(emulator, PROD)).toEqual(before.filter((plan) => plan !== FREE));
    expect(writes(emulator)).toEqual([`detach ${PROD} ${FREE} 204`]);

    // No post step of a job that succeeded.
    expect(run.step(DETACH, "Post")).toMatchObject({ result: "skipped", log: "", summary: "", outputs: {} });
    expect(receiptIn(run)).toMatchObject({
      reason: "Release v1.2.3",
      stages: [{ stage: { id: PROD }, plans: [{ id: FREE }] }],
    });
  });

  test.each([
    ["the deployment", { deploy: FAILS }, "Deploy"],
    ["the smoke test", { deploy: WORKS, smoke: FAILS }, "Smoke test"],
  ])("puts the plan and its API keys back when %s fails", async (_what, scripts, failed) => {
    const [plans, keys] = [plansOn(emulator, PROD), keysOn(emulator, PROD, FREE)];
    expect(keys).toHaveLength(2);
    const run = await runWorkflow(EXAMPLE, release(scripts));
    expect(run.exitCode, run.raw).not.toBe(0);
    expect(run.jobs).toEqual({ release: "failure" });
    expect(run.step(failed).result).toBe("failure");
    expect(run.step(DETACH).outputs).toMatchObject({ result: "detached" });

    const post = run.step(DETACH, "Post");
    expect(post.result).toBe("success");
    expect(post.summary).toMatch(/Rollback: .* is back on/);
    expect(writes(emulator)).toEqual([
      `detach ${PROD} ${FREE} 204`,
      `attach ${PROD} ${FREE} 204`,
      ...keys.map(() => `subscribe ${PROD} ${FREE} 204`),
    ]);
    expect(plansOn(emulator, PROD)).toEqual(plans);
    expect(keysOn(emulator, PROD, FREE)).toEqual(keys);
  });

  test("puts the plan back when the run is cancelled during the deployment", async () => {
    const plans = plansOn(emulator, PROD);
    // The sign says that the deployment runs; what it waits for does not come.
    const deploy = '#!/bin/sh\ntouch "$SIGNS/deploying"\nexec sleep 60\n';
    const { act, signs, ended } = startWorkflow(EXAMPLE, release({ deploy }));
    while (!existsSync(join(signs, "deploying")) && act.exitCode === null) await sleep(50);
    act.kill("SIGINT");
    const run = await ended;
    expect(run.exitCode, run.raw).not.toBe(0);
    expect(run.steps.map(({ name }) => name)).not.toContain("Smoke test");
    expect(run.step(DETACH, "Post").summary).toMatch(/Rollback: .* is back on/);
    expect(plansOn(emulator, PROD)).toEqual(plans);
  });

  test("changes nothing and puts nothing back when the plan was not there", async () => {
    emulator.emulator.detach(PROD, FREE, Date.now());
    const run = await runWorkflow(EXAMPLE, release({ deploy: FAILS }));
    expect(run.step(DETACH).outputs).toMatchObject({ result: "already-detached", changed: "false", receipt: "" });
    expect(run.step(DETACH, "Post").result).toBe("success");
    expect(writes(emulator)).toEqual([]);
    expect(run.artifacts).toEqual({});
  });

  test("does not deploy when the detach is refused", async () => {
    const run = await runWorkflow(EXAMPLE, { ...release({ deploy: WORKS }), ...settings(emulator, VIEWER) });
    expect(run.jobs).toEqual({ release: "failure" });
    expect(run.step(DETACH)).toMatchObject({ result: "failure", outputs: { result: "failed", changed: "false" } });
    expect(run.steps.map(({ name }) => name)).not.toContain("Deploy");
    expect(writes(emulator)).toEqual([`detach ${PROD} 401`]);
  });

  test("is loud when it cannot put the plan back, and says how to do it by hand", async () => {
    emulator.setWorld({ forbidden: ["attach"] });
    const run = await runWorkflow(EXAMPLE, release({ deploy: FAILS }));
    const post = run.step(DETACH, "Post");
    expect(post.result).toBe("failure");
    expect(post.annotations.filter((text) => text.startsWith("error: "))).not.toEqual([]);
    expect(post.summary).toContain("mode: restore");
    expect(post.summary).toContain(PROD);
    expect(plansOn(emulator, PROD)).not.toContain(FREE);
  });

  test("shows no secret anywhere", async () => {
    const run = await runWorkflow(EXAMPLE, release({ deploy: FAILS }));
    expect(run.step(DETACH, "Post").summary).toMatch(/Rollback: .* is back on/);
    expect(run.everything).not.toContain(MANAGER.secretKey);
    expect(JSON.stringify(run.artifacts)).not.toContain(MANAGER.secretKey);
  });
});
