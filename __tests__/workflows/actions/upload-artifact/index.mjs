import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const { ARTIFACTS = "", INPUT_NAME = "", INPUT_PATH = "" } = process.env;
const artifact = join(ARTIFACTS, INPUT_NAME);
// As the real one: a second artifact of one name in one run is an error.
mkdirSync(artifact);
writeFileSync(join(artifact, basename(INPUT_PATH)), readFileSync(INPUT_PATH));
