/** What NCP, the network or the runner does. */
import { spawnSync } from "node:child_process";
import type { Fault } from "../../../emulator/core/faults.ts";
import type { StartOptions } from "../../../emulator/server.ts";
import type { ProblemCode } from "../../../src/usage-plan/facts.ts";
import { caFile } from "../certificates.ts";
import { type Emulated, FREE, GOLD, NOBODY, STAGE, TARGET, until, VIEWER, WINDOWS, WRITER } from "../runner.ts";
import { again, CONSOLE, LEAN, once, PEOPLE, REPORT, type Row, SHORT, SITE } from "./row.ts";

type Inputs = Record<string, string>;
const NETWORK = "the network between a runner and NCP is not here";
/** Every request, until the trouble is over. */
const always = (fault: Record<string, unknown>): StartOptions => ({
  world: { faults: [{ do: fault as unknown as Fault }] },
});
const replies = (status: number, code: string) => always({ kind: "reply", status, code });

/** With a variable of the process, and without. */
const under =
  (env: Record<string, string>, inputs: Inputs = LEAN) =>
  ({ run }: Emulated) =>
    run(inputs, { env });
const preload = (code: string) => ({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` });
const BROKEN = preload(`import crypto from "node:crypto"; import { syncBuiltinESMExports } from "node:module";
  crypto.createHmac = () => { throw new Error("made for a test"); }; syncBuiltinESMExports();`);
const NOWHERE = { "api-url": "http://127.0.0.1:9" };

/** A Node that is older than the action's, where the machine has one. */
const OLD = ["/usr/bin/node", "/usr/local/bin/node"].find((path) => {
  const major = Number(/^v(\d+)/.exec(spawnSync(path, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1]);
  return major >= 20 && major < 24;
});

/** Passes with time, and then the step is run again. */
const passing = (options: StartOptions, before: Row["advice"] = {}, after: Row["advice"] = {}): Row => ({
  with: options,
  produce: once(SHORT),
  advice: { ...before, "Run the step again": again(), ...after },
});
const OUTAGE: Row["advice"] = { "Check whether NCP has announced an outage": PEOPLE };

export const REPLIES = {
  "authentication-failed": {
    produce: once({ ...LEAN, "secret-key": "not-the-secret-key-of-this-pair" }),
    advice: {
      "In the console, check that the key is in use": once(LEAN),
      "In Sub Account": CONSOLE,
      "Check that `site`": SITE,
      "If the sub account limits source IP": CONSOLE,
    },
  },
  "clock-wrong": {
    with: { world: { clock: { offsetMs: 200_000_000 } } },
    produce: once(LEAN),
    advice: { "Set the runner's clock": again(), "If the clock is right": again({ ...LEAN, "usage-plan-id": GOLD }) },
  },
  "permission-denied": {
    produce: once({ ...LEAN, ...WRITER }),
    advice: {
      "For a key that may change but not read": once({ ...TARGET, ...WRITER, verify: "false" }),
      "In Sub Account": CONSOLE,
      "Give the sub account the managed policy NCP_API_GATEWAY_VIEWER": once({ ...LEAN, "usage-plan-id": GOLD }),
    },
  },
  forbidden: {
    with: { world: { denial: "403/230" } },
    produce: once({ ...LEAN, ...VIEWER }),
    advice: {
      "Give the sub account the managed policy NCP_API_GATEWAY_MANAGER": once(LEAN),
      "Move the API keys to another plan": once({ ...TARGET, "successor-plan-id": GOLD }),
    },
  },
  "not-found": {
    with: { world: { denial: "404/300" } },
    produce: once({ ...LEAN, ...NOBODY }),
    advice: {
      "Copy the ids": CONSOLE,
      "Give the sub account the managed policy": once(LEAN),
    },
  },
  "bad-request": {
    with: replies(400, "100"),
    produce: once(LEAN),
    advice: { "Copy the ids": CONSOLE, "If nothing above helps": REPORT },
  },
  "refused-by-server": {
    with: { world: { keysInUse: "refuse", keysInUseStatus: 409 } },
    produce: once(TARGET),
    advice: {
      "The API keys on it": PEOPLE,
      "Move the API keys to another plan": once({ ...TARGET, "successor-plan-id": GOLD }),
      "Try the same in the console": CONSOLE,
      "If nothing above helps": REPORT,
    },
  },
  "request-too-large": {
    with: replies(413, "430"),
    produce: once(LEAN),
    advice: { "Check whether a proxy on the way": again() },
  },
  "quota-exhausted": {
    with: replies(429, "400"),
    produce: once(LEAN),
    advice: {
      "Wait until the quota is reset": again(),
      "Run the step again": again({ ...LEAN, "usage-plan-id": GOLD }),
    },
  },
  throttled: passing(replies(429, "410"), {
    "Lower `concurrency`": "how fast is too fast for an account is not known",
  }),
  "endpoint-error": passing(replies(503, "500"), OUTAGE),
  "endpoint-timeout": passing(replies(504, "510"), OUTAGE),
  "server-error": passing(replies(500, "900"), OUTAGE),
  "redirect-refused": {
    produce: async ({ run, server }) => {
      server.setWorld({ faults: [{ do: { kind: "redirect" } }] });
      return run(LEAN);
    },
    advice: { "Remove `api-url`, or set it": again(), "Check whether the runner can reach": NETWORK },
  },
  "unexpected-reply": {
    with: always({ kind: "reply", status: 200, shape: "html" }),
    produce: once(LEAN),
    advice: { "Check whether the runner can reach": again(), "If it can, update the action": REPORT },
  },
  "endless-pages": {
    with: { world: { paging: { defaultLimit: 1, maxLimit: 1, pages: "ignore-offset" } } },
    produce: once(LEAN),
    advice: { "Run the step again": again(), "If it happens again": REPORT },
  },
  "dns-failed": {
    produce: once({ ...SHORT, "api-url": "https://apigateway.ncp.invalid" }),
    advice: { "Try `nslookup`": once(LEAN), "If the network needs a proxy": NETWORK },
  },
  "connection-failed": {
    produce: once({ ...SHORT, ...NOWHERE }),
    advice: { "Allow HTTPS from the runner": NETWORK, "Run the step again": again() },
  },
  "connection-lost": passing(always({ kind: "reset" }), {}, { "If it happens often": NETWORK }),
  "tls-failed": {
    with: { tls: true },
    produce: once(LEAN),
    advice: {
      "Set NODE_EXTRA_CA_CERTS": ({ run, server }) => run(LEAN, { env: { NODE_EXTRA_CA_CERTS: caFile(server.ca) } }),
    },
  },
  "proxy-failed": {
    produce: under({ HTTP_PROXY: "http://127.0.0.1:9" }, SHORT),
    advice: {
      "To go around the proxy": under({ HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "127.0.0.1" }),
      "Check HTTPS_PROXY": ({ run, server }) => {
        server.emulator.attach(STAGE, FREE, Date.now());
        return run(LEAN);
      },
    },
  },
  "attempt-timed-out": {
    with: always({ kind: "hold" }),
    // One attempt takes 15 s, and what only the end of the run cuts off is told as that.
    produce: once({ ...LEAN, timeout: "16" }),
    advice: { "Run the step again": again(), "If it always happens": NETWORK },
  },
  "reply-too-large": {
    with: always({ kind: "reply", status: 200, shape: "huge" }),
    produce: once(SHORT),
    advice: { "Check `api-url`, and whether a proxy": again() },
  },
  "malformed-reply": {
    with: always({ kind: "garbage" }),
    produce: once(SHORT),
    advice: { "Check `api-url` and the proxy": again() },
  },
  deadline: {
    with: { latencyMs: 3_000 },
    produce: once(SHORT),
    advice: { "Raise `timeout`": once({ ...LEAN, timeout: "30" }), "Run the step again": again() },
  },
  cancelled: {
    with: { latencyMs: 1_000 },
    produce: async (all) => {
      const { child, ended } = all.start(LEAN);
      await until(() => all.server.requests().length > 0);
      child.kill("SIGINT");
      return ended;
    },
    skip: WINDOWS ? "Windows has no signals" : undefined,
    advice: { "Run the step again": again() },
  },
  "node-too-old": {
    produce: ({ run }) => run(LEAN, { node: OLD ?? "" }),
    skip: OLD === undefined ? "there is no older Node" : undefined,
    advice: { "Update the runner": once(LEAN) },
  },
  "ca-file-unusable": {
    with: { tls: true },
    produce: under({ NODE_EXTRA_CA_CERTS: "/nonexistent/ca.pem" }),
    advice: {
      "Correct NODE_EXTRA_CA_CERTS": ({ run, server }) =>
        run(LEAN, { env: { NODE_EXTRA_CA_CERTS: caFile(server.ca) } }),
    },
  },
  "no-webassembly": {
    produce: under({ NODE_OPTIONS: "--jitless" }),
    advice: { "Remove the option from NODE_OPTIONS": once(LEAN) },
  },
  "internal-error": {
    produce: under(BROKEN),
    advice: { "Open an issue": REPORT, "Run the step again": once(LEAN) },
  },
} satisfies Partial<Record<ProblemCode, Row>>;
