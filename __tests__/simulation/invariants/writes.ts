/** 2. Only what was asked for is ever written, and only while it may be. */
import { isWrite } from "../../../emulator/core/operations.ts";
import { type Judged, pairOf } from "../judge.ts";
import type { Sent } from "../network.ts";
import { hasWrongName, isWrong, pairFit } from "../selection.ts";
import { APIS, apiOf, KEYS, PLANS, PRODUCTS, STAGES, TYPO } from "../universe.ts";
import type { Invariant } from "./types.ts";

/** A write needs the time to hear its answer, and to look at what it did. */
const ROOM_MS = 1_000;

export const writesAreAllowed: Invariant = (judged) => {
  const { run, mode, dryRun } = judged;
  const { sent, startedAt } = run.record;
  const found = judged.writes.flatMap((write) => {
    const says = (why: string): string =>
      `${write.method} ${write.target} ${write.plan ?? ""} at +${write.at - startedAt} ms: ${why}`;
    const wrong: string[] = [];
    if (mode === "check") wrong.push(says("check never writes"));
    if (dryRun) wrong.push(says("a dry run never writes"));
    if (write.at > startedAt + judged.timeoutMs) wrong.push(says("after the deadline"));
    if (write.at > startedAt + judged.timeoutMs - ROOM_MS) wrong.push(says("without the time to hear its answer"));
    if (write.afterCancel) wrong.push(says("after the run was told to stop"));
    if (!wasAskedFor(judged, write)) wrong.push(says("nobody asked for that"));
    return wrong;
  });
  for (const outcome of judged.outcomes) {
    if (outcome.verdict === "refused" && judged.writesOn(pairOf(outcome)).length > 0)
      found.push("a refused target was written");
  }
  found.push(...overTheGuard(judged), ...beyondWrong(judged));
  for (const { operation, method, target } of sent) {
    // POST is also how NCP searches: everything that is no known read counts as a write.
    if (operation === undefined) found.push(`${method} ${target} is no operation of the API`);
    else if (isWrite(operation) && operation !== allowed(judged, operation)) found.push(`${operation} in mode ${mode}`);
  }
  return found;
};

/** First everything is looked at: an id that NCP said does not exist stops the others as well. */
function beyondWrong(judged: Judged): string[] {
  const { run, wanted, mode, verify, writes } = judged;
  if (mode !== "detach" || !verify || !isWrong(wanted)) return [];
  const told = run.record.sent.some(
    ({ write, target, end }) => !write && target.includes(TYPO) && end?.kind === "reply" && end.status === 404,
  );
  return told && writes.length > 0 ? ["an id does not exist, and something was written"] : [];
}

/** More keys on the plan than the user allows, from before the run until the write: then there is no write. */
function overTheGuard(judged: Judged): string[] {
  const guard = judged.run.record.env["INPUT_MAX-AFFECTED-API-KEYS"];
  if (guard === undefined || judged.mode === "restore") return [];
  return judged.writes.flatMap(({ stage = "", plan = "", at, operation }) => {
    if (operation !== "detach" || judged.successor !== undefined) return []; // moved: `keys-have-a-plan` judges that
    // A stage that was deleted meanwhile has no keys any more, and no plan.
    if (judged.played.truth.was(false, stage, plan, judged.seenFrom, at)) return [];
    const keys = KEYS.filter(({ id }) => judged.played.truth.keyStayedOn(id, stage, plan, judged.seenFrom, at));
    return keys.length > Number(guard)
      ? [`${plan} on ${stage} was written, with ${keys.length} keys and ${guard} allowed`]
      : [];
  });
}

function allowed({ mode, successor, moves }: Judged, operation: string): string {
  const moving = mode === "detach" && successor !== undefined;
  if (operation === "subscribe" && (mode === "restore" || moving)) return "subscribe";
  if (mode === "restore") return operation === "detach" && moves.attached.length > 0 ? "detach" : "attach";
  return operation === "attach" && moving ? "attach" : "detach";
}

function wasAskedFor(judged: Judged, { operation, product, api, stage = "", plan = "", key }: Sent): boolean {
  const { wanted, played, seenFrom, to, mode, receipt, moves, successor } = judged;
  if (mode === "restore") {
    const then = receipt.find((each) => each.stage === stage && each.plan === plan && each.product === product);
    if (operation === "subscribe") return then?.keys.includes(key ?? "") === true;
    if (operation === "detach") return moves.attached.some((each) => each.stage === stage && each.plan === plan);
    return then !== undefined && then.api === api;
  }
  if (operation !== "detach") {
    // Only where a plan was asked for, and of its keys only those that were on it.
    return (
      plan === successor &&
      !hasWrongName(wanted) &&
      PLANS.filter(({ id }) => pairFit(wanted, { stage, plan: id }, played.truth, seenFrom, to) !== "never").some(
        ({ id }) => id !== successor && (key === undefined || played.truth.keyWasOn(key, stage, id, seenFrom - 1, to)),
      )
    );
  }
  if (plan === successor) return false;
  if (!judged.verify) {
    // Nobody looked: the path is to the letter what was asked for, right or wrong.
    const levels = [wanted.product, wanted.api, wanted.stage, wanted.plan];
    return [product, api, stage, plan].every((id, level) => levels[level]?.ids?.includes(id ?? "") === true);
  }
  const place = STAGES.findIndex(({ id }) => id === stage);
  const itsApi = APIS[apiOf(place)];
  if (place < 0 || api !== itsApi?.id || product !== PRODUCTS[itsApi?.product ?? -1]?.id) return false;
  return !hasWrongName(wanted) && pairFit(wanted, { stage, plan }, played.truth, seenFrom, to) !== "never";
}
