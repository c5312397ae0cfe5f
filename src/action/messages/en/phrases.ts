/** What several English messages share. */
import type { Facts, Level } from "../../../usage-plan/types.ts";
import { lookAt, quoted, reply, some } from "../words.ts";

export const said = (facts: Facts): string => reply(facts, "NCP code");
export const listed = (facts: Facts): string =>
  some(facts.list, (count) => ` and ${count} more`, facts.total ?? facts.count);
export const stage = (facts: Facts): string =>
  facts.stage === undefined ? "the stage" : `stage ${quoted(facts.stage, "")}`;
export const plan = (facts: Facts): string =>
  facts.plan === undefined ? "the usage plan" : `usage plan ${quoted(facts.plan, "")}`;
/** At the beginning of a sentence. */
export const Stage = (facts: Facts): string =>
  facts.stage === undefined ? "The stage" : `Stage ${quoted(facts.stage, "")}`;
export const Plan = (facts: Facts): string =>
  facts.plan === undefined ? "The usage plan" : `Usage plan ${quoted(facts.plan, "")}`;
export const called = (facts: Facts): string => facts.operation ?? "a request";

export const PERMISSIONS =
  "Give the sub account the managed policy NCP_API_GATEWAY_MANAGER (everything) or NCP_API_GATEWAY_VIEWER (reads: `mode: check`, `dry-run`). A custom policy needs the related actions of its actions as well.";

export const CONSOLE = "Services > Application Services > API Gateway > Usage Plans or My Products";

export const COPY_IDS = `Copy the ids from the console (${CONSOLE}), or give names instead of ids.`;

/** Where the truth can be seen when the action could not see it. */
export function look(facts: Facts): string {
  const read = lookAt(facts);
  return `Look which usage plans ${stage(facts)} has: in the console under ${CONSOLE}, or run this action with \`mode: check\`${read === undefined ? "" : `, or send \`${read}\``}.`;
}

export const AGAIN = "Run the step again: it looks first and does only what is left to do.";

export const NOUN: { readonly [L in Level]: string } = {
  product: "product",
  api: "API",
  stage: "stage",
  "usage-plan": "usage plan",
};
