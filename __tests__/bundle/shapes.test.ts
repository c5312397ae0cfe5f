/** Every shape that the body of a reply may have, and what is hostile in it. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { SHAPES, type Shape } from "../../emulator/core/faults.ts";
import { DETACH, emulated, errorOf, FREE, OBSERVE, STAGE, TARGET } from "./runner.ts";

/** One request after the other. */
const QUICK = { ...TARGET, "look-at-api-keys": "false", timeout: "5" };

/** What each shape still tells: NCP's code, and its words. */
const TELLS: Readonly<Partial<Record<Shape, readonly [code: boolean, words: boolean]>>> = {
  "front-end": [true, true],
  "front-end-number": [true, true],
  flat: [true, true],
  "response-error": [true, true],
  "code-msg": [true, true],
  spring: [false, true],
  xml: [true, true],
  html: [false, true],
  text: [false, true],
  "wrong-type": [false, true],
  "cut-off": [true, false],
  hostile: [true, true],
};

describe.concurrent("a refusal in any shape", () => {
  test.each(SHAPES.filter((shape) => shape !== "huge"))("%s", (shape) =>
    emulated(
      { world: { errors: { shape }, faults: [{ do: { kind: "reply", status: 403 } }] } },
      async ({ run, requests }) => {
        const result = await run(QUICK);
        expect(result.outputs).toMatchObject({ result: "failed", code: "forbidden" });
        expect(requests()).toEqual([OBSERVE]);
        const [code = false, words = false] = TELLS[shape] ?? [];
        expect(/NCP code 230/.test(errorOf(result))).toBe(code);
        expect(/\(HTTP 403[^)]*Forbidden/.test(errorOf(result))).toBe(words);
      },
    ),
  );

  test("huge: the connection is dropped, and it is as if no reply had come", () =>
    emulated(
      { world: { errors: { shape: "huge" }, faults: [{ do: { kind: "reply", status: 403 } }] } },
      async ({ run }) => {
        const { outputs } = await run(QUICK);
        expect(outputs).toMatchObject({ result: "failed", code: "reply-too-large" });
      },
    ));
});

describe.concurrent("a 2xx reply to a read that is not what NCP documents", () => {
  test.each(["empty", "html", "xml", "text", "cut-off", "deep", "null", "array", "flat", "hostile"] as const)(
    "%s: an error that says what was expected and what came",
    (shape) =>
      emulated(
        { world: { faults: [{ on: "reads", do: { kind: "body", shape } }] } },
        async ({ run, requests, plans }) => {
          const result = await run(QUICK);
          expect(result.outputs).toMatchObject({ result: "failed", code: "unexpected-reply", changed: "false" });
          expect(errorOf(result)).toMatch(/Expected.*: .+\. Received: .+\./);
          expect(requests()).not.toContain(DETACH);
          expect(plans()).toContain(FREE);
        },
      ),
  );
});

describe.concurrent("odd rows of neighbours", () => {
  test.each([
    { tenantId: 5, usagePlanName: 7 },
    { rateRps: -1, dayQuotaRequest: 2 ** 60, monthQuotaRequest: null },
    { usagePlanName: ["a", "b"], quotaCondition: {} },
  ])("%j is no reason to stop", (odd) =>
    emulated({}, async ({ server, run, requests, plans }) => {
      const neighbour = { usagePlanId: "odd", ...odd };
      const url = await rewriting(server.url, (target, body) => {
        if (!target.includes(`${STAGE}/usage-plans?`)) return body;
        const page = JSON.parse(body) as { total: number; content: unknown[] };
        return JSON.stringify({ ...page, total: page.total + 1, content: [neighbour, ...page.content] });
      });
      // As long as a busy machine needs: with the time up before the write it would be `failed`, and rightly.
      expect((await run({ ...QUICK, timeout: "60", "api-url": url })).outputs).toMatchObject({ result: "detached" });
      expect(requests()).toEqual([OBSERVE, DETACH, OBSERVE]);
      expect(plans()).not.toContain(FREE);
    }),
  );
});

/** A server between the action and the emulator that changes bodies of replies. Gives its origin. */
async function rewriting(origin: string, change: (target: string, body: string) => string): Promise<string> {
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const body = method === "GET" ? null : await new Response(Readable.toWeb(request) as ReadableStream).text();
    const reply = await fetch(origin + url, { method, headers: headers as Record<string, string>, body });
    response.writeHead(reply.status, { date: reply.headers.get("date") ?? "" }).end(change(url, await reply.text()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.concurrent("hostile text of the server stays text", () => {
  test("in names: log, outputs, receipt and summary of a detach, and of the restore after it", () =>
    emulated({ world: { names: "hostile" } }, async ({ run }) => {
      const { outputs, stdout, summary } = await run({ ...TARGET, "max-affected-api-keys": "9" });
      expect(outputs["result"]).toBe("detached");
      for (const text of [stdout, summary]) expect(text).not.toMatch(/^\s*::set-output/m);
      // The name itself is kept: as data it is whole.
      const [row] = JSON.parse(outputs["results"] ?? "") as { usagePlanName: string }[];
      expect(row?.usagePlanName).toContain("\n::set-output name=x::y\n");
      const restored = await run({ mode: "restore", receipt: outputs["receipt"] ?? "" });
      expect(restored.outputs["result"]).toBe("restored");
    }));

  test.each(["en", "ko"])("in errors of reads and writes, in %s", (language) =>
    emulated({ world: { errors: { shape: "hostile" }, forbidden: ["writes"] } }, async ({ run }) => {
      const result = await run({ ...TARGET, language });
      expect(result.outputs).toMatchObject({ result: "failed", code: "permission-denied" });
      expect(errorOf(result)).toContain("Permission Denied");
      expect(result.summary).not.toMatch(/^[#|`]/m);
    }),
  );

  test("in names that a wrong name is told with", () =>
    emulated({ world: { names: "hostile" } }, async ({ run }) => {
      const { outputs } = await run({ ...TARGET, "usage-plan-id": "", "usage-plan-name": "없는 플랜" });
      expect(outputs).toMatchObject({ result: "failed", code: "name-not-found" });
    }));
});
