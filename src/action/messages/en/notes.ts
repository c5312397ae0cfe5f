/** What happens, as it happens: one line each. */
import type { Catalog } from "../catalog.ts";
import { at, limitsOf, number, quoted } from "../words.ts";
import { because, clock, listed, Plan, plan, Stage, stage, time } from "./phrases.ts";
import { reasons } from "./reasons.ts";

const plans = (count: number): string => (count === 1 ? "1 usage plan" : `${number(count)} usage plans`);

const NO_WAY_BACK = "the receipt cannot put keys back";

export const notes: Catalog["notes"] = {
  retrying: (facts) =>
    `Attempt ${facts.attempt} failed: ${because(facts)}. Trying again in ${time(facts.ms)}.${at(facts)}`,
  "clock-corrected": ({ ms }) =>
    `The runner's clock is ${time(Math.abs(ms))} ${ms > 0 ? "ahead of" : "behind"} NCP's. Requests are signed with the corrected time; please set the clock.`,
  "done-after-refusal": (facts) =>
    `The request for ${plan(facts)} on ${stage(facts)} was refused (${because(facts)}), but two reads show it done. Either the request was carried out all the same, or somebody else did it at the same time. The receipt includes it.`,
  observed: (facts) =>
    facts.list.length === 0
      ? `${Stage(facts)} has no usage plan but the default one.`
      : `${Stage(facts)} has: ${listed(facts.list)}.`,
  targets: ({ count, list }) => `Targets: ${number(count)}.${list.length === 0 ? "" : ` ${listed(list, count)}`}`,
  writing: (facts) => `Sending the request for ${plan(facts)} on ${stage(facts)}.${at(facts)}`,
  accepted: () => "NCP accepted the request.",
  reconciling: (facts) =>
    `It is not clear whether the request was carried out (${because(facts)}). Reading until it is.${at(facts)}`,
  "still-there": (facts) =>
    `Reads do not show the change of ${facts.count > 1 ? plans(facts.count) : plan(facts)} yet. Reading again in ${time(facts.ms)}.`,
  verified: (facts) => `Verified: read again, ${stage(facts)} shows the change of ${plans(facts.count)}.`,
  "neighbours-changed": (facts) => {
    const added = facts.added.length === 0 ? "" : ` Added: ${listed(facts.added)}.`;
    const removed = facts.removed.length === 0 ? "" : ` Removed: ${listed(facts.removed)}.`;
    return `Somebody else changed other usage plans of ${stage(facts)} in the meantime.${added}${removed} This run did not touch them.`;
  },
  unverified: (facts) =>
    `NCP accepted the request for ${plan(facts)} on ${stage(facts)}. With \`verify: false\` nothing was read, so the result is not confirmed.`,
  "looked-at": ({ count, total, plan: none }) =>
    `${none === undefined ? "" : `${Plan({ plan: none })} is on no stage. `}Read ${number(count)} stages of ${number(total)} APIs.`,
  progress: ({ count, total }) => `${number(count)} of ${number(total)} targets done.`,
  "nothing-to-do": () => "`*` matches nothing: there is nothing to do.",
  cancelling: ({ ms }) =>
    `Cancelled: no new write is started. What is in progress is finished or checked, for at most ${time(ms)}.`,
  "plan-renamed": ({ id, expected, got }) =>
    `The usage plan ${quoted(id)} has been renamed since it was detached, from ${quoted(expected)} to ${quoted(got)}.`,
  "key-restored": (facts) => `API key ${quoted(facts.name)} uses ${plan(facts)} on ${stage(facts)} again.`,
  "key-would-restore": (facts) =>
    `API key ${quoted(facts.name)} would be put back on ${plan(facts)} on ${stage(facts)}.`,
  "key-kept": (facts) =>
    `API key ${quoted(facts.name)} is on ${quoted(facts.got)} now, not on ${plan(facts)}, and stays there: somebody moved it since.`,
  "receipt-shortened": () => "The receipt holds ids only: with names it would be too large.",
  approved: ({ count, sentAt, ms, name, got }) => {
    const by = got === undefined ? "" : ` by ${got}`;
    const from = name === undefined ? "" : `, from ${name}`;
    return `Approved: ${number(count)} targets of the run${by} at ${clock(sentAt)}, ${time(ms)} ago${from}. Nothing else is touched.`;
  },
  "approval-others": (facts) =>
    `${Plan(facts)} has been attached to ${facts.count === 1 ? "1 more stage" : `${number(facts.count)} more stages`} since the approval. That is not part of it and was not touched.`,
  "successor-gone": (facts) =>
    `${Plan(facts)} is off ${stage(facts)} again: the run that is undone put it there, and no API key is on it.`,
  "successor-would-go": (facts) =>
    `${Plan(facts)} would come off ${stage(facts)} again: the run that is undone put it there, and no other API key is on it.`,
  "successor-kept": (facts) =>
    `${Plan(facts)} stays on ${stage(facts)}, though the run that is undone put it there: ${
      facts.list.length > 0
        ? `API keys use it: ${listed(facts.list)}`
        : facts.reason === undefined
          ? "its detach could not be verified"
          : reasons[facts.reason]
    }.`,
  "affected-keys": (facts) =>
    facts.count === 0
      ? `No API key uses ${plan(facts)} on ${stage(facts)}.`
      : `API keys that use ${plan(facts)} on ${stage(facts)} (id, calls this month): ${number(facts.count)}. ${listed(facts.list, facts.count)}`,
  "keys-unknown": (facts) =>
    `The API keys that use ${plan(facts)} on ${stage(facts)} could not be read (${reasons[facts.reason]}): whoever uses it may be affected, and ${NO_WAY_BACK}.`,
  "keys-not-looked-at": () =>
    `Nobody looked which API keys are affected (\`look-at-api-keys: false\`), and ${NO_WAY_BACK}.`,
  "default-plan": (facts) => {
    const limits = limitsOf(facts, {
      rateRps: (count) => `${count} per second`,
      dayQuotaRequest: (count) => `${count} per day`,
      monthQuotaRequest: (count) => `${count} per month`,
    });
    return `NCP does not document what becomes of API keys without their plan. They may fall to the default plan of ${stage(facts)}; its rate and quota ${limits === "" ? "are not in NCP's reply" : `are: ${limits}`}.`;
  },
  "keys-would-move": (facts) =>
    `API keys that would move from ${plan(facts)} to ${quoted(facts.successor)} on ${stage(facts)}: ${number(facts.count)}.${facts.attaches ? ` ${quoted(facts.successor)} would be attached to it first.` : ""}`,
  "keys-moved": (facts) =>
    `API keys moved from ${plan(facts)} to ${quoted(facts.successor)} on ${stage(facts)}: ${number(facts.count)}.`,
  "key-left": (facts) =>
    `API key ${quoted(facts.name)} is neither on ${plan(facts)} nor on its successor on ${stage(facts)}: somebody moved or deleted it meanwhile.`,
  "successor-quota": (facts) =>
    `Some API keys made more calls this month than ${plan(facts)} allows in a month on ${stage(facts)} (${number(facts.limit)}): ${listed(facts.list)}.`,
  "key-gone": (facts) =>
    `API key ${quoted(facts.name)} does not exist any more, so it is not put back on ${plan(facts)}.`,
  "keys-not-known": (facts) =>
    `Nobody looked at the API keys when ${plan(facts)} was detached from ${stage(facts)}. Keys that used it are not put back.`,
  "may-still-land": (facts) =>
    `${Plan(facts)} is attached to ${stage(facts)} now. The request sent at ${clock(facts.sentAt)} may still be carried out and detach it: check again later.`,
  "plan-made-anew": (facts) =>
    `${Plan(facts)} of ${stage(facts)} does not exist any more. Of that name there is: ${listed(facts.list)}. It was not attached.`,
  "rollback-nothing": () => "This step changed nothing: there is nothing to roll back.",
  "rollback-no-record": () =>
    "The main step left no record of its work, so nothing is rolled back. It was ended before it began to work: see its log.",
  "rollback-waits": () => "The main step is still running. It is told to stop, and waited for.",
  "secret-is-short": ({ name }) =>
    `The secret in ${quoted(name)} has fewer than 8 characters: the runner masks it wherever it occurs, in ids and outputs too.`,
};
