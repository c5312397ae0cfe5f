/** Small pieces of HTML. Everything that goes in has been escaped, but where the text says otherwise. */
import type { Ref } from "../usage-plan/types.ts";
import { attribute, code, html } from "./escape.ts";

/** The name, or the id of what has none. Escaped here. */
export const short = ({ id, name }: Ref): string => (name ? html(name, 120) : code(id));

/** The name, and the id beside it. Escaped here. */
export const named = (ref: Ref): string => (ref.name ? `${short(ref)} ${code(ref.id)}` : short(ref));

/** Both are escaped here. */
export function link(url: string, text: string): string {
  return /^https?:\/\//.test(url) ? `<a href="${attribute(url)}">${html(text)}</a>` : code(url);
}

export function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</ul>`;
}

/** The title is escaped here. */
export function details(title: string, body: string): string {
  return `<details><summary>${html(title)}</summary>\n${body}\n</details>`;
}

/** Rows with a title each, which is escaped here. */
export function titledRows(rows: readonly (readonly [string, string])[]): string {
  const cells = rows.map(([title, cell]) => `<tr><th align="left">${html(title)}</th><td>${cell}</td></tr>`);
  return `<table>\n${cells.join("\n")}\n</table>`;
}

/** Columns with a title each, which is escaped here. */
export function titledColumns(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = titles.map((title) => `<th align="left">${html(title)}</th>`).join("");
  const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`);
  return `<table>\n<tr>${head}</tr>\n${lines.join("\n")}\n</table>`;
}

export function firstOf(items: readonly string[], max: number): readonly string[] {
  return items.length <= max ? items : [...items.slice(0, max), `… +${items.length - max}`];
}
