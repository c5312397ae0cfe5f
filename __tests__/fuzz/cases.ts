/** What may come in from outside: replies, names, receipts, approvals, proxy variables, inputs. */
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { declared } from "../../scripts/runner.ts";
import type { FuzzReply, Script } from "./stand-in.ts";

export interface Case {
  readonly stage: "main" | "post";
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly script: Script;
  /** What no sink may show beside the keys of `inputs`. */
  readonly secrets: readonly string[];
}

const IDS = { product: "p4y2m8q0zt", api: "a9f3k1c7wd", stage: "s1v6b0n3ke", plan: "u2g7d4l9xa" } as const;

const HOSTILE = [
  "::error::x",
  "\n::set-env name=A::b\n",
  "##[error]x",
  " \t::add-mask::x",
  "%0A::error::x",
  "<script>alert(1)</script>",
  "</td></table><h1>x",
  "[a](javascript:x) ![i](http://e.invalid/x.png) @octocat #1 `x` | ** ~~~",
  "\u001b]0;x\u0007\u001b[31m",
  "\u202egnp\u200b\u2066",
  "\ud800",
  "\u0000\u0085\u2028",
  "${{ secrets.X }} $(id) `id` ; rm",
  "ghadelimiter_x\nresult=detached",
  "../../../../etc/passwd",
  "{request}",
  "ㅤ무료\u3164체험",
  "x".repeat(3_000),
  "가".repeat(1_500),
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE)).map((two) => two.join("")),
  },
);
const value = fc.oneof(
  text,
  fc.constantFrom<unknown>(null, true, -1, 1e308, 2 ** 53, [], {}, "0", ""),
  fc.jsonValue({ maxDepth: 2 }),
);
/** What stands at the place of something sensible now and then. */
const rarely = <T>(usual: T, odd: fc.Arbitrary<unknown>, weight = 6) =>
  fc.oneof({ weight, arbitrary: fc.constant<unknown>(usual) }, { weight: 1, arbitrary: odd });

const row = (id: string) =>
  fc.record(
    {
      usagePlanId: rarely(id, value, 20),
      usagePlanName: rarely("무료 체험 플랜", value, 2),
      rate: value,
      quota: value,
      tenantId: value,
      permission: value,
    },
    { requiredKeys: ["usagePlanId", "usagePlanName"] },
  );

const header = fc.constantFrom<readonly [string, string]>(
  ["content-type", "application/json"],
  ["content-type", "text/html"],
  ["retry-after", "1"],
  ["retry-after", "99999999999999"],
  ["retry-after", "##[error]x"],
  ["location", "http://e.invalid/::error::x"],
  ["date", "Wed, 25 Nov 2026 06:00:00 GMT"],
  ["date", "Fri, 01 Jan 2100 00:00:00 GMT"],
  ["set-cookie", "a=b"],
  ["connection", "close"],
  ["transfer-encoding", "chunked"],
  ["content-encoding", "gzip"],
  ["deprecation", "##[error]x"],
);

const errorBody = fc
  .record({ errorCode: value, message: value, details: value })
  .map((error) => JSON.stringify({ error }));
const listBody = fc
  .record({ total: value, content: fc.array(fc.oneof(row(IDS.plan), value), { maxLength: 3 }) })
  .map((body) => JSON.stringify(body));
const raw = fc.constantFrom(
  "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
  "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 X\r\n\r\n",
  "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n",
  "HTTP/1.1 999 X\r\n\r\n",
  "HTTP/2 200\r\n\r\n",
  "SSH-2.0-x\r\n",
  "HTTP/1.1 200 OK\r\nx: \u001b[31m\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nz\r\n",
  `HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(3_000)}\r\n`,
  "",
);
const reply: fc.Arbitrary<FuzzReply> = fc.record(
  {
    status: fc.constantFrom(
      200,
      200,
      201,
      202,
      204,
      301,
      302,
      400,
      401,
      403,
      404,
      408,
      409,
      413,
      429,
      500,
      502,
      503,
      504,
      599,
    ),
    headers: fc.array(header, { maxLength: 3 }),
    body: fc.oneof(
      errorBody,
      listBody,
      text,
      fc.constantFrom("", "[]", "null", "{", '{"error":{"message":"{request}"}}'),
    ),
    cutAt: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(400) }),
    raw: fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: raw }),
  },
  { noNullPrototype: true },
);

