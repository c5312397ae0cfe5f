/** A case in words: everything about it that is not the usual. */
import type { FaultRuleInput } from "../../emulator/core/faults.ts";
import type { Case, OtherAct, Phase, Stop, WireFault } from "./case.ts";
import type { Sent } from "./network.ts";
import type { Played } from "./play.ts";
import { mainEnv } from "./selection.ts";
import { PLANS, STAGES, stateOf } from "./universe.ts";

export function caseInWords(the: Case): string[] {
  const { permission, world, network, clock, phases } = the;
  const usual = { connectMs: 20, upMs: 10, downMs: 10 };
  return [
    ...stateInWords(the),
    ...(permission === "manage" ? [] : [`our key: ${permission}`]),
    ...special(world).map((each) => `world: ${each}`),
    ...(JSON.stringify(network) === JSON.stringify(usual) ? [] : [`network: ${JSON.stringify(network)}`]),
    ...(clock.aheadMs === 0 ? [] : [`our clock is ${clock.aheadMs} ms ahead`]),
    ...(clock.jump === null
      ? []
      : [`our clock is set by ${clock.jump.byMs} ms, ${clock.jump.afterMs} ms after a start`]),
    `inputs: ${inputsInWords(the)}`,
    ...phases.flatMap((phase, index) => phaseInWords(phase, index)),
  ];
}

function stateInWords(the: Case): string[] {
  const { products = [], apiKeys = [] } = stateOf(the);
  const stages = products.flatMap(({ apis = [] }) => apis.flatMap((api) => api.stages ?? []));
  const plans = stages
    .filter(({ usagePlanIds = [] }) => usagePlanIds.length > 0)
    .map(({ stageId, usagePlanIds = [] }) => `${stageId}: ${usagePlanIds.join(" ")}`);
  const keys = apiKeys.flatMap(({ apiKeyId, subscriptions = [] }) =>
    subscriptions.map(
      ({ stageId, usagePlanId }) => `${apiKeyId} at ${stageId} on ${usagePlanId ?? "the default plan"}`,
    ),
  );
  return [
    ...(the.twin === null
      ? []
      : [`a second ${the.twin.level} of one name${the.twin.tempting ? ", first in lists" : ""}`]),
    `plans on stages: ${plans.join("; ") || "none"}`,
    ...(keys.length > 0 ? [`API keys: ${keys.join("; ")}`] : []),
  ];
}

/** Only what is not empty; a world's defaults are the plain ones. */
function special(world: Case["world"]): string[] {
  const plain: Readonly<Record<string, unknown>> = {
    detachOfAbsent: 400,
    attachOfPresent: 409,
    keysInUse: "default",
    denial: "401/210",
    nameFilter: "substring",
    names: "as-stored",
    apiKeyList: "nested",
    contentType: "application/json;charset=UTF-8",
    keysInUseStatus: 400,
    latencyMs: 0,
    jitterMs: 0,
  };
  return Object.entries(world).flatMap(([name, value]) => {
    const text = JSON.stringify(value);
    return value === plain[name] || text === "{}" || text === "[]" ? [] : [`${name} ${text}`];
  });
}

function inputsInWords(the: Case): string {
  return Object.entries(mainEnv(the))
    .filter(([name]) => name.startsWith("INPUT_") && !name.endsWith("-KEY"))
    .map(([name, value]) => `${name.slice("INPUT_".length).toLowerCase()}=${JSON.stringify(value)}`)
    .join(" ");
}

function phaseInWords(phase: Phase, index: number): string[] {
  const { kind, settled, dryRun, faults, wire, others, stop } = phase;
  const name =
    index === 0
      ? "main run"
      : kind === "again"
        ? "the same run again"
        : kind === "approved"
          ? "what that dry run showed, by its approval"
          : kind;
  const how = [
    ...(index > 0 ? [settled ? "when all has landed" : "at once"] : []),
    ...(kind === "restore" && dryRun ? ["dry"] : []),
  ];
  return [
    `${index + 1}. ${name}${how.length > 0 ? ` (${how.join(", ")})` : ""}`,
    ...faults.map((rule) => `   fault on ${ruleInWords(rule)}`),
    ...wire.map((fault) => `   network on ${wireInWords(fault)}`),
    ...others.map((act) => `   somebody else ${actInWords(act)}`),
    ...(stop === null ? [] : [`   ${stop.kind} ${momentInWords(stop)}`]),
  ];
}

const which = (nth = 1, times: number | "all" = 1): string =>
  times === 1
    ? `no. ${nth}`
    : times === "all" || times >= 99
      ? `no. ${nth} and all after it`
      : `nos. ${nth} to ${nth + times - 1}`;

