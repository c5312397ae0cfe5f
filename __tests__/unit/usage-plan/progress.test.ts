/** Many stages: side by side, with a counter line now and then, and in the fewest reads. */
import { describe, expect, it } from "vitest";
import { check } from "../../../src/usage-plan/check.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import { resolve } from "../../../src/usage-plan/resolve.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import { ALL, ids } from "./scenario.ts";
import { verdicts } from "./steps.ts";
import { type Play, Scene } from "./virtual.ts";

const PLAN = { id: "uplan", name: "plan" };
const OTHER = { id: "uother", name: "other" };
const at = (n: number) => ({
  product: { id: "p", name: "product" },
  api: { id: "a", name: "api" },
  stage: { id: `s${n}`, name: `stage ${n}` },
});
const work = (count: number): StageWork[] =>
  Array.from({ length: count }, (_, n) => ({ at: at(n), plans: [{ plan: { id: PLAN.id }, exists: false }] }));

/** So many stages with the plan, an API key on the first ones, and a server that takes a second for everything. */
const many = (count: number, latencyMs = 1_000, withKey = 0) =>
  new Scene(
    { latencyMs },
    {
      credentials: [{ accessKey: "EMULATORMANAGER00001", secretKey: "emulator-manager-not-a-real-secret-00001" }],
      usagePlans: [PLAN, OTHER].map(({ id, name }) => ({ usagePlanId: id, usagePlanName: name })),
      apiKeys: Array.from({ length: withKey }, (_, n) => ({
        apiKeyId: `k${n}`,
        apiKeyName: `key ${n}`,
        primaryKey: "P",
        subscriptions: [{ stageId: `s${n}`, usagePlanId: PLAN.id }],
      })),
      products: [
        {
          productId: "p",
          productName: "product",
          apis: [
            {
              apiId: "a",
              apiName: "api",
              stages: Array.from({ length: count }, (_, n) => ({
                stageId: `s${n}`,
                stageName: `stage ${n}`,
                usagePlanIds: [PLAN.id],
              })),
            },
          ],
        },
      ],
    },
  );

const checked = (stages: StageWork[], play: Play = {}, scene = new Scene()) =>
  scene.play((run) => check(run, stages), play);

