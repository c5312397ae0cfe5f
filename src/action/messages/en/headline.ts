/** How a run ended, in one sentence. */
import type { Headlines } from "../catalog.ts";
import { number } from "../words.ts";
import { is, NOUN } from "./phrases.ts";

export const headlines: Headlines = {
  nowhere: (of, { stages, apis }) =>
    `${of.plan} ${is(of)} on no stage (${number(stages)} stages of ${number(apis)} APIs looked at)`,
  tooManyKeys: (of, count, limit) =>
    `Stopped: ${number(count)} API ${count === 1 ? "key uses" : "keys use"} ${of.plan} on ${of.stage}, ${number(limit)} ${limit === 1 ? "is" : "are"} allowed`,
  tooManyCalls: (of, count, limit) =>
    `Stopped: ${of.plan} had ${number(count)} calls this month on ${of.stage}, ${number(limit)} are allowed`,
  notFound: (level, id, parent) => `There is no ${NOUN[level]} ${id}${parent === undefined ? "" : ` in ${parent}`}`,
  plans: (count) => `${number(count)} usage plans`,
  stages: (count) => `${number(count)} stages`,
  mixed: (tallies, count) => tallies.join(", ").replace(/^\d+/, (first) => `${first} of ${number(count)} targets`),
  undo: { below: " (undo: below)", summary: " (undo: summary)" },
  nothing: "Nothing to do: no target matches",
  stopped: (count) => `Stopped before any target was worked on: ${count} problems`,
  rollback: (sentence) => `Rollback: ${sentence}`,
  elsewhere: (sentence, origin) => `${sentence} – at ${origin}, not at NCP`,
};
