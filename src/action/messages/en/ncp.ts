/** Problems that NCP's replies report. */
import type { NcloudFacts, ReplyFacts, Unexpected } from "../../../ncloud/errors.ts";
import type { Catalog, ProblemText } from "../catalog.ts";
import { at, hostWithSite, isWrite, number, whyForbidden } from "../words.ts";
import { ACCESS, AGAIN, COPY_IDS, lineOf, permissions, said, time } from "./phrases.ts";

const REPORT = "If nothing above helps, open an issue with NCP's code and message.";
const IN_USE =
  "The plan was on the stage a moment before, so its ids are right. API keys may use the plan there, and NCP may not detach a plan in use.";
const MOVE =
  "Move the API keys to another plan (`successor-plan-id` or `successor-plan-name`), then detach. The console lists them under API Gateway > API Keys.";

const NO_ACCESS = 'The sub account does not have "API Gateway access".';
const LOGIN_PAGE = "A proxy or a login page of the network answered instead of NCP.";
const DIRECTLY = "Check whether the runner can reach NCP directly.";
const API_CHANGED = "The API has changed since this version of the action.";

const SHAPE: { readonly [S in Unexpected["expected"]]: string } = {
  JSON: "JSON",
  object: "an object",
  list: "a list",
  id: "an id",
  count: "a count",
  "list-of-keys": "one list of API keys",
  "plan-asked-for": "the usage plan that was asked for",
};

const KIND: { readonly [K in Unexpected["got"]]: string } = {
  empty: "an empty reply",
  "not-json": "no JSON",
  nothing: "nothing",
  null: "null",
  list: "a list",
  object: "an object",
  text: "other text",
  number: "a number",
  boolean: "true or false",
  another: "another one, or several",
};

const verifyFalse = ({ operation }: NcloudFacts["permission-denied"]): string[] =>
  isWrite(operation)
    ? []
    : [
        "For a key that may change but not read, `verify: false` sends the one request that detaches, without any read.",
      ];

/** Who has to move, by name where they were looked at. */
const move = ({ keys = [] }: { readonly keys?: readonly string[] }): string[] => [
  ...lineOf("The API keys on it", keys),
  MOVE,
];

/** With what NCP said of it, and the request. */
const what = (sentence: string, facts: ReplyFacts): string => `${sentence}${said(facts)}.${at(facts)}`;

const temporary =
  (sentence: string) =>
  (facts: ReplyFacts): ProblemText => ({
    what: what(sentence, facts),
    why: ["A temporary failure at NCP. The request may or may not have been carried out."],
    fix: ["Check whether NCP has announced an outage.", AGAIN],
  });

