import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_DETAILS, MAX_MESSAGE, readErrorBody } from "../../../src/ncloud/error-body.ts";

describe("error bodies", () => {
  it.each([
    [
      "the front end's",
      '{"error":{"errorCode":"210","message":"Permission Denied","details":"Policy does not allow."}}',
      { ncpCode: "210", ncpMessage: "Permission Denied", ncpDetails: "Policy does not allow." },
    ],
    [
      "the front end's, with a number and no details",
      '{"error":{"errorCode":200,"message":"Authentication Failed"}}',
      { ncpCode: "200", ncpMessage: "Authentication Failed" },
    ],
    ["the flat one", '{"errorCode":9014,"message":"nope"}', { ncpCode: "9014", ncpMessage: "nope" }],
    [
      "responseError",
      '{"responseError":{"returnCode":"800","returnMessage":"failed"}}',
      { ncpCode: "800", ncpMessage: "failed" },
    ],
    ["code and msg", '{"code":"10011","msg":"no permission"}', { ncpCode: "10011", ncpMessage: "no permission" }],
    [
      "Spring's",
      '{"timestamp":"2026-11-22T00:00:00Z","status":404,"error":"Not Found","message":"No handler","path":"/x"}',
      { ncpMessage: "No handler" },
    ],
    [
      "Spring's without a message",
      '{"status":500,"error":"Internal Server Error","message":""}',
      { ncpMessage: "Internal Server Error" },
    ],
    [
      "XML",
      '<?xml version="1.0"?><responseError><returnCode>300</returnCode><returnMessage>없음</returnMessage></responseError>',
      { ncpCode: "300", ncpMessage: "없음" },
    ],
    [
      "HTML",
      "<!doctype html><html><head><title>502 Bad Gateway</title></head></html>",
      { ncpMessage: "502 Bad Gateway" },
    ],
    ["HTML without a title", "<html><body><h1>x</h1></body></html>", {}],
    ["HTML in capitals, with space around", "\n <HTML><TITLE> Bad Gateway\n</TITLE>", { ncpMessage: "Bad Gateway" }],
    ["XML with an empty code", "<e><errorCode></errorCode><code>5</code><message/></e>", { ncpCode: "5" }],
    ["cut off after an empty code", ' {"errorCode":"","code":"7","msg":"x"', { ncpCode: "7", ncpMessage: "x" }],
    ["text", "upstream connect error", { ncpMessage: "upstream connect error" }],
    ["nothing", "", {}],
    ["white space", " \r\n\t ", {}],
    ["JSON that is no object", "[1,2]", {}],
    ["JSON text", '"oops"', { ncpMessage: '"oops"' }],
    ["an empty object", "{}", {}],
    ["an error that is null", '{"error":null}', {}],
    ["an error that is text", '{"error":"denied","code":7}', { ncpCode: "7", ncpMessage: "denied" }],
    [
      "cut off in the details",
      '{"error":{"errorCode":"230","message":"Forbidden","det',
      { ncpCode: "230", ncpMessage: "Forbidden" },
    ],
    [
      "cut off in the message",
      '{"error":{"errorCode": 510 ,"message":"Endpoint Tim',
      { ncpCode: "510", ncpMessage: "Endpoint Tim" },
    ],
    ["cut off with escapes", '{"message":"say \\"hi\\" \\\\o', { ncpMessage: 'say "hi" \\o' }],
    ["cut off before anything", '{"err', {}],
    ["fields of other kinds", '{"errorCode":{"a":1},"message":["x"],"details":true}', {}],
  ])("reads %s", (_, body, expected) => {
    expect(readErrorBody(body)).toStrictEqual(expected);
  });

  it.each(["::set-env name=x::y", "a b", "-".repeat(33), "1\n2", "<b>", ""])("takes no code from %j", (code) => {
    expect(readErrorBody(JSON.stringify({ errorCode: code, message: "m" }))).toEqual({ ncpMessage: "m" });
  });

  it("puts messages and details on one line and cuts them", () => {
    const long = readErrorBody(JSON.stringify({ message: "a".repeat(5_000), details: "b".repeat(5_000) }));
    expect(long).toEqual({
      ncpMessage: `${"a".repeat(MAX_MESSAGE - 1)}…`,
      ncpDetails: `${"b".repeat(MAX_DETAILS - 1)}…`,
    });
    const exact = readErrorBody(JSON.stringify({ message: "a".repeat(MAX_MESSAGE) }));
    expect(exact).toEqual({ ncpMessage: "a".repeat(MAX_MESSAGE) });
    const lines = readErrorBody(JSON.stringify({ message: "one\r\n::error::two\u2028three\u0000\u001b[31mfour" }));
    expect(lines).toEqual({ ncpMessage: "one ::error::two three [31mfour" });
  });

  it("takes no blank for a text, and shows that something was cut even where it is blank", () => {
    expect(readErrorBody("<html><message> </message><title> Bad Gateway\n</title></html>")).toEqual({
      ncpMessage: "Bad Gateway",
    });
    expect(readErrorBody("<error><code> 510 </code></error>")).toEqual({ ncpCode: "510" });
    expect(readErrorBody('{"message":" no  way "}')).toEqual({ ncpMessage: "no way" });
    const apart = (spaces: number) => readErrorBody(JSON.stringify({ message: `a${" ".repeat(spaces)}b` })).ncpMessage;
    expect(apart(4 * MAX_MESSAGE - 2)).toBe("a b");
    expect(apart(4 * MAX_MESSAGE)).toBe("a…");
  });

  it("cuts between characters", () => {
    const { ncpMessage = "" } = readErrorBody(JSON.stringify({ message: `${"a".repeat(MAX_MESSAGE - 2)}😀😀` }));
    expect(ncpMessage).toBe(`${"a".repeat(MAX_MESSAGE - 2)}…`);
    expect(readErrorBody('{"message":"x\\ud800y"}').ncpMessage).toBe("x\ufffdy");
  });

  it("survives anything, and keeps its limits", () => {
    const json = fc.json({ maxDepth: 4 });
    const cut = fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
    const shaped = fc
      .record({ errorCode: fc.anything(), message: fc.string({ unit: "binary" }), details: fc.string() })
      .map((fields) => JSON.stringify({ error: fields }) ?? "");
    const any = fc.oneof(fc.string({ unit: "binary" }), json, cut, shaped);
    fc.assert(
      fc.property(any, (body) => {
        const { ncpCode = "0", ncpMessage = "", ncpDetails = "" } = readErrorBody(body);
        expect(ncpCode).toMatch(/^[\w.-]{1,32}$/);
        expect(ncpMessage.length).toBeLessThanOrEqual(MAX_MESSAGE);
        expect(ncpDetails.length).toBeLessThanOrEqual(MAX_DETAILS);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(ncpMessage + ncpDetails).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
        expect((ncpMessage + ncpDetails).isWellFormed()).toBe(true);
      }),
    );
  });

  it.each([
    ["brackets", "{".repeat(1_000_000)],
    ["an unclosed quote", `{"message":"${"\\".repeat(1_000_000)}`],
    ["tags", "<message>".repeat(100_000)],
    ["spaces", `{"errorCode"${" ".repeat(1_000_000)}`],
  ])("is not held up by a huge body of %s", (_, body) => {
    const begun = performance.now();
    readErrorBody(body);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
