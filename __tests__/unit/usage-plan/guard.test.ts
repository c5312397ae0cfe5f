/** Which API keys are on a plan, read before it is written, and how many of them are too many. */
import { describe, expect, it } from "vitest";
import type { StateInput } from "../../../emulator/core/state.ts";
import { seed } from "../../../emulator/seed.ts";
import { detach } from "../../../src/usage-plan/detach.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import { factsOf } from "../facts.ts";
import { PRODUCT, STAGE } from "./scenario.ts";
import { only, problemOf, READ, verdictOf, verdicts } from "./steps.ts";
import { AT, byIds, GOLD, INTERNAL, MONTHLY, type Play, Scene, TRIAL, UNUSED } from "./virtual.ts";

const IOS = { id: "k3x9t6m1qa", name: "모바일 앱 (iOS)", status: "ACCEPTED", monthCalls: 9_120 };
const PARTNER_A = { id: "k8d2f5v0wb", name: "파트너사 A", status: "ACCEPTED", monthCalls: 3_301_874 };
const PARTNER_B = { id: "k1r7j4s9hc", name: "partner-b", status: "ACCEPTED", monthCalls: 3 };
const BATCH = "k6w0p3n8ed"; // on the default plan of STAGE
const STAGING = { ...AT, stage: { id: "s7t2x9r4ql", name: "staging 환경" } };
const MEMBERS = {
  product: { id: "p8n1c5e3rh", name: "회원 서비스 포털" },
  api: { id: "a6s4q0t8vx", name: "members" },
  stage: { id: "s3j6d1f8bz", name: "prod" },
};
const SEARCH = `POST /api/v1/products/${PRODUCT.id}/api-keys/search`;

const look = (work: StageWork[], max?: number, play: Play = {}, scene = new Scene()) =>
  scene.play((run) => detach({ ...run, lookAtKeys: true, maxAffectedApiKeys: max }, work), play);
const workOn = (...stages: readonly (readonly [typeof AT, ...{ readonly id: string }[]])[]): StageWork[] =>
  stages.map(([at, ...plans]) => ({ at, plans: plans.map(({ id }) => ({ plan: { id }, exists: false })) }));

