// The floor: one signed POST with node:https, and nothing else. The signature was made by whoever starts this.
import { request } from "node:https";

const { url, headers, body } = JSON.parse(process.env.BARE_REQUEST);
request(url, { method: "POST", headers }, (reply) => {
  reply.resume();
  process.exitCode = reply.statusCode < 300 ? 0 : 1;
}).end(body);
