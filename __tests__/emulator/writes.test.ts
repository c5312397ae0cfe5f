import { afterEach, describe, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { attach, BASIC, call, detach, FREE, GOLD, INTERNAL, PROD, plansOf, STAGE, UNUSED } from "./client.ts";

let server: RunningEmulator;
afterEach(() => server.close());

const move = (key: string, plan: string) =>
  call(server.url, "PUT", `/products/p4y2m8q0zt/api-keys/${key}/stages/${STAGE}`, { body: { usagePlanId: plan } });

describe("detach and attach", () => {
  test("a detach detaches that plan of that stage and nothing else", async () => {
    server = await startEmulator();
    const before = server.emulator.getState();
    expect(await detach(server.url)).toMatchObject({ status: 204, body: "" });
    const stages = (state: typeof before) =>
      state.products.flatMap((p) =>
        p.apis.flatMap((a) => a.stages.map((s) => `${s.stageId}: ${s.usagePlanIds.join(" ")}`)),
      );
    const expected = stages(before).map((line) => (line.startsWith(STAGE) ? `${STAGE}: ${GOLD} ${BASIC}` : line));
    expect(stages(server.emulator.getState())).toEqual(expected);
    expect(await plansOf(server.url)).toEqual([GOLD, BASIC]);
  });

  test("an attach puts it on, as the last", async () => {
    server = await startEmulator();
    expect(await attach(server.url, UNUSED)).toMatchObject({ status: 204, body: "" });
    expect(await plansOf(server.url)).toEqual([FREE, GOLD, BASIC, UNUSED]);
  });

  test("a plan that exists nowhere, and a wrong id on the way, are 404/300", async () => {
    server = await startEmulator();
    expect((await detach(server.url, "uxxxxxxxxx")).status).toBe(404);
    expect((await attach(server.url, "uxxxxxxxxx")).status).toBe(404);
    const elsewhere = "/products/p8n1c5e3rh/apis/a9f3k1c7wd/stages/s1v6b0n3ke/disassociate-usage-plan";
    expect((await call(server.url, "POST", elsewhere, { body: { usagePlanId: FREE } })).status).toBe(404);
    expect(server.requests().some((entry) => entry.accepted || entry.changed)).toBe(false);
  });

  test.each([
    ["no body", {}],
    ["no plan", { body: {} }],
    ["a plan that is a number", { body: { usagePlanId: 7 } }],
    ["an array", { body: [FREE] }],
    ["no content type", { body: { usagePlanId: FREE }, headers: { "content-type": "text/plain" } }],
  ])("%s is 400/100", async (_what, options) => {
    server = await startEmulator();
    const answer = await call(server.url, "POST", `${PROD}/disassociate-usage-plan`, options);
    expect(answer.status).toBe(400);
    expect(await plansOf(server.url)).toContain(FREE);
  });
});

describe("API keys", () => {
  test("a key is put on a plan of the stage", async () => {
    server = await startEmulator();
    expect(await move("k3x9t6m1qa", GOLD)).toMatchObject({ status: 204, body: "" });
    expect(server.emulator.keyPlan("k3x9t6m1qa", STAGE)).toBe(GOLD);
  });

  test("a plan that is not on the stage is 400, a key or stage that is not there 404", async () => {
    server = await startEmulator();
    expect((await move("k3x9t6m1qa", INTERNAL)).status).toBe(400);
    expect((await move("kxxxxxxxxx", GOLD)).status).toBe(404);
    expect(server.emulator.keyPlan("k3x9t6m1qa", STAGE)).toBe(FREE);
  });

  test.each([
    ["default", 204, undefined, undefined],
    ["keep", 204, FREE, FREE],
    ["refuse", 400, FREE, FREE],
  ] as const)("on a detached plan: %s", async (keysInUse, status, afterDetach, afterAttach) => {
    server = await startEmulator({ world: { keysInUse } });
    expect((await detach(server.url)).status).toBe(status);
    expect(server.emulator.isOn(STAGE, FREE)).toBe(keysInUse === "refuse");
    expect(server.emulator.keyPlan("k3x9t6m1qa", STAGE)).toBe(afterDetach);
    // Keys on other plans stay where they are, and those of other stages too.
    expect(server.emulator.keyPlan("k8d2f5v0wb", STAGE)).toBe(GOLD);
    await attach(server.url);
    expect(server.emulator.keyPlan("k3x9t6m1qa", STAGE)).toBe(afterAttach);
    expect(server.emulator.isOn(STAGE, FREE)).toBe(true);
  });

  test("a plan that no key uses is detached where keys in use refuse", async () => {
    server = await startEmulator({ world: { keysInUse: "refuse", keysInUseStatus: 409 } });
    expect((await detach(server.url, BASIC)).status).toBe(204);
    expect((await detach(server.url, GOLD)).status).toBe(409);
  });
});
