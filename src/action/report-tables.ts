/** What stands below the sentences: the targets, and the API keys on their plans. */
import { byCalls } from "../usage-plan/by-calls.ts";
import type { AffectedKey, Outcome, Ref, Report } from "../usage-plan/types.ts";
import { nameOf, placeOf } from "../usage-plan/work.ts";
import { html, prose } from "./escape.ts";
import { details, firstOf, named, short, titledColumns, titledRows } from "./markup.ts";
import type { Messages } from "./messages/catalog.ts";
import { number } from "./messages/words.ts";
import { redFirst, verdictOf } from "./render.ts";

export interface Limits {
  readonly rows: number;
  readonly items: number;
  readonly receipt: number;
}

const MAX_OPEN_STAGES = 5;
const MAX_PLANS_OF_A_STAGE = 10;

export function targetTable(messages: Messages, report: Report, limits: Limits): string {
  const [only, ...rest] = report.outcomes;
  if (only === undefined) return "";
  return rest.length === 0 ? oneTarget(messages, only, limits) : byStage(messages, report.outcomes, limits);
}

function oneTarget({ labels }: Messages, outcome: Outcome, limits: Limits): string {
  const { product, api, stage, plan } = outcome.target;
  return titledRows([
    [labels.level.stage, [product, api, stage].map(named).join(" / ")],
    [labels.level["usage-plan"], named(plan)],
    ...plansOfStage(labels, outcome, limits.items),
  ]);
}

/** The stage's plans before and after, what went struck out; or as they are, where nothing was changed. */
function plansOfStage(
  labels: Messages["labels"],
  { target, before, after, changed }: Outcome,
  max: number,
): (readonly [string, string])[] {
  const isTarget = ({ id }: Ref): boolean => id === target.plan.id;
  const listed = (plans: readonly Ref[], mark: (plan: Ref) => string): string => {
    const ordered = [...plans.filter(isTarget), ...plans.filter((plan) => !isTarget(plan))];
    return plans.length === 0 ? html(labels.nothing) : firstOf(ordered.map(mark), max).join(", ");
  };
  const asIs = (plan: Ref): string => (isTarget(plan) ? `<b>${short(plan)}</b>` : short(plan));
  if (after === undefined) {
    return before === undefined ? [] : [[changed ? labels.before : labels.now, listed(before, asIs)]];
  }
  const left = new Set(after.map(({ id }) => id));
  const marked = (plan: Ref): string => (left.has(plan.id) ? asIs(plan) : `<del>${short(plan)}</del>`);
  // A detach by names knows from the plan's own stages that it was there, and never read the stage's plans.
  const then = before ?? (changed && !left.has(target.plan.id) ? [target.plan] : []);
  const gone = then.filter(({ id }) => !left.has(id));
  const now = listed([...gone, ...after], marked);
  if (before !== undefined) return [[labels.beforeAfter, `${listed(before, asIs)} → ${now}`]];
  return [[gone.length > 0 ? labels.beforeAfter : labels.now, now]];
}

/** One row per stage, however many plans: those that ended alike stand together. */
function byStage(messages: Messages, outcomes: readonly Outcome[], limits: Limits): string {
  const { labels } = messages;
  const stages = new Map<string, Outcome[]>();
  for (const outcome of redFirst(outcomes)) {
    const place = placeOf(outcome.target);
    stages.set(place, [...(stages.get(place) ?? []), outcome]);
  }
  const products = new Set(outcomes.map(({ target }) => target.product.id));
  const rows = [...stages.values()]
    .slice(0, limits.rows)
    .map((of) => [
      place(of, products.size > 1),
      verdictLines(messages, of, Math.min(limits.items, MAX_PLANS_OF_A_STAGE)).join("<br>"),
    ]);
  const left = stages.size - rows.length;
  const more = left > 0 ? `\n<p>${prose(labels.moreRows(left))}</p>` : "";
  const table = titledColumns([labels.level.stage, labels.result], rows) + more;
  return stages.size <= MAX_OPEN_STAGES ? table : details(labels.targets(outcomes.length), table);
}

