/** Files of the runner: what is appended is there as a whole or not at all. */
import { appendFileSync, statSync, truncateSync } from "node:fs";

export function appendWhole(file: string, text: string): void {
  wholly(file, () => appendFileSync(file, text));
}

/** A disk may be full in the middle of a line, and what is appended later would go on in it. */
export function wholly(file: string, append: () => void): void {
  const before = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  try {
    append();
  } catch (error) {
    try {
      truncateSync(file, before);
    } catch {
      // It is no file, or not there.
    }
    throw error;
  }
}
