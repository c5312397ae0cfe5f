/** `../../node_modules/undici/lib/core/util.js` is of `../../node_modules/undici`; our own modules are of none. */
export function packageFolder(module: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];
}

/** `undici`. The innermost package counts. */
export function packageName(module: string): string | undefined {
  return packageFolder(module)?.replace(/^.*node_modules\//, "");
}