describe("the keys of a plan", () => {
  it("are listed by name with this month's calls, and kept for the receipt", async () => {
    const played = await look(byIds(TRIAL));
    expect(played.requests).toEqual([
      "0 stage-plans",
      "0 search-keys",
      ...[IOS.id, PARTNER_A.id, PARTNER_B.id, BATCH].map((key) => `0 subscriptions ${key} ${STAGE.id}`),
      `0 detach ${TRIAL.id}`,
      "0 stage-plans",
    ]);
    expect(played.notes.filter(({ code }) => code === "affected-keys")).toEqual([
      {
        code: "affected-keys",
        level: "info",
        facts: {
          plan: TRIAL.name,
          stage: STAGE.name,
          count: 2,
          list: ["모바일 앱 (iOS) (k3x9t6m1qa, 9,120)", "partner-b (k1r7j4s9hc, 3)"],
        },
      },
    ]);
    expect(only(played.outcomes)).toMatchObject({ verdict: "detached", keys: [IOS, PARTNER_B] });
  });

  it("are listed with those first that have most calls, whichever NCP gives first", async () => {
    const state = { ...seed(), apiKeys: seed().apiKeys?.toReversed() ?? [] };
    const played = await look(byIds(TRIAL), undefined, {}, new Scene({}, state));
    expect(only(played.outcomes).keys?.map(({ id }) => id)).toEqual([IOS.id, PARTNER_B.id]);
  });

  it("of as many calls are listed by name, then by id; those whose calls are not known come last", async () => {
    const key = (apiKeyId: string, apiKeyName: string, monthCallCount?: number) => ({
      apiKeyId,
      apiKeyName,
      primaryKey: "P",
      subscriptions: [
        { stageId: STAGE.id, usagePlanId: MONTHLY.id, ...(monthCallCount !== undefined && { monthCallCount }) },
      ],
    });
    const apiKeys = [
      key("k0", "none"),
      key("k5", "b", 7),
      key("k4", "b", 7),
      key("k3", "a", 7),
      key("k2", "c", 0),
      key("k1", "z", 8),
    ];
    const played = await look(byIds(MONTHLY), undefined, {}, new Scene({}, { ...seed(), apiKeys }));
    expect(only(played.outcomes).keys?.map(({ id }) => id)).toEqual(["k1", "k3", "k4", "k5", "k2", "k0"]);
  });

  it("of several plans are looked at between their writes without a look at the stage", async () => {
    const played = await look(byIds(GOLD, TRIAL), undefined);
    const steps = played.requests.filter((request) => /stage-plans|detach/.test(request));
    expect(steps).toEqual([READ, `0 detach ${GOLD.id}`, `0 detach ${TRIAL.id}`, READ]);
  });

  it("are none where nobody uses it, which is told and kept", async () => {
    const played = await look(byIds(MONTHLY));
    expect(played.notesOf("affected-keys")).toEqual([{ plan: MONTHLY.name, stage: STAGE.name, count: 0, list: [] }]);
    expect(only(played.outcomes).keys).toEqual([]);
  });

  it("are not looked at unless asked for", async () => {
    const played = await new Scene().play((run) => detach(run, byIds(TRIAL)));
    expect(played.requests).not.toContain("0 search-keys");
    expect(played.notesOf("affected-keys")).toEqual([]);
    expect(only(played.outcomes).keys).toBeUndefined();
  });

  it("are not looked at by a run that may not read", async () => {
    const played = await new Scene().play(
      (run) => detach({ ...run, lookAtKeys: true, maxAffectedApiKeys: 0, verify: false }, byIds(TRIAL)),
      { permission: "write" },
    );
    expect(played.requests).toEqual([`0 detach ${TRIAL.id}`]);
    expect(verdictOf(played)).toBe("accepted");
  });

  it("of one product are read once for all its stages, each key with all its stages", async () => {
    const played = await look(workOn([AT, TRIAL, GOLD], [STAGING, INTERNAL, TRIAL]));
    const keys = played.requests.filter((request) => /search-keys|subscriptions/.test(request));
    expect(keys).toEqual([
      "0 search-keys",
      ...[IOS.id, PARTNER_A.id, PARTNER_B.id, BATCH].map((key) => `0 subscriptions ${key} *`),
    ]);
    expect(played.outcomes.map(({ target, keys: found }) => [target.stage.id, target.plan.name, found])).toEqual([
      [AT.stage.id, TRIAL.name, [IOS, PARTNER_B]],
      [AT.stage.id, GOLD.name, [PARTNER_A]],
      [STAGING.stage.id, INTERNAL.name, [{ ...IOS, monthCalls: 77 }]],
      [STAGING.stage.id, TRIAL.name, []],
    ]);
  });

  it("of several products are read for each, on its one stage", async () => {
    const played = await look(workOn([AT, GOLD], [MEMBERS, MONTHLY]));
    const keys = played.requests.filter((request) => request.includes("subscriptions"));
    expect(keys).toEqual([
      ...[IOS.id, PARTNER_A.id, PARTNER_B.id, BATCH].map((key) => `0 subscriptions ${key} ${AT.stage.id}`),
      `0 subscriptions ${PARTNER_B.id} ${MEMBERS.stage.id}`,
    ]);
    expect(played.outcomes.map(({ keys: found }) => found)).toEqual([[PARTNER_A], [{ ...PARTNER_B, monthCalls: 15 }]]);
  });

  it("on the default plan are on none, whatever a plan's id is", async () => {
    const odd = "undefined"; // nine small letters: NCP could give a plan this id
    const state: StateInput = {
      ...seed(),
      usagePlans: [{ usagePlanId: odd, usagePlanName: "odd" }],
      products: [
        {
          productId: PRODUCT.id,
          productName: PRODUCT.name,
          apis: [
            {
              apiId: AT.api.id,
              apiName: AT.api.name,
              stages: [{ stageId: STAGE.id, stageName: STAGE.name, usagePlanIds: [odd] }],
            },
          ],
        },
      ],
      apiKeys: [{ apiKeyId: BATCH, apiKeyName: "batch", subscriptions: [{ stageId: STAGE.id }] }],
    };
    const played = await look(byIds({ id: odd }), 0, {}, new Scene({}, state));
    expect(played.requests).toContain(`0 subscriptions ${BATCH} ${STAGE.id}`);
    expect(verdictOf(played)).toBe("detached");
  });

  it("are named without calls where NCP does not count them", async () => {
    const played = await new Scene().play((run) => {
      const subscriptions: typeof run.gateway.subscriptions = async (...asked) =>
        (await run.gateway.subscriptions(...asked)).map((row) => ({ ...row, monthCalls: undefined }));
      return detach({ ...run, lookAtKeys: true, gateway: { ...run.gateway, subscriptions } }, byIds(GOLD));
    });
    expect(played.notesOf("affected-keys")[0]?.list).toEqual(["파트너사 A (k8d2f5v0wb)"]);
    expect(only(played.outcomes).keys).toStrictEqual([
      { id: PARTNER_A.id, name: PARTNER_A.name, status: PARTNER_A.status },
    ]);
  });

  it("are asked about sixteen at a time", async () => {
    const state: StateInput = seed();
    const many = Array.from({ length: 60 }, (_, n) => ({
      apiKeyId: `key${n}`,
      apiKeyName: `name ${n}`,
      subscriptions: [{ stageId: STAGE.id, usagePlanId: MONTHLY.id }],
    }));
    const scene = new Scene({ latencyMs: 100 }, { ...state, apiKeys: many });
    const played = await look(byIds(MONTHLY), 59, {}, scene);
    const at = played.requests.filter((request) => request.includes("subscriptions")).map(Number.parseFloat);
    expect([100, 200, 300, 400, 500].map((ms) => at.filter((each) => each === ms).length)).toEqual([16, 16, 16, 12, 0]);
    expect(problemOf(played)?.facts).toMatchObject({ count: 60, limit: 59 });
    expect(only(played.outcomes).keys).toHaveLength(60);
  });
});

