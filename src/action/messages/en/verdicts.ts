/** How a target ended. */
import type { Catalog } from "../catalog.ts";
import { number } from "../words.ts";
import { is, was } from "./phrases.ts";

export const verdicts: Catalog["verdicts"] = {
  unknown: {
    label: "not known",
    tally: (count) => `${number(count)} ${count === 1 ? "is" : "are"} not known`,
    headline: (of) => `Not known whether ${of.plan} ${is(of)} ${of.aim === "on" ? "back on" : "off"} ${of.stage}`,
  },
  failed: {
    label: "failed",
    tally: (count) => `${number(count)} failed`,
    headline: (of) =>
      ({
        off: `${of.plan} ${was(of)} not detached from ${of.stage}`,
        look: `Not checked: ${of.plan} on ${of.stage}`,
        on: `${of.plan} ${was(of)} not put back on ${of.stage}`,
      })[of.aim],
  },
  refused: {
    label: "refused",
    tally: (count) => `${number(count)} ${count === 1 ? "was" : "were"} stopped`,
    headline: (of) => `Stopped: ${of.plan} ${was(of)} not detached from ${of.stage}`,
  },
  attached: {
    label: "attached",
    tally: (count) => `${number(count)} ${count === 1 ? "is" : "are"} on`,
    headline: (of) => `${of.plan} ${is(of)} on ${of.stage}${of.red ? ", where it should not be" : ""}`,
    next: "There is nothing to do: this was an inventory.",
  },
  accepted: {
    label: "accepted, not checked",
    tally: (count) => `${number(count)} ${count === 1 ? "was" : "were"} accepted`,
    headline: (of) =>
      `NCP accepted it; nobody looked whether ${of.plan} ${is(of)} ${of.aim === "on" ? "back on" : "off"} ${of.stage}`,
    next: "To be sure, run `mode: check` with a key that is allowed to read, or check in the console.",
  },
  detached: {
    label: "detached",
    tally: (count) => `${number(count)} ${count === 1 ? "was" : "were"} detached`,
    headline: (of) => `${of.plan} ${is(of)} off ${of.stage}`,
    next: "To undo it, use the step under Undo.",
  },
  restored: {
    label: "restored",
    tally: (count) => `${number(count)} ${count === 1 ? "was" : "were"} put back`,
    headline: (of) => `${of.plan} ${is(of)} back on ${of.stage}`,
    next: "There is nothing more to do.",
  },
  "would-detach": {
    label: "would detach",
    tally: (count) => `${number(count)} would be detached`,
    headline: (of) => `Dry run: ${of.plan} would be detached from ${of.stage}`,
    next: "To do it, run the same step without `dry-run`.",
  },
  "would-restore": {
    label: "would restore",
    tally: (count) => `${number(count)} would be put back`,
    headline: (of) => `Dry run: ${of.plan} would be put back on ${of.stage}`,
    next: "To do it, run the same step without `dry-run`.",
  },
  "already-detached": {
    label: "already detached",
    tally: (count) => `${number(count)} ${count === 1 ? "was" : "were"} off already`,
    headline: (of) => {
      if (of.red) return `${of.plan} ${was(of)} not on ${of.stage}`;
      return of.aim === "look"
        ? `Off, as it should be: ${of.plan} ${is(of)} not on ${of.stage}`
        : `${of.plan} ${was(of)} off ${of.stage} already`;
    },
    next: "There is nothing to do.",
  },
  "already-attached": {
    label: "already attached",
    tally: (count) => `${number(count)} ${count === 1 ? "was" : "were"} on already`,
    headline: (of) => `${of.plan} ${was(of)} on ${of.stage} already`,
    next: "There is nothing to do.",
  },
};
