/** What is given, and is not what was meant: empty values, misspelt names, secrets in the wrong place. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { InputError, readConfig } from "../../../src/action/config.ts";
import type { InputFault } from "../../../src/action/inputs/read.ts";
import { en } from "../../../src/action/messages/en.ts";
import { createMessages } from "../../../src/action/messages/index.ts";
import type { Env } from "../../../src/ncloud/ports.ts";
import { HOSTILE, inputsOf, RUNNER } from "./support.ts";

const declared = parse(readFileSync("action.yml", "utf8")).inputs as Record<string, { readonly default?: string }>;
const INPUTS = Object.keys(declared);
/** As a runner fills them in: the default, or nothing. */
const DEFAULTS = Object.fromEntries(INPUTS.map((name) => [name, declared[name]?.default ?? ""]));

const KEYS = { "access-key": "AKIDEXAMPLE1", "secret-key": "SKEXAMPLE1234" };
const TARGET = {
  "product-id": "prod000001",
  "api-id": "api0000001",
  "stage-id": "stage00001",
  "usage-plan-id": "plan000001",
};
const DETACH = { ...DEFAULTS, ...KEYS, ...TARGET };
const MODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  detach: DETACH,
  check: { ...DETACH, mode: "check" },
  restore: { ...DEFAULTS, ...KEYS, mode: "restore", receipt: "ncp-receipt-2.abc" },
  approval: { ...DEFAULTS, ...KEYS, approval: "ncp-approval-1.abc" },
};

