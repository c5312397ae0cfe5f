/** What a run leaves for another one, as one line and as files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { MAX_JSON, pack, papersIn, readable, unpack } from "../../../src/action/paper.ts";
import { PaperFileError, papersFrom } from "../../../src/action/paper-files.ts";

const A = '{"version":2,"n":1}';
const B = '{"version":2,"n":2}';
const [LINE_A, LINE_B] = [pack("receipt", A), pack("receipt", B)];
/** With enough in it that a stream has codes of its own. */
const RICH = JSON.stringify({
  version: 2,
  stages: ["s1v6b0n3ke", "s7t2x9r4ql"].map((id) => ({ stage: { id, name: "운영" }, plans: [{ id: "u2g7d4l9xa" }] })),
});
const jsons = (text: string) => papersIn("receipt", text, "receipt").map(({ json }) => json);

describe("a line", () => {
  test("holds any JSON, in characters that go through everything", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify({ value });
        const line = pack("receipt", json);
        expect(line).toMatch(/^ncp-receipt-2\.[A-Za-z0-9_-]+$/);
        expect(unpack("receipt", ` ${line}\n`)).toBe(json);
      }),
    );
  });

  test("of a thousand targets has a few kilobytes", () => {
    const id = (n: number) => (n * 7_919 * 104_729).toString(36).padStart(10, "x").slice(-10);
    const stages = Array.from({ length: 1_000 }, (_, n) => ({
      product: { id: id(1), name: "결제 서비스" },
      api: { id: id(2 + (n % 20)), name: `결제 API ${n % 20}` },
      stage: { id: id(100 + n), name: "운영" },
      plans: [{ id: id(50), name: "무료 체험 플랜" }],
    }));
    expect(pack("receipt", JSON.stringify({ version: 2, stages })).length).toBeLessThan(20_000);
  });

  test.each([
    ["of another kind", pack("approval", A)],
    ["cut off", LINE_A.slice(0, -6)],
    ["without a body", "ncp-receipt-2."],
    ["with what no line holds", `${LINE_A}=`],
    ["a word", "receipt"],
    [
      "that unpacks to more than anything of ours",
      `ncp-receipt-2.${deflateSync(Buffer.alloc(MAX_JSON + 1)).toString("base64url")}`,
    ],
  ])("is refused: %s", (_, line) => {
    expect(unpack("receipt", line)).toBeUndefined();
  });

  test("cut at any byte is never taken for a whole one", () => {
    for (let length = 1; length < LINE_A.length; length++) {
      const json = unpack("receipt", LINE_A.slice(0, length));
      expect(json === undefined || json !== A).toBe(true);
    }
  });
});

test("with one letter changed, it is the same or none", () => {
  const whole = pack("receipt", RICH);
  const start = "ncp-receipt-2.".length;
  for (let at = start; at < whole.length; at++) {
    for (const letter of "AKUZaku9-_") {
      const json = unpack("receipt", whole.slice(0, at) + letter + whole.slice(at + 1));
      expect([undefined, RICH]).toContain(json);
    }
  }
});

describe("several in one text", () => {
  test.each([
    ["one line", LINE_A, [A]],
    ["one per line, with empty ones between", `\n${LINE_A}\r\n\n  ${LINE_B}\n`, [A, B]],
    ["JSON", A, [A]],
    ["indented JSON", JSON.stringify(JSON.parse(A), undefined, 2), [JSON.stringify(JSON.parse(A), undefined, 2)]],
    ["both", `${LINE_A}\n${B}`, [A, B]],
    ["an array of lines", JSON.stringify([LINE_A, LINE_B]), [A, B]],
    ["an array of receipts", `[${A}, ${B}]`, [A, B]],
    ["an array of one", JSON.stringify([LINE_A]), [A]],
    ["a line in quotes", JSON.stringify(LINE_A), [A]],
    ["arrays, one per line", `[${A}]\n${JSON.stringify([LINE_B])}`, [A, B]],
    ["none", "[]", []],
  ])("%s", (_, text, expected) => {
    expect(jsons(text)).toEqual(expected);
  });

  test("each says where it stood, and whether stars are in it", () => {
    expect(papersIn("receipt", `${LINE_A}\n***`, "receipt")).toEqual([
      { source: "receipt[0]", json: A, masked: false },
      { source: "receipt[1]", json: undefined, masked: true },
    ]);
  });
});

test("for people: indented, every character visible, and the same value", () => {
  const name = "a\u202eb\u200bc\u2028\u00ad\u{e0001}\u00e9 한글";
  const text = readable({ name });
  expect(text).toBe('{\n  "name": "a\\u202eb\\u200bc\\u2028\\u00ad\\udb40\\udc01\u00e9 한글"\n}\n');
  expect(JSON.parse(text)).toEqual({ name });
});

describe("files", () => {
  const folder = mkdtempSync(join(tmpdir(), "papers-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const env = { GITHUB_WORKSPACE: folder };
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  test("one, readable or packed, relative to the workspace or not", () => {
    write("one.json", readable(JSON.parse(A)));
    write("line.txt", `${LINE_B}\n`);
    expect(papersFrom("receipt", "one.json", env)).toMatchObject([{ source: "one.json" }]);
    expect(papersFrom("receipt", join(folder, "line.txt"), {})[0]?.json).toBe(B);
  });

  test("a folder of them, as a download leaves it", () => {
    write("all/receipt-1/ncp-receipt-a.json", A);
    write("all/receipt-2/ncp-receipt-b.json", B);
    write("all/.DS_Store", "x");
    expect(papersFrom("receipt", "all", env).map(({ source, json }) => [source, json])).toEqual([
      [join("all", "receipt-1", "ncp-receipt-a.json"), A],
      [join("all", "receipt-2", "ncp-receipt-b.json"), B],
    ]);
  });

  test("a file among them that is no receipt is said, not skipped", () => {
    write("mixed/a.json", A);
    write("mixed/notes.txt", "hello");
    expect(papersFrom("receipt", "mixed", env).map(({ json }) => json)).toEqual([A, undefined]);
  });

  test.each(["missing", "empty", "huge.json"])("%s", (path) => {
    mkdirSync(join(folder, "empty"), { recursive: true });
    write("huge.json", "x".repeat(MAX_JSON + 1));
    expect(() => papersFrom("receipt", path, env)).toThrow(PaperFileError);
  });
});