function place([first]: readonly Outcome[], withProduct: boolean): string {
  if (first === undefined) return "";
  const { product, api, stage } = first.target;
  return [...(withProduct ? [product, api] : [api]).map(short), named(stage)].join(" / ");
}

function verdictLines(messages: Messages, outcomes: readonly Outcome[], max: number): string[] {
  const groups = new Map<string, { readonly first: Outcome; readonly plans: Ref[] }>();
  for (const first of outcomes) {
    const verdict = verdictOf(messages, first);
    const group = groups.get(verdict) ?? { first, plans: [] };
    group.plans.push(first.target.plan);
    groups.set(verdict, group);
  }
  return [...groups.values()].map(
    ({ first, plans }) =>
      `${html(verdictOf(messages, first, plans.length))}: ${firstOf(plans.map(named), max).join(", ")}`,
  );
}

/** All API keys of the run in one table, and what is known of each. */
export function keyTable(messages: Messages, report: Report, limits: Limits): string {
  const { outcomes, mode, dryRun, keysLookedAt } = report;
  const { labels } = messages;
  // A restore has put them where they were, but for those that somebody has put elsewhere since.
  const isBack = mode === "restore" && !dryRun;
  const rows = outcomes
    .flatMap(({ target, keys = [] }) =>
      keys.map((key) => ({ target, key: isBack ? { movedTo: target.plan, ...key } : key })),
    )
    .sort((a, b) => byCalls(a.key, b.key));
  if (rows.length === 0) return keysLookedAt ? "" : nobodyLooked(messages, outcomes);
  const several = outcomes.length > 1;
  const movedTo = dryRun && mode === "detach" ? labels.keyWouldMoveTo : labels.keyMovedTo;
  const known = (column: (key: AffectedKey) => unknown): boolean => rows.some(({ key }) => column(key) !== undefined);
  const columns: readonly (readonly [string, boolean, (row: (typeof rows)[number]) => string])[] = [
    [labels.key, true, ({ key }) => named(key)],
    // Where it is as it always is, it only takes room from the rest.
    [
      labels.keyStatus,
      known(({ status }) => (status === "ACCEPTED" ? undefined : status)),
      ({ key }) => html(key.status ?? ""),
    ],
    [labels.keyCalls, known(({ monthCalls }) => monthCalls), ({ key }) => calls(key)],
    // Last of what is known of each key: it is the widest, and on a phone the rest is out of sight.
    [labels.target, several, ({ target }) => `${named(target.plan)} – ${named(target.stage)}`],
    [movedTo, known((key) => key.movedTo), ({ key }) => (key.movedTo ? named(key.movedTo) : "")],
  ];
  const shown = columns.filter(([, isShown]) => isShown);
  const cells = rows.slice(0, limits.items).map((row) => shown.map(([, , cell]) => cell(row)));
  const left = rows.length - cells.length;
  const table = titledColumns(
    shown.map(([title]) => title),
    left > 0 ? [...cells, [`… +${left}`]] : cells,
  );
  const below = defaultPlans(messages, outcomes).slice(0, limits.items);
  return [`<p><b>${html(labels.keys(rows.length))}</b></p>`, table, ...below].join("\n");
}

/** Somebody may be affected, and nobody knows who. */
function nobodyLooked(messages: Messages, outcomes: readonly Outcome[]): string {
  if (!outcomes.some(({ verdict, changed }) => changed || verdict === "would-detach")) return "";
  return `<p>${prose(messages.note({ code: "keys-not-looked-at", facts: {} }))}</p>`;
}

/** What the keys may fall to, once per stage. */
function defaultPlans(messages: Messages, outcomes: readonly Outcome[]): string[] {
  const stages = new Map<string, string>();
  for (const { target, defaultPlan } of outcomes) {
    if (defaultPlan === undefined) continue;
    const facts = { ...defaultPlan, stage: nameOf(target.stage) };
    stages.set(target.stage.id, `<p>${prose(messages.note({ code: "default-plan", facts }))}</p>`);
  }
  return [...stages.values()];
}

const calls = ({ monthCalls }: AffectedKey): string => (monthCalls === undefined ? "" : number(monthCalls));
