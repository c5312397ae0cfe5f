// The floor of a verified detach: three signed requests in sequence on one connection, and no look at what they say.
import { request } from "node:https";

const send = ({ url, method, headers, body }) =>
  new Promise((resolve, reject) => {
    request(url, { method, headers }, (reply) => {
      if (reply.statusCode !== 200) process.exitCode = 1;
      reply.resume().on("end", resolve);
    })
      .on("error", reject)
      .end(body);
  });

for (const each of JSON.parse(process.env.BARE_REQUESTS)) await send(each);
