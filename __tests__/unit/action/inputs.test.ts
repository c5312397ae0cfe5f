import { describe, expect, test } from "vitest";
import { InputError, readConfig } from "../../../src/action/config.ts";
import type { InputFault } from "../../../src/action/inputs/read.ts";
import type { Env } from "../../../src/ncloud/ports.ts";
import { inputsOf, RUNNER } from "./support.ts";

const KEYS = { "access-key": "AKIDEXAMPLE1", "secret-key": "SKEXAMPLE1234" };
const IDS = {
  "product-id": "prod000001",
  "api-id": "api0000001",
  "stage-id": "stage00001",
  "usage-plan-id": "plan000001",
};
const GOOD = { ...KEYS, ...IDS };
const RESTORE = { ...KEYS, mode: "restore", receipt: '{"version":1}' };

function read(inputs: Readonly<Record<string, string>>, env: Env = {}) {
  return readConfig({ ...RUNNER, ...inputsOf(inputs), ...env });
}

function faultsOf(inputs: Readonly<Record<string, string>>, env: Env = {}): readonly InputFault[] {
  try {
    read(inputs, env);
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
  return [];
}

const rules = (faults: readonly InputFault[]): string[] => faults.map(({ input, rule }) => `${input}: ${rule}`);
const only = (id: string) => ({ ids: [id], names: [], all: false });

describe("a plain detach", () => {
  test("has these defaults", () => {
    expect(read(GOOD)).toEqual({
      mode: "detach",
      language: "en",
      selection: {
        product: only("prod000001"),
        api: only("api0000001"),
        stage: only("stage00001"),
        plan: only("plan000001"),
      },
      accessKey: "AKIDEXAMPLE1",
      secretKey: "SKEXAMPLE1234",
      site: "public",
      endpoint: { origin: "https://apigateway.apigw.ntruss.com" },
      dryRun: false,
      verify: true,
      ifNotAttached: "succeed",
      ifAttached: "fail",
      lookAtApiKeys: true,
      maxAffectedApiKeys: undefined,
      maxAffectedCalls: undefined,
      successor: undefined,
      approval: undefined,
      rollbackOnFailure: false,
      receipt: undefined,
      receiptFile: undefined,
      reason: undefined,
      timeoutMs: 120_000,
      concurrency: 4,
      summary: true,
      githubToken: undefined,
      auditIssue: undefined,
    });
  });

  test("is frozen all through", () => {
    const config = read(GOOD);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.selection.stage.ids)).toBe(true);
    expect(Object.isFrozen(config.endpoint)).toBe(true);
  });
});

describe("good values", () => {
  test.each([
    [{ mode: "check" }, { mode: "check" }],
    [{ "dry-run": "True" }, { dryRun: true }],
    [{ "dry-run": "FALSE" }, { dryRun: false }],
    [{ summary: "false" }, { summary: false }],
    [{ summary: "" }, { summary: true }],
    [{ verify: "false" }, { verify: false }],
    [{ "if-not-attached": "fail" }, { ifNotAttached: "fail" }],
    [{ timeout: "5" }, { timeoutMs: 5_000 }],
    [{ timeout: "3600" }, { timeoutMs: 3_600_000 }],
    [{ timeout: "007" }, { timeoutMs: 7_000 }],
    [{ concurrency: "16" }, { concurrency: 16 }],
    [{ "max-affected-api-keys": "0" }, { maxAffectedApiKeys: 0 }],
    [{ "max-affected-api-keys": "unlimited" }, { maxAffectedApiKeys: undefined }],
    [{ "max-affected-calls": "100000" }, { maxAffectedCalls: 100_000 }],
    [{ "look-at-api-keys": "false" }, { lookAtApiKeys: false }],
    [{ mode: "check", "if-attached": "succeed" }, { ifAttached: "succeed" }],
    [{ "successor-plan-id": "plan000002" }, { successor: only("plan000002") }],
    [
      { "successor-plan-id": "plan000002", "successor-plan-name": "Gold, new" },
      { successor: { ids: ["plan000002"], names: ["Gold, new"], all: false } },
    ],
    [{ "successor-plan-id": "none", "successor-plan-name": "none" }, { successor: undefined }],
    [
      { "rollback-on-failure": "true", "dry-run": "true" },
      { rollbackOnFailure: true, dryRun: true },
    ],
    [{ language: "ko" }, { language: "ko" }],
    [{ site: "gov" }, { site: "gov" }],
    [{ reason: " 요금제 개편 " }, { reason: "요금제 개편" }],
    [
      { "audit-issue": "12", "github-token": "ghs_x" },
      { auditIssue: 12, githubToken: "ghs_x" },
    ],
    [{ "github-token": "ghs_x" }, { auditIssue: undefined, githubToken: "ghs_x" }],
  ])("%j", (inputs, expected) => {
    expect(read({ ...GOOD, ...inputs })).toMatchObject(expected);
  });
});

