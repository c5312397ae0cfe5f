import { FAILURES, type Failure } from "./failures.ts";
import type { Api, Product, Stage, Store } from "./store.ts";
import type { World } from "./world.ts";

/** All that an operation may look at. */
export interface Context {
  readonly store: Store;
  readonly world: World;
  readonly ids: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON object of the request's body. Empty where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The moment that reads show: now, or a while ago on a replica that lags. */
  readonly asOf: number;
}

/** Thrown inside the core only: ends an operation with an error reply. */
export class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export function productOf({ store, ids }: Context): Product {
  const product = store.products.get(ids["product"] ?? "");
  if (product === undefined) throw new Refused(FAILURES.notFound);
  return product;
}

export function apiOf(context: Context): Api {
  const api = context.store.apis.get(context.ids["api"] ?? "");
  if (api === undefined || api.product !== productOf(context)) throw new Refused(FAILURES.notFound);
  return api;
}

/** The stage in the path; with an API in the path it has to belong to it, else to the product. */
export function stageOf(context: Context): Stage {
  const stage = context.store.stages.get(context.ids["stage"] ?? "");
  if (stage === undefined) throw new Refused(FAILURES.notFound);
  const fits =
    context.ids["api"] === undefined ? stage.api.product === productOf(context) : stage.api === apiOf(context);
  if (!fits) throw new Refused(FAILURES.notFound);
  return stage;
}