const script = fc.record({
  rows: fc.tuple(row(IDS.plan), row("u5h0j3w8pe")),
  replies: fc.oneof(fc.constant<never[]>([]), fc.array(fc.option(reply, { freq: 2 }), { maxLength: 8 })),
});

/** Looks like no word, so that it is found where it is and nowhere else. */
const secret = fc.string({
  unit: fc.constantFrom(..."ABCDEFGHJKMNPQRSTUVWXYZ23456789+/="),
  minLength: 24,
  maxLength: 40,
});

const ref = (id: string) => fc.record({ id: rarely(id, value, 8), name: value }, { requiredKeys: ["id"] });
const paperStage = fc.record({
  product: ref(IDS.product),
  api: ref(IDS.api),
  stage: ref(IDS.stage),
  plans: fc.array(
    fc.record({ id: rarely(IDS.plan, value, 8), name: value, sure: value, keys: value }, { requiredKeys: ["id"] }),
    { maxLength: 3 },
  ),
});
const paperOf = (server: string) =>
  fc.record(
    {
      version: rarely(2, value),
      site: rarely("public", value),
      origin: rarely(`http://${server}`, value),
      at: rarely("2026-11-25T06:00:00.000Z", value),
      run: value,
      by: value,
      reason: value,
      stages: fc.oneof(fc.array(paperStage, { maxLength: 3 }), value as fc.Arbitrary<never>),
      targets: value,
    },
    { requiredKeys: ["version", "site", "origin", "stages"] },
  );
const lineOf = (kind: string, paper: ReturnType<typeof paperOf>) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: paper.map((each) => `${kind}.${deflateSync(JSON.stringify(each)).toString("base64url")}`),
    },
    { weight: 2, arbitrary: paper.map((each) => JSON.stringify(each)) },
    { weight: 1, arbitrary: text.map((each) => `${kind}.${each}`) },
    { weight: 1, arbitrary: text },
  );

const NAMES = Object.keys(declared().inputs).filter(
  (name) => !/^(access-key|secret-key|api-url|timeout|github-token)$/.test(name),
);
const word = fc.constantFrom(
  "true",
  "false",
  "",
  "*",
  "none",
  "unlimited",
  "0",
  "1",
  "7",
  "ko",
  "en",
  "public",
  "fin",
  "succeed",
  "fail",
);
const oddInputs = fc.dictionary(
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."adeginoprstuy-_ "), maxLength: 20 }) },
  ),
  fc.oneof(word, text),
  { maxKeys: 2, noNullPrototype: true },
);

/** A variable holds no NUL: the system ends it there. */
const noNul = (all: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).map(([name, each]) => [name, each.toWellFormed().replaceAll("\0", "")]));

const ODD = ["#", "/", "?", "@", ":", "%", "%zz", " ", "\\", "[", "&", "%23", "..", "한"];
const proxyOf = (server: string) =>
  fc
    .record({
      variable: fc.constantFrom(
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "NO_PROXY",
        "no_proxy",
      ),
      scheme: fc.constantFrom("http://", "https://", "", "socks5://", "HTTP://", "http:/", "//"),
      user: fc.constantFrom("", "kim", "k%69m", "80", "e.invalid"),
      password: fc.tuple(
        fc.oneof({ weight: 3, arbitrary: secret }, { weight: 1, arbitrary: fc.constant("3128") }),
        fc.constantFrom(...ODD, ""),
        secret,
      ),
      host: fc.constantFrom(
        server,
        "localhost:3128",
        "proxy.invalid:3128",
        "127.0.0.1",
        "[::1]:9",
        "*.invalid",
        "10.0.0.0/8",
        "*",
        "::1",
      ),
      tail: fc.constantFrom("", "/", "/x", "?x", "#x", " "),
    })
    .map(({ variable, scheme, user, password: [head, odd, rest], host, tail }) => ({
      variable,
      url: `${scheme}${user === "" ? "" : `${user}:${head}${odd}${rest}@`}${host}${tail}`,
      secrets: user === "" ? [] : [head + odd + rest, head, rest].filter((each) => each.length > 8),
    }));

