/** What several English messages share. */
import type { ReplyFacts } from "../../../ncloud/errors.ts";
import type { Level } from "../../../usage-plan/types.ts";
import { createPhrases, isWrite, lookAt, quoted, type Subject } from "../words.ts";
import { reasons } from "./reasons.ts";

export const { listed, lineOf, keyLine, because, said, time, clock } = createPhrases({
  more: (count) => ` and ${count} more`,
  ncpCode: "NCP code",
  gap: " ",
  units: { ms: " ms", s: " s", min: " min", h: " h", d: " days" },
  zone: { name: "UTC", hours: 0 },
  reasons,
});

export const stage = (facts: { readonly stage: string }): string => `stage ${quoted(facts.stage)}`;
export const plan = (facts: { readonly plan: string }): string => `usage plan ${quoted(facts.plan)}`;
/** At the beginning of a sentence. */
export const Stage = (facts: { readonly stage: string }): string => `Stage ${quoted(facts.stage)}`;
export const Plan = (facts: { readonly plan: string }): string => `Usage plan ${quoted(facts.plan)}`;
export const CONSOLE = "Services > Application Services > API Gateway > Usage Plans or My Products";

const RELATED = "A custom policy also needs the related actions of each of its actions.";
const READER = `Give the sub account the managed policy NCP_API_GATEWAY_VIEWER (read) or NCP_API_GATEWAY_MANAGER (read and change). ${RELATED}`;
const WRITER = `Give the sub account the managed policy NCP_API_GATEWAY_MANAGER: the request that was refused changes something, and NCP_API_GATEWAY_VIEWER only allows reading. ${RELATED}`;

/** The policy that allows the request. */
export const permissions = ({ operation = "" }: Partial<ReplyFacts>): string => (isWrite(operation) ? WRITER : READER);

/** Without it a sub account's keys are refused whatever its policies are. */
export const ACCESS =
  'In Sub Account, check that the sub account has "API Gateway access" and that its access key is in use.';

export const COPY_IDS = `Copy the ids from the console (${CONSOLE}), or give names instead of ids.`;

/** Where the truth can be seen when the action could not see it. */
export function look(facts: { readonly stage: string; readonly operation: string }): string {
  const read = lookAt(facts.operation);
  return `Check which usage plans are attached to ${stage(facts)}: in the console under ${CONSOLE}, or run this action with \`mode: check\`${read === undefined ? "" : `, or send \`${read}\``}.`;
}

export const AGAIN =
  "Run the step again. With `verify: true` (the default) it reads first and does only what is left to do.";

export const NOUN: { readonly [L in Level]: string } = {
  product: "product",
  api: "API",
  stage: "stage",
  "usage-plan": "usage plan",
};

/** The verb after the plans of a headline. */
export const is = ({ several }: Subject): string => (several ? "are" : "is");
export const was = ({ several }: Subject): string => (several ? "were" : "was");

export const NOT_SENT = "No request was sent.";
export const NOTHING_WRITTEN = "Nothing was written for this target.";

/** What became of a target that was stopped; API keys may have moved to its successor by then. */
export const written = (moved = false): string =>
  moved ? "The plan stays on; what was moved by then is in the receipt." : NOTHING_WRITTEN;
