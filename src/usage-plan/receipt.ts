/**
 * What is needed to undo a run: versioned JSON without a secret. Format: docs/receipt.md.
 * The text comes back from workflow inputs, so nothing in it is believed before it is checked.
 */
import { problem, RunError } from "./problem.ts";
import type { IntendedPlan } from "./run.ts";
import type { ApiKey, Outcome, ProblemCode, Ref, StagePath } from "./types.ts";

export const RECEIPT_VERSION = 1;
/** More than any run of ours writes: nothing larger is parsed. */
export const MAX_RECEIPT_BYTES = 1024 * 1024;
/**
 * Names are for people: they are left out of a receipt that with them could not travel as one input, since Linux gives
 * one environment string 128 KiB.
 */
const BYTES_WITH_NAMES = 100 * 1024;

export interface ReceiptPlan extends Ref {
  /** `false`: the write may have landed, and nothing could tell. */
  readonly sure: boolean;
  /** API keys that were on the plan. */
  readonly keys: readonly ApiKey[];
}

export interface ReceiptStage extends StagePath {
  readonly plans: readonly ReceiptPlan[];
}

/** Where the receipt is good: a receipt of another site or account is refused before any request. */
export interface ReceiptScope {
  readonly site: string;
  readonly origin: string;
  /** Fingerprint of the access key id, which belongs to one account. */
  readonly account: string;
}

export interface ReceiptRecord extends ReceiptScope {
  /** ISO 8601. */
  readonly at: string;
  readonly run?: string;
  readonly by?: string;
  readonly reason?: string;
}

export interface Receipt {
  readonly stages: readonly ReceiptStage[];
  readonly record: Omit<ReceiptRecord, "account"> & { readonly account?: string };
}

export interface WrittenReceipt {
  readonly text: string;
  /** Names had to be left out. */
  readonly shortened: boolean;
}

/** The stages that a run changed, or may have changed: only those can be put back. */
export function stagesToUndo(outcomes: readonly Outcome[]): ReceiptStage[] {
  const stages = new Map<string, StagePath & { plans: ReceiptPlan[] }>();
  for (const { target, verdict, changed, keys } of outcomes) {
    if (!changed || (verdict !== "detached" && verdict !== "accepted" && verdict !== "unknown")) continue;
    const { product, api, stage, plan } = target;
    const place = stages.get(stage.id) ?? { product, api, stage, plans: [] };
    stages.set(stage.id, place);
    place.plans.push({
      ...plan,
      sure: verdict === "detached",
      keys: (keys ?? []).map(({ id, name }) => ({ id, name })),
    });
  }
  return [...stages.values()];
}

/** What is about to be written: how it ends is not known yet. */
export function intended(at: StagePath, plans: readonly IntendedPlan[]): ReceiptStage {
  return {
    ...at,
    plans: plans.map(({ plan, keys }) => ({ ...plan, sure: false, keys: keys.map(({ id, name }) => ({ id, name })) })),
  };
}

export function writeReceipt(record: ReceiptRecord, stages: readonly ReceiptStage[]): WrittenReceipt {
  const text = (names: boolean): string =>
    visible(
      JSON.stringify({ version: RECEIPT_VERSION, ...record, stages: stages.map((each) => compact(each, names)) }),
    );
  const full = text(true);
  if (Buffer.byteLength(full) <= BYTES_WITH_NAMES) return { text: full, shortened: false };
  return { text: text(false), shortened: true };
}

/**
 * Names come from the server, and people read and copy receipts: what has no glyph (a change of direction, zero width)
 * is spelt as JSON spells it. The value stays the same.
 */
function visible(json: string): string {
  const spell = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return json.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, (character) =>
    character.split("").map(spell).join(""),
  );
}

function compact({ product, api, stage, plans }: ReceiptStage, names: boolean): object {
  const ref = ({ id, name }: Ref) => (names ? { id, name } : { id });
  const plan = (each: ReceiptPlan) => ({
    ...ref(each),
    ...(each.sure ? {} : { sure: false }),
    ...(each.keys.length === 0 ? {} : { keys: each.keys.map(ref) }),
  });
  return { product: ref(product), api: ref(api), stage: ref(stage), plans: plans.map(plan) };
}

