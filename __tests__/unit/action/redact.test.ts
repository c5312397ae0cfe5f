import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { html, withoutCommands } from "../../../src/action/escape.ts";
import { createRedact, MASK } from "../../../src/action/redact.ts";
import { secretsOf } from "../../../src/action/secrets.ts";

const SECRET = "Tq9/x+Zp&2w=R7mL'k\"0vB8nD4sF6hJ1yC3uE5gA";

const redactorOf = (...secrets: string[]) => ({ redact: createRedact(secrets) });

describe("a secret is taken out", () => {
  const { redact } = redactorOf(SECRET);
  const bytes = Buffer.from(SECRET);
  test.each([
    ["as it is", SECRET],
    ["percent-encoded", encodeURIComponent(SECRET)],
    ["percent-encoded in lower case", encodeURIComponent(SECRET).replace(/%../g, (code) => code.toLowerCase())],
    ["in JSON", JSON.stringify({ key: SECRET }).slice(8, -2)],
    ["in JSON with escaped slashes", JSON.stringify(SECRET).slice(1, -1).replaceAll("/", "\\/")],
    ["in HTML", SECRET.replaceAll("&", "&amp;").replaceAll("'", "&#39;").replaceAll('"', "&quot;")],
    ["in base64", bytes.toString("base64")],
    ["in hex", bytes.toString("hex")],
    ["in HEX", bytes.toString("hex").toUpperCase()],
    ["in HTML by numbers", SECRET.replace(/\W/g, (mark) => `&#${mark.charCodeAt(0)};`)],
    ["in HTML by numbers to the base of 16", SECRET.replace(/\W/g, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`)],
    ["in JSON by numbers", SECRET.replace(/\W/g, (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`)],
    ["broken over lines", `${SECRET.slice(0, 7)}\r\n  ${SECRET.slice(7, 30)}\\n${SECRET.slice(30)}`],
    ["by its first half", SECRET.slice(0, 20)],
    ["by its second half", SECRET.slice(19)],
  ])("%s", (_, form) => {
    expect(redact(`before ${form} after`)).toBe(`before ${MASK} after`);
  });

  test("without the padding of its base64", () => {
    const padded = redactorOf(`${"aB3/".repeat(10)}a===`);
    expect(padded.redact(`before ${"aB3/".repeat(10)}a after`)).toBe(`before ${MASK} after`);
  });

  test.each([
    ["by numbers", (mark: string) => `&#${mark.charCodeAt(0)};`],
    ["by numbers to the base of 16", (mark: string) => `&#x${mark.charCodeAt(0).toString(16)};`],
    ["as JSON may have it", (mark: string) => `\\u00${mark.charCodeAt(0).toString(16)}`],
  ])("a signature that a page sends back, its marks %s", (_, escaped) => {
    const sent = "+pho/v6/HhDNPCktv1kbKmIx7etx3PIqAFd2mF8p7GQ=";
    expect(redact(`got ${sent.replace(/[+/=]/g, escaped)}.`)).toBe(`got ${MASK}.`);
  });

  test.each([0, 1, 2, 3, 4, 5])("in base64 behind %i other bytes", (count) => {
    // No padding: with it the whole could pass for a signature.
    const tail = Buffer.alloc(3 + ((3 - ((count + bytes.length) % 3)) % 3), ":");
    const encoded = Buffer.concat([Buffer.alloc(count, "x"), bytes, tail]).toString("base64");
    expect(encoded).not.toContain("=");
    const whole = bytes.subarray((3 - (count % 3)) % 3);
    const inner = whole.subarray(0, whole.length - (whole.length % 3)).toString("base64");
    expect(encoded).toContain(inner);
    expect(redact(encoded)).not.toContain(inner);
  });

  test("at the end of a text that was cut", () => {
    for (let length = 8; length < SECRET.length; length++) {
      expect(redact(`key: ${SECRET.slice(0, length)}…`)).toBe(`key: ${MASK}…`);
      expect(redact(`key: ${SECRET.slice(0, length)}`)).toBe(`key: ${MASK}`);
    }
  });

  test("in every text of plain data, which keeps its shape", () => {
    const data = { list: [SECRET, 1, null, undefined, true], inner: { a: `x${SECRET}` }, none: undefined };
    expect(redact(data)).toEqual({ list: [MASK, 1, null, undefined, true], inner: { a: `x${MASK}` }, none: undefined });
  });

  test("wherever it stands in any text", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(redact(before + SECRET + after)).not.toContain(SECRET);
      }),
    );
  });
});

