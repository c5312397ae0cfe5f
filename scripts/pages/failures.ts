/** The tables of docs/failures.md: the code's own rows, and why each is so. */
import { NETWORK, REPLIES } from "../../src/ncloud/failure.ts";

type Reason = keyof typeof NETWORK;
type Reply = (typeof REPLIES)[number];

/** Which combinations can happen, and what each is. */
const CAUSES: { readonly [K in `${Reason} ${"no" | "yes"}`]?: string } = {
  "dns no": "the name does not exist (ENOTFOUND)",
  "dns-temporary no": "any other fault of the look-up (EAI_AGAIN, …)",
  "connect no": "refused, unreachable, no connection in 10 s, cut off in the handshake",
  "tls no": "wrong name, unknown CA, expired, not TLS at all",
  "proxy no": "the proxy said no (407, 403, …), is unknown, or its URL is none, or parses by accident alone",
  "proxy-temporary no": "the proxy answered 5xx or could not be reached",
  "lost no": "lost before anything was written",
  "lost yes": "reset or closed before the reply was complete",
  "timeout no": "the attempt's time went by while it waited for a connection",
  "timeout yes": "no complete reply in the attempt's time",
  "aborted no": "the run's time went by first (`cancelled` after a signal)",
  "aborted yes": "the same, with the request on its way",
  "too-large yes": "headers over 16 KiB or a body over 1 MiB; the connection is dropped",
  "malformed yes":
    "what came is not HTTP, contradicts itself (two lengths) or was not asked for (100 Continue, 101); the connection is dropped",
};

const WHY: { readonly [K in `${Reply[0]} ${Reply[1]}`]?: string } = {
  "3xx -":
    'never followed. Should mean "not here", but is also how servers answer what they have carried out: a write is looked after, a read fails at once',
  "400 -": "NCP 100: protocol or encoding",
  "401 210": "the policy lacks the action",
  "401 -": "NCP 200: wrong key, site, clock, source address. Once `clock-corrected` when our clock is off",
  "403 -": "NCP 230, and 10011 and 10002 as seen live: the policy, or not subscribed",
  "404 -": "NCP 300: wrong id or URL, or a missing permission that hides itself",
  "408 -": "should mean that the request never arrived whole, but gateways use it for their back ends as well",
  "413 -": "NCP 430",
  "429 400": "a day's or month's quota: waiting seconds does not help",
  "429 -": "NCP 410 and 420, and every 429 that does not say what it means",
  "4xx -": "a definite no",
  "502 -": "a gateway lost its back end half-way",
  "503 -": "NCP 500: the back end may or may not have run the request",
  "504 -": "NCP 510: the same",
  "5xx -": "NCP 900, and whatever else went wrong at the other end",
};

/** The page with its tables as the code has them. */
export function withFailures(page: string): string {
  const network = Object.entries(CAUSES).map(([key, what]) => {
    const [reason, sent] = key.split(" ") as [Reason, "no" | "yes"];
    const [code, unsent] = NETWORK[reason];
    return `| \`${reason}\` | ${sent} | \`${code}\` | \`${sent === "yes" ? "uncertain" : unsent}\` | ${what} |`;
  });
  const replies = REPLIES.map(([status, ncpCode, code, failureClass]) => {
    const why = WHY[`${status} ${ncpCode}` as keyof typeof WHY];
    if (why === undefined) throw new Error(`scripts/pages/failures.ts: no reason for ${status} ${ncpCode}`);
    return `| ${status} | ${ncpCode} | \`${code}\` | \`${failureClass}\` | ${why} |`;
  });
  return replaced(replaced(page, "| reason |", network), "| status |", replies);
}

/** A table's rows below its head. */
function replaced(page: string, head: string, rows: readonly string[]): string {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => line.startsWith(head)) + 2;
  const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
  return [...lines.slice(0, start), ...rows, ...lines.slice(start + length)].join("\n");
}
