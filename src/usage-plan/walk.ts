/**
 * Down the tree, product → API with its stages: two reads in sequence. It says which product, API and stage are meant by
 * their names, and which name is wrong.
 */
import { NcloudError } from "../ncloud/errors.ts";
import type { ApiWithStages } from "../ncloud/model.ts";
import { levelRow } from "./levels.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { checkName, pickId, pickName, sameName } from "./match.ts";
import { orError, runError } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Level, LookedAt, Ref, Selection, Selector, StagePath } from "./types.ts";

/** The stages that a selection without `*` names, in the order of the selection. */
export async function walk(run: Run, selection: Selection): Promise<StagePath[]> {
  const product = await pickProduct(run, selection.product);
  const { stages: beside, ...api } = await pickApi(run, product, selection.api);
  const { ids, names } = selection.stage;
  const isThere = (list: readonly Ref[]): boolean =>
    ids.length > 0
      ? ids.every((id) => list.some((each) => each.id === id))
      : names.every((name) => list.some((each) => sameName(each.name, name)));
  // Only the API's own list can say that a stage does not exist.
  const list =
    beside !== undefined && isThere(beside)
      ? beside
      : await listOf("api", api.id, run.gateway.stages(product.id, api.id));
  const stages =
    ids.length > 0 ? ids.map((id) => pickId("stage", id, list)) : names.map((name) => pickName("stage", name, list));
  for (const stage of stages) checkName("stage", selection.stage, stage);
  return stages.map((stage) => ({ product, api, stage }));
}

/** With `*` stages: product and API with ids in the place of names. */
export async function walkNames(run: Run, { product, api }: Selection): Promise<Pick<Selection, "product" | "api">> {
  const byId = ({ id }: Ref): Selector => ({ ids: [id], names: [], all: false });
  if (product.names.length === 0 && api.names.length === 0) return { product, api };
  const inside = await pickProduct(run, product);
  return { product: byId(inside), api: api.names.length === 0 ? api : byId(await pickApi(run, inside, api)) };
}

const READS_SIDE_BY_SIDE = 8;

/**
 * Every stage that a selection with `*` stages means: one read for each product, side by side. It also shows that the
 * product and the API that were given exist: an answer of "none" is not a typo's.
 */
export async function everyStage(run: Run, { product, api }: Selection): Promise<StagePath[]> {
  const products = product.all ? await run.gateway.products() : [await pickProduct(run, product)];
  const lanes = Math.max(run.concurrency, READS_SIDE_BY_SIDE);
  const paths = await mapConcurrent(products, lanes, async (each) => {
    const all = await listOf("product", each.id, run.gateway.apisWithStages(each.id));
    const only = api.all ? undefined : await pick("api", api, async () => all);
    const apis = all.filter(({ id }) => only === undefined || id === only.id);
    return await Promise.all(
      apis.map(async ({ stages, ...found }) =>
        (stages ?? (await run.gateway.stages(each.id, found.id))).map((stage) => ({
          product: each,
          api: found,
          stage,
        })),
      ),
    );
  });
  return paths.flat(2);
}

/** How much that was. */
export const lookedAt = (paths: readonly StagePath[]): LookedAt => ({
  stages: paths.length,
  apis: new Set(paths.map(({ product, api }) => `${product.id}/${api.id}`)).size,
});

function pickProduct(run: Run, selector: Selector): Promise<Ref> {
  return pick("product", selector, (name) => run.gateway.products(name));
}

function pickApi(run: Run, product: Ref, selector: Selector): Promise<ApiWithStages> {
  return pick("api", selector, (name) => listOf("product", product.id, run.gateway.apisWithStages(product.id, name)));
}

async function pick<Row extends Ref>(
  level: Level,
  selector: Selector,
  list: (name?: string) => Promise<readonly Row[]>,
): Promise<Row> {
  const [id] = selector.ids;
  const [name] = selector.names;
  if (id !== undefined) {
    const found = pickId(level, id, await list());
    checkName(level, selector, found);
    return found;
  }
  if (name === undefined) throw new TypeError(`no ${level} given`); // inputs.ts lets none through
  // NCP's filter first, since it saves pages. Whether it matches exactly, or normalises Korean, is not documented:
  // only the whole list can say that a name does not exist.
  const filtered = await list(name);
  const found = filtered.some((ref) => sameName(ref.name, name));
  return pickName(level, name, found ? filtered : await list());
}

/** A list below an id: 404 then means that the id is wrong. */
export async function listOf<Row>(level: Level, id: string, reply: Promise<readonly Row[]>): Promise<readonly Row[]> {
  const list = await orError(reply);
  if (!(list instanceof NcloudError)) return list;
  throw list.code === "not-found" ? runError(levelRow(level).notFound, { ...list.facts, id }) : list;
}
