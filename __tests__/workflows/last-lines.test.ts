import { expect, test } from "vitest";
import { describeUnderAct, runWorkflow } from "./act.ts";

const LINES = 3_000;
const LAST = "the last line";

/** One step that says a lot and fails, as a script and as an action. */
const STEPS = {
  "a script": {
    step: `run: seq -f "line %g" ${LINES}; echo "::error::${LAST}"; exit 3`,
    files: {},
  },
  "an action": {
    step: "uses: ./loud",
    files: {
      "loud/action.yml": "name: Loud\ndescription: Says a lot.\nruns:\n  using: node24\n  main: index.mjs\n",
      "loud/index.mjs": `for (let n = 1; n <= ${LINES}; n += 1) console.log("line " + n);
console.log("::error::${LAST}");
process.exitCode = 3;
`,
    },
  },
};

describeUnderAct("the last lines of a step that fails", () => {
  test.each(Object.entries(STEPS))("come through: %s", async (_what, { step, files }) => {
    const workflow = `on: push
jobs:
  loud:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${"0".repeat(40)}
      - name: Loud
        ${step}
`;
    // Side by side, so that act is late.
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => runWorkflow("loud.yml", { event: "push", workflow, files })),
    );
    for (const run of runs) {
      const loud = run.step("Loud");
      expect(loud.result, run.raw).toBe("failure");
      expect(loud.annotations, loud.log.slice(-200)).toEqual([`error: ${LAST}`]);
      expect(loud.log).toContain(`line ${LINES}`);
    }
  });
});
