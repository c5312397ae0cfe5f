/**
 * Whatever comes in from outside, a run of the built action ends in time, its exit code, outputs and annotations agree,
 * no sink shows a secret or holds a command or markup of somebody else's, and nothing is dialled that was not named.
 *
 * `npm run fuzz` is the long one. A failure prints the case and the seed; FUZZ_SHRINK=1 looks for the smallest.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { layOut } from "../../scripts/runner.ts";
import { lookOver } from "../bundle/look-over.ts";
import { type Case, casesFor } from "./cases.ts";
import type { Order, Ran } from "./host.ts";

const CASES = Number(process.env["FUZZ_CASES"] ?? 200);
/** Most of a run is waiting for sockets. */
const HOSTS = Number(process.env["FUZZ_HOSTS"] ?? 3);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);

/** `timeout: 5` and two seconds; the clock runs fast, so a pause of this machine counts as seconds. */
const ENDS_WITHIN_MS = 7_000;
const PAUSE_MS = 60_000;

interface Host {
  readonly child: ChildProcess;
  readonly port: number;
}

/** How the runs ended: a fuzz that only ever sees wrong inputs proves little. */
const tally = new Map<string, number>();

const children: ChildProcess[] = [];
afterAll(() => {
  if (CASES >= 1_000) console.log(Object.fromEntries([...tally].toSorted(([, a], [, b]) => b - a)));
  for (const child of children) child.kill("SIGKILL");
});

async function newHost(): Promise<Host> {
  const child = fork(fileURLToPath(new URL("host.ts", import.meta.url)), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {},
  });
  children.push(child);
  const [{ port }] = (await once(child, "message", { signal: AbortSignal.timeout(30_000) })) as [{ port: number }];
  return { child, port };
}

async function play({ child }: Host, drawn: Case): Promise<void> {
  const { stage, inputs, env, state, script, secrets } = drawn;
  const { env: all, workspace, collect } = layOut({ stage, inputs, env, state });
  const order: Order = { env: all, workspace, stage, script };
  child.send(order);
  const [ran] = (await once(child, "message", { signal: AbortSignal.timeout(30_000) })) as [Ran & { error?: string }];
  expect(ran.error).toBeUndefined();
  const left = collect();
  expect(ran.crashes, "nobody caught").toEqual([]);
  expect(ran.stdout).not.toContain("internal-error");
  expect(ran.ms).toBeLessThan(ENDS_WITHIN_MS + PAUSE_MS);
  const signatures = ran.requests.flatMap((request) => /^x-ncp-apigw-signature-v2: *(\S+)/im.exec(request)?.[1] ?? []);
  const result = { ...left, ...ran, signal: null, beganAt: 0, lingeredMs: 0 };
  lookOver(result, { inputs: judged(inputs, result.summary), env: {}, stage, secrets: [...secrets, ...signatures] });
  const ended = stage === "post" ? "post step" : `${left.outputs["result"]} ${left.outputs["code"]}`.trim();
  tally.set(ended, (tally.get(ended) ?? 0) + 1);
  const named = namedIn(inputs, env);
  for (const address of ran.dialled)
    expect(named, `${address} was not named`).toContain(address.replace(/:[^:]*$/, ""));
  // Half a password, at whatever server.
  for (const request of ran.requests) for (const each of secrets) expect(request).not.toContain(each);
}

/** Whether there is a summary when an input itself is wrong is not this test's business. */
const judged = (inputs: Case["inputs"], summary: string): Case["inputs"] => ({
  ...inputs,
  summary: summary.trim() === "" ? "false" : "true",
});

/** Named by nobody, and asked where nobody names another: NCP's sites, and GitHub for the comment. */
const SITES = [
  "api.github.com",
  "apigateway.apigw.ntruss.com",
  "apigateway.apigw.gov-ntruss.com",
  "apigateway.apigw.fin-ntruss.com",
];

/** Hosts that somebody named, by a rule of its own: what stands behind the last `@`, up to the port. */
function namedIn(inputs: Case["inputs"], env: Case["env"]): readonly string[] {
  const texts = [
    inputs["api-url"] ?? "",
    ...Object.entries(env).flatMap(([name, text]) => (/_proxy$|API_URL$/i.test(name) ? [text] : [])),
  ];
  const hosts = texts.flatMap((text) => {
    const behind = text
      .trim()
      .replace(/^([a-z0-9]+:)?\/*/i, "")
      .replace(/^.*@/s, "");
    return /^(\[[^\]]*\]|[^:/?#]*)/.exec(behind)?.[1]?.replace(/^\[|\]$/g, "") ?? [];
  });
  return ["127.0.0.1", "localhost", ...hosts, ...SITES];
}

describe.skipIf(process.platform === "win32")("whatever comes in", () => {
  test.concurrent.each(Array.from({ length: HOSTS }, (_, at) => SEED * 1_000 + at))(
    "is survived (seed %i)",
    async (seed) => {
      const host = await newHost();
      const property = fc.asyncProperty(casesFor(`127.0.0.1:${host.port}`), (drawn) => play(host, drawn));
      await fc.assert(property, {
        seed,
        numRuns: Math.ceil(CASES / HOSTS),
        endOnFailure: process.env["FUZZ_SHRINK"] === undefined,
        interruptAfterTimeLimit: 900_000,
      });
    },
    20 * 60_000,
  );
});