describe("max-affected-api-keys", () => {
  it.each([
    [TRIAL, 2, "detached"],
    [TRIAL, 1, "refused too-many-api-keys"],
    [TRIAL, 0, "refused too-many-api-keys"],
    [MONTHLY, 0, "detached"],
  ])("%o with at most %i: %s", async (plan, max, verdict) => {
    const scene = new Scene();
    const played = await look(byIds(plan), max, {}, scene);
    expect(verdictOf(played)).toBe(verdict);
    expect(scene.on().includes(plan.id)).toBe(verdict !== "detached");
  });

  it("refuses with the keys, and writes nothing", async () => {
    const played = await look(byIds(TRIAL), 1);
    expect(played.outcomes).toEqual([
      {
        target: { ...AT, plan: TRIAL },
        verdict: "refused",
        changed: false,
        before: [TRIAL, GOLD, MONTHLY],
        keys: [IOS, PARTNER_B],
        problem: {
          code: "too-many-api-keys",
          facts: { count: 2, limit: 1 },
          causes: [],
        },
      },
    ]);
    expect(played.requests.join()).not.toContain("detach");
  });

  it("counts for each plan alone: what is refused stops no other", async () => {
    const scene = new Scene();
    const played = await look(byIds(TRIAL, MONTHLY, GOLD), 1, {}, scene);
    expect(verdicts(played)).toEqual(["refused too-many-api-keys", "detached", "detached"]);
    expect(scene.on()).toEqual([TRIAL.id]);
  });

  it("holds in a dry run", async () => {
    const played = await look(byIds(TRIAL, GOLD), 1, { run: { dryRun: true } });
    expect(verdicts(played)).toEqual(["refused too-many-api-keys", "would-detach"]);
    expect(played.outcomes[1]?.keys).toEqual([PARTNER_A]);
  });

  it("does not look at a plan that is not on the stage", async () => {
    const played = await look(byIds(UNUSED), 0);
    expect(played.notesOf("affected-keys")).toEqual([]);
    expect(verdictOf(played)).toBe("already-detached");
  });

  it.each(["REJECTED", "DENY"] as const)(
    "does not count keys that NCP lets nothing through for, and shows them: %s",
    async (status) => {
      const state = { ...seed(), apiKeys: seed().apiKeys?.map((key) => ({ ...key, status })) ?? [] };
      const played = await look(byIds(TRIAL), 0, {}, new Scene({}, state));
      expect(verdictOf(played)).toBe("detached");
      expect(only(played.outcomes).keys).toMatchObject([{ id: IOS.id, status }, { id: PARTNER_B.id }]);
    },
  );

  it("counts who has joined since a look that is seconds old", async () => {
    const scene = new Scene({ latencyMs: 6_000 });
    const played = await look(
      byIds(MONTHLY),
      0,
      { acts: [{ ms: 11_990, do: (emulator, now) => emulator.moveKey(IOS.id, STAGE.id, MONTHLY.id, now) }] },
      scene,
    );
    expect(verdictOf(played)).toBe("refused too-many-api-keys");
    expect(scene.on()).toContain(MONTHLY.id);
  });
});

