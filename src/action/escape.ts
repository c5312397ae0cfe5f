/**
 * Text that a server or a user wrote, made safe for the place where it is shown.
 * Redact first, then pick, cut and escape: `plain` for everything, and `html` or `code` on top for HTML.
 */

/**
 * Nothing that needs a closer look: ASCII, syllables of Hangul, and marks of ours, visible and what they look like. The
 * patterns for all else stand in functions: V8 builds their sets of characters when they are come by, which takes 2 % of
 * an ordinary run.
 */
const USUAL = /^(?:[\x20-\x7e\uac00-\ud7a3–…→·✅❌🔎]|⚠\ufe0f)*$/u;
const UNUSUAL = /[^\n\x20-\x7e\uac00-\ud7a3–…→·✅❌🔎]/u;

/**
 * Cuts to at most `max` characters (code points), the last one an ellipsis when something was cut. A word that does not
 * fit is left out whole: it could be a secret, and a runner's masks do not know the half of one.
 */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = Array.from(text.slice(0, 2 * max + 1));
  if (characters.length <= max) return characters.join("");
  const kept = characters.slice(0, max - 1).join("");
  const words = /\s/.test(characters[max - 1] ?? "") ? kept : kept.replace(/\S+$/, "");
  return `${words.trimEnd()}…`;
}

/**
 * One visible line: what has no glyph is spelt out, so that no newline, terminal escape or change of direction gets
 * through, and nothing that a runner takes for a command.
 */
export function plain(text: string, max = 300): string {
  const short = cut(text.trim(), max);
  return withoutCommands(USUAL.test(short) ? short : withoutInvisible(withoutLookAlikes(short), spell));
}

/**
 * What has no glyph, or one that another character has: controls, format characters (bidi overrides, zero-width ones,
 * tags), Hangul and other fillers, spaces that are no space, line separators, private use, lone surrogates. An emoji
 * keeps the selector that makes it one.
 */
function withoutInvisible(text: string, spelt: (character: string) => string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000](?<!\p{Extended_Pictographic}\ufe0f)/gu,
    spelt,
  );
}

/** A word of two alphabets that share shapes: `Gоld` with a Cyrillic o. Its Latin letters stay, the others are spelt. */
function withoutLookAlikes(text: string): string {
  const ascii = text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, spell); // full-width letters and digits
  // Most texts have no other alphabet, and to look for words costs ten times as much.
  if (!/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(ascii)) return ascii;
  return ascii.replace(
    /(?<![\p{L}\p{M}])(?=[\p{L}\p{M}]*\p{Script=Latin})(?=[\p{L}\p{M}]*[\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}]+/gu,
    (word) => word.replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, spell),
  );
}

function spell(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return " ";
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * A runner obeys a line that begins with `::name::`, after white space, and `##[name]` anywhere in a line
 * (actions/runner, ActionCommand.cs). Its comparisons may ignore zero-width characters: a true space breaks both.
 */
export function withoutCommands(text: string): string {
  // With nothing invisible in it, the marks of a command stand side by side.
  if (!text.includes("::") && !text.includes("##[") && !UNUSUAL.test(text)) return text;
  return brokenCommands(text);
}

function brokenCommands(text: string): string {
  return text
    .replace(/^((?:[^\S\r\n\u2028\u2029]|[\u0085\p{Cf}])*):[\p{Cf}]*:/gmu, "$1: :")
    .replace(/#([\p{Cf}]*)#([\p{Cf}]*)\[/gu, "## [");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * For the text of an HTML element outside of `<code>`. Markdown's own marks become entities as well, should a renderer
 * look for them; `@name` and `#1` get a zero-width space, as GitHub looks for them after the entities are gone.
 */
export function html(text: string, max = 1000): string {
  return quiet(plain(text, max));
}

/** An id, a name, a path: shown letter by letter. GitHub makes no links of what stands in `<code>`. */
export function code(text: string, max = 300): string {
  return `<code>${entities(plain(text, max))}</code>`;
}

/** A message: what stands in backticks is shown as code, all of it escaped. */
export function prose(text: string, max = 2000): string {
  // Every second part stood between two backticks; a lone one stays a character.
  const parts = plain(text, max).split(/`([^`]+)`/);
  return parts.map((part, at) => (at % 2 === 1 ? `<code>${entities(part)}</code>` : quiet(part))).join("");
}

/** A value within double quotes of an HTML attribute. */
export function attribute(text: string, max = 1000): string {
  return entities(plain(text, max));
}

function quiet(visible: string): string {
  return entities(visible.replace(/@|#(?=\d)/g, "$&\u200b"));
}

function entities(text: string): string {
  return text.replace(/[&<>"'`*_~|\\[\]]/g, (mark) => ENTITIES[mark] ?? `&#${mark.charCodeAt(0)};`);
}

/** Lines of our own making (YAML, JSON) in a block to copy from; they hold no invisible characters any more. */
export function pre(lines: readonly string[]): string {
  // Markdown would begin again after an empty line.
  const text = lines.filter((line) => line.trim() !== "").join("\n");
  return `<pre><code>${text.replace(/[&<>]/g, (mark) => ENTITIES[mark] ?? mark)}</code></pre>`;
}

/** JSON as one line of visible characters. The `\u` escapes leave the value the same. */
export function jsonLine(value: unknown): string {
  return visibleJson(JSON.stringify(value));
}

/** The same for text that is JSON already. A bare line break or tab can only stand between its parts: it is a space. */
export function visibleJson(json: string): string {
  const line = json.replace(/[\n\r\t]/g, " ");
  if (!UNUSUAL.test(line)) return line;
  return withoutInvisible(line, (character) => {
    const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}
