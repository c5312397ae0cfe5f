/** Reads all inputs in one place into one typed, frozen record. */
import type { Config } from "./config.ts";
import { InputError } from "./input-error.ts";
import type { Env, Toolkit } from "./toolkit.ts";

/** @throws {InputError} with all faults of all inputs */
export function readConfig(_toolkit: Toolkit, _env: Env): Config {
  throw new InputError([], "en");
}
