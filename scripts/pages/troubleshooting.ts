/**
 * docs/troubleshooting.md and its Korean edition, from the messages' catalogue: a section per code with what a run says
 * of it, and the background that has no place in a log. `npm run build` writes them, and `npm run check-dist` compares.
 */
import type { InputRule } from "../../src/action/inputs/read.ts";
import type { Language } from "../../src/action/inputs.ts";
import { en } from "../../src/action/messages/en.ts";
import { createMessages } from "../../src/action/messages/index.ts";
import { ko } from "../../src/action/messages/ko.ts";
import type { ProblemCode } from "../../src/usage-plan/facts.ts";
import { CHAPTERS, sampleFault, sampleNote, sampleProblem } from "../samples.ts";
import { english } from "./en.ts";
import { korean } from "./ko.ts";
import type { PageText } from "./text.ts";
import { item, paragraph } from "./wrap.ts";

/** Notes that are annotations as well. */
export const WARNINGS = Object.keys(english.warnings) as readonly Warning[];
type Warning = keyof typeof english.warnings;

type Text = PageText & Pick<typeof english, "warnings">;

const LANGUAGES = {
  en: { catalog: en, text: english, path: "docs/troubleshooting.md" },
  ko: { catalog: ko, text: korean, path: "docs/troubleshooting.ko.md" },
} as const satisfies { readonly [L in Language]: object };

/** Path and content of every page. */
export function troubleshootingPages(): ReadonlyMap<string, string> {
  return new Map(Object.values(LANGUAGES).map(({ catalog, text, path }) => [path, page(catalog, text)]));
}

function page(catalog: typeof en, text: Text): string {
  const messages = createMessages(catalog);
  const chapters = Object.entries(CHAPTERS).flatMap(([name, samples]) => [
    `## ${text.chapters[name as keyof typeof CHAPTERS]}`,
    ...(Object.keys(samples) as ProblemCode[]).flatMap((code) => problemSection(messages, text, code)),
    ...(name === "inputs" ? [inputRules(catalog, text)] : []),
  ]);
  const warnings = WARNINGS.flatMap((code) => [
    `### ${code}`,
    quote(messages.note(sampleNote(code, {}, "warning"))),
    paragraph(text.warnings[code]),
  ]);
  const blocks = [`# ${text.title}`, text.intro.trim(), ...chapters, `## ${text.chapters.warnings}`, ...warnings];
  return `${blocks.join("\n\n")}\n`;
}

function problemSection(messages: ReturnType<typeof createMessages>, text: PageText, code: ProblemCode): string[] {
  const { what, why, fix } = messages.problem(sampleProblem(code));
  const background = text.background[code];
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`${title}\n\n${items.map(item).join("\n")}`];
  return [
    `### ${code}`,
    quote(what),
    ...list(text.causes, why),
    ...(code === "invalid-input" ? [] : list(text.fixes, fix)),
    ...(background === undefined ? [] : [background.trim().split("\n\n").map(paragraph).join("\n\n")]),
  ];
}

/** What may be wrong with an input, and how it is mended. */
function inputRules(catalog: typeof en, { rules }: PageText): string {
  const rows = (Object.keys(catalog.inputRules) as InputRule[]).map((rule) => {
    const words = catalog.inputRules[rule](sampleFault(rule, "…", "…") as never);
    return `- \`${rule}\`: ${words.rule}. ${words.fix}`;
  });
  return `${rules}\n\n${rows.map((row) => item(row.slice(2))).join("\n")}`;
}

const quote = (text: string): string =>
  paragraph(text.replaceAll("[", "\\["))
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
