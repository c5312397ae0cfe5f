/** The action without one of its measures, to show what that is worth. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./action.ts";
import type { Variant } from "./rounds.ts";

/** As the bundler writes the one line of each. */
const LINES = {
  "the early connections": { line: /^ *const early = .*\bconnectEarly\b.*;$/m, by: "const early = undefined;" },
  "flags for V8": { line: /^ *setFlagsFromString\(V8_FLAGS\);$/m, by: "" },
} as const;

/** @param folder for a copy of `dist/` in which that one line is another */
export function without(folder: string, what: keyof typeof LINES, variant: Variant): Variant {
  const { line, by } = LINES[what];
  const copy = join(folder, what.replaceAll(" ", "-"));
  mkdirSync(copy, { recursive: true });
  cpSync(join(ROOT, "dist"), copy, { recursive: true });
  const program = join(copy, "program.js");
  const parts = readFileSync(program, "utf8").split(line);
  if (parts.length !== 2) throw new Error(`dist/program.js has ${parts.length - 1} lines like ${line}, not 1`);
  writeFileSync(program, parts.join(by));
  return {
    ...variant,
    name: `${variant.name}, without ${what}`,
    async prepare() {
      const { argv, env } = await variant.prepare();
      return { argv: argv.map((each) => (each.endsWith("index.js") ? join(copy, "index.js") : each)), env };
    },
  };
}
