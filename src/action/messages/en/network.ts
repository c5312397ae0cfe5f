/** Problems on the way to NCP, and our own limits. */
import type { Facts } from "../../../usage-plan/types.ts";
import type { Catalog } from "../catalog.ts";
import { at } from "../words.ts";
import { AGAIN, called } from "./phrases.ts";

type Codes =
  | "dns-failed"
  | "connection-failed"
  | "connection-lost"
  | "tls-failed"
  | "proxy-failed"
  | "attempt-timed-out"
  | "reply-too-large"
  | "malformed-reply"
  | "deadline"
  | "cancelled";

const server = (facts: Facts): string => facts.host ?? "the server";

export const networkProblems: Pick<Catalog["problems"], Codes> = {
  "dns-failed": (facts) => ({
    what: `The name of ${server(facts)} could not be looked up. No request left this machine.${at(facts)}`,
    why: [
      "The runner has no working DNS, or its network does not resolve names of the Internet.",
      "`api-url` has a typo.",
    ],
    fix: ["Try `nslookup` for the name on this runner.", "If the network needs a proxy, set HTTPS_PROXY."],
  }),
  "connection-failed": (facts) => ({
    what: `No connection to ${server(facts)}. No request left this machine.${at(facts)}`,
    why: [
      "A firewall between the runner and NCP.",
      "The network needs a proxy.",
      "A short disturbance of the network.",
    ],
    fix: ["Allow HTTPS from this runner to the host, or set HTTPS_PROXY.", AGAIN],
  }),
  "connection-lost": (facts) => ({
    what: `The connection to ${server(facts)} broke before the reply was complete.${at(facts)}`,
    why: ["A disturbance of the network, or a firewall that cuts connections."],
    fix: [AGAIN, "If it happens often, look at the proxy or firewall between the runner and NCP."],
  }),
  "tls-failed": (facts) => ({
    what: `No secure connection to ${server(facts)}: its certificate or protocol is not acceptable. No request left this machine.${at(facts)}`,
    why: [
      "A proxy of the network opens TLS with a certificate of its own.",
      "`api-url` names a host that has no valid certificate.",
    ],
    fix: [
      "Give the job the proxy's CA: set NODE_EXTRA_CA_CERTS to its PEM file. There is no switch to turn the check off: only TLS protects the request.",
    ],
  }),
  "proxy-failed": (facts) => ({
    what: `The proxy does not let the request through to ${server(facts)}. It did not reach NCP.${at(facts)}`,
    why: ["The proxy wants other credentials, forbids the host, or its address is wrong."],
    fix: [
      "See HTTPS_PROXY (or HTTP_PROXY) of this runner, and what the proxy's own log says.",
      "To go around it, add the host to NO_PROXY.",
    ],
  }),
  "attempt-timed-out": (facts) => ({
    what: `No answer from ${server(facts)} to ${called(facts)} in time.`,
    why: ["A disturbance of the network or at NCP.", "A firewall that drops packets instead of refusing them."],
    fix: [AGAIN, "If it happens always, see that this runner may reach the host by HTTPS."],
  }),
  "reply-too-large": (facts) => ({
    what: `The reply of ${server(facts)} is larger than any reply of this API can be (1 MiB), and was dropped.${at(facts)}`,
    why: ["Something else than NCP answered."],
    fix: ["See `api-url`, and whether a proxy answers in NCP's place."],
  }),
  "malformed-reply": (facts) => ({
    what: `What ${server(facts)} sent is not a valid HTTP reply.${at(facts)}`,
    why: ["Something else than an HTTP server listens there, or a proxy broke the reply."],
    fix: ["See `api-url` and the proxy."],
  }),
  deadline: (facts) => ({
    what: `The time given by \`timeout\` is over.${at(facts)}`,
    why: ["NCP or the network was slow, or asked to slow down.", "There are many targets for this time."],
    fix: ["Raise `timeout` (seconds).", AGAIN],
  }),
  cancelled: (facts) => ({
    what: `The run was cancelled before this was done.${at(facts)}`,
    why: ["Somebody cancelled the workflow, or a newer run took its place (`concurrency:` with `cancel-in-progress`)."],
    fix: [AGAIN],
  }),
};
