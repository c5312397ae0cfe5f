/** What the invariants need to know of a played run, worked out once. */
import { unpacked } from "../papers.ts";
import type { Sent } from "./network.ts";
import type { Played, PlayedRun } from "./play.ts";
import { inputsOf, type Pair, successorOf, type Wanted, wantedOf } from "./selection.ts";

/** One entry of the output `results`. */
export interface Outcome {
  readonly productId: string;
  readonly apiId: string;
  readonly stageId: string;
  readonly usagePlanId: string;
  readonly verdict: string;
  readonly changed: boolean;
  readonly code?: string;
}

export interface ReceiptPlan extends Pair {
  readonly product: string;
  readonly api: string;
  readonly keys: readonly string[];
  /** Nobody could read them, and the receipt says so. */
  readonly keysUnknown: boolean;
}

/** What a whole listing of a stage's plans told the run. */
export interface Listing {
  /** When it was asked for, and when the answer was there. */
  readonly asked: number;
  readonly at: number;
  /** `undefined`: one page of several, so nobody can say what is not on it. */
  readonly plans: ReadonlySet<string> | undefined;
}

/** Verdicts that are never what was wanted. The others are red as well where the outcome has a code. */
export const RED: ReadonlySet<string> = new Set(["refused", "failed", "unknown"]);
export const GREEN: ReadonlySet<string> = new Set([
  "attached",
  "detached",
  "accepted",
  "already-detached",
  "would-detach",
  "restored",
  "already-attached",
  "would-restore",
]);

/** A post step has time for a request in doubt to land, and is over before a cancelled job is. */
const POST_MIN_S = 45;
const POST_MAX_S = 240;

export class Judged {
  readonly played: Played;
  readonly run: PlayedRun;
  readonly index: number;
  readonly mode: "detach" | "check" | "restore";
  readonly dryRun: boolean;
  readonly verify: boolean;
  readonly timeoutMs: number;
  readonly wanted: Wanted;
  /** It came to its own end, well or not. */
  readonly ended: boolean;
  readonly from: number;
  readonly to: number;
  readonly outcomes: readonly Outcome[];
  /** A post step sets no outputs: of it no more is known than red or green. */
  readonly result: string;
  /** The post step has nothing to do: nothing was changed, or nobody asked for it. */
  readonly idle: boolean;
  /** Writes of which a byte may have left. */
  readonly writes: readonly Sent[];
  /** What a restore was given. */
  readonly receipt: readonly ReceiptPlan[];
  readonly moves: Moves;
  /** The plan that keys move to before a detach. */
  readonly successor: string | undefined;
  readonly approval: ApprovalPaper | undefined;

  constructor(played: Played, index: number) {
    const run = played.runs[index];
    if (run === undefined) throw new RangeError(`no run ${index}`);
    const { kind, phase, record } = run;
    const inputs = inputsOf(played.the);
    const approved = record.env["INPUT_APPROVAL"];
    this.approval = approved === undefined ? undefined : unpacked<ApprovalPaper>(approved);
    const restores = kind === "restore" || kind === "post";
    this.played = played;
    this.run = run;
    this.index = index;
    this.mode = restores ? "restore" : inputs.mode;
    this.dryRun =
      kind === "restore" ? phase.dryRun : kind === "post" ? false : this.approval === undefined && inputs.dryRun;
    this.verify = restores || inputs.verify;
    this.timeoutMs =
      1000 * (kind === "post" ? Math.min(POST_MAX_S, Math.max(POST_MIN_S, inputs.timeout)) : inputs.timeout);
    this.wanted = this.approval === undefined ? wantedOf(played.the) : wantedBy(this.approval);
    this.ended = record.endedAt !== undefined && record.threw === undefined;
    this.from = record.startedAt;
    this.to = record.endedAt ?? record.killedAt ?? record.startedAt;
    this.outcomes = JSON.parse(record.outputs.get("results") ?? "[]") as Outcome[];
    this.idle = kind === "post" && (run.receipt === undefined || record.env["INPUT_ROLLBACK-ON-FAILURE"] !== "true");
    this.result =
      kind === "post" ? (this.idle ? "" : record.red ? "failed" : "restored") : (record.outputs.get("result") ?? "");
    this.writes = record.sent.filter(({ write, stillborn }) => write && !stillborn);
    this.receipt = run.receipt === undefined ? [] : readReceipt(run.receipt);
    this.moves = run.receipt === undefined ? { attached: [], keys: [] } : readMoves(run.receipt);
    this.successor = restores ? undefined : this.approval ? this.approval.successor?.id : successorOf(played.the);
  }

