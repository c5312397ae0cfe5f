/** The YAML of the pages for users, as somebody pastes it: linted by actionlint, and run under act against the emulator. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { seed } from "../../emulator/seed.ts";
import { startEmulator } from "../../emulator/server.ts";
import { withGitHub } from "../bundle/github.ts";
import { blocksOf, PAGES, stepsIn } from "../docs/pages.ts";
import { describeUnderAct, filled, runWorkflow } from "./act.ts";
import { MANAGER, settings } from "./emulated.ts";

/** How the steps of each block end, in the emulator's data. A block without a row is red, in either language. */
const ENDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  README: [
    ["detached"],
    ["refused"],
    ["detached"],
    ["would-detach", "detached"],
    ["restored"],
    ["attached"],
    ["detached"],
  ],
  "getting-started": [["attached"], ["would-detach"], ["refused"], ["restored"], ["detached"]],
  receipt: [["restored"]],
  "retire-a-plan": [["would-detach"], ["detached"], ["attached"]],
};
const RED = ["refused", "attached"];

/** The emulator's data, and the successor that the pages name. */
const data = seed();
const successor = { usagePlanId: "u8n4c2d6ws", usagePlanName: "Partner Gold 2027" };
const state = { ...data, usagePlans: [...(data.usagePlans ?? []), successor] };

/** The job that a block with `needs.detach` comes after. */
const EARLIER = {
  ...job([
    {
      id: "detach",
      name: "Earlier",
      uses: "<owner>/ncp-apigw-detach-usage-plan@<sha>",
      with: {
        "product-name": "결제 서비스",
        "api-name": "결제 API",
        "stage-name": "운영",
        "usage-plan-name": "무료 체험 플랜",
        "access-key": "${{ secrets.NCP_ACCESS_KEY }}",
        "secret-key": "${{ secrets.NCP_SECRET_KEY }}",
      },
    },
  ]),
  outputs: { receipt: "${{ steps.detach.outputs.receipt }}" },
};

function job(steps: readonly object[]) {
  return { "runs-on": "ubuntu-latest", "timeout-minutes": 10, steps };
}

/** A block as a whole workflow: jobs and steps alone get what they leave out. */
function whole(block: string): string {
  const given = parse(block) as Block;
  const { jobs, ...top } = Array.isArray(given) ? { jobs: { steps: job(given) } } : given;
  const later = (each: object) => ({ ...each, needs: "detach" });
  const all = /^\s+receipt: .*needs\.detach\./m.test(block)
    ? { detach: EARLIER, ...Object.fromEntries(Object.entries(jobs).map(([name, each]) => [name, later(each)])) }
    : jobs;
  return filled(stringify({ on: { workflow_dispatch: null }, permissions: {}, ...top, jobs: all }));
}
type Block = object[] | { readonly jobs: Readonly<Record<string, object>> };

const blocks = PAGES.filter((page) => !page.includes("outside")).flatMap((page) =>
  blocksOf(page, "yaml").map((block, i) => {
    const [topic = ""] = /[^/]+?(?=(\.ko)?\.md$)/.exec(page) ?? [];
    return { page, i, block, ends: ENDS[topic]?.[i] };
  }),
);

describeUnderAct("YAML of the pages", () => {
  test("is what actionlint takes", () => {
    const dir = mkdtempSync(join(tmpdir(), "blocks-"));
    const files = blocks.map(({ page, i, block }) => {
      const file = join(dir, `${page.replaceAll("/", "-")}-${i + 1}.yml`);
      writeFileSync(file, whole(block));
      return file;
    });
    const lint = spawnSync("actionlint", ["-shellcheck=", "-pyflakes=", "-color=false", ...files], {
      encoding: "utf8",
    });
    rmSync(dir, { recursive: true, force: true });
    expect([lint.error, lint.stdout, lint.status]).toEqual([undefined, "", 0]);
  });

  test.concurrent.each(blocks)("$page, block $i", async ({ block, page, ends }) => {
    const emulator = await startEmulator({ state });
    const given = settings(emulator, MANAGER);
    await withGitHub({}, async (github) => {
      const run = await runWorkflow("page.yml", {
        event: "workflow_dispatch",
        workflow: whole(block),
        ...given,
        secrets: { ...given.secrets, GITHUB_TOKEN: "ghs_not-a-real-token-0001" },
        env: { GITHUB_API_URL: github.url },
      });
      const ours = run.steps.filter(
        ({ stage, name, outputs }) => stage === "Main" && name !== "Earlier" && outputs["result"],
      );
      expect(
        ours.map(({ outputs }) => outputs["result"]),
        run.raw,
      ).toEqual(ends);
      expect(run.exitCode === 0).toBe(!ends?.some((result) => RED.includes(result)) || block.includes("if-attached"));
      if (page.endsWith(".ko.md")) for (const { summary } of ours) expect(summary.split("\n")[0]).toMatch(/[가-힣]/);
      expect(github.comments).toHaveLength(stepsIn(block).some(({ with: given }) => "audit-issue" in given) ? 1 : 0);
      expect(run.everything).not.toContain(MANAGER.secretKey);
    });
    await emulator.close();
  });
});
