/** The main step. */
import { start } from "./program.js";
await start("main");
