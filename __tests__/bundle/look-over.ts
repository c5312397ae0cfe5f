/** What must be true of every single run, whatever it was asked to do and whatever the server did to it. */

import { expect } from "vitest";
import { type ActionResult, declared, readLog } from "../../scripts/runner.ts";
import { unpacked } from "../papers.ts";

export interface LookOver {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stage: "main" | "post";
  /** What else no sink may show: values of API keys, signatures. */
  readonly secrets: readonly string[];
}

/** The workflow commands that the action has a use for. A runner obeys others too: they would be somebody else's. */
const COMMANDS = new Set(["", "add-mask", "debug", "notice", "warning", "error", "group", "endgroup"]);

const OUR_TAGS =
  /<\/?(?:h3|p|b|del|br|ul|li|table|tr|td|code|pre|details|summary|a)>|<th align="left">|<\/th>|<a href="https:\/\/github\.com\/[^"<>]*">/g;

/** What Node says of the variable that would turn the check of certificates off, and of a CA file that is not there. */
const NODES_OWN_WARNING =
  /^(\(node:\d+\) Warning: Setting the NODE_TLS_REJECT_UNAUTHORIZED .*\n\(Use `.*\n|Warning: Ignoring extra certs from .*\n)/;

/** Verdicts that are never what was wanted; the others make a step red when they have a code. */
const RED = new Set(["refused", "failed", "unknown"]);

/** Far more than a process needs to end. What holds it open (a socket, a timer) holds it for longer. */
const MAX_LINGER_MS = 30_000;

export function lookOver(result: ActionResult, context: LookOver): void {
  noSecret(result, context);
  harmless(result);
  // A process that was killed may have left anything undone, but nothing secret or harmful.
  if (result.signal !== null) return;
  endedByItself(result);
  if (context.stage === "main") complete(result, context);
}

/** Every byte of every sink. The lines that tell the runner what to mask are for the runner alone. */
function noSecret(result: ActionResult, { inputs, env, secrets }: LookOver): void {
  const sinks = {
    stdout: result.stdout.replace(/^::add-mask::.*$/gm, ""),
    stderr: result.stderr,
    ...result.files,
    ...result.temp,
  };
  const all = [...secretsOfRun(inputs, env), ...secrets].filter((secret) => secret.length >= 4);
  const forms = new Set(all.flatMap(formsOf));
  for (const [sink, text] of Object.entries(sinks)) {
    for (const form of forms) expect(text.includes(form), `a secret in ${sink}: ${form}\n${text}`).toBe(false);
  }
}

function secretsOfRun(inputs: LookOver["inputs"], env: LookOver["env"]): string[] {
  const names = ["access-key", "secret-key", "github-token"];
  const variables = Object.entries(env).filter(([name]) => /^NCLOUD_(ACCESS|SECRET)/.test(name));
  const proxies = Object.entries(env).filter(([name]) => /_proxy$/i.test(name));
  const userInfo = proxies.flatMap(([, url = ""]) => {
    const [, user = "", password = ""] = /\/\/([^:@/]*):([^/]*)@/.exec(url) ?? [];
    return [password, decodeURIComponent(password), Buffer.from(`${user}:${password}`).toString("base64")];
  });
  const texts = [...names.map((name) => inputs[name] ?? ""), ...variables.map(([, value = ""]) => value), ...userInfo];
  return texts.map((text) => text.trim());
}

/** A secret as it stands, as encodings show it, and cut off. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "").slice(0, -1);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("hex"),
    ...(base64.length >= 12 ? [base64] : []),
    ...(secret.length > 16 ? [secret.slice(0, 16), secret.slice(-16)] : []),
  ];
}

/** Nothing that a runner obeys but what is ours, and nothing that a terminal or a browser obeys. */
function harmless(result: ActionResult): void {
  for (const { command, text } of readLog(result.stdout)) expect(COMMANDS, text).toContain(command);
  expect(result.stderr.replace(NODES_OWN_WARNING, "")).toBe("");
  // What a bare catch of Node's own fetch would leave of every network error.
  expect(result.stdout).not.toContain("fetch failed");
  expect(result.files.env).toBe("");
  expect(result.files.path).toBe("");
  // Nobody but the action's own post step reads the state: it must only not be torn into other lines.
  expect(result.files.state.replace(/\r?\n/g, "")).not.toMatch(/(?![\x80-\x9f])\p{Cc}/u);
  for (const text of [result.stdout, result.files.output, result.summary]) {
    // Line ends part lines; the summary breaks up mentions by zero-width spaces of its own.
    expect(text.replace(/\r?\n|\u200b/gu, "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u);
  }
  // Whatever begins a tag is one of ours.
  expect(result.summary.replace(OUR_TAGS, "")).not.toContain("<");
}

/** Once its last line is out there is nothing to wait for. (The masks are out before there is anything to do.) */
function endedByItself({ stdout, lingeredMs }: ActionResult): void {
  if (readLog(stdout).at(-1)?.command !== "add-mask") expect(lingeredMs).toBeLessThan(MAX_LINGER_MS);
}

/** Outputs, exit code, annotation and summary are all there and tell the same. */
function complete({ exitCode, outputs, stdout, summary, files }: ActionResult, { inputs }: LookOver): void {
  expect(Object.keys(outputs).sort()).toEqual(Object.keys(declared().outputs).sort());
  const red = outputs["code"] !== "";
  if (RED.has(outputs["result"] ?? "")) expect(red).toBe(true);
  expect(exitCode).toBe(red ? 1 : 0);
  expect(readLog(stdout).filter(({ command }) => command === "error")).toHaveLength(red ? 1 : 0);
  expect(summary.trim() === "").toBe(inputs["summary"] === "false");
  // A run that is not to be rolled back leaves nothing for its post step.
  if (inputs["rollback-on-failure"] !== "true") expect(files.state).toBe("");

  const results = JSON.parse(outputs["results"] ?? "") as { verdict: string; changed: boolean }[];
  const counts = Object.entries(outputs).filter(([name]) => name.endsWith("-count") && name !== "total-count");
  expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(Number(outputs["total-count"]));
  expect(results.length).toBeLessThanOrEqual(Number(outputs["total-count"]));
  expect(JSON.parse(outputs["matrix"] ?? "")).toBeInstanceOf(Array);
  expect(outputs["changed"]).toBe(String(results.some(({ changed }) => changed)));
  if (inputs["mode"] !== "restore") expect(outputs["receipt"] !== "").toBe(outputs["changed"] === "true");
  if (outputs["receipt"] !== "") expect(unpacked(outputs["receipt"] ?? "")).toMatchObject({ version: 2 });
}
