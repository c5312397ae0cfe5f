/**
 * A plan that looks show on its stage though an earlier run sent for its detach. Was that request carried out for sure,
 * the looks are stale or somebody has attached the plan again; was it in doubt, it may still land. Either way looks are
 * believed only when the request is old.
 */
import { type Agreed, readOf, untilTwoAgree } from "./looks.ts";
import { problem } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Problem, Ref, StagePath } from "./types.ts";
import { type EarlierDetach, nameOf } from "./work.ts";

/** By then a request has been carried out, or never is: NCP's gateway gives its back end up before that. */
const LANDED_MS = 30_000;
/** Between pairs of looks, growing. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 8_000;

/** What a pair of looks takes, with some to spare. */
const LOOKS_S = 4;

type Ends = ReadonlyMap<string, Agreed | Problem>;

const isOn = (end: Agreed | Problem | undefined): boolean => end !== undefined && "attached" in end && end.attached;

/**
 * @param agreed what looks have agreed on, by the plan's id
 * @returns the same, when no detach can land any more
 */
export async function untilLanded(
  run: Run,
  at: StagePath,
  agreed: Ends,
  detached: readonly { readonly plan: Ref; readonly detach: EarlierDetach }[],
): Promise<Ends> {
  const ends = new Map(agreed);
  let open = detached.filter(({ plan }) => isOn(agreed.get(plan.id)));
  const sentBy = Math.max(...open.map(({ detach }) => detach.sentBy));
  // Another machine's clock may be ahead of ours: never longer than for a request of this moment.
  const young = Math.min(LANDED_MS, sentBy + LANDED_MS - run.clock.now());
  const until = run.clock.monotonic() + young;
  for (let pause = FIRST_PAUSE_MS; open.length > 0; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
    const left = until - run.clock.monotonic();
    if (left <= 0) break;
    await run.deadline.sleep(Math.min(pause, left));
    const looks = await untilTwoAgree(run, at, { plans: open.map(({ plan }) => ({ plan })) }, "ask-once");
    const seconds = Math.ceil(Math.max(0, until - run.clock.monotonic()) / 1_000) + LOOKS_S;
    for (const [id, end] of looks) {
      // Earlier looks agreed: the time is what there was too little of.
      const cutOff = "code" in end && run.deadline.over && !run.deadline.cancelled;
      ends.set(id, cutOff ? problem("deadline", { operation: readOf(at), seconds }) : end);
    }
    open = open.filter(({ plan }) => isOn(ends.get(plan.id)));
  }
  for (const { plan, detach } of young > 0 ? open : []) {
    if (detach.sure) continue;
    const facts = { plan: nameOf(plan), stage: nameOf(at.stage), sentAt: new Date(detach.sentBy).toISOString() };
    run.tell({ code: "may-still-land", level: "warning", facts });
  }
  return ends;
}