  /** From when on a read could show what it showed: replicas lag. */
  get seenFrom(): number {
    return this.from - this.played.staleness;
  }

  /** Writes that attached this plan to the stage or detached it. */
  writesOn({ stage, plan }: Pair): readonly Sent[] {
    return this.writes.filter((sent) => sent.stage === stage && sent.plan === plan && sent.operation !== "subscribe");
  }

  /** Writes that put a key on this plan. */
  keyWritesOn({ stage, plan }: Pair): readonly Sent[] {
    return this.writes.filter((sent) => sent.stage === stage && sent.plan === plan && sent.operation === "subscribe");
  }

  /** Complete answers to "which plans are on this stage", in the order in which they came. */
  listings(stage: string): readonly Listing[] {
    return this.run.record.sent
      .filter(({ operation, target, stage: at }) => operation === "stage-plans" && at === stage && firstPage(target))
      .flatMap((sent) => listingOf(sent) ?? [])
      .sort((a, b) => a.at - b.at);
  }
}

/** Whether the request changed the state, however late. */
export const took = (sent: Sent): boolean => sent.entry?.changed === true;
export const tookAny = (writes: readonly Sent[]): boolean => writes.some(took);

function firstPage(target: string): boolean {
  return new URLSearchParams(target.split("?")[1]).get("offset") === "0";
}

function listingOf(sent: Sent): Listing | undefined {
  const rows = listed(sent, "content");
  if (rows === undefined || sent.end === undefined) return undefined;
  const plans = whole(sent, rows.length) ? new Set(rows.map((row) => String(row["usagePlanId"] ?? ""))) : undefined;
  return { asked: sent.at, at: sent.end.at, plans };
}

type Row = Readonly<Record<string, unknown>>;

/** The rows of a page under that name. `undefined`: this reply holds none. */
export function listed({ end }: Sent, name: string): readonly Row[] | undefined {
  if (end?.kind !== "reply" || end.status !== 200) return undefined;
  const rows = parsed(end.body)?.[name];
  return Array.isArray(rows) ? (rows as readonly Row[]) : undefined;
}

/** Whether so many rows are all that there are. */
export function whole({ end }: Sent, count: number): boolean {
  const total = end?.kind === "reply" ? parsed(end.body)?.["total"] : undefined;
  return typeof total === "number" && count >= total;
}

/**
 * What an answer about one key says of its plan at a stage. `null`: it is on the default plan there, or has no row.
 * `undefined`: nothing, since it is about another stage, or one page of several.
 */
export function keyPlanTold({ end, target }: Sent, stage: string): string | null | undefined {
  if ((new URLSearchParams(target.split("?")[1]).get("stageId") ?? stage) !== stage) return undefined;
  if (end?.kind !== "reply" || end.status !== 200) return undefined;
  const relations = parsed(end.body)?.["apiKeyRelations"];
  if (typeof relations !== "object" || relations === null || !("content" in relations)) return undefined;
  const rows = relations.content as readonly { readonly stageId?: string; readonly usagePlanId?: string }[];
  const row = rows.find((each) => each.stageId === stage);
  if (row !== undefined) return row.usagePlanId ?? null;
  return "total" in relations && Number(relations.total) > rows.length ? undefined : null;
}