describe("bad values", () => {
  test.each<[Record<string, string>, string]>([
    [{ mode: "Detach" }, "mode: not-a-word"],
    [{ mode: "delete" }, "mode: not-a-word"],
    [{ "dry-run": "yes" }, "dry-run: not-a-boolean"],
    [{ "dry-run": "1" }, "dry-run: not-a-boolean"],
    [{ verify: "off" }, "verify: not-a-boolean"],
    [{ summary: "tRue" }, "summary: not-a-boolean"],
    [{ "if-not-attached": "ignore" }, "if-not-attached: not-a-word"],
    [{ timeout: "4" }, "timeout: not-an-integer"],
    [{ timeout: "3601" }, "timeout: not-an-integer"],
    [{ timeout: "60s" }, "timeout: not-an-integer"],
    [{ timeout: "1e2" }, "timeout: not-an-integer"],
    [{ timeout: "0x20" }, "timeout: not-an-integer"],
    [{ timeout: "-10" }, "timeout: not-an-integer"],
    [{ timeout: "10.5" }, "timeout: not-an-integer"],
    [{ timeout: "٣٠" }, "timeout: not-an-integer"],
    [{ concurrency: "0" }, "concurrency: not-an-integer"],
    [{ concurrency: "17" }, "concurrency: not-an-integer"],
    [{ "max-affected-api-keys": "-1" }, "max-affected-api-keys: not-an-integer"],
    [{ "max-affected-api-keys": "ten" }, "max-affected-api-keys: not-an-integer"],
    [{ "audit-issue": "#12", "github-token": "t" }, "audit-issue: not-an-integer"],
    [{ "audit-issue": "12" }, "github-token: token-missing"],
    [{ language: "fr" }, "language: not-a-word"],
    [{ site: "Public" }, "site: not-a-word"],
    [{ "api-url": "http://api.example.com" }, "api-url: url-plain-http"],
    [{ "api-url": "api.example.com" }, "api-url: url-not-a-url"],
    [{ "api-url": "ftp://api.example.com" }, "api-url: url-scheme"],
    [{ "api-url": "https://me:pw@api.example.com" }, "api-url: url-user-info"],
    [{ "api-url": "https://api.example.com/?a" }, "api-url: url-query"],
    [{ "api-url": "https://api.example.com/#a" }, "api-url: url-fragment"],
    [{ "api-url": "https://api.example.com/v2" }, "api-url: url-path"],
    [{ reason: "x".repeat(501) }, "reason: text-too-long"],
    [{ receipt: "{}" }, "receipt: not-in-mode"],
    [{ mode: "check", "rollback-on-failure": "true" }, "rollback-on-failure: not-in-mode"],
    [{ mode: "check", "max-affected-api-keys": "5" }, "max-affected-api-keys: not-in-mode"],
    [{ mode: "check", "if-not-attached": "fail" }, "if-not-attached: not-in-mode"],
    [{ mode: "check", "look-at-api-keys": "false" }, "look-at-api-keys: not-in-mode"],
    [{ mode: "check", "max-affected-calls": "5" }, "max-affected-calls: not-in-mode"],
    [{ mode: "check", "successor-plan-name": "Gold" }, "successor-plan-name: not-in-mode"],
    [{ "if-attached": "succeed" }, "if-attached: not-in-mode"],
    [{ "receipt-file": "receipts" }, "receipt-file: not-in-mode"],
    [{ "max-affected-calls": "many" }, "max-affected-calls: not-an-integer"],
    [{ "successor-plan-id": "*" }, "successor-plan-id: not-an-id"],
    [{ "successor-plan-id": "a,b" }, "successor-plan-id: only-one"],
    [{ "look-at-api-keys": "false", "max-affected-calls": "5" }, "max-affected-calls: needs-api-keys"],
    [{ "look-at-api-keys": "false", "successor-plan-id": "plan000002" }, "successor-plan-id: needs-api-keys"],
  ])("%j", (inputs, fault) => {
    expect(rules(faultsOf({ ...GOOD, ...inputs }))).toEqual([fault]);
  });
});

