/** A script bundled like the action, to compare with. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ncc from "@vercel/ncc";
import { lightened, NCC_OPTIONS } from "../../scripts/bundle.ts";

/** Bundles a script in the way of `scripts/bundle.ts`. Gives the path of what it became. */
export async function bundled(folder: string, script: string): Promise<string> {
  const { code } = await ncc(script, NCC_OPTIONS);
  const file = join(folder, "bundled.mjs");
  writeFileSync(file, lightened(code));
  return file;
}
