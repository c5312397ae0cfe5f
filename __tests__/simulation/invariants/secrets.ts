/** 5. No secret byte in any sink; and no line of a server's that a runner or a terminal would obey. */
import type { RunRecord } from "../run.ts";
import { SECRETS } from "../universe.ts";
import type { Invariant } from "./types.ts";

/** Looked for beside the text itself: as a URL and as Base64 would carry it. */
const FORMS: readonly string[] = SECRETS.flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64").replace(/=+$/, "").slice(0, -2),
]);

export const secretsStaySecret: Invariant = ({ run }) => {
  const { record } = run;
  const signatures = record.sent.map(({ signature }) => signature).filter((signature) => signature !== "");
  return [...leaks(record, [...FORMS, ...signatures]), ...commands(record)];
};

function leaks({ told }: RunRecord, secrets: readonly string[]): string[] {
  return told.flatMap(({ sink, text }) => {
    const secret = secrets.find((each) => text.includes(each));
    return secret === undefined ? [] : [`${sink} holds a secret (${secret.slice(0, 4)}…): ${text.slice(0, 200)}`];
  });
}

/** `info` is printed as it is: a line of it must not look like a workflow command, nor hold an escape sequence. */
function commands({ told }: RunRecord): string[] {
  return told.flatMap(({ sink, text }) => {
    if (sink === "info" && /^\s*(?:::|##\[)/m.test(text)) return [`info would be obeyed: ${text.slice(0, 200)}`];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) ? [`${sink} holds a control character`] : [];
  });
}
