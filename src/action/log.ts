/** The log of the step: notes as they happen, then one line per target, then annotations. */
import type { Report, Tell } from "../usage-plan/types.ts";
import type { Messages } from "./messages/catalog.ts";
import type { Toolkit } from "./toolkit.ts";

export interface Log {
  readonly tell: Tell;
  /** The last lines. Makes the step red (`setFailed`, once) if the report is. */
  finish(report: Report): void;
}

export function createLog(_toolkit: Toolkit, _messages: Messages): Log {
  return { tell() {}, finish() {} };
}
