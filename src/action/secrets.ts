/** Which environment variables of a run hold secrets. */
import type { Env } from "./toolkit.ts";

export function secretsOf(_env: Env): readonly string[] {
  return [];
}
