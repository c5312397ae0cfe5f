/**
 * The one redactor: takes secrets out of texts, in the forms in which they turn up.
 *
 * It works on whole texts. Redact before cutting or escaping: both break a secret into what no longer matches.
 */

export const MASK = "***";

/** Shorter values are not taken out: they would take half of every text (and of every id) with them. */
export const MIN_SECRET_LENGTH = 4;

/** A part of an encoding (base64 at an offset, hex) counts only when it is long enough to be no accident. */
const MIN_FRAGMENT_LENGTH = 8;

/** From this length on, a secret is looked for in odder forms, and by half of it: that is no accident. */
const MIN_LONG_LENGTH = 24;

/**
 * Base64 of an HMAC-SHA256: 43 characters and one `=`, also percent-encoded, JSON-escaped or as entities of HTML.
 * Signatures are never printed by us, but a server may send back what it got.
 */
const SIGNATURE =
  /(?:[A-Za-z0-9+/]|\\\/|%2[BFbf]|\\u002[BFbf]|&#(?:x2[BFbf]|4[37]);){43}(?:=|%3[Dd]|\\u003[Dd]|&#(?:x3[Dd]|61);)/g;
/** What every one of them ends with. Hardly a text has it, and looking for 43 characters from every place is slow. */
const SIGNATURE_END = /=|%3[Dd]|\\u003[Dd]|&#(?:x3[Dd]|61);/;

/** User and password of a URL, for those too short to be registered. */
const USERINFO = /(?<=[a-z0-9]:\/\/)[^\s/?#@"'<>]+@/gi;

/**
 * What an object holds under these is ours or has to come back as it is: a secret that is a common word, or a part of an
 * id, must not break a receipt. Facts of a message are all texts to be read.
 */
const SPARED: ReadonlySet<string> = new Set([
  ...["id", "movedTo", "account", "site", "origin", "repository", "receipt"],
  ...["code", "verdict", "result", "mode", "level", "at", "lastWrite", "sentAt", "startedAt", "endedAt"],
]);

/** Takes the secrets out of a text, or out of the texts in plain data (arrays, objects): names, reasons, messages. */
export type Redact = <T>(value: T) => T;

export function createRedact(secrets: readonly string[]): Redact {
  const pattern = compile(new Set(secrets.flatMap(wholeAndParts)));

  const redactText = (text: string): string => {
    const known = pattern === undefined ? text : text.replace(pattern, MASK);
    const unsigned = SIGNATURE_END.test(known) ? known.replace(SIGNATURE, MASK) : known;
    return unsigned.includes("@") ? unsigned.replace(USERINFO, `${MASK}@`) : unsigned;
  };

  /**
   * Data without a secret comes back as it is, without a copy, and what stands in several places is looked at once: all
   * targets of a stage share its list of plans, and all of an API its names.
   */
  const redactValue = (value: unknown, done: Map<unknown, unknown>, facts = false): unknown => {
    if (typeof value !== "string" && (typeof value !== "object" || value === null)) return value;
    const before = done.get(value);
    if (before !== undefined) return before;
    const redacted = typeof value === "string" ? redactText(value) : redactInner(value, done, facts);
    done.set(value, redacted);
    return redacted;
  };

  const redactInner = (value: object, done: Map<unknown, unknown>, facts: boolean): object => {
    if (Array.isArray(value)) {
      const clean = (inner: unknown): unknown => redactValue(inner, done, facts);
      return value.every((inner) => clean(inner) === inner) ? value : value.map(clean);
    }
    const clean = (key: string): unknown => {
      const inner = value[key as keyof typeof value];
      return !facts && SPARED.has(key) ? inner : redactValue(inner, done, facts || key === "facts");
    };
    const keys = Object.keys(value);
    return keys.every((key) => clean(key) === value[key as keyof typeof value])
      ? value
      : Object.fromEntries(keys.map((key) => [key, clean(key)]));
  };

  // Only plain data comes in, and every text of it stays a text: the type stays.
  return <T>(value: T): T => redactValue(value, new Map()) as T;
}

/** A pasted pair or a key broken over two lines leaks by its parts as well. */
function wholeAndParts(secret: string): string[] {
  const trimmed = secret.trim();
  const parts = trimmed.split(/\s+/).filter((part) => part.length >= MIN_FRAGMENT_LENGTH);
  return [secret, trimmed, ...parts].filter((form) => form.trim().length >= MIN_SECRET_LENGTH);
}

function compile(secrets: ReadonlySet<string>): RegExp | undefined {
  if (secrets.size === 0) return undefined;
  const forms = new Set([...secrets].flatMap(formsOf));
  // Longest first: where one form holds another, nothing of it may stay.
  const whole = [...forms].sort((a, b) => b.length - a.length).map(literal);
  return new RegExp([...whole, ...[...secrets].flatMap(anyhow), ...[...secrets].flatMap(cutOff)].join("|"), "gm");
}

function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret.toWellFormed());
  const html = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const bytes = Buffer.from(secret, "utf8");
  const hex = bytes.toString("hex");
  const whole = [
    secret,
    json,
    json.replaceAll("/", "\\/"),
    url,
    url.replace(/%../g, (code) => code.toLowerCase()),
    html,
    html.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    bytes.toString("base64"),
  ];
  const fragments = [hex, hex.toUpperCase(), ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset))];
  return [...whole, ...fragments.filter((form) => form.length >= MIN_FRAGMENT_LENGTH)];
}

