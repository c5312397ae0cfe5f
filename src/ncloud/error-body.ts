/**
 * Reads the body of an error reply, whatever it is: the front end's own, the flat one of sibling services, the old
 * `responseError`, `{code, msg}`, Spring's, XML, HTML, plain text, empty, or cut off half-way (docs/ncp-api.md, "Errors").
 * The content type is not looked at, since it lies. What comes out is cut and on one line, but still a server's text.
 */
import { isObject, type JsonObject, parseJson } from "./json.ts";

export interface ErrorBody {
  /** Documented as a number, shown as text: always text here. */
  readonly ncpCode?: string;
  readonly ncpMessage?: string;
  readonly ncpDetails?: string;
}

export const MAX_MESSAGE = 200;
export const MAX_DETAILS = 300;

/** No error page says anything useful later than this, and no pattern below runs over more. */
const MAX_LOOKED_AT = 16_384;

const CODES = ["errorCode", "returnCode", "code"] as const;
const MESSAGES = ["message", "errorMessage", "returnMessage", "msg", "error_description", "error"] as const;
const DETAILS = ["details", "detail"] as const;

export function readErrorBody(body: string): ErrorBody {
  const json = parseJson(body);
  if (isObject(json)) return fromJson(json);
  const text = body.slice(0, MAX_LOOKED_AT).trim();
  if (text.startsWith("{") || text.startsWith("[")) return fromBrokenJson(text);
  if (text.startsWith("<")) return fromMarkup(text);
  return errorBody(undefined, text, undefined);
}

function fromJson(json: JsonObject): ErrorBody {
  for (const inner of [json["error"], json["responseError"]]) {
    if (isObject(inner)) return fromFields(inner);
  }
  return fromFields(json);
}

function fromFields(fields: JsonObject): ErrorBody {
  return errorBody(pick(fields, CODES), pick(fields, MESSAGES), pick(fields, DETAILS));
}

function pick(fields: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return undefined;
}

function fromBrokenJson(text: string): ErrorBody {
  const find = (names: readonly string[]): string | undefined => {
    for (const name of names) {
      // A text that was cut off has no closing quote: what is there of it is taken.
      const found = new RegExp(`"${name}"\\s*:\\s*(?:"((?:[^"\\\\]|\\\\.)*)|(-?\\d+))`).exec(text);
      const value = found?.[1] ?? found?.[2];
      if (value !== undefined && value !== "") return value.replace(/\\(.)/g, "$1");
    }
    return undefined;
  };
  return errorBody(find(CODES), find(MESSAGES), find(DETAILS));
}

function fromMarkup(text: string): ErrorBody {
  const find = (names: readonly string[]): string | undefined => {
    for (const name of names) {
      const found = new RegExp(`<${name}>([^<]*)`, "i").exec(text)?.[1]?.trim();
      if (found !== undefined && found !== "") return found;
    }
    return undefined;
  };
  return errorBody(find(CODES), find([...MESSAGES, "title"]), find(DETAILS));
}

function errorBody(code: string | undefined, message: string | undefined, details: string | undefined): ErrorBody {
  const ncpMessage = oneLine(message, MAX_MESSAGE);
  const ncpDetails = oneLine(details, MAX_DETAILS);
  return {
    // Anything longer or stranger than this is no code.
    ...(code !== undefined && /^[\w.-]{1,32}$/.test(code) ? { ncpCode: code } : {}),
    ...(ncpMessage === undefined ? {} : { ncpMessage }),
    ...(ncpDetails === undefined ? {} : { ncpDetails }),
  };
}

/** One line of well-formed text, cut between characters; undefined when nothing is left. */
function oneLine(text: string | undefined, limit: number): string | undefined {
  if (text === undefined) return undefined;
  // Cut first, so that a huge text costs nothing; a character is at most two units.
  const line = text
    .slice(0, limit * 4)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  if (line === "") return undefined;
  if (line.length <= limit && text.length <= limit * 4) return line;
  let cut = line.slice(0, limit - 1);
  if (!cut.isWellFormed()) cut = cut.slice(0, -1);
  return `${cut}…`;
}
