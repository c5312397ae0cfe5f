/**
 * GitHub's side as this action uses it: a narrow port over `@actions/core`.
 * Every line of the log goes through the one redactor here. What goes elsewhere (outputs, state, summary, comment),
 * where the runner's own masks do not reach, is made of a report and a context that went through it when they came to
 * be; never of JSON as a text, where a secret that is a common word would break ids and our own keys.
 */
import type { Env } from "../ncloud/ports.ts";
import { type AnnotationProperties, actionsCore, type Sinks } from "./core.ts";
import { withoutCommands } from "./escape.ts";
import { createRedact, MIN_SECRET_LENGTH, type Redact } from "./redact.ts";
import { secretsOf } from "./secrets.ts";

export interface Toolkit {
  /** Takes the run's secrets out of a text or of any plain data. Do it before cutting or escaping. */
  readonly redact: Redact;
  /** Whether debug lines are shown to anybody: without debug logging the runner throws them away. */
  readonly isDebug: boolean;
  info(text: string): void;
  debug(text: string): void;
  warning(text: string, properties?: AnnotationProperties): void;
  /** Makes the step red with one error annotation. A second call only logs an error annotation. */
  setFailed(text: string, properties?: AnnotationProperties): void;
  startGroup(title: string): void;
  endGroup(): void;
  setOutput(name: string, value: string): void;
  /** Saves texts of one line for the post step. Throws when the runner's file for it cannot be written. */
  saveState(values: readonly (readonly [string, string])[]): void;
  /** Appends to the job summary. Does nothing where there is none. */
  appendSummary(markdown: string): void;
  /** Writes a file that later steps of the job can use, and returns its path; `""` where no runner gives room for one. */
  writeTemp(name: string, text: string): string;
}

export function createToolkit(env: Env, sinks: Sinks = actionsCore): Toolkit {
  const secrets = secretsOf(env);
  // Before anything can throw: whatever is printed from here on has no secret in it.
  const redact = createRedact(secrets);
  // Outside of a runner nobody consumes the mask command: it would print the secret.
  if (env["GITHUB_ACTIONS"] === "true") {
    for (const secret of secrets) if (secret.trim().length >= MIN_SECRET_LENGTH) sinks.setSecret(secret);
  }
  let failed = false;

  return {
    redact,
    isDebug: env["RUNNER_DEBUG"] === "1",
    info: (text) => sinks.info(withoutCommands(redact(text))),
    debug: (text) => sinks.debug(redact(text)),
    warning: (text, properties = {}) => sinks.warning(redact(text), redact(properties)),
    setFailed(text, properties = {}) {
      if (failed) sinks.error(redact(text), redact(properties));
      else sinks.setFailed(redact(text), redact(properties));
      failed = true;
    },
    startGroup: (title) => sinks.startGroup(redact(title)),
    endGroup: () => sinks.endGroup(),
    // What is read by programs, and a step to be copied: put together of leaves that were redacted when they came in.
    setOutput: (name, value) => sinks.setOutput(name, value),
    saveState(values) {
      const file = env["GITHUB_STATE"] ?? "";
      if (file === "") throw new Error("GITHUB_STATE is not set");
      sinks.saveState(file, values);
    },
    writeTemp(name, text) {
      const folder = env["RUNNER_TEMP"] ?? "";
      return folder === "" ? "" : sinks.writeFile(folder, name, text);
    },
    appendSummary(markdown) {
      const file = env["GITHUB_STEP_SUMMARY"] ?? "";
      if (file !== "") sinks.appendSummary(file, markdown);
    },
  };
}
