/** The main step. */
import { start } from "./program.ts";

await start("main");
