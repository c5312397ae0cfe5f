import { expect, test } from "vitest";
import { parse } from "yaml";
import { readRunContext } from "../../../src/action/context.ts";
import { pack } from "../../../src/action/paper.ts";
import { undoStep } from "../../../src/action/undo.ts";
import { endpointOf } from "../../../src/ncloud/endpoint.ts";
import { HOSTILE, RUNNER } from "./support.ts";

const RECEIPT = pack("receipt", JSON.stringify({ name: `it's ${HOSTILE} "x": \${{ secrets.KEY }}` }));

const config = { reason: undefined, site: "public", endpoint: endpointOf("public"), rollbackOnFailure: false } as const;

function stepOf(context = readRunContext(RUNNER, config)) {
  const text = undoStep(RECEIPT, context).join("\n");
  return { text, step: parse(text)[0] };
}

test("is a step of a workflow with the same receipt in it", () => {
  const { step } = stepOf();
  expect(step.uses).toBe("acme/ncp-apigw-detach-usage-plan@v1.0.0");
  expect(step.with.mode).toBe("restore");
  expect(step.with.receipt).toBe(RECEIPT);
  expect(Object.keys(step.with)).toEqual(["mode", "access-key", "secret-key", "receipt"]);
});

test("a name in the receipt is no expression, and every character is visible", () => {
  const { text } = stepOf();
  expect(text.match(/\$\{\{[^}]*\}\}/g)).toEqual(["${{ secrets.NCP_ACCESS_KEY }}", "${{ secrets.NCP_SECRET_KEY }}"]);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
});

test("names the site and the URL of the run to undo", () => {
  const endpoint = { origin: "https://mirror.example" };
  const { step } = stepOf(readRunContext(RUNNER, { ...config, site: "gov", endpoint }));
  expect(step.with).toMatchObject({ site: "gov", "api-url": "https://mirror.example" });
  expect(
    stepOf(readRunContext(RUNNER, { ...config, site: "gov", endpoint: endpointOf("gov") })).step.with,
  ).not.toHaveProperty("api-url");
});

test("where the runner does not name the action, a word to fill in", () => {
  const { text } = stepOf(readRunContext({}, config));
  expect(text).toContain("- uses: <owner>/ncp-apigw-detach-usage-plan@<sha> # v1.0.0");
});
