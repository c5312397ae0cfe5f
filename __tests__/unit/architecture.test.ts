/** The code keeps to docs/architecture.md: who may import whom, where the real world is touched, how long files get. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

interface Import {
  readonly from: string;
  /** A path relative to the repository, or the name of a package or built-in module. */
  readonly to: string;
  readonly typeOnly: boolean;
  readonly lazy: boolean;
}

const files = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();

const text = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const code = (file: string): string =>
  text(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "");

function imports(from: string): Import[] {
  const found: Import[] = [];
  const statements =
    /(?:import|export)\s+(type\s)?[^;"']*?\s?from\s*"([^"]+)"|import\s*"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g;
  for (const [, type, named, bare, lazy] of code(from).matchAll(statements)) {
    const to = named ?? bare ?? lazy ?? "";
    const path = to.startsWith(".") ? join(dirname(from), to).split(sep).join("/") : to;
    found.push({ from, to: path, typeOnly: type !== undefined, lazy: lazy !== undefined });
  }
  return found;
}

const source = files("src");
const all = source.flatMap(imports);
const say = ({ from, to }: Import): string => `${from} -> ${to}`;

const PROGRAMS = new Set(["src/index.ts", "src/post.ts"]);

/** Lower numbers are lower floors: imports point down. */
function floor(file: string): number {
  if (file.startsWith("src/ncloud/")) return 0;
  if (file.startsWith("src/usage-plan/")) return 1;
  if (file.startsWith("src/action/")) return 2;
  if (file === "src/program.ts") return 4;
  return PROGRAMS.has(file) ? 5 : 3;
}

describe("imports", () => {
  it("are found at all", () => {
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(({ lazy }) => lazy).map(say)).toContain("src/program.ts -> src/main.ts");
  });

  it("point down: index and post, program, main, action, usage-plan, ncloud", () => {
    const up = all.filter(({ from, to }) => to.startsWith("src/") && floor(to) > floor(from));
    expect(up.map(say)).toEqual([]);
  });

  it("take of the domain nothing but types and plain data into action/", () => {
    const plain = new Set(
      ["types", "report", "receipt", "verdicts", "levels", "by-calls", "distance", "approval", "fields", "work"].map(
        (name) => `src/usage-plan/${name}.ts`,
      ),
    );
    const others = all.filter(
      ({ from, to, typeOnly }) =>
        from.startsWith("src/action/") && to.startsWith("src/usage-plan/") && !typeOnly && !plain.has(to),
    );
    expect(others.map(say)).toEqual([]);
  });

  it("take packages only where the plan says so", () => {
    const places: Readonly<Record<string, RegExp>> = {
      "@actions/core": /^src\/action\/core\.ts$/,
      "@actions/github": /^src\/action\/audit-github\.ts$/,
      undici: /^src\/ncloud\//,
      "undici/lib/core/connect.js": /^src\/ncloud\/transport.ts$/,
      "undici/lib/dispatcher/pool.js": /^src\/ncloud\/(transport|proxy).ts$/,
      "undici/lib/dispatcher/proxy-agent.js": /^src\/ncloud\/proxy.ts$/,
      "undici/lib/api/api-connect.js": /^src\/ncloud\/proxy.ts$/,
    };
    const stray = all.filter(
      ({ from, to }) => !to.startsWith("src/") && !to.startsWith("node:") && !(places[to]?.test(from) ?? false),
    );
    expect(stray.map(say)).toEqual([]);
  });

  it("load the rare lazily, and undici's index never", () => {
    const rare = "src/action/audit-github.ts";
    const eager = all.filter(
      ({ from, to, lazy, typeOnly }) =>
        (to === "@actions/github" && from !== rare) || (to === rare && !lazy && !typeOnly),
    );
    const index = all.filter(({ to, typeOnly }) => to === "undici" && !typeOnly);
    expect([...eager, ...index].filter(({ from }) => !from.endsWith(".d.ts")).map(say)).toEqual([]);
  });

  it.each(["src", "emulator", "scripts"])("have no circles in %s, types included", (folder) => {
    const members = files(folder);
    const next = new Map<string, string[]>();
    for (const { from, to } of members.flatMap(imports)) {
      if (to.startsWith(`${folder}/`)) next.set(from, [...(next.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      else if (!done.has(file)) for (const each of next.get(file) ?? []) visit(each, [...path, file]);
      done.add(file);
    };
    for (const file of members) visit(file, []);
    expect(circles).toEqual([]);
  });

  it("keep the emulator a stranger to what it tests", () => {
    const shared = files("emulator")
      .flatMap(imports)
      .filter(({ to }) => to.startsWith("src/"));
    expect(shared.map(say)).toEqual([]);
  });
});

describe("the real world", () => {
  const lines = (pattern: RegExp, but: ReadonlySet<string>): string[] =>
    source
      .filter((file) => !but.has(file))
      .flatMap((file) =>
        code(file)
          .split("\n")
          .map((line) => `${file}: ${line.trim()}`),
      )
      .filter((line) => pattern.test(line));

  it("is the process of program.ts and its end alone", () => {
    // The toolkit sets the exit code when a step fails; `core.ts` is the toolkit.
    const edge = new Set(["src/program.ts", "src/process-end.ts", "src/action/core.ts"]);
    expect(lines(/\b(process|console)\.\w|\bprocess\b.*from "node:process"/, edge)).toEqual([]);
  });

  it("has its clock and its dice in program.ts alone", () => {
    expect(lines(/\bDate\.now\(|\bnew Date\(\)|\bperformance\.|\bMath\.random\b/, new Set(["src/program.ts"]))).toEqual(
      [],
    );
  });

  it("is out of the domain's reach", () => {
    const used = all.filter(({ from, to }) => from.startsWith("src/usage-plan/") && to.startsWith("node:"));
    expect(used.map(say)).toEqual([]);
    expect(
      lines(/\bset(Timeout|Interval|Immediate)\(|\bfetch\(/, new Set()).filter((line) =>
        line.startsWith("src/usage-plan/"),
      ),
    ).toEqual([]);
  });
});

describe("files", () => {
  it("fit on some screens: at most 260 lines", () => {
    const long = ["src", "emulator", "scripts"]
      .flatMap(files)
      .map((file) => [file, text(file).trimEnd().split("\n").length] as const)
      .filter(([, lines]) => lines > 260);
    expect(long).toEqual([]);
  });
});
