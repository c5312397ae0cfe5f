/** Loads what is under test from a directory: `src/`, or a copy with a fault in it. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Subject } from "./run.ts";

export const SRC: string = join(import.meta.dirname, "..", "..", "src");

export async function loadSubject(directory: string = SRC): Promise<Subject> {
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(directory, file)).href);
  const [{ main, post }, { NetworkError }] = (await Promise.all([load("main.ts"), load("ncloud/errors.ts")])) as [
    Pick<Subject, "main" | "post">,
    Pick<Subject, "NetworkError">,
  ];
  // Loaded on demand otherwise, and a file comes in real time, not in virtual.
  await load("action/messages/ko.ts");
  return { main, post, NetworkError };
}