export const ncpProblems = {
  "bad-request": (facts) => ({
    what: what("NCP rejected the request as invalid", facts),
    why: facts.seen ? [IN_USE] : ["An id has the right form, but NCP does not know it.", API_CHANGED],
    fix: [...(facts.seen ? move(facts) : [COPY_IDS]), REPORT],
  }),
  "authentication-failed": (facts) => ({
    what: what(`${hostWithSite(facts.host)} did not accept the access key and secret key`, facts),
    why: [
      "The access key or the secret key is wrong or disabled, the two belong to different pairs, or they are swapped.",
      "The key belongs to another site: public, gov and fin have separate accounts.",
      NO_ACCESS,
      "The sub account allows only certain source IP addresses. A GitHub-hosted runner has a different address every time.",
      "The runner's clock is more than 5 minutes off.",
    ],
    fix: [
      "In the console, check that the key is in use and belongs to this account, then store both secrets again.",
      ACCESS,
      "Check that `site` is the site of the account.",
      "If the sub account limits source IP addresses, use a self-hosted runner with a fixed address.",
    ],
  }),
  "permission-denied": (facts) => ({
    what: what("The key is valid, but its account is not allowed to do this", facts),
    why: ["No policy of the sub account allows this action, or a custom policy lacks a related action.", NO_ACCESS],
    fix: [permissions(facts), ACCESS, ...verifyFalse(facts)],
  }),
  forbidden: (facts) => {
    const causes = {
      policy: {
        why: "No policy of the sub account allows this action. NCP answers 403 with code 230, 10011 or 10002 then.",
        fix: [permissions(facts)],
      },
      "in-use": { why: IN_USE, fix: move(facts) },
      "not-subscribed": {
        why: "The account is not subscribed to API Gateway.",
        fix: ["Check that the account of the key is subscribed to API Gateway."],
      },
    };
    const likely = whyForbidden(facts);
    return {
      what: what("NCP denied access", facts),
      why: likely.map((cause) => causes[cause].why),
      fix: likely.flatMap((cause) => causes[cause].fix),
    };
  },
  "not-found": (facts) => ({
    what: what("NCP does not know what the request names", facts),
    why: [
      "One of the ids is wrong, or belongs to another account or site.",
      "The account may not see it: NCP can answer 404 for a missing permission.",
      "`api-url` points to a server that is not NCP's API Gateway.",
    ],
    fix: [COPY_IDS, permissions(facts)],
  }),
  "request-too-large": (facts) => ({
    what: what("NCP answered that the request is too large", facts),
    why: ["This action's requests are below 1 KB, so something between the runner and NCP changed it."],
    fix: ["Check whether a proxy on the way adds headers or limits the size of requests."],
  }),
  "quota-exhausted": (facts) => ({
    what: `The account has used up its API calls for the day or the month${said(facts)}. This request changed nothing.${at(facts)}`,
    why: ["Other tools use the same account's quota."],
    fix: [
      "Wait until the quota is reset, or ask NCP to raise it. Waiting seconds does not help, so there was no retry.",
      AGAIN,
    ],
  }),
  throttled: (facts) => ({
    what: what("NCP asked to slow down, and the time was up before it accepted the request", facts),
    why: ["Something else uses the account at the same time.", "`concurrency` is too high for this account."],
    fix: [
      "Lower `concurrency`, raise `timeout`, or let jobs run one after the other with the workflow's `concurrency:`.",
      AGAIN,
    ],
  }),
  "endpoint-error": temporary("NCP's back end failed"),
  "endpoint-timeout": temporary("NCP's back end did not answer in time"),
  "server-error": temporary("NCP had an internal error"),
  "refused-by-server": (facts) => ({
    what: what("NCP refused the request", facts),
    why: facts.seen
      ? [IN_USE]
      : ["NCP has a rule that its documentation does not mention. Its own message above is the best hint."],
    fix: [...(facts.seen ? move(facts) : []), "Try the same in the console, which may say more.", REPORT],
  }),
  "redirect-refused": (facts) => ({
    what: `The server answered with a redirect${said(facts)}. The action never follows one, since a signed request must not go to another address.${at(facts)}`,
    why: ["`api-url` is not the API's own address.", LOGIN_PAGE],
    fix: ["Remove `api-url`, or set it to the API's own address.", DIRECTLY],
  }),
  "clock-wrong": (facts) => ({
    what: `The runner's clock is ${time(Math.abs(facts.ms))} ${facts.ms > 0 ? "ahead of" : "behind"} the clock of ${facts.host}. More than a day is not corrected${said(facts)}.${at(facts)}`,
    why: ["The runner's date is wrong.", "The server's `Date` is wrong, or something else answered in its place."],
    fix: ["Set the runner's clock (NTP).", "If the clock is right, check `api-url` and the proxy."],
  }),
  "unexpected-reply": (facts) => ({
    what: `The reply is not what NCP documents. ${facts.at === "" ? "Expected" : `Expected in \`${facts.at}\``}: ${SHAPE[facts.expected]}. Received: ${KIND[facts.got]}.${at(facts)}`,
    why: [LOGIN_PAGE, API_CHANGED],
    fix: [DIRECTLY, "If it can, update the action, or open an issue with this message."],
  }),
  "endless-pages": (facts) => ({
    what: `NCP's list does not end: further pages brought nothing new before all ${number(facts.total)} rows were there.${at(facts)}`,
    why: ["The list changed while it was read.", "The server does not page as NCP documents."],
    fix: [AGAIN, "If it happens again, open an issue with this message."],
  }),
} satisfies Partial<Catalog["problems"]>;
