/** What happens, as it happens: one line each. */
import type { Catalog } from "../catalog.ts";
import { duration, quoted, some } from "../words.ts";
import { listed, plan, Stage, stage } from "./phrases.ts";

const time = (ms: number | undefined): string => duration(ms, " s", " ms");
const and = (count: number): string => ` and ${count} more`;

export const reasons: Catalog["reasons"] = {
  throttled: "NCP asks to slow down",
  "endpoint-error": "NCP's back end failed",
  "endpoint-timeout": "NCP's back end did not answer in time",
  "server-error": "NCP failed",
  "dns-failed": "the host name could not be looked up",
  "connection-failed": "no connection",
  "connection-lost": "the connection broke",
  "proxy-failed": "the proxy failed",
  "attempt-timed-out": "no answer in time",
  "reply-too-large": "the reply was too large",
  "malformed-reply": "the reply was no HTTP",
  "unexpected-reply": "the reply was not what NCP documents",
  "authentication-failed": "the key pair was not accepted",
  "permission-denied": "the account lacks the permission",
  forbidden: "NCP forbids it",
  "not-found": "NCP does not know what was asked for",
  deadline: "the time was up",
  cancelled: "the run was cancelled",
};

export const notes: Omit<Catalog["notes"], "approved" | "approval-others"> = {
  retrying: (facts) =>
    `Attempt ${facts.attempt ?? 1}${facts.operation === undefined ? "" : ` of ${facts.operation}`} did not work${facts.reason === undefined ? "" : `: ${facts.reason}`}${facts.status === undefined ? "" : ` (HTTP ${facts.status})`}. Trying again${facts.ms === undefined ? "" : ` in ${time(facts.ms)}`}.`,
  "clock-corrected": (facts) =>
    `The clock of this machine is ${facts.ms === undefined ? "off" : `${time(Math.abs(facts.ms))} ${facts.ms > 0 ? "ahead of" : "behind"} NCP's`}. Requests are signed with the corrected time; set the clock right.`,
  "done-after-refusal": (facts) =>
    `NCP refused the request for ${plan(facts)} on ${stage(facts)}${facts.status === undefined ? "" : ` (HTTP ${facts.status})`}, but two reads show it done. Either the request was carried out all the same, or somebody else did it at the same time. The receipt has it.`,
  observed: (facts) => {
    const list = listed(facts);
    return `${Stage(facts)} has ${list === "" ? "no named usage plan" : list}.`;
  },
  targets: (facts) =>
    `Targets: ${facts.count ?? facts.list?.length ?? 0}.${listed(facts) === "" ? "" : ` ${listed(facts)}`}`,
  writing: (facts) =>
    `Sending ${facts.operation ?? "the request"}${facts.plan === undefined ? "" : ` for ${plan(facts)}`}${facts.stage === undefined ? "" : ` on ${stage(facts)}`}.`,
  accepted: (facts) => `NCP accepted the request${facts.status === undefined ? "" : ` (HTTP ${facts.status})`}.`,
  reconciling: (facts) =>
    `It is not clear whether ${facts.operation ?? "the request"} was carried out${facts.reason === undefined ? "" : ` (${facts.reason})`}. Reading until it is.`,
  "still-there": (facts) =>
    `Reads do not show the change of ${facts.count !== undefined && facts.count > 1 ? `${facts.count} usage plans` : plan(facts)} yet.${facts.ms === undefined ? "" : ` Reading again in ${time(facts.ms)}.`}`,
  verified: (facts) =>
    `Verified: read again, ${stage(facts)} shows the change${facts.count !== undefined && facts.count > 1 ? ` of ${facts.count} usage plans` : ""}.`,
  "neighbours-changed": (facts) => {
    const added = some(facts.added, and);
    const removed = some(facts.removed, and);
    return `Somebody else changed ${stage(facts)} meanwhile.${added === "" ? "" : ` New: ${added}.`}${removed === "" ? "" : ` Gone: ${removed}.`} This run did not touch those plans.`;
  },
  "affected-keys": (facts) =>
    `API keys on ${plan(facts)} at ${stage(facts)}${listed(facts) === "" ? "" : " (id, calls this month)"}: ${facts.count ?? 0}.${listed(facts) === "" ? "" : ` ${listed(facts)}`}`,
  unverified: (facts) =>
    `NCP accepted the request for ${plan(facts)} on ${stage(facts)}. Nothing was read (\`verify: false\`), so this is its word alone.`,
  progress: (facts) => `${facts.count ?? 0} of ${facts.total ?? "?"} targets done.`,
  "nothing-to-do": () => "`*` matched nothing: there is nothing to do.",
  cancelling: () => "Cancelled: no new write is started. What is under way is finished or checked, for a few seconds.",
  "plan-renamed": (facts) =>
    `The usage plan ${quoted(facts.id, "of the receipt")} is named ${quoted(facts.got, "otherwise")} now; it was ${quoted(facts.expected, "named differently")} when it was taken off.`,
  "key-restored": (facts) =>
    `API key ${quoted(facts.name, "of the receipt")} is on ${plan(facts)} at ${stage(facts)} again.`,
  "key-would-restore": (facts) =>
    `API key ${quoted(facts.name, "of the receipt")} would be put on ${plan(facts)} at ${stage(facts)}.`,
  "key-kept": (facts) =>
    `API key ${quoted(facts.name, "of the receipt")} is on ${quoted(facts.got, "another usage plan")} now and stays there: somebody moved it since.`,
  "rollback-nothing": () => "This step changed nothing: there is nothing to roll back.",
  "looked-at": (facts) =>
    `${facts.plan === undefined ? "" : `${plan(facts)} is on no stage: `}${facts.count ?? 0} stages of ${facts.total ?? 0} APIs looked at.`.replace(
      /^u/,
      "U",
    ),
  "receipt-shortened": () => "The receipt holds ids only: with names it would be too large.",
};
