/**
 * What happens to an example in life, and what may then be so. A row for each example, a cell for each happening: a
 * string where it cannot happen, and why.
 */
import { expect } from "vitest";
import type { RunningEmulator } from "../../emulator/server.ts";
import { runWorkflow, type WorkflowOptions, type WorkflowRun } from "./act.ts";
import {
  BASIC,
  FREE,
  keysOn,
  MANAGER,
  MEMBERS,
  NPM,
  PROD,
  plansOn,
  STAGING,
  settings,
  VIEWER,
  writes,
} from "./emulated.ts";

export const GOLD = "u5h0j3w8pe";
const INTERNAL = "u3m8z5q7cb";
const IOS = "k3x9t6m1qa";

/** What is so after a run: looked at in the emulator and in the run. */
type Then = (run: WorkflowRun, emulator: RunningEmulator) => void;
interface Meanwhile {
  readonly happens: (emulator: RunningEmulator) => void;
  readonly comes: Then;
  readonly files?: Readonly<Record<string, string>>;
}

export interface Row {
  /** How it is started, on the emulator's data or what `before` made of them. */
  readonly start: (emulator: RunningEmulator) => WorkflowOptions;
  readonly before?: (emulator: RunningEmulator) => Promise<Partial<WorkflowOptions>> | undefined;
  readonly done: Then;
  /** The request that fails once, and so what "Re-run failed jobs" repeats. */
  readonly fails: "detach" | "attach" | "plan-stages" | "products";
  readonly nothing: ((emulator: RunningEmulator) => void) | string;
  /** In the script that the run is held in: behind the dry run, or in the middle of a release. */
  readonly held?: string;
  readonly keyMoved: Meanwhile | string;
  readonly stageGone: Meanwhile | string;
  /** What a cancelled run may leave: nothing or all undone; something with its receipt; something to be done again. */
  readonly cancelled: "undone" | "receipt" | "again" | "reads";
}

const WORKS = "#!/bin/sh\necho fine\n";
const FAILS = "#!/bin/sh\necho broken\nexit 1\n";

/** What to look at when a run is not as it should be. */
export const told = ({ steps }: WorkflowRun): string =>
  steps
    .map(({ job, name, stage, result, annotations }) => [job, stage, name, result, ...annotations].join(" | "))
    .join("\n");

const at = (emulator: RunningEmulator) => emulator.emulator;
const off =
  (...stages: readonly string[]) =>
  (emulator: RunningEmulator): void =>
    stages.forEach((stage) => void at(emulator).detach(stage, FREE, Date.now()));
const isOff =
  (...stages: readonly string[]): Then =>
  (run, emulator) => {
    expect(run.exitCode, told(run)).toBe(0);
    for (const stage of stages) expect(plansOn(emulator, stage)).not.toContain(FREE);
  };
const green: Then = (run, emulator) => {
  expect(run.exitCode, told(run)).toBe(0);
  expect(writes(emulator)).toEqual([]);
};
const redWith =
  (code: string, ...written: readonly string[]): Then =>
  (run, emulator) => {
    expect(run.exitCode, told(run)).not.toBe(0);
    expect(run.steps.map(({ outputs }) => outputs["code"])).toContain(code);
    expect(writes(emulator).toSorted()).toEqual(written.toSorted());
  };
const joins = (emulator: RunningEmulator): void => void at(emulator).moveKey("k8d2f5v0wb", PROD, FREE, Date.now());
const leaves = (emulator: RunningEmulator): void => void at(emulator).moveKey(IOS, PROD, GOLD, Date.now());
const goes =
  (stage: string) =>
  (emulator: RunningEmulator): void =>
    at(emulator).deleteStage(stage, Date.now());

const APPROVED = "The dry run's summary is what is";
const names = {
  "product-name": "결제 서비스",
  "api-name": "결제 API",
  "stage-name": "운영",
  "usage-plan-name": "무료 체험 플랜",
  "max-affected-api-keys": "9",
  reason: "the plan ends",
};
const dispatch =
  (inputs: Readonly<Record<string, string>>, more: Partial<WorkflowOptions> = {}) =>
  (emulator: RunningEmulator): WorkflowOptions => ({
    event: "workflow_dispatch",
    inputs,
    ...settings(emulator, MANAGER),
    ...more,
  });
const reads =
  (event: WorkflowOptions["event"], more: Partial<WorkflowOptions> = {}) =>
  (emulator: RunningEmulator): WorkflowOptions => ({ event, ...settings(emulator, VIEWER), ...more });

const PULL_REQUEST = {
  number: 7,
  pull_request: { number: 7, head: { repo: { full_name: "acme/shop" } }, user: { login: "minji" } },
  repository: { full_name: "acme/shop" },
};

