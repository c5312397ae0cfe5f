/** An example of every problem and note: for the pages that are written from the catalogue, and for tests. */
import type { InputFault, InputRule } from "../src/action/inputs/read.ts";
import type { NcloudNoteFacts } from "../src/ncloud/model.ts";
import type { Note, NoteCode, NoteFacts, Problem, ProblemCode, ProblemFacts } from "../src/usage-plan/facts.ts";

const DETACH = "POST /api/v1/products/aovb2pq7ks/apis/b1x4hw9dce/stages/c7m2tz8pfa/disassociate-usage-plan";
const READ = "GET /api/v1/products/aovb2pq7ks/apis/b1x4hw9dce/stages/c7m2tz8pfa/usage-plans";
const HOST = "apigateway.apigw.ntruss.com";

const place = { stage: "prod", plan: "Gold" };
const asked = { operation: READ, host: HOST };
const reply = (status: number, ncpCode: string, ncpMessage: string) => ({ ...asked, status, ncpCode, ncpMessage });
const sent = { ...place, operation: DETACH, sentAt: "2026-11-25T02:15:02.000Z" };
const doubt = { ...sent, reason: "endpoint-timeout", status: 504 } as const;
const stuck = ["mobile (k1a2b3c4d5): forbidden", "batch (k2b3c4d5e6): not-verified"];
const keys = ["mobile (k1a2b3c4d5, 1,200)", "batch (k2b3c4d5e6, 31)"];
const wrongId = (id: string) => ({
  ...reply(404, "300", "Not Found Exception"),
  id,
  list: ["Gold (d5k1v8q3xo)"],
  total: 1,
});

/** Every problem, by the chapter of docs/troubleshooting.md and in the order in which people meet them. */
export const CHAPTERS = {
  inputs: {
    "invalid-input": { list: ["`stage-id`: is empty. Set it."] },
  },
  names: {
    "product-not-found": wrongId("aovb2pq7kz"),
    "api-not-found": wrongId("b1x4hw9dcz"),
    "stage-not-found": wrongId("c7m2tz8pfz"),
    "plan-not-found": wrongId("d5k1v8q3xz"),
    "name-not-found": { level: "usage-plan", name: "Glod", list: ["Gold (d5k1v8q3xo)"] },
    "name-ambiguous": { level: "usage-plan", name: "Gold", list: ["Gold (d5k1v8q3xo)", "Gold (e6l2w9r4yp)"] },
    "id-name-mismatch": { level: "usage-plan", id: "d5k1v8q3xo", expected: "Gold", got: "Silver" },
    "another-target-is-wrong": { count: 1 },
  },
  state: {
    "not-attached": place,
    "plan-attached": place,
    "reads-disagree": { ...place, operation: READ },
  },
  keys: {
    "too-many-api-keys": { count: 12, limit: 3 },
    "too-many-calls": { count: 1_204_512, limit: 1000 },
    "api-keys-unreadable": { ...reply(403, "10011", "User not allowed"), reason: "forbidden" },
    "api-keys-not-moved": { ...place, successor: "Silver", list: stuck, changed: true },
    "successor-is-target": { plan: "Gold" },
  },
  approval: {
    "approval-invalid": { name: "targets[0]", expected: "{…}" },
    "approval-other-site": { expected: `public https://${HOST}`, got: "gov https://apigateway.apigw.gov-ntruss.com" },
    "changed-since-approval": { ...place, got: "Gold 2", added: keys, removed: [] },
  },
  writes: {
    "write-uncertain": { ...doubt, looked: true },
    "still-attached": sent,
    "still-detached": sent,
    "not-verified": doubt,
    "attached-again": doubt,
    "detached-again": doubt,
    "stage-changed": doubt,
  },
  undo: {
    "receipt-invalid": { name: "stages[0].plans", expected: "[…]" },
    "receipt-masked": { name: "receipt: stages[0].stage.id" },
    "receipt-too-large-to-pass-on": { count: 140_000, limit: 120_000 },
    "receipt-other-site": { expected: `public https://${HOST}`, got: "gov https://apigateway.apigw.gov-ntruss.com" },
    "receipt-other-account": {},
    "keys-differ": { ...place, list: stuck },
    "state-unwritable": { path: "/home/runner/work/_temp/_runner_file_commands/save_state", reason: "EACCES" },
    "state-damaged": {},
    "main-still-running": {},
    "rollback-failed": {},
  },
  replies: {
    "authentication-failed": reply(401, "200", "Authentication Failed"),
    "clock-wrong": { ...reply(401, "200", "Authentication Failed"), ms: 200_000_000 },
    "permission-denied": reply(401, "210", "Permission Denied"),
    forbidden: { ...reply(403, "10011", "User not allowed"), operation: DETACH },
    "not-found": reply(404, "300", "Not Found Exception"),
    "bad-request": { ...reply(400, "100", "Bad Request Exception"), operation: DETACH },
    "refused-by-server": { operation: DETACH, host: HOST, status: 409 },
    "request-too-large": reply(413, "430", "Request Entity Too Large"),
    "quota-exhausted": reply(429, "400", "Quota Exceeded"),
    throttled: reply(429, "410", "Throttle Limited"),
    "endpoint-error": reply(503, "500", "Endpoint Error"),
    "endpoint-timeout": reply(504, "510", "Endpoint Timeout"),
    "server-error": reply(500, "900", "Unexpected Error"),
    "redirect-refused": { ...asked, status: 302 },
    "unexpected-reply": { operation: READ, at: "content[0].usagePlanId", expected: "id", got: "text" },
    "endless-pages": { operation: READ, total: 1200 },
  },
  network: {
    "dns-failed": asked,
    "connection-failed": asked,
    "connection-lost": asked,
    "tls-failed": asked,
    "proxy-failed": asked,
    "attempt-timed-out": asked,
    "reply-too-large": asked,
    "malformed-reply": asked,
    deadline: { operation: READ },
    cancelled: { operation: READ },
  },
  machine: {
    "node-too-old": { expected: "24", got: "20.19.5" },
    "ca-file-unusable": { path: "/etc/ssl/corporate.pem", reason: "ENOENT" },
    "no-webassembly": {},
    "internal-error": {},
  },
} as const satisfies Readonly<Record<string, Partial<ProblemFacts>>>;

