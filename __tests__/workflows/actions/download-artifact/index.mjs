import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";

const { ARTIFACTS = "", INPUT_PATTERN = "", INPUT_PATH = "", "INPUT_RUN-ID": run = "" } = process.env;
if (!/^\d+$/.test(run)) throw new Error(`no run: ${run}`);
const [before = "", after = ""] = INPUT_PATTERN.split("*");
for (const name of readdirSync(ARTIFACTS)) {
  if (name.startsWith(before) && name.endsWith(after)) {
    cpSync(join(ARTIFACTS, name), join(INPUT_PATH, name), { recursive: true });
  }
}
