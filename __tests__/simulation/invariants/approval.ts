/**
 * What was approved is what is done: every write stands in the approval, and what it compares was as then when the run
 * last looked before the first write of the target.
 */
import { type ApprovalPaper, type Judged, keyPlanTold, listed, named } from "../judge.ts";
import type { Sent } from "../network.ts";
import { KEYS } from "../universe.ts";
import type { Invariant } from "./types.ts";

type ApprovedStage = ApprovalPaper["stages"][number];
type ApprovedPlan = ApprovedStage["plans"][number];

export const approvalsAreKept: Invariant = (judged) => {
  const { approval, mode, writes } = judged;
  if (approval === undefined || mode !== "detach") return [];
  const found = writes
    .filter((write) => !isApproved(approval, write))
    .map(({ target, plan }) => `${target} ${plan}: not approved`);
  for (const stage of approval.stages) {
    const here = writes.filter((write) => write.stage === stage.stage.id);
    for (const plan of stage.plans) {
      // The successor goes on for the keys of the plans that are written: that is the first write for them.
      const first = here.find((write) => isOf(plan, write) || (write.operation === "attach" && plan.keys?.length));
      if (first !== undefined && here.some((write) => isOf(plan, write)))
        found.push(...changes(judged, stage, plan, first, here[0] ?? first));
    }
  }
  return found;
};

function isApproved({ stages, successor }: ApprovalPaper, write: Sent): boolean {
  const at = stages.find(({ stage }) => stage.id === write.stage);
  if (at === undefined || at.product.id !== write.product) return false;
  if (write.operation === "attach") return write.plan === successor?.id;
  const mine = at.plans.filter((plan) => isOf(plan, write));
  return mine.length > 0 && (write.operation === "detach" || write.plan === successor?.id);
}

/** Whether it takes the plan off, or one of its keys to the successor. */
const isOf = ({ id, keys = [] }: ApprovedPlan, { operation, plan, key }: Sent): boolean =>
  operation === "detach" ? plan === id : operation === "subscribe" && keys.some((each) => each.id === key);

function changes(judged: Judged, at: ApprovedStage, plan: ApprovedPlan, first: Sent, stageFirst: Sent): string[] {
  const { sent } = judged.run.record;
  const stage = at.stage.id;
  const before = (write: Sent) =>
    sent.slice(0, sent.indexOf(write)).filter(({ end }) => end?.kind === "reply" && end.at <= write.at);
  const says = (what: string) => `${named({ stage, plan: plan.id })}: written, and ${what}`;
  const found: string[] = [];

  const row = before(stageFirst)
    .filter((each) => each.operation === "stage-plans" && each.stage === stage)
    .flatMap((each) => listed(each, "content") ?? [])
    .findLast((each) => each["usagePlanId"] === plan.id);
  if (plan.name !== undefined && row !== undefined && !isSame(row["usagePlanName"], plan.name))
    found.push(says(`it was named ${row["usagePlanName"]} by then`));

  if (plan.keys === undefined) return found;
  const told = keysTold(before(first), at.product.id, stage);
  for (const { id } of KEYS) {
    const then = plan.keys.some((key) => key.id === id);
    if (told.has(id) && then !== (told.get(id) === plan.id))
      found.push(says(`${id} was ${then ? "off" : "on"} it by then`));
  }
  return found;
}

/** What the last look at all keys of the product showed: each is asked for once after their list, and then for itself. */
function keysTold(sent: readonly Sent[], product: string, stage: string): ReadonlyMap<string, string | null> {
  const told = new Map<string, string | null>();
  let look = new Set<string>();
  for (const each of sent.filter((one) => one.product === product)) {
    if (each.operation === "search-keys") look = new Set();
    if (each.operation !== "subscriptions" || each.key === undefined || look.has(each.key)) continue;
    const plan = keyPlanTold(each, stage);
    if (plan === undefined) continue;
    look.add(each.key);
    told.set(each.key, plan);
  }
  return told;
}

const isSame = (name: unknown, then: string): boolean => String(name).normalize("NFC") === then.normalize("NFC");
