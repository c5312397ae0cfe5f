/** What the main step leaves for its post step. No secret: the post step reads the key from its inputs again. */
import type { Verdict } from "../usage-plan/types.ts";
import type { Toolkit } from "./toolkit.ts";

export interface SavedRun {
  /** `undefined` until the run has a verdict: it was killed before. */
  readonly result: Verdict | undefined;
  readonly changed: boolean;
  /** JSON text to undo what the main step did so far. */
  readonly receipt: string | undefined;
}

/** May be called again: the last call counts. */
export function saveForPost(_toolkit: Toolkit, _run: SavedRun): void {}

/** `undefined` in the main step: this is how a process knows which of the two it is. */
export function readForPost(_toolkit: Toolkit): SavedRun | undefined {
  return undefined;
}
