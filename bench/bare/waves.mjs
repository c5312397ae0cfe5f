// The floor of several round trips: signed requests, each wave of them when the one before it is answered, and no look at
// what the replies say.
import { Agent, request } from "node:https";

const agent = new Agent({ keepAlive: true });
const send = ({ url, method, headers, body }) =>
  new Promise((resolve, reject) => {
    request(url, { agent, method, headers }, (reply) => {
      if (reply.statusCode >= 300) process.exitCode = 1;
      reply.resume().on("end", resolve);
    })
      .on("error", reject)
      .end(body);
  });

for (const wave of JSON.parse(process.env.BARE_WAVES)) await Promise.all(wave.map(send));
