/** Scenes about the API keys on a plan. */
import { BASIC, GOLD, NAMED, NAMES, once, type Scene, STAGE } from "./scene.ts";

const MOVE = { ...GOLD, "successor-plan-id": BASIC };

export const KEY_SCENES: readonly Scene[] = [
  {
    name: "refused",
    ends: "refused too-many-api-keys",
    about: "More API keys than allowed.",
    play: once({ ...NAMES, "max-affected-api-keys": "1" }),
    names: NAMED,
  },
  {
    name: "detached-lean",
    ends: "detached",
    about: "`look-at-api-keys: false`.",
    play: once({ ...NAMES, "look-at-api-keys": "false" }),
    names: NAMED,
  },
  {
    name: "not-moved",
    ends: "failed api-keys-not-moved",
    about: "NCP lets no API key go to the successor.",
    server: { world: { faults: [{ on: "subscribe", times: "all", do: { kind: "reply", status: 403 } }] } },
    play: once(MOVE),
    names: ["Partner Gold", "운영"],
  },
  {
    name: "moved",
    ends: "detached",
    about: "The API keys went to a successor first.",
    play: once(MOVE),
    names: ["Partner Gold", "운영"],
  },
  {
    name: "would-move",
    ends: "would-detach",
    about: "A dry run of it.",
    play: once({ ...MOVE, "dry-run": "true" }),
    names: ["Partner Gold", "운영"],
  },
  {
    name: "moved-back",
    ends: "",
    about: "The post step puts plan and API keys back.",
    play: async (run) => {
      const inputs = { ...MOVE, "rollback-on-failure": "true" };
      const { state } = await run(inputs);
      return await run({ ...inputs, timeout: "60" }, { stage: "post", state });
    },
    names: ["Partner Gold", "운영"],
  },
  {
    name: "approved",
    ends: "detached",
    about: "What a dry run showed and somebody approved.",
    play: async (run) => {
      const { outputs } = await run({ ...NAMES, "dry-run": "true" });
      return await run({ approval: outputs["approval"] ?? "" });
    },
    names: NAMED,
  },
  {
    name: "approval-changed",
    ends: "refused changed-since-approval",
    about: "A key was moved onto the plan after it was approved.",
    play: async (run, server) => {
      const { outputs } = await run({ ...GOLD, "dry-run": "true" });
      server.emulator.moveKey("k3x9t6m1qa", STAGE, "u5h0j3w8pe", Date.now());
      return await run({ approval: outputs["approval"] ?? "" });
    },
    names: ["Partner Gold", "운영"],
  },
];