export const LIFE: Readonly<Record<string, Row>> = {
  "approve-then-detach.yml": {
    start: dispatch(names),
    done: isOff(PROD),
    fails: "detach",
    nothing: off(PROD),
    held: APPROVED,
    keyMoved: { happens: joins, comes: redWith("changed-since-approval") },
    stageGone: { happens: goes(PROD), comes: redWith("stage-not-found") },
    cancelled: "receipt",
  },
  "inventory.yml": {
    start: reads("schedule"),
    before: (emulator) => {
      // The policy allows all plans but this.
      for (const stage of [STAGING, "s9m2h7c4gy"]) at(emulator).detach(stage, INTERNAL, Date.now());
      return undefined;
    },
    done: green,
    fails: "products",
    nothing: (emulator) => at(emulator).detach(PROD, GOLD, Date.now()),
    keyMoved: "it does not say who uses a plan",
    stageGone: { happens: goes(PROD), comes: green },
    cancelled: "reads",
  },
  "pull-request-dry-run.yml": {
    start: reads("pull_request", { payload: PULL_REQUEST }),
    done: green,
    fails: "plan-stages",
    nothing: off(PROD),
    keyMoved: "the next dry run shows it",
    stageGone: { happens: goes(PROD), comes: redWith("name-not-found") },
    cancelled: "reads",
  },
  "rehearsal.yml": {
    start: dispatch({}, { programs: { npm: NPM } }),
    done: isOff(PROD),
    fails: "detach",
    nothing: off(PROD),
    keyMoved: "it looks at API keys and writes in one step",
    stageGone: { happens: goes(PROD), comes: redWith("name-not-found") },
    cancelled: "receipt",
  },
  "release-with-rollback.yml": {
    start: (emulator) => ({
      event: "push",
      files: { "scripts/deploy.sh": WORKS, "scripts/smoke-test.sh": WORKS },
      ...settings(emulator, MANAGER),
    }),
    done: isOff(PROD),
    fails: "detach",
    nothing: off(PROD),
    held: "deploy.sh",
    keyMoved: {
      files: { "scripts/deploy.sh": FAILS },
      happens: leaves,
      comes: (run, emulator) => {
        expect(run.step("Detach the usage plan", "Post")).toMatchObject({ result: "success" });
        expect(run.step("Detach the usage plan", "Post").summary).toContain(IOS);
        expect(keysOn(emulator, PROD, FREE)).toEqual(["k1r7j4s9hc"]);
        expect(keysOn(emulator, PROD, GOLD)).toContain(IOS);
      },
    },
    stageGone: {
      files: { "scripts/deploy.sh": FAILS },
      happens: goes(PROD),
      comes: (run) => {
        const post = run.step("Detach the usage plan", "Post");
        expect(post.result).toBe("failure");
        expect(post.annotations.join()).toContain("stage-not-found");
      },
    },
    cancelled: "undone",
  },
  "restore.yml": {
    start: dispatch({ "run-id": "77", reason: "it was a mistake" }),
    before: async (emulator) => {
      const run = await runWorkflow(
        "approve-then-detach.yml",
        LIFE["approve-then-detach.yml"]?.start(emulator) as never,
      );
      return { artifacts: run.artifacts };
    },
    done: (run, emulator) => {
      expect(run.exitCode, told(run)).toBe(0);
      expect(plansOn(emulator, PROD)).toContain(FREE);
      expect(keysOn(emulator, PROD, FREE)).toEqual(["k1r7j4s9hc", IOS]);
    },
    fails: "attach",
    nothing: (emulator) => {
      at(emulator).attach(PROD, FREE, Date.now());
      for (const key of [IOS, "k1r7j4s9hc"]) at(emulator).moveKey(key, PROD, FREE, Date.now());
    },
    held: APPROVED,
    keyMoved: {
      happens: leaves,
      comes: (run, emulator) => {
        expect(run.exitCode, told(run)).toBe(0);
        expect(run.step("Restore what was approved").annotations.join()).toContain("모바일 앱 (iOS)");
        expect(keysOn(emulator, PROD, FREE)).toEqual(["k1r7j4s9hc"]);
      },
    },
    stageGone: { happens: goes(PROD), comes: redWith("stage-not-found", `detach ${PROD} ${FREE} 204`) },
    cancelled: "again",
  },
  "retire-plan-everywhere.yml": {
    start: dispatch({ "usage-plan-name": "무료 체험 플랜", "max-affected-api-keys": "9", reason: "retired" }),
    done: isOff(PROD, STAGING, MEMBERS),
    fails: "detach",
    nothing: off(PROD, STAGING, MEMBERS),
    held: APPROVED,
    keyMoved: {
      happens: joins,
      comes: redWith("changed-since-approval", ...[STAGING, MEMBERS].map((stage) => `detach ${stage} ${FREE} 204`)),
    },
    stageGone: {
      happens: goes(PROD),
      comes: redWith("stage-not-found", ...[STAGING, MEMBERS].map((stage) => `detach ${stage} ${FREE} 204`)),
    },
    cancelled: "receipt",
  },
  "retire-with-successor.yml": {
    start: dispatch({ ...names, "successor-plan-name": "월 정액 기본" }, { files: { "scripts/smoke-test.sh": WORKS } }),
    done: (run, emulator) => {
      isOff(PROD)(run, emulator);
      expect(keysOn(emulator, PROD, BASIC)).toEqual(["k1r7j4s9hc", IOS]);
    },
    fails: "detach",
    nothing: off(PROD),
    held: APPROVED,
    keyMoved: { happens: joins, comes: redWith("changed-since-approval") },
    stageGone: { happens: goes(PROD), comes: redWith("stage-not-found") },
    cancelled: "undone",
  },
  "watch-it-stays-off.yml": {
    start: reads("schedule"),
    before: (emulator) => void off(PROD, STAGING)(emulator),
    done: green,
    fails: "plan-stages",
    nothing: "there is nothing to do whenever it is green",
    keyMoved: "it does not say who uses a plan",
    stageGone: { happens: goes(STAGING), comes: redWith("name-not-found") },
    cancelled: "reads",
  },
};
