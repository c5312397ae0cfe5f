/** What log, summary and comment have in common when they show a report. */
import { LEVELS } from "../usage-plan/levels.ts";
import { MODES, type Outcome, type Problem, type Ref, type Report, type Target } from "../usage-plan/types.ts";
import { countByVerdict, iconOf, isRed, VERDICTS } from "../usage-plan/verdicts.ts";
import type { RunContext } from "./context.ts";
import type { Messages } from "./messages/catalog.ts";
import type { Subject } from "./messages/words.ts";

/** The icon and the verdict in a word or two; of several that ended alike, how many they are. */
export function verdictOf(messages: Messages, outcome: Outcome, count = 1): string {
  const { label, tally } = messages.verdicts[outcome.verdict];
  return `${iconOf(outcome.verdict, isRed(outcome))} ${count === 1 ? label : tally(count)}`;
}

/** Red ones first, otherwise as they are. */
export function redFirst(outcomes: readonly Outcome[]): readonly Outcome[] {
  return [...outcomes.filter(isRed), ...outcomes.filter((outcome) => !isRed(outcome))];
}

/** `Gold (a1b2c3d4e5)`, or the id alone where no read gave a name. */
export const label = ({ id, name }: Ref): string => (name ? `${name} (${id})` : id);

/** The same for text in which what stands in backticks is code. */
export const marked = ({ id, name }: Ref): string => (name ? `${name.replaceAll("`", "'")} \`${id}\`` : `\`${id}\``);

/** `product / api / stage / plan`, by names where they are known. */
export function path(target: Target): string {
  return LEVELS.map(({ key }) => label(target[key])).join(" / ");
}

/** How a headline is shown: how things are named, and where the way back is. */
export interface HeadlineStyle {
  readonly named: (ref: Ref) => string;
  readonly undo: "below" | "summary";
}

/** How the whole run ended, in one sentence. */
export function headlineOf(messages: Messages, report: Report, context: RunContext, style: HeadlineStyle): string {
  const { headlines } = messages;
  const sentence = sentenceOf(messages, report, style);
  const { rollback, server } = context;
  const where = server === undefined || server.isNcp ? sentence : headlines.elsewhere(sentence, server.origin);
  return `${iconOf(report.result, report.red)} ${rollback === undefined ? where : headlines.rollback(where)}`;
}

function sentenceOf(messages: Messages, report: Report, style: HeadlineStyle): string {
  const { headlines } = messages;
  const [problem, ...problems] = report.problems;
  if (problem !== undefined) {
    return problems.length > 0
      ? headlines.stopped(report.problems.length)
      : firstSentence(messages.problem(problem).what);
  }
  // What is wrong with one target keeps the others from being touched: that one is what happened.
  const causes = report.outcomes.filter((outcome) => outcome.problem?.code !== "another-target-is-wrong");
  const outcomes = causes.length > 0 ? causes : report.outcomes;
  const [first] = outcomes;
  if (first === undefined) return headlines.nothing;
  if (outcomes.some(({ verdict }) => verdict !== first.verdict)) {
    return mixed(messages, outcomes, report.receipt === undefined ? "" : headlines.undo[style.undo]);
  }
  return (
    (outcomes.length === 1 && specialOf(messages, report, first, style)) || plainOf(messages, report, outcomes, style)
  );
}

/** @param undo where the way back is, behind what can be undone */
function mixed({ headlines, verdicts }: Messages, outcomes: readonly Outcome[], undo: string): string {
  const counts = countByVerdict(outcomes);
  const tallies = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => {
    const changed = verdict === "detached" || verdict === "accepted";
    return verdicts[verdict].tally(counts[verdict]) + (changed ? undo : "");
  });
  return headlines.mixed(tallies, outcomes.length);
}

function plainOf(messages: Messages, report: Report, outcomes: readonly Outcome[], style: HeadlineStyle): string {
  const { headlines, verdicts } = messages;
  const subject = subjectOf(headlines, report, outcomes, style);
  const looked = outcomes[0]?.lookedAt;
  if (looked !== undefined && outcomes.every(({ lookedAt }) => lookedAt === looked)) {
    return headlines.nowhere(subject, looked);
  }
  return verdicts[outcomes[0]?.verdict ?? report.result].headline(subject);
}

