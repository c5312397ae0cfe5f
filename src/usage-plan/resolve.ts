/** From what the user named to the fixed list of work, in as few reads as can be, and before any write. */
import { wholeLists } from "./looks.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { checkName, fits, pickName, sameName, uniqueById } from "./match.ts";
import { diagnose, findPlan, observe } from "./observe.ts";
import type { StageOfPlan } from "./ports.ts";
import { problemsOf, RunError } from "./problem.ts";
import type { Run, Successor } from "./run.ts";
import type { LookedAt, Ref, Selection, Selector, StagePath, UsagePlan } from "./types.ts";
import { everyStage, listOf, lookedAt, walk, walkNames } from "./walk.ts";
import { nameOf, type PlanWork, type StageWork } from "./work.ts";

const READS_SIDE_BY_SIDE = 8;
const MOMENT_MS = 250;

/**
 * @param byName whether a plan that is given by its id has to be known by its name as well, for an approval
 * @throws {RunError} with everything that is wrong with the names; nothing has been written then
 */
export async function resolve(run: Run, selection: Selection, byName = false): Promise<StageWork[]> {
  const byIds = [selection.product, selection.api, selection.stage].every(
    (level) => !level.all && level.names.length === 0,
  );
  const plansByIds = selection.plan.ids.length > 0;
  if (byIds && plansByIds) return pathsOf(selection).map((at) => ({ at, plans: plansById(selection.plan) }));
  if (byIds) return fromStages(run, selection, pathsOf(selection));
  if (selection.plan.all && selection.stage.all) return inventory(run, selection);
  if (selection.plan.all) return fromStages(run, selection, await walk(run, selection));
  return fromPlans(run, selection, byName || selection.stage.all);
}

function pathsOf({ product, api, stage }: Selection): StagePath[] {
  // One product and one API: inputs.ts lets no more through.
  return product.ids.flatMap((productId) =>
    api.ids.flatMap((apiId) =>
      stage.ids.map((id) => ({ product: { id: productId }, api: { id: apiId }, stage: { id } })),
    ),
  );
}

function plansById({ ids, names }: Selector): PlanWork[] {
  const expected = names[0] === undefined ? {} : { expectedName: names[0] };
  return ids.map((id) => ({ plan: { id }, exists: false, ...expected }));
}

/** The plan that API keys move to. @throws {RunError} where it is not the one plan that was meant */
export async function findSuccessor(run: Run, selector: Selector): Promise<Successor> {
  const [id] = selector.ids;
  return id === undefined ? planByName(run, selector.names[0] ?? "") : planById(run, id, selector);
}

/** The stages are known: their own lists of plans answer names and `*`, and are the observation as well. */
async function fromStages(run: Run, selection: Selection, paths: readonly StagePath[]): Promise<StageWork[]> {
  const observeOne = async (at: StagePath) => {
    try {
      const before = await observe(run, at);
      return { at, before, seenAt: run.clock.monotonic() };
    } catch (error) {
      throw new RunError([await diagnose(run, at, error)]);
    }
  };
  if (selection.plan.all) {
    const idsOf = ({ before }: Awaited<ReturnType<typeof observeOne>>) => before.map(({ id }) => id);
    const whole = await wholeLists(run, "GET …/usage-plans", paths, observeOne, idsOf, collect);
    // What counts as one moment shares the reads of the plans' own lists.
    const last = whole.reduce((latest, { seenAt }) => Math.max(latest, seenAt), 0);
    return whole.map(({ at, before, seenAt }) => ({
      at,
      before,
      seenAt: last - Math.floor((last - seenAt) / MOMENT_MS) * MOMENT_MS,
      plans: before.map((plan) => ({ plan, exists: true, byStar: true })),
    }));
  }
  const [observed, searched] = await Promise.all([
    collect(run, paths, observeOne),
    collect(run, selection.plan.names, async (name) => ({ name, found: await searchFor(run, name) })),
  ]);
  // What is on the stage counts as well: a search may be late. But a name of two plans means neither, wherever they are.
  const onStages = observed.flatMap((each) => each.before);
  const plans = await collect(run, searched, async ({ name, found }) =>
    pickName("usage-plan", name, [...found, ...onStages]),
  );
  return observed.map((each) => ({ ...each, plans: plans.map((plan) => ({ plan, exists: true })) }));
}

/** Which plans are on which stages, all of them. Only runs that write nothing ask for it. */
async function inventory(run: Run, selection: Selection): Promise<StageWork[]> {
  const paths = await everyStage(run, selection);
  tellLookedAt(run, lookedAt(paths));
  return (await fromStages(run, selection, paths)).filter(({ plans }) => plans.length > 0);
}

/**
 * The plans are known or searched for, and their own lists of stages say where they are. Which product, API and stage are
 * meant, the tree says, side by side with that: a name that fits two of them means neither, wherever the plan is.
 */
async function fromPlans(run: Run, selection: Selection, byName: boolean): Promise<StageWork[]> {
  if (selection.stage.all) {
    const [placed, within] = await both(placePlans(run, selection, byName), walkNames(run, selection));
    const rowsWithin = ({ rows }: Placed) =>
      rows.filter(({ product, api }) => fits(within.product, product) && fits(within.api, api));
    return onAnyStage(
      run,
      selection,
      placed.map((each) => ({ ...each, rows: rowsWithin(each) })),
    );
  }
  const [placed, paths] = await both(placePlans(run, selection, byName), walk(run, selection));
  return group(
    paths.flatMap((at) =>
      placed.map(({ rows, ...each }) => ({
        ...each,
        at,
        attached: rows.some(({ stage }) => stage.id === at.stage.id),
      })),
    ),
  );
}

