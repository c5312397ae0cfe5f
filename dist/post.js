/** The post step, started at the end of a job that failed or was cancelled. */
import { start } from "./program.js";
await start("post");
