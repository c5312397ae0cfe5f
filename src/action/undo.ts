/** The step that undoes a run, to be pasted into a workflow. */
import type { RunContext } from "./context.ts";

/** @param receipt its line: letters, digits, `.`, `_` and `-`, which need no quotes and hold no expression */
export function undoStep(receipt: string, context: RunContext): readonly string[] {
  const { uses, server } = context;
  return [
    `- uses: ${uses}`,
    "  with:",
    "    mode: restore",
    "    access-key: ${{ secrets.NCP_ACCESS_KEY }}",
    "    secret-key: ${{ secrets.NCP_SECRET_KEY }}",
    ...(server === undefined || server.site === "public" ? [] : [`    site: ${server.site}`]),
    ...(server === undefined || server.isNcp ? [] : [`    api-url: ${singleQuoted(server.origin)}`]),
    `    receipt: ${receipt}`,
  ];
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
