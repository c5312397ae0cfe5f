/** What docs/troubleshooting.md says in each language beside the catalogue's words. */
import type { NoteCode, ProblemCode } from "../../src/usage-plan/facts.ts";
import type { CHAPTERS } from "../samples.ts";

export interface PageText {
  readonly title: string;
  /** Markdown, as it is. */
  readonly intro: string;
  readonly chapters: { readonly [C in keyof typeof CHAPTERS | "warnings"]: string };
  readonly causes: string;
  readonly fixes: string;
  readonly rules: string;
  /** What a log has no room for. */
  readonly background: { readonly [C in ProblemCode]?: string };
  /** Notes that are annotations as well. */
  readonly warnings: { readonly [C in NoteCode]?: string };
}
