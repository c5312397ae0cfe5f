/**
 * The shell parts of .github/workflows, as their steps run them: hostile artifacts, and a rehearsal of a release. What
 * would be GitHub is a program `gh` that keeps what it is given.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SCRIPTS = join(ROOT, ".github/scripts");

/** They are for GitHub's Ubuntu: bash, GNU's tar, find and sha256sum, jq. */
const needed = ["bash", "jq", "git", "tar", "sha256sum", "find"];
const missing = needed.filter((program) => spawnSync(program, ["--version"]).error !== undefined);
const gnu = process.platform === "linux" && missing.length === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scripts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...parts: string[]): string => join(folder, ...parts);
function write(path: string, content: string | Buffer = "x\n"): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
}

function run(script: string, args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}) {
  const { status, stdout, stderr } = spawnSync(join(SCRIPTS, script), args, {
    cwd: options.cwd ?? folder,
    encoding: "utf8",
    env: {
      HOME: folder,
      PATH: [at("programs"), dirname(process.execPath), process.env["PATH"]].join(delimiter),
      npm_config_update_notifier: "false",
      ...options.env,
    },
  });
  return { status, stdout, stderr };
}

/** A `gh` that keeps its calls in `calls`, and answers by a script. */
function gh(answers: string): void {
  write("programs/gh", `#!/usr/bin/env bash\nprintf '%s\\n' "$*" >>${JSON.stringify(at("calls"))}\n${answers}\n`);
  chmodSync(at("programs/gh"), 0o755);
}
const calls = (): readonly string[] =>
  existsSync(at("calls")) ? readFileSync(at("calls"), "utf8").trimEnd().split("\n") : [];

describe.runIf(gnu)("take-dist.sh", () => {
  const BUILT = ["dist/index.js", "dist/post.js", "dist/program.js", "dist/262.program.js", "dist/licenses.txt"];
  const GOOD = [...BUILT, "dist/package.json", "docs/bundle.md"];

  beforeEach(() => {
    for (const name of GOOD) write(`from/${name}`, `new ${name}\n`);
    write("to/.git/config", "old");
    write("to/dist/index.js", "old");
    write("to/dist/999.program.js", "left over");
    write("to/docs/bundle.md", "old");
  });
  const take = () => run("take-dist.sh", [at("from"), at("to")]);
  const tree = (): readonly string[] =>
    readdirSync(at("to"), { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(at("to").length + 1))
      .toSorted();

  test("takes what a build writes, and leaves nothing of the one before", () => {
    expect(take()).toMatchObject({ status: 0, stderr: "" });
    expect(tree()).toEqual([".git/config", ...GOOD].toSorted());
    for (const name of GOOD) expect(readFileSync(at("to", name), "utf8")).toBe(`new ${name}\n`);
  });

  test.each<[string, () => void]>([
    ["git's configuration", () => write("from/.git/config", "[core]\n\tfsmonitor = touch /tmp/pwned\n")],
    ["a hook", () => write("from/.git/hooks/pre-commit")],
    ["a workflow", () => write("from/.github/workflows/ci.yml")],
    ["the script that takes", () => write("from/.github/scripts/take-dist.sh")],
    ["attributes with a filter", () => write("from/.gitattributes", "* filter=x\n")],
    ["a package.json above dist/", () => write("from/package.json")],
    ["another file in dist/", () => write("from/dist/install.sh")],
    ["a folder in dist/", () => write("from/dist/node_modules/x/index.js")],
    ["a name with a newline", () => write("from/dist/index.js\n.program.js")],
    ["a name of an option", () => write("from/dist/--target-directory=..")],
    ["a link to a file", () => symlinkSync("/etc/passwd", at("from/dist/1.program.js"))],
    [
      "a link in the place of a file",
      () => {
        rmSync(at("from/dist/index.js"));
        symlinkSync("/etc/passwd", at("from/dist/index.js"));
      },
    ],
    [
      "a link in the place of the folder",
      () => {
        rmSync(at("from/dist"), { recursive: true });
        symlinkSync("/etc", at("from/dist"));
      },
    ],
    [
      "a link in the place of all",
      () => {
        cpSync(at("from"), at("real"), { recursive: true });
        rmSync(at("from"), { recursive: true });
        symlinkSync(at("real"), at("from"));
      },
    ],
    [
      "a folder in the place of a file",
      () => {
        rmSync(at("from/dist/index.js"));
        mkdirSync(at("from/dist/index.js"));
      },
    ],
    [
      "a pipe",
      () => {
        rmSync(at("from/dist/index.js"));
        execFileSync("mkfifo", [at("from/dist/index.js")]);
      },
    ],
    ["more than a build can be", () => write("from/dist/1.program.js", Buffer.alloc(9 * 1024 * 1024, "x"))],
    ["no post step", () => rmSync(at("from/dist/post.js"))],
    ["nothing", () => rmSync(at("from"), { recursive: true })],
  ])("takes nothing from an artifact with %s", (_, spoil) => {
    spoil();
    const before = tree();
    const { status, stderr } = take();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^take-dist: /m);
    expect(tree()).toEqual(before);
    expect(readFileSync(at("to/dist/index.js"), "utf8")).toBe("old");
  });

  test("writes into no file that the checkout links to", () => {
    write("outside", "safe");
    rmSync(at("to/docs/bundle.md"));
    linkSync(at("outside"), at("to/docs/bundle.md"));
    expect(take().status).toBe(0);
    expect(readFileSync(at("outside"), "utf8")).toBe("safe");
  });
});

