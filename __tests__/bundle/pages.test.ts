/** The steps that README and getting started show do against the emulator what the pages say. */
import { describe, expect, test } from "vitest";
import { seed } from "../../emulator/seed.ts";
import { blocksOf, type Step, stepsIn } from "../docs/pages.ts";
import { emulated, MANAGER } from "./runner.ts";

const PAGES = [
  "README.md",
  "docs/README.ko.md",
  "docs/getting-started.md",
  "docs/getting-started.ko.md",
  "docs/retire-a-plan.md",
  "docs/retire-a-plan.ko.md",
];

/** What a step ends as on the emulator's data, with a successor for Partner Gold. */
function expected({ with: inputs }: Step): RegExp {
  if (inputs["mode"] === "restore") return /^restored$/;
  if (inputs["mode"] === "check") return /^attached$/;
  if (inputs["dry-run"] === "true") return /^would-detach$/;
  // Keys use these plans, and the pages say that it is refused then.
  return inputs["max-affected-api-keys"] === "0" ? /^refused$/ : /^detached$/;
}

function withSuccessor(): ReturnType<typeof seed> {
  const state = seed();
  const plans = [...(state.usagePlans ?? []), { usagePlanId: "u8n4c2d6ws", usagePlanName: "Partner Gold 2027" }];
  return { ...state, usagePlans: plans };
}

describe.concurrent.each(PAGES)("%s", (path) => {
  test.each(blocksOf(path, "yaml").map((block, at) => [at, stepsIn(block)] as const))("block %s", (_, steps) =>
    emulated({ state: withSuccessor() }, async ({ run }) => {
      const papers: Record<string, string> = {};
      for (const step of steps) {
        // One of them shows all inputs at once, and is no run.
        if (step.with["audit-issue"] !== undefined) continue;
        if (step.with["receipt"] !== undefined) papers["receipt"] = (await run()).outputs["receipt"] ?? "";
        const given = Object.entries(step.with).flatMap(([name, value]) => {
          if (name === "access-key" || name === "secret-key") return [];
          return [[name, value.includes(".outputs.") ? papers[name] : value]];
        });
        const { outputs, stdout } = await run({ ...MANAGER, ...Object.fromEntries(given) });
        expect(outputs["result"], stdout.slice(-1500)).toMatch(expected(step));
        Object.assign(papers, outputs);
      }
    }),
  );
});
