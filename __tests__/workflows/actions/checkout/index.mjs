import { cpSync } from "node:fs";
import { join } from "node:path";

const { SOURCES = "", INPUT_PATH = "" } = process.env;
for (const name of ["emulator", "scripts", "package.json"]) {
  cpSync(join(SOURCES, name), join(INPUT_PATH, name), { recursive: true });
}