function faultsOf(inputs: Readonly<Record<string, string>>, env: Env = {}): readonly InputFault[] {
  try {
    readConfig({ ...RUNNER, ...inputsOf(inputs), ...env });
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
}

/** Those that say what is written, or that nothing is to be written. A runner tells "empty" from "left out" by a default. */
const STRICT = [
  ..."mode dry-run verify if-not-attached if-attached look-at-api-keys max-affected-api-keys max-affected-calls".split(
    " ",
  ),
  ..."successor-plan-id successor-plan-name approval rollback-on-failure".split(" "),
];
/** An empty one has its default, which writes nothing else. */
const LENIENT = "timeout concurrency summary".split(" ");

describe("an input given empty", () => {
  test("is thought of for every input that has a default", () => {
    const withDefault = INPUTS.filter((name) => declared[name]?.default !== undefined);
    expect(withDefault.sort()).toEqual([...STRICT, ...LENIENT].sort());
  });

  test.each(STRICT.flatMap((name) => ["", " ", "\n"].map((value) => [name, value])))(
    "%s: %j is a fault",
    (name, value) => {
      expect(faultsOf({ ...DETACH, [name]: value })).toMatchObject([{ input: name, rule: "given-empty" }]);
    },
  );

  test.each(LENIENT)("%s has its default", (name) => {
    expect(faultsOf({ ...DETACH, [name]: "" })).toEqual([]);
  });

  test.each(INPUTS.filter((name) => declared[name]?.default === undefined))("%s is as if it were left out", (name) => {
    const without = Object.fromEntries(Object.entries(DETACH).filter(([input]) => input !== name));
    expect(faultsOf({ ...DETACH, [name]: "" })).toEqual(faultsOf(without));
  });

  test("outside of a runner, left out is not there at all", () => {
    expect(faultsOf({ ...KEYS, ...TARGET })).toEqual([]);
  });
});

/** Case, `-` and `_` anywhere, and up to two letters put in, taken out or replaced. */
const misspelt = fc
  .tuple(
    fc.constantFrom(...INPUTS),
    fc.array(fc.tuple(fc.constantFrom("in", "out", "other"), fc.nat(40), fc.constantFrom(..."aekzq7")), {
      maxLength: 2,
    }),
    fc.constantFrom("-", "_", ""),
    fc.boolean(),
  )
  .map(([input, changes, dash, capitals]) => {
    const letters = [...input];
    for (const [how, place, letter] of changes) {
      const at = place % letters.length;
      letters.splice(at, how === "in" ? 0 : 1, ...(how === "out" ? [] : [letter]));
    }
    const name = letters.join("").replaceAll("-", dash);
    return { input, variable: `INPUT_${capitals ? name.toUpperCase() : name}` };
  })
  .filter(({ variable }) => !INPUTS.some((input) => `INPUT_${input.toUpperCase()}` === variable));

describe("an input with a wrong name", () => {
  test.each(Object.keys(MODES))("is a fault that names a right one: mode %s", (mode) => {
    fc.assert(
      fc.property(misspelt, ({ variable }) => {
        const faults = faultsOf(MODES[mode] ?? {}, { [variable]: "given" });
        expect(faults).toMatchObject([{ rule: "misspelt", input: variable.slice(6).toLowerCase() }]);
        const [fault] = faults;
        expect(INPUTS).toContain(fault?.rule === "misspelt" ? fault.others[0] : fault);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["dry_run", "dry-run"],
    ["dryRun", "dry-run"],
    ["DRY-RUN", "dry-run"],
    ["max_affected_api_keys", "max-affected-api-keys"],
    ["usage-plan-ids", "usage-plan-id"],
    ["stageid", "stage-id"],
    ["roll-back-on-failure", "rollback-on-failure"],
    ["sucessor-plan-id", "successor-plan-id"],
    ["mdoe", "mode"],
  ])("%s means %s", (given, meant) => {
    // The runner makes capitals of it, a shell outside of one does not.
    for (const name of new Set([given.toUpperCase(), given])) {
      if (`INPUT_${meant.toUpperCase()}` === `INPUT_${name}`) continue;
      expect(faultsOf(DETACH, { [`INPUT_${name}`]: "given" })).toMatchObject([{ rule: "misspelt", others: [meant] }]);
    }
  });

  test.each(["INPUT_ENVIRONMENT", "INPUT_TOKEN", "INPUT_", "INPUT", "MY_INPUT_DRY_RUN", "INPUT_WORKING-DIRECTORY"])(
    "%s is somebody else's",
    (variable) => {
      expect(faultsOf(DETACH, { [variable]: "given" })).toEqual([]);
    },
  );

  test("does no harm where the right one says the same: a composite action's input, as some runners pass it on", () => {
    const dry = { ...DETACH, "dry-run": "true" };
    expect(faultsOf(dry, { INPUT_DRY_RUN: "true" })).toEqual([]);
    expect(faultsOf(dry, { INPUT_DRY_RUN: "false" })).toMatchObject([{ rule: "misspelt" }]);
  });

  test("of any length costs no time", () => {
    const started = performance.now();
    expect(faultsOf(DETACH, { [`INPUT_${"x".repeat(100_000)}`]: "given" })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe("a secret in the wrong input", () => {
  const messages = createMessages(en);
  const said = (inputs: Readonly<Record<string, string>>): string =>
    faultsOf({ ...DETACH, ...inputs })
      .map((fault) => messages.inputFault(fault))
      .join("\n");
  /** Inputs that no text can be right for, and so are shown with their value. */
  const SHOWING = INPUTS.filter(
    (name) => !/name$|^(access-key|secret-key|github-token|reason|receipt|receipt-file|approval)$/.test(name),
  );

  test("is shown whole, where the runner's mask finds it, or not at all", () => {
    const letter = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABC0123456789+/=,;#*:%&!? \t\n\r\u00a0\u200b\u202e가");
    const secret = fc
      .array(letter, { minLength: 12, maxLength: 200 })
      .map((letters) => letters.join(""))
      .filter((text) => text.trim() === text);
    fc.assert(
      fc.property(fc.constantFrom(...SHOWING), secret, (input, value) => {
        const masked = value
          .split(/[\r\n]+/)
          .concat(value)
          .filter((line) => line.length > 0)
          .sort((a, b) => b.length - a.length)
          .reduce((text, line) => text.replaceAll(line, "***"), said({ [input]: value }));
        for (let at = 0; at + 8 <= value.length; at++) {
          const part = value.slice(at, at + 8);
          // Words of our own are no leak.
          if (/[a-zA-Z0-9]{8}/.test(part)) expect(masked).not.toContain(part);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("the length is said of what is not shown, and the place of a part of a list", () => {
    expect(said({ timeout: "x".repeat(81) })).toContain("a value of 81 characters, not shown");
    expect(said({ timeout: HOSTILE })).toContain("not shown");
    expect(said({ "stage-id": "s1v6b0\u200bn3ke" })).toContain(
      "a value of 11 characters, not shown, with \\u{200b} in it",
    );
    expect(said({ "stage-id": "s1v6b\uff10n3ke" })).toContain("with \\u{ff10} in it");
    expect(said({ timeout: "10 minutes" })).toContain('(got "10 minutes")');
    expect(said({ "stage-id": "ok,n/a" })).toContain('(got entry 2 of "ok,n/a")');
    expect(said({ "stage-id": "ok\nn/a" })).toContain('(got "n/a")');
    expect(said({ "stage-id": `ok,n/a,${"x".repeat(80)}` })).toContain(
      "entry 2 of a value of 87 characters, not shown",
    );
  });
});
