/** Ways in which a run can end: for pictures, and for a test. */
import { generated } from "../emulator/generate.ts";
import { KEY_SCENES } from "./key-scenes.ts";
import {
  FREE,
  generatedPath,
  IDS,
  many,
  NAMED,
  NAMES,
  NOBODY,
  once,
  PATH,
  REASON,
  ROLLBACK,
  restored,
  rolledBack,
  type Scene,
  STAGE,
  THREE,
  WRITER,
} from "./scene.ts";

export const SCENES: readonly Scene[] = [
  {
    name: "detached",
    ends: "detached",
    about: "A detach by names.",
    play: once({ ...NAMES, ...REASON }),
    names: NAMED,
  },
  {
    name: "detached-rollback",
    ends: "detached",
    about: "With API keys on the plan, and a rollback that may follow.",
    play: once({ ...ROLLBACK, ...REASON }),
    names: NAMED,
  },
  {
    name: "accepted",
    ends: "accepted",
    about: "`verify: false`.",
    play: once({ ...IDS, ...WRITER, verify: "false" }),
    names: [FREE],
  },
  {
    name: "already-detached",
    ends: "already-detached",
    about: "A second run.",
    play: async (run) => {
      await run(NAMES);
      return await run(NAMES);
    },
    names: NAMED,
  },
  {
    name: "already-detached-red",
    ends: "already-detached not-attached",
    about: "A second run with `if-not-attached: fail`.",
    play: async (run) => {
      await run(NAMES);
      return await run({ ...NAMES, "if-not-attached": "fail" });
    },
    names: NAMED,
  },
  {
    name: "would-detach",
    ends: "would-detach",
    about: "A dry run.",
    play: once({ ...NAMES, "dry-run": "true" }),
    names: NAMED,
  },
  {
    name: "check-off",
    ends: "already-detached",
    about: "A check of what is off.",
    play: async (run) => {
      await run(NAMES);
      return await run({ ...NAMES, mode: "check" });
    },
    names: NAMED,
  },
  {
    name: "attached",
    ends: "attached plan-attached",
    about: "A check of what is on.",
    play: once({ ...NAMES, mode: "check" }),
    names: NAMED,
  },
  {
    name: "attached-green",
    ends: "attached",
    about: "An inventory.",
    play: once({ ...PATH, "stage-id": STAGE, "usage-plan-id": "*", mode: "check", "if-attached": "succeed" }),
  },
  {
    name: "forbidden",
    ends: "failed forbidden",
    about: "The key may not write.",
    server: { world: { forbidden: ["writes"], denial: "403/10011" } },
    play: once(NAMES),
    names: NAMED,
  },
  {
    name: "no-policy",
    ends: "failed permission-denied",
    about: "The key may not do anything.",
    play: once({ ...IDS, ...NOBODY }),
    names: [FREE],
  },
  {
    name: "wrong-key",
    ends: "failed authentication-failed",
    about: "A wrong secret key.",
    play: once({ ...IDS, "secret-key": "not-the-secret-key-of-this-pair" }),
    names: [FREE],
  },
  {
    name: "stage-not-found",
    ends: "failed stage-not-found",
    about: "A typo in an id.",
    play: once({ ...IDS, "stage-id": "s1v6b0n3k3" }),
    names: ["s1v6b0n3k3"],
  },
  {
    name: "name-not-found",
    ends: "failed name-not-found",
    about: "A typo in a name.",
    play: once({ ...NAMES, "stage-name": "윤영" }),
    names: ["윤영"],
  },
  {
    name: "invalid-input",
    ends: "failed invalid-input",
    about: "Inputs that are not right.",
    play: once({ ...NAMES, timeout: "soon", "dry-run": "ja", "api-url": "http://example.com" }),
  },
  {
    name: "unknown",
    ends: "unknown write-uncertain",
    about: "The write was cut off, and no read can tell.",
    server: {
      world: {
        faults: [
          { on: "detach", do: { kind: "reset", apply: "at-once" } },
          { on: "stage-plans", nth: 2, times: "all", do: { kind: "reply", status: 403 } },
          { on: "plan-stages", do: { kind: "reply", status: 403 } },
        ],
      },
    },
    play: once({ ...IDS, timeout: "8" }),
    names: ["무료 체험 플랜"],
  },
  {
    name: "still-attached",
    ends: "unknown still-attached",
    about: "Accepted, and never carried out.",
    server: { world: { accepted: { status: 202, applied: "never" } } },
    play: once({ ...NAMES, timeout: "8" }),
    names: NAMED,
  },
  {
    name: "clock",
    ends: "detached",
    about: "The runner's clock is wrong.",
    server: { world: { clock: { offsetMs: 660_000 } } },
    play: once({ ...NAMES, ...REASON }),
    names: NAMED,
  },
  { name: "restored", ends: "restored", about: "An undo, with API keys.", play: restored({}), names: NAMED },
  {
    name: "would-restore",
    ends: "would-restore",
    about: "A dry run of it.",
    play: restored({ "dry-run": "true" }),
    names: NAMED,
  },
  {
    name: "already-attached",
    ends: "already-attached",
    about: "Somebody was faster.",
    play: restored({}, ({ emulator }) => {
      emulator.attach(STAGE, FREE, Date.now());
      for (const key of ["k3x9t6m1qa", "k1r7j4s9hc"]) emulator.moveKey(key, STAGE, FREE, Date.now());
    }),
    names: NAMED,
  },
  { name: "rolled-back", ends: "", about: "The post step puts it back.", play: rolledBack(), names: NAMED },
  {
    name: "rollback-failed",
    ends: "",
    about: "The post step cannot.",
    play: rolledBack((server) => server.setWorld({ forbidden: ["writes"], denial: "403/10011" })),
    names: NAMED,
  },
  {
    name: "some-failed",
    ends: "failed forbidden",
    about: "One of three fails.",
    server: { world: { faults: [{ on: "detach", stage: STAGE, do: { kind: "reply", status: 403 } }] } },
    play: once(THREE),
  },
  {
    name: "another-is-wrong",
    ends: "failed stage-not-found",
    about: "A wrong id among several: nothing is written.",
    play: once({ ...THREE, "stage-id": `${STAGE},s1v6b0n3k3` }),
    names: ["s1v6b0n3k3"],
  },
  {
    name: "many-plans",
    ends: "detached",
    about: "200 plans of one stage.",
    server: many(1, 200),
    play: once({ ...generatedPath, "stage-id": generated.stage(0), "usage-plan-id": "*" }),
  },
  {
    name: "many-stages",
    ends: "detached",
    about: "One plan, detached from 60 stages.",
    server: many(60, 2),
    play: once({ ...generatedPath, "stage-id": "*", "usage-plan-id": generated.plan(1) }),
  },
  {
    name: "many-would",
    ends: "would-detach",
    about: "A dry run of several stages.",
    play: once({ ...THREE, "usage-plan-id": `${FREE},u5h0j3w8pe`, "dry-run": "true" }),
  },
  {
    name: "nothing-to-do",
    ends: "already-detached",
    about: "`*` matches nothing.",
    play: once({ ...PATH, "stage-id": "s0u5y8i2om", "usage-plan-id": "*" }),
  },
  ...KEY_SCENES,
];
