/**
 * The environment that gets a failed step's last lines into act's log. act closes the terminal of a step that failed as
 * soon as its process has ended, whether it has read all of it or not (`exec` of its pkg/container/host_environment.go):
 * on a busy machine an `::error::` is gone. So who fails at a terminal ends with more spaces than any terminal holds. When
 * it has taken them, all before them was read. act shows nothing of what is not a whole line.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Linux holds some 12 KiB, macOS less. */
const MORE_THAN_IT_HOLDS = 64 * 1024;

const NODE = `process.on("exit", (code) => {
  if (code !== 0 && process.stdout.isTTY) process.stdout.write(" ".repeat(${MORE_THAN_IT_HOLDS}));
});
`;
const BASH = `trap 'test $? = 0 || test ! -t 1 || printf %${MORE_THAN_IT_HOLDS}s' EXIT
`;

/** For steps that are Node or bash themselves; what these start writes before they end. */
export function lastLinesRead(dir: string): Readonly<Record<string, string>> {
  const [node, bash] = [join(dir, "last-lines.cjs"), join(dir, "last-lines.sh")];
  writeFileSync(node, NODE);
  writeFileSync(bash, BASH);
  return { NODE_OPTIONS: `--require ${JSON.stringify(node)}`, BASH_ENV: bash };
}
