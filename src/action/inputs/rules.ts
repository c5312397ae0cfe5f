/** Inputs that do not go together. An input that would silently do nothing is a fault: somebody counts on it. */
import { distance } from "../../usage-plan/distance.ts";
import { LEVELS } from "../../usage-plan/levels.ts";
import { type Mode, writesNothing } from "../../usage-plan/types.ts";
import type { Config } from "../inputs.ts";
import { MAX_LINE } from "../paper.ts";
import { type Reader, variableOf } from "./read.ts";
import { NO_SUCCESSOR, SELECTION_INPUTS, SUCCESSOR_INPUTS } from "./selection.ts";

/** Characters. A receipt with a longer reason would not be read again. */
const MAX_REASON = 500;

export function checkTogether(reader: Reader, config: Config): void {
  if ((config.reason?.length ?? 0) > MAX_REASON) {
    reader.fault({ input: "reason", rule: "text-too-long", max: MAX_REASON });
  }
  checkMode(reader, config);
  checkApproval(reader, config);
  if (config.selection.stage.all && config.selection.plan.all && !writesNothing(config)) {
    reader.fault({ input: "usage-plan-id", rule: "star-on-both", shown: "*", others: ["stage-id"] });
  }
  if (!config.verify) checkWithoutReads(reader, config);
  else if (!config.lookAtApiKeys) {
    for (const input of aboutKeys(reader, config)) reader.fault({ input, rule: "needs-api-keys" });
  }
  if (config.auditIssue !== undefined && config.githubToken === undefined) {
    reader.fault({ input: "github-token", rule: "token-missing", others: ["audit-issue"] });
  }
}

function checkMode(reader: Reader, config: Config): void {
  const { mode, receipt, receiptFile } = config;
  for (const [modes, inputs] of onlyIn(reader, config)) {
    if (modes.includes(mode)) continue;
    for (const input of inputs) reader.fault({ input, rule: "not-in-mode", shown: mode, allowed: modes });
  }
  if (mode !== "restore") return;
  if (receipt === undefined && receiptFile === undefined) {
    reader.fault({ input: "receipt", rule: "receipt-missing", others: ["receipt-file"] });
  }
  checkSize(reader, "receipt", receipt);
}

/** The modes in which inputs have an effect, and which of those inputs were set. */
function onlyIn(reader: Reader, config: Config): readonly (readonly [readonly Mode[], readonly string[]])[] {
  return [
    [["detach", "check"], givenSelection(reader)],
    [["restore"], set({ receipt: config.receipt !== undefined, "receipt-file": config.receiptFile !== undefined })],
    [["check"], set({ "if-attached": config.ifAttached !== "fail" })],
    [
      ["detach"],
      set({
        "if-not-attached": config.ifNotAttached !== "succeed",
        "look-at-api-keys": !config.lookAtApiKeys,
        "rollback-on-failure": config.rollbackOnFailure,
      }),
    ],
    [["detach"], aboutKeys(reader, config)],
  ];
}

/** What needs to know the API keys on a plan. */
const aboutKeys = (reader: Reader, config: Config): readonly string[] => [
  ...set({
    "max-affected-api-keys": config.maxAffectedApiKeys !== undefined,
    "max-affected-calls": config.maxAffectedCalls !== undefined,
    approval: config.approval !== undefined,
  }),
  ...givenSuccessors(reader),
];

const set = (inputs: Readonly<Record<string, boolean>>): readonly string[] =>
  Object.keys(inputs).filter((input) => inputs[input]);

/** What an approval says already: another word on it beside it would be a contradiction. */
function checkApproval(reader: Reader, config: Config): void {
  if (config.approval === undefined || config.mode !== "detach") return;
  checkSize(reader, "approval", config.approval);
  for (const input of [...givenSelection(reader), ...givenSuccessors(reader)]) {
    reader.fault({ input, rule: "not-beside-approval", others: ["approval"] });
  }
}

const givenSelection = (reader: Reader): readonly string[] =>
  SELECTION_INPUTS.filter((input) => reader.text(input) !== "");

const givenSuccessors = (reader: Reader): readonly string[] =>
  SUCCESSOR_INPUTS.filter((input) => !["", NO_SUCCESSOR].includes(reader.text(input)));

function checkSize(reader: Reader, input: string, value: string | undefined): void {
  if (Buffer.byteLength(value ?? "") <= MAX_LINE) return;
  reader.fault({ input, rule: "receipt-too-long", max: MAX_LINE });
}

/** `verify: false` is one signed POST per target: everything that has to read is out of its reach. */
function checkWithoutReads(reader: Reader, config: Config): void {
  const { selection } = config;
  const needsReads = (input: string, shown?: string): void =>
    reader.fault({ input, rule: "needs-reads", ...(shown === undefined ? {} : { shown }) });

  for (const { level, key } of LEVELS) {
    if (selection[key].all) needsReads(`${level}-id`, "*");
    if (selection[key].names.length > 0) needsReads(`${level}-name`);
  }
  if (config.mode !== "detach") needsReads("mode", config.mode);
  if (config.dryRun) needsReads("dry-run", "true");
  if (config.ifNotAttached === "fail") needsReads("if-not-attached", "fail");
  for (const input of aboutKeys(reader, config)) needsReads(input);
  if (config.rollbackOnFailure) needsReads("rollback-on-failure", "true");
}

/** Case, `-` and `_` do not tell two inputs apart; nor do so many letters. */
const MAX_WRONG_LETTERS = 2;

/**
 * A runner passes on whatever stands in `with:`, with a warning at most. What is one of our inputs but for its spelling was
 * meant to do something. It does no harm where the right one has the same value: some runners pass the inputs of a
 * composite action on to its steps, which give them to us by their right names.
 */
export function checkNames(reader: Reader): void {
  for (const [variable, value] of Object.entries(reader.env)) {
    const name = /^INPUT_(.+)$/i.exec(variable)?.[1]?.toLowerCase();
    if (name === undefined || isDeclared(reader, variable)) continue;
    const meant = nearest(name, reader.asked);
    if (meant === undefined || reader.env[variableOf(meant)] === value) continue;
    reader.fault({ input: name, rule: "misspelt", others: [meant] });
  }
}

const isDeclared = ({ asked }: Reader, variable: string): boolean =>
  [...asked].some((input) => variableOf(input) === variable);

function nearest(name: string, inputs: Iterable<string>): string | undefined {
  const letters = lettersOf(name);
  const near = [...inputs]
    .filter((input) => Math.abs(letters.length - lettersOf(input).length) <= MAX_WRONG_LETTERS)
    .map((input) => ({ input, away: distance(letters, lettersOf(input)) }))
    .sort((a, b) => a.away - b.away)[0];
  return near !== undefined && near.away <= MAX_WRONG_LETTERS ? near.input : undefined;
}

const lettersOf = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, "");
