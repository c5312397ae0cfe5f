import { readFileSync } from "node:fs";
import { InvalidDocument } from "./core/check.ts";
import type { StateInput } from "./core/state.ts";
import type { WorldInput } from "./core/world.ts";

/** The state that the emulator starts with: `emulator/seed.json`. What is in it is checked by the core. */
export function seed(): StateInput {
  return readJson(new URL("./seed.json", import.meta.url)) as StateInput;
}

/** A world of `emulator/worlds/`, by its file's name without `.json`. */
export function world(name: string): WorldInput {
  return readJson(new URL(`./worlds/${name}.json`, import.meta.url)) as WorldInput;
}

/** @throws {InvalidDocument} when the file cannot be read or is no JSON. */
export function readJson(file: string | URL): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new InvalidDocument(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
