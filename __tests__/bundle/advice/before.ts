/** What is wrong before anything is written: names, ids, the state of the stage, API keys, approvals. */
import type { ProblemCode } from "../../../src/usage-plan/facts.ts";
import { BASIC, errorOf, FREE, GOLD, STAGE, TARGET, UNUSED } from "../runner.ts";
import { again, INFORMS, LEAN, look, once, PEOPLE, type Row, undo } from "./row.ts";

const { "usage-plan-id": _, ...ON_STAGE } = LEAN;
const DRY = { ...TARGET, "dry-run": "true" };
/** The same server by another name: another origin. */
const byName = (url: string): string => url.replace("127.0.0.1", "localhost");

/** The id behind a name in a list of advice. */
const listed = (text: string, name: string): string =>
  new RegExp(`${name} \\((\\w+)\\)`).exec(text.split("What to do:")[1] ?? "")?.[1] ?? "none";

const wrongId = (level: string, id: string, name: string): Row => ({
  produce: once({ ...LEAN, [`${level}-id`]: id }),
  advice: {
    "Existing ones": ({ run }, produced) => run({ ...LEAN, [`${level}-id`]: listed(errorOf(produced), name) }),
    [`Correct \`${level}-id\``]: ({ run }) => {
      const { [`${level}-id`]: __, ...others } = LEAN as Record<string, string>;
      return run({ ...others, [`${level}-name`]: name });
    },
  },
});

const tooMany = (input: string, low: string, high: string): Row => ({
  produce: once({ ...TARGET, [input]: low }),
  advice: {
    "To move the keys to another plan first": once({ ...TARGET, [input]: high, "successor-plan-id": BASIC }),
    [`Raise \`${input}\``]: ({ run, server }) => {
      server.emulator.attach(STAGE, FREE, Date.now());
      for (const key of ["k3x9t6m1qa", "k1r7j4s9hc"]) server.emulator.moveKey(key, STAGE, FREE, Date.now());
      return run({ ...TARGET, [input]: high });
    },
  },
});

