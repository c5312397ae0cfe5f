/** 4. It ends in time, whatever the network does, and has said everything that it has to say. */
import { GREEN, isRed, type Judged, RED } from "../judge.ts";
import type { Invariant } from "./types.ts";

/** The design allows two seconds over `timeout`; after a signal the grace is five. */
const OVER_MS = 2_000;
const GRACE_MS = 5_000;
const OVER_GRACE_MS = 500;

export const endsInTime: Invariant = ({ run, timeoutMs }) => {
  const { record } = run;
  const { startedAt, endedAt, cancelledAt, killedAt } = record;
  if (record.threw !== undefined) return [`it threw ${String(record.threw)}`];
  if (endedAt === undefined) return killedAt === undefined ? ["it never ends"] : [];
  const found: string[] = [];
  if (endedAt > startedAt + timeoutMs + OVER_MS) found.push(`it took ${endedAt - startedAt} ms of ${timeoutMs}`);
  if (cancelledAt !== undefined && endedAt > cancelledAt + GRACE_MS + OVER_GRACE_MS) {
    found.push(`it ended ${endedAt - cancelledAt} ms after the signal`);
  }
  return found;
};

export const saysHowItEnded: Invariant = (judged) => {
  if (!judged.ended) return [];
  const { record, kind } = judged.run;
  const found: string[] = [];
  if (judged.idle)
    return record.red || record.outputs.size > 0
      ? ["the post step had nothing to do, and did not leave it at that"]
      : [];
  if (record.told.every(({ sink }) => sink !== "appendSummary")) found.push("there is no summary");
  if (kind === "post") return record.outputs.size > 0 ? [...found, "the post step set outputs"] : found;
  return [...found, ...outputsOf(judged)];
};

function outputsOf({ run, outcomes, result }: Judged): string[] {
  const { record } = run;
  const found: string[] = [];
  for (const name of ["result", "changed", "results", "receipt", "code"]) {
    if (!record.outputs.has(name)) found.push(`the output ${name} is not set`);
  }
  if (!RED.has(result) && !GREEN.has(result)) found.push(`"${result}" is no result`);
  const red = record.outputs.get("code") !== "";
  if (red !== record.red || (RED.has(result) && !red)) {
    found.push(`${result} with ${red ? "a" : "no"} code, and the step is ${record.red ? "red" : "green"}`);
  }
  if (outcomes.some(isRed) && !red) found.push(`${result} without a code, and a target is red`);
  if (outcomes.some(({ changed }) => changed) !== (record.outputs.get("changed") === "true")) {
    found.push("`changed` is not what the targets say");
  }
  for (const verdict of [...RED, ...GREEN]) {
    const count = outcomes.filter((outcome) => outcome.verdict === verdict).length;
    if (record.outputs.get(`${verdict}-count`) !== String(count)) found.push(`${verdict}-count is not ${count}`);
  }
  if (outcomes.some(({ code }) => code === "internal-error") || record.outputs.get("code") === "internal-error") {
    found.push("a defect of ours: internal-error");
  }
  return found;
}
