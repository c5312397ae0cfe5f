/**
 * One test of the built action in a few lines: the world, the inputs, what the server saw, what people see.
 *
 *   scenario("failed: NCP forbids it", {
 *     world: { forbidden: ["writes"], denial: "403/10011" },
 *     outputs: { result: "failed", code: "forbidden", changed: "false" },
 *     writes: [DETACH],
 *     plans: [FREE, GOLD, BASIC],
 *     annotation: /HTTP 403.*10011/,
 *   });
 *
 * Every run is looked over by `lookOver` as well: no secret in any sink, exit code and outputs agree, and so on. A test
 * of several runs, of signals or of the post step takes `emulated` (runner.ts), which this is made of.
 */
import { expect, test } from "vitest";
import type { RunningEmulator, StartOptions } from "../../emulator/server.ts";
import { type Emulated, emulated, errorOf, readLog, TARGET } from "./runner.ts";

type Text = string | RegExp;

export interface Scenario extends StartOptions {
  /** On top of the ids of the free plan on the stage 운영, the manager's keys and the emulator's address. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Instead of those ids: which targets, or `mode: restore`. */
  readonly instead?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What others have done before the step begins. */
  readonly before?: (server: RunningEmulator) => void;

  /** `METHOD target` of every request that the server saw, in order. */
  readonly requests?: readonly string[];
  /** Of those, the ones that change something. */
  readonly writes?: readonly string[];
  /** Ids of the plans on the stage 운영 afterwards. */
  readonly plans?: readonly string[];
  /** Some of the outputs. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** What stands in the log, in the error annotation, in the warnings, in the summary; several: each of them. */
  readonly log?: Text | readonly Text[];
  readonly annotation?: Text | readonly Text[];
  readonly warnings?: Text | readonly Text[];
  readonly summary?: Text | readonly Text[];
}

export function scenario(name: string, what: Scenario): void {
  test(name, () => emulated(what, (all) => played(what, all)));
}

async function played(what: Scenario, { run, requests, plans, server }: Emulated): Promise<void> {
  what.before?.(server);
  const inputs = { ...(what.instead ?? TARGET), ...what.inputs };
  const result = await run(inputs, what.env === undefined ? {} : { env: what.env });
  const seen = requests();
  if (what.outputs !== undefined) expect(result.outputs).toMatchObject(what.outputs);
  if (what.requests !== undefined) expect(seen).toEqual(what.requests);
  if (what.writes !== undefined) expect(seen.filter(isWrite)).toEqual(what.writes);
  if (what.plans !== undefined) expect(plans()).toEqual(what.plans);
  says(
    readLog(result.stdout).map(({ text }) => text),
    what.log,
  );
  says([errorOf(result)], what.annotation);
  says(
    readLog(result.stdout).flatMap(({ command, text }) => (command === "warning" ? [text] : [])),
    what.warnings,
  );
  says([result.summary], what.summary);
}

/** A search is a POST, and changes nothing. */
export const isWrite = (request: string): boolean => !request.startsWith("GET ") && !request.includes("/search");

function says(lines: readonly string[], texts: Text | readonly Text[] = []): void {
  const all = lines.join("\n");
  for (const text of [texts].flat()) {
    if (typeof text === "string") expect(all).toContain(text);
    else expect(all).toMatch(text);
  }
}
