/** dist/licenses.txt: the licence of every package that the bundle holds code of. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./packages.ts";

// Not ncc's own `license`: it writes that file once per chunk, and the last chunk wins.

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** @param modules paths relative to `base` */
export function licensesOf(base: string, modules: Iterable<string>): string {
  const folders = new Set([...modules].flatMap((name) => packageFolder(name) ?? []));
  const texts = [...folders].map((folder) => {
    const manifest = JSON.parse(readFileSync(join(base, folder, "package.json"), "utf8")) as Manifest;
    const file = readdirSync(join(base, folder)).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name));
    if (manifest.license === undefined) throw new Error(`${manifest.name} says no licence`);
    const text = file === undefined ? "" : readFileSync(join(base, folder, file), "utf8").replaceAll("\r\n", "\n");
    return `${manifest.name} ${manifest.version}\n${manifest.license}\n\n${text.trim()}`.trim();
  });
  return `${texts.sort().join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