describe("targets", () => {
  const selectionOf = (inputs: Record<string, string>) => read({ ...GOOD, ...inputs }).selection;

  test.each([
    ["commas", "a1,b2 , c3", ["a1", "b2", "c3"]],
    ["lines, blank ones and comments", "a1\n\n# prod\nb2 # staging\r\n  c3,d4\n", ["a1", "b2", "c3", "d4"]],
    ["doubles", "a1,a1\na1", ["a1"]],
    ["trailing comma", "a1,", ["a1"]],
  ])("ids: %s", (_, value, ids) => {
    expect(selectionOf({ "stage-id": value, "usage-plan-id": value }).stage.ids).toEqual(ids);
    expect(selectionOf({ "stage-id": value, "usage-plan-id": value }).plan.ids).toEqual(ids);
  });

  test.each([
    ["commas on one line", "prod, dev ", ["prod", "dev"]],
    ["lines, where commas belong to the name", "a, b\n# comment\n\nc\r\n", ["a, b", "c"]],
    ["one line of a block", "a, b\n", ["a, b"]],
    ["a # within a name", "plan #1", ["plan #1"]],
    ["the two spellings of Unicode", "\u1100\u1161, \uac00", ["\uac00"]],
    ["Korean with spaces", "골드 요금제", ["골드 요금제"]],
  ])("names: %s", (_, value, names) => {
    const selection = selectionOf({ "usage-plan-id": "", "usage-plan-name": value });
    expect(selection.plan).toEqual({ ids: [], names, all: false });
  });

  test("the name of one thing is never split", () => {
    const inputs = { "product-id": "", "product-name": "shop, orders", "api-id": "", "api-name": "v1,v2" };
    expect(selectionOf(inputs)).toMatchObject({ product: { names: ["shop, orders"] }, api: { names: ["v1,v2"] } });
  });

  test("an id and a name of one level are both kept, to check each other", () => {
    expect(selectionOf({ "stage-name": "prod" }).stage).toEqual({ ids: ["stage00001"], names: ["prod"], all: false });
  });

  test.each([
    ["every plan of a stage", { "usage-plan-id": "*" }, { plan: { ids: [], names: [], all: true } }],
    ["every stage of an API", { "stage-id": "*" }, { stage: { all: true } }],
    ["every stage of a product", { "stage-id": "*", "api-id": "*" }, { api: { all: true }, stage: { all: true } }],
    [
      "everything, where nothing is written",
      { "usage-plan-id": "*", "stage-id": "*", mode: "check" },
      { plan: { all: true }, stage: { all: true } },
    ],
    [
      "everything in a dry run",
      { "usage-plan-id": "*", "stage-id": "*", "dry-run": "true" },
      { plan: { all: true }, stage: { all: true } },
    ],
    ["everywhere", { "stage-id": "*", "api-id": "*", "product-id": "*" }, { product: { all: true } }],
  ])("`*`: %s", (_, inputs, expected) => {
    expect(selectionOf(inputs)).toMatchObject(expected);
  });

  test.each<[Record<string, string>, readonly string[]]>([
    [{ "product-id": "", "stage-id": "# none" }, ["product-id: level-missing", "stage-id: level-missing"]],
    [{ "product-id": "../../x" }, ["product-id: not-an-id"]],
    [{ "product-id": "a".repeat(65) }, ["product-id: not-an-id"]],
    [{ "stage-id": "운영" }, ["stage-id: not-an-id"]],
    [{ "stage-id": "ok,n/a,한글" }, ["stage-id: not-an-id", "stage-id: not-an-id"]],
    [{ "product-id": "a,b" }, ["product-id: only-one"]],
    [{ "api-id": "a\nb" }, ["api-id: only-one"]],
    [{ "product-id": "", "product-name": "a\nb" }, ["product-name: only-one"]],
    [{ "stage-id": "", "stage-name": "*" }, ["stage-name: star-as-name"]],
    [{ "stage-id": "*,a" }, ["stage-id: star-not-alone"]],
    [{ "usage-plan-id": "*", "usage-plan-name": "Gold" }, ["usage-plan-id: star-not-alone"]],
    [{ "stage-id": "*", "usage-plan-id": "*" }, ["usage-plan-id: star-on-both"]],
    [{ "product-id": "*" }, ["product-id: star-needs-below"]],
    [{ "product-id": "*", "stage-id": "*" }, ["product-id: star-needs-below"]],
    [{ "product-id": "*", "api-id": "*" }, ["api-id: star-needs-below"]],
    [{ "api-id": "*" }, ["api-id: star-needs-below"]],
    [{ "stage-id": "a,b", "stage-name": "prod" }, ["stage-id: id-and-names"]],
    [{ "usage-plan-name": "Gold,Silver" }, ["usage-plan-id: id-and-names"]],
    [{ "product-name": "가".repeat(101) }, ["product-name: name-too-long"]],
    [{ "api-name": "a".repeat(21) }, ["api-name: name-too-long"]],
    [{ "stage-name": "a".repeat(21) }, ["stage-name: name-too-long"]],
    [{ "usage-plan-name": "a".repeat(46) }, ["usage-plan-name: name-too-long"]],
    [{ "stage-name": "a\tb" }, ["stage-name: name-characters"]],
  ])("refused: %j", (inputs, faults) => {
    expect(rules(faultsOf({ ...GOOD, ...inputs }))).toEqual(faults);
  });

  test("names as long as NCP allows", () => {
    const names = { "product-name": "가".repeat(100), "api-name": "a".repeat(20), "usage-plan-name": "😀".repeat(45) };
    expect(faultsOf({ ...GOOD, ...names })).toEqual([]);
  });
});

