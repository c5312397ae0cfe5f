/** Which targets: ids, names and `*` at the four levels. */
import { LEVELS, type LevelRow, levelRow } from "../../usage-plan/levels.ts";
import type { Selection, Selector } from "../../usage-plan/types.ts";
import type { Reader } from "./reader.ts";

/** All inputs that say which targets, for modes that take none of them. */
export const SELECTION_INPUTS = LEVELS.flatMap(({ level }) => [`${level}-id`, `${level}-name`]);

/** Contract, section 2: "0–10 characters"; every real one seen has letters and digits only. */
const ID = /^[A-Za-z0-9]{1,10}$/;

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

/** Where nothing else is to be moved to, the API keys stay where they are. */
export function readSuccessor(reader: Reader): Selector | undefined {
  const [idInput, nameInput] = SUCCESSOR_INPUTS;
  const rule: Rule = { ...levelRow("usage-plan"), several: false };
  const isGiven = (value: string): boolean => value !== "none";
  const ids = readIds(reader, idInput, rule).filter(isGiven);
  const names = readNames(reader, nameInput, rule).filter(isGiven);
  if (ids.includes("*")) reader.fault({ input: idInput, rule: "not-an-id", shown: "*" });
  return ids.length + names.length === 0 ? undefined : { ids, names, all: false };
}

/** `*` opens upwards from the stage: "take this plan off everywhere", never "everything off everything". */
function checkStars(reader: Reader, { product, api, stage, plan }: Selection): void {
  const needsBelow = (input: string, below: string): void =>
    reader.fault({ input, rule: "star-needs-below", shown: "*", others: [below] });
  if (stage.all && plan.all) {
    reader.fault({ input: "usage-plan-id", rule: "star-on-both", shown: "*", others: ["stage-id"] });
  }
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

function readIds(reader: Reader, input: string, rule: Rule): readonly string[] {
  // An id has neither comma nor `#`: what follows one is a comment.
  const lines = linesOf(reader.raw(input)).map((line) => line.replace(/#.*$/, ""));
  const ids = distinct(lines.flatMap((line) => line.split(",")));
  for (const shown of ids) {
    if (shown !== "*" && !ID.test(shown)) reader.fault({ input, rule: "not-an-id", shown });
  }
  return onlyOne(reader, input, rule, ids);
}

function readNames(reader: Reader, input: string, rule: Rule): readonly string[] {
  const raw = reader.raw(input);
  // Names may hold commas. In a value of several lines (YAML `|`) a comma belongs to the name; one thing's name is never split.
  const commas = rule.several && !/[\r\n]/.test(raw);
  const lines = linesOf(raw).filter((line) => !line.trimStart().startsWith("#"));
  const names = distinct(lines.flatMap((line) => (commas ? line.split(",") : [line]))).map((name) =>
    name.normalize("NFC"),
  );
  for (const shown of names) {
    if (shown === "*") reader.fault({ input, rule: "star-as-name", shown, others: [`${rule.level}-id`] });
    if (/\p{Cc}/u.test(shown)) reader.fault({ input, rule: "name-characters", shown });
    if (Array.from(shown).length > rule.maxName)
      reader.fault({ input, rule: "name-too-long", shown, max: rule.maxName });
  }
  return onlyOne(reader, input, rule, distinct(names));
}

function onlyOne(reader: Reader, input: string, rule: Rule, values: readonly string[]): readonly string[] {
  if (!rule.several && values.length > 1) reader.fault({ input, rule: "only-one", shown: values.join(", ") });
  return values;
}

function linesOf(raw: string): readonly string[] {
  return raw.split(/\r\n|\r|\n/);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ""))];
}
