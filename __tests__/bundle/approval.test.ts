/** What was approved is what is done: a dry run's `approval` is the input of the run that acts. */
import { describe, expect, test } from "vitest";
import {
  API,
  BASIC,
  DETACH,
  type Emulated,
  emulated,
  errorOf,
  FREE,
  GOLD,
  PRODUCT,
  STAGE,
  STAGING,
  TARGET,
  VIEWER,
} from "./runner.ts";

const IOS = "k3x9t6m1qa";
const PARTNER = "k8d2f5v0wb";
/** A run that looks at API keys, as the one that acts does. */
const LOOKING = { "dry-run": "true", "max-affected-api-keys": "9" };

async function approve(all: Emulated, inputs: Readonly<Record<string, string>> = {}) {
  const { outputs, temp, exitCode } = await all.run({ ...TARGET, ...LOOKING, ...VIEWER, ...inputs });
  expect(exitCode).toBe(0);
  all.requests();
  return {
    approval: outputs["approval"] ?? "",
    matrix: outputs["matrix"] ?? "",
    file: temp[outputs["approval-file"] ?? ""],
  };
}

describe.concurrent("an approval", () => {
  test("does what the dry run showed, made by a key that may only read", () =>
    emulated({}, async (all) => {
      const { approval, file } = await approve(all);
      expect(approval).toMatch(/^ncp-approval-1\.[A-Za-z0-9_-]+$/);
      for (const id of [PRODUCT, API, STAGE, FREE, IOS]) expect(approval).not.toContain(id);
      const readable = JSON.parse(file ?? "");
      expect(readable).toMatchObject({ version: 1, site: "public", stages: [{ stage: { id: STAGE } }] });
      expect(readable.stages[0].plans).toMatchObject([{ id: FREE, name: "무료 체험 플랜", keys: [{ id: IOS }, {}] }]);

      const { outputs, stdout } = await all.run({ approval });
      expect(outputs).toMatchObject({ result: "detached", "total-count": "1" });
      expect(stdout).toMatch(/Approved: 1 targets? of the run by dev-kim at .* ago/);
      expect(all.plans()).toEqual([GOLD, BASIC]);
    }));

  test("is taken as its readable file as well", () =>
    emulated({}, async (all) => {
      const { file = "" } = await approve(all);
      expect((await all.run({ approval: file })).outputs["result"]).toBe("detached");
    }));

  test("of every stage leaves alone what got the plan meanwhile", () =>
    emulated({}, async (all) => {
      const { approval } = await approve(all, { "stage-id": "*" });
      all.server.emulator.attach("s0u5y8i2om", FREE, Date.now());
      const { outputs, stdout } = await all.run({ approval });
      expect(outputs).toMatchObject({ result: "detached", "detached-count": "2" });
      expect(stdout).toContain('"무료 체험 플랜" has been attached to 1 more stage since the approval');
      expect([all.plans(STAGE), all.plans(STAGING), all.plans("s0u5y8i2om")].map((on) => on.includes(FREE))).toEqual([
        false,
        false,
        true,
      ]);
    }));

  test("leaves alone what was off at the dry run and is on by now", () =>
    emulated({}, async (all) => {
      const { approval } = await approve(all, { "usage-plan-id": `${FREE},${BASIC}` });
      all.server.emulator.detach(STAGE, BASIC, Date.now());
      const { outputs } = await all.run({ approval });
      expect(outputs).toMatchObject({ result: "detached", "detached-count": "1", "already-detached-count": "1" });
    }));

  test.each<[string, (all: Emulated) => void, RegExp]>([
    ["was renamed", ({ server }) => server.emulator.rename(FREE, "평생 무료", Date.now()), /named "평생 무료" now/],
    [
      "an API key joined",
      ({ server }) => void server.emulator.moveKey(PARTNER, STAGE, FREE, Date.now()),
      new RegExp(`API keys added: .*${PARTNER}`),
    ],
    [
      "an API key left",
      ({ server }) => void server.emulator.moveKey(IOS, STAGE, GOLD, Date.now()),
      new RegExp(`API keys gone: .*${IOS}`),
    ],
  ])("is refused where the plan %s, in words, and nothing is written for it", (_, change, words) =>
    emulated({}, async (all) => {
      const { approval } = await approve(all, { "usage-plan-id": `${FREE},${BASIC}` });
      change(all);
      const result = await all.run({ approval });
      expect(result.outputs).toMatchObject({ result: "refused", code: "changed-since-approval", "refused-count": "1" });
      expect(all.plans()).toContain(FREE);
      const said = `${errorOf(result)}\n${result.stdout}`;
      expect(said).toMatch(words);
    }),
  );

  test("stands for each stage on its own: one that is gone stops no other", () =>
    emulated({}, async (all) => {
      const { approval } = await approve(all, { "stage-id": `${STAGE},${STAGING}` });
      all.server.emulator.deleteStage(STAGING, Date.now());
      const { outputs } = await all.run({ approval });
      expect(outputs).toMatchObject({ result: "failed", "detached-count": "1", "failed-count": "1" });
      expect(all.plans()).not.toContain(FREE);
    }));

  test("does not switch guards off", () =>
    emulated({}, async (all) => {
      const { approval } = await approve(all);
      const { outputs } = await all.run({ approval, "max-affected-api-keys": "1" });
      expect(outputs).toMatchObject({ result: "refused", code: "too-many-api-keys" });
      expect(all.requests()).not.toContain(DETACH);
    }));

  test("of each matrix entry does that entry", () =>
    emulated({}, async (all) => {
      const { matrix } = await approve(all, { "stage-id": `${STAGE},${STAGING}` });
      const [entries] = JSON.parse(matrix) as [{ "stage-id": string; approval: string }[]];
      expect(entries.map((entry) => entry["stage-id"])).toEqual([STAGE, STAGING]);
      const { outputs } = await all.run({ approval: entries[1]?.approval ?? "" });
      expect(outputs).toMatchObject({ result: "detached", "total-count": "1" });
      expect([all.plans(STAGE).includes(FREE), all.plans(STAGING).includes(FREE)]).toEqual([true, false]);
    }));

  test.each([
    ["lines", (approvals: string[]) => `${approvals.join("\n")}\n`],
    ["an array", (approvals: string[]) => JSON.stringify(approvals)],
  ])("of several entries is one: as %s", (_, joined) =>
    emulated({}, async (all) => {
      const { matrix } = await approve(all, { "stage-id": `${STAGE},${STAGING}` });
      const approvals = (JSON.parse(matrix) as [{ approval: string }[]])[0].map(({ approval }) => approval);
      const { outputs } = await all.run({ approval: joined(approvals) });
      expect(outputs).toMatchObject({ result: "detached", "total-count": "2" });
    }),
  );

  test("moves the API keys where the dry run would have moved them, and nowhere else", () =>
    emulated({}, async (all) => {
      const { approval, file = "" } = await approve(all, { "successor-plan-id": BASIC });
      expect(JSON.parse(file)).toMatchObject({ successor: { id: BASIC, name: "월 정액 기본" } });
      const { outputs } = await all.run({ approval });
      expect(outputs).toMatchObject({ result: "detached" });
      expect(all.server.emulator.keyPlan(IOS, STAGE)).toBe(BASIC);
    }));

  test("is refused where the successor was renamed", () =>
    emulated({}, async (all) => {
      const { approval } = await approve(all, { "successor-plan-id": BASIC });
      all.server.emulator.rename(BASIC, "월 정액 새 이름", Date.now());
      const result = await all.run({ approval });
      expect(result.outputs).toMatchObject({ result: "refused", code: "changed-since-approval", changed: "false" });
      expect(errorOf(result)).toContain('successor is named "월 정액 새 이름" now');
    }));

  test("of a check is one, too", () =>
    emulated({}, async (all) => {
      const { outputs } = await all.run({ ...TARGET, mode: "check" });
      expect(outputs["result"]).toBe("attached");
      expect((await all.run({ approval: outputs["approval"] ?? "" })).outputs["result"]).toBe("detached");
    }));

  test("is empty where nothing would be done", () =>
    emulated({}, async (all) => {
      const { outputs } = await all.run({ ...TARGET, "usage-plan-id": "u8x3w0e6mf", "dry-run": "true" });
      expect([outputs["approval"], outputs["approval-file"], outputs["matrix"]]).toEqual(["", "", "[]"]);
    }));

  test("of another site or origin, damaged or masked is refused before any request", () =>
    emulated({}, async (all) => {
      const { approval, file = "" } = await approve(all);
      const other = file.replace(/"site": "public"/, '"site": "gov"');
      for (const [given, code] of [
        [other, "approval-other-site"],
        [file.replace(/"origin": ".*"/, '"origin": "https://apigateway.apigw.ntruss.com"'), "approval-other-site"],
        [approval.slice(0, -9), "approval-invalid"],
        [`${approval.slice(0, 40)}***${approval.slice(43)}`, "approval-invalid"],
        ["***", "approval-invalid"],
        [file.replace(STAGE, "../../x"), "approval-invalid"],
        [file.replace(/"version": 1/, '"version": 2'), "approval-invalid"],
      ] as const) {
        const result = await all.run({ approval: given });
        expect(result.outputs).toMatchObject({ result: "failed", code });
      }
      expect(all.requests()).toEqual([]);
    }));
});
