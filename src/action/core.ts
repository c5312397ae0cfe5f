/** The only file that imports `@actions/core`. Everything else writes through `toolkit.ts`, which redacts. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as core from "@actions/core";
import { appendWhole, wholly } from "./append.ts";

export interface AnnotationProperties {
  /** The bold first line of the annotation. */
  readonly title?: string;
}

/** Where text leaves the process, as `@actions/core` offers it. A port: tests pass a recording one. */
export interface Sinks {
  info(text: string): void;
  debug(text: string): void;
  warning(text: string, properties: AnnotationProperties): void;
  error(text: string, properties: AnnotationProperties): void;
  setFailed(text: string, properties: AnnotationProperties): void;
  startGroup(title: string): void;
  endGroup(): void;
  setOutput(name: string, value: string): void;
  /** All of them in one append. Throws when the file does not take them. */
  saveState(file: string, values: readonly (readonly [string, string])[]): void;
  setSecret(value: string): void;
  appendSummary(file: string, markdown: string): void;
  /** Writes a new file into a folder of its own under `folder`, and returns its path. */
  writeFile(folder: string, name: string, text: string): string;
}

export const actionsCore: Sinks = {
  info: core.info,
  debug: core.debug,
  warning: core.warning,
  error: core.error,
  // Not core.setFailed, which takes no title.
  setFailed(text, properties) {
    process.exitCode = core.ExitCode.Failure;
    core.error(text, properties);
  },
  startGroup: core.startGroup,
  endGroup: core.endGroup,
  setOutput: (name, value) => wholly(process.env["GITHUB_OUTPUT"] ?? "", () => core.setOutput(name, value)),
  // Not core.saveState, which writes value by value: a run that is killed has saved all of them or none.
  saveState: (file, values) => appendWhole(file, values.map(([name, value]) => `${name}=${value}\n`).join("")),
  setSecret: core.setSecret,
  // Not core.summary, which takes two turns through a thread for it: a run that is killed has written all or nothing.
  appendSummary: appendWhole,
  writeFile(folder, name, text) {
    const own = mkdtempSync(join(folder, `${name}-`));
    // A name of its own as well: the files of a matrix end up in one folder.
    const path = join(own, `${basename(own)}.json`);
    try {
      writeFileSync(path, text);
    } catch (error) {
      // Half a paper is none, and the file is given to nobody.
      rmSync(own, { recursive: true, force: true });
      throw error;
    }
    return path;
  },
};
