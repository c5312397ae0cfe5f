/** The operations of the management API, by the names that worlds, faults and the journal use. */
export const READS = [
  "stage-plans",
  "plans-by-stage",
  "plan",
  "search-plans",
  "plan-stages",
  "stages",
  "apis",
  "products",
  "overview",
  "search-keys",
  "subscriptions",
] as const;
export const WRITES = ["detach", "attach", "subscribe"] as const;
export const OPERATIONS = [...READS, ...WRITES] as const;

export type Read = (typeof READS)[number];
export type Write = (typeof WRITES)[number];
export type Operation = (typeof OPERATIONS)[number];

/** What faults and permissions name: one operation, or a group. `any` holds unknown URLs too. */
export const SELECTORS = [...OPERATIONS, "reads", "writes", "any"] as const;
export type Selector = (typeof SELECTORS)[number];

const writes: ReadonlySet<string> = new Set(WRITES);
export const isWrite = (operation: Operation): operation is Write => writes.has(operation);

export function selects(selector: Selector, operation: Operation | undefined): boolean {
  if (selector === "any") return true;
  if (operation === undefined) return false;
  if (selector === "reads") return !isWrite(operation);
  if (selector === "writes") return isWrite(operation);
  return selector === operation;
}

/** A request's operation, the ids in its path, and its query. */
export interface Route {
  readonly operation: Operation;
  readonly ids: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

const PREFIX = "/api/v1/";

const TABLE: readonly { method: string; path: readonly string[]; operation: Operation }[] = (
  [
    ["GET", "products", "products"],
    ["GET", "products/{product}/apis", "apis"],
    ["GET", "products/{product}/apis/{api}/stages", "stages"],
    ["GET", "products/{product}/apis/{api}/stages/{stage}/usage-plans", "stage-plans"],
    ["POST", "products/{product}/apis/{api}/stages/{stage}/disassociate-usage-plan", "detach"],
    ["POST", "products/{product}/apis/{api}/stages/{stage}/associate-usage-plan", "attach"],
    ["PUT", "products/{product}/api-keys/{key}/stages/{stage}", "subscribe"],
    ["GET", "products/{product}/overview", "overview"],
    ["POST", "products/{product}/api-keys/search", "search-keys"],
    ["GET", "products/{product}/subscription-detail", "subscriptions"],
    ["GET", "usage-plans", "plans-by-stage"],
    ["POST", "usage-plans/search", "search-plans"],
    ["GET", "usage-plans/{plan}", "plan"],
    ["GET", "usage-plans/{plan}/stages", "plan-stages"],
  ] as const
).map(([method, path, operation]) => ({ method, path: path.split("/"), operation }));

/** `undefined`: no such URL, or not with this method. */
export function route(method: string, target: string): Route | undefined {
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  if (!path.startsWith(PREFIX)) return undefined;
  const parts = path.slice(PREFIX.length).split("/");
  for (const row of TABLE) {
    if (row.method !== method || row.path.length !== parts.length) continue;
    const ids = match(row.path, parts);
    if (ids !== undefined) {
      return { operation: row.operation, ids, query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)) };
    }
  }
  return undefined;
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const ids: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const wanted = pattern[i] ?? "";
    if (!wanted.startsWith("{")) {
      if (wanted !== part) return undefined;
      continue;
    }
    const id = decode(part);
    if (id === undefined || id === "") return undefined;
    ids[wanted.slice(1, -1)] = id;
  }
  return ids;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
