/** `verify: false`: one signed write for each plan, and its status is all that is known. */
import { describe, expect, it } from "vitest";
import { detach } from "../../../src/usage-plan/detach.ts";
import { STAGE } from "./scenario.ts";
import { BY_ID, DETACH_OPERATION, detachGold, reply, verdictOf, verdicts, WRITE, writes } from "./steps.ts";
import { byIds, GOLD, MONTHLY, type Play, type Played, Scene, sentAt, TRIAL } from "./virtual.ts";

describe("verify: false", () => {
  const blind = (play: Play): Promise<Played> =>
    detachGold(new Scene(), { permission: "write", ...play, run: { verify: false } });

  it("2xx is believed", async () => {
    const played = await blind({});
    expect(played.requests).toEqual([WRITE]);
    expect(played.outcomes).toEqual([{ target: BY_ID, verdict: "accepted", changed: true, sentAt: sentAt(0) }]);
    expect(played.notes.at(-1)).toEqual({
      code: "unverified",
      level: "info",
      facts: { plan: GOLD.id, stage: STAGE.name },
    });
  });

  it("throttled and unsent are repeated", async () => {
    const played = await blind({ faults: [writes(reply(429))], wire: [{ kind: "dns-temporary", nth: 2 }] });
    expect(played.requests).toEqual([WRITE, `500 detach ${GOLD.id}`, `1005 detach ${GOLD.id}`]);
    expect(verdictOf(played)).toBe("accepted");
  });

  it("refused is failed, and no read explains it", async () => {
    const played = await blind({ faults: [writes(reply(400))] });
    expect(played.requests).toEqual([WRITE]);
    expect(verdictOf(played)).toBe("failed bad-request");
  });

  it("uncertain is unknown at once", async () => {
    const played = await blind({ faults: [writes(reply(504))] });
    expect(played.requests).toEqual([WRITE]);
    expect(played.outcomes).toEqual([
      {
        target: BY_ID,
        verdict: "unknown",
        changed: true,
        sentAt: sentAt(0),
        problem: {
          code: "write-uncertain",
          facts: {
            operation: DETACH_OPERATION,
            plan: GOLD.id,
            stage: STAGE.name,
            sentAt: sentAt(0),
            reason: "endpoint-timeout",
            status: 504,
            looked: false,
          },
          causes: [],
        },
      },
    ]);
    expect(played.notes.map(({ code }) => code)).toEqual(["writing"]);
  });

  it("one plan's failure does not stop the next", async () => {
    const scene = new Scene();
    const played = await scene.play((run) => detach(run, byIds(GOLD, TRIAL, MONTHLY)), {
      permission: "write",
      faults: [writes(reply(403)), writes(reply(500), 2)],
      run: { verify: false },
    });
    expect(verdicts(played)).toEqual(["failed forbidden", "unknown write-uncertain", "accepted"]);
    expect(scene.on()).toEqual([TRIAL.id, GOLD.id]);
  });
});
