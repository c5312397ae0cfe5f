/** `npm run pages`: writes the pages that come from the catalogue, without a build. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../bundle.ts";
import { troubleshootingPages } from "./troubleshooting.ts";

for (const [path, content] of troubleshootingPages()) writeFileSync(join(ROOT, path), content);