export const BEFORE = {
  "invalid-input": {
    produce: once({ ...LEAN, "dry-run": "" }),
    advice: { "`dry-run`: is set to an empty value": once({ ...LEAN, "dry-run": "false" }) },
  },
  "product-not-found": wrongId("product", "p4y2m8q0zz", "결제 서비스"),
  "api-not-found": wrongId("api", "a9f3k1c7wz", "결제 API"),
  "stage-not-found": wrongId("stage", "s1v6b0n3kz", "운영"),
  "plan-not-found": {
    produce: once({ ...LEAN, "usage-plan-id": "u2g7d4l9xz" }),
    advice: { "Correct `usage-plan-id`": once({ ...ON_STAGE, "usage-plan-name": "무료 체험 플랜" }) },
  },
  "name-not-found": {
    produce: once({ ...ON_STAGE, "usage-plan-name": "무료 체험 플렌" }),
    advice: {
      "Nearest names": ({ run }, produced) => {
        const name = /Nearest names: (.+?) \(/.exec(errorOf(produced))?.[1] ?? "none";
        return run({ ...ON_STAGE, "usage-plan-name": name });
      },
      "Correct `usage-plan-name`, or give `usage-plan-id`": once(LEAN),
    },
  },
  "name-ambiguous": {
    produce: once({ ...ON_STAGE, "usage-plan-name": "중복 플랜" }),
    advice: {
      "Give the id instead": ({ run }, produced) =>
        run({ ...ON_STAGE, "usage-plan-id": listed(errorOf(produced), "중복 플랜") }),
    },
  },
  "id-name-mismatch": {
    produce: once({ ...LEAN, "usage-plan-name": "Partner Gold" }),
    advice: { "Correct the one that is wrong, or give only one": once(LEAN) },
  },
  "another-target-is-wrong": {
    produce: once({ ...LEAN, "usage-plan-id": `${FREE},u2g7d4l9xz` }),
    advice: { "Correct or leave out what is wrong": once(LEAN) },
  },
  "not-attached": {
    produce: once({ ...LEAN, "usage-plan-id": UNUSED, "if-not-attached": "fail" }),
    advice: { "If that is fine": once({ ...LEAN, "usage-plan-id": UNUSED, "if-not-attached": "succeed" }) },
  },
  "plan-attached": {
    produce: once({ ...TARGET, mode: "check" }),
    advice: {
      "Find out in the console": PEOPLE,
      "To detach it, run this action with `mode: detach`": async ({ run }) => {
        await run(LEAN);
        return run({ ...TARGET, mode: "check" });
      },
    },
  },
  "reads-disagree": {
    with: { world: { reads: { lagsMs: [600_000, 0], pick: "by-view" } } },
    produce: ({ run, server }) => {
      server.emulator.detach(STAGE, FREE, Date.now());
      return run({ ...TARGET, mode: "check", timeout: "8" });
    },
    advice: { "Check which usage plans": look(), "Run the step again": again() },
  },
  "too-many-api-keys": tooMany("max-affected-api-keys", "0", "2"),
  "too-many-calls": tooMany("max-affected-calls", "9000", "9123"),
  "api-keys-unreadable": {
    with: { world: { forbidden: ["search-keys"], denial: "403/10011" } },
    produce: once({ ...TARGET, "max-affected-api-keys": "5" }),
    advice: {
      "Or set `look-at-api-keys: false`": once(LEAN),
      "Give the sub account the managed policy NCP_API_GATEWAY_VIEWER": ({ run, server }) => {
        server.setWorld({});
        return run({ ...TARGET, "usage-plan-id": GOLD, "max-affected-api-keys": "5" });
      },
    },
  },
  "api-keys-not-moved": {
    with: { world: { faults: [{ on: "subscribe", nth: 2, times: "all", do: { kind: "reply", status: 403 } }] } },
    produce: once({ ...TARGET, "successor-plan-id": UNUSED }),
    advice: {
      "Not moved": INFORMS,
      "To undo what was changed": undo(),
      "Where NCP denied access, give the sub account the managed policy": ({ run, server }) => {
        server.setWorld({});
        return run({ ...TARGET, "successor-plan-id": UNUSED, "dry-run": "true" });
      },
      "Run the step again": again({ ...TARGET, "successor-plan-id": UNUSED }),
    },
  },
  "successor-is-target": {
    produce: once({ ...TARGET, "successor-plan-id": FREE }),
    advice: { "Name another plan": once({ ...TARGET, "successor-plan-id": BASIC }) },
  },
  "approval-invalid": {
    produce: async ({ run }) => {
      const { outputs } = await run(DRY);
      return run({ approval: (outputs["approval"] ?? "").slice(0, -9) });
    },
    advice: {
      "Pass on the `approval` output of a dry run or check as it is": async ({ run }) =>
        run({ approval: (await run(DRY)).outputs["approval"] ?? "" }),
    },
  },
  "approval-other-site": {
    produce: async ({ run, server }) => {
      const { outputs } = await run(DRY);
      return run({ approval: outputs["approval"] ?? "", "api-url": byName(server.url) });
    },
    advice: {
      "Use the `site` and `api-url` of the dry run": async ({ run }) =>
        run({ approval: (await run(DRY)).outputs["approval"] ?? "" }),
    },
  },
  "changed-since-approval": {
    produce: async ({ run, server }) => {
      const { outputs } = await run(DRY);
      server.emulator.moveKey("k6w0p3n8ed", STAGE, FREE, Date.now());
      return run({ approval: outputs["approval"] ?? "" });
    },
    advice: {
      "Make a new dry run": async ({ run }) => run({ approval: (await run(DRY)).outputs["approval"] ?? "" }),
    },
  },
} satisfies Partial<Record<ProblemCode, Row>>;
