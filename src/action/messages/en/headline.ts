/** How a run ended, in one sentence. */
import { countByVerdict, VERDICTS, type Verdict } from "../../../usage-plan/verdicts.ts";
import type { Headlines, Subject } from "../catalog.ts";
import { number } from "../words.ts";
import { NOUN } from "./phrases.ts";

const is = ({ several }: Subject): string => (several ? "are" : "is");
const was = ({ several }: Subject): string => (several ? "were" : "was");

const TALLY: { readonly [V in Verdict]: (count: number) => string } = {
  unknown: (count) => `${count} ${count === 1 ? "is" : "are"} not known`,
  failed: (count) => `${count} failed`,
  refused: (count) => `${count} ${count === 1 ? "was" : "were"} stopped`,
  attached: (count) => `${count} ${count === 1 ? "is" : "are"} on`,
  accepted: (count) => `${count} ${count === 1 ? "was" : "were"} accepted`,
  detached: (count) => `${count} ${count === 1 ? "was" : "were"} detached`,
  restored: (count) => `${count} ${count === 1 ? "was" : "were"} put back`,
  "would-detach": (count) => `${count} would be detached`,
  "would-restore": (count) => `${count} would be put back`,
  "already-detached": (count) => `${count} ${count === 1 ? "was" : "were"} off already`,
  "already-attached": (count) => `${count} ${count === 1 ? "was" : "were"} on already`,
};

export const headlines: Headlines = {
  one: {
    detached: (of) => `${of.plan} ${is(of)} off ${of.stage}`,
    accepted: (of) =>
      `NCP accepted it; nobody looked whether ${of.plan} ${is(of)} ${of.mode === "restore" ? "back on" : "off"} ${of.stage}`,
    "already-detached": (of) => {
      if (of.red) return `${of.plan} ${was(of)} not on ${of.stage}`;
      return of.mode === "check"
        ? `Off, as it should be: ${of.plan} ${is(of)} not on ${of.stage}`
        : `${of.plan} ${was(of)} off ${of.stage} already`;
    },
    "would-detach": (of) => `Dry run: ${of.plan} would be detached from ${of.stage}`,
    refused: (of) => `Stopped: ${of.plan} ${was(of)} not detached from ${of.stage}`,
    failed: (of) =>
      ({
        detach: `${of.plan} ${was(of)} not detached from ${of.stage}`,
        check: `Not checked: ${of.plan} on ${of.stage}`,
        restore: `${of.plan} ${was(of)} not put back on ${of.stage}`,
      })[of.mode],
    unknown: (of) => `Not known whether ${of.plan} ${is(of)} ${of.mode === "restore" ? "back on" : "off"} ${of.stage}`,
    restored: (of) => `${of.plan} ${is(of)} back on ${of.stage}`,
    "already-attached": (of) => `${of.plan} ${was(of)} on ${of.stage} already`,
    "would-restore": (of) => `Dry run: ${of.plan} would be put back on ${of.stage}`,
    attached: (of) => `${of.plan} ${is(of)} on ${of.stage}${of.red ? ", where it should not be" : ""}`,
  },
  nowhere: (of, { stages, apis }) =>
    `${of.plan} ${is(of)} on no stage (${number(stages)} stages of ${number(apis)} APIs looked at)`,
  tooManyKeys: (of, count, limit) =>
    `Stopped: ${number(count)} API ${count === 1 ? "key uses" : "keys use"} ${of.plan} on ${of.stage}, ${number(limit)} ${limit === 1 ? "is" : "are"} allowed`,
  tooManyCalls: (of, count, limit) =>
    `Stopped: ${of.plan} had ${number(count)} calls this month on ${of.stage}, ${number(limit)} are allowed`,
  notFound: (level, id, parent) => `There is no ${NOUN[level]} ${id}${parent === undefined ? "" : ` in ${parent}`}`,
  plans: (count) => `${number(count)} usage plans`,
  stages: (count) => `${number(count)} stages`,
  mixed: (outcomes, undo) => {
    const counts = countByVerdict(outcomes);
    const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => {
      const changed = undo !== undefined && (verdict === "detached" || verdict === "accepted");
      return `${TALLY[verdict](counts[verdict])}${changed ? ` (undo: ${undo})` : ""}`;
    });
    return parts.join(", ").replace(/^\d+/, (first) => `${first} of ${number(outcomes.length)} targets`);
  },
  nothing: "Nothing to do: no target matches",
  stopped: (count) => `Stopped before any target was worked on: ${count} problems`,
  rollback: (sentence) => `Rollback: ${sentence}`,
  elsewhere: (sentence, origin) => `${sentence} – at ${origin}, not at NCP`,
};