/** The characters of base64 that only the secret decides when it stands `offset` bytes into a group of three. */
function base64At(bytes: Buffer, offset: number): string[] {
  const start = (3 - offset) % 3;
  const end = start + Math.floor((bytes.length - start) / 3) * 3;
  if (end <= start) return [];
  const inner = bytes.subarray(start, end);
  return [inner.toString("base64"), inner.toString("base64url")];
}

/** A secret at the place where somebody cut the text: its beginning, then an ellipsis or the end of the line. */
function cutOff(secret: string): string[] {
  const head = secret.slice(0, MIN_FRAGMENT_LENGTH);
  if (head.length < MIN_FRAGMENT_LENGTH) return [];
  const rest = Array.from(secret.slice(MIN_FRAGMENT_LENGTH, 120));
  const optional = rest.reduceRight((tail, character) => `(?:${literal(character)}${tail})?`, "");
  return [`${literal(head)}${optional}(?=…|\\.\\.\\.|$)`];
}

/** A long secret with marks of it escaped in any way, broken over lines, without the padding of base64, or half of it. */
function anyhow(secret: string): string[] {
  const characters = Array.from(secret.replace(/=+$/, ""));
  if (characters.length < MIN_LONG_LENGTH) return [];
  const each = characters.map(inAnyForm);
  const half = Math.ceil(each.length / 2);
  const between = "(?:\\s|\\\\[nr])*";
  const tail = each.slice(half).reduceRight((rest, form) => `(?:${between}${form}${rest})?`, "");
  const head = each.slice(0, half).reduce((rest, form) => `(?:${rest}${form}${between})?`, "");
  return [each.slice(0, half).join(between) + tail, head + each.slice(half).join(between)].map((form) => `${form}=*`);
}

/** As it is, or as URLs, JSON and HTML may have it. */
function inAnyForm(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const number = character.codePointAt(0) ?? 0;
  const hex = [...number.toString(16)].map((digit) =>
    /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit,
  );
  const forms = [
    literal(character),
    `%${hex.join("")}`,
    `\\\\u0*${hex.join("")}`,
    `&#0*${number};`,
    `&#[xX]0*${hex.join("")};`,
  ];
  return `(?:${forms.join("|")}${character === "/" ? "|\\\\/" : ""})`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
