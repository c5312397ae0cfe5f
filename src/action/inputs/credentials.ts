/** The key pair: from the inputs, or from the environment variables of NCP's other tools. Never half and half. */
import { MIN_SECRET_LENGTH } from "../redact.ts";
import { ACCESS_KEY_VARIABLES, SECRET_KEY_VARIABLES } from "../secrets.ts";
import type { Reader } from "./reader.ts";

export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

interface Key {
  readonly value: string;
  /** The input or variable it comes from. */
  readonly source: string;
  readonly fromInput: boolean;
}

export function readCredentials(reader: Reader): Credentials {
  const access = readKey(reader, "access-key", ACCESS_KEY_VARIABLES);
  const secret = readKey(reader, "secret-key", SECRET_KEY_VARIABLES);
  if (access !== undefined && secret !== undefined) checkPair(reader, access, secret);
  return { accessKey: access?.value ?? "", secretKey: secret?.value ?? "" };
}

function checkPair(reader: Reader, access: Key, secret: Key): void {
  if (access.fromInput !== secret.fromInput) {
    // The halves of two pairs look like a wrong key at NCP: an empty secret must not fall back to another account's.
    const [given, other, missing] = access.fromInput ? [access, secret, "secret-key"] : [secret, access, "access-key"];
    reader.fault({ input: missing, rule: "key-half", others: [given.source, other.source] });
  } else if (access.value === secret.value) {
    reader.fault({ input: secret.source, rule: "keys-equal", others: [access.source] });
  }
}

function readKey(reader: Reader, input: string, variables: readonly string[]): Key | undefined {
  const value = reader.text(input);
  const key = value === "" ? fromEnvironment(reader, input, variables) : { value, source: input, fromInput: true };
  if (key !== undefined) check(reader, key);
  return key;
}

function fromEnvironment(reader: Reader, input: string, variables: readonly string[]): Key | undefined {
  const set = variables.flatMap((source) => {
    const value = reader.env[source] ?? "";
    return value === "" ? [] : [{ value, source, fromInput: false }];
  });
  const [first, ...rest] = set;
  if (first === undefined) {
    reader.fault({ input, rule: "key-missing", others: variables });
  } else if (rest.some((other) => other.value !== first.value)) {
    reader.fault({ input, rule: "key-variables-differ", others: set.map((key) => key.source) });
  }
  return first;
}

/** A key goes into a header and a signature to the letter: what is no part of one is refused, not trimmed. */
function check(reader: Reader, { value, source: input }: Key): void {
  if (/\s/.test(value)) reader.fault({ input, rule: "key-white-space" });
  else if (!/^[!#-&(-_a-~]+$/.test(value)) reader.fault({ input, rule: "key-characters" });
  else if (value.length < MIN_SECRET_LENGTH) reader.fault({ input, rule: "key-too-short", min: MIN_SECRET_LENGTH });
}
