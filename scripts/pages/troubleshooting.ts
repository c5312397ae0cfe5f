/**
 * docs/troubleshooting.md and its Korean edition, from the messages' catalogue: a section per code with what a run says
 * of it, and the background that has no place in a log. `npm run build` writes them, and `npm run check-dist` compares.
 */
import type { InputRule } from "../../src/action/inputs/read.ts";
import type { Language } from "../../src/action/inputs.ts";
import { en } from "../../src/action/messages/en.ts";
import { createMessages } from "../../src/action/messages/index.ts";
import { ko } from "../../src/action/messages/ko.ts";
import type { NoteCode, ProblemCode } from "../../src/usage-plan/facts.ts";
import { PROBLEM_SAMPLES, sampleFault, sampleNote, sampleProblem } from "../samples.ts";
import { english } from "./en.ts";
import { korean } from "./ko.ts";
import { item, paragraph } from "./wrap.ts";

export interface PageText {
  readonly title: string;
  /** Markdown, as it is. */
  readonly intro: string;
  readonly chapters: { readonly [C in keyof typeof CHAPTERS | "warnings"]: string };
  readonly causes: string;
  readonly fixes: string;
  readonly rules: string;
  /** What a log has no room for. */
  readonly background: { readonly [C in ProblemCode]?: string };
  readonly warnings: { readonly [C in Warning]: string };
}

/** In the order in which people meet them. */
const CHAPTERS = {
  inputs: ["invalid-input"],
  names: [
    "product-not-found",
    "api-not-found",
    "stage-not-found",
    "plan-not-found",
    "name-not-found",
    "name-ambiguous",
    "id-name-mismatch",
    "another-target-is-wrong",
  ],
  state: ["not-attached", "plan-attached", "reads-disagree"],
  keys: ["too-many-api-keys", "too-many-calls", "api-keys-unreadable", "api-keys-not-moved", "successor-is-target"],
  approval: ["approval-invalid", "approval-other-site", "changed-since-approval"],
  writes: [
    "write-uncertain",
    "still-attached",
    "still-detached",
    "not-verified",
    "attached-again",
    "detached-again",
    "stage-changed",
  ],
  undo: [
    "receipt-invalid",
    "receipt-masked",
    "receipt-too-large-to-pass-on",
    "receipt-other-site",
    "receipt-other-account",
    "keys-differ",
    "state-unwritable",
    "state-damaged",
    "main-still-running",
    "rollback-failed",
  ],
  replies: [
    "authentication-failed",
    "clock-wrong",
    "permission-denied",
    "forbidden",
    "not-found",
    "bad-request",
    "refused-by-server",
    "request-too-large",
    "quota-exhausted",
    "throttled",
    "endpoint-error",
    "endpoint-timeout",
    "server-error",
    "redirect-refused",
    "unexpected-reply",
    "endless-pages",
  ],
  network: [
    "dns-failed",
    "connection-failed",
    "connection-lost",
    "tls-failed",
    "proxy-failed",
    "attempt-timed-out",
    "reply-too-large",
    "malformed-reply",
    "deadline",
    "cancelled",
  ],
  machine: ["node-too-old", "ca-file-unusable", "no-webassembly", "internal-error"],
} as const satisfies Record<string, readonly ProblemCode[]>;

/** Notes that are annotations as well. */
export const WARNINGS = [
  "clock-corrected",
  "neighbours-changed",
  "cancelling",
  "done-after-refusal",
  "approval-others",
  "plan-renamed",
  "key-kept",
  "keys-unknown",
  "key-left",
  "successor-quota",
  "key-gone",
  "keys-not-known",
  "plan-made-anew",
  "may-still-land",
  "rollback-no-record",
  "secret-is-short",
  "successor-kept",
  "receipt-shortened",
] as const satisfies readonly NoteCode[];
type Warning = (typeof WARNINGS)[number];

const LANGUAGES = {
  en: { catalog: en, text: english, path: "docs/troubleshooting.md" },
  ko: { catalog: ko, text: korean, path: "docs/troubleshooting.ko.md" },
} as const satisfies { readonly [L in Language]: object };

/** Path and content of every page. */
export function troubleshootingPages(): ReadonlyMap<string, string> {
  const told: readonly ProblemCode[] = Object.values(CHAPTERS).flat();
  const missing = Object.keys(PROBLEM_SAMPLES).filter((code) => !told.some((each) => each === code));
  if (missing.length > 0) throw new Error(`scripts/pages/troubleshooting.ts: no chapter has ${missing.join(", ")}`);
  return new Map(Object.values(LANGUAGES).map(({ catalog, text, path }) => [path, page(catalog, text)]));
}

function page(catalog: typeof en, text: PageText): string {
  const messages = createMessages(catalog);
  const chapters = Object.entries(CHAPTERS).flatMap(([name, codes]) => [
    `## ${text.chapters[name as keyof typeof CHAPTERS]}`,
    ...codes.flatMap((code) => problemSection(messages, text, code)),
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