describe("approval", () => {
  const APPROVED = { ...KEYS, approval: "ncp-approval-1.abc" };
  test("stands for everything that says what is done", () => {
    expect(read(APPROVED)).toMatchObject({
      approval: "ncp-approval-1.abc",
      selection: { product: { ids: [], names: [], all: false } },
    });
  });
  test.each<[Record<string, string>, readonly string[]]>([
    [{ "stage-id": "stage00001" }, ["stage-id: not-beside-approval"]],
    [{ "successor-plan-id": "plan000002" }, ["successor-plan-id: not-beside-approval"]],
    [{ verify: "false" }, ["approval: needs-reads"]],
    [{ "look-at-api-keys": "false" }, ["approval: needs-api-keys"]],
    [{ approval: "x".repeat(120 * 1024 + 1) }, ["approval: receipt-too-long"]],
    [{ mode: "check" }, ["approval: not-in-mode"]],
  ])("refused: %s", (inputs, faults) => {
    expect(rules(faultsOf({ ...APPROVED, ...inputs }))).toEqual(faults);
  });
  test("guards beside it hold", () => {
    expect(read({ ...APPROVED, "max-affected-api-keys": "3" })).toMatchObject({ maxAffectedApiKeys: 3 });
  });
});

describe("mode: restore", () => {
  test("takes a receipt and no targets", () => {
    expect(read(RESTORE)).toMatchObject({
      mode: "restore",
      receipt: '{"version":1}',
      selection: { product: { ids: [], names: [], all: false } },
    });
  });
  test.each<[Record<string, string>, string]>([
    [{ receipt: "" }, "receipt: receipt-missing"],
    [{ approval: "ncp-approval-1.abc" }, "approval: not-in-mode"],
    [{ receipt: "가".repeat(40 * 1024 + 1) }, "receipt: receipt-too-long"],
    [{ "stage-id": "stage00001" }, "stage-id: not-in-mode"],
    [{ "product-name": "shop" }, "product-name: not-in-mode"],
    [{ verify: "false" }, "mode: needs-reads"],
  ])("refused: %s", (inputs, fault) => {
    expect(rules(faultsOf({ ...RESTORE, ...inputs }))).toEqual([fault]);
  });
});

