/** docs/outside-github.md: its shell lines, run as they stand there, with nothing of GitHub's in the environment. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../scripts/runner.ts";
import { emulated, MANAGER, WINDOWS } from "./runner.ts";

const page = readFileSync(join(ROOT, "docs/outside-github.md"), "utf8");
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "m").exec(page)?.[1] ?? "";

async function sh(script: string, url: string, cwd: string, more: Readonly<Record<string, string>> = {}) {
  // The address comes as the other inputs do: dash passes on no variable with a hyphen in its name.
  const here = script.replace(/ node (?=\S*dist\/index\.js)/, ` 'INPUT_API-URL=${url}' node `);
  const child = spawn("/bin/sh", ["-e", "-c", here], {
    cwd,
    env: {
      PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
      NCLOUD_ACCESS_KEY: MANAGER["access-key"],
      NCLOUD_SECRET_KEY: MANAGER["secret-key"],
      ...more,
    },
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (out += text));
  const [code] = await once(child, "close");
  return { code, out };
}

describe.skipIf(WINDOWS).concurrent("outside of GitHub", () => {
  test("the shell line is a dry run", () =>
    emulated({}, async ({ server, plans }) => {
      const before = plans();
      const { code, out } = await sh(block("sh"), server.url, ROOT);
      expect(code, out).toBe(0);
      expect(out).toContain("Dry run");
      expect(out).not.toContain(MANAGER["secret-key"]);
      expect(plans()).toEqual(before);
    }));

  test("Jenkins' line detaches", () =>
    emulated({}, async ({ server, plans }) => {
      const line = /sh '''([\s\S]*?)'''/.exec(block("groovy"))?.[1] ?? "";
      const { code, out } = await sh(line.replaceAll("\\\\", "\\").replace("action/dist", "dist"), server.url, ROOT);
      expect(code, out).toBe(0);
      expect(plans()).not.toContain("u2g7d4l9xa");
    }));

  test("GitLab's job detaches, and leaves outputs, summary and receipt", () =>
    emulated({}, async ({ server, plans }) => {
      const job = (parse(block("yaml")) as { detach: { script: string[]; variables: Record<string, string> } }).detach;
      const dir = mkdtempSync(join(tmpdir(), "gitlab-"));
      const at = (text: string) => text.replace("$CI_PROJECT_DIR", dir);
      const variables = Object.fromEntries(Object.entries(job.variables).map(([name, value]) => [name, at(value)]));
      const [clone = "", ...lines] = job.script;
      expect(clone).toMatch(/^git clone .* action$/);
      try {
        const script = [`ln -s '${ROOT}' action`, ...lines].join("\n");
        const env = { ...variables, CI_COMMIT_TAG: "v1" };
        const { code, out } = await sh(script, server.url, dir, env);
        expect(code, out).toBe(0);
        expect(plans()).not.toContain("u2g7d4l9xa");
        expect(readFileSync(join(dir, "outputs"), "utf8")).toMatch(/result[\s\S]*detached/);
        expect(readFileSync(join(dir, "summary.md"), "utf8")).toContain("is off");
        expect(readdirSync(dir).filter((name) => name.startsWith("ncp-receipt-"))).toHaveLength(1);
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    }));
});
