/** The step that undoes a run, to be pasted into a workflow. */
import type { RunContext } from "./context.ts";
import { visibleJson } from "./escape.ts";

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
    `    receipt: ${singleQuoted(withoutExpressions(visibleJson(receipt)))}`,
  ];
}

/**
 * A name from the server could hold `${{ secrets.X }}`: pasted into a workflow it would be evaluated. In JSON a `$` can
 * only stand in a string, where its escape means the same.
 */
function withoutExpressions(json: string): string {
  return json.replaceAll("${{", "\\u0024{{");
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
