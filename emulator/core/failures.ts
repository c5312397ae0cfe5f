import type { Shape } from "./faults.ts";
import { hostile } from "./hostile.ts";

/** An error as NCP means it, before it is put into a shape. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: string;
}

const failure = (status: number, code: string, message: string, details?: string): Failure =>
  details === undefined ? { status, code, message } : { status, code, message, details };

/** The front end's documented table. */
export const FAILURES = {
  badRequest: (details: string) => failure(400, "100", "Bad Request Exception", details),
  authentication: failure(401, "200", "Authentication Failed", "Invalid authentication information."),
  permission: failure(401, "210", "Permission Denied", "A subscription to the service or a permission is required."),
  forbidden: failure(403, "230", "Forbidden"),
  notFound: failure(404, "300", "Not Found Exception"),
} as const;

/** Codes and words that belong to a status, for faults that name only the status. */
const BY_STATUS: Readonly<Record<number, readonly [string, string]>> = {
  400: ["100", "Bad Request Exception"],
  401: ["200", "Authentication Failed"],
  403: ["230", "Forbidden"],
  404: ["300", "Not Found Exception"],
  413: ["430", "Request Entity Too Large"],
  429: ["410", "Throttle Limited"],
  500: ["900", "Unexpected Error"],
  503: ["500", "Endpoint Error"],
  504: ["510", "Endpoint Timeout"],
};
const BY_CODE: Readonly<Record<string, string>> = {
  "100": "Bad Request Exception",
  "200": "Authentication Failed",
  "210": "Permission Denied",
  "230": "Forbidden",
  "300": "Not Found Exception",
  "400": "Quota Exceeded",
  "410": "Throttle Limited",
  "420": "Rate Limited",
  "430": "Request Entity Too Large",
  "500": "Endpoint Error",
  "510": "Endpoint Timeout",
  "900": "Unexpected Error",
};

export function failureOf(status: number, code?: string | number, message?: string): Failure {
  const [usualCode, usualMessage] = BY_STATUS[status] ?? ["9000", "Error"];
  const text = code === undefined ? usualCode : String(code);
  return failure(status, text, message ?? (code === undefined ? usualMessage : (BY_CODE[text] ?? usualMessage)));
}

export function denied(denial: string): Failure {
  const [status = "401", code = "210"] = denial.split("/");
  if (denial === "401/210") return FAILURES.permission;
  if (denial === "404/300") return FAILURES.notFound;
  return failure(Number(status), code, code === "230" ? "Forbidden" : "You do not have permission.");
}

export interface Rendered {
  readonly type: string | undefined;
  readonly body: string;
}

const JSON_TYPE = "application/json;charset=UTF-8";
const MIB = 1024 * 1024;
let huge: string | undefined;

/** Puts a failure into one of the shapes that NCP, its services and the boxes before them answer in. */
export function render(shape: Shape, what: Failure, now: number, details = true): Rendered {
  const { status, code, message } = what;
  const more = details && what.details !== undefined ? { details: what.details } : {};
  switch (shape) {
    case "front-end":
      return json({ error: { errorCode: code, message, ...more } });
    case "front-end-number":
      return json({ error: { errorCode: Number(code), message, ...more } });
    case "flat":
      return json({ errorCode: Number(code), message });
    case "response-error":
      return json({ responseError: { returnCode: code, returnMessage: message } });
    case "code-msg":
      return json({ code, msg: message });
    case "spring":
      return json({ timestamp: new Date(now).toISOString(), status, error: message, message: what.details ?? message });
    case "xml":
      return {
        type: "application/xml",
        body: `<?xml version="1.0" encoding="UTF-8"?><error><errorCode>${code}</errorCode><message>${message}</message></error>`,
      };
    case "html":
      return {
        type: "text/html",
        body: `<html>\r\n<head><title>${status} ${message}</title></head>\r\n<body><center><h1>${status} ${message}</h1></center><hr><center>nginx</center></body>\r\n</html>\r\n`,
      };
    case "text":
      return { type: "text/plain", body: message };
    case "wrong-type":
      return { type: JSON_TYPE, body: `upstream said: ${message}` };
    case "empty":
      return { type: undefined, body: "" };
    case "cut-off":
      return { type: JSON_TYPE, body: `{"error":{"errorCode":"${code}","mess` };
    case "huge":
      huge ??= "x".repeat(2 * MIB);
      return { type: JSON_TYPE, body: `{"error":{"errorCode":"${code}","message":"${huge}"}}` };
    case "deep":
      return { type: JSON_TYPE, body: `${'{"error":'.repeat(20_000)}null${"}".repeat(20_000)}` };
    case "hostile":
      return json({ error: { errorCode: code, message: `${message}\n${hostile}`, details: hostile } });
    case "null":
      return json(null);
    case "array":
      return json([code, message]);
  }
}

function json(value: unknown): Rendered {
  return { type: JSON_TYPE, body: JSON.stringify(value) };
}
