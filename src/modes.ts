/** What each mode does: where its work comes from, and what becomes of it. */
import type { Config } from "./action/inputs.ts";
import { papersIn } from "./action/paper.ts";
import { receiptsGiven } from "./receipts.ts";
import type { Step } from "./step.ts";
import { approvedWork, readApprovals, tellApproval, tellOthers } from "./usage-plan/approval.ts";
import { check } from "./usage-plan/check.ts";
import { detach } from "./usage-plan/detach.ts";
import { resolve } from "./usage-plan/resolve.ts";
import { restore, workOf } from "./usage-plan/restore.ts";
import type { Run } from "./usage-plan/run.ts";
import { type Mode, type Outcome, writesNothing } from "./usage-plan/types.ts";
import { type StageWork, targetsOf } from "./usage-plan/work.ts";

export type Work = (run: Run, step: Step) => Promise<readonly Outcome[]>;

export const WORK: { readonly [M in Mode]: Work } = {
  async detach(run, step) {
    const { successor, approval } = step.config;
    if (approval !== undefined) return byApproval(run, step.config, approval);
    tellUnlooked(run, []);
    return detach(run, await targets(run, step), successor);
  },
  check: async (run, step) => check(run, await targets(run, step)),
  async restore(run, step) {
    const stages = receiptsGiven(step);
    tellTargets(run, workOf(stages));
    return restore(run, stages);
  },
};

async function targets(run: Run, { config }: Step): Promise<StageWork[]> {
  const work = await resolve(run, config.selection, writesNothing(config));
  tellTargets(run, work);
  return work;
}

/** What was approved is what is done, whatever the names and stars of the dry run would mean by now. */
async function byApproval(run: Run, { site, endpoint }: Config, text: string): Promise<readonly Outcome[]> {
  const approval = readApprovals(papersIn("approval", text, "approval"), { site, origin: endpoint.origin });
  const work = approvedWork(approval);
  tellApproval(run, approval);
  tellTargets(run, work);
  tellUnlooked(run, work);
  const { successor } = approval;
  const to = successor === undefined ? undefined : { ids: [successor.id], names: [], all: false };
  const [outcomes] = await Promise.all([detach(run, work, to), tellOthers(run, approval)]);
  return outcomes;
}

/** What was approved with its API keys is looked at all the same. */
function tellUnlooked(run: Run, approved: readonly StageWork[]): void {
  if (!run.verify || run.lookAtKeys) return;
  if (approved.some(({ plans }) => plans.some((plan) => plan.approved?.keys !== undefined))) return;
  run.tell({ code: "keys-not-looked-at", level: "info", facts: {} });
}

/** The list is fixed, and said, before the first write. */
function tellTargets(run: Run, work: readonly StageWork[]): void {
  const found = targetsOf(work);
  const list = found.map(({ product, api, stage, plan }) =>
    [product, api, stage, plan].map(({ id, name }) => name ?? id).join(" / "),
  );
  const facts = { count: found.length, list };
  run.tell(
    found.length === 0
      ? { code: "nothing-to-do", level: "info", facts: {} }
      : { code: "targets", level: "info", facts },
  );
}
