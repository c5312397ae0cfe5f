/** What the main step leaves for its post step. No secret: the post step reads the key from its inputs again. */
import { VERDICTS, type Verdict } from "../usage-plan/verdicts.ts";
import type { Toolkit } from "./toolkit.ts";

export interface SavedRun {
  /** `undefined` until the run has a verdict: it was killed before. */
  readonly result: Verdict | undefined;
  readonly changed: boolean;
  /** JSON text to undo what the main step did so far. */
  readonly receipt: string | undefined;
}

/** The runner hands each state over as an environment variable: Windows takes 32,767 characters in one, Linux 128 KiB. */
const MAX_PART = 30_000;
const SAVED = "saved";

/**
 * Saves again and again: the runner keeps the last value of each name. A receipt grows at its end, so most of its parts
 * are as they were and need not be written again.
 */
export function createSaver(toolkit: Toolkit): (run: SavedRun) => void {
  const written: string[] = [];
  return ({ result, changed, receipt }) => {
    const text = receipt ?? "";
    const parts = Math.ceil(text.length / MAX_PART);
    for (let at = 0; at < parts; at++) {
      const part = text.slice(at * MAX_PART, (at + 1) * MAX_PART);
      if (written[at] !== part) toolkit.saveState(`receipt-${at}`, part);
      written[at] = part;
    }
    toolkit.saveState(SAVED, JSON.stringify({ parts, changed, ...(result === undefined ? {} : { result }) }));
  };
}

/** `undefined` in the main step: this is how a process knows which of the two it is. */
export function readForPost(toolkit: Toolkit): SavedRun | undefined {
  const text = toolkit.getState(SAVED);
  if (text === "") return undefined;
  const { parts, changed, result } = parse(text);
  const receipt = Array.from({ length: parts }, (_, at) => toolkit.getState(`receipt-${at}`)).join("");
  return {
    result: VERDICTS.find((verdict) => verdict === result),
    changed,
    receipt: receipt === "" ? undefined : receipt,
  };
}

/** The state comes back as this step wrote it; something else would be a damaged runner, and nothing to undo with. */
function parse(text: string): { readonly parts: number; readonly changed: boolean; readonly result?: unknown } {
  try {
    const saved: unknown = JSON.parse(text);
    if (typeof saved === "object" && saved !== null && "parts" in saved && "changed" in saved) {
      const parts = typeof saved.parts === "number" && saved.parts <= 100 ? saved.parts : 0;
      return { parts, changed: saved.changed === true, ...("result" in saved ? { result: saved.result } : {}) };
    }
  } catch {
    // Falls through.
  }
  return { parts: 0, changed: false };
}