/** What is released is this tree, in a repository of its own with the tag. */
function repository(): string {
  const cwd = at("repository");
  mkdirSync(cwd);
  for (const name of ["action.yml", "dist", "LICENSE", "package.json", "package-lock.json", "CHANGELOG.md", ".npmrc"]) {
    cpSync(join(ROOT, name), join(cwd, name), { recursive: true });
  }
  const git = (...args: string[]): string => execFileSync("git", ["-C", cwd, ...args], { encoding: "utf8" }).trim();
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "-qm", "all");
  git("update-ref", "refs/remotes/origin/main", "HEAD");
  return cwd;
}
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const TAG = `v${version}`;

describe.runIf(gnu)("a release, rehearsed", () => {
  test.each([
    [TAG, 0, /ready/],
    ["v1", 1, /vX\.Y\.Z/],
    [`${TAG}-rc.1`, 1, /vX\.Y\.Z/],
    [`${TAG}; echo pwned`, 1, /vX\.Y\.Z/],
    ["v99.0.0", 1, /package\.json says/],
  ])("release-check.sh: %s", (tag, status, words) => {
    const cwd = repository();
    const result = run("release-check.sh", [tag, "HEAD"], { cwd });
    expect(result.status).toBe(status);
    expect(result.stdout + result.stderr).toMatch(words);
  });

  test("release-check.sh refuses a commit that is not on main, and a version without a section", () => {
    const cwd = repository();
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", cwd, "-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args]);
    git("commit", "-q", "--allow-empty", "-m", "on the side");
    expect(run("release-check.sh", [TAG, "HEAD"], { cwd }).stderr).toMatch(/not on main/);
    writeFileSync(join(cwd, "CHANGELOG.md"), "# Changelog\n");
    expect(run("release-check.sh", [TAG, "HEAD~1"], { cwd }).stderr).toMatch(/no section/);
  });

  test("from pack to publish: the same bytes twice, a list of packages that is dist/'s, and an unbroken chain", () => {
    const cwd = repository();
    const pack = (out: string) => run("release-pack.sh", [TAG, "OWNER/action", "0".repeat(40), out], { cwd });
    expect(pack("release")).toMatchObject({ status: 0 });
    expect(pack("again").status).toBe(0);
    const of = (out: string): Record<string, string> =>
      Object.fromEntries(
        readdirSync(join(cwd, out)).map((name) => [name, readFileSync(join(cwd, out, name), "latin1")]),
      );
    expect(of("again")).toEqual(of("release"));

    const unpacked = at("unpacked");
    mkdirSync(unpacked);
    execFileSync("tar", ["-xzf", join(cwd, "release/action.tar.gz"), "-C", unpacked]);
    execFileSync("sha256sum", ["--check", "--strict", join(cwd, "release/dist.sha256")], { cwd: unpacked });
    expect(readdirSync(join(unpacked, "dist")).toSorted()).toEqual(readdirSync(join(ROOT, "dist")).toSorted());

    const sbom = JSON.parse(of("release")["sbom.cdx.json"] ?? "");
    const listed = sbom.components.map((each: { name: string; version: string }) => `${each.name} ${each.version}`);
    const licensed = readFileSync(join(ROOT, "dist/licenses.txt"), "utf8").match(/^\S+ \d+\.\d+\.\d+\S*$/gm);
    expect(listed.toSorted()).toEqual(licensed?.toSorted());
    expect(listed).toContain(
      `undici ${JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).dependencies.undici}`,
    );
    for (const { hashes } of sbom.components) expect(hashes).toHaveLength(1);
    expect(of("release")["notes.md"]).toContain(`uses: OWNER/action@${"0".repeat(40)} # ${TAG}`);

    // The draft: what was signed, and nothing else; then people look; then it is published as it was.
    write("bundle.json", '{\n  "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json"\n}\n');
    write("output", "");
    gh(`
case "$1 $2" in
  "release create") mkdir -p ${at("draft")}; for each in "$@"; do case $each in release/*) cp "$each" ${at("draft")};; esac; done ;;
  "release download") cp ${at("draft")}/* "$5" ;;
  "release view") cat ${at("immutable")} ;;
esac`);
    const env = { GITHUB_OUTPUT: at("output") };
    expect(run("release-draft.sh", [TAG, "release", at("bundle.json")], { cwd, env })).toMatchObject({ status: 0 });
    expect(calls()[0]).toMatch(new RegExp(`^release create ${TAG} .*--draft --verify-tag`));
    expect(readFileSync(at("draft/action.tar.gz.intoto.jsonl"), "utf8")).toMatch(/^\{[^\n]*\}\n$/);
    rmSync(at("draft/notes.md"), { force: true });
    const sums = /<<END_OF_SUMS\n([\s\S]*)\nEND_OF_SUMS/.exec(readFileSync(at("output"), "utf8"))?.[1] ?? "";

    const publish = () => run("release-publish.sh", [TAG, sums]);
    write("immutable", "false");
    expect(publish().stderr).toMatch(/not immutable/);
    write("immutable", "true");
    expect(publish()).toMatchObject({ status: 0 });

    rmSync(at("calls"));
    write("draft/extra.txt");
    expect(publish().stderr).toMatch(/other assets/);
    rmSync(at("draft/extra.txt"));
    writeFileSync(at("draft/action.tar.gz"), "another");
    expect(publish().stderr).toMatch(/not those that were attested/);
    expect(calls().filter((call) => call.startsWith("release edit"))).toEqual([]);
  }, 60_000);
});

