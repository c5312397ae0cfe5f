/**
 * Truthful is not enough: where nothing, or only what passes, goes wrong, the verdict must also be a decided one.
 * Otherwise `unknown` for everything would pass.
 */
import type { Fault } from "../../../emulator/core/faults.ts";
import type { Case, Phase } from "../case.ts";
import { type ApprovalPaper, type Judged, named, pairOf } from "../judge.ts";
import { hasTypo, isAmbiguous, isOwnSuccessor, isWrong, PAIRS, type Pair, pairFit } from "../selection.ts";
import type { Invariant } from "./types.ts";

type ApprovedPlan = ApprovalPaper["stages"][number]["plans"][number];

export const decidesWhenItCan: Invariant = (judged) => {
  const { run, played } = judged;
  if (!judged.ended || run.kind === "post") return [];
  if (!(run.cleanStart && played.others.length === 0) && !isReviewed(judged)) return [];
  if (!isFriendly(played.the, judged)) return [];
  const got = new Map(judged.outcomes.map((outcome) => [named(pairOf(outcome)), outcome.verdict]));
  if (onlyStopped(run.phase, played.the)) {
    return [...got]
      .filter(([, verdict]) => verdict === "unknown")
      .map(([target]) => `stopped in calm weather, and ${target} is unknown`);
  }
  if (!passes(isReviewed(judged) ? { ...run.phase, others: [] } : run.phase, played.the)) return [];
  const expected = judged.mode === "restore" ? restored(judged) : expectations(judged);
  const found: string[] = [];
  for (const [pair, verdicts] of expected) {
    const verdict = got.get(named(pair));
    if (verdict === undefined || !verdicts.includes(verdict)) {
      found.push(
        `nothing lasting was in the way, and ${named(pair)} is ${verdict ?? "left out"} instead of ${verdicts.join(" or ")}`,
      );
    }
  }
  if (got.size !== expected.length) found.push(`${got.size} targets instead of ${expected.length}`);
  return found;
};

/** By an approval, and whatever others did since the dry run was over by then: what is compared decides. */
const isReviewed = ({ approval, played, run, from }: Judged): boolean =>
  approval !== undefined &&
  // Without its successor nothing of it is begun.
  (approval.successor === undefined || played.emulator.store.plans.has(approval.successor.id)) &&
  run.phase.settled &&
  played.others.every(({ at }) => at <= from) &&
  Math.max(...(played.the.world.reads?.lagsMs ?? [0])) === 0;

/** A signal and nothing else: five seconds are enough to find out what a write came to. */
const onlyStopped = ({ faults, wire, stop }: Phase, { world, inputs, clock }: Case): boolean =>
  stop !== null &&
  faults.length + wire.length === 0 &&
  inputs.verify &&
  clock.aheadMs === 0 &&
  (world.clock?.offsetMs ?? 0) === 0 &&
  (world.accepted?.applied ?? "at-once") === "at-once" &&
  Math.max(...(world.reads?.lagsMs ?? [0])) === 0;

/** Nothing wrong with what was asked for, either. */
const isFriendly = (the: Case, judged: Judged): boolean => canBeKnown(the, judged) && !isWrong(judged.wanted);

/** A name of two things says so in every run, with nothing written; and never is one of them picked. */
export const ambiguousIsRefused: Invariant = (judged) => {
  const { run, wanted, mode, verify, writes, played } = judged;
  if (mode === "restore" || !verify || !isAmbiguous(wanted)) return [];
  const found = writes.map(({ operation, target }) => `a name means two things, and ${operation} was sent: ${target}`);
  if (!judged.ended) return found;
  const verdicts = judged.outcomes.map(({ verdict }) => verdict).filter((verdict) => verdict !== "failed");
  if (verdicts.length > 0) found.push(`a name means two things, and one of them is ${verdicts[0]}`);
  const code = run.record.outputs.get("code");
  const only = !hasTypo(wanted) && canBeKnown(played.the, judged) && passes({ ...run.phase, others: [] }, played.the);
  if (only && code !== "name-ambiguous") found.push(`a name means two things, and the code is "${code}"`);
  return found;
};

/** A world in which everything that is needed can be known, with time for it. */
function canBeKnown({ permission, world, network, clock, inputs }: Case, { wanted, played }: Judged): boolean {
  const { accepted = {}, reads = {}, paging = {}, names = "as-stored", clock: theirs = {}, forbidden = [] } = world;
  const { applied = "at-once", body = "empty" } = accepted;
  const skew = clock.aheadMs - (theirs.offsetMs ?? 0);
  const named = wanted.plan.names !== undefined && wanted.plan.ids === undefined;
  return (
    permission === "manage" &&
    world.apiKeyList !== "nested" && // then keys cannot be read
    forbidden.length === 0 &&
    applied !== "never" &&
    (applied === "at-once" || applied.afterMs <= 3_000) &&
    body !== "huge" &&
    Math.max(...(reads.lagsMs ?? [0])) <= 3_000 &&
    world.errors?.shape !== "huge" && // a reply that is not read to its end cannot say that our clock is wrong
    world.keysInUse !== "refuse" &&
    (paging.pages ?? "true") === "true" &&
    paging.overMax !== "refuse" &&
    names !== "hostile" &&
    clock.jump === null &&
    (Math.abs(skew) < 290_000 || ((theirs.date ?? "server") === "server" && Math.abs(skew) <= 24 * 3_600_000)) &&
    (world.latencyMs ?? 0) + (world.jitterMs ?? 0) <= 500 &&
    network.connectMs + network.upMs + network.downMs <= 1_000 &&
    inputs.timeout >= 60 &&
    !isOwnSuccessor(played.the, wanted) &&
    !(
      named &&
      wanted.plan.ambiguous !== true &&
      PAIRS.some(
        ({ plan }) =>
          wanted.plan.names?.some((name) => played.truth.namesIn(plan, -Infinity, Infinity).includes(name)) &&
          played.truth.sharesName(plan, -Infinity, Infinity),
      )
    )
  );
}

