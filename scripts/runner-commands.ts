/** What a runner makes of what an action writes: file commands, and the lines of its log (actions/runner, as `runner.ts`). */

/**
 * `name=value`, or `name<<delimiter`, lines, delimiter. The last value of a name counts.
 * @throws where a runner would make the step fail
 */
export function readFileCommands(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      found[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const delimiter = line.slice(heredoc + 2);
    const end = lines.indexOf(delimiter, at + 1);
    if (heredoc < 1 || delimiter === "" || end < 0) throw new Error(`not a file command: ${line}`);
    found[line.slice(0, heredoc)] = lines.slice(at + 1, end).join("\n");
    at = end;
  }
  return found;
}

/** A line of the log as a runner takes it: a command with its data, or (`command` is empty) just text. */
export interface LogLine {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Splits a log into lines, finds those that a runner obeys, and decodes them. */
export function readLog(stdout: string): LogLine[] {
  const lines = stdout.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => {
    // The old form stands anywhere in a line, the new one at its beginning, after white space.
    const old = /##\[([\w-]+)([^\]]*)\](.*)$/.exec(line);
    const found = /^\s*::([\w-]+)((?: [^:]*)?)::(.*)$/.exec(line) ?? old;
    if (found === null) return { command: "", properties: {}, text: line };
    const [, command = "", given = "", data = ""] = found;
    const pairs = given
      .trim()
      .split(/[,;]/)
      .flatMap((pair) => {
        const [name = "", ...value] = pair.split("=");
        return name === "" ? [] : [[name.trim(), decode(value.join("="))] as const];
      });
    return { command, properties: Object.fromEntries(pairs), text: decode(data) };
  });
}

function decode(text: string): string {
  return text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");
}