const ruleInWords = ({ on = "any", nth, times, do: fault }: FaultRuleInput): string =>
  `${[on].flat().join(", ")} ${which(nth, times)}: ${faultInWords(fault)}`;

/** A fault's row in the table of verdicts: without numbers that are different every time. */
export function faultInWords(fault: FaultRuleInput["do"], short = false): string {
  const { kind, ...rest } = fault as FaultRuleInput["do"] & Record<string, unknown>;
  const details = Object.entries(rest).flatMap(([name, value]) => {
    if (name === "apply") {
      if (value === "no") return [];
      return [
        value === "at-once"
          ? "applied"
          : short
            ? "applied late"
            : `applied after ${(value as { afterMs: number }).afterMs} ms`,
      ];
    }
    if (short && name !== "status" && name !== "code" && name !== "when" && name !== "endless") return [];
    if (value === false) return [];
    return [
      name === "status" || name === "when" || name === "code" ? String(value) : `${name} ${JSON.stringify(value)}`,
    ];
  });
  return [kind, ...details].join(" ");
}

const wireInWords = ({ on, nth, times, kind, ms }: WireFault): string =>
  `${on} ${which(nth, times)}: ${kind}${kind.startsWith("slow") ? ` by ${ms} ms` : ""}`;

const momentInWords = ({ after, nth, ms }: Pick<Stop, "after" | "nth" | "ms">): string => {
  if (after === "start") return `at ${ms} ms`;
  const what = {
    arrival: "request's arrival",
    write: "write's arrival",
    reply: "reply",
    seen: "look that showed a write done,",
  }[after];
  return `${ms} ms after ${what} no. ${nth}`;
};

function actInWords(act: OtherAct): string {
  const stage = STAGES[act.stage]?.id;
  const plan = PLANS[act.plan]?.id;
  const what = {
    undo: "undoes what was written last,",
    toggle: `takes ${plan} off ${stage} or puts it there, whichever it is not,`,
    attach: `attaches ${plan} to ${stage}`,
    detach: `detaches ${plan} from ${stage}`,
    reattach: `takes ${plan} off ${stage} and puts it on again`,
    "move-key": `moves an API key (${[act.key, act.stage, act.plan].join()})`,
    rename: act.key === 2 ? `renames ${stage}` : `renames ${plan}`,
    "delete-plan": `deletes ${plan}`,
    "delete-stage": `deletes ${stage}`,
  }[act.do];
  return `${what} ${momentInWords(act)}`;
}

/** What happened, request by request. */
export function playedInWords({ runs, others }: Played): string[] {
  const begin = runs[0]?.record.startedAt ?? 0;
  const time = (at: number): string => `${Math.round(at - begin)}`.padStart(8);
  const events = runs.flatMap(({ kind, record }) => [
    { at: record.startedAt, words: `--- ${kind} begins` },
    ...record.sent.map((sent) => ({ at: sent.at, words: sentInWords(sent, begin) })),
    ...(record.cancelledAt === undefined ? [] : [{ at: record.cancelledAt, words: "--- SIGINT" }]),
    ...(record.killedAt === undefined ? [] : [{ at: record.killedAt, words: "--- killed" }]),
    ...(record.endedAt === undefined
      ? []
      : [
          {
            at: record.endedAt,
            words: `--- ends: ${record.outputs.get("result") ?? "(says nothing)"} ${record.outputs.get("results") ?? ""}`,
          },
        ]),
  ]);
  const acts = others.map(({ at, words }) => ({ at, words: `somebody else: ${words}` }));
  return [...events, ...acts].sort((a, b) => a.at - b.at).map(({ at, words }) => `${time(at)} ms  ${words}`);
}

function sentInWords({ operation, stage, plan, key, entry, end, wire }: Sent, begin: number): string {
  const ids = [stage, plan, key].filter((id) => id !== undefined).join(" ");
  const there =
    entry === undefined
      ? "never got there"
      : [
          entry.fault === undefined ? "" : `met ${entry.fault}`,
          entry.appliedAt === undefined
            ? ""
            : `carried out at ${Math.round(entry.appliedAt - begin)} ms${entry.changed ? "" : ", to no effect"}`,
          entry.refusal ?? "",
        ]
          .filter((text) => text !== "")
          .join(", ");
  const back =
    end === undefined
      ? "no end"
      : end.kind === "reply"
        ? `${end.status} at ${Math.round(end.at - begin)} ms`
        : `${end.reason} at ${Math.round(end.at - begin)} ms`;
  return `${operation} ${ids}${wire === undefined ? "" : ` (network: ${wire})`} -> ${back}${there === "" ? "" : ` [${there}]`}`;
}
