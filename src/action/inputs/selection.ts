/** Which targets: ids, names and `*` at the four levels. */
import { isId } from "../../ncloud/ids.ts";
import { LEVELS, type LevelRow, levelRow } from "../../usage-plan/levels.ts";
import type { Selection, Selector } from "../../usage-plan/types.ts";
import { type InputFault, type Reader, showing } from "./read.ts";

/** All inputs that say which targets, for modes that take none of them. */
export const SELECTION_INPUTS = LEVELS.flatMap(({ level }) => [`${level}-id`, `${level}-name`]);

type Rule = Pick<LevelRow, "level" | "maxName"> & { readonly several: boolean };

const NOTHING: Selector = { ids: [], names: [], all: false };
export const NO_SELECTION: Selection = { product: NOTHING, api: NOTHING, stage: NOTHING, plan: NOTHING };

export function readSelection(reader: Reader): Selection {
  const selection = {
    product: readSelector(reader, levelRow("product")),
    api: readSelector(reader, levelRow("api")),
    stage: readSelector(reader, levelRow("stage")),
    plan: readSelector(reader, levelRow("usage-plan")),
  };
  checkStars(reader, selection);
  return selection;
}

export const SUCCESSOR_INPUTS = ["successor-plan-id", "successor-plan-name"] as const;
export const NO_SUCCESSOR = "none";

/** Given and empty is a fault: without a successor, the API keys of a plan fall to the stage's default. */
export function readSuccessor(reader: Reader): Selector | undefined {
  const [idInput, nameInput] = SUCCESSOR_INPUTS;
  const rule: Rule = { ...levelRow("usage-plan"), several: false };
  const isGiven = (input: string): boolean => reader.strict.text(input, NO_SUCCESSOR) !== undefined;
  const ids = isGiven(idInput) ? readIds(reader, idInput, rule) : [];
  const names = isGiven(nameInput) ? readNames(reader, nameInput, rule) : [];
  if (ids.includes("*")) reader.fault({ input: idInput, rule: "not-an-id", shown: "*", others: [nameInput] });
  return ids.length + names.length === 0 ? undefined : { ids, names, all: false };
}

/** `*` opens upwards from the stage: "detach this plan everywhere", never "detach everything from everything". */
function checkStars(reader: Reader, { product, api, stage }: Selection): void {
  const needsBelow = (input: string, below: string): void =>
    reader.fault({ input, rule: "star-needs-below", shown: "*", others: [below] });
  if (product.all && !api.all) needsBelow("product-id", "api-id");
  if (api.all && !stage.all) needsBelow("api-id", "stage-id");
}

function readSelector(reader: Reader, rule: Rule): Selector {
  const idInput = `${rule.level}-id`;
  const nameInput = `${rule.level}-name`;
  const ids = readIds(reader, idInput, rule);
  const names = readNames(reader, nameInput, rule);
  if (ids.length + names.length === 0) reader.fault({ input: idInput, rule: "level-missing", others: [nameInput] });
  if (ids.includes("*")) {
    if (ids.length + names.length > 1) reader.fault({ input: idInput, rule: "star-not-alone" });
    return { ids: [], names: [], all: true };
  }
  // Id and name of one thing check each other. Of several nobody could say which belongs to which.
  if (ids.length > 0 && names.length > 0 && ids.length + names.length > 2) {
    reader.fault({ input: idInput, rule: "id-and-names", others: [nameInput] });
  }
  return { ids, names, all: false };
}

interface Entry {
  readonly text: string;
  /** The entry, where the user's value or one of its lines is nothing else; else the whole value, and which entry of it. */
  readonly value: Pick<InputFault, "shown" | "hidden" | "odd" | "entry">;
}

function readIds(reader: Reader, input: string, rule: Rule): readonly string[] {
  // An id has neither comma nor `#`: what follows one is a comment.
  const entries = entriesOf(reader.raw(input), (line) => line.replace(/#.*$/, "").split(","));
  for (const { text, value } of entries) {
    if (text !== "*" && !isId(text)) {
      reader.fault({ input, rule: "not-an-id", ...value, others: [input.replace(/-id$/, "-name")] });
    }
  }
  return onlyOne(reader, input, rule, distinct(entries));
}

function readNames(reader: Reader, input: string, rule: Rule): readonly string[] {
  const raw = reader.raw(input);
  // Names may hold commas. In a value of several lines (YAML `|`) a comma belongs to the name; one thing's name is never split.
  const commas = rule.several && !/[\r\n]/.test(raw);
  const entries = entriesOf(raw, (line) => {
    if (line.trimStart().startsWith("#")) return [];
    return commas ? line.split(",") : [line];
  });
  for (const { text, value } of entries) {
    if (text === "*") reader.fault({ input, rule: "star-as-name", ...value, others: [`${rule.level}-id`] });
    if (/\p{Cc}/u.test(text)) reader.fault({ input, rule: "name-characters", ...value });
    if (Array.from(text.normalize("NFC")).length > rule.maxName) {
      reader.fault({ input, rule: "name-too-long", ...value, max: rule.maxName });
    }
  }
  return onlyOne(reader, input, rule, [...new Set(distinct(entries).map((name) => name.normalize("NFC")))]);
}

function onlyOne(reader: Reader, input: string, rule: Rule, values: readonly string[]): readonly string[] {
  if (!rule.several && values.length > 1) {
    reader.fault({ input, rule: "only-one", ...showing(reader.raw(input)) });
  }
  return values;
}

function entriesOf(raw: string, split: (line: string) => readonly string[]): readonly Entry[] {
  const lines = raw.split(/\r\n|\r|\n/);
  const found = lines.flatMap((line) => split(line).map((part) => ({ text: part.trim(), line })));
  const given = found.filter(({ text }) => text !== "");
  return given.map(({ text, line }, at) => ({
    text,
    value: text === line ? showing(line) : { ...showing(raw), entry: at + 1 },
  }));
}

const distinct = (entries: readonly Entry[]): readonly string[] => [...new Set(entries.map(({ text }) => text))];
