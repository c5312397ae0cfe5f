/** Receipts after people, editors and other jobs had them: read as they were meant, or refused before any request. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { unpacked } from "../papers.ts";
import { everywhere } from "./post.ts";
import { type ActionResult, type Emulated, emulated, errorOf, STAGING, TARGET, WINDOWS } from "./runner.ts";

/** Three runs a test, and many tests at a time. */
const PATIENT = { timeout: 90_000 };
const BOM = "\uFEFF";

/** Two runs that are to be undone as one. */
async function two({ run }: Emulated): Promise<readonly [string, string]> {
  const first = await run({ ...TARGET, "usage-plan-id": "*" });
  const second = await run({ ...TARGET, "stage-id": STAGING, "usage-plan-id": "*" });
  return [first.outputs["receipt"] ?? "", second.outputs["receipt"] ?? ""];
}

const readable = (line: string) => JSON.stringify(unpacked(line), undefined, 2);

function refused(all: Emulated, result: ActionResult, code: string): void {
  expect(result.outputs).toMatchObject({ result: "failed", code, changed: "false" });
  expect(all.requests()).toEqual([]);
}

describe.concurrent("the input receipt", PATIENT, () => {
  test.each<[string, (a: string, b: string) => string]>([
    ["lines as Windows ends them", (a, b) => `${a}\r\n${b}\r\n`],
    ["a byte order mark in front of each", (a, b) => `${BOM}${a}\n${BOM}${b}`],
    ["indented, with empty lines between", (a, b) => `\n   ${a}\n\n\t${b}   \n`],
    ["each in quotes, as toJSON leaves them", (a, b) => `${JSON.stringify(a)}\n${JSON.stringify(b)}`],
    ["an array of both kinds", (a, b) => JSON.stringify([a, unpacked(b)])],
    ["each twice", (a, b) => [a, b, b, a].join("\n")],
  ])("%s: restored", (_, text) =>
    emulated({}, async (all) => {
      const before = everywhere(all);
      const { outputs } = await all.run({ mode: "restore", receipt: text(...(await two(all))) });
      expect(outputs["result"]).toBe("restored");
      expect(everywhere(all)).toEqual(before);
    }),
  );

  test.each<[string, (a: string, b: string) => string]>([
    ["broken over two lines", (a, b) => `${a.slice(0, 200)}\n${a.slice(200)}\n${b}`],
    ["with an invisible letter", (a, b) => `${a.slice(0, 100)}\u200B${a.slice(100)}\n${b}`],
    ["in single quotes", (a, b) => `'${a}'\n${b}`],
    ["as a list of YAML", (a, b) => `- ${a}\n- ${b}`],
    ["two in one line", (a, b) => `${a} ${b}`],
    ["with one letter lost", (a, b) => `${a.slice(0, 150)}${a.slice(151)}\n${b}`],
    ["with two letters exchanged", (a, b) => `${a.slice(0, 150)}${a[151]}${a[150]}${a.slice(152)}\n${b}`],
    [
      "and one of another account",
      (a, b) => `${a}\n${JSON.stringify({ ...unpacked(b), account: "0123456789abcdef" })}`,
    ],
  ])("%s: refused as a whole, before any request", (why, text) =>
    emulated({}, async (all) => {
      const receipts = await two(all);
      all.requests();
      const receipt = text(...receipts);
      // Exchanging two letters that are alike changes nothing.
      if (receipt === receipts.join("\n")) return;
      const code = why.includes("account") ? "receipt-other-account" : "receipt-invalid";
      refused(all, await all.run({ mode: "restore", receipt }), code);
    }),
  );
});

describe.concurrent("the input receipt-file", PATIENT, () => {
  const inFolder = (
    test: (all: Emulated, folder: string, put: (name: string, text: string) => string) => Promise<void>,
  ) =>
    emulated({}, async (all) => {
      const folder = mkdtempSync(join(tmpdir(), "papers-"));
      const put = (name: string, text: string): string => {
        const path = join(folder, "given", name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
        return path;
      };
      try {
        await test(all, folder, put);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

  test("a folder of folders, with files as an editor on Windows saves them, and hidden ones", () =>
    inFolder(async (all, folder, put) => {
      const before = everywhere(all);
      const [a, b] = await two(all);
      put("usage-plan-receipt-1/deep/er/a.json", `${BOM}${readable(a).replaceAll("\n", "\r\n")}`);
      put("usage-plan-receipt-2/b.txt", `${BOM}${b}\r\n`);
      put("usage-plan-receipt-2/.DS_Store", "\0\0\0");
      const { outputs } = await all.run({ mode: "restore", "receipt-file": join(folder, "given") });
      expect(outputs["result"]).toBe("restored");
      expect(everywhere(all)).toEqual(before);
    }));

  test.skipIf(WINDOWS)("a link to a file counts", () =>
    inFolder(async (all, folder, put) => {
      const before = everywhere(all);
      const [a, b] = await two(all);
      put("a.json", readable(a));
      writeFileSync(join(folder, "elsewhere.json"), readable(b));
      symlinkSync(join(folder, "elsewhere.json"), join(folder, "given", "b.json"));
      expect((await all.run({ mode: "restore", "receipt-file": join(folder, "given") })).exitCode).toBe(0);
      expect(everywhere(all)).toEqual(before);
    }),
  );

  test.each<[string, (folder: string, put: (name: string, text: string) => string) => void]>([
    ["a file that is no receipt", (_, put) => put("notes.md", "# What we did\n")],
    ["an empty file", (_, put) => put("z.json", "")],
    ["a picture", (_, put) => put("z.png", "\x89PNG\r\n\x1a\n\0\0")],
    ["a link to nowhere", (folder) => symlinkSync("/nonexistent", join(folder, "given", "z.json"))],
    ["a link to a folder", (folder) => symlinkSync(folder, join(folder, "given", "z"))],
  ])("%s beside a receipt: refused, and named", (_, add) =>
    inFolder(async (all, folder, put) => {
      const [a] = await two(all);
      put("a.json", readable(a));
      add(folder, put);
      all.requests();
      const result = await all.run({ mode: "restore", "receipt-file": join(folder, "given") });
      refused(all, result, "receipt-invalid");
      expect(errorOf(result)).toMatch(/given.*(notes\.md|z)/s);
    }),
  );
});

describe.concurrent("an undo that was done", () => {
  test("is done: a second restore finds all in place, and writes nothing", { timeout: 90_000 }, () =>
    emulated({}, async (all) => {
      const receipt = (await two(all)).join("\n");
      expect((await all.run({ mode: "restore", receipt })).outputs["result"]).toBe("restored");
      all.requests();
      const again = await all.run({ mode: "restore", receipt });
      expect(again.outputs).toMatchObject({ result: "already-attached", changed: "false", receipt: "" });
      expect(all.requests().filter((request) => /^(POST|PUT)/.test(request))).toEqual([]);
    }),
  );
});
