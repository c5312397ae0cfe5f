/** What the README says that a run costs in requests: its first rows, as they are counted at the server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/runner.ts";
import { BASIC, emulated, FREE, GOLD, STAGE, TARGET, WRITER } from "./runner.ts";

const rowsOf = (page: string, heading: string): string[][] => {
  const section = readFileSync(join(ROOT, page), "utf8").split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => /^\| [^-]/.test(line));
  return lines.slice(1).map((line) => line.split("|").slice(1, -1));
};

const NONE = { "look-at-api-keys": "false" };
const BY_NAMES = {
  ...{ "product-id": "", "api-id": "", "stage-id": "", "usage-plan-id": "" },
  ...{
    "product-name": "결제 서비스",
    "api-name": "결제 API",
    "stage-name": "운영",
    "usage-plan-name": "무료 체험 플랜",
  },
};
/** The product has four keys, and two of them are on the plan. */
const KEYS = 1 + 4;

/** In the order of the table: what a run is given, and how many requests it sends. `off`: the plan is not on the stage. */
const RUNS: readonly { inputs: Record<string, string>; off?: boolean; requests: (first: number) => number }[] = [
  { inputs: NONE, requests: (said) => said },
  { inputs: { ...BY_NAMES, ...NONE }, requests: (said) => said },
  { inputs: {}, requests: () => 3 + KEYS },
  { inputs: { ...WRITER, ...NONE, verify: "false" }, requests: (said) => said },
  { inputs: NONE, off: true, requests: (said) => said },
  { inputs: { ...NONE, "dry-run": "true" }, requests: (said) => said },
  { inputs: { ...NONE, "usage-plan-id": `${FREE},${GOLD}` }, requests: () => 2 + 2 },
  { inputs: { "successor-plan-id": BASIC }, requests: () => 3 + KEYS + 2 + 1 + KEYS },
];

describe.concurrent.each([
  ["README.md", "Limits and cost"],
  ["docs/README.ko.md", "제한과 비용"],
])("%s", (page, heading) => {
  const rows = rowsOf(page, heading);

  test("has a row for each", () => {
    expect(rows).toHaveLength(RUNS.length);
  });

  test.each(RUNS.map((run, i) => ({ ...run, title: rows[i]?.[0]?.trim() ?? "", said: rows[i]?.[1] ?? "" })))(
    "$title",
    ({ inputs, off, requests, said }) =>
      emulated({}, async ({ server, run }) => {
        if (off === true) server.emulator.detach(STAGE, FREE, Date.now());
        await run("product-name" in inputs ? inputs : { ...TARGET, ...inputs });
        const more = server.requests().length - requests(Number.parseInt(said.trim(), 10));
        // On a busy machine a look at the keys grows old before the write, and there is another.
        expect(inputs["look-at-api-keys"] === "false" ? more : more % KEYS).toBe(0);
      }),
  );
});