describe.runIf(gnu)("rolled-back.sh", () => {
  const LOG = (...lines: string[]) => lines.map((line) => `2026-11-25T06:00:00.0000000Z ${line}`).join("\r\n");
  const look = (log: string, expected = "off on", job = "Way back (ubuntu)") => {
    write("log", `${log}\n`);
    gh(`case "$*" in *logs) cat ${at("log")} ;; *) printf '12 Way back (ubuntu)\\n13 Another\\n' ;; esac`);
    return run("rolled-back.sh", ["77", "1", expected, job], { env: { GH_REPO: "o/r" } }).status;
  };

  test("is green only for what the witness itself saw, in that order", () => {
    expect(look(LOG("Run x", "WITNESS off", "##[error]Process", "WITNESS on"))).toBe(0);
    expect(look(LOG("WITNESS off"))).toBe(1);
    expect(look(LOG("WITNESS off", "WITNESS off"))).toBe(1);
    expect(look(LOG("WITNESS on", "WITNESS on"))).toBe(1);
    expect(look(LOG("WITNESS off", "echo WITNESS on"))).toBe(1);
    expect(look(LOG("WITNESS on", "WITNESS on"), "on on")).toBe(0);
    expect(look("")).toBe(1);
    expect(look(LOG("WITNESS off", "WITNESS on"), "off on", "Way back (windows)")).toBe(1);
  });

  test("cancel-run.sh cancels when every job waits, and then looks", () => {
    write("log", LOG("WITNESS off", "WITNESS on"));
    gh(`
case "$*" in
  "workflow run"*) ;;
  *workflows/cancelled.yml/runs*) printf '900 Cancelled 1-1\\n901 Cancelled 77-1\\n' ;;
  *runs/901/jobs*) n=$(cat ${at("n")} 2>/dev/null || echo 0); echo $((n + 1)) >${at("n")}; [ "$n" -lt 2 ] || echo Wait ;;
  *attempts/1/jobs*) printf '12 Way back (ubuntu)\\n' ;;
  *runs/901/cancel*) touch ${at("cancelled")} ;;
  *runs/901\\ *) if [ -e ${at("cancelled")} ]; then echo completed; else echo in_progress; fi ;;
  *logs) cat ${at("log")} ;;
esac`);
    const env = { GH_REPO: "o/r", PAUSE: "0" };
    const args = ["cancelled.yml", "main", "77-1", "Wait", "Way back (ubuntu)"];
    expect(run("cancel-run.sh", args, { env })).toMatchObject({ status: 0 });
    expect(calls().filter((call) => call.endsWith("/cancel"))).toHaveLength(1);
  });
});
