import { look } from "./look.mjs";

await look(process.env.INPUT_URL);