test("the longer of two secrets goes first, so that nothing of it stays", () => {
  expect(redactorOf("abcdef", "abcdefghij").redact("x abcdefghij y")).toBe(`x ${MASK} y`);
});

test("a secret of two lines goes by its lines as well", () => {
  const { redact } = redactorOf("firstpart1\nsecondpart");
  expect(redact("firstpart1 and secondpart")).toBe(`${MASK} and ${MASK}`);
});

test("what is too short is left: it would take ids with it", () => {
  expect(redactorOf("abc", "", "   ").redact("abc1234567")).toBe("abc1234567");
});

test("a lone surrogate in a secret breaks nothing", () => {
  expect(redactorOf("abcd\ud800efgh").redact("nothing")).toBe("nothing");
});

describe("without being registered", () => {
  const { redact } = redactorOf();
  const signature = "+pho/v6/HhDNPCktv1kbKmIx7etx3PIqAFd2mF8p7GQ=";
  test.each([signature, encodeURIComponent(signature), signature.replaceAll("/", "\\/"), `x-ncp: ${signature},`])(
    "a signature goes: %s",
    (text) => {
      expect(redact(text)).toContain(MASK);
      expect(redact(text)).not.toContain("HhDNPCktv1kbKmIx7etx3PIqAFd2mF8p7GQ");
    },
  );
  test("user and password of a URL go", () => {
    expect(redact("proxy http://user:pw@127.0.0.1:3128/ failed")).toBe(`proxy http://${MASK}@127.0.0.1:3128/ failed`);
  });
  test.each([
    "POST /api/v1/products/prod000001/apis/api0000001/stages/stage00001/disassociate-usage-plan",
    "Basic Standard",
    "https://github.com/acme/shop/actions/runs/1",
    '{"id":"plan000001","name":"Gold = 100"}',
  ])("what is no secret stays: %s", (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe("secrets of the environment", () => {
  test("keys, tokens and what a proxy sends as authentication", () => {
    const found = secretsOf({
      "INPUT_SECRET-KEY": "input-secret",
      NCLOUD_SECRET_ACCESS_KEY: "env-secret",
      GITHUB_TOKEN: "ghs_token",
      https_proxy: "http://me:p%40ss@proxy:3128",
      HTTP_PROXY: "no-password.example:80",
      INPUT_MODE: "detach",
    });
    expect(found).toEqual([
      "input-secret",
      "env-secret",
      "ghs_token",
      "p%40ss",
      Buffer.from("me:p%40ss").toString("base64"),
      "p@ss",
      Buffer.from("me:p@ss").toString("base64"),
    ]);
  });

  test.each([
    ["not a URL", "me:secretword@proxy:1"],
    ["a broken escape", "http://me:secret%word@proxy"],
    ["an @ in the password", "http://me:secret@word@proxy"],
    ["a / in the password", "http://me:secret/word@proxy"],
    ["a token without a password", "http://secretword@proxy"],
  ])("of %s nothing stays", (_, proxy) => {
    const redactor = redactorOf(...secretsOf({ HTTPS_PROXY: proxy }));
    expect(redactor.redact(`the proxy is ${proxy}`)).not.toContain("word@");
  });
});

test.each(["x", "\n", " ", ":", "#", "/", "http://", "%2F", "=", "*"])(
  "a long hostile text of %j takes no time to speak of",
  (part) => {
    const text = part.repeat(200_000);
    const redactor = redactorOf(SECRET);
    expect(redactor.redact(text).length).toBeGreaterThan(0);
    expect(withoutCommands(text).length).toBeGreaterThan(0);
    expect(html(text, 1000).length).toBeLessThan(10_000);
  },
);

test("what holds no secret is not copied, and is looked at each time", () => {
  const redactor = redactorOf(SECRET);
  const notes = ["nothing"];
  expect(redactor.redact(notes)).toBe(notes);
  notes.push(SECRET);
  expect(redactor.redact(notes)).toEqual(["nothing", MASK]);
});
