/** Pages that users follow, taken apart. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";

export const PAGES = [
  "README.md",
  "docs/README.ko.md",
  "docs/getting-started.md",
  "docs/getting-started.ko.md",
  "docs/receipt.md",
  "docs/receipt.ko.md",
  "docs/retire-a-plan.md",
  "docs/retire-a-plan.ko.md",
  "docs/outside-github.md",
  "docs/outside-github.ko.md",
  "docs/troubleshooting.md",
  "docs/troubleshooting.ko.md",
] as const;

/** Those and all others, which people read in an editor and compare. */
export const ALL = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

export const read = (path: string): string => readFileSync(path, "utf8").replaceAll("\r\n", "\n");

/** Code blocks of a language. */
export function blocksOf(path: string, language: string): string[] {
  return [...read(path).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text ?? "");
}

export interface Step {
  readonly uses: string;
  readonly with: Readonly<Record<string, string>>;
}

/** The steps with this action in a YAML block: a workflow, jobs alone, or steps alone. */
export function stepsIn(block: string): Step[] {
  const found: Step[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      const { uses, with: inputs } = value as { uses?: unknown; with?: Record<string, unknown> };
      if (typeof uses === "string" && uses.includes("ncp-apigw-detach-usage-plan")) {
        const texts = Object.entries(inputs ?? {}).map(([name, input]) => [name, String(input)]);
        found.push({ uses, with: Object.fromEntries(texts) });
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(parse(block));
  return found;
}

/** Anchors as GitHub makes them of headings. */
export function anchorsOf(path: string): string[] {
  const headings = [
    ...read(path)
      .replace(/^```[\s\S]*?^```$/gm, "")
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, text]) => text ?? "");
  return headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Links to files and anchors of the repository that lead nowhere. */
export function brokenLinks(path: string): string[] {
  const prose = read(path)
    .replace(/^```[\s\S]*?^```$/gm, "")
    .replace(/`[^`\n]*`/g, "");
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link ?? "");
  return links.filter((link) => {
    if (/^https:\/\//.test(link)) return false;
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? path : join(dirname(path), file);
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(decodeURIComponent(anchor)));
  });
}
