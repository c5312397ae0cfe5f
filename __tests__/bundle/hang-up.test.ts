/** A server that closes every connection right after its reply, unannounced: whatever a run does goes through. */
import { expect, test } from "vitest";
import { post, ROLLBACK } from "./post.ts";
import { emulated, TARGET, UNUSED } from "./runner.ts";

test("a move of API keys, its way back, a detach of everything, and an undo", { timeout: 90_000 }, () =>
  emulated({ hangsUpAfterMs: 0 }, async (all) => {
    const inputs = { ...ROLLBACK, "successor-plan-id": UNUSED, timeout: "30" };
    const before = [...all.plans()].sort();
    const main = await all.run(inputs);
    expect(main.outputs["result"]).toBe("detached");
    expect((await post(all, main, inputs)).exitCode).toBe(0);
    expect([...all.plans()].sort()).toEqual(before);
    const star = await all.run({ ...TARGET, "usage-plan-id": "*", "look-at-api-keys": "false" });
    expect(star.outputs).toMatchObject({ result: "detached", "detached-count": "3" });
    const back = await all.run({ mode: "restore", receipt: star.outputs["receipt"] ?? "" });
    expect(back.outputs).toMatchObject({ result: "restored", "restored-count": "3" });
  }),
);
