/** Other builds to compare with: the action without one of its measures, and a script bundled like the action. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ncc from "@vercel/ncc";
import { NCC_OPTIONS } from "../../scripts/bundle.ts";
import { DIST } from "./action.ts";

/** As the bundler writes the one line that calls `connectEarly`. */
const EARLY = /^ *const early = .*\bconnectEarly\b.*;$/m;
const FLAGS = /^ *setFlagsFromString\(V8_FLAGS\);$/m;

/** A copy of `dist/` in which the one call that connects early is taken out. Gives its folder. */
export const withoutEarlyConnect = (folder: string): string =>
  changed(folder, "without-early-connect", EARLY, "const early = undefined;");

/** A copy of `dist/` that leaves V8 as it is. Gives its folder. */
export const withoutFlags = (folder: string): string => changed(folder, "without-flags", FLAGS, "");

function changed(folder: string, name: string, line: RegExp, by: string): string {
  const copy = join(folder, name);
  mkdirSync(copy, { recursive: true });
  cpSync(DIST, copy, { recursive: true });
  const program = join(copy, "program.js");
  const parts = readFileSync(program, "utf8").split(line);
  if (parts.length !== 2) throw new Error(`dist/program.js has ${parts.length - 1} lines like ${line}, not 1`);
  writeFileSync(program, parts.join(by));
  return copy;
}

/** Bundles a script in the way of `scripts/bundle.ts`. Gives the path of what it became. */
export async function bundled(folder: string, script: string): Promise<string> {
  const { code } = await ncc(script, NCC_OPTIONS);
  const file = join(folder, "bundled.mjs");
  writeFileSync(file, code);
  return file;
}
