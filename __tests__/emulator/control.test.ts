import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../emulator/server.ts";
import { detach, FREE, GOLD, MANAGER, plansOf, STAGE, UNUSED } from "./client.ts";

let server: RunningEmulator;
beforeEach(async () => {
  server = await startEmulator();
});
afterEach(() => server.close());

async function control(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const reply = await fetch(`${server.url}/__emulator/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: text }),
  });
  return { status: reply.status, json: (await reply.json()) as Record<string, unknown> };
}

describe("the control endpoint", () => {
  test("health", async () => {
    expect((await control("GET", "health")).json).toEqual({ ok: true, url: server.url });
  });

  test("gives the state without secret keys, and takes it back", async () => {
    const { json } = await control("GET", "state");
    expect(JSON.stringify(json)).not.toContain(MANAGER.secretKey);
    expect((await control("PUT", "state", json)).status).toBe(200);
    expect((await detach(server.url)).status).toBe(204);
  });

  test("takes a part of the state and leaves the rest", async () => {
    await control("POST", "state", { apiKeys: [] });
    const { json } = await control("GET", "state");
    expect(json["apiKeys"]).toEqual([]);
    expect(await plansOf(server.url)).toHaveLength(3);
  });

  test("a whole state replaces everything but the credentials", async () => {
    await control("PUT", "state", { usagePlans: [{ usagePlanId: "u1", usagePlanName: "하나" }] });
    const { json } = await control("GET", "state");
    expect(json).toMatchObject({ products: [], usagePlans: [{ usagePlanId: "u1" }] });
    expect((json["credentials"] as unknown[]).length).toBe(5);
  });

  test("a state that is wrong is refused and changes nothing", async () => {
    const { status, json } = await control("PUT", "state", { products: [{ productId: "P!" }] });
    expect(status).toBe(400);
    expect(json["error"]).toContain("state.products.0.productId");
    expect(await plansOf(server.url)).toHaveLength(3);
  });

  test("sets the world, adds and clears faults", async () => {
    await control("POST", "world", { accepted: { status: 204 }, detachOfAbsent: 204 });
    expect((await detach(server.url)).status).toBe(204);
    await control("POST", "faults", { on: "detach", do: { kind: "reply", status: 503 } });
    expect((await detach(server.url)).status).toBe(503);
    await control("DELETE", "faults");
    expect((await detach(server.url)).status).toBe(204);
    expect((await control("POST", "world", { names: "odd" })).status).toBe(400);
  });

  test("gives the log of requests, its own left out, and forgets it", async () => {
    await detach(server.url);
    const { json } = await control("GET", "requests");
    expect(json).toMatchObject([{ n: 1, method: "POST", operation: "detach", plan: FREE, status: 204, connection: 1 }]);
    await control("DELETE", "requests");
    expect((await control("GET", "requests")).json).toEqual([]);
  });

  test("is an actor: attach, detach, move a key, rename, delete; and tells the history", async () => {
    const body = { stageId: STAGE, usagePlanId: FREE };
    expect((await control("POST", "detach", body)).json).toEqual({ changed: true });
    expect((await control("POST", "detach", body)).json).toEqual({ changed: false });
    expect((await control("POST", "attach", { ...body, usagePlanId: UNUSED })).json).toEqual({ changed: true });
    const { json } = await control("GET", `history?stageId=${STAGE}&usagePlanId=${FREE}`);
    expect(json).toMatchObject([{ plan: FREE, on: false, by: "actor" }]);
    const key = { apiKeyId: "k3x9t6m1qa", stageId: STAGE, usagePlanId: GOLD };
    expect((await control("POST", "move-key", key)).json).toEqual({ changed: true });
    await control("POST", "rename", { id: GOLD, name: "파트너 골드" });
    await control("POST", "delete-plan", { usagePlanId: UNUSED });
    await control("POST", "delete-stage", { stageId: "s0u5y8i2om" });
    const state = JSON.stringify((await control("GET", "state")).json);
    expect(state).toContain("파트너 골드");
    expect(state).not.toContain(UNUSED);
    expect(state).not.toContain("s0u5y8i2om");
    expect((await control("POST", "attach", { stageId: "sxxxxxxxxx", usagePlanId: FREE })).status).toBe(400);
  });

  test("goes down and comes back", async () => {
    expect((await control("POST", "down", { forMs: 1000 })).json).toEqual({ ok: true });
    let refused = 0;
    let back = false;
    for (let i = 0; i < 200 && !(refused > 0 && back); i++) {
      await new Promise((done) => setTimeout(done, 20));
      const ok = await fetch(`${server.url}/__emulator/health`).then(
        () => true,
        () => false,
      );
      if (!ok) refused++;
      else if (refused > 0) back = true;
    }
    expect(refused).toBeGreaterThan(0);
    expect(back).toBe(true);
  });

  test("bad JSON, and what there is not", async () => {
    expect((await control("POST", "world", "{")).status).toBe(400);
    const { status, json } = await control("GET", "nothing");
    expect(status).toBe(404);
    expect(json["error"]).toContain("GET requests");
  });

  test("is closed to pages in a browser: by Origin, and by Host", async () => {
    expect((await control("GET", "state", undefined, { origin: "http://evil.invalid" })).status).toBe(403);
    const status = await new Promise((resolve, reject) => {
      const headers = { host: "evil.invalid" };
      const asked = request(`${server.url}/__emulator/state`, { headers }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      });
      asked.on("error", reject);
      asked.end();
    });
    expect(status).toBe(403);
  });
});
