/** Lines of Markdown, at most 120 characters long, so that a change can be read as a diff. */
const WIDTH = 118;

/** A text that begins like a list or a table stays as it is. */
export function paragraph(text: string): string {
  return /^(?:[-|>]|\d+\.) /.test(text) || text.startsWith("```") ? text : fill(text, "", "");
}

export const item = (text: string): string => fill(text, "- ", "  ");

function fill(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  for (const word of words(text)) {
    const longer = line === first || line === rest ? line + word : `${line} ${word}`;
    if (longer.length > WIDTH && line.trim() !== "" && line !== first) {
      lines.push(line);
      line = rest + word;
    } else line = longer;
  }
  return [...lines, line].join("\n");
}

/** Code in backticks is one word. */
function words(text: string): string[] {
  return text.replace(/\s+/g, " ").match(/(?:`[^`]*`|\S)+/g) ?? [];
}