/** @throws {RunError} for a receipt that is damaged, too large, or of another site or account */
export function readReceipt(text: string, scope: ReceiptScope): Receipt {
  const size = Buffer.byteLength(text);
  if (size > MAX_RECEIPT_BYTES) throw refuse("receipt-too-large", { count: size, limit: MAX_RECEIPT_BYTES });
  const receipt = parse(text);
  const { record } = receipt;
  if (record.site !== scope.site || record.origin !== scope.origin) {
    const expected = `${record.site} ${record.origin}`;
    throw refuse("receipt-other-site", { expected, got: `${scope.site} ${scope.origin}` });
  }
  if (record.account !== undefined && record.account !== scope.account) {
    throw refuse("receipt-other-account", { expected: record.account, got: scope.account });
  }
  return receipt;
}

function refuse(code: ProblemCode, facts: object): RunError {
  return new RunError([problem(code, facts)]);
}

const damaged = (place: string, expected: string): RunError => refuse("receipt-invalid", { name: place, expected });

function parse(text: string): Receipt {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new RunError([problem("receipt-invalid", { name: "receipt", expected: "JSON" }, error)]);
  }
  const top = object(json, "receipt");
  if (top["version"] !== RECEIPT_VERSION) throw damaged("version", String(RECEIPT_VERSION));
  const stages = list(top["stages"], "stages").map((each, index) => stageOf(each, `stages[${index}]`));
  if (stages.length === 0) throw damaged("stages", "≥ 1");
  const account = optionalText(top["account"], "account");
  return {
    stages,
    record: {
      site: requiredText(top["site"], "site"),
      origin: requiredText(top["origin"], "origin"),
      at: requiredText(top["at"], "at"),
      ...(account === undefined ? {} : { account }),
      ...optionalTexts(top, ["run", "by", "reason"]),
    },
  };
}

function stageOf(value: unknown, place: string): ReceiptStage {
  const stage = object(value, place);
  const plans = list(stage["plans"], `${place}.plans`).map((each, index) => planOf(each, `${place}.plans[${index}]`));
  if (plans.length === 0) throw damaged(`${place}.plans`, "≥ 1");
  return {
    product: refOf(stage["product"], `${place}.product`),
    api: refOf(stage["api"], `${place}.api`),
    stage: refOf(stage["stage"], `${place}.stage`),
    plans,
  };
}

function planOf(value: unknown, place: string): ReceiptPlan {
  const { sure, keys } = object(value, place);
  if (sure !== undefined && typeof sure !== "boolean") throw damaged(`${place}.sure`, "true | false");
  const rows =
    keys === undefined ? [] : list(keys, `${place}.keys`).map((key, index) => refOf(key, `${place}.keys[${index}]`));
  return { ...refOf(value, place), sure: sure !== false, keys: rows.map(({ id, name }) => ({ id, name: name ?? id })) };
}

/** An id becomes part of a path: nothing but letters and digits gets there. */
function refOf(value: unknown, place: string): Ref {
  const { id, name } = object(value, place);
  if (typeof id !== "string" || !/^[A-Za-z0-9]{1,10}$/.test(id)) throw damaged(`${place}.id`, "[A-Za-z0-9]{1,10}");
  const known = optionalText(name, `${place}.name`);
  return known === undefined ? { id } : { id, name: known };
}

function object(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw damaged(place, "{…}");
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw damaged(place, "[…]");
  return value;
}

const MAX_TEXT = 1_000;

function optionalText(value: unknown, place: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string" || value.length > MAX_TEXT) throw damaged(place, `"…" (≤ ${MAX_TEXT})`);
  return value;
}

function requiredText(value: unknown, place: string): string {
  const text = optionalText(value, place);
  if (text === undefined || text === "") throw damaged(place, '"…"');
  return text;
}

function optionalTexts(from: Readonly<Record<string, unknown>>, names: readonly ("run" | "by" | "reason")[]) {
  const found: { run?: string; by?: string; reason?: string } = {};
  for (const name of names) {
    const text = optionalText(from[name], name);
    if (text !== undefined) found[name] = text;
  }
  return found;
}
