/** Problems that NCP's replies tell of. */
import type { Catalog } from "../catalog.ts";
import { at } from "../words.ts";
import { AGAIN, COPY_IDS, called, PERMISSIONS, said } from "./phrases.ts";

type Codes =
  | "bad-request"
  | "authentication-failed"
  | "permission-denied"
  | "forbidden"
  | "not-found"
  | "request-too-large"
  | "quota-exhausted"
  | "throttled"
  | "endpoint-error"
  | "endpoint-timeout"
  | "server-error"
  | "refused-by-server"
  | "redirect-refused"
  | "unexpected-reply"
  | "endless-pages";

export const ncpProblems: Pick<Catalog["problems"], Codes> = {
  "bad-request": (facts) => ({
    what: `NCP does not accept the request as it is${said(facts)}.${at(facts)}`,
    why: [
      "An id is well formed but is not one that NCP knows.",
      "The API has changed since this version of the action.",
    ],
    fix: [COPY_IDS, "If the ids are right, open an issue with NCP's code and words."],
  }),
  "authentication-failed": (facts) => ({
    what: `NCP does not accept the key pair${said(facts)}.${at(facts)}`,
    why: [
      "The access key or the secret key is wrong, disabled, or they are not of one pair.",
      "The key belongs to another site: public, gov and fin have separate accounts.",
      "The sub account allows only certain source IPs. A GitHub-hosted runner has a different address every time.",
      "The clock of this machine is more than 5 minutes off.",
    ],
    fix: [
      "In the console, see that the key is active and belongs to this account, then set both secrets again.",
      "See that `site` names the site of the account.",
      "If the sub account limits source IPs, use a self-hosted runner with a fixed address.",
    ],
  }),
  "permission-denied": (facts) => ({
    what: `The key is good, but its account may not do this${said(facts)}.${at(facts)}`,
    why: ["No policy of the sub account allows this action, or a related action is missing from a custom policy."],
    fix: [PERMISSIONS, "For a key that may write but not read, `verify: false` sends the one write and nothing else."],
  }),
  forbidden: (facts) => ({
    what: `NCP forbids this${said(facts)}.${at(facts)}`,
    why: [
      "No policy of the sub account allows this action (NCP answers 403 with 10011 or 10002 for that as well).",
      "The account has not subscribed to API Gateway.",
    ],
    fix: [PERMISSIONS, "See that API Gateway is subscribed to in the account that the key belongs to."],
  }),
  "not-found": (facts) => ({
    what: `NCP does not know what the request names${said(facts)}.${at(facts)}`,
    why: [
      "One of the ids is wrong, or belongs to another account or site.",
      "The account may not see the thing: NCP can answer 404 for a missing permission.",
      "`api-url` points to a server that is not NCP's API Gateway.",
    ],
    fix: [COPY_IDS, PERMISSIONS],
  }),
  "request-too-large": (facts) => ({
    what: `NCP says that the request is too large${said(facts)}.${at(facts)}`,
    why: ["Requests of this action are below 1 KB: something between this machine and NCP changed it."],
    fix: ["See whether a proxy on the way adds headers or limits requests."],
  }),
  "quota-exhausted": (facts) => ({
    what: `The account's quota of API calls for the day or the month is spent${said(facts)}. Nothing was done by this request.${at(facts)}`,
    why: ["Other tools use the same account's quota."],
    fix: [
      "Wait until the quota starts anew, or ask NCP to raise it. Seconds do not help, so there was no further attempt.",
      AGAIN,
    ],
  }),
  throttled: (facts) => ({
    what: `NCP asked to slow down, and the time was up before it let us through${said(facts)}.${at(facts)}`,
    why: ["Other jobs use the same account at the same time.", "`concurrency` is high for this account."],
    fix: [
      "Lower `concurrency`, raise `timeout`, or run the jobs one after the other (`concurrency:` of the workflow).",
      AGAIN,
    ],
  }),
  "endpoint-error": (facts) => ({
    what: `NCP's front end could not get an answer from its back end${said(facts)}.${at(facts)}`,
    why: ["A disturbance at NCP. The back end may or may not have carried out the request."],
    fix: ["See whether NCP announces a disturbance.", AGAIN],
  }),
  "endpoint-timeout": (facts) => ({
    what: `NCP's back end did not answer in time${said(facts)}.${at(facts)}`,
    why: ["A disturbance or high load at NCP. The back end may or may not have carried out the request."],
    fix: ["See whether NCP announces a disturbance.", AGAIN],
  }),
  "server-error": (facts) => ({
    what: `NCP failed with an error of its own${said(facts)}.${at(facts)}`,
    why: ["A disturbance at NCP. It may or may not have carried out the request."],
    fix: ["See whether NCP announces a disturbance.", AGAIN],
  }),
  "refused-by-server": (facts) => ({
    what: `NCP refused the request${said(facts)}.${at(facts)}`,
    why: ["NCP has a rule that its public documentation does not name. Its own words above are the best hint."],
    fix: [
      "Try the same in the console: it may say more.",
      "Open an issue with NCP's code and words, so that this message can say more.",
    ],
  }),
  "redirect-refused": (facts) => ({
    what: `The server answered with a redirect${said(facts)}, which this action never follows: a signed request must not go elsewhere.${at(facts)}`,
    why: ["`api-url` is not the API's own address.", "A proxy or a login page of the network answered instead of NCP."],
    fix: [
      "Take `api-url` out, or give it the API's own origin.",
      "See whether this runner's network lets it reach NCP directly.",
    ],
  }),
  "unexpected-reply": (facts) => ({
    what: `The reply to ${called(facts)} is not what NCP documents.${facts.expected === undefined ? "" : ` Expected: ${facts.expected}.`}${facts.got === undefined ? "" : ` Came: ${facts.got}.`}`,
    why: [
      "A proxy or a login page of the network answered instead of NCP.",
      "The API has changed since this version of the action.",
    ],
    fix: [
      "See whether this runner reaches NCP directly.",
      "If so, update the action, or open an issue with this message.",
    ],
  }),
  "endless-pages": (facts) => ({
    what: `NCP's list has no end: further pages brought nothing new before all${facts.total === undefined ? "" : ` ${facts.total}`} rows were there.${at(facts)}`,
    why: ["The list changed while it was read.", "The server does not handle pages as NCP documents."],
    fix: [AGAIN, "If it happens again, open an issue with this message."],
  }),
};
