import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attribute,
  code,
  cut,
  html,
  jsonLine,
  plain,
  pre,
  prose,
  visibleJson,
  withoutCommands,
} from "../../../src/action/escape.ts";
import { HOSTILE } from "./support.ts";

/** Controls, bidi overrides, zero-width characters, line separators. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0\u00a0\u2800\u3000]/u;

/** As actions/runner takes a line for a command (ActionCommand.cs). */
function isCommand(line: string): boolean {
  return line.trimStart().startsWith("::") || line.includes("##[");
}

describe("plain", () => {
  test.each([
    ["two lines", "a\nb\r\nc", "a\\nb\\r\\nc"],
    ["a tab", "a\tb", "a b"],
    ["a terminal escape", "\u001b[31mred", "\\u{1b}[31mred"],
    ["a bidi override", "abc\u202etxt", "abc\\u{202e}txt"],
    ["a zero-width space", "a\u200bb", "a\\u{200b}b"],
    ["a line separator", "a\u2028b", "a\\u{2028}b"],
    ["half a character", "a\ud800b", "a\\u{d800}b"],
    ["a Hangul filler", "Gold\u3164", "Gold\\u{3164}"],
    ["the other fillers", "\u115f\u1160\uffa0\u034f\u2800", "\\u{115f}\\u{1160}\\u{ffa0}\\u{34f}\\u{2800}"],
    ["a space that is none", "Partner\u00a0Gold\u3000A", "Partner\\u{a0}Gold\\u{3000}A"],
    ["a selector that changes nothing", "A\ufe0f", "A\\u{fe0f}"],
    ["an emoji stays", "⚠️ 주의", "⚠️ 주의"],
    ["full-width letters and digits", "\uff27old \uff19", "\\u{ff27}old \\u{ff19}"],
    ["a Cyrillic o in a Latin word", "G\u043eld", "G\\u{43e}ld"],
    ["a Greek letter in one", "\u0391lpha", "\\u{391}lpha"],
    ["a word of one alphabet stays", "Привет, мир: Ωμέγα, Gold", "Привет, мир: Ωμέγα, Gold"],
    ["Hangul beside Latin stays", "VIP고객", "VIP고객"],
    ["a command", "::set-env name=a::b", ": :set-env name=a::b"],
    ["a command behind white space", " \u00a0::x::", ": :x::"],
    ["an old command within a line", "x ##[add-path]y", "x ## [add-path]y"],
    ["Korean with spaces stays", "결제 서비스 / 운영", "결제 서비스 / 운영"],
    ["an address stays", "POST http://[::1]:80/a", "POST http://[::1]:80/a"],
  ])("%s", (_, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  test("any text becomes one visible line of limited length that is no command", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const shown = plain(text, 50);
        expect(shown).not.toMatch(INVISIBLE);
        expect(isCommand(shown)).toBe(false);
        expect(shown.length).toBeLessThanOrEqual(50 * "\\u{10ffff}".length);
      }),
    );
  });
});

test("cut keeps whole characters and words, and says that it cut", () => {
  expect(cut("가나다라", 4)).toBe("가나다라");
  expect(cut("가나 다라", 4)).toBe("가나…");
  expect(cut("가나 다라", 5)).toBe("가나 다라");
  expect(cut("😀 😀 😀", 4)).toBe("😀 😀…");
  expect(cut("ab cd ef", 6)).toBe("ab cd…");
});

test("of a secret that does not fit nothing is shown", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9+/]{8,60}$/), fc.nat(80), (secret, max) => {
      expect(["the key is …", "the key is…", `the key is ${secret}`]).toContain(cut(`the key is ${secret}`, max + 12));
    }),
  );
});

test("withoutCommands looks at every line", () => {
  const lines = withoutCommands("ok\n  ::error::x\n\u200b::a::\n##[b]\n#\u200b#[c]").split("\n");
  expect(lines.some(isCommand)).toBe(false);
  expect(lines[0]).toBe("ok");
});

describe("in HTML", () => {
  test("no mark of HTML or Markdown is left, and nobody is called", () => {
    const shown = html(HOSTILE);
    expect(shown).not.toMatch(/[<>"'`*_|[\]\n]/);
    expect(shown).not.toMatch(/@octocat|#1\b/);
    expect(shown).not.toMatch(/&(?!(amp|lt|gt|quot|#\d+);)/);
  });
  test("entities read as the text", () => {
    expect(html(`a<b> & "c" 'd'`)).toBe("a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
    expect(code("a_b")).toBe("<code>a&#95;b</code>");
    expect(attribute('https://x/?a="b"#1@c')).toBe("https://x/?a=&quot;b&quot;#1@c");
  });
  test("what stands in backticks of a message is code, also when a server's backticks get between", () => {
    expect(prose("set `a_b` to <x>")).toBe("set <code>a&#95;b</code> to &lt;x&gt;");
    expect(prose("lone ` and `<b>` and @me")).toBe("lone <code> and </code>&lt;b&gt;&#96; and @\u200bme");
    expect(prose(`a ${HOSTILE} \`b\``)).not.toMatch(/<(?!\/?code>)/);
  });
  test("a block to copy from has no empty line, where Markdown would begin again", () => {
    expect(pre(["a: <b>", "", "  ", "c"])).toBe("<pre><code>a: &lt;b&gt;\nc</code></pre>");
  });
});

describe("JSON", () => {
  test("keeps what JSON does not escape by itself", () => {
    expect(JSON.parse(jsonLine({ text: "a\u007fb\u009fc" }))).toEqual({ text: "a\u007fb\u009fc" });
    expect(jsonLine({ text: "\u007f\u3164" })).toBe('{"text":"\\u007f\\u3164"}');
  });
  test("is one visible line with the same value", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const line = jsonLine({ text });
        expect(line).not.toMatch(INVISIBLE);
        expect(JSON.parse(line)).toEqual({ text });
      }),
    );
  });
  test("that is JSON already keeps its value, indented or not", () => {
    const value = { a: ["\u202e", "줄\n바꿈", "😀"] };
    expect(JSON.parse(visibleJson(JSON.stringify(value, null, 2)))).toEqual(value);
    expect(visibleJson(JSON.stringify(value, null, 2))).not.toMatch(INVISIBLE);
  });
});
