/**
 * `npm run pictures`: every scene's summary and annotation as GitHub shows them, in both languages, on one page each,
 * and pictures of them by headless Chromium (`CHROMIUM` names another binary): desktop and phone, light and dark.
 *
 *   npm run pictures                       all of it, into `.pictures/`
 *   npm run pictures -- detached refused   these scenes
 *   npm run pictures -- --readme           the few that README shows, into `docs/images/`
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { page, type Shown } from "./pictures-page.ts";
import { ROOT, readLog } from "./runner.ts";
import { LANGUAGES, type Language, play } from "./scene.ts";
import { SCENES } from "./scenes.ts";

const CHROMIUM = process.env["CHROMIUM"] || "chromium";
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
];

/** What README and the guides show. */
const README = ["detached-rollback", "would-detach", "refused"].flatMap((name) =>
  LANGUAGES.map((language) => [name, language] as const),
);
const WIDTHS = { desktop: 900, phone: 390 } as const;
const PER_PICTURE = { desktop: 6, phone: 3 } as const;

async function shown(name: string, language: Language): Promise<Shown> {
  const scene = SCENES.find((each) => each.name === name);
  if (scene === undefined)
    throw new Error(`No scene is called ${name}. There are: ${SCENES.map((s) => s.name).join(", ")}`);
  const { result, origin } = await play(scene, language);
  const annotations = readLog(result.stdout)
    .filter(({ command }) => command === "error" || command === "warning")
    .map(({ command, properties, text }) => ({ command, title: properties["title"] ?? "", text }));
  return asAtNcp({ name, about: scene.about, summary: result.summary, annotations }, origin);
}

/** The emulator stands in for NCP: its address goes, so that the pictures show what a user of NCP sees. */
function asAtNcp(scene: Shown, origin: string): Shown {
  const host = origin.replace(/^https?:\/\//, "");
  const ncp = "https://apigateway.apigw.ntruss.com";
  const clean = (text: string): string =>
    text
      .replaceAll(` – at ${origin}, not at NCP`, "")
      .replaceAll(` – NCP가 아닌 ${origin}`, "")
      .replace(/^ +api-url: .*\n/gm, "")
      .replaceAll(origin, ncp)
      .replaceAll(host, ncp.replace("https://", ""));
  return {
    ...scene,
    summary: clean(scene.summary),
    annotations: scene.annotations
      .filter(({ command, text }) => command === "error" || !text.includes(origin))
      .map((each) => ({ ...each, title: clean(each.title), text: clean(each.text) })),
  };
}

async function chromium(...args: readonly string[]): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "pictures-"));
  try {
    const { stdout } = await promisify(execFile)(CHROMIUM, [...FLAGS, `--user-data-dir=${profile}`, ...args], {
      maxBuffer: 64 * 1024 * 1024,
      timeout: 120_000,
    });
    return stdout;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** One picture of a page, as high as the page is. */
async function picture(html: string, width: number, into: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "picture-"));
  const file = join(folder, "page.html");
  writeFileSync(file, html);
  try {
    const url = pathToFileURL(file).href;
    // A window is never narrower than about 500 pixels: the page holds itself to its width.
    const window = Math.max(width, 500);
    const measured = /data-height="(\d+)"/.exec(await chromium(`--window-size=${window},800`, "--dump-dom", url))?.[1];
    await chromium(`--window-size=${window},${measured ?? 2000}`, `--screenshot=${into}`, url);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readmePictures(): Promise<void> {
  const folder = join(ROOT, "docs", "images");
  mkdirSync(folder, { recursive: true });
  for (const [name, language] of README) {
    const scene = { ...(await shown(name, language)), annotations: [] };
    await picture(
      page([scene], { width: WIDTHS.desktop, dark: false, bare: true }),
      WIDTHS.desktop,
      join(folder, `${name}.${language}.png`),
    );
    process.stdout.write(`docs/images/${name}.${language}.png\n`);
  }
}

async function allPictures(names: readonly string[]): Promise<void> {
  const folder = join(ROOT, ".pictures");
  mkdirSync(folder, { recursive: true });
  for (const language of LANGUAGES) {
    const scenes: Shown[] = [];
    for (const name of names) scenes.push(await shown(name, language));
    writeFileSync(join(folder, `${language}.html`), page(scenes, { width: WIDTHS.desktop, dark: false, bare: false }));
    for (const device of ["desktop", "phone"] as const) {
      const width = WIDTHS[device];
      const count = PER_PICTURE[device];
      for (const dark of [false, true]) {
        for (let from = 0; from < scenes.length; from += count) {
          const part = scenes.slice(from, from + count);
          const name = `${language}-${device}-${dark ? "dark" : "light"}-${String(from / count + 1)}.png`;
          await picture(page(part, { width, dark, bare: false }), width, join(folder, name));
          process.stdout.write(`.pictures/${name}: ${part.map((scene) => scene.name).join(", ")}\n`);
        }
      }
    }
  }
}

const { values, positionals } = parseArgs({ options: { readme: { type: "boolean" } }, allowPositionals: true });
if (values.readme === true) await readmePictures();
else await allPictures(positionals.length > 0 ? positionals : SCENES.map(({ name }) => name));
