/** `npm run pages`: writes the pages that come from code, without a build. */
import { ROOT } from "../bundle.ts";
import { writePages } from "./index.ts";

writePages(ROOT);
