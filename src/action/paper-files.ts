/** Papers from files: a file, or a folder of them, such as `actions/download-artifact` leaves after a matrix. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Env } from "../ncloud/ports.ts";
import type { Paper } from "../usage-plan/fields.ts";
import { MAX_JSON, type PaperKind, papersIn } from "./paper.ts";

const MAX_FILES = 2_000;

/** A file or folder that cannot be read, or that is larger than anything that this action writes. */
export class PaperFileError extends Error {
  override readonly name = "PaperFileError";
}

/** @throws {PaperFileError} */
export function papersFrom(kind: PaperKind, path: string, env: Env): Paper[] {
  const workspace = env["GITHUB_WORKSPACE"] || ".";
  const whole = resolve(workspace, path);
  try {
    const files = statSync(whole).isDirectory() ? filesIn(whole) : [whole];
    if (files.length === 0) throw new PaperFileError("an empty folder");
    if (files.length > MAX_FILES) throw new PaperFileError(`${files.length} files`);
    return files.flatMap((file) => {
      const source = file === whole ? path : join(path, relative(whole, file));
      const papers = papersIn(kind, textOf(file), source);
      // A file with nothing in it is an upload that went wrong: left out in silence, it would be missing from the undo.
      return papers.length > 0 ? papers : [{ source, json: undefined, masked: false }];
    });
  } catch (error) {
    if (error instanceof PaperFileError) throw error;
    throw new PaperFileError(path, { cause: error });
  }
}

/** What a hidden file is for is not said: a download may leave one. A link counts as what it leads to. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function textOf(file: string): string {
  const found = statSync(file);
  if (!found.isFile()) throw new PaperFileError(`${file} is no file`);
  const { size } = found;
  if (size > MAX_JSON) throw new PaperFileError(`${file}: ${size} bytes`);
  return readFileSync(file, "utf8");
}
