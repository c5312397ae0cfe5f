/** How a run ended: one sentence without its full stop. Every language has them. */
import type { Level, LookedAt } from "../../../usage-plan/types.ts";
import { number, type Subject } from "../words.ts";
import { is, NOUN } from "./phrases.ts";

export const headlines = {
  /** On no stage, among so many. */
  nowhere: (of: Subject, { stages, apis }: LookedAt) =>
    `${of.plan} ${is(of)} on no stage (${number(stages)} stages of ${number(apis)} APIs looked at)`,
  tooManyKeys: (of: Subject, count: number, limit: number) =>
    `Stopped: ${number(count)} API ${count === 1 ? "key uses" : "keys use"} ${of.plan} on ${of.stage}, ${number(limit)} ${limit === 1 ? "is" : "are"} allowed`,
  tooManyCalls: (of: Subject, count: number, limit: number) =>
    `Stopped: ${of.plan} had ${number(count)} calls this month on ${of.stage}, ${number(limit)} are allowed`,
  changed: (of: Subject) => `Stopped: ${of.plan} on ${of.stage} is not what was approved`,
  /** `parent`: where it was looked for, by its name. */
  notFound: (level: Level, id: string, parent: string | undefined) =>
    `There is no ${NOUN[level]} ${id}${parent === undefined ? "" : ` in ${parent}`}`,
  plans: (count: number) => `${number(count)} usage plans`,
  stages: (count: number) => `${number(count)} stages`,
  /** Of `count` targets that ended differently, the worst first. */
  mixed: (tallies: readonly string[], count: number) =>
    tallies.join(", ").replace(/^\d+/, (first) => `${first} of ${number(count)} targets`),
  /** Behind a tally: where the way back is. */
  undo: { below: " (undo: below)", summary: " (undo: summary)" },
  nothing: "Nothing to do: `*` matches nothing",
  /** Several problems, and no target. */
  stopped: (count: number) => `Stopped before any target was worked on: ${count} problems`,
  rollback: (sentence: string) => `Rollback: ${sentence}`,
  /** Another server than NCP's own was asked. */
  elsewhere: (sentence: string, origin: string) => `${sentence} – at ${origin}, not at NCP`,
};