function subjectOf(
  headlines: Messages["headlines"],
  report: Report,
  outcomes: readonly Outcome[],
  { named }: HeadlineStyle,
): Subject {
  const plans = new Map(outcomes.map(({ target }) => [target.plan.id, target.plan]));
  const stages = new Map(outcomes.map(({ target }) => [target.stage.id, target.stage]));
  const [plan] = plans.values();
  const [stage] = stages.values();
  return {
    plan: plans.size === 1 && plan !== undefined ? named(plan) : headlines.plans(plans.size),
    stage: stages.size === 1 && stage !== undefined ? named(stage) : headlines.stages(stages.size),
    several: plans.size > 1,
    stages: stages.size > 1,
    aim: MODES[report.mode].aim,
    red: outcomes.some(isRed),
  };
}

/** Problems that say more in one sentence than that it was not done. */
function specialOf(
  { headlines }: Messages,
  report: Report,
  outcome: Outcome,
  style: HeadlineStyle,
): string | undefined {
  const { problem, target } = outcome;
  if (problem === undefined) return undefined;
  const subject = subjectOf(headlines, report, [outcome], style);
  if (problem.code === "too-many-api-keys") {
    const { count, limit } = problem.facts;
    return headlines.tooManyKeys(subject, count, limit);
  }
  if (problem.code === "too-many-calls") {
    const { count, limit } = problem.facts;
    return headlines.tooManyCalls(subject, count, limit);
  }
  if (problem.code === "changed-since-approval" && outcome.verdict === "refused") return headlines.changed(subject);
  const at = LEVELS.findIndex(({ notFound }) => notFound === problem.code);
  const row = LEVELS[at];
  if (row === undefined) return undefined;
  // A plan belongs to the account, and not to a stage.
  const parent = row.key === "plan" ? undefined : LEVELS[at - 1];
  const within = "within" in problem.facts ? problem.facts.within : undefined;
  return headlines.notFound(
    row.level,
    style.named({ id: target[row.key].id }),
    parent && style.named({ ...target[parent.key], ...(within !== undefined && { name: within }) }),
  );
}

const FIRST_SENTENCE = /^.*?(?:\.\s|$)/s;

const firstSentence = (text: string): string => (FIRST_SENTENCE.exec(text)?.[0] ?? text).trimEnd().replace(/\.$/, "");

/** What there is to say of a problem of the whole run whose first sentence is the headline. */
export const afterHeadline = (what: string): string => what.replace(FIRST_SENTENCE, "");

/** A problem in words, and where there is more of it. */
export function explain(messages: Messages, problem: Problem, { docs }: RunContext) {
  return {
    ...messages.problem(problem),
    page: `${docs}${messages.labels.troubleshooting}#${problem.code}`,
  };
}

/** One problem and the targets it hit: a thousand targets with one cause are one thing to read. */
export interface Trouble {
  readonly problem: Problem;
  /** Empty for a problem of the whole run. */
  readonly outcomes: readonly Outcome[];
}

export function troublesOf(report: Report): readonly Trouble[] {
  const byCode = new Map<string, { readonly problem: Problem; readonly outcomes: Outcome[] }>();
  for (const outcome of report.outcomes) {
    const { problem } = outcome;
    if (problem === undefined) continue;
    const same = byCode.get(problem.code) ?? { problem, outcomes: [] };
    same.outcomes.push(outcome);
    byCode.set(problem.code, same);
  }
  const isEffect = ({ problem }: Trouble): number => (problem.code === "another-target-is-wrong" ? 1 : 0);
  return [
    ...report.problems.map((problem) => ({ problem, outcomes: [] })),
    ...[...byCode.values()].sort((a, b) => isEffect(a) - isEffect(b)),
  ];
}

/** The receipt that undoes the run, or that a failed rollback should have worked off. */
export function receiptToShow(report: Report, context: RunContext): string | undefined {
  if (context.rollback === undefined) return report.receipt;
  return report.red && context.rollback.receipt !== "" ? context.rollback.receipt : undefined;
}
