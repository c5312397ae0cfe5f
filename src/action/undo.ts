/** The step that undoes a run, to be pasted into a workflow. */
import type { RunContext } from "./context.ts";

/** @param receipt its line: letters, digits, `.`, `_` and `-`, which need no quotes and hold no expression */
export function undoStep(receipt: string, context: RunContext): readonly string[] {
  const { site, apiUrl } = context;
  return [
    `- uses: ${context.uses}`,
    "  with:",
    "    mode: restore",
    "    access-key: ${{ secrets.NCP_ACCESS_KEY }}",
    "    secret-key: ${{ secrets.NCP_SECRET_KEY }}",
    ...(site === undefined || site === "public" ? [] : [`    site: ${site}`]),
    ...(apiUrl === undefined ? [] : [`    api-url: ${singleQuoted(apiUrl)}`]),
    `    receipt: ${receipt}`,
  ];
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
