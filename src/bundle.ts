/** What `index.ts` loads while the first connection is being made: everything else. */
export { main } from "./main.ts";
export { proxyFor } from "./ncloud/proxy-env.ts";
export { createTransport } from "./ncloud/transport.ts";
