/** How the demo shows a log, outputs and a summary in a terminal. */
import { styleText } from "node:util";
import { readLog } from "./runner.ts";

const WIDTH = 100;

export const bold = (text: string): string => styleText("bold", text);
const dim = (text: string): string => styleText("dim", text);

export function heading(text: string): string {
  return styleText(["bold", "cyan"], `━━ ${text} ${"━".repeat(Math.max(3, WIDTH - text.length - 4))}`);
}

/** A title, and lines behind a bar. */
export function frame(title: string, lines: readonly string[]): string[] {
  const body = lines.length === 0 ? [dim("(nothing)")] : lines;
  return [`  ${bold(title)}`, ...body.map((line) => `  ${dim("│")} ${line}`)];
}

/** The log as GitHub shows it: the lines that tell what to mask are the runner's own. */
export function logLines(stdout: string): string[] {
  return readLog(stdout).flatMap(({ command, text }) => {
    const lines = text.split("\n");
    switch (command) {
      case "add-mask":
      case "debug":
      case "endgroup":
        return [];
      case "error":
        return lines.map((line, at) => styleText("red", at === 0 ? `Error: ${line}` : line));
      case "warning":
        return lines.map((line, at) => styleText("yellow", at === 0 ? `Warning: ${line}` : line));
      default:
        return lines;
    }
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

/** The summary is HTML for GitHub's page; here it is its text. */
export function summaryLines(html: string): string[] {
  const text = html
    .replace(/<h[34]>(.*?)<\/h[34]>/g, (_, inner: string) => `\n${bold(inner)}`)
    .replace(/<tr>(.*?)<\/tr>/g, (_, row: string) =>
      row.replace(/<\/th>\s*<td>/g, ": ").replace(/<\/t[hd]>\s*<t[hd][^>]*>/g, "  ·  "),
    )
    .replace(/<del>(.*?)<\/del>/g, (_, gone: string) => `~${gone}~`)
    .replace(/<li>/g, "• ")
    .replace(/<summary>(.*?)<\/summary>/g, "▸ $1")
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll("\u200b", "");
  const lines = text.split("\n").filter((line, at, all) => line.trim() !== "" || (all[at - 1] ?? "").trim() !== "");
  while (lines[0]?.trim() === "") lines.shift();
  while (lines.at(-1)?.trim() === "") lines.pop();
  return lines.map((line) => (line.length <= 180 ? line : `${line.slice(0, 179)}…`));
}

export function verdictMark(faults: readonly string[]): string {
  if (faults.length === 0) return styleText("green", "  ✔ as expected");
  return styleText("red", faults.map((fault) => `  ✘ ${fault}`).join("\n"));
}

/** Breaks a text into lines that fit. */
export function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