function parsed(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** How a reply or its absence is to be taken: worked out here on its own, from the contract's table. */
export type End = "accepted" | "refused" | "quota" | "throttled" | "clock" | "uncertain" | "unsent" | "pending";

export function endOf({ end }: Sent): End {
  if (end === undefined) return "pending";
  if (end.kind === "error") return end.sent ? "uncertain" : "unsent";
  const { status } = end;
  if (status < 300) return "accepted";
  const code = /"?(?:errorCode|returnCode|code)"?\s*[:>]\s*"?(\d+)/.exec(end.body.slice(0, 1_000))?.[1];
  if (status === 429) return code === "400" ? "quota" : "throttled";
  if (status === 401 && code !== "210") return "clock";
  // A redirect may be the answer to a request that was carried out: "see the result there".
  if (status < 400 || status === 408 || status >= 500) return "uncertain";
  return "refused";
}

interface Ref {
  readonly id: string;
}

/** An approval, as docs/receipt.md describes it. */
export interface ApprovalPaper {
  readonly successor?: Named;
  readonly stages: readonly {
    readonly product: Ref;
    readonly api: Ref;
    readonly stage: Ref;
    /** `keys` is left out where nobody looked. */
    readonly plans: readonly (Named & { readonly keys?: readonly Ref[] })[];
  }[];
}
type Named = Ref & { readonly name?: string };

function wantedBy({ stages }: ApprovalPaper): Wanted {
  const ids = (things: readonly Ref[]) => ({ all: false, ids: [...new Set(things.map(({ id }) => id))] });
  return {
    product: ids(stages.map(({ product }) => product)),
    api: ids(stages.map(({ api }) => api)),
    stage: ids(stages.map(({ stage }) => stage)),
    plan: ids(stages.flatMap(({ plans }) => plans)),
    pairs: stages.flatMap(({ stage, plans }) => plans.map((plan) => ({ stage: stage.id, plan: plan.id }))),
  };
}

interface Paper {
  readonly stages: readonly {
    readonly product: Ref;
    readonly api: Ref;
    readonly stage: Ref;
    readonly plans: readonly (Ref & { readonly keys?: readonly (Ref & { readonly movedTo?: string })[] | "unknown" })[];
    readonly successor?: Ref & { readonly attached: boolean };
  }[];
}

/** A plan that stands there twice is one: somebody joined it after it was first written down. */
export function readReceipt(text: string): readonly ReceiptPlan[] {
  const rows = new Map<string, ReceiptPlan>();
  for (const { product, api, stage, plans } of unpacked<Paper>(text).stages) {
    for (const plan of plans) {
      const place = [product.id, api.id, stage.id, plan.id].join("/");
      const keys = Array.isArray(plan.keys) ? (plan.keys as readonly Ref[]).map(({ id }) => id) : [];
      rows.set(place, {
        product: product.id,
        api: api.id,
        stage: stage.id,
        plan: plan.id,
        keys: [...new Set([...(rows.get(place)?.keys ?? []), ...keys])].sort(),
        keysUnknown: plan.keys === "unknown",
      });
    }
  }
  return [...rows.values()];
}

/** What a receipt says of keys that moved: where a successor was put, and which key went there. */
export interface Moves {
  readonly attached: readonly Pair[];
  readonly keys: readonly (Pair & { readonly key: string })[];
}

export function readMoves(text: string): Moves {
  const { stages } = unpacked<Paper>(text);
  return {
    attached: stages.flatMap(({ stage, successor }) =>
      successor?.attached ? [{ stage: stage.id, plan: successor.id }] : [],
    ),
    keys: stages.flatMap(({ stage, plans }) =>
      plans.flatMap(({ keys = [] }) =>
        (keys === "unknown" ? [] : keys).flatMap(({ id, movedTo }) =>
          movedTo === undefined ? [] : [{ stage: stage.id, plan: movedTo, key: id }],
        ),
      ),
    ),
  };
}

export const isRed = ({ verdict, code }: Outcome): boolean => RED.has(verdict) || code !== undefined;
export const pairOf = ({ stageId, usagePlanId }: Outcome): Pair => ({ stage: stageId, plan: usagePlanId });
export const named = ({ stage, plan }: Pair): string => `${plan} on ${stage}`;