describe("many stages", () => {
  /** As `resolve` gives it, which read the plan's list of stages. */
  const listed = (count: number, onStages = count): StageWork[] =>
    work(count).map(({ at, plans }) => ({
      at,
      plans: plans.map((plan) => ({ ...plan, exists: true, onStages })),
      attached: new Set([PLAN.id]),
    }));
  const readsOf = (requests: readonly string[]) => requests.filter((request) => !request.includes(" detach "));

  it("that lose one plan are verified by its list of stages, once, when all are written", async () => {
    const played = await many(5).play((run) => detach(run, listed(5)), { run: { concurrency: 2 } });
    expect(verdicts(played)).toEqual(Array(5).fill("detached"));
    expect(readsOf(played.requests)).toEqual([`3000 plan-stages ${PLAN.id}`]);
    expect(played.notesOf("verified")).toHaveLength(5);
  });

  it("are looked at by themselves where that list is stale or cannot be read", async () => {
    const late = many(5).play((run) => detach(run, listed(5)), {
      faults: [{ on: "detach", stage: "s1", do: { kind: "reply", status: 200, apply: { afterMs: 5_000 } } }],
      run: { concurrency: 5 },
    });
    expect(verdicts(await late)).toEqual(Array(5).fill("detached"));
    expect(readsOf((await late).requests)[1]).toBe("2000 stage-plans @s1");
    const unread = await many(5).play((run) => detach(run, listed(5)), {
      faults: [{ on: "plan-stages", do: { kind: "reply", status: 403 } }],
      run: { concurrency: 5 },
    });
    expect(verdicts(unread)).toEqual(Array(5).fill("detached"));
    expect(readsOf(unread.requests)).toHaveLength(6);
  });

  it("with all of their plans are looked at three times for an inventory, without a pause where that takes long", async () => {
    const selection = {
      product: ids("p"),
      api: ids("a"),
      stage: ids(...Array.from({ length: 24 }, (_, n) => `s${n}`)),
      plan: ALL,
    };
    const times = async (latencyMs: number) => {
      const played = await many(24, latencyMs).play(async (run) => check(run, await resolve(run, selection)), {
        run: { concurrency: 8, ifAttached: "succeed" },
      });
      expect(verdicts(played)).toEqual(Array(24).fill("attached"));
      const of = (stage: string) => played.requests.filter((request) => request.endsWith(`stage-plans @${stage}`));
      return ["s0", "s23"].map((stage) => of(stage).map((request) => Number.parseInt(request, 10)));
    };
    // Three rounds of eight stages; each look a second after the answer to the one before it, at the least.
    expect(await times(600)).toEqual([
      [0, 1_800, 3_600],
      [1_200, 3_000, 4_800],
    ]);
    expect(await times(100)).toEqual([
      [0, 1_100, 2_400],
      [200, 1_300, 2_600],
    ]);
  });

  /** What was read of stages and of plans' stages, without times. */
  const looksOf = ({ requests }: { readonly requests: readonly string[] }) =>
    requests
      .filter((request) => / (stage-plans|plan-stages) /.test(request))
      .map((request) => request.split(" ").slice(1).join(" "));
  const own = (...stages: readonly number[]) => stages.map((n) => `stage-plans @s${n}`);

  it.each([
    [3, 3, true],
    [2, 2, false],
    [5, 104, true], // a page is left
    [5, 105, false],
  ])(
    "%i that lose a plan of %i: the plan's list is read where it saves three reads (%s)",
    async (count, on, isRead) => {
      const played = await many(count).play((run) => detach(run, listed(count, on)));
      expect(verdicts(played)).toEqual(Array(count).fill("detached"));
      expect(looksOf(played)).toEqual(isRead ? [`plan-stages ${PLAN.id}`] : own(...Array(count).keys()));
    },
  );

  it("are looked at by themselves where API keys use the plan: their list has the plan that these fall to", async () => {
    const played = await many(4, 1_000, 1).play((run) => detach({ ...run, lookAtKeys: true }, listed(4)));
    expect(verdicts(played)).toEqual(Array(4).fill("detached"));
    expect(looksOf(played)).toEqual([...own(0), `plan-stages ${PLAN.id}`]);
  });

  it("that keep the plan save no read", async () => {
    const played = await many(3, 1_000, 1).play((run) =>
      detach({ ...run, lookAtKeys: true, maxAffectedApiKeys: 0 }, listed(3)),
    );
    expect(verdicts(played)).toEqual(["refused too-many-api-keys", "detached", "detached"]);
    expect(looksOf(played)).toEqual(own(1, 2));
  });

  it("are looked at by themselves where another plan is to be seen off them, or keys have a successor", async () => {
    const both = listed(3).map(({ plans, ...stage }) => ({
      ...stage,
      plans: [...plans, { plan: OTHER, exists: true, onStages: 0 }],
    }));
    const seen = await many(3).play((run) => detach(run, both));
    expect(verdicts(seen)).toEqual(Array(3).fill(["detached", "already-detached"]).flat());
    expect(looksOf(seen)).toEqual(expect.arrayContaining(own(0, 1, 2)));
    const moved = await many(3).play((run) => detach(run, listed(3), ids(OTHER.id)));
    expect(verdicts(moved)).toEqual(Array(3).fill("detached"));
    expect(looksOf(moved)).toEqual(own(0, 1, 2, 0, 1, 2)); // before and after
  });

  it("are worked on side by side, as many as asked for, and reported in order", async () => {
    const played = await many(5).play((run) => detach(run, work(5)), { run: { concurrency: 2 } });
    expect(played.took).toBe(9_000);
    expect(played.requests.filter((request) => request.startsWith("0 "))).toEqual([
      "0 stage-plans @s0",
      "0 stage-plans @s1",
    ]);
    expect(played.outcomes.map(({ target }) => target.stage.id)).toEqual(["s0", "s1", "s2", "s3", "s4"]);
    expect(verdicts(played)).toEqual(Array(5).fill("detached"));
  });

  it("have a counter line every two seconds at most, and none at the end", async () => {
    const played = await checked(work(7), { run: { concurrency: 1 } }, many(7));
    expect(played.notes.filter(({ code }) => code === "progress")).toEqual(
      [2, 4, 6].map((count) => ({ code: "progress", level: "info", facts: { count, total: 7 } })),
    );
    const even = await checked(work(6), { run: { concurrency: 1 } }, many(6));
    expect(even.notesOf("progress").map(({ count }) => count)).toEqual([2, 4]);
  });

  it("count plans, not stages", async () => {
    const stages = work(3).map((stage) => ({
      ...stage,
      plans: [...stage.plans, { plan: { id: "other" }, exists: true }],
    }));
    const played = await checked(stages, { run: { concurrency: 1 } }, many(3, 2_500));
    expect(played.notesOf("progress")).toEqual([
      { count: 2, total: 6 },
      { count: 4, total: 6 },
    ]);
  });

  it("that are quick have no counter line", async () => {
    const played = await many(7, 100).play((run) => detach(run, work(7)));
    expect(played.notesOf("progress")).toEqual([]);
  });
});