/** Both, or why there is the one or the other: always the first's reason first, whatever came in first. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}

/** Every stage of each plan. */
async function placePlans(run: Run, { plan: selector, stage }: Selection, byName: boolean): Promise<Placed[]> {
  const { ids, names } = selector;
  const plans =
    ids.length > 0
      ? await collect(run, ids, async (id) => (names.length === 0 ? { id } : planById(run, id, selector)))
      : await collect(run, names, (name) => planByName(run, name));
  const known = new Map<string, Promise<Ref>>();
  const nameOnce = (plan: Ref): Promise<Ref> => {
    const naming = known.get(plan.id) ?? named(run, plan);
    known.set(plan.id, naming);
    return naming;
  };
  const place = async (plan: Ref) => {
    const [rows, found] = await Promise.all([
      listOf("usage-plan", plan.id, run.gateway.planStages(plan.id)),
      byName ? nameOnce(plan) : plan,
    ]);
    const name = found.name ?? rows[0]?.planName;
    return { plan: name === undefined ? plan : { ...plan, name }, rows, onStages: rows.length };
  };
  const unique = uniqueById(plans);
  if (!stage.all) return collect(run, unique, place);
  const idsOf = ({ rows }: Placed) => rows.map((row) => row.stage.id);
  return wholeLists(run, "GET /usage-plans/…/stages", unique, place, idsOf, collect);
}

interface Placed {
  readonly plan: Ref;
  readonly rows: readonly StageOfPlan[];
  /** How many the plan is on altogether. */
  readonly onStages: number;
}

/** The stages that have the plans; and of a plan that is on none, how much was looked at. */
async function onAnyStage(run: Run, selection: Selection, placed: readonly Placed[]): Promise<StageWork[]> {
  const work = group(placed.flatMap((each) => each.rows.map((at) => ({ ...each, at, attached: true }))));
  const missing = placed.filter(({ rows }) => rows.length === 0);
  if (missing.length === 0) return work;
  const paths = await everyStage(run, selection);
  const looked = lookedAt(paths);
  const nowhere = missing.map(({ plan }) => plan);
  for (const plan of nowhere) tellLookedAt(run, looked, plan);
  const plans = nowhere.map((plan) => ({ plan, exists: true }));
  return [...work, { at: askedFor(selection, paths), plans, nowhere: looked }];
}

async function named(run: Run, plan: Ref): Promise<Ref> {
  if (plan.name !== undefined) return plan;
  const found = await findPlan(run, plan.id);
  return "code" in found ? plan : { id: found.id, name: found.name };
}

/** What stands in a target's place where it has no stage: the selection itself. */
function askedFor({ product, api }: Selection, paths: readonly StagePath[]): StagePath {
  const of = (level: "product" | "api", { all, ids, names }: Selector): Ref =>
    all ? { id: "*" } : (paths[0]?.[level] ?? { id: ids[0] ?? "*", ...(names[0] && { name: names[0] }) });
  return { product: of("product", product), api: of("api", api), stage: { id: "*" } };
}

function tellLookedAt(run: Run, { stages, apis }: LookedAt, plan?: Ref): void {
  const facts = { count: stages, total: apis, ...(plan === undefined ? {} : { plan: nameOf(plan) }) };
  run.tell({ code: "looked-at", level: "info", facts });
}

async function planById(run: Run, id: string, selector: Selector): Promise<UsagePlan> {
  const found = await findPlan(run, id);
  if ("code" in found) throw new RunError([found]);
  checkName("usage-plan", selector, found);
  return found;
}

/** Among plans that were read anyway, else by NCP's search, else in the list of all plans. */
async function planByName(run: Run, name: string): Promise<Ref> {
  return pickName("usage-plan", name, await searchFor(run, name));
}

/** NCP's search first, since it saves pages; only the whole list can say that a name does not exist. */
async function searchFor(run: Run, name: string): Promise<readonly Ref[]> {
  const found = await run.gateway.searchPlans(name);
  return found.some((plan) => sameName(plan.name, name)) ? found : await run.gateway.searchPlans();
}

function group(rows: readonly { at: StagePath; plan: Ref; attached: boolean; onStages: number }[]): StageWork[] {
  const stages = new Map<string, { at: StagePath; plans: PlanWork[]; attached: Set<string> }>();
  for (const { at, plan, attached, onStages } of rows) {
    const stage = stages.get(at.stage.id) ?? { at, plans: [], attached: new Set<string>() };
    stages.set(at.stage.id, stage);
    stage.plans.push({ plan, exists: true, onStages });
    if (attached) stage.attached.add(plan.id);
  }
  return [...stages.values()];
}

/** Works on all items and, when some fail, throws all of their problems together. */
async function collect<Item, Result>(
  run: Run,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const ends = await mapConcurrent(items, Math.max(run.concurrency, READS_SIDE_BY_SIDE), async (item) => {
    try {
      return { results: [await work(item)], problems: [] };
    } catch (error) {
      return { results: [], problems: problemsOf(error) };
    }
  });
  // In the order of the items, and not of the replies: the same mistake is told the same way every time.
  const problems = ends.flatMap((end) => end.problems);
  if (problems.length > 0) throw new RunError(problems);
  return ends.flatMap((end) => end.results);
}
