/** @param numbers which columns are numbers */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[],
): string {
  const align = head.map((_, index) => (numbers.includes(index) ? "---:" : "---"));
  return `${[head, align, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

/** With groups: 12,345.6. Not by the machine's locale. */
export function number(value: number, digits = 0): string {
  const [whole = "", fraction] = value.toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A page whose paragraphs can be compared line by line; tables stay as they are. */
export function wrapped(page: string, width = 120): string {
  const lines = page.split("\n").flatMap((line) => {
    if (line.length <= width || line.startsWith("|")) return [line];
    const out = [""];
    for (const word of line.split(" ")) {
      const last = out.at(-1) ?? "";
      if (last === "") out[out.length - 1] = word;
      else if (last.length + 1 + word.length <= width) out[out.length - 1] = `${last} ${word}`;
      else out.push(word);
    }
    return out;
  });
  return lines.join("\n");
}
