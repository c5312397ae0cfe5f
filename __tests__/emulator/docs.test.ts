import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { SHAPES } from "../../emulator/core/faults.ts";
import { SELECTORS } from "../../emulator/core/operations.ts";
import { DENIALS, parseWorld } from "../../emulator/core/world.ts";
import { seed } from "../../emulator/seed.ts";
import { startEmulator } from "../../emulator/server.ts";
import { TLS_MODES } from "../../emulator/tls.ts";

/** docs/emulator.md names all that there is. */
const page = readFileSync(new URL("../../docs/emulator.md", import.meta.url), "utf8");
const unnamed = (names: Iterable<string>) => [...names].filter((name) => !page.includes(name));

describe("docs/emulator.md", () => {
  test("switches", () => {
    const main = fileURLToPath(new URL("../../emulator/main.ts", import.meta.url));
    const help = spawnSync(process.execPath, [main, "--help"], { encoding: "utf8" }).stdout;
    const switches = (help.match(/^ {2}--[a-z-]+/gm) ?? [])
      .map((line) => line.trim())
      .filter((name) => name !== "--help");
    expect(switches.length).toBeGreaterThan(8);
    expect(unnamed(switches.map((name) => `| \`${name}`))).toEqual(["| `--world"].filter((row) => !page.includes(row)));
  });

  test("control requests", async () => {
    const server = await startEmulator();
    const reply = await fetch(`${server.url}/__emulator/`);
    const { error } = (await reply.json()) as { error: string };
    await server.close();
    const requests = error.replace(/^.*There are: /, "").split(", ");
    expect(requests.length).toBeGreaterThan(12);
    expect(unnamed(requests.map((request) => `\`${request}`))).toEqual([]);
  });

  test("every part of a world, and the words for it", () => {
    const parts = Object.entries(parseWorld({})).flatMap(([key, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.keys(value).map((inner) => `${key}.${inner}`)
        : [key],
    );
    expect(parts.length).toBeGreaterThan(15);
    expect(unnamed(parts)).toEqual([]);
    expect(unnamed([...SHAPES, ...DENIALS].map((word) => `"${word}"`))).toEqual([]);
    expect(unnamed([...SELECTORS, ...TLS_MODES].map((word) => `\`${word}\``))).toEqual([]);
  });

  test("every kind of fault", () => {
    let message = "";
    try {
      parseWorld({ faults: [{ do: { kind: "" } }] });
    } catch (error) {
      message = (error as Error).message;
    }
    const kinds = [...message.matchAll(/"([a-z-]+)"/g)].map((match) => match[1] ?? "");
    expect(kinds.length).toBeGreaterThan(10);
    expect(unnamed(kinds.map((kind) => `| \`${kind}\` |`))).toEqual([]);
  });

  test("every key of the seed", () => {
    expect(unnamed((seed().credentials ?? []).flatMap((row) => [row.accessKey, row.secretKey]))).toEqual([]);
  });
});
