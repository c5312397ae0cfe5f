/** src/ -> tsc -> ncc: the bytes of dist/, in memory. Why these steps: docs/bundle.md. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ncc from "@vercel/ncc";
import { licensesOf } from "./licenses.ts";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * Packages whose modules do nothing when imported, which their package.json does not say. The bundler then leaves out
 * what we do not use: in @actions/core the OIDC client with @actions/http-client and the whole of undici behind it.
 * Their code goes into the bundle as it was published.
 */
const SIDE_EFFECT_FREE = ["@actions/core"];

/**
 * What undici loads at the moment of use, for uses that this action has none of: an experimental parser that is off
 * (`useMilo: false`), and bodies that are forms (ours are text). As undici writes it in its `require`s. Left out of the
 * bundle, since V8 reads and compiles what is there, used or not. The same goes for the comment's undici: Octokit sends
 * text through `fetch`, which has its own way to these modules.
 */
const LEFT_OUT = [
  "../milo/simd.js",
  "../milo/no-simd.js",
  "../web/fetch/body.js",
  "../web/fetch/formdata",
  "../web/webidl",
];

/**
 * HTTP/2, which is off (`allowH2: false`, and no other protocol is offered by ALPN), and which undici loads all the same,
 * with Node's own behind it. A module of Node's stands in its place that throws when it is called.
 */
const HTTP2 = { "./client-h2.js": "node:events" } as const;

/** How everything is bundled: the action, and what the benchmark compares it with. */
export const NCC_OPTIONS = {
  cache: false,
  quiet: true,
  target: "es2024",
  externals: { ...HTTP2, ...Object.fromEntries(LEFT_OUT.map((name) => [name, name])) },
};

const REQUIRE = "__WEBPACK_EXTERNAL_createRequire";

/**
 * Two things that cost at every start. The bundler makes a `require` of its own for each of Node's modules, twenty times:
 * what they all come to is `getBuiltinModule`; for what is left out it gives nothing, so to use it fails. And one dash in a
 * file makes V8 read all of it in two bytes a character: marks and signs are written as escapes, which mean the same in
 * texts and patterns. Where words are Korean they stay readable.
 */
export function lightened(code: string): string {
  const light = code
    .replace(`import { createRequire as ${REQUIRE} } from "module";\n`, "")
    .replaceAll(`${REQUIRE}(import.meta.url)(`, "process.getBuiltinModule(");
  if (/[\uac00-\ud7a3]/.test(light)) return light;
  return light.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * What GitHub starts: a line or two each, as the compiler writes them. Both import the one bundle of everything else, so
 * that nothing of it is there twice, and each says by its own text which step it is.
 */
const PROGRAMS = ["index.js", "post.js"];
const SHARED = "program.js";

export interface Bundle {
  /** File name in dist/ to content. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly chunks: readonly Chunk[];
}

export interface Chunk {
  readonly files: readonly string[];
  /** Loaded with `index.js` and `post.js`. */
  readonly initial: boolean;
  /** What the `import()`s that load it ask for. */
  readonly requests: readonly string[];
  readonly modules: readonly Module[];
}

export interface Module {
  /** Path relative to the stage, such as `../../node_modules/undici/lib/core/util.js`. */
  readonly name: string;
  readonly bytes: number;
}

export async function bundle(): Promise<Bundle> {
  // Module numbers are hashes of paths relative to the working directory: every stage is at the same depth of the
  // clone, so that two builds are alike wherever the clone is, and may run side by side.
  mkdirSync(join(ROOT, ".build"), { recursive: true });
  const stage = mkdtempSync(join(ROOT, ".build", "stage-"));
  const before = process.cwd();
  // ncc asks fs.existsSync about undefined, which Node 24 deprecates.
  process.noDeprecation = true;
  try {
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", join(ROOT, "tsconfig.build.json"), "--outDir", join(stage, "lib")], {
      stdio: "inherit",
    });
    for (const name of SIDE_EFFECT_FREE) stagePackage(stage, name);
    process.chdir(stage);
    const { code, assets, stats } = await ncc(join(stage, "lib", SHARED), { ...NCC_OPTIONS, filename: SHARED });
    const chunks = chunksOf(stats.toJson());
    const names = new Set(chunks.flatMap(({ modules }) => modules.map(({ name }) => name)));
    if ([...names].some((name) => name.endsWith("-h2.js"))) throw new Error("HTTP/2 is in the bundle: see HTTP2");
    for (const name of LEFT_OUT) {
      if (!names.has(`external "${name}"`)) throw new Error(`Nothing asks for ${name}: take it out of LEFT_OUT`);
    }
    const licenses = licensesOf(
      stage,
      chunks.flatMap(({ modules }) => modules.map(({ name }) => name)),
    );
    const files = new Map([
      ...PROGRAMS.map((name) => [name, readFileSync(join(stage, "lib", name))] as const),
      [SHARED, Buffer.from(lightened(code))],
      ["licenses.txt", Buffer.from(licenses)],
      ["package.json", Buffer.from('{ "type": "module" }\n')],
    ]);
    for (const [name, { source }] of Object.entries(assets)) files.set(name, Buffer.from(lightened(String(source))));
    return { files, chunks };
  } finally {
    process.chdir(before);
    rmSync(stage, { recursive: true, force: true });
  }
}

function stagePackage(stage: string, name: string): void {
  const copy = join(stage, "node_modules", name);
  cpSync(join(ROOT, "node_modules", name), copy, { recursive: true });
  const manifest = join(copy, "package.json");
  const text: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  writeFileSync(manifest, JSON.stringify({ ...(text as object), sideEffects: false }));
}

interface RawModule {
  readonly name?: string;
  readonly size: number;
  readonly modules?: readonly RawModule[];
}

interface RawStats {
  readonly chunks: readonly {
    readonly files: readonly string[];
    readonly initial: boolean;
    readonly origins: readonly { readonly request?: string }[];
    readonly modules: readonly RawModule[];
  }[];
}

function chunksOf(stats: unknown): Chunk[] {
  return (stats as RawStats).chunks.map(({ files, initial, origins, modules }) => ({
    files,
    initial,
    requests: [...new Set(origins.flatMap(({ request }) => request ?? []))].sort(),
    modules: modules.flatMap(({ name, size, modules: inner }) =>
      (inner ?? [{ name, size }]).map((each) => ({ name: each.name ?? "", bytes: each.size })),
    ),
  }));
}
