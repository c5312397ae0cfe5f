/** Both steps of the action, by the name under which `program.ts` starts them. */
export { mainStep as main } from "./main-step.ts";
export { postStep as post } from "./post-step.ts";
