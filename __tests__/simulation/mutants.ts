/** Faults that the action could have: each is a few characters of its real source, changed. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SRC } from "./subject.ts";

export interface Mutant {
  /** What it does wrong, as a sentence about it. */
  readonly name: string;
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** Which invariant notices: one of these is enough. */
  readonly caughtBy: readonly string[];
}

const mutant = (
  name: string,
  caughtBy: readonly string[],
  ...edits: readonly (readonly [string, string, string])[]
): Mutant => ({
  name,
  caughtBy,
  edits: edits.map(([file, from, to]) => ({ file, from, to })),
});

export const MUTANTS: readonly Mutant[] = [
  mutant(
    "believes the first read that shows the plan gone",
    ["repeat-is-careful"],
    ["usage-plan/reconcile.ts", "return confirm(run, direction, target);", "return { plans };"],
  ),
  mutant(
    "takes a 504 for a yes",
    ["verdict-is-true", "repeat-is-careful"],
    [
      "usage-plan/write.ts",
      "doubt = { error: last, sentAt };",
      'if (last.code === "endpoint-timeout") return { kind: "accepted", sentAt };\n        doubt = { error: last, sentAt };',
    ],
  ),
  mutant(
    "repeats a refused write as if it had been throttled",
    ["repeat-is-careful"],
    ["usage-plan/write.ts", 'case "refused":\n', ""],
    ["usage-plan/write.ts", 'case "throttled":\n', 'case "refused":\n      case "throttled":\n'],
  ),
  mutant(
    "writes on when it may not any more",
    ["write-is-allowed", "ends-in-time"],
    ["ncloud/deadline.ts", "return !this.#cancelled && this.remainingMs >= WRITE_ROOM_MS;", "return true;"],
  ),
  mutant(
    "never notices that the time is over",
    ["ends-in-time", "write-is-allowed"],
    ["ncloud/deadline.ts", "return Math.max(0, this.#end - this.#clock.monotonic());", "return 60_000;"],
  ),
  mutant(
    "goes on after a signal",
    ["write-is-allowed", "ends-in-time"],
    ["session.ts", "deadline.cancel(GRACE_MS);", ""],
  ),
  mutant(
    "lets the guard count and not stop",
    ["write-is-allowed", "decides-when-it-can"],
    ["usage-plan/keys.ts", "counted.length > maxAffectedApiKeys", "counted.length > maxAffectedApiKeys + 99"],
  ),
  mutant(
    "writes what the guard refused",
    ["write-is-allowed"],
    [
      "usage-plan/prepare.ts",
      "if (refusal !== undefined) return {",
      "if (refusal !== undefined) await direction.write(run.gateway, target, plan.id).catch(() => {});\n  if (refusal !== undefined) return {",
    ],
  ),
  mutant(
    "repeats an uncertain write without a look",
    ["repeat-is-careful"],
    ["usage-plan/write.ts", "if (doubt !== undefined) {", "if (doubt !== undefined && attempt > 99) {"],
  ),
  mutant(
    "detaches again what it has seen gone",
    ["repeat-is-careful"],
    [
      "usage-plan/reconcile.ts",
      "return confirm(run, direction, target);",
      'const sure = await confirm(run, direction, target);\n      if (!("code" in sure)) return sure;',
    ],
  ),
  mutant(
    "says failed when a repeat is refused",
    ["verdict-is-true", "receipt-is-whole"],
    ["usage-plan/write.ts", "if (doubt === undefined) return await refusal", "if (attempt > 0) return await refusal"],
  ),
  mutant(
    "says failed when an uncertain write cannot be read",
    ["verdict-is-true", "receipt-is-whole"],
    [
      "usage-plan/change.ts",
      'return { target, verdict: "unknown", changed: true, sentAt, problem: why, ...about };',
      "return failed(target, why);",
    ],
  ),
  mutant(
    "verifies a 2xx by believing it",
    ["verdict-is-true", "repeat-is-careful"],
    [
      "usage-plan/verify.ts",
      "pending = pending.filter((each) => !reached(direction, found, each.plan.id));",
      "pending = found.length < 0 ? pending : [];",
    ],
  ),
  mutant(
    "believes the 2xx of many stages without the plan's list",
    ["verdict-is-true", "repeat-is-careful"],
    [
      "usage-plan/change-all.ts",
      "const pending = accepted.filter((each) => !isSeen(each));",
      "const pending = accepted.filter((each) => !isSeen(each) && at === undefined);",
    ],
  ),
  mutant(
    "detaches a plan before all of its keys are gone",
    ["keys-have-a-plan"],
    ["usage-plan/move.ts", "if (keys.length === 0) break;", "if (keys.length < 99) break;"],
  ),
  mutant(
    "writes what has changed since approval",
    ["approval-is-kept"],
    [
      "usage-plan/approval.ts",
      "if (!renamed && !other && joined.length === 0 && left.length === 0) return undefined;",
      "if (stage.id !== '') return undefined;",
    ],
  ),
  mutant(
    "takes a plan for approved on every stage",
    ["approval-is-kept", "write-is-allowed"],
    [
      "usage-plan/approval.ts",
      "return stages.map(({ plans, ...at }) => ({",
      "const all = [...new Map(stages.flatMap((each) => each.plans).map((plan) => [plan.id, plan])).values()];\n  return stages.map(({ plans: _, ...at }) => ({",
    ],
    [
      "usage-plan/approval.ts",
      "    plans: plans.map(({ keys, ...plan }) => ({\n      plan,",
      "    plans: all.map(({ keys, ...plan }) => ({\n      plan,",
    ],
  ),
  mutant(
    "keeps to itself where it moved keys",
    ["moves-are-undoable", "restore-puts-back"],
    ["usage-plan/receipt.ts", "...(movedTo && { movedTo: movedTo.id })", ""],
  ),
  mutant(
    "leaves the successor on after an undo",
    ["restore-puts-back"],
    ["usage-plan/restore.ts", "await restoreSuccessors(run, stage.then, new Set(back));", ""],
  ),
  mutant(
    "writes in a dry run",
    ["write-is-allowed"],
    ["usage-plan/prepare.ts", "if (run.dryRun)\n", "if (run.dryRun && (keys?.length ?? 0) > 99)\n"],
  ),
  mutant(
    "takes a neighbour off as well",
    ["write-is-allowed"],
    [
      "usage-plan/write.ts",
      "await direction.write(run.gateway, target, target.plan.id);",
      "await direction.write(run.gateway, target, (first?.at(-1) ?? target.plan).id);",
    ],
  ),
  mutant(
    "does not care whether a plan that is not there exists at all",
    ["verdict-is-true"],
    [
      "usage-plan/prepare.ts",
      "row ?? (work.exists ? undefined : await findPlan(run, work.plan.id));",
      "row ?? undefined;",
    ],
  ),
  mutant(
    "reads the first page only",
    ["verdict-is-true", "decides-when-it-can"],
    [
      "ncloud/paging.ts",
      "if (first.rows.length >= first.total) return first.rows;",
      "if (first.rows.length >= 0) return first.rows;",
    ],
  ),
  mutant(
    "finds a name by its beginning",
    ["write-is-allowed", "decides-when-it-can"],
    [
      "usage-plan/match.ts",
      'a?.normalize("NFC") === b.normalize("NFC");',
      'a?.normalize("NFC").startsWith(b.normalize("NFC")) === true;',
    ],
  ),
  mutant(
    "signs again and again with a wrong clock",
    ["repeat-is-careful", "ends-in-time"],
    ["ncloud/server-clock.ts", "if (stamp.corrections < this.#corrections)", "if (this.#corrections > 0)"],
  ),
  mutant(
    "moves an API key away from where somebody put it",
    ["repeat-is-careful"],
    [
      "usage-plan/restore-keys.ts",
      "if (row.planId !== undefined && row.planId !== key.movedTo) {",
      'if (row?.planId === "") {',
    ],
  ),
  mutant(
    "restores plans and forgets their keys",
    ["verdict-is-true", "restore-puts-back"],
    ["usage-plan/restore.ts", "restoreKeys(run, outcome.target, then.keys);", "restoreKeys(run, outcome.target, []);"],
  ),
  mutant(
    "leaves what it is not sure of out of the receipt",
    ["receipt-is-whole"],
    ["usage-plan/receipt.ts", "if (!changed) continue;", 'if (!changed || verdict === "unknown") continue;'],
  ),
  mutant(
    "saves nothing before it writes",
    ["receipt-is-whole"],
    ["action/state.ts", "intend: (stage) => save({ stage: stageJson(stage) }),", "intend: () => {},"],
  ),
  mutant(
    "keeps to itself what others changed on the stage",
    ["neighbours-are-told"],
    ["usage-plan/change.ts", "if (note !== undefined) run.tell(note);", ""],
  ),
  mutant(
    "does not say which write is in doubt",
    ["unknown-is-explained"],
    ["usage-plan/verify.ts", "operation: direction.operation(at),", ""],
    ["usage-plan/write.ts", "operation, sentAt, reason", "reason"],
  ),
  mutant(
    "puts a renamed plan back without a word",
    ["renamed-is-told"],
    ["usage-plan/restore.ts", 'code: "plan-renamed", level: "warning"', 'code: "plan-renamed", level: "debug"'],
  ),
  mutant(
    "gives up at the first failure of a read",
    ["decides-when-it-can"],
    ["ncloud/retry.ts", "if (!REPEATED.has(last.failureClass)", "if (attempt > 0 || !REPEATED.has(last.failureClass)"],
  ),
  mutant(
    "takes a stage for done where a first run got half through",
    ["second-run-completes"],
    [
      "usage-plan/prepare.ts",
      "ready: checked.filter(isReady),",
      "ready: checked.every(isReady) ? checked.filter(isReady) : [],",
    ],
  ),
  mutant(
    "is green where a target is red",
    ["says-how-it-ended"],
    ["usage-plan/report.ts", "red: problems.length > 0 || outcomes.some(isRed),", "red: problems.length > 0,"],
  ),
  mutant(
    "calls a plan back while its detach may still land",
    ["doubt-is-waited-for", "verdict-is-true"],
    ["usage-plan/landed.ts", "const LANDED_MS = 30_000;", "const LANDED_MS = 0;"],
  ),
  mutant(
    "decides by one look",
    ["two-looks-agree"],
    [
      "usage-plan/prepare.ts",
      'const looks = await untilTwoAgree(run, at, first, "ask-once");',
      "const looks = new Map(first.plans.map(({ plan, attached }) => [plan.id, { attached, plans: undefined }] as const));",
    ],
  ),
  mutant(
    "looks twice in one breath",
    ["two-looks-agree"],
    ["usage-plan/looks.ts", "export const SPACING_MS = 1_000;", "export const SPACING_MS = 100;"],
  ),
  mutant(
    "looks at the stage's list alone",
    ["two-looks-agree"],
    [
      "usage-plan/looks.ts",
      "orError(stagesOfPlan(run, plan.id, due))),",
      'outcomeOf(Promise.reject(new NcloudError("deadline", "unsent", { id: plan.id })))),',
    ],
  ),
  mutant(
    "takes two looks that disagree for enough",
    ["verdict-is-true", "two-looks-agree"],
    ["usage-plan/looks.ts", "other !== undefined || !before.has(attached)", "false"],
  ),
  mutant(
    "believes one list of all stages and plans",
    ["verdict-is-true"],
    ["usage-plan/looks.ts", "open = open.filter((each) => !agreed.has(each));", "open = [];"],
  ),
  mutant(
    "believes a refusal of a write",
    ["verdict-is-true", "receipt-is-whole"],
    ["usage-plan/write.ts", "if (!run.verify || error.failureClass", "if (run.verify || error.failureClass"],
  ),
  mutant(
    "gives a write up at the first look that fails",
    ["two-looks-agree"],
    [
      "usage-plan/verify.ts",
      "if (next === undefined) return { plans, unseen: new Map() };",
      "if (next === undefined) return { plans, unseen: new Map() };\n    if (error) return { plans, unseen: unseen(pending, direction, at, plans, error) };",
    ],
  ),
  mutant(
    "waits as long as luck has it before each repeat of a throttled write",
    ["slows-down"],
    ["usage-plan/write.ts", "Math.max(before, backoff(", "Math.max(0, backoff("],
  ),
  mutant(
    "begins a write without the time to hear its answer",
    ["write-is-allowed"],
    ["ncloud/deadline.ts", "WRITE_ROOM_MS = 2_000;", "WRITE_ROOM_MS = 0;"],
  ),
  mutant(
    "writes to the others where an id does not exist",
    ["write-is-allowed"],
    ["usage-plan/detach.ts", "    wrong > 0\n", "    wrong > 99\n"],
  ),
  mutant(
    "takes of two plans of one name the one that is on the stage",
    ["ambiguous-is-refused"],
    [
      "usage-plan/resolve.ts",
      "[...found, ...onStages]",
      "onStages.some((plan) => sameName(plan.name, name)) ? onStages : found",
    ],
  ),
  mutant(
    "takes of two products, APIs or stages of one name the first",
    ["ambiguous-is-refused"],
    [
      "usage-plan/match.ts",
      "if (second !== undefined) throw",
      'if (second !== undefined && level === "usage-plan") throw',
    ],
  ),
  mutant(
    "repeats a write in doubt ever faster near the end",
    ["slows-down"],
    ["usage-plan/reconcile.ts", "endedAt + Math.min(waited, MAX_SETTLE_MS)", "endedAt"],
  ),
  mutant(
    "redacts nothing",
    ["secret-stays-secret"],
    ["action/toolkit.ts", "const redact = createRedact(secrets);", "const redact: Redact = (value) => value;"],
  ),
  mutant(
    "prints what a server sent as it is",
    ["secret-stays-secret"],
    [
      "action/messages/words.ts",
      "return Object.fromEntries(visible) as Facts;",
      "return visible.length > 0 ? facts : {};",
    ],
  ),
];

/** A copy of `src/` with the mutant's edits, in a new directory below `parent`. @throws {Error} when an edit does not match exactly once */
export function plant({ name, edits }: Mutant, parent: string): string {
  const home = join(parent, name.replaceAll(/[^a-z0-9]+/gi, "-"));
  const src = join(home, "src");
  mkdirSync(home, { recursive: true });
  cpSync(SRC, src, { recursive: true });
  const root = join(SRC, "..");
  writeFileSync(join(home, "package.json"), '{"type":"module"}\n');
  symlinkSync(join(root, "node_modules"), join(home, "node_modules"), "dir");
  for (const { file, from, to } of edits) {
    const path = join(src, file);
    const parts = readFileSync(path, "utf8").split(from);
    if (parts.length !== 2)
      throw new Error(`"${name}": ${file} has ${parts.length - 1} places like ${JSON.stringify(from)}`);
    writeFileSync(path, parts.join(to));
  }
  return src;
}