/** Nothing goes wrong but what passes by itself, and not more than three times. */
function passes({ faults, wire, others, stop }: Phase, { inputs, world }: Case): boolean {
  if (others.length > 0 || stop !== null) return false;
  if (faults.length + wire.length === 0) return true;
  // Without reads an uncertain write stays one.
  if (!inputs.verify || inputs.timeout < 120 || (world.reads?.lagsMs ?? [0]).some((lag) => lag > 0)) return false;
  const times = [...faults, ...wire].reduce((sum, { times = 1 }) => sum + (times === "all" ? Infinity : times), 0);
  return (
    times <= 3 && faults.every((rule) => isPassing(rule.do as Fault)) && wire.every(({ kind }) => !LASTING.has(kind))
  );
}

const LASTING: ReadonlySet<string> = new Set(["dns", "tls", "proxy"]);

function isPassing(fault: Fault): boolean {
  switch (fault.kind) {
    case "refuse":
    case "reset":
    case "hold":
    case "half":
    case "garbage":
    case "no-date":
      return true;
    case "down":
      return fault.forMs <= 5_000;
    case "reply":
      return fault.status >= 500 || fault.status === 408 || (fault.status === 429 && fault.code !== "400");
    default:
      return false;
  }
}

/** A receipt's plans are back; those that were there with all their keys are left as they are. */
function restored({ run, receipt, dryRun }: Judged): [Pair, readonly string[]][] {
  return receipt.map((then) => {
    const isOn = run.before.stages[then.stage]?.includes(then.plan) === true;
    const whole = then.keys.every((key) => run.before.keys[`${key}/${then.stage}`] === then.plan);
    return [then, [isOn && whole ? "already-attached" : dryRun ? "would-restore" : "restored"]];
  });
}

/** What must come out, for every target that there should be. */
function expectations(judged: Judged): [Pair, readonly string[]][] {
  const { run, played, wanted, from } = judged;
  const star = wanted.stage.all || wanted.plan.all;
  const isOn = ({ stage, plan }: Pair) => run.before.stages[stage]?.includes(plan) === true;
  const fit = PAIRS.filter(
    (pair) => pair.plan !== judged.successor && pairFit(wanted, pair, played.truth, from, from) === "always",
  );
  // A plan that is on no stage at all stands for itself.
  const nowhere = wanted.stage.all && !wanted.plan.all ? [...new Set(fit.map(({ plan }) => plan))] : [];
  return [
    ...fit.filter((pair) => !star || isOn(pair)),
    ...nowhere
      .filter((plan) => !fit.some((pair) => pair.plan === plan && isOn(pair)))
      .map((plan) => ({ stage: "*", plan })),
  ].map((pair) => [pair, verdictsFor(judged, pair, isOn(pair))]);
}

function verdictsFor(judged: Judged, pair: Pair, on: boolean): readonly string[] {
  const { played, mode, dryRun, verify, run } = judged;
  const { world } = played.the;
  if (mode === "check") return [on ? "attached" : "already-detached"];
  if (!verify) {
    if (on) return ["accepted"];
    return [(world.detachOfAbsent ?? 400) < 300 ? "accepted" : "failed"];
  }
  if (judged.approval !== undefined && !exists(played, pair)) return ["failed"];
  if (!on) return ["already-detached"];
  const keys = Object.entries(run.before.keys).filter(
    ([place, plan]) => plan === pair.plan && place.endsWith(`/${pair.stage}`),
  );
  const guard = run.record.env["INPUT_MAX-AFFECTED-API-KEYS"];
  if (guard !== undefined && keys.length > Number(guard)) return ["refused"];
  const agreed = judged.approval?.stages
    .find(({ stage }) => stage.id === pair.stage)
    ?.plans.find(({ id }) => id === pair.plan);
  if (
    agreed !== undefined &&
    !isAsApproved(
      judged,
      agreed,
      keys.map(([place]) => place.split("/")[0] ?? ""),
    )
  )
    return ["refused"];
  return [dryRun ? "would-detach" : "detached"];
}

const exists = ({ emulator: { store } }: Judged["played"], { stage, plan }: Pair): boolean =>
  store.stages.has(stage) && store.plans.has(plan);

function isAsApproved({ played, approval, from }: Judged, plan: ApprovedPlan, keys: readonly string[]): boolean {
  const isNamed = ({ id, name }: { readonly id: string; readonly name?: string }) =>
    name === undefined || played.truth.namesIn(id, from, from).includes(name.normalize("NFC"));
  const same =
    plan.keys === undefined ||
    plan.keys
      .map(({ id }) => id)
      .sort()
      .join() === keys.toSorted().join();
  return same && isNamed(plan) && (approval?.successor === undefined || isNamed(approval.successor));
}