export const PROBLEM_SAMPLES: { readonly [C in ProblemCode]: ProblemFacts[C] } = {
  ...CHAPTERS.inputs,
  ...CHAPTERS.names,
  ...CHAPTERS.state,
  ...CHAPTERS.keys,
  ...CHAPTERS.approval,
  ...CHAPTERS.writes,
  ...CHAPTERS.undo,
  ...CHAPTERS.replies,
  ...CHAPTERS.network,
  ...CHAPTERS.machine,
};

const key = { ...place, id: "k1a2b3c4d5", name: "mobile" };

const NCLOUD_NOTES: { readonly [C in keyof NcloudNoteFacts]: NcloudNoteFacts[C] } = {
  retrying: { operation: READ, attempt: 1, reason: "throttled", status: 429, ms: 1500 },
  "clock-corrected": { ms: -660_000 },
};

export const NOTE_SAMPLES: { readonly [C in NoteCode]: NoteFacts[C] } = {
  ...NCLOUD_NOTES,
  observed: { stage: "prod", list: ["Gold (d5k1v8q3xo)", "Silver (e6l2w9r4yp)"] },
  targets: { count: 1, list: ["Payments / v1 / prod / Gold"] },
  writing: { ...place, operation: DETACH },
  accepted: { operation: DETACH },
  reconciling: { operation: DETACH, reason: "connection-lost" },
  "still-there": { plan: "Gold", count: 1, ms: 200 },
  verified: { stage: "prod", count: 1 },
  "neighbours-changed": { stage: "prod", added: ["Trial (f7m3x1s5zq)"], removed: ["Silver (e6l2w9r4yp)"] },
  "affected-keys": { ...place, count: 2, list: keys },
  "keys-unknown": { ...place, reason: "permission-denied" },
  "keys-not-looked-at": {},
  "default-plan": { stage: "prod", rateRps: "10", dayQuotaRequest: "5000" },
  "keys-would-move": { ...place, successor: "Silver", count: 2, attaches: true },
  "keys-moved": { ...place, successor: "Silver", count: 2 },
  "key-left": key,
  "successor-quota": { ...place, limit: 10_000, list: keys },
  unverified: place,
  progress: { count: 420, total: 1200 },
  "nothing-to-do": {},
  cancelling: { ms: 5000 },
  "plan-renamed": { id: "d5k1v8q3xo", expected: "Gold", got: "Gold 2" },
  "successor-gone": place,
  "successor-would-go": place,
  "successor-kept": { ...place, list: keys },
  "key-restored": key,
  "key-would-restore": key,
  "key-kept": { ...key, got: "Silver" },
  "done-after-refusal": { ...place, reason: "forbidden", status: 403 },
  approved: {
    count: 3,
    sentAt: "2026-11-25T02:15:02.000Z",
    ms: 7_200_000,
    name: "https://github.com/o/r/actions/runs/1",
    got: "minji",
  },
  "looked-at": { count: 12, total: 4, plan: "Gold" },
  "approval-others": { plan: "Gold", count: 2 },
  "key-gone": key,
  "keys-not-known": place,
  "may-still-land": { ...place, sentAt: "2026-11-25T02:15:02.000Z" },
  "plan-made-anew": { ...place, list: ["Gold (g8n4y2t6ar)"] },
  "rollback-nothing": {},
  "rollback-no-record": {},
  "rollback-waits": {},
  "secret-is-short": { name: "HTTPS_PROXY" },
  "receipt-shortened": {},
};

/** A problem with the sample's facts, and those given instead. */
export function sampleProblem<C extends ProblemCode>(
  code: C,
  facts: Partial<ProblemFacts[C]> = {},
  causes: readonly string[] = [],
): Problem {
  return { code, facts: { ...PROBLEM_SAMPLES[code], ...facts }, causes } as Problem;
}

export function sampleNote<C extends NoteCode>(
  code: C,
  facts: Partial<NoteFacts[C]> = {},
  level: Note["level"] = "info",
): Note {
  return { code, level, facts: { ...NOTE_SAMPLES[code], ...facts } } as Note;
}

/** A broken rule with all that any of them tells. */
export const sampleFault = (rule: InputRule, input: string, text: string): InputFault =>
  ({ input, rule, shown: text, others: [text], allowed: [text], min: 1, max: 99 }) as InputFault;
