import { afterEach, beforeEach, expect, test } from "vitest";
import { generated, generateState } from "../../emulator/generate.ts";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { withGitHub } from "../bundle/github.ts";
import { describeUnderAct, runWorkflow, type WorkflowOptions } from "./act.ts";
import { BASIC, FREE, keysOn, MANAGER, MEMBERS, PROD, plansOn, STAGING, settings, VIEWER, writes } from "./emulated.ts";

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

const detachByHand = (more: Readonly<Record<string, string>> = {}): WorkflowOptions =>
  dispatch({
    "product-name": "결제 서비스",
    "api-name": "결제 API",
    "stage-name": "운영",
    "usage-plan-name": "무료 체험 플랜",
    "max-affected-api-keys": "2",
    reason: "free plan ends",
    ...more,
  });

describeUnderAct("restore.yml", () => {
  const SHOW = "Show what would be restored";
  const RESTORE = "Restore what was approved";
  const undo = (artifacts: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) =>
    runWorkflow("restore.yml", { ...dispatch({ "run-id": "77", reason: "it was a mistake", ...more }), artifacts });

  test("undoes a run by what it kept", async () => {
    const before = [plansOn(emulator, PROD), keysOn(emulator, PROD, FREE)];
    const { artifacts } = await runWorkflow("approve-then-detach.yml", detachByHand());
    expect([plansOn(emulator, PROD), keysOn(emulator, PROD, FREE)]).not.toEqual(before);

    const run = await undo(artifacts);
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.step(SHOW).outputs).toMatchObject({ result: "would-restore" });
    expect(run.step(RESTORE).outputs).toMatchObject({ result: "restored" });
    expect([plansOn(emulator, PROD), keysOn(emulator, PROD, FREE)]).toEqual(before);

    const again = await undo(artifacts);
    expect(again.exitCode, again.raw).toBe(0);
    expect(again.step(SHOW).outputs).toMatchObject({ result: "already-attached" });
    expect(again.jobs).not.toHaveProperty("restore");
  });

  test("takes the receipts of two attempts as one undo, and puts back what is left", async () => {
    const first = await runWorkflow("approve-then-detach.yml", detachByHand());
    const second = await runWorkflow("approve-then-detach.yml", {
      ...detachByHand({ "stage-name": "staging 환경" }),
      artifacts: first.artifacts,
      attempt: 2,
    });
    emulator.emulator.attach(STAGING, FREE, Date.now());
    const run = await undo(second.artifacts);
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.step(SHOW).outputs).toMatchObject({ "would-restore-count": "1", "already-attached-count": "1" });
    expect(run.step(RESTORE).outputs).toMatchObject({ "restored-count": "1" });
    for (const stage of [PROD, STAGING]) expect(plansOn(emulator, stage)).toContain(FREE);
  });

  test("puts back the stages that are left when one is gone", async () => {
    const { artifacts } = await runWorkflow(
      "approve-then-detach.yml",
      detachByHand({ "stage-name": "운영, staging 환경", "max-affected-api-keys": "9" }),
    );
    emulator.emulator.deleteStage(STAGING, Date.now());
    const run = await undo(artifacts);
    expect(run.step(SHOW).outputs).toMatchObject({ "would-restore-count": "1", "failed-count": "1" });
    expect(plansOn(emulator, PROD)).toContain(FREE);
  });

  test("takes a receipt that somebody pasted, and refuses one of another account and what is none", async () => {
    const { artifacts, step } = await runWorkflow("approve-then-detach.yml", detachByHand());
    const receipt = step("Detach what was approved").outputs["receipt"] ?? "";
    const written = writes(emulator).length;
    const options = { ...dispatch({ receipt, reason: "x" }), ...settings(emulator, VIEWER) };
    const other = await runWorkflow("restore.yml", options);
    expect(other.step(RESTORE).outputs).toMatchObject({ code: "receipt-other-account" });
    const damaged = await undo(artifacts, { receipt: receipt.slice(0, -9) });
    expect(damaged.step(SHOW).outputs).toMatchObject({ code: "receipt-invalid" });
    expect(writes(emulator)).toHaveLength(written);
    expect((await undo({}, { receipt })).step(RESTORE).outputs).toMatchObject({ result: "restored" });
  });
});

