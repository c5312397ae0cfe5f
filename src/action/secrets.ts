/** Which variables of a run's environment hold secrets. */
import type { Env } from "../ncloud/ports.ts";

/** Contract: what the ecosystem's tools call the key pair. */
export const ACCESS_KEY_VARIABLES = ["NCLOUD_ACCESS_KEY", "NCLOUD_ACCESS_KEY_ID"] as const;
export const SECRET_KEY_VARIABLES = ["NCLOUD_SECRET_KEY", "NCLOUD_SECRET_ACCESS_KEY"] as const;

/** An access key is an id rather than a secret, but no log is better for holding it. */
const SECRET_VARIABLES = [
  "INPUT_ACCESS-KEY",
  "INPUT_SECRET-KEY",
  "INPUT_GITHUB-TOKEN",
  ...ACCESS_KEY_VARIABLES,
  ...SECRET_KEY_VARIABLES,
  "GITHUB_TOKEN",
  "GH_TOKEN",
  "ACTIONS_RUNTIME_TOKEN",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
];

const URL_VARIABLES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "INPUT_API-URL"];

export function secretsOf(env: Env): readonly string[] {
  return namedSecretsOf(env).map(({ value }) => value);
}

/** As long as a common word: whatever has it in it is masked by the runner, ids and outputs too. */
const SHORT = 8;

/** Variables with a secret that is a word. */
export function shortSecrets(env: Env): readonly string[] {
  return [...new Set(namedSecretsOf(env).flatMap(({ name, value }) => (value.length < SHORT ? name : [])))];
}

function namedSecretsOf(env: Env): { readonly name: string; readonly value: string }[] {
  const found = [
    ...SECRET_VARIABLES.map((name) => ({ name, values: [env[name]] })),
    ...URL_VARIABLES.flatMap((name) => [name, name.toLowerCase()]).map((name) => ({
      name,
      values: secretsOfUrl(env[name]),
    })),
  ];
  return found.flatMap(({ name, values }) =>
    values.flatMap((value) => (value === undefined || value.trim() === "" ? [] : { name, value })),
  );
}

/** The password of a URL (or a user name alone, a token) as written and as meant, and both as `Basic` sends them. */
function secretsOfUrl(url: string | undefined): string[] {
  // Not `new URL`: a malformed one leaks its password just as well.
  const found = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?<user>[^:@/]*):?(?<password>.*)@/i.exec(url?.trim() ?? "");
  const { user, password } = found?.groups ?? {};
  if (user === undefined || password === undefined) return [];
  const pairs = [
    [user, password],
    [decoded(user), decoded(password)],
  ] as const;
  return pairs.flatMap(([name, word]) => [
    word === "" ? name : word,
    Buffer.from(`${name}:${word}`).toString("base64"),
  ]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