test("verify: false refuses everything that has to read", () => {
  const faults = faultsOf({
    ...GOOD,
    verify: "false",
    "stage-id": "*",
    "product-name": "shop",
    "dry-run": "true",
    "if-not-attached": "fail",
    "max-affected-api-keys": "3",
    "rollback-on-failure": "true",
  });
  expect(rules(faults)).toEqual([
    "product-name: needs-reads",
    "stage-id: needs-reads",
    "dry-run: needs-reads",
    "if-not-attached: needs-reads",
    "max-affected-api-keys: needs-reads",
    "rollback-on-failure: needs-reads",
  ]);
});

describe("credentials", () => {
  const none = { "access-key": "", "secret-key": "" };
  const pair = { NCLOUD_ACCESS_KEY: "AKENV12345", NCLOUD_SECRET_KEY: "SKENV12345" };

  test.each([
    ["Terraform's variables", pair],
    ["the SDKs' variables", { NCLOUD_ACCESS_KEY_ID: "AKENV12345", NCLOUD_SECRET_ACCESS_KEY: "SKENV12345" }],
    ["both, which agree", { ...pair, NCLOUD_ACCESS_KEY_ID: "AKENV12345", NCLOUD_SECRET_ACCESS_KEY: "SKENV12345" }],
  ])("%s", (_, env) => {
    expect(read({ ...GOOD, ...none }, env)).toMatchObject({ accessKey: "AKENV12345", secretKey: "SKENV12345" });
  });

  test("inputs come before variables, whatever those say", () => {
    const config = read(GOOD, { ...pair, NCLOUD_ACCESS_KEY_ID: "other" });
    expect(config).toMatchObject({ accessKey: "AKIDEXAMPLE1", secretKey: "SKEXAMPLE1234" });
  });

  test.each<[string, Record<string, string>, Env, string]>([
    ["no secret key", { "secret-key": "" }, {}, "secret-key: key-missing"],
    ["no access key", { "access-key": "" }, {}, "access-key: key-missing"],
    ["variables that differ", none, { ...pair, NCLOUD_SECRET_ACCESS_KEY: "other" }, "secret-key: key-variables-differ"],
    ["a secret from elsewhere", { "secret-key": "" }, pair, "secret-key: key-half"],
    ["an access key from elsewhere", { "access-key": "" }, pair, "access-key: key-half"],
    ["a line break", { "secret-key": "SKEXAMPLE\n1234" }, {}, "secret-key: key-white-space"],
    ["a space", { "access-key": "AK SK" }, {}, "access-key: key-white-space"],
    [
      "a line break behind a variable",
      none,
      { ...pair, NCLOUD_SECRET_KEY: "SKENV12345\n" },
      "NCLOUD_SECRET_KEY: key-white-space",
    ],
    ["quotes", { "secret-key": '"SKEXAMPLE1234"' }, {}, "secret-key: key-characters"],
    ["single quotes", { "secret-key": "'SKEXAMPLE1234'" }, {}, "secret-key: key-characters"],
    ["an invisible character", { "secret-key": "SKEX\u200bAMPLE1234" }, {}, "secret-key: key-characters"],
    ["Korean", { "secret-key": "비밀번호비밀번호" }, {}, "secret-key: key-characters"],
    ["three characters", { "secret-key": "abc" }, {}, "secret-key: key-too-short"],
    ["the same twice", { "secret-key": KEYS["access-key"] }, {}, "secret-key: keys-equal"],
  ])("refused: %s", (_, inputs, env, fault) => {
    expect(rules(faultsOf({ ...GOOD, ...inputs }, env))).toEqual([fault]);
  });
});

