/** What the user wrote: all faults together, empty secrets, the environment of other tools, and the ways to write a URL. */
import { describe, expect, test } from "vitest";
import { declared } from "../../scripts/runner.ts";
import { BASIC, DETACH, emulated, errorOf, FREE, GOLD, MANAGER, OBSERVE, runAlone, TARGET, UNUSED } from "./runner.ts";

const { inputs: DECLARED } = declared();
const INPUTS = Object.keys(DECLARED);
/** A runner tells "empty" from "left out" by a default alone. These three decide nothing that is written. */
const WRITE_DECIDING = INPUTS.filter(
  (input) => DECLARED[input]?.default !== undefined && !["timeout", "concurrency", "summary"].includes(input),
);

const NO_KEYS = { "access-key": "", "secret-key": "" };

describe.concurrent("faults", () => {
  test("of all inputs are reported together, and nothing is sent", () =>
    emulated({}, async ({ run, server }) => {
      const result = await run({
        "product-id": "../../x",
        "api-id": "",
        "stage-id": "s1v6b0n3ke\nüber",
        "usage-plan-id": "*",
        "access-key": "with space",
        "secret-key": "",
        "dry-run": "yes",
        "if-not-attached": "ignore",
        "max-affected-api-keys": "-1",
        timeout: "10 minutes",
        concurrency: "17",
        language: "jp",
        site: "korea",
        mode: "remove",
      });
      expect(result.outputs).toMatchObject({
        result: "failed",
        code: "invalid-input",
        changed: "false",
        results: "[]",
      });
      const faults = errorOf(result).match(/^ {2}- `[\w-]+`: .+/gm) ?? [];
      const named = [...new Set(faults.map((line) => /`([\w-]+)`/.exec(line)?.[1]))];
      expect(named.sort()).toEqual(
        [
          ..."access-key api-id concurrency dry-run if-not-attached language max-affected-api-keys mode".split(" "),
          ..."product-id secret-key site stage-id timeout".split(" "),
        ].sort(),
      );
      // The rule, the value, the fix. Never a secret.
      expect(errorOf(result)).toContain('"yes"');
      expect(errorOf(result)).toContain('"10 minutes"');
      expect(errorOf(result)).toContain("from 5 to 3600");
      expect(errorOf(result)).not.toContain("with space");
      expect(server.requests()).toEqual([]);
    }));

  test("in Korean", async () => {
    const result = await runAlone({ language: "ko", "stage-id": "", timeout: "0" });
    expect(result.outputs["code"]).toBe("invalid-input");
    for (const text of [errorOf(result), result.summary]) {
      expect(text).toContain("stage-id");
      expect(text).toMatch(/[가-힣]+ ?(십시오|습니다|합니다)/);
    }
  });

  test("a hostile value is shown as text", async () => {
    const result = await runAlone({ mode: "x\n::set-output name=result::detached\n<script>\u202e", language: "<b>" });
    expect(result.outputs["result"]).toBe("failed");
  });

  test("summary: false is kept to, whatever else is wrong; when it is wrong itself there is one", async () => {
    expect((await runAlone({ summary: "false", timeout: "1" })).summary).toBe("");
    expect((await runAlone({ summary: "no" })).summary).toContain("summary");
  });

  test("a value that looks like a command is shown as text", async () => {
    const { summary } = await runAlone({ reason: "##[add-path]/evil <img src=x> @everyone", "api-id": "::x::" });
    expect(summary).toContain("api-id");
    expect(summary).not.toMatch(/::x::|##\[|<img/);
  });
});

describe.concurrent("what was not meant", () => {
  test.each(WRITE_DECIDING)("%s given empty, as by an expression without a value, writes nothing", (input) =>
    emulated({}, async ({ run, server }) => {
      const result = await run({ ...TARGET, [input]: "" });
      expect(result.outputs).toMatchObject({ result: "failed", code: "invalid-input" });
      expect(errorOf(result)).toContain(`\`${input}\`: is set to an empty value`);
      expect(server.requests()).toEqual([]);
    }),
  );

  test("every other input given empty is as if it were left out", () =>
    emulated({}, async ({ run, requests }) => {
      const given = new Set([...WRITE_DECIDING, ...Object.keys({ ...TARGET, ...MANAGER }), "api-url"]);
      const empty = Object.fromEntries(INPUTS.filter((input) => !given.has(input)).map((input) => [input, ""]));
      const { outputs } = await run({ ...TARGET, ...empty, "look-at-api-keys": "false" });
      expect(outputs).toMatchObject({ result: "detached", changed: "true" });
      expect(requests()).toEqual([OBSERVE, DETACH, OBSERVE]);
    }));

  test.each<[string, (input: string) => string]>([
    ["with _ for -", (input) => input.replaceAll("-", "_")],
    ["without -", (input) => input.replaceAll("-", "")],
    ["without its last letter", (input) => input.slice(0, -1)],
    ["with its first letter twice", (input) => `${input[0]}${input}`],
    ["with two others", (input) => `q${input.slice(1, -1)}q`],
  ])("every input %s is named, with what is meant, and nothing is sent", (_, misspelt) =>
    emulated({}, async ({ run, server }) => {
      const wrong = INPUTS.map((input) => [misspelt(input), input] as const).filter(([name]) => !INPUTS.includes(name));
      expect(wrong.length).toBeGreaterThan(20);
      const result = await run({ ...TARGET, ...Object.fromEntries(wrong.map(([name]) => [name, "given"])) });
      expect(result.outputs).toMatchObject({ result: "failed", code: "invalid-input" });
      for (const [name, meant] of wrong) {
        // An annotation has room for some of them only.
        expect(result.stdout).toContain(`\`${name}\`: is not an input of this action; \`${meant}\` is`);
      }
      expect(server.requests()).toEqual([]);
    }),
  );

  test("swapped keys are not sent anywhere", () =>
    emulated({}, async ({ run, server }) => {
      const keys = { "access-key": "x1Y2".repeat(10), "secret-key": MANAGER["access-key"] };
      const result = await run({ ...TARGET, ...keys });
      expect(errorOf(result)).toContain("Swap the two");
      expect(server.requests()).toEqual([]);
    }));
});

describe.concurrent("keys", () => {
  test("empty secrets have a message of their own, with the usual reasons", async () => {
    const result = await runAlone(NO_KEYS);
    expect(result.outputs).toMatchObject({ result: "failed", code: "invalid-input" });
    for (const word of ["fork", "Dependabot", "environment:", "NCLOUD_SECRET_KEY"]) {
      expect(errorOf(result)).toContain(word);
    }
  });

  test.each([
    ["NCLOUD_ACCESS_KEY", "NCLOUD_SECRET_KEY"],
    ["NCLOUD_ACCESS_KEY_ID", "NCLOUD_SECRET_ACCESS_KEY"],
    ["NCLOUD_ACCESS_KEY_ID", "NCLOUD_SECRET_KEY"],
  ])("from the environment: %s and %s", (access, secret) =>
    emulated({}, async ({ run }) => {
      const env = { [access]: MANAGER["access-key"], [secret]: MANAGER["secret-key"] };
      expect((await run({ ...TARGET, ...NO_KEYS }, { env })).outputs["result"]).toBe("detached");
    }),
  );

  test("inputs come before the environment", () =>
    emulated({}, async ({ run }) => {
      const env = { NCLOUD_ACCESS_KEY: "ANOTHERACCESSKEY0001", NCLOUD_SECRET_KEY: "another-secret-key-000001" };
      expect((await run(TARGET, { env })).outputs["result"]).toBe("detached");
    }));

  test("two variables that disagree are an error, and neither value is shown", () =>
    emulated({}, async ({ run, server }) => {
      const env = {
        NCLOUD_ACCESS_KEY: MANAGER["access-key"],
        NCLOUD_SECRET_KEY: MANAGER["secret-key"],
        NCLOUD_SECRET_ACCESS_KEY: "another-secret-key-000001",
      };
      const result = await run({ ...TARGET, ...NO_KEYS }, { env });
      expect(result.outputs["code"]).toBe("invalid-input");
      expect(errorOf(result)).toMatch(/NCLOUD_SECRET_KEY.*NCLOUD_SECRET_ACCESS_KEY.*different/);
      expect(server.requests()).toEqual([]);
    }));

  test("half a pair is not filled up from elsewhere", () =>
    emulated({}, async ({ run, server }) => {
      const env = { NCLOUD_ACCESS_KEY: "ANOTHERACCESSKEY0001", NCLOUD_SECRET_KEY: "another-secret-key-000001" };
      const result = await run({ ...TARGET, "secret-key": "" }, { env });
      expect(result.outputs["code"]).toBe("invalid-input");
      expect(errorOf(result)).toContain("`secret-key`");
      expect(server.requests()).toEqual([]);
    }));

  test.each([
    ["a line break inside", "first-half-of-key\nsecond-half-of-key"],
    ["a blank inside", "key-one-000000001 key-two-000000002"],
    ["quotes around it", '"quoted-secret-key-0001"'],
    ["a letter outside of ASCII", "sécret-key-0000000001"],
  ])("%s is refused with a hint and never shown", async (_, secret) => {
    const result = await runAlone({ "secret-key": secret });
    expect(result.outputs["code"]).toBe("invalid-input");
    expect(errorOf(result)).toContain("`secret-key`");
  });

  test("a wrong secret and a disabled key look alike to NCP: the message names all that it may be", () =>
    emulated({}, async ({ run }) => {
      const result = await run({ ...TARGET, "secret-key": "not-the-right-secret-key-0001" });
      expect(result.outputs).toMatchObject({ result: "failed", code: "authentication-failed", changed: "false" });
      for (const word of ["site", "source IP", "clock"]) expect(errorOf(result)).toContain(word);
    }));
});

describe.concurrent("where to", () => {
  test.each(["", "/", "/api/v1", "/api/v1/"])("an api-url that ends in %j", (end) =>
    emulated({}, async ({ run, server, requests }) => {
      const inputs = { ...TARGET, "api-url": server.url + end, "look-at-api-keys": "false" };
      expect((await run(inputs)).outputs["result"]).toBe("detached");
      expect(requests()).toEqual([OBSERVE, DETACH, OBSERVE]);
    }),
  );

  test.each([
    ["http://apigateway.apigw.ntruss.com", "plain http"],
    ["https://user:pass-word-0815@apigateway.example.invalid", "user"],
    ["https://apigateway.example.invalid/api/v2", "path"],
    ["https://apigateway.example.invalid/?x=1", "query"],
    ["ftp://apigateway.example.invalid", "https://"],
    ["apigateway.example.invalid", "URL"],
  ])("%s is refused", async (url, word) => {
    const result = await runAlone({ "api-url": url });
    expect(result.outputs["code"]).toBe("invalid-input");
    expect(errorOf(result)).toContain(word);
    expect(result.stdout.replace(/^::add-mask::.*$/gm, "")).not.toContain("pass-word-0815");
    expect(result.summary).not.toContain("pass-word-0815");
  });

  test("a site that contradicts the URL, or the gateway of other tools, is refused", async () => {
    const url = { site: "gov", "api-url": "https://apigateway.apigw.fin-ntruss.com" };
    expect(errorOf(await runAlone(url))).toMatch(/`site`.*`fin`/);
    const env = { NCLOUD_API_GW: "https://fin-ncloud.apigw.fin-ntruss.com", NCLOUD_SITE: "gov" };
    expect(errorOf(await runAlone({}, { env }))).toMatch(/`site`.*NCLOUD_API_GW.*`fin`/);
  });
});

describe.concurrent("inputs that do not go together", () => {
  test.each([
    [{ mode: "restore" }, "receipt"],
    [{ mode: "check", "rollback-on-failure": "true" }, "rollback-on-failure"],
    [{ verify: "false", "dry-run": "true" }, "dry-run"],
    [{ verify: "false", "usage-plan-id": "*" }, "usage-plan-id"],
    [{ "stage-id": "*", "usage-plan-id": "*" }, "usage-plan-id"],
    [{ "product-id": "*" }, "product-id"],
    [{ "audit-issue": "7" }, "github-token"],
    [{ receipt: "{}" }, "receipt"],
  ])("%j", async (inputs, named) => {
    const result = await runAlone(inputs);
    expect(result.outputs).toMatchObject({ result: "failed", code: "invalid-input" });
    expect(errorOf(result)).toContain(`\`${named}\``);
  });
});

test("a list takes lines, commas, comments and doubles", () =>
  emulated({}, async ({ run, plans }) => {
    const list = `${FREE}, ${GOLD} # the paid ones\n\n# old: ${BASIC}\n  ${FREE}\n${UNUSED}\n`;
    const { outputs } = await run({ ...TARGET, "usage-plan-id": list });
    expect(outputs).toMatchObject({ result: "detached", "total-count": "3", "already-detached-count": "1" });
    expect(plans()).toEqual([BASIC]);
  }));