describe("max-affected-calls", () => {
  it.each([
    [9_123, "detached"],
    [9_122, "refused too-many-calls"],
  ])("%i: %s", async (max, verdict) => {
    const played = await new Scene().play((run) =>
      detach({ ...run, lookAtKeys: true, maxAffectedCalls: max }, byIds(TRIAL)),
    );
    expect(verdictOf(played)).toBe(verdict);
  });
});

describe("keys that cannot be read, and no limit", () => {
  it("are a warning, and the receipt knows that nobody looked", async () => {
    const played = await look(byIds(TRIAL), undefined, {
      faults: [{ on: "search-keys", times: "all", do: { kind: "reply", status: 403 } }],
    });
    expect(verdictOf(played)).toBe("detached");
    expect(only(played.outcomes).keys).toBeUndefined();
    expect(played.notesOf("keys-unknown")).toMatchObject([{ plan: TRIAL.name, reason: "forbidden" }]);
  });
});

describe("keys that cannot be read are an error and no pass", () => {
  it.each([
    ["search-keys", 401, "210", "permission-denied"],
    ["subscriptions", 403, "230", "forbidden"],
  ] as const)("%s", async (on, status, ncpCode, reason) => {
    const played = await look(byIds(TRIAL), 9, { faults: [{ on, do: { kind: "reply", status, code: ncpCode } }] });
    expect(verdictOf(played)).toBe("failed api-keys-unreadable");
    expect(only(played.outcomes).changed).toBe(false);
    expect(problemOf(played)?.facts).toMatchObject({ status, ncpCode, reason });
    expect(factsOf(problemOf(played)).operation).toContain(on === "search-keys" ? SEARCH : "/subscription-detail");
    expect(played.requests.join()).not.toContain("detach");
  });

  it("for every plan of the product, after one attempt to read them", async () => {
    const played = await look(workOn([AT, TRIAL, GOLD], [STAGING, TRIAL]), 9, {
      faults: [{ on: "search-keys", do: { kind: "reply", status: 403 } }],
    });
    expect(verdicts(played)).toEqual(Array(3).fill("failed api-keys-unreadable"));
    expect(played.requests.filter((request) => request.includes("search-keys"))).toHaveLength(1);
  });

  it("a defect of ours is no pass either", async () => {
    const played = await new Scene().play((run) => {
      const apiKeys: typeof run.gateway.apiKeys = async () => {
        throw new TypeError("keys of undefined");
      };
      return detach({ ...run, lookAtKeys: true, gateway: { ...run.gateway, apiKeys } }, byIds(TRIAL));
    });
    expect(verdictOf(played)).toBe("failed internal-error");
    expect(played.requests.join()).not.toContain("detach");
  });
});

