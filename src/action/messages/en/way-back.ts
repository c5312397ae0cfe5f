/** What the post step says, and a restore of what others have changed since. */
import type { Catalog } from "../catalog.ts";
import { clockTime, quoted } from "../words.ts";
import { CONSOLE, listed, Plan, plan, stage } from "./phrases.ts";
import { ZONE } from "./units.ts";

export const wayBackProblems = {
  "state-damaged": () => ({
    what: "The record that the main step left is damaged, so it is not known what was changed. Nothing was attached again.",
    why: ["The runner's state file was cut or changed on the way: a full disk, or a runner that was shut down."],
    fix: [
      "See the log and the summary of the main step for what it changed, and run this action with `mode: restore` and its receipt.",
      `Or compare the stages in the console: ${CONSOLE}.`,
    ],
  }),
  "main-still-running": () => ({
    what: "The main step may still be running, and did not end when it was told to stop. Nothing was attached again, since it could be detached once more.",
    why: [
      "In a job with a container, a cancel does not reach the process in it.",
      "The two steps do not see each other's processes.",
    ],
    fix: [
      "Wait until the job has ended, then run this action with `mode: restore` and the receipt (in the log and the summary of this step).",
      `Or check the stages in the console: ${CONSOLE}.`,
    ],
  }),
} satisfies Partial<Catalog["problems"]>;

export const wayBackNotes = {
  "key-gone": (facts) =>
    `API key ${quoted(facts.name)} does not exist any more, so it is not put back on ${plan(facts)}.`,
  "keys-not-known": (facts) =>
    `Nobody looked at the API keys when ${plan(facts)} was detached from ${stage(facts)}. Keys that used it are not put back.`,
  "may-still-land": (facts) =>
    `${Plan(facts)} is attached to ${stage(facts)} now. The request sent at ${clockTime(facts.sentAt, ZONE)} may still be carried out and detach it: check again later.`,
  "plan-made-anew": (facts) =>
    `${Plan(facts)} of ${stage(facts)} does not exist any more. Of that name there is: ${listed(facts.list)}. It was not attached.`,
  "rollback-nothing": () => "This step changed nothing: there is nothing to roll back.",
  "rollback-no-record": () =>
    "The main step left no record of its work, so nothing is rolled back. It was ended before it began to work: see its log.",
  "rollback-waits": () => "The main step is still running. It is told to stop, and waited for.",
  "secret-is-short": ({ name }) =>
    `The secret in ${quoted(name)} has fewer than 8 characters: the runner masks it wherever it occurs, in ids and outputs too.`,
} satisfies Partial<Catalog["notes"]>;