describeUnderAct("retire-plan-everywhere.yml", () => {
  const retire = (plan: string, more: Partial<WorkflowOptions> = {}) =>
    runWorkflow("retire-plan-everywhere.yml", {
      ...dispatch({ "usage-plan-name": plan, "max-affected-api-keys": "9", reason: "retired" }),
      ...more,
    });
  const DETACH = "Detach what was approved";

  test("detaches the plan from every stage, and then finds it nowhere", async () => {
    const run = await retire("무료 체험 플랜");
    expect(run.exitCode, run.raw).toBe(0);
    const stages = [MEMBERS, PROD, STAGING].toSorted();
    expect(writes(emulator).toSorted()).toEqual(stages.map((stage) => `detach ${stage} ${FREE} 204`));
    expect(run.step("Check that the plan is on no stage").summary).toContain(
      "on no stage (6 stages of 3 APIs looked at)",
    );
    expect(Object.keys(run.artifacts).map((path) => path.split("/")[0])).toEqual([`usage-plan-receipt-1-${PROD}`]);
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

  test("does all chunks of more than 256 stages, not the first", async () => {
    const many = await startEmulator({ state: generateState({ stages: 300, plans: 1 }) });
    try {
      const run = await retire("생성 플랜 0", settings(many, generated));
      expect(run.exitCode, run.raw.slice(-3_000)).toBe(0);
      expect(writes(many)).toHaveLength(300);
      const counts = run.steps.filter(({ name, stage }) => name === DETACH && stage === "Main");
      expect(counts.map(({ outputs }) => outputs["detached-count"]).toSorted()).toEqual(["256", "44"]);
      expect(Object.keys(run.artifacts)).toHaveLength(2);
    } finally {
      await many.close();
    }
  });
});

describeUnderAct("retire-with-successor.yml", () => {
  const move = (files: Readonly<Record<string, string>>) =>
    runWorkflow("retire-with-successor.yml", {
      ...dispatch({
        "product-name": "결제 서비스",
        "api-name": "결제 API",
        "stage-name": "운영",
        "usage-plan-name": "무료 체험 플랜",
        "successor-plan-name": "월 정액 기본",
        "max-affected-api-keys": "unlimited",
        reason: "free plan ends",
      }),
      files,
    });

  test("moves every API key, and only then detaches the plan", async () => {
    const keys = keysOn(emulator, PROD, FREE);
    const run = await move({ "scripts/smoke-test.sh": "#!/bin/sh\nexit 0\n" });
    expect(run.exitCode, run.raw).toBe(0);
    expect(run.step("Show what would be moved and detached").summary).toContain("월 정액 기본");
    expect(keysOn(emulator, PROD, BASIC)).toEqual(expect.arrayContaining([...keys]));
    const [last] = writes(emulator).slice(-1);
    expect(last).toBe(`detach ${PROD} ${FREE} 204`);
  });

  test("puts keys and plan back when the test after it fails", async () => {
    const before = [plansOn(emulator, PROD), keysOn(emulator, PROD, FREE), keysOn(emulator, PROD, BASIC)];
    const run = await move({ "scripts/smoke-test.sh": "#!/bin/sh\nexit 1\n" });
    expect(run.jobs["retire"]).toBe("failure");
    expect([plansOn(emulator, PROD), keysOn(emulator, PROD, FREE), keysOn(emulator, PROD, BASIC)]).toEqual(before);
  });
});

describeUnderAct("inventory.yml", () => {
  const POLICY = "Compare with the policy";
  const look = (on = emulator, keys = VIEWER) =>
    runWorkflow("inventory.yml", { event: "schedule", ...settings(on, keys) });

  test("is an inventory, and red for a plan that is not in the policy", async () => {
    const run = await look();
    expect(run.step("Look at every stage")).toMatchObject({ result: "success", outputs: { "attached-count": "11" } });
    expect(run.step(POLICY)).toMatchObject({ result: "failure" });
    expect(run.step(POLICY).log).toContain("- Internal (unlimited): 결제 서비스 / 결제 API / staging 환경");
    for (const stage of [STAGING, "s9m2h7c4gy"]) emulator.emulator.detach(stage, "u3m8z5q7cb", Date.now());
    const fine = await look();
    expect(fine.exitCode, fine.raw).toBe(0);
    expect(writes(emulator)).toEqual([]);
  });

  test("compares more plans than the system hands to a program by a variable", async () => {
    const many = await startEmulator({ state: generateState({ stages: 600, plans: 1 }) });
    try {
      const run = await look(many, generated);
      expect(run.step(POLICY), run.raw.slice(-3_000)).toMatchObject({ result: "failure" });
      expect(run.step(POLICY).summary.match(/^- 생성 플랜 0: /gm)).toHaveLength(600);
    } finally {
      await many.close();
    }
  });

  test("is green where no plan is on any stage", async () => {
    const bare = await startEmulator({ state: generateState({ stages: 1, plans: 0 }) });
    try {
      const run = await look(bare, generated);
      expect(run.exitCode, run.raw.slice(-3_000)).toBe(0);
    } finally {
      await bare.close();
    }
  });
});

describeUnderAct("pull-request-dry-run.yml", () => {
  test("leaves one comment on the pull request, and updates it", async () => {
    await withGitHub({}, async (github) => {
      const comment = () =>
        runWorkflow("pull-request-dry-run.yml", {
          event: "pull_request",
          payload: {
            number: 7,
            pull_request: { number: 7, head: { repo: { full_name: "acme/shop" } }, user: { login: "minji" } },
            repository: { full_name: "acme/shop" },
          },
          env: { GITHUB_API_URL: github.url },
          ...settings(emulator, VIEWER),
          secrets: { ...settings(emulator, VIEWER).secrets, GITHUB_TOKEN: "ghs_not-a-real-token-0001" },
        });
      const first = await comment();
      expect(first.exitCode, first.raw).toBe(0);
      expect(github.comments.map(({ body }) => body.includes("무료 체험 플랜"))).toEqual([true]);
      emulator.emulator.detach(PROD, FREE, Date.now());
      await comment();
      expect(github.comments.map(({ body }) => /off .* already/.test(body))).toEqual([true]);
      expect(writes(emulator)).toEqual([]);
    });
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
