import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A file with a certificate, for NODE_EXTRA_CA_CERTS: the one way to trust another CA. */
export function caFile(pem: string | undefined): string {
  files += 1;
  const path = join(folder, `${files}.pem`);
  writeFileSync(path, pem ?? "");
  return path;
}