describe("a refusal of a plan that is on the stage", () => {
  it.each([400, 403, 409] as const)("with %i names the keys on it", async (keysInUseStatus) => {
    const played = await look(byIds(TRIAL), undefined, {}, new Scene({ keysInUse: "refuse", keysInUseStatus }));
    expect(problemOf(played)?.facts).toMatchObject({
      seen: true,
      keys: ["모바일 앱 (iOS) (k3x9t6m1qa, 9,120)", "partner-b (k1r7j4s9hc, 3)"],
    });
  });
});

describe("a thousand keys", () => {
  it("are asked about sixteen at a time, and a look that took long is not repeated at once", async () => {
    const apiKeys = Array.from({ length: 1_000 }, (_, n) => ({
      apiKeyId: `key${n}`,
      apiKeyName: `name ${n}`,
      subscriptions: [{ stageId: STAGE.id, usagePlanId: MONTHLY.id }],
    }));
    const scene = new Scene({ latencyMs: 100 }, { ...seed(), apiKeys });
    const played = await look(byIds(MONTHLY), undefined, {}, scene);
    expect(verdictOf(played)).toBe("detached");
    const reads = played.sent.filter(({ operation }) => operation === "subscriptions");
    expect(reads).toHaveLength(1_000);
    const moments = reads.flatMap(({ at, end }) => [
      [at, 1] as const,
      [end?.at ?? Number.POSITIVE_INFINITY, -1] as const,
    ]);
    let now = 0;
    let most = 0;
    for (const [, step] of moments.sort(([a, x], [b, y]) => a - b || x - y)) {
      now += step;
      most = Math.max(most, now);
    }
    expect(most).toBe(16);
    const [told] = played.notesOf("affected-keys");
    expect([told?.count, told?.list?.length]).toEqual([1_000, 50]);
  });
});

describe("a detach that has to be sent again", () => {
  /** The first is held until nobody waits any more, and a key joins meanwhile. */
  const held = (status: 504 | 429): Play => ({
    faults: [
      {
        on: "detach",
        nth: 1,
        times: 1,
        do: status === 504 ? { kind: "hold" } : { kind: "reply", status, code: "410", retryAfter: 15 },
      },
    ],
    acts: [{ after: "write", nth: 1, do: (emulator, now) => emulator.moveKey(IOS.id, STAGE.id, GOLD.id, now) }],
  });
  const sent = (played: Awaited<ReturnType<typeof look>>) => played.requests.filter((line) => line.includes("detach"));

  it.each([504, 429] as const)("after %i has who joined in the receipt as well", async (status) => {
    const played = await look(byIds(GOLD), undefined, held(status));
    expect(verdictOf(played)).toBe("detached");
    expect(sent(played)).toHaveLength(2);
    expect(only(played.outcomes).keys?.map(({ id }) => id)).toEqual([PARTNER_A.id, IOS.id]);
  });

  it.each([
    [504, "unknown write-uncertain"],
    [429, "failed too-many-api-keys"],
  ] as const)("after %i is not, where they are too many by then", async (status, verdict) => {
    const scene = new Scene();
    const played = await look(byIds(GOLD), 1, held(status), scene);
    expect(verdictOf(played)).toBe(verdict);
    expect(sent(played)).toHaveLength(1);
    expect(scene.on()).toContain(GOLD.id);
  });
});
