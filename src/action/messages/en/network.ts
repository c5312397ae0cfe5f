/** Problems on the way to NCP, the action's own limits, and the machine that it runs on. */
import type { Catalog } from "../catalog.ts";
import { at } from "../words.ts";
import { AGAIN, NOT_SENT } from "./phrases.ts";

const UNSENT = "This request was not sent.";
const TOO_SLOW = {
  why: ["NCP or the network was slow, or NCP asked to slow down.", "There are too many targets for this time limit."],
  fix: ["Raise `timeout` (seconds).", AGAIN],
};
const tooSoon = (seconds: number) => ({
  why: ["The usage plan is attached, but the detach that is to be undone is less than 30 s old and could still land."],
  fix: [`Run the step again in ${seconds} s, or raise \`timeout\` by at least that much.`],
});

export const networkProblems = {
  "dns-failed": (facts) => ({
    what: `The DNS lookup of ${facts.host} failed. ${UNSENT}${at(facts)}`,
    why: ["The runner has no working DNS, or its network does not resolve public names.", "`api-url` has a typo."],
    fix: ["Try `nslookup` with that name on the runner.", "If the network needs a proxy, set HTTPS_PROXY."],
  }),
  "connection-failed": (facts) => ({
    what: `No connection to ${facts.host}. ${UNSENT}${at(facts)}`,
    why: ["A firewall between the runner and NCP.", "The network needs a proxy.", "A temporary network failure."],
    fix: ["Allow HTTPS from the runner to that host, or set HTTPS_PROXY.", AGAIN],
  }),
  "connection-lost": (facts) => ({
    what: `The connection to ${facts.host} broke before the reply was complete.${at(facts)}`,
    why: ["A temporary network failure, or a firewall that cuts connections."],
    fix: [AGAIN, "If it happens often, check the proxy or firewall between the runner and NCP."],
  }),
  "tls-failed": (facts) => ({
    what: `No secure connection to ${facts.host}: its certificate or protocol is not trusted. ${UNSENT}${at(facts)}`,
    why: [
      "A proxy of the network intercepts TLS with a certificate of its own.",
      "`api-url` names a host without a valid certificate.",
    ],
    fix: [
      "Set NODE_EXTRA_CA_CERTS to the PEM file of the proxy's CA. There is no option to skip the check: TLS is all that protects the request.",
    ],
  }),
  "proxy-failed": (facts) => ({
    what: `The proxy did not let the request through to ${facts.host}. It did not reach NCP.${at(facts)}`,
    why: ["The proxy needs other credentials, blocks the host, or its address is wrong."],
    fix: [
      "Check HTTPS_PROXY (or HTTP_PROXY) on the runner, and the proxy's log.",
      "To go around the proxy, add the host to NO_PROXY.",
    ],
  }),
  "attempt-timed-out": (facts) => ({
    what: `${facts.host} did not answer in time.${at(facts)}`,
    why: ["A temporary failure of the network or at NCP.", "A firewall that drops packets without an answer."],
    fix: [AGAIN, "If it always happens, check that the runner can reach the host by HTTPS."],
  }),
  "reply-too-large": (facts) => ({
    what: `The reply of ${facts.host} is larger than any reply of this API (1 MiB) and was dropped.${at(facts)}`,
    why: ["Something other than NCP answered."],
    fix: ["Check `api-url`, and whether a proxy answers in NCP's place."],
  }),
  "malformed-reply": (facts) => ({
    what: `What ${facts.host} sent is not a valid HTTP reply.${at(facts)}`,
    why: ["It is not an HTTP server, or a proxy damaged the reply."],
    fix: ["Check `api-url` and the proxy."],
  }),
  deadline: (facts) => ({
    ...(facts.seconds === undefined ? TOO_SLOW : tooSoon(facts.seconds)),
    what: `The time limit set by \`timeout\` was reached.${at(facts)}`,
  }),
  cancelled: (facts) => ({
    what: `The run was cancelled before this was done.${at(facts)}`,
    why: ["Somebody cancelled the workflow, or a newer run replaced it (`concurrency:` with `cancel-in-progress`)."],
    fix: [AGAIN],
  }),
  "node-too-old": ({ expected, got }) => ({
    what: `The action runs on Node ${got}; it needs Node ${expected} or later. ${NOT_SENT}`,
    why: ["The runner is older than 2.327.1, or starts actions with another Node (on Linux ARM32 it does)."],
    fix: ["Update the runner to 2.327.1 or later, on x64 or ARM64."],
  }),
  "ca-file-unusable": ({ path, reason }) => ({
    what: `The file that NODE_EXTRA_CA_CERTS names cannot be used (${reason}): ${path}. ${NOT_SENT}`,
    why: ["The file does not exist, may not be read, or holds no PEM certificate."],
    fix: ["Correct NODE_EXTRA_CA_CERTS, or remove it if the network does not intercept TLS."],
  }),
  "no-webassembly": () => ({
    what: `Node runs without WebAssembly, which reading HTTP replies needs. ${NOT_SENT}`,
    why: ["NODE_OPTIONS holds `--jitless` or a similar option."],
    fix: ["Remove the option from NODE_OPTIONS for this step."],
  }),
  "internal-error": () => ({
    what: "The action itself failed. This is a defect of the action, not of your workflow.",
    why: [],
    fix: ["Open an issue with the details below. Secrets are removed from them.", AGAIN],
  }),
} satisfies Partial<Catalog["problems"]>;