describe("site", () => {
  test.each<[string, Record<string, string>, Env, string, string]>([
    ["NCLOUD_SITE", {}, { NCLOUD_SITE: "gov" }, "gov", "https://apigateway.apigw.gov-ntruss.com"],
    [
      "the input before NCLOUD_SITE",
      { site: "fin" },
      { NCLOUD_SITE: "gov" },
      "fin",
      "https://apigateway.apigw.fin-ntruss.com",
    ],
    [
      "the input before NCLOUD_API_GW",
      { site: "gov" },
      { NCLOUD_API_GW: "https://ncloud.apigw.ntruss.com" },
      "gov",
      "https://apigateway.apigw.gov-ntruss.com",
    ],
    [
      "an agreeing NCLOUD_API_GW",
      {},
      { NCLOUD_API_GW: "https://ncloud.apigw.ntruss.com" },
      "public",
      "https://apigateway.apigw.ntruss.com",
    ],
    [
      "a mirror",
      { "api-url": "https://mirror.example/api/v1/" },
      { NCLOUD_SITE: "gov" },
      "gov",
      "https://mirror.example",
    ],
    ["the emulator", { "api-url": "http://127.0.0.1:8080" }, {}, "public", "http://127.0.0.1:8080"],
    [
      "NCP's own URL of another site",
      { "api-url": "https://apigateway.apigw.gov-ntruss.com" },
      {},
      "gov",
      "https://apigateway.apigw.gov-ntruss.com",
    ],
  ])("%s", (_, inputs, env, site, origin) => {
    expect(read({ ...GOOD, ...inputs }, env)).toMatchObject({ site, endpoint: { origin } });
  });

  test.each<[string, Record<string, string>, Env, string]>([
    ["an unknown NCLOUD_SITE", {}, { NCLOUD_SITE: "korea" }, "NCLOUD_SITE: not-a-word"],
    [
      "NCLOUD_API_GW of another site",
      {},
      { NCLOUD_API_GW: "https://fin-ncloud.apigw.fin-ntruss.com" },
      "site: site-contradiction",
    ],
    [
      "NCLOUD_API_GW against NCLOUD_SITE",
      {},
      { NCLOUD_SITE: "gov", NCLOUD_API_GW: "https://ncloud.apigw.ntruss.com" },
      "site: site-contradiction",
    ],
    [
      "a URL of another site",
      { site: "public", "api-url": "https://apigateway.apigw.gov-ntruss.com" },
      {},
      "site: site-contradiction",
    ],
  ])("refused: %s", (_, inputs, env, fault) => {
    expect(rules(faultsOf({ ...GOOD, ...inputs }, env))).toEqual([fault]);
  });
});

describe("language", () => {
  test.each([
    [{}, { NCLOUD_LANG: "ko" }, "ko"],
    [{ language: "en" }, { NCLOUD_LANG: "ko" }, "en"],
    [{}, { NCLOUD_LANG: "ja" }, "en"],
  ])("%j %j", (inputs, env, language) => {
    expect(read({ ...GOOD, ...inputs }, env).language).toBe(language);
  });

  test("faults are reported in it, in English when it is wrong itself", () => {
    const languageOf = (inputs: Record<string, string>) => {
      try {
        read(inputs);
      } catch (error) {
        return error instanceof InputError ? error.language : undefined;
      }
      return undefined;
    };
    expect(languageOf({ language: "ko" })).toBe("ko");
    expect(languageOf({ language: "한국어" })).toBe("en");
  });
});

test("all faults of all inputs come together", () => {
  const faults = faultsOf({ mode: "chekc", "dry-run": "yes", timeout: "soon", "stage-id": "a/b" });
  expect(rules(faults)).toEqual([
    "mode: not-a-word",
    "product-id: level-missing",
    "api-id: level-missing",
    "stage-id: not-an-id",
    "usage-plan-id: level-missing",
    "access-key: key-missing",
    "secret-key: key-missing",
    "dry-run: not-a-boolean",
    "timeout: not-an-integer",
  ]);
});

describe("ids", () => {
  test.each(["a", "plan000001", "Ab-9_z", "z".repeat(64)])("%s", (id) => {
    expect(read({ ...GOOD, "stage-id": id }).selection.stage.ids).toEqual([id]);
  });
});

test.each<[string, string, string]>([
  ["of the first kind", "ABCDEFGHIJ0123456789", "abcdefghijABCDEFGHIJ01234567890123456789"],
  ["of the second kind", "ncp_iam_BPAMKRexample0", "ncp_iam_BPKMKRexample000000000000000000000"],
])("keys %s that were swapped are found before anything is sent", (_, access, secret) => {
  expect(faultsOf({ ...GOOD, "access-key": access, "secret-key": secret })).toEqual([]);
  expect(rules(faultsOf({ ...GOOD, "access-key": secret, "secret-key": access }))).toEqual([
    "access-key: keys-swapped",
  ]);
});