const variables = fc.dictionary(
  fc.constantFrom(
    ...[
      "GITHUB_REPOSITORY",
      "GITHUB_API_URL",
      "GITHUB_SERVER_URL",
      "GITHUB_RUN_ID",
      "GITHUB_RUN_ATTEMPT",
      "GITHUB_ACTOR",
    ],
    ...["GITHUB_WORKFLOW", "GITHUB_JOB", "GITHUB_ACTION_REPOSITORY", "GITHUB_ACTION_REF", "NCLOUD_SITE", "NCLOUD_LANG"],
  ),
  text,
  { maxKeys: 2, noNullPrototype: true },
);

const stateOf = (line: fc.Arbitrary<string>) =>
  fc.dictionary(fc.constantFrom("saved", "saved_0", "saved_1", "record", "receipt"), fc.oneof(line, text), {
    maxKeys: 3,
    noNullPrototype: true,
  });

/** @param server host and port of the stand-in for NCP */
export function casesFor(server: string): fc.Arbitrary<Case> {
  const paper = paperOf(server);
  const receipt = lineOf("ncp-receipt-2", paper);
  return fc
    .record({
      stage: fc.oneof(
        { weight: 9, arbitrary: fc.constant("main" as const) },
        { weight: 1, arbitrary: fc.constant("post" as const) },
      ),
      mode: fc.constantFrom("detach", "detach", "detach", "check", "restore"),
      dryRun: fc.boolean(),
      url: fc.constantFrom(...Array(8).fill(`http://${server}`), `https://${server}`, "https://gateway.invalid", ""),
      verify: fc.constantFrom("true", "true", "true", "false"),
      keys: fc.tuple(secret, secret, secret),
      byName: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: text }),
      receipt,
      approval: fc.oneof(
        { weight: 7, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: lineOf("ncp-approval-1", paper) },
      ),
      comment: fc.constantFrom(true, false, false, false),
      language: fc.constantFrom("en", "ko"),
      rollback: fc.boolean(),
      odd: fc.oneof(fc.constant({}), oddInputs),
      // Mostly none.
      proxies: fc.array(proxyOf(server), { maxLength: 2, size: "-1" }),
      variables: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: variables }),
      state: stateOf(receipt),
      script,
    })
    .map((drawn): Case => {
      const { stage, mode, keys, byName, approval, comment, proxies, odd } = drawn;
      const target =
        byName === undefined
          ? { "product-id": IDS.product, "api-id": IDS.api, "stage-id": IDS.stage, "usage-plan-id": IDS.plan }
          : { "product-id": IDS.product, "api-id": IDS.api, "stage-id": IDS.stage, "usage-plan-name": byName };
      return {
        stage,
        inputs: noNul({
          mode,
          "api-url": drawn.url,
          "access-key": keys[0],
          "secret-key": keys[1],
          timeout: "5",
          language: drawn.language,
          ...(mode === "restore" ? { receipt: drawn.receipt } : approval === null ? target : { approval }),
          ...(drawn.verify === "false" && mode === "detach"
            ? { verify: "false" }
            : { "dry-run": String(drawn.dryRun) }),
          ...(drawn.rollback && mode === "detach" ? { "rollback-on-failure": "true" } : {}),
          ...(comment ? { "github-token": keys[2], "audit-issue": "7" } : {}),
          ...odd,
        }),
        env: noNul({
          GITHUB_API_URL: `http://${server}`,
          ...drawn.variables,
          ...Object.fromEntries(proxies.map(({ variable, url }) => [variable, url])),
        }),
        state: stage === "post" ? noNul(drawn.state) : {},
        script: drawn.script as Script,
        secrets: proxies.flatMap(({ secrets }) => secrets),
      };
    });
}
