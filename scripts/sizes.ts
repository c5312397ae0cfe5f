/** What dist/ holds and when it is loaded, and the budget that it has to keep. */
import type { Bundle, Chunk } from "./bundle.ts";
import { packageName } from "./packages.ts";

/** Bytes. Raise one only together with a reason in docs/bundle.md. */
const BUDGET = {
  /** `program.js`: what has to be read before the first connection begins. */
  first: 40_000,
  /** Everything that a run loads that is not rare. */
  plain: 880_000,
  /** Everything in dist/. */
  total: 2_220_000,
};

/** `import()`s that every run reaches. */
const PLAIN = new Set(["./ncloud/transport.js", "./main.js"]);

const OURS = "this action";
const RUNTIME = "webpack's loader";

export interface Sizes {
  /** Which file is loaded when: for docs/bundle.md. Without bytes, on which any two changes would conflict. */
  readonly markdown: string;
  /** The bytes, for whoever runs the build. */
  readonly details: string;
  /** Which limits are exceeded, in words; empty when all are kept. */
  readonly exceeded: readonly string[];
}

export function sizesOf({ files, chunks }: Bundle): Sizes {
  const bytesOf = (chunk: Chunk): number => sum(chunk.files.map((file) => files.get(file)?.length ?? 0));
  const isPlain = ({ initial, requests }: Chunk): boolean => initial || requests.some((each) => PLAIN.has(each));
  const plain = chunks.filter(isPlain);
  const rare = chunks.filter((chunk) => !isPlain(chunk));
  const used = {
    first: sum(chunks.filter(({ initial }) => initial).map(bytesOf)),
    plain: sum(plain.map(bytesOf)),
    total: sum([...files.values()].map((content) => content.length)),
  };

  const fileRows = [...plain, ...rare].map((chunk) => [
    chunk.files.map((file) => `\`${file}\``).join(", "),
    number(bytesOf(chunk)),
    chunk.initial
      ? "at once"
      : `${isPlain(chunk) ? "always" : "rarely"}: ${chunk.requests.map((each) => `\`${each}\``).join(", ")}`,
  ]);
  const byPackage = new Map<string, { plain: number; rare: number }>();
  for (const chunk of chunks) {
    for (const { name, bytes } of chunk.modules) {
      const row = byPackage.get(owner(name)) ?? { plain: 0, rare: 0 };
      row[isPlain(chunk) ? "plain" : "rare"] += bytes;
      byPackage.set(owner(name), row);
    }
  }
  const packageRows = [...byPackage]
    .sort(([a, x], [b, y]) => y.plain + y.rare - x.plain - x.rare || (a < b ? -1 : 1))
    .map(([name, row]) => [name, number(row.plain), number(row.rare)]);
  const budgetRows = Object.entries({
    first: "before the first connection",
    plain: "loaded by an ordinary run",
    total: "all of `dist/`",
  }).map(([key, words]) => [words, number(used[key as keyof typeof used]), number(BUDGET[key as keyof typeof BUDGET])]);

  return {
    markdown: table(
      ["file", "loaded"],
      fileRows.map(([file = "", , loaded = ""]) => [file, loaded]),
    ),
    details: [
      table(["file", "bytes", "loaded"], fileRows),
      table(["modules of", "bytes, ordinary run", "bytes, rare"], packageRows),
      table(["sum", "bytes", "budget"], budgetRows),
    ].join("\n"),
    exceeded: Object.entries(BUDGET).flatMap(([key, limit]) => {
      const bytes = used[key as keyof typeof used];
      return bytes > limit ? [`${key}: ${number(bytes)} bytes, the budget is ${number(limit)}`] : [];
    }),
  };
}

const MARKS = ["<!-- sizes: written by npm run build -->", "<!-- /sizes -->"] as const;

/** The document with the tables between its two marks replaced. */
export function withSizes(document: string, { markdown }: Sizes): string {
  const [head, rest] = document.split(MARKS[0]);
  const tail = rest?.split(MARKS[1])[1];
  if (head === undefined || tail === undefined)
    throw new Error("docs/bundle.md has lost its marks for the size tables");
  return `${head}${MARKS[0]}\n\n${markdown}\n${MARKS[1]}${tail}`;
}

function owner(module: string): string {
  const name = packageName(module);
  if (name !== undefined) return `\`${name}\``;
  return module.startsWith("./lib/") ? OURS : RUNTIME;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** With thin groups: 1,234,567. Not by the machine's locale. */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const align = head.map((_, index) => (index > 0 && head[index]?.match(/bytes|budget/) ? "---:" : "---"));
  return `${[head, align, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}
