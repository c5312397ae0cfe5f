/** What happens, as it happens: one line each. */
import type { Catalog } from "../catalog.ts";
import { at, duration, number, quoted } from "../words.ts";
import { listed, Plan, plan, Stage, stage } from "./phrases.ts";
import { reasons } from "./reasons.ts";
import { UNITS } from "./units.ts";

const time = (ms: number): string => duration(ms, UNITS);
const status = (facts: { readonly status?: number }): string =>
  facts.status === undefined ? "" : ` (HTTP ${facts.status})`;
const plans = (count: number): string => (count === 1 ? "1 usage plan" : `${number(count)} usage plans`);

export const notes = {
  retrying: (facts) =>
    `Attempt ${facts.attempt} failed: ${reasons[facts.reason]}${status(facts)}. Trying again in ${time(facts.ms)}.${at(facts)}`,
  "clock-corrected": ({ ms }) =>
    `The runner's clock is ${time(Math.abs(ms))} ${ms > 0 ? "ahead of" : "behind"} NCP's. Requests are signed with the corrected time; please set the clock.`,
  "done-after-refusal": (facts) =>
    `NCP refused the request for ${plan(facts)} on ${stage(facts)}${status(facts)}, but two reads show it done. Either the request was carried out all the same, or somebody else did it at the same time. The receipt includes it.`,
  observed: (facts) =>
    facts.list.length === 0
      ? `${Stage(facts)} has no usage plan but the default one.`
      : `${Stage(facts)} has: ${listed(facts.list)}.`,
  targets: ({ count, list }) => `Targets: ${number(count)}.${list.length === 0 ? "" : ` ${listed(list, count)}`}`,
  writing: (facts) => `Sending the request for ${plan(facts)} on ${stage(facts)}.${at(facts)}`,
  accepted: () => "NCP accepted the request.",
  reconciling: (facts) =>
    `It is not clear whether the request was carried out (${reasons[facts.reason]})${status(facts)}. Reading until it is.${at(facts)}`,
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
} satisfies Partial<Catalog["notes"]>;
